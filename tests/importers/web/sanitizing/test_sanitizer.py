"""Nothing that is not on the allow-list comes through, and cleaning twice is cleaning once."""

import re
from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from reader.core.text.blocks import NO_PICTURE
from reader.core.text.canonical_text import read_html
from reader.importers import limits
from reader.importers.text_cleaning import UNWANTED, wanted
from reader.importers.web.html_parser import parse
from reader.importers.web.sanitizing.html_allow_list import ID_PREFIX
from reader.importers.web.sanitizing.sanitizer import sanitize, sanitize_written, write
from tests.each import each
from tests.importers.allowed import TAGS, text_in, wrong_in
from tests.importers.hostile import ADDRESSES, PIECES

ASSET = "asset:" + "ab" * 32
GONE = f'<img alt="a cat" src="{NO_PICTURE}">'


@pytest.mark.parametrize(
    "around", ["{}", "<p>before</p>{}<p>after</p>", "<table><tr><td>{}</table>"]
)
def test_hostile_pieces(around: str) -> None:
    for piece in PIECES:
        clean = sanitize(around.replace("{}", piece))
        assert wrong_in(clean) == [], piece
        assert sanitize(clean) == clean, piece


@pytest.mark.parametrize("quote", ['"', "'"])
def test_hostile_addresses(quote: str) -> None:
    for address in ADDRESSES:
        html = f"<p><a href={quote}{address}{quote}>words</a><img src={quote}{address}{quote}></p>"
        clean = sanitize(html)
        if address.startswith("asset:"):
            assert "<a" not in clean, html
        elif address.startswith("#"):
            assert "<img" not in clean, html
        else:
            assert clean == "<p>words</p>", html


@each(
    "address",
    [
        "https://good.example",
        "HTTP://good.example/a?b=c&d=e#f",
        "https://münchen.example/straße",
        "https://good.example/a_(b)",
        "https://[2001:db8::1]:8080/x",
        "mailto:someone@good.example?subject=hi",
        "  https://good.example/trimmed\n",
    ],
)
def test_good_address_is_kept(address: str) -> None:
    clean = sanitize(f'<a href="{address.replace("&", "&amp;")}">words</a>')
    kept = address.strip().replace("HTTP:", "http:").replace("&", "&amp;")
    assert clean == f'<a href="{kept}" rel="noopener noreferrer nofollow">words</a>'


def test_characters_that_may_not_stand_in_an_address_are_encoded() -> None:
    clean = sanitize("<a href='https://good.example/a\"b{c}|d'>words</a>")
    assert 'href="https://good.example/a%22b%7Bc%7D%7Cd"' in clean


def test_structure_is_kept() -> None:
    html = (
        "<h2>Head</h2><p>A <em>b</em> <strong>c</strong> <code>d</code>.</p>"
        '<ul><li>one<ol start="3"><li>two</li></ol></li></ul>'
        '<blockquote><p>said</p></blockquote><pre><code class="language-py">x &lt; 1\n</code></pre>'
        "<table><caption>t</caption><thead><tr><th>a</th></tr></thead>"
        '<tbody><tr><td colspan="2">b</td></tr></tbody></table>'
        f'<figure><img alt="a" height="2" src="{ASSET}" width="1"><figcaption>c</figcaption></figure><hr>'
    )
    assert sanitize(html) == html


def test_first_heading_level_belongs_to_the_title() -> None:
    assert sanitize("<h1>One</h1><h2>Two</h2>") == "<h2>One</h2><h2>Two</h2>"


@each(
    ("html", "clean"),
    [
        ('<p>a <img src="http://x.example/i.png" alt="a cat"> b</p>', f"<p>a {GONE} b</p>"),
        ('<div><img src="/i.png" alt="a cat"></div>', f"<div>{GONE}</div>"),
        ('<p><img src="/i.png"></p>', "<p></p>"),
        ('<p><img src="/i.png" alt="IMG_0123.jpg"></p>', "<p></p>"),
        ('<p><img src="/i.png" alt="a cat" width="16"></p>', "<p></p>"),
        (
            '<figure><img src="/i.png" alt="A cat!"><figcaption>A cat</figcaption></figure>',
            "<figure><figcaption>A cat</figcaption></figure>",
        ),
    ],
)
def test_a_picture_that_is_not_stored_leaves_its_description_beside_the_text(
    html: str, clean: str
) -> None:
    assert sanitize(html) == clean
    assert "cat" not in read_html(sanitize(html.replace("figcaption>A cat", "figcaption>"))).text


@each(
    ("html", "clean"),
    [
        (
            '<p>a<a href="#fn:1">1</a></p><p id="fn:1">b</p>',
            '<p>a<a href="#a-fn:1" rel="noopener noreferrer nofollow">1</a></p><p id="a-fn:1">b</p>',
        ),
        ('<a href="#">up</a>', "up"),
        ('<a href="#a b">up</a>', "up"),
        ('<a id="here">word</a>', '<span id="a-here">word</span>'),
        ('<a href="javascript:x" id="here">word</a>', '<span id="a-here">word</span>'),
    ],
)
def test_a_place_in_the_article_can_be_linked_to(html: str, clean: str) -> None:
    assert sanitize(html) == clean
    assert sanitize(clean) == clean


@each(
    ("tag", "depth"),
    [
        *product(("div", "blockquote", "b", "span", "ul", "section", "font", "x-y"), (150, 2100)),
        *(("div", depth) for depth in (300, 5_000)),
        ("b", 20_000),
    ],
)
def test_deep_nesting_keeps_all_text_in_order(tag: str, depth: int) -> None:
    inner = "<li>" if tag == "ul" else ""
    html = "".join(f"<{tag}>{inner}w{n} " for n in range(depth)) + "END" + f"</{tag}>" * depth
    clean = sanitize(html + "<p>after</p>")
    assert text_in(clean).split() == [*(f"w{n}" for n in range(depth)), "END", "after"] or (
        "".join(text_in(clean).split())
        == "".join([*(f"w{n}" for n in range(depth)), "END", "after"])
    )
    assert wrong_in(clean) == []
    assert _depth(clean) <= limits.DEPTH + 2
    assert sanitize(clean) == clean


def test_lines_of_flattened_blocks_stay_apart() -> None:
    html = "".join(f"<div>w{n}" for n in range(300))
    assert read_html(sanitize(html)).text.split() == [f"w{n}" for n in range(300)]


def test_tables_in_tables_are_flattened() -> None:
    html = "<table><tr><td>in </td><td>" * 30 + "deepest" + "</td></tr></table>" * 30
    clean = sanitize(html)
    assert clean.count("<table>") == limits.TABLE_DEPTH
    assert text_in(clean).split() == ["in"] * 30 + ["deepest"]
    assert wrong_in(clean) == []


def test_tables_with_too_many_cells_become_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CELLS", 1000)
    rows = "".join(f"<tr><td>a{n}<td>b{n}" for n in range(limits.CELLS))
    clean = sanitize(f"<table><tr><td>small</table><table>{rows}</table>")
    assert clean.startswith("<table><tbody><tr><td>small</td>")
    assert clean.count("<table>") == 1
    lines = read_html(clean).text.split("\n")
    assert [line.split() for line in lines if line][1:] == [
        [f"a{n}", f"b{n}"] for n in range(limits.CELLS)
    ]


def test_spans_that_make_too_large_a_grid_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "GRID", 60)
    small = "<table><tr><th colspan=2>a<tr><td>b<td>c</table>"
    wide = "<table>" + "<tr><td colspan=20>x<td rowspan=4>y" * 4 + "</table>"
    jagged = "<table><tr>" + "<td>z" * 20 + "<tr><td>w" * 20 + "</table>"
    clean = sanitize(small + wide + jagged)
    assert clean.count("colspan") == 1
    assert "rowspan" not in clean
    assert clean.count("<table>") == 2, "rows of very different length make a large grid too"
    assert "".join(text_in(clean).split()) == "abc" + "xy" * 4 + "z" * 20 + "w" * 20
    assert sanitize(clean) == clean


def test_quotations_and_lists_stop_nesting_somewhere() -> None:
    quotes = sanitize("<blockquote>" * 60 + "q" + "</blockquote>" * 60)
    assert quotes.count("<blockquote>") == limits.QUOTE_DEPTH
    lists = sanitize("<ul><li>x" * 60)
    assert lists.count("<ul>") == limits.LIST_DEPTH
    assert text_in(lists).count("x") == 60


def test_at_most_so_many_pictures() -> None:
    clean = sanitize(f'<p><img src="{ASSET}" alt="x"></p>' * (limits.IMAGES + 5))
    assert clean.count("<img") == limits.IMAGES
    assert clean.count("<p></p>") == 5


@pytest.mark.parametrize("html", ["a<!-- b <p>c</p>", "a<!-- x --> b <!-- <p>c</p>", "a<!--b<!--c"])
def test_unclosed_comment_hides_nothing(html: str) -> None:
    assert "c" in text_in(sanitize(html))
    assert "a" in text_in(sanitize(html))


def test_bidi_controls_and_noncharacters_are_dropped() -> None:
    assert sanitize("<p>a\u202eb\u2066c\ufdd0d&#x202e;e\u200ef</p>") == "<p>abcde\u200ef</p>"


def test_unwanted_characters_are_found_in_texts_of_any_length() -> None:
    characters = list(map(chr, range(0x110000)))
    assert "".join(map(wanted, characters)) == UNWANTED.sub("", "".join(characters))


def test_very_many_references_are_kept_in_linear_time() -> None:
    clean = sanitize("<p>" + "&amp;&lt;&gt;&nbsp;" * 30_000 + "</p>")
    assert text_in(clean) == "&<>\xa0" * 30_000


def test_empty() -> None:
    assert sanitize("") == ""
    assert sanitize("  \n ") == ""
    assert sanitize("<html><head><title>x</title></head><body></body></html>") == ""


NAMES = st.sampled_from(
    [
        *sorted(TAGS),
        "script",
        "style",
        "svg",
        "math",
        "template",
        "h1",
        "font",
        "center",
        "body",
        "html",
        "head",
        "form",
        "select",
        "option",
        "textarea",
        "title",
        "noscript",
        "xmp",
        "o:p",
        "main",
        "p",
    ]
)
ATTRIBUTE = st.sampled_from(
    [
        "",
        " href='javascript:x'",
        ' href="https://a.example/?x&y"',
        " onclick=x",
        " src=x alt='a<b'",
        f" src='{ASSET}'",
        " id=x",
        " style=x",
        " colspan=7",
        " class=language-c",
        ' title="&quot;>"',
    ]
)
OPENING = st.builds("<{}{}>".format, NAMES, ATTRIBUTE)
CLOSING = st.builds("</{}>".format, NAMES)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
TOKEN = st.one_of(
    OPENING,
    OPENING,
    CLOSING,
    TEXT,
    st.sampled_from(["<!--", "-->", "&amp;", "&#x0a;", " ", "\n", "<", "&"]),
)


def test_a_cell_names_twenty_headers_at_most() -> None:
    names = [f"h{n}" for n in range(25)]
    clean = sanitize(f'<table><tr><td headers="{" ".join(names)}">x</td></tr></table>')
    found = re.search('headers="([^"]*)"', clean)
    assert found is not None
    assert [name.removeprefix(ID_PREFIX) for name in found[1].split()] == names[:20]


@settings(max_examples=2 * settings().max_examples)  # the gate for what is hostile
@given(st.lists(st.one_of(TOKEN, st.sampled_from(PIECES)), max_size=25).map("".join))
def test_any_markup_comes_out_clean_and_stays_so(html: str) -> None:
    clean = sanitize(html)
    assert wrong_in(clean) == []
    assert sanitize(clean) == clean


@settings(max_examples=2 * settings().max_examples)
@given(st.lists(st.one_of(TOKEN, st.sampled_from(PIECES)), max_size=25).map("".join))
@example("<menu><listing>x</listing></menu>")  # libxml2 ends a list before a <pre>
@example("<ul><wbr><bdi>x</bdi></ul>")
@example("<b id=x>x</b>")
def test_what_was_written_is_sanitized_like_anything_else(html: str) -> None:
    written = write(parse(f"<html><body>{html}"))
    assert sanitize_written(written) == sanitize(written)


def test_what_was_written_stays_though_addresses_have_letters() -> None:
    written = write(parse('<p><a href="https://example.org/Größe">Größe</a><br>&nbsp;</p>'))
    assert sanitize_written(written) is written


@given(st.lists(st.text("abc xyz&<>\"'é漢\u0301", min_size=1, max_size=20), max_size=6))
def test_all_text_of_plain_paragraphs_is_kept(paragraphs: list[str]) -> None:
    escaped = [p.replace("&", "&amp;").replace("<", "&lt;") for p in paragraphs]
    clean = sanitize("".join(f"<div><p>{p}</p></div>" for p in escaped))
    assert text_in(clean).split() == " ".join(paragraphs).split() or "".join(
        text_in(clean).split()
    ) == "".join("".join(paragraphs).split())


def _depth(html: str) -> int:
    depth = deepest = 0
    for piece in html.split("<")[1:]:
        name = piece.split(">")[0].split(" ")[0]
        if name in ("br", "hr", "img", "wbr", "col"):
            continue
        depth += -1 if name.startswith("/") else 1
        deepest = max(deepest, depth)
    return deepest
