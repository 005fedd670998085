"""Markdown: CommonMark and its usual additions; nothing raw gets through, nothing is left out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import ImportFailed
from tests.each import each
from tests.importers.allowed import text_in, wrong_in
from tests.importers.hostile import PIECES
from tests.importers.sources import read_md


def test_first_heading_is_the_title() -> None:
    draft = read_md("# The Title\n\nText.\n\n## More\n\n# Another\n\nText.")
    assert (draft.title, draft.is_title_generated) == ("The Title", False)
    assert draft.html == "<p>Text.</p>\n<h2>More</h2>\n<h2>Another</h2>\n<p>Text.</p>"


def test_front_matter_title_goes_first() -> None:
    draft = read_md("---\ntitle: Given\n---\n# Given\n\nText.")
    assert (draft.title, draft.html) == ("Given", "<p>Text.</p>")
    draft = read_md("---\ntitle: Given\n---\n# Other\n\nText.")
    assert (draft.title, draft.html) == ("Given", "<h2>Other</h2>\n<p>Text.</p>")


def test_a_heading_further_down_stays_where_it_is() -> None:
    draft = read_md("Before all that.\n\n# One\n\nText.\n\n# Two\n\nText.")
    assert (draft.title, draft.is_title_generated) == ("Before all that", True)
    assert draft.html.count("<h2>") == 2
    draft = read_md("![](dot.png)\n\n# One\n\nText.")
    assert (draft.title, "<h2>" in draft.html) == ("One", False)


def test_without_heading_the_title_is_generated() -> None:
    assert read_md("Some words here.", "note.md").title == "Some words here"
    assert read_md("Some words here.", "my-own-long-note.md").title == "My own long note"
    assert read_md("## Second level\n\nText.").title == "Second level"


def test_heading_inside_a_quotation_is_no_title() -> None:
    draft = read_md("> ## Quoted\n> text\n\nMore text.")
    assert draft.is_title_generated
    assert "<h2>Quoted</h2>" in draft.html


def test_title_alone_is_the_text() -> None:
    draft = read_md("# Only this")
    assert (draft.title, text_in(draft.html).strip()) == ("Only this", "Only this")


@each(
    ("front", "attribute", "value"),
    [
        ("tags: [a, b/c, '#d']", "tags", ("a", "b/c", "d")),
        ("tags: a, b", "tags", ("a", "b")),
        ("tags:\n  - a\n  - b c", "tags", ("a", "b c")),
        ("keywords: a", "tags", ("a",)),
        ("tags: []", "tags", ()),
        ("tags: #a #b c: d", "tags", ("a", "b c: d")),
        ("author: Ana <ana@x.example>: x", "byline", "Ana: x"),
        ("url: <https://x.example/a>", "url", "https://x.example/a"),
        ("author: Ana", "byline", "Ana"),
        ("authors:\n- Ana\n- name: Kim", "byline", "Ana, Kim"),
        ("site: Paper", "site", "Paper"),
        ("source: https://x.example/a", "url", "https://x.example/a"),
        ("url: javascript:alert(1)", "url", ""),
        ("date: 2024-05-06", "published", "2024-05-06"),
        ("date: 2024-05-06 07:30:00 +0200", "published", "2024-05-06T07:30:00+02:00"),
        ("date: 2024-99-99", "published", ""),
        ("lang: pt_BR", "language", "pt-BR"),
        ("description: >\n  Two\n  lines", "excerpt", "Two lines"),
        ("title: 2024", "title", "2024"),
        ("title: no", "title", "no"),
        ("title:No space\nby: Ana", "title", "No space"),
        ("title: 'It's: b'", "title", "It's: b"),
        ("title: <head>: b", "title", "<head>: b"),
        ("Title: Upper", "title", "Upper"),
    ],
)
def test_front_matter(front: str, attribute: str, value: object) -> None:
    assert getattr(read_md(f"---\n{front}\n---\nText.\n"), attribute) == value


@each(
    "front",
    [
        "title: [unclosed",
        "just text",
        "- a\n- list",
        "a: b: c: d",
        "!!python/object/apply:os.system ['true']",
        "? [a, b]\n: c",
        "[" * 600,
        "a: &a [x]\nb: *nope",
        "",
    ],
)
def test_front_matter_that_is_none_stays_text(front: str) -> None:
    draft = read_md(f"---\n{front}\n---\n\nText that stays.\n")
    assert "Text that stays." in draft.html
    for word in ("unclosed", "just", "list", "system"):
        if word in front:
            assert word in text_in(draft.html)


def test_alias_bomb_is_harmless() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 30)]
    draft = read_md("---\n" + "\n".join(lines) + "\ntags: *a29\n---\nText.\n")
    assert text_in(draft.html).strip() == "Text."


def test_additions_to_commonmark() -> None:
    html = read_md(
        "~~old~~ new[^1] https://x.example/a, `https://no.example`\n\n"
        "| a | b |\n|---|--:|\n| 1 | 2 |\n\n- [x] done\n- [ ] open\n\n[^1]: The note.\n"
    ).html
    assert "<s>old</s>" in html
    assert 'href="https://x.example/a"' in html
    assert "<code>https://no.example</code>" in html
    assert "<th>b</th>" in html
    assert "☑" in html
    assert "☐" in html
    assert "The note." in html


@each(
    ("link", "name"),
    [
        ("#the-first-part", "the-first-part"),
        ("#The%20first%20part", "the-first-part"),
        ("#it-is-two-words", "it-is-two-words"),
        ("#wörter", "wörter"),
        ("#the-first-part-1", "the-first-part-1"),
        ("#own", "own"),
    ],
)
def test_links_to_headings(link: str, name: str) -> None:
    text = (
        f"Words [there]({link}).\n\n## The first part\n\nA.\n\n## It *is* `two` words?\n\nB.\n\n"
        "## Wörter\n\nC.\n\n### The first part\n\nD.\n\n## Named {#own}\n\nE.\n"
    )
    html = read_md(text).html
    assert f'href="#a-{name}"' in html
    assert html.count(f'id="a-{name}"') == 1
    assert html.replace('id="a-own"', "").count(' id="') == (name != "own"), "no other is named"


@each("front", ["# The *title*\n\n", "---\ntitle: The title\n---\n\n"])
def test_links_to_the_title_lead_to_the_beginning(front: str) -> None:
    draft = read_md(f"{front}Some words.\n\nMore, and [back](#the-title).\n")
    assert draft.title == "The title"
    assert draft.html.startswith('<p id="a-the-title">Some words.')
    assert 'href="#a-the-title"' in draft.html


def test_raw_html_is_sanitised() -> None:
    for piece in PIECES:
        draft = read_md(f"Before.\n\n{piece}\n\nAfter {piece} it.\n")
        assert wrong_in(draft.html) == [], piece
        assert "Before." in draft.html, piece


@each(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "../x",
        "//evil.example",
        "#a",
    ],
)
def test_links(link: str) -> None:
    draft = read_md(f"[words]({link}) <{link}> [ref]\n\n[ref]: {link}\n")
    assert "<a " not in draft.html
    assert "words" in draft.html


@pytest.mark.parametrize(
    "text",
    ["> " * 300 + "deep", "- " * 300 + "deep", "".join("  " * n + "- deep\n" for n in range(200))],
)
def test_deep_nesting_is_read_all_the_same(text: str) -> None:
    assert text_in(read_md(f"Start\n\n{text}\n").html).count("deep") == text.count("deep")


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    ("mark", "count"),
    [
        *((mark, 60_000) for mark in ("[", "![", "*a_ ", "**a", "`", "<", "&", "~~a", "[x](", "_")),
        ("|a\n|-", 10_000),
    ],
)
def test_texts_made_to_keep_a_parser_busy(mark: str, count: int) -> None:
    draft = read_md("words\n\n" + mark * count)
    assert "words" in draft.html + draft.title


@each("text", ["<!-- nothing -->", "[a]: https://x.example", "---\ntitle: T\n---\n", "***"])
def test_no_text_is_an_error(text: str) -> None:
    with pytest.raises(ImportFailed, match="has no text"):
        read_md(text)


MARKS = [
    "# ",
    "> ",
    "- ",
    "1. ",
    "\n",
    "\n\n",
    "    ",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "~~",
    "|",
    "|-|-|\n",
]
PARTS = st.sampled_from(
    [
        *MARKS,
        "\x01",
        "\x0c",
        "https://x.example",
        "&#1;",
        "[a](",
        ")",
        "<b>",
        "</b>",
        "![x](y)",
        "[^1]",
        "[^1]: ",
        "---\n",
        "words ",
    ]
)


@given(st.lists(st.one_of(PARTS, st.text("ab <&>\"'\n", max_size=5)), max_size=30).map("".join))
def test_any_markdown(text: str) -> None:
    draft = read_md("start " * 300 + "\n\n" + text)
    assert wrong_in(draft.html) == []
    assert draft.title
