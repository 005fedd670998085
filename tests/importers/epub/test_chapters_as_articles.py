"""A book in chapters: each an article of its own, with its notes; nothing of the book is lost."""

import pytest

from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.core.errors import ImportFailed
from reader.core.text.canonical_text import read_html
from reader.importers import read, read_chapters
from tests.importers.epub.samples import book, nav, page, read_epub, row
from tests.importers.saved.samples import PNG

_DOCUMENTS: dict[str, str | bytes] = {
    "title.xhtml": page("<p>The Ferry, a tale</p>"),
    "one.xhtml": page(
        '<div><img src="a.png" alt=""/></div><section><h1>Morning</h1><p>It left<a epub:type="noteref" '
        'href="notes.xhtml#n1">1</a>.</p></section><div>Fog. <section><h1 id="b">Noon</h1><p>Sun.</p>'
        "</section><p>Wind.</p></div>"
    ),
    "rest.xhtml": page("<p>Still noon.</p>"),
    "two.xhtml": page("<h1>Evening</h1><p>Late.</p>"),
    "notes.xhtml": page(
        '<ol epub:type="endnotes"><li epub:type="endnote" id="n1">At six.</li></ol>'
    ),
}
_ROWS = "".join(
    row(address, label)
    for address, label in (
        ("one.xhtml", "Morning"),
        ("one.xhtml#b", "Noon"),
        ("two.xhtml", "Evening"),
        ("notes.xhtml", "Notes"),
    )
)
_DATA = book(_DOCUMENTS, contents=nav(_ROWS), more={"a.png": PNG})


def _source(data: bytes, part: str = "") -> Source:
    return Source(data, "ferry.epub", "ferry.epub", part=part)


def _text(draft: Draft) -> str:
    return read_html(draft.html).text.replace("\n\n", " / ")


def test_a_chapter_has_the_language_of_its_document() -> None:
    french = page("<h1>Soir</h1><p>Tard.</p>", attributes='xml:lang="fr"')
    data = book(
        {"one.xhtml": page("<h1>Morning</h1><p>It left.</p>"), "two.xhtml": french},
        contents=nav(row("one.xhtml", "Morning") + row("two.xhtml", "Soir")),
    )
    assert [one.language for one in read_chapters(_source(data))] == ["en", "fr"]


def test_each_chapter_is_an_article() -> None:
    drafts = read_chapters(_source(_DATA))
    assert [(one.title, _text(one)) for one in drafts] == [
        ("The Ferry", "The Ferry, a tale"),
        ("Morning", "Morning / It left1. / Fog. / At six. ↩"),
        ("Noon", "Noon / Sun. / Wind. / Still noon."),
        ("Evening", "Evening / Late."),
        ("Notes", "Notes / At six. ↩"),
    ]
    assert [one.source.part for one in drafts] == [
        "OPS/title.xhtml",
        "OPS/one.xhtml",
        "OPS/one.xhtml#1",
        "OPS/two.xhtml",
        "OPS/notes.xhtml",
    ]
    assert {one.source.data for one in drafts} == {_DATA}
    assert [len(one.assets) for one in drafts] == [0, 1, 0, 0, 0]
    assert drafts[1].byline == "Ada Fenn"
    assert drafts[1].site == "The Ferry"
    assert drafts[1].url == f"{read_epub(_DATA).url}#OPS/one.xhtml"


def test_a_chapter_is_read_again_by_its_place_in_the_book() -> None:
    for draft in read_chapters(_source(_DATA)):
        again = read(draft.source)
        assert (again.html, again.title, again.importer) == (
            draft.html,
            draft.title,
            draft.importer,
        )
    with pytest.raises(ImportFailed, match="has no chapter “OPS"):
        read(_source(_DATA, "OPS/gone.xhtml"))


def test_the_words_of_all_chapters_are_those_of_the_book() -> None:
    whole = _text(read_epub(_DATA)).split(" / ")
    pieces = [line for one in read_chapters(_source(_DATA)) for line in _text(one).split(" / ")]
    pieces.remove("At six. ↩")  # which the chapter that refers to it has too
    assert pieces == whole


def test_a_chapter_of_nothing_but_pictures_is_none() -> None:
    documents = {
        "cover.xhtml": page('<img src="a.png" alt=""/>'),
        "two.xhtml": _DOCUMENTS["two.xhtml"],
    }
    drafts = read_chapters(_source(book(documents, more={"a.png": PNG})))
    assert [one.title for one in drafts] == ["Evening"]


def test_what_is_no_book_has_no_chapters() -> None:
    assert read_chapters(Source(b"The ferry left.", "ferry.txt", "ferry.txt")) == []
