"""Notes as Markdown: what is set, what stays as typed, and that nothing hostile costs anything."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reader.core.text.notes.note_markdown import LONGEST, note_html, note_links
from tests.each import each
from tests.work import calls_of

ALLOWED = set("p em strong s code pre blockquote ul ol li a br hr".split())
_TAG = re.compile(r"<(/?)([a-z0-9]+)((?: [a-z]+=\"[^\"]*\")*) ?/?>")


@each(
    ("note", "html"),
    [
        ("a *b* **c**", "<p>a <em>b</em> <strong>c</strong></p>"),
        ("`x<y` ~~z~~", "<p><code>x&lt;y</code> <s>z</s></p>"),
        ("# One\n\n#### Four", '<p class="h1">One</p>\n<p class="h3">Four</p>'),
        ("> q\nr", "<blockquote>\n<p>q<br />\nr</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("```py\nx < y\n```", "<pre><code>x &lt; y</code></pre>"),
        ("see <https://e.org/>", '<p>see <a href="https://e.org/">https://e.org/</a></p>'),
        ("[me](mailto:a@b.org)", '<p><a href="mailto:a@b.org">me</a></p>'),
    ],
)
def test_what_is_set(note: str, html: str) -> None:
    assert note_html(note) == html


@each(
    "note",
    ["plain words", "two\nlines", "a - b, 5 + 6", "", "x" * LONGEST + "*a*", "3.5 and 1) no"],
)
def test_what_is_plain_text(note: str) -> None:
    assert note_html(note) is None
    assert note_links(note) == []


@each(
    "note",
    [
        "[x](javascript:alert(1))",
        "[x](file:///etc/passwd)",
        "[x](data:text/html,x)",
        "[x](//host/share)",
        "[x](https://)",
        "<javascript:alert(1)>",
        "<img src=https://tracker/>",
        "<script>alert(1)</script>",
        "<b onclick=x>bold</b>",
        '<p style="background:url(file:///x)">',
        "![pixel](file:///x.png)",
    ],
)
def test_what_is_hostile_is_shown_as_it_was_typed(note: str) -> None:
    html = note_html(note) or ""
    assert not re.search(r"<(a|img|script|b|style)\b|<p [^c]", html), html
    assert note_links(note) == []


def test_a_picture_is_a_link_at_most() -> None:
    html = note_html("![p](https://tracker.example/x.png)") or ""
    assert "img" not in html
    assert "src" not in html


@given(st.text(alphabet=st.sampled_from('ab *_`~<>[]()#-+1.\n\\&"=!/:\t'), max_size=200))
def test_only_known_tags_whatever_is_typed(note: str) -> None:
    html = note_html(note)
    if html is None:
        return
    rest = _TAG.sub("", html)
    assert "<" not in rest
    assert ">" not in rest
    for _slash, name, attributes in _TAG.findall(html):
        assert name in ALLOWED
        assert set(re.findall(r" ([a-z]+)=", attributes)) <= {"class", "href", "start", "title"}


_HOSTILE = {
    "a megabyte": "*x* " * 250_000,
    "nested quotes": ">" * 10_000,
    "spaced quotes": "> " * 2900 + "x",
    "nested lists": "".join("  " * depth + "- a\n" for depth in range(60)),
    "brackets": "[" * 5900,
    "stars": "*a **b " * 800,
    "marks": "*_`[~" * 1180,
    "paragraphs": "*a*\n\n" * 990,
    "items": "1. a\n" * 1100,
    "links": "[a](" * 1400,
}


@each("name", _HOSTILE)
def test_hostile_notes_are_plain_text_at_once(name: str) -> None:
    """In fewer steps than a short list with links takes."""
    harmless = "**x** [a](http://b.org)\n\n- y\n" * 20
    assert note_html(harmless)  # which also makes the parser
    most = calls_of(lambda: note_html(harmless))
    found: list[str | None] = []
    calls_of(lambda: found.append(note_html(_HOSTILE[name])), most)
    assert found == [None]


def test_links_in_order() -> None:
    note = "a [x *b*](https://e.org) and\n\n- <mailto:a@b.org>\n- [z](ftp://no) [](http://bare)"
    assert note_links(note) == [
        ("x b", "https://e.org"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("http://bare", "http://bare"),
    ]
