"""Markdown as programs write it beyond CommonMark, and words that only look like HTML."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.importers import open_source, read
from reader.importers.plain.front_matter_parser import split_front_matter
from tests.each import each
from tests.importers.allowed import text_in
from tests.importers.sources import read_md, read_text
from tests.importers.test_assets import PNG


def body(text: str) -> str:
    return read_md(f"# T\n\n{text}\n").html


@each(
    "words",
    [
        "Use List<String> and Vec<T> or <your-name> here; then a<b and c>d.",
        "Press <Enter> to go on.",
        "<Enter>\nand <Shift>",
        "Map<K,V>, List<List<T>>, <T extends Foo>, Option<i>, Result<S>.",
        "#include <stdio.h>",
        "wrap it in <p> or <li>, and <title> too",
        "<select your option> and 5 <a and b> 3",
        "<section 1> and <div 2>",
        "<?php echo 1 ?> and <!DOCTYPE html>",
        "a </word> that was never opened, and </b>",
    ],
)
def test_words_in_angle_brackets_stay(words: str) -> None:
    assert text_in(body(words)).split() == words.split()


@each(
    ("text", "html"),
    [
        ("<kbd>Ctrl</kbd> and <b>bold</b>", "<kbd>Ctrl</kbd> and <b>bold</b>"),
        ("one</br>two<br>three<br/>four", "one<br>two<br>three<br>four"),
        ('<Tab name="x">kept</Tab> and <Tab>bare</Tab>', "kept and bare"),
        ("before <!-- a comment --> after", "before  after"),
        ("<div>\nList<String> </br> end\n</div>", "List&lt;String&gt; <br> end"),
        ("`List<String>` as code", "<code>List&lt;String&gt;</code> as code"),
        ("<p>a paragraph\nof two lines", "a paragraph\nof two lines"),
        ("<user@quay.example>", ">user@quay.example</a>"),
        ("<details><summary>S</summary>\n\n*x*\n\n</details>", "<em>x</em>"),
        ("<input disabled>end", "end"),
    ],
)
def test_tags_that_are_html(text: str, html: str) -> None:
    written = body(text)
    assert html in written
    assert "&lt;" not in written.replace("&lt;String&gt;", "")


PIECES = [
    "<b>",
    "</b>",
    "<x>",
    "<p>",
    "a",
    "<",
    ">",
    "</",
    "<a href='x'>",
    "\n",
    "\n\n",
    "<br>",
    "`",
]


@given(st.lists(st.sampled_from(PIECES)))
def test_no_word_between_tags_is_lost(pieces: list[str]) -> None:
    text = "".join(f"{piece}w{n} " for n, piece in enumerate(pieces))
    words = re.findall(r"w\d+", text_in(read_md(f"# T\n\nstart {text}").html))
    assert words == [f"w{n}" for n in range(len(pieces))]


@each(
    ("text", "html"),
    [
        ("这是**重要的（注意）**内容", "<strong>重要的（注意）</strong>内容"),
        ("还有**“引号”**后面", "<strong>“引号”</strong>后面"),
        ("他说：**是的。**然后", "<strong>是的。</strong>然后"),
        ("日本語の**「強調」**です", "<strong>「強調」</strong>です"),
        ("사이트는 **“강조”**입니다", "<strong>“강조”</strong>입니다"),
        ("*斜体*字", "<em>斜体</em>字"),
        ("これは~~「取消」~~です", "<s>「取消」</s>です"),
        ("a ~~b.~~c and 5~6", "a ~~b.~~c and 5~6"),
        ("a **b.**c and 5 * 3 * 2", "a **b.**c and 5 * 3 * 2"),
        ("in**side** and **out**", "in<strong>side</strong> and <strong>out</strong>"),
    ],
)
def test_emphasis_beside_wide_characters(text: str, html: str) -> None:
    assert html in body(text)


@each("read_one", [body, lambda text: read_text(f"T\n\n{text}").html])
@each(
    ("text", "addresses"),
    [
        (
            "见 https://q.example/a，然后（https://q.example/b）。",
            "https://q.example/a https://q.example/b",
        ),
        ("資料https://q.example/bを見て", "https://q.example/b"),
        ("와 https://q.example/a를 보세요", "https://q.example/a"),
        ("https://ja.example/wiki/塩分濃度#結果。", "https://ja.example/wiki/塩分濃度#結果"),
        ("見てhttps://q.example/xとhttps://q.example/y", "https://q.example/x https://q.example/y"),
        ("(https://q.example/a_(b)), xhttps://no.example", "https://q.example/a_(b)"),
    ],
)
def test_addresses_beside_wide_characters(read_one: object, text: str, addresses: str) -> None:
    assert callable(read_one)
    assert re.findall('href="([^"]*)"', read_one(text)) == addresses.split()


@each(
    ("text", "picture"),
    [
        ("![a b](my pic.png)", '<img alt="a b" src'),
        ('![a](<my pic.png> "t")', '<img alt="a" src'),
        ("![a](my%20pic.png)", '<img alt="a" src'),
        ("![a](my pic.png =100x80)", '<img alt="a" height="80" src'),
        ("![a](my%20pic.png =100x)", '<img alt="a" src'),
        ("![a|300](my%20pic.png)", '<img alt="a" src'),
        ("![[my pic.png]]", '<img alt="" src'),
        ("![[my pic.png|300x200]]", '<img alt="" height="200" src'),
        ("![[my pic.png|A caption]]", '<img alt="A caption" src'),
        ("![300](my%20pic.png)", '<img alt="300" src'),
    ],
)
def test_pictures_of_other_programs(tmp_path: Path, text: str, picture: str) -> None:
    (tmp_path / "my pic.png").write_bytes(PNG)
    (tmp_path / "note.md").write_text(f"# T\n\nWords {text}, more.")
    draft = read(open_source(tmp_path / "note.md"))
    assert picture in draft.html
    assert "](" not in draft.html
    assert "[[" not in draft.html
    assert len(draft.assets) == 1


@each(
    ("address", "place"),
    [
        ("![[a.png]]", "attachments/a.png"),
        ("![x](a.png)", "images/a.png"),
        ("![x](/img/a.png)", "img/a.png"),
        (f"![x](:/{'0a' * 16})", f"resources/{'0a' * 16}.png"),
    ],
)
def test_pictures_in_the_folders_of_note_programs(tmp_path: Path, address: str, place: str) -> None:
    (tmp_path / "notes" / place).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / "notes" / place).write_bytes(PNG)
    (tmp_path / "notes" / "note.md").write_text(f"# T\n\nWords {address}, more.")
    assert len(read(open_source(tmp_path / "notes" / "note.md")).assets) == 1


def test_what_is_no_picture_stays_text() -> None:
    html = body("![[Other note]] and ![x](not a picture at all)")
    assert "![[Other note]]" in html
    assert "![x](not a picture at all)" in html


@each(
    ("text", "title", "byline", "published"),
    [
        (
            "---\ntitle: Salt: a primer\nauthor: Nell O'Dowd\n---\n",
            "Salt: a primer",
            "Nell O'Dowd",
            "",
        ),
        ("---\ntitle: Salt\nauthor: @nell\n---\n", "Salt", "@nell", ""),
        ("---\ntitle: A: b\ntags: [\n  x,\n  y\n]\nauthor: Nell\n---\n", "A: b", "Nell", ""),
        ("---\ntitle: A: b\nauthor:\n  name: Nell\n  url: x\n---\n", "A: b", "Nell", ""),
        ('---\ntitle: "Salt" and sand\nauthor: Nell\n---\n', '"Salt" and sand', "Nell", ""),
        ("---\ntitle: Post #9 and #10\n---\n", "Post #9 and #10", "", ""),
        ("---\ntitle: Salt # a comment\n---\n", "Salt", "", ""),
        ("---\ntitle: A: b\ndate: 2024-03-05\ntags:\n- x\n- y: z\n---\n", "A: b", "", "2024-03-05"),
        ("---\ntitle: 'A' b\nauthors: [Nell, \"Ada\"]\n---\n", "'A' b", "Nell, Ada", ""),
        (
            '+++\ntitle = "Salt"\ndate = 2024-03-05\n[params]\nauthor = "Nell"\n+++\n',
            "Salt",
            "Nell",
            "2024-03-05",
        ),
        (
            '+++\ntitle = "Salt"\ndate = 2024-03-05T08:00:00Z\n+++\n',
            "Salt",
            "",
            "2024-03-05T08:00:00+00:00",
        ),
        ('{\n"title": "Salt", "author": ["Nell", "Ada"]\n}\n', "Salt", "Nell, Ada", ""),
        ("Title: Salt\nAuthor: Nell\nDate: 2024-03-05\n", "Salt", "Nell", "2024-03-05"),
        ("Title: Salt\n  and sand\nAuthor: Nell\n", "Salt and sand", "Nell", ""),
        ("% Salt\n% Nell; Ada\n% March 5, 2024\n", "Salt", "Nell, Ada", "2024-03-05"),
        ("% Salt\n  and sand\n% Nell\n  Ada\n", "Salt and sand", "Nell, Ada", ""),
        ("\n\n---\ntitle: Salt\nauthor: Nell\n---\n", "Salt", "Nell", ""),
        ("title: Salt\nauthor: Nell\n---\n", "Salt", "Nell", ""),
        ("<!--\n.. title: Salt\n.. author: Nell\n-->\n", "Salt", "Nell", ""),
        ("---\ntitle: Salt\npublished: true\ndate: 2024-03-05\n---\n", "Salt", "", "2024-03-05"),
        (
            "---\ntitle: Salt\ndata: salt.csv\ncreated: 2024-03-05\n---\n",
            "Salt",
            "",
            "2024-03-05",
        ),
        ("---\nTitel: Salz\nAutor: Nell\nDatum: 2024-03-05\n---\n", "Salz", "Nell", "2024-03-05"),
        ("---\n标题: 盐\n作者: 李明\n日期: 2024-03-05\n---\n", "盐", "李明", "2024-03-05"),
        (
            "---\ntitle: Salt\nauthorName: Nell\npublishedDate: 2024-03-05\n---\n",
            "Salt",
            "Nell",
            "2024-03-05",
        ),
        ("---yaml\ntitle: Salt\nauthor: Nell\n---\n", "Salt", "Nell", ""),
        ('---toml\ntitle = "Salt"\nauthor = "Nell"\n---\n', "Salt", "Nell", ""),
        ('---json\n{"title": "Salt", "author": "Nell"}\n---\n', "Salt", "Nell", ""),
        (';;;\n"title": "Salt",\n"author": "Nell"\n;;;\n', "Salt", "Nell", ""),
        (
            "---\ntitle: Salt\nauthor: [[p/nell|Nell O'Dowd]]\ndate: null\n---\n",
            "Salt",
            "Nell O'Dowd",
            "",
        ),
        ("---\ntitle: Salt\nauthor: ~\n---\n", "Salt", "", ""),
        (
            (
                '---\ntitle: "Salt"\nsource: "https://q.example/s"\nauthor:\n  - "[[Nell]]"\n  - "[[p/a|Ada]]"\n'
                'published:\ncreated: 2026-01-02\ndescription: "…"\ntags:\n  - "clippings"\n---\n'
            ),
            "Salt",
            "Nell, Ada",
            "",
        ),
    ],
)
def test_front_matter_of_many_programs(text: str, title: str, byline: str, published: str) -> None:
    draft = read_md(f"{text}\nBody text of the file.\n")
    assert (draft.title, draft.byline, draft.published) == (title, byline, published)
    assert text_in(draft.html).strip() == "Body text of the file."


@each(
    ("said", "title"),
    [
        ("!important", "!important"),
        ("!important # a comment", "!important"),
        ("!Important: mind the tide", "!Important: mind the tide"),
        ('!custom "Salt"', "Salt"),
        ("!!str Salt", "Salt"),
        ('!custom ""', "Body text of the file"),
        ("!!str", "Body text of the file"),
    ],
)
def test_word_that_is_a_tag_of_yaml_without_a_value_is_the_title(said: str, title: str) -> None:
    draft = read_md(
        f"---\ntitle: {said}\nauthor: Nell\ntags: [!next , sea]\n---\nBody text of the file.\n"
    )
    assert (draft.title, draft.byline, draft.tags) == (title, "Nell", ("!next", "sea"))


def test_a_source_may_be_a_link_with_its_name() -> None:
    draft = read_md(
        '---\ntitle: "[Salt](https://q.example)"\nsource: "[Q](https://q.example/s)"\n---\nBody.'
    )
    assert (draft.title, draft.url) == ("Salt", "https://q.example/s")


def test_the_id_in_the_name_of_a_page_of_notion_is_no_part_of_its_title() -> None:
    name = "The salt ledger 0123456789abcdef0123456789abcdef.md"
    assert read_md("Body text of the file.\n", name).title == "The salt ledger"


@each(
    "text",
    [
        "---\nHe said: no more\n---\n",
        "---\nfirst: a: b\n---\n",
        "+++\nnot = [toml\n+++\n",
        '{"title": "x"} and words\n',
        "% of all words\nare these\n",
        ";;;\nwords of any kind\n;;;\n",
        "Note: this is\n",
    ],
)
def test_words_at_the_top_that_are_no_front_matter_stay(text: str) -> None:
    shown = text_in(read_md(f"{text}\nBody text of the file.\n").html)
    for word in re.findall(r"[a-z]{2,}", text):
        assert word in shown


@each(
    ("text", "html"),
    [
        ("> [!warning] Mind the tide\n> It is fast.", "<p><strong>Mind the tide</strong></p>"),
        ("> [!NOTE]\n> It is fast.", "<p><strong>Note</strong></p>"),
        ('!!! note "Mind the *tide*"\n    It is fast.', "<p>Mind the <em>tide</em></p>"),
        (":::tip Mind the <tide>\nIt is fast.\n:::", "<strong>Mind the &lt;tide&gt;</strong>"),
        (":::note[Mind]\nIt is fast.\n:::", "<strong>Mind</strong>"),
        ("Tide\n: What comes fast.", "<dl>"),
        ("See [[Tide tables|the tables]], [[Tides]].", "See the tables, Tides."),
        ("The ==fast *tide*== is a==b==c.", "The <mark>fast <em>tide</em></mark> is a==b==c."),
        ("It is a==b== too.", "It is a==b== too."),
        ("{: .lead}\nThe tide.", "<p>The tide.</p>"),
        ("## Tides {#tide .x}", '<h2 id="a-tide">Tides</h2>'),
        ('[Tides](https://q.example){target="_blank"}.', "Tides</a>.</p>"),
        ("$a * b_1$ and $c_1 * d$", "$a * b_1$ and $c_1 * d$"),
        ("$$\na_i*b*c\n$$", "a_i*b*c"),
        ("H~2~O, x^2^ and 5^th^", "H<sub>2</sub>O, x<sup>2</sup> and 5<sup>th</sup>"),
        ("10 m s^-1^", "10 m s<sup>-1</sup>"),
        ("| The first\n|   *second*\n|\n| third", "The first<br>\n&nbsp;&nbsp;<em>second</em><br>"),
    ],
)
def test_what_dialects_add(text: str, html: str) -> None:
    assert html in body(text)


@each(
    "words",
    [
        "if [[ -f x ]] then [1]",
        "a == b and b == c, $5 *or* 6$, {x} and {#y}",
        "::: and what and !!!",
        "!!!Attention",
        "!!! what",
        ":::salt\nand sand\n:::",
        "~/a and ~/b, a^b and c^d, ^x^ and ~y~, mc ^2, 2^3^4, 3~5~7",
        "| lonely line",
        "a\n\n[^7]: that nothing calls\n\n    and what follows",
    ],
)
def test_signs_that_only_look_like_those_of_a_dialect_stay(words: str) -> None:
    assert text_in(body(words)).split() == words.replace("*", "").split()


def test_properties_of_logseq() -> None:
    block = "- First block\n  id:: 65e6f0c2\n  collapsed:: true\n  :LOGBOOK:\n  CLOCK: 1\n  :END:\n"
    draft = read_md(f"title:: Salt\nauthor:: [[Nell]]\n\n{block}")
    assert (draft.title, draft.byline) == ("Salt", "Nell")
    assert text_in(draft.html).split() == ["First", "block"]
    assert "Left out, written by a program: id:: 65e6f0c2; collapsed:: true;" in str(draft.notes)


@each(
    ("text", "words"),
    [
        ("A %%hidden%% word.\n\n%%\nhidden\n\n%%\n\nEnd ^a1b2c3\n\n^d4e5f6", "A word. End"),
        ("[TOC]\n\n[[_toc_]]\n\nEnd", "End"),
        ("A word.\n\n%% hidden words %%\n\nEnd", "A word. End"),
        ("It is 100%% sure, a %% b %% c.", "It is 100%% sure, a %% b %% c."),
        ("%%\nwords stay", "%% words stay"),
        ("Type `echo %%a b%%` or ``%%x`y%%``.", "Type echo %%a b%% or %%x`y%%."),
        ("The power 2 ^1000\nis large.", "The power 2 ^1000 is large."),
        ("- One ^a1b2c3\n- Two ^d4e5f6", "One Two"),
        ("```\n%% x %%\n  id:: 3\n[TOC]\n```", "%% x %% id:: 3 [TOC]"),
    ],
)
def test_what_note_programs_write_for_themselves_is_left_out(text: str, words: str) -> None:
    assert text_in(body(text)).split() == words.split()


def test_imports_of_mdx_are_no_text() -> None:
    text = 'import X from "./x"\nexport const a = 1\n\n# Salt\n\nimport what you like\n'
    draft = read_md(text, "note.mdx")
    assert (draft.title, draft.html) == ("Salt", "<p>import what you like</p>")
    assert "import X" in read_md(text).html


def test_fields_below_a_note_of_joplin() -> None:
    fields = (
        f"id: {'0a' * 16}\nparent_id: {'1b' * 16}\nauthor: Nell\nsource_url: https://q.example/s\n"
        "is_todo: 0\ntype_: 1"
    )
    draft = read_md(f"Salt\n\nBody text of the file.\n\n{fields}")
    assert (draft.title, draft.byline, draft.url) == ("Salt", "Nell", "https://q.example/s")
    assert draft.html == "<p>Body text of the file.</p>"
    assert "type_: 1" in read_md(f"Salt\n\n{fields.replace('0a', 'xy')}").html


def test_properties_below_a_title_as_notion_writes_them() -> None:
    fields = "Author: Nell\nStatus: read\nURL: https://q.example/s"
    draft = read_md(f"# Salt\n\n{fields}\n\nBody text of the file.")
    assert (draft.title, draft.byline, draft.url) == ("Salt", "Nell", "https://q.example/s")
    assert text_in(draft.html).split("\n") == ["Status: read", "Body text of the file."]
    assert "Note: one" in read_md("# Salt\n\nNote: one\n\nBody.").html


@each("words", ["{" + 'a=" ' * 80, "{" + "a='b " * 80, "{.a " + " " * 300_000 + "x"])
def test_braces_that_are_no_attributes_are_read_once(words: str) -> None:
    """Otherwise this would take hours."""
    for text in (f"# Tides {words}", f"Tides {words}", f"::: note {words}", f"::: {words}"):
        assert "{" in text_in(body(text))


@each(
    ("text", "html"),
    [
        ("a\n\n{% include toc.html %}\n{%- raw -%}\n\nb", "<p>a</p>\n<p>b</p>"),
        ("{{< notice >}}\na\n{{< /notice >}}\n\n{{% tip %}}", "<p>a</p>"),
        (
            "{% highlight ruby %}\nputs {% x %}\n\n```\n{% endhighlight %}\n\na",
            '<pre><code class="language-ruby">puts {% x %}\n\n```\n</code></pre>\n<p>a</p>',
        ),
        ("```\n{% raw %}\n```\n\n    {% b %}", None),
        ('{% include note.html text="Mind the gap" %}', None),
        ("Use {% raw %} for {{ site.name }}.", None),
        (
            '{{< figure src="a b.png" alt="x" caption="The *old* mill" >}}',
            "<p>The <em>old</em> mill</p>",
        ),
    ],
)
def test_tags_of_site_generators(text: str, html: str | None) -> None:
    draft = read_md(f"---\ntitle: T\n---\n{text}\n")
    if html is None:
        assert draft.html == body(text)
    else:
        assert html in draft.html
        assert "include" not in draft.html
        assert body(text) != draft.html  # without front matter it is what somebody wrote


def test_very_many_open_brackets_in_front_matter_are_read_at_once() -> None:
    lines = "---\nx: y: z\n" + "tags: [a\n" * 300_000 + "---\n"
    block = split_front_matter(lines)
    assert block is not None
    assert block.is_guess
