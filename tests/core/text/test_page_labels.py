"""Printed pages in a text: where each begins, and on which of them a passage stands."""

from reader.core.text.canonical_text import read_html
from reader.core.text.page_labels import page_label, pages_of
from reader.importers.web.sanitizer import sanitize
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
    assert pages_of("<p>doc <span>x</span></p>") == ()
    assert pages_of(HTML)[0] == ("iv", 0)


@each(
    ("start", "end", "label"),
    [(0, 3, "iv"), (9, 15, "iv"), (9, 16, "iv–v"), (9, 25, "iv–1"), (24, 24, "1"), (25, 26, "2")],
)
def test_the_label_of_a_passage(start: int, end: int, label: str) -> None:
    assert page_label(pages_of(HTML), start, end) == label


def test_what_is_not_known_has_no_label() -> None:
    assert page_label((), 0, 5) == ""
    assert page_label((("7", 10),), 0, 5) == ""
    assert page_label((("", 0),), 0, 5) == ""
