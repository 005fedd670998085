"""Registers Raindrop.io: its tables of bookmarks with their highlights."""

from collections.abc import Iterator

from reader.core.translation import N_
from reader.importers.programs import csv_rows
from reader.importers.programs.csv_rows import Row, listed
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import truth
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record
from reader.importers.programs.times import milliseconds

_TELLING = (("url", "excerpt"), ("url", "folder", "created"))
_UNSORTED = "unsorted"


def _recognizes(files: ExportFiles) -> Certainty:
    found = csv_rows.table_named(files, *_TELLING)
    return Certainty.CERTAIN if found else Certainty.NONE


def _read(files: ExportFiles) -> Iterator[Record]:
    return csv_rows.read_rows(files, csv_rows.table_named(files, *_TELLING), _article)


def _article(row: Row) -> ArticleRecord:
    folder = row["folder"].strip()
    marks = _highlights(row["highlights"])
    if row["note"].strip():
        marks.append(HighlightRecord(note=row["note"]))
    return ArticleRecord(
        title=row["title"],
        url=row["url"],
        excerpt=row["excerpt"],
        added=milliseconds(row["created"]),
        is_starred=truth(row["favorite"]),
        tags=(*listed(row["tags"]), *((folder,) if folder and folder.lower() != _UNSORTED else ())),
        highlights=tuple(marks),
        key=row["id"],
    )


def _highlights(cell: str) -> list[HighlightRecord]:
    """Returns the highlights of a cell, a line each, with the note that is on the line below."""
    found: list[HighlightRecord] = []
    for line in cell.splitlines():
        label, colon, rest = line.partition(":")
        kind = label.strip().lower() if colon else ""
        words = rest.strip() if kind in ("highlight", "note") else line.strip()
        if kind == "note" and found and not found[-1].note:
            found[-1] = found[-1]._replace(note=words)
        elif words:
            is_note = kind == "note"
            found.append(HighlightRecord(note=words) if is_note else HighlightRecord(quote=words))
    return found


PROGRAM = Program(
    id="raindrop",
    title=N_("Raindrop.io"),
    files=N_("the CSV file of its export"),
    suffixes=(".csv",),
    recognizes=_recognizes,
    read=_read,
)
