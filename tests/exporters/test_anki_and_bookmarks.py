"""What Anki and browsers read: each highlight a note, each address a bookmark."""

import csv
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.exporters import article_formats, find_format
from reader.exporters.anki_format import FIELDS, anki_tag, note_chunks
from reader.exporters.bookmarks_format import bookmark_chunks
from tests.each import each
from tests.exporters.samples import HIGHLIGHT, ITEM, another


def rows_of(text: str) -> tuple[list[str], list[list[str]]]:
    """The lines that describe the file, and the rows."""
    lines = text.splitlines(keepends=True)
    head = [line for line in lines if line.startswith("#")]
    return head, list(csv.reader(lines[len(head) :]))


def test_highlights_are_notes_with_their_source() -> None:
    head, rows = rows_of("".join(note_chunks([ITEM], "keep current")))
    assert [line.rstrip("\n") for line in head] == [
        "#separator:Comma",
        "#html:true",
        "#guid column:1",
        "#tags column:11",
        "#columns:guid,Quote,Note,Source,URL,Author,Tags,Link,Extra 1,Extra 2,tags",
        "#deck:Postil",
        "#if matches:keep current",
    ]
    assert [row[0] for row in rows] == [
        one.uid
        for one in ITEM.annotations
        if one.exact  # a note on the article has no quote
    ]
    assert {len(row) for row in rows} == {len(FIELDS) + 2}
    lost, listed, _first = rows
    assert lost[1] == "1. Lichen, &lt;i&gt;not&lt;/i&gt; moss"
    assert listed[1] == "What was counted<br><br>oak: 12<br>beech"
    assert listed[3:6] == [ITEM.article.title, ITEM.article.url, ITEM.article.byline]
    assert listed[7] == f"postil://annotation/{listed[0]}"
    assert (listed[6], listed[-1]) == ("method, to do/soon", "method to-do::soon")


@each(
    ("name", "tag"),
    [
        ("machine learning", "machine-learning"),
        ("a/b", "a::b"),
        ("a//b/", "a::b"),
        ("wide\u3000blank", "wide-blank"),
        ("c#, 1:2", "c#,-1:2"),
    ],
)
def test_tags_of_anki_have_no_blanks(name: str, tag: str) -> None:
    assert anki_tag(name) == tag


@given(
    st.text(st.characters(exclude_categories=["Cs"])), st.text(st.sampled_from('a,"\n\r\t#;<&\0'))
)
def test_any_words_stay_in_their_cells(quote: str, note: str) -> None:
    one = replace(HIGHLIGHT, exact=f"x{quote}", note=note)
    _head, (row,) = rows_of("".join(note_chunks([replace(ITEM, annotations=(one,))], "x")))
    shown = f"x{quote}".replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n").strip()
    # All that is “<” in the words is escaped: each “<br>” is a line end.
    assert "\n".join(unescape(part) for part in row[1].split("<br>")) == shown
    assert len(row) == len(FIELDS) + 2


@each(
    ("note", "shown"),
    [
        ("**So** it\nis", "<p><strong>So</strong> it<br /> is</p>"),
        ("- a\n- <b>", "<ul> <li>a</li> <li>&lt;b&gt;</li> </ul>"),
        ("```\n# a\n  b\n```", "<pre><code># a<br>  b</code></pre>"),
        ("plain\nwords", "plain<br>words"),
    ],
)
def test_markdown_of_a_note_is_shown_as_on_its_card(note: str, shown: str) -> None:
    one = replace(HIGHLIGHT, note=note)
    _head, (row,) = rows_of("".join(note_chunks([replace(ITEM, annotations=(one,))], "x")))
    assert row[2] == shown


@pytest.mark.parametrize(("name", "what"), [("anki", "keep"), ("anki-update", "update")])
def test_what_anki_does_with_what_it_has_is_chosen(name: str, what: str, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    written = find_format(name, article_formats()).write([ITEM], path, lambda _sha256: None)
    assert (written.articles, written.paths) == (1, (path,))
    assert f"#if matches:{what} current\n" in path.read_text("utf-8")


class _Bookmarks(HTMLParser):
    """Reads the entries as a browser would."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text = ""
        if tag == "a":
            self.found.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.found[-1]["title"] = self.text


def test_each_address_is_a_bookmark() -> None:
    title = 'A <b> & "quotes"\nand a line'
    odd = replace(
        ITEM.article,
        title=title,
        url='https://example.org/?a=1&b="2"',
        is_read=False,
        tags=("one, two", "x/y"),
    )
    page = "".join(
        bookmark_chunks([ITEM, another(8, "No address"), ITEM, replace(ITEM, article=odd)])
    )
    assert page.startswith("<!DOCTYPE NETSCAPE-Bookmark-file-1>\n")
    reader = _Bookmarks()
    reader.feed(page)
    first, second = reader.found
    assert first == {
        "href": "https://example.org/moss",
        "add_date": "1772355000",
        "last_modified": "1772355060",
        "tags": "botany/moss,field work",
        "title": ITEM.article.title,
    }
    assert (second["href"], second["title"]) == (odd.url, " ".join(title.split()))
    assert (second["toread"], second["tags"]) == ("1", "one two,x/y")
    assert "<DD>Read together with the essay on lichens.\n" in page
