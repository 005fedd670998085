"""What pages show by scripts, styles and signs of their own: formulas, code, ruby, late pictures."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from reader.core.text.canonical_text import read_html
from tests.each import each
from tests.importers.allowed import wrong_in
from tests.importers.sources import read_page
from tests.importers.test_assets import PNG

PROSE = "The boat left at nine, with the mail and four passengers, one of whom was a goat. " * 3
PICTURE = f"data:image/png;base64,{base64.b64encode(PNG).decode()}"
STAND_IN = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"


def read(body: str, head: str = "") -> str:
    """Returns the HTML of an article that begins with a paragraph of prose, without that."""
    page = f"<!doctype html><title>T</title>{head}<body><article><p>{PROSE}</p>{body}<p>{PROSE}</p>"
    html = read_page(page).html.removeprefix("<article>").removesuffix("</article>")
    return html.removeprefix(f"<p>{PROSE}</p>").removesuffix(f"<p>{PROSE}</p>")


def text(body: str, head: str = "") -> str:
    return read_html(read(body, head)).text


def mathml(inner: str, attributes: str = "") -> str:
    return f"<math {attributes}>{inner}</math>"


HALF = "<mfrac><mn>1</mn><mn>2</mn></mfrac>"
SQUARE = "<msup><mi>c</mi><mn>2</mn></msup>"
WITH_TEX = mathml(
    f"<semantics><mrow>{SQUARE}</mrow>"
    '<annotation encoding="application/x-tex">{c}^2</annotation></semantics>'
)


@each(
    ("formula", "shown"),
    [
        (mathml(f"<mi>x</mi><mo>=</mo>{HALF}"), "x = 1/2"),
        (mathml("<msup><mi>r</mi><mn>2</mn></msup>"), "r^2"),
        ("<m:math><m:mfrac><m:mn>1</m:mn><m:mn>2</m:mn></m:mfrac></m:math>", "1/2"),
        (mathml("<mtext>if </mtext><mi>x</mi><mo>=</mo><mn>0</mn>"), "if x = 0"),
        (mathml("<msqrt><mn>9</mn></msqrt>"), "√9"),
        (mathml("<msqrt><mn>2</mn><mi>π</mi></msqrt>"), "√(2π)"),
        (mathml("<mroot><mi>x</mi><mn>3</mn></mroot>"), "∛x"),
        (mathml("<msub><mi>a</mi><mrow><mi>n</mi><mo>+</mo><mn>1</mn></mrow></msub>"), "a_(n + 1)"),
        (
            mathml("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>"),
            "(a + b)/2",
        ),
        (
            mathml("<munderover><mo>∑</mo><mi>i</mi><mi>n</mi></munderover><mi>i</mi>"),
            "∑_i^n i",
        ),
        (mathml("<mi>f</mi><mo>&#x2061;</mo><mo>(</mo><mi>x</mi><mo>)</mo>"), "f(x)"),
        (mathml("<mtable><mtr><mtd>1</mtd><mtd>2</mtd></mtr></mtable>"), "1, 2"),
        (mathml(HALF, 'alttext="\\frac{1}{2}"'), r"\frac{1}{2}"),
        (mathml(HALF, 'alttext="{\\displaystyle {c}^{2}}"'), "{c}^{2}"),
        (WITH_TEX, "{c}^2"),
        (
            (
                f'<span class="katex"><span class="katex-mathml">{WITH_TEX}</span>'
                '<span class="katex-html" aria-hidden="true">c2</span></span>'
            ),
            "{c}^2",
        ),
        ('<script type="math/tex">E = mc^2</script>', "E = mc^2"),
        (
            (
                '<span class="MathJax_Preview">E</span><span class="MathJax">E=mc2</span>'
                '<script type="math/tex; mode=display">E = mc^2</script>'
            ),
            "E = mc^2",
        ),
        (f'<script type="math/mml">{mathml(HALF)}</script>', "1/2"),
        (
            (
                '<mjx-container class="MathJax"><mjx-math><mjx-c>c</mjx-c></mjx-math>'
                f"<mjx-assistive-mml>{mathml(SQUARE)}</mjx-assistive-mml></mjx-container>"
            ),
            "c^2",
        ),
        (
            (
                '<span class="mwe-math-element"><span style="display: none">'
                f'{WITH_TEX}</span><img class="mwe-math-fallback-image-inline" src="/c.svg" alt="c^2">'
                "</span>"
            ),
            "{c}^2",
        ),
        ('<img class="latex" src="/latex.php" alt="\\alpha + 1">', r"\alpha + 1"),
    ],
)
def test_a_formula_is_read_once(formula: str, shown: str) -> None:
    assert text(f"<p>Here {formula} it is.</p>") == f"Here {shown} it is."
    assert f"<code>{shown}</code>" in read(f"<p>Here {formula} it is.</p>")


def test_a_formula_that_nests_without_end_is_still_read() -> None:
    assert "9" in text(f"<p>{mathml('<msqrt>' * 300 + '<mn>9</mn>' + '</msqrt>' * 300)}</p>")


@each(
    ("heading", "shown"),
    [
        ('<h2 id=t>Tides<a class="headerlink" href="#t" title="Permalink">¶</a></h2>', "Tides"),
        ('<h2><a class="anchor" aria-hidden="true" href="#t">#</a>Tides</h2>', "Tides"),
        ('<h2>Tides <a href="#t">§</a></h2>', "Tides"),
        ('<h2>Tides<a href="#t">Link to this heading</a></h2>', "Tides"),
        ('<h3>Tides<span class="mw-editsection">[<a href="/e">edit</a>]</span></h3>', "Tides"),
        ('<h2>Tides<a class="hash-link" href="#t"></a></h2>', "Tides"),
        ('<h2><a href="#t">Tides</a></h2>', "Tides"),
        ('<h2>Tides <a href="#fn1">1</a></h2>', "Tides 1"),
        ("<h2>C# and F#</h2>", "C# and F#"),
        ('<h2><a href="#c">#</a></h2>', "#"),
        ('<h2>Tides<span class="sr-only">Opens a window</span></h2>', "Tides"),
        ('<h2>Tides<span style="position:absolute;left:-9999px">x</span></h2>', "Tides"),
    ],
)
def test_a_heading_without_signs_and_labels(heading: str, shown: str) -> None:
    assert text(heading) == shown


def test_links_to_edit_beside_a_heading_go() -> None:
    edit = "<span class=mw-editsection>[<a href=/e>edit source</a>]</span>"
    page = f"<p>Some words are here.</p><div><h2>Nets</h2>{edit}</div><p>Some more words.</p>"
    assert text(page).split("\n\n") == ["Some words are here.", "Nets", "Some more words."]


def test_a_place_keeps_its_name_when_its_sign_goes() -> None:
    assert 'id="a-t"' in read('<h2><a href="#t" id="t">#</a> Tides</h2><p><a href="#t">up</a></p>')


@each(
    ("html", "shown"),
    [
        ('<p aria-hidden="true">Advertisement</p>', ""),
        (
            '<p>A <a href="https://x.example">site<span class="screen-reader-text"> (new)</span></a></p>',
            "A site",
        ),
        (f'<div aria-hidden="true"><p>{PROSE}{PROSE}{PROSE}</p></div>', (PROSE * 3).strip()),
        ("<p><b aria-hidden=true>T</b><i class=sr-only>T</i>he boat</p>", "The boat"),
        ("<p><b aria-hidden=true>T</b>he boat</p>", "The boat"),
        (
            "<p><b aria-hidden=true>T</b><b aria-hidden=true>he</b><i class=sr-only>The</i> boat</p>",
            "The boat",
        ),
        (
            "<p><i class=sr-only>The</i><b aria-hidden=true>T</b><b aria-hidden=true>he</b> boat</p>",
            "The boat",
        ),
        ("<p>Boat<b aria-hidden=true>x</b><i class=sr-only>Close</i></p>", "Boat"),
        ("<p><b aria-hidden=true>x</b>Close the boat</p>", "Close the boat"),
        ('<p class="sr-onlyish">Kept</p>', "Kept"),
    ],
)
def test_what_is_only_for_screen_readers_or_not_for_them(html: str, shown: str) -> None:
    assert text(html) == shown


LINES = "boats = 3\n  count(boats)"


@each(
    "code",
    [
        f'<table class="highlighttable"><tr><td class="linenos"><pre>1\n2</pre></td><td><pre>{LINES}</pre></td></tr></table>',
        (
            "<table class=blob><tr><td data-line-number=1></td><td>boats = 3</td></tr>"
            "<tr><td data-line-number=2></td><td>  count(boats)</td></tr></table>"
        ),
        "<pre><span class=lineno>1 </span>boats = 3\n<span class=lineno>2 </span>  count(boats)</pre>",
        f"<pre><span class=gutter><span class=ln>1</span>\n<span class=ln>2</span></span>{LINES}</pre>",
        "<pre><ol class=linenums><li class=L0>boats = 3</li><li class=L1>  count(boats)</li></ol></pre>",
        "<pre><code><div class=line>boats = 3</div><div class=line>  count(boats)</div></code></pre>",
        "<pre><code>boats = 3</code>\n<code>  count(boats)</code></pre>",
        f"<div class=highlight><pre class=gutter>1\n2</pre><pre>{LINES}</pre></div>",
        f"<div class=highlight><pre>1\n2</pre><pre>{LINES}</pre></div>",
        (
            "<div class=syntaxhighlighter><table><tr><td class=gutter><div>1</div><div>2</div></td>"
            "<td class=code><div><div class=line><code>boats = 3</code></div>"
            "<div class=line><code>  </code><code>count(boats)</code></div></div></td></tr></table></div>"
        ),
        "<pre><button>Copy</button>boats = 3<br>  count(boats)</pre>",
        (
            "<pre><code class=hljs><table class=hljs-ln><tr><td class=hljs-ln-numbers>1</td><td>boats = 3</td></tr>"
            "<tr><td class=hljs-ln-numbers>2</td><td>  count(boats)</td></tr></table></code></pre>"
        ),
        (
            "<table><tr><td class=blob-num>1</td><td class=blob-code>boats = 3</td></tr>"
            "<tr><td class=blob-num>2</td><td class=blob-code>  count(boats)</td></tr></table>"
        ),
        (
            f"<div><pre>{LINES}</pre><div class=line-numbers-wrapper>"
            "<span class=line-number>1</span><br><span class=line-number>2</span><br></div></div>"
        ),
        (
            "<div class='CodeMirror cm-s-x'><div><div class=CodeMirror-linenumber>1</div><pre class=CodeMirror-line>boats = 3</pre></div>"
            "<div><div class=CodeMirror-linenumber>2</div><pre class=CodeMirror-line>  count(boats)</pre></div></div>"
        ),
        (
            "<div class=cm-editor><div class=cm-gutters><i>1</i><i>2</i></div><div class=cm-content>"
            "<div class=cm-line>boats = 3</div><div class=cm-line>  count(boats)</div></div></div>"
        ),
        (
            "<div class=ace_editor><div class=ace_gutter><div>1</div><div>2</div></div>"
            "<div class=ace_line>boats = 3</div><div class=ace_line>  count(boats)</div></div>"
        ),
        (
            "<div class=monaco-editor><div class=line-numbers>1</div><div class=line-numbers>2</div>"
            "<div class=view-line style='top:19px'>&nbsp; count(boats)</div><div class=view-line style='top:0px'>boats = 3</div></div>"
        ),
    ],
)
def test_code_has_its_lines_and_no_numbers(code: str) -> None:
    assert text(code) == LINES
    assert read_page(f"<p>Some words.</p>{code}").html.count("<pre") == 1


def test_the_code_of_an_editor_says_in_which_language_it_is() -> None:
    lines = "<div class=cm-line>boats = 3</div><div class=cm-line>boats</div>"
    for language, code in (
        (" data-language=python", '<code class="language-python">'),
        ("", "<code>"),
    ):
        html = f"<p>Words.</p><div class=cm-editor><div class=x{language}>{lines}</div></div>"
        assert f"<pre>{code}boats" in read_page(html).html


@each(
    ("html", "shown"),
    [
        (
            "<table><tr><td>1</td><td><code>ls</code></td></tr><tr><td>2</td><td>two</td></tr></table>",
            "1\tls\n2\ttwo",
        ),
        ("<pre>10\n20\n</pre>", "10\n20"),
        ("<pre>1\n2\n3</pre>", "1\n2\n3"),
        (
            "<pre>a = <span class=ln>42</span>\nb = <span class=ln>7</span></pre>",
            "a = 42\nb = 7",
        ),
    ],
)
def test_numbers_that_are_no_line_numbers_stay(html: str, shown: str) -> None:
    assert text(html) == shown


@each(
    "code",
    [
        '<pre><code class="language-python hljs">x</code></pre>',
        '<pre class="brush: python; title: x"><code>x</code></pre>',
        '<div class="highlight-source-python"><pre><code>x</code></pre></div>',
        '<figure class="highlight python"><pre><code>x</code></pre></figure>',
        '<pre data-lang="Python"><code>x</code></pre>',
        '<pre><code class="hljs python">x</code></pre>',
        '<table class="language-python"><tr><td class=blob-num>1</td><td class=blob-code>x</td></tr></table>',
        "<table><tr><td class=blob-num>1</td><td class=blob-code><code class=language-python>x</code></td></tr></table>",
    ],
)
def test_code_keeps_its_language(code: str) -> None:
    assert '<code class="language-python">x</code>' in read(code)


@each(
    ("html", "kept"),
    [
        ('<p>a <span style="font-style:italic">b</span></p>', "<p>a <span><i>b</i></span></p>"),
        ('<p>a <span style="FONT-WEIGHT: 700">b</span></p>', "<p>a <span><b>b</b></span></p>"),
        ('<p>a <font style="font: bold 9px x">b</font></p>', "<p>a <b>b</b></p>"),
        (
            '<p><b style="font-weight:normal">a <i style="font-style:normal">b</i></b></p>',
            "<p><span>a <span>b</span></span></p>",
        ),
        (
            '<p>H<span style="vertical-align:sub">2</span>O</p>',
            "<p>H<span><sub>2</sub></span>O</p>",
        ),
        ('<p>a <span class="c1 c2">b</span></p>', "<p>a <span><i><b>b</b></i></span></p>"),
        ('<p>a <span style="font-size:9px">b</span></p>', "<p>a <span>b</span></p>"),
        ('<p>a <span style="--font-weight:700">b</span></p>', "<p>a <span>b</span></p>"),
    ],
)
def test_bold_and_italic_by_style(html: str, kept: str) -> None:
    head = "<style>.c1{font-weight:700} .c2, div .c3 {font-style:italic}</style>"
    assert read(html, head) == kept


@each(
    ("html", "words", "readings"),
    [
        ("<ruby>観測所<rt>かんそくじょ</rt></ruby>の", "観測所の", ["かんそくじょ"]),
        ("<ruby>塩<rt>えん</rt>分<rt>ぶん</rt></ruby>を", "塩分を", ["えん", "ぶん"]),
        ("<ruby>東<rp>(<rt>tō<rp>)</rp>京<rp>(<rt>kyō<rp>)</ruby>へ", "東京へ", ["tō", "kyō"]),
        ("<ruby><rb>旧<rb>金<rt>jiù<rt>jīn</ruby>山", "旧金山", ["jiù", "jīn"]),
        ("<ruby>漢字</ruby>", "漢字", []),
    ],
)
def test_the_words_of_ruby_are_the_text(html: str, words: str, readings: list[str]) -> None:
    kept = read(f"<p>{html}</p>")
    assert read_html(kept).text == words
    assert [part.split('"')[0] for part in kept.split('<ruby title="')[1:]] == readings


@each(
    "html",
    [
        f'<figure><img class=lazy src="{STAND_IN}"><noscript><img src="{PICTURE}"></noscript></figure>',
        f'<p><noscript><img src="{PICTURE}"></noscript></p>',
        f'<p><img src="{PICTURE}"><noscript><img src="{PICTURE}"></noscript></p>',
        f'<p><picture><source srcset="{PICTURE} 2x"><img src="gone.png"></picture></p>',
        f'<p><img src="{STAND_IN}" data-anything="gone.png" srcset="gone.png 300w, {PICTURE} 800w"></p>',
        f'<p><img src="{STAND_IN}" data-lazy-srcset="{PICTURE} 1x"></p>',
        f'<amp-img src="{PICTURE}" width=9 height=9><noscript><img src="{PICTURE}"></noscript></amp-img>',
        f'<p><object data="{PICTURE}" type="image/png">a gull</object></p>',
        f"<div role=img aria-label='a gull' style='background: url({PICTURE})'></div>",
    ],
)
def test_a_picture_that_is_loaded_late_is_taken_once(html: str) -> None:
    draft = read_page(f"<title>T</title><p>{PROSE}</p>{html}<p>{PROSE}</p>")
    assert [asset.data for asset in draft.assets] == [PNG]
    assert draft.html.count("<img") == 1


def test_a_picture_of_a_character_is_the_character() -> None:
    assert text('<p>Well done <img class=emoji src=/1f600.png alt="😀">!</p>') == "Well done 😀!"
    assert text('<p>Well done <img src=/x.png alt="A goat">!</p>') == "Well done !"


def test_links_within_the_page_work_both_ways() -> None:
    head = "<link rel=canonical href='https://p.example/a'>"
    html = read(
        "<p>One<sup><a href='#fn1' id=ref1>[1]</a></sup> two<a href='https://p.example/a#fn2'>2</a> "
        "three<a href='#nowhere'>3</a> <a href='#p%C3%B6'>4</a></p>"
        "<ol><li id=fn1>The note. <a class=footnote-backref href='#ref1'>↩</a></li>"
        "<li><a name=fn2></a>Another.</li><li id=pö>Last.</li></ol>",
        head,
    )
    for place in ("fn1", "ref1", "fn2", "pö"):
        assert f'href="#a-{place}"' in html
        assert f'id="a-{place}"' in html
    assert "nowhere" not in html


@each(
    ("page", "is_rtl"),
    [
        ("<html dir=rtl><body><p>{}</p></html>", True),
        ("<html dir=RTL><body><article><p>{}</p></article></html>", True),
        ("<html dir=rtl><body dir=ltr><p>{}</p></html>", False),
        ("<html dir=ltr><body><p>{}</p></html>", False),
    ],
)
def test_the_page_s_direction_holds(page: str, is_rtl: bool) -> None:
    blocks = read_html(read_page(f"<title>T</title>{page.format(PROSE)}").html).blocks
    assert [block.is_rtl for block in blocks] == [is_rtl]


PIECES = st.sampled_from(
    """<math> </math> <mfrac> <msup> <ruby> <rt> <rp> <rb> <rtc> </ruby> <pre> <code> <ol|class=linenums> <li>
    <table|class=highlight><tr><td|class=linenos>1</td><td> </table> <span|class=katex> <span|class=ln>7
    <script|type=math/tex> </script> <mjx-container> <noscript> </noscript> <img|src=x|alt=😀> <img|alt=cat>
    <picture> <source|srcset=a,b> <svg|width=100|height=50> <path|d=M0> <use|href=#x|id=y> </svg> <figure>
    <a|href=#x|id=x> <a|name=y> <a|href=#y> <h2> ¶ <span|style=font-weight:bold> <b|style=font-weight:400>
    <span|class=sr-only> <p|aria-hidden=true> <div|dir=rtl> words \x0b &#1; &#xfffe; </p> </span> </div> </pre>
    <template> <select> <h1> <time> <p|class=byline>By <div|class=comments>""".split()
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_mixture_of_these_comes_out_clean(html: str) -> None:
    draft = read_page(f"<title>T</title><p>{PROSE}</p>{html.replace('|', ' ')}")
    assert wrong_in(draft.html) == []


def test_the_heading_of_a_short_last_section_stays() -> None:
    html = (
        f"<title>T</title><article><p>{PROSE}</p><h2>Usage</h2><p>Press it.</p>"
        "<h3>History</h3><p>None.</p><h3>Trending</h3></article>"
    )
    shown = read_html(read_page(html).html).text.split("\n\n")[1:]
    assert shown == ["Usage", "Press it.", "History", "None."]


def lists(*items: str) -> str:
    """Lists as Google Docs writes them, of "level tag item", with "+" where one begins."""
    parts = []
    for item in items:
        level, tag, words = item.split()
        start = " start" if level.startswith("+") else ""
        level = level.lstrip("+")
        parts.append(f'<{tag} class="c1 lst-kix_x-{level}{start}"><li>{words}</li></{tag}>')
    return "".join(parts)


@each(
    ("items", "html"),
    [
        (
            ("+0 ul a", "+1 ul b", "+2 ol c", "1 ul d", "0 ul e"),
            "<ul><li>a<ul><li>b<ol><li>c</li></ol></li><li>d</li></ul></li><li>e</li></ul>",
        ),
        (("+0 ol a", "+0 ol b"), "<ol><li>a</li></ol><ol><li>b</li></ol>"),
        (
            ("+1 ul a", "0 ul b", "+2 ul c"),
            "<ul><li>a</li></ul><ul><li>b<ul><li>c</li></ul></li></ul>",
        ),
        (
            ("+0 ol a", "+1 ul b", "1 ol c"),
            "<ol><li>a<ul><li>b</li></ul></li></ol><ol><li>c</li></ol>",
        ),
    ],
)
def test_lists_whose_class_says_their_level_are_nested(items: tuple[str, ...], html: str) -> None:
    assert read(lists(*items)) == html


def test_a_list_of_a_deeper_level_behind_other_text_stays_where_it_is() -> None:
    between = f"{lists('+0 ul a')}<p>Words.</p>{lists('+1 ul b')}"
    assert read(between) == "<ul><li>a</li></ul><p>Words.</p><ul><li>b</li></ul>"
