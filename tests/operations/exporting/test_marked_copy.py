"""A copy of a PDF file with the highlights made in it: as standard marks, after its own bytes."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from reader.core.errors import ExportFailed
from reader.core.models import Color
from reader.importers.pdf.document import read_document
from reader.library.queries.queries import Queries
from reader.operations import adding, annotations
from reader.operations.exporting.marked_copy import write_copy
from reader.operations.history import History
from tests.importers.pdf.samples import lines, marked, pdf
from tests.importers.pdf.test_pdf_files import source
from tests.importers.pdf.test_pdf_marks import BASIC, LINE, PAGE, around

NOTE = "Warum? – 何故 \U0001f333\nZweite Zeile"
TWO = pdf(lines(LINE, "all, which is how"), lines("it should be, as we know."))


def add(history: History, queries: Queries, data: bytes) -> int:
    (report,) = adding.keep(history, [adding.read(source(data), queries)], [], "batch")
    assert report.id is not None
    return report.id


def marks_on(page: Any) -> list[Any]:
    return [one.get_object() for one in page["/Annots"]]


def test_highlights_are_written_as_standard_marks_after_the_bytes_of_the_file(
    history: History, queries: Queries, tmp_path: Path
) -> None:
    id_ = add(history, queries, TWO)
    history.do(
        "x", annotations.annotate_quote, id_, "marked by a hand", "", "", Color.GREEN, (), NOTE
    )
    history.do("x", annotations.annotate_quote, id_, "how it should be", "", "", Color.PINK)
    history.do("x", annotations.set_article_note, id_, "On all of it.")
    path = tmp_path / "copy.pdf"
    write_copy(queries, id_, path)
    data = path.read_bytes()
    assert data.startswith(TWO)
    first, second = PdfReader(BytesIO(data)).pages
    found = marks_on(first)
    green = next(one for one in found if one.get("/Contents") == NOTE)
    xs, ys = green["/QuadPoints"][::2], green["/QuadPoints"][1::2]
    left, bottom, right, top = around("marked by a hand")
    assert xs == pytest.approx([left, right, left, right], abs=1)  # UL UR LL LR
    assert ys[0] == ys[1] > ys[2] == ys[3]
    assert bottom - 3 < ys[2] < ys[0] < top + 3
    one = next(one for one in queries.annotations(id_) if one.note == NOTE)
    assert green["/NM"] == one.uid
    assert green["/F"] == 4
    assert str(green["/M"]).endswith("Z")
    assert green["/AP"]["/N"]["/Resources"]["/ExtGState"]["/GS"]["/BM"] == "/Multiply"
    raw = data[len(TWO) :]
    assert b"<feff" + NOTE.encode("utf-16-be").hex().encode() in raw
    assert [one["/Subtype"] for one in found].count("/Text") == 1
    (other,) = marks_on(second)
    assert str(other["/NM"]).endswith("-2")
    letters = sorted(mark.letters for mark in read_document(data).marks if mark.kind != "note")
    assert letters == ["how", "itshouldbe", "markedbyahand"]


def test_a_copy_that_is_added_again_brings_nothing_new(
    history: History, queries: Queries, tmp_path: Path
) -> None:
    id_ = add(history, queries, marked(PAGE, BASIC | {"Contents": "Was there."}))
    history.do("x", annotations.annotate_quote, id_, "none of them")
    before = queries.annotations(id_)
    path = tmp_path / "copy.pdf"
    write_copy(queries, id_, path)
    (page,) = PdfReader(path).pages
    assert len(marks_on(page)) == 2  # what the file had is not written twice
    (report,) = adding.keep(history, [adding.read(path, queries)], [], "batch")
    assert report.status == "duplicate"
    assert queries.annotations(id_) == before


def test_what_cannot_be_marked_is_said_and_writes_nothing(
    history: History, queries: Queries, tmp_path: Path
) -> None:
    from reader.core.article_source import Source

    text = Source(b"Title\n\nWords that nobody printed.", "a.txt", "a.txt", "text/plain")
    (report,) = adding.keep(history, [adding.read(text)], [], "batch")
    assert report.id is not None
    with pytest.raises(ExportFailed, match="is not from a PDF file"):
        write_copy(queries, report.id, tmp_path / "copy.pdf")
    assert not (tmp_path / "copy.pdf").exists()
