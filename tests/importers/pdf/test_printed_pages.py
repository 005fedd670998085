"""Pages as they are printed: painted, and where the words of the text are on them."""

import os
from contextlib import closing
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, NameObject, NumberObject

from reader.core.errors import ImportFailed
from reader.core.text.canonical_text import read_html
from reader.importers.pdf.document import read_document
from reader.importers.pdf.letter_mapping import LetterPlaces
from reader.importers.pdf.page_renderer import PrintedPages
from reader.importers.web.sanitizing.sanitizer import sanitize
from tests.each import each
from tests.importers.pdf.samples import SIZE, TOP, lines, pdf

TWO = pdf(
    lines("The lime was marked by a hand that we know and the oak by none of them at all, respec-"),
    lines("tively not. The elm was marked, respectively."),
)


def text_of(data: bytes) -> str:
    return read_html(sanitize(read_document(data).html)).text


def test_places_of_the_text_are_letters_of_pages_and_back() -> None:
    letters, text = read_document(TWO).letters, text_of(TWO)
    places = LetterPlaces(f"A title\n\n{text}", letters)  # which is not on the pages
    shift = len("A title\n\n")
    start = shift + text.index("respectively")
    printed = places.printed(start, start + len("respectively"))
    assert [len(one) for one in printed.values()] == [len("respec"), len("tively")]
    assert [*printed] == [0, 1]
    for page, indices in printed.items():
        assert start <= dict(places.on_page(page))[indices[0]] < start + len("respectively")
    assert places.page_of(start) == 0
    assert places.page_of(len(text)) == 1
    assert min(place for _index, place in places.on_page(1)) == start + len("respec")


def test_pages_are_painted_and_words_found_on_them() -> None:
    text = text_of(TWO)
    start = text.index("marked")
    with closing(PrintedPages(TWO, text)) as pages:
        assert [(one.label, round(one.width)) for one in pages.pages] == [("1", 595), ("2", 595)]
        picture = pages.painted(0, 0.5)
        assert (picture.width, picture.height) == (298, 421)
        assert len(picture.pixels) == 4 * 298 * 421
        assert min(picture.pixels) < 128 < max(picture.pixels)
        ((passage,),) = pages.passages([(start, start + len("marked"))])
        (line,) = passage.lines
        assert passage.page == 0
        assert abs((line.y0 + line.y1) / 2 - (842 - TOP - 0.3 * SIZE)) < SIZE
        assert pages.page_of(text.index("elm")) == 1
        middle = (line.x0 + line.x1) / 2, (line.y0 + line.y1) / 2
        place = pages.letters(0).place_at(*middle)
        assert place is not None
        assert start <= place < start + len("marked")


def test_a_page_that_is_shown_stays_as_it_is_while_others_are_painted() -> None:
    with closing(PrintedPages(TWO, text_of(TWO))) as pages:
        shown = pages.painted(0, 0.5)
        before = bytes(shown.pixels)
        others = [bytes(pages.painted(number, 1.0, shown).pixels) for number in (1, 0, 1)]
        assert bytes(shown.pixels) == before
        assert others[0] == others[2] != others[1]
    assert bytes(shown.pixels) == before  # the process has ended


def test_pages_look_the_same_where_there_is_no_shared_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not hasattr(os, "memfd_create"):
        pytest.skip("this system has no memory of this kind")
    with closing(PrintedPages(TWO, "")) as pages:
        shared = pages.painted(0, 0.5)
        assert shared.place is not None
        monkeypatch.delattr(os, "memfd_create")
        with closing(PrintedPages(TWO, "")) as others:
            sent = others.painted(0, 0.5)
            assert (sent.place, bytes(sent.pixels)) == (None, bytes(shared.pixels))


def test_pages_of_what_is_no_document_are_refused_in_one_sentence() -> None:
    with pytest.raises(ImportFailed, match=r"^The pages of “a.pdf” cannot be shown\.$"):
        PrintedPages(b"%PDF-1.7 nothing", "text", name="a.pdf")


def test_a_page_that_is_damaged_keeps_no_other_from_being_shown() -> None:
    writer = PdfWriter(BytesIO(TWO))
    tree: Any = writer.root_object["/Pages"]
    tree["/Kids"].insert(1, NumberObject(42))
    tree[NameObject("/Count")] = NumberObject(3)
    file = BytesIO()
    writer.write(file)
    with closing(PrintedPages(file.getvalue(), "", name="a.pdf")) as pages:
        for ask in (lambda: pages.painted(1, 1.0), lambda: pages.letters(1)):
            with pytest.raises(ImportFailed, match=r"^The pages of “a.pdf” cannot be shown\.$"):
                ask()
        assert pages.painted(2, 0.5).width == 298


@each("box", ["0 842 595 0", "595 842 0 0"])
def test_a_page_is_as_large_whichever_corners_of_it_are_named(box: str) -> None:
    writer = PdfWriter(BytesIO(TWO))
    writer.pages[0][NameObject("/MediaBox")] = ArrayObject(map(NumberObject, box.split()))
    file = BytesIO()
    writer.write(file)
    read, plain = read_document(file.getvalue()), read_document(TWO)
    assert (read.views, read.html) == (plain.views, plain.html)


def test_a_page_whose_box_holds_nothing_is_shown() -> None:
    writer = PdfWriter(BytesIO(TWO))
    writer.pages[0][NameObject("/MediaBox")] = ArrayObject([NumberObject(0)] * 4)
    file = BytesIO()
    writer.write(file)
    (view, _second) = read_document(file.getvalue()).views
    assert (view.width, view.height) == (612, 792)
