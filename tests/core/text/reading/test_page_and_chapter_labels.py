"""Printed pages in a text: where each begins, and on which of them a passage stands."""

from reader.core.text.canonical_text import read_html
from reader.core.text.reading.page_and_chapter_labels import chapter_progress, marks_of, page_label
from reader.importers.web.sanitizing.sanitizer import sanitize
from tests.each import each

_BREAK = '<span role="doc-pagebreak" aria-label="{}"></span>'
HTML = sanitize(
    f"<p>{_BREAK.format('iv')}One two</p><p>three {_BREAK.format('v')}four</p>"
    f"<ul><li>{_BREAK.format('1')}five</li></ul>{_BREAK.format('2')}"
)


def test_pages_take_no_characters() -> None:
    text = read_html(HTML)
    assert text.text == "One two\n\nthree four\n\nfive"
    assert text.pages == (("iv", 0), ("v", 15), ("1", 21), ("2", 25))
    assert text.places == ()


def test_a_text_without_pages_is_not_read_for_them() -> None:
    assert marks_of("<p>doc <span>x</span></p>") == ((), ())
    assert marks_of(HTML).pages[0] == ("iv", 0)


@each(
    ("start", "end", "label"),
    [(0, 3, "iv"), (9, 15, "iv"), (9, 16, "iv–v"), (9, 25, "iv–1"), (24, 24, "1"), (25, 26, "2")],
)
def test_the_label_of_a_passage(start: int, end: int, label: str) -> None:
    assert page_label(marks_of(HTML).pages, start, end) == label


def test_what_is_not_known_has_no_label() -> None:
    assert page_label((), 0, 5) == ""
    assert page_label((("7", 10),), 0, 5) == ""
    assert page_label((("", 0),), 0, 5) == ""


_CHAPTER = '<span role="doc-chapter" aria-label="{}"></span>'
BOOK = sanitize(
    f"<p>Front</p><h2>{_CHAPTER.format('One')}One</h2><p>abcdefg</p><h2>{_CHAPTER.format('Two')}Two</h2>"
    f"<p>{_BREAK.format('9')}h</p>"
)


@each(("start", "words"), [(0, ""), (7, "chapter “One”"), (21, "chapter “Two”"), (26, "p. 9")])
def test_a_passage_without_a_page_is_of_a_chapter(start: int, words: str) -> None:
    assert marks_of(BOOK).place_words(start, start + 1) == words


def test_progress_in_a_chapter() -> None:
    text = read_html(BOOK)
    assert text.text == "Front\n\nOne\n\nabcdefg\n\nTwo\n\nh"
    assert text.chapters == (("One", 7), ("Two", 21))
    assert chapter_progress(text, 3) is None
    assert chapter_progress(text, 14) == (1, 2, 0.5)
    assert chapter_progress(text, 24) == (2, 2, 0.5)
