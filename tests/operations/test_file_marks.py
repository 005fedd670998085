"""Highlights and notes that a file brings: kept with it, and once however often it is added."""

from pathlib import Path

from reader.core.models import Color, Kind
from reader.library.queries.queries import Queries
from reader.operations import adding, reimporting
from reader.operations.history import History
from reader.operations.reimporting import ReimportRequest
from tests.importers.pdf.samples import marked
from tests.importers.pdf.test_pdf_files import source
from tests.importers.pdf.test_pdf_marks import BASIC, PAGE, around


def add(history: History, queries: Queries, data: bytes) -> adding.AddReport:
    (report,) = adding.keep(history, [adding.read(source(data), queries)], [], "batch")
    return report


def test_marks_come_in_once_with_their_colour_date_and_note(
    history: History, queries: Queries
) -> None:
    first = BASIC | {"C": [0.5, 0.8, 0.5], "Contents": "Why?", "T": "Ada", "M": "D:20240503080000Z"}
    struck = {"Subtype": "/StrikeOut", "Rect": [*around("none of them")]}
    report = add(history, queries, marked(PAGE, first, struck))
    assert report.status == "added"
    assert report.id is not None
    one, two = queries.annotations(report.id)
    assert (one.exact, one.color, one.note) == ("marked by a hand", Color.GREEN, "Why?\n\n— Ada")
    assert one.created_at == 1714723200000
    assert (two.exact, two.tags) == ("none of them", ("struck out",))
    assert add(history, queries, marked(PAGE, first, struck)).status == "duplicate"
    more = BASIC | {"Rect": [*around("The lime")], "Contents": "New."}
    assert add(history, queries, marked(PAGE, first, struck, more)).status == "updated"
    found = queries.annotations(report.id)
    assert [each_.exact for each_ in found if each_.kind is Kind.HIGHLIGHT] == [
        *("The lime", "marked by a hand", "none of them"),
    ]


def test_an_article_that_is_read_in_again_gets_the_marks_of_its_new_file(
    history: History, queries: Queries, tmp_path: Path
) -> None:
    id_ = add(history, queries, PAGE).id
    assert id_ is not None
    path = tmp_path / "marked.pdf"
    path.write_bytes(marked(PAGE, BASIC | {"Contents": "Since then."}))
    item = ReimportRequest(id_, "", path)
    report = reimporting.keep(history, item, reimporting.read(item, queries), "again", 1)
    assert report.status == "updated"
    (one,) = queries.annotations(id_)
    assert (one.exact, one.note) == ("marked by a hand", "Since then.")
    history.undo()
    assert queries.annotations(id_) == []
