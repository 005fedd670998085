"""Registers Kobo: the database of the device."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Iterator

from reader.core.translation import N_
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.foreign_database import Row, is_database, opened
from reader.importers.programs.lenient_json import text
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record
from reader.importers.programs.times import milliseconds

_COLORS = {0: "yellow", 1: "pink", 2: "blue", 3: "green"}
_NAME = "koboreader.sqlite"


def _recognizes(files: ExportFiles) -> Certainty:
    return Certainty.CERTAIN if _databases(files) else Certainty.NONE


def _databases(files: ExportFiles) -> list[str]:
    found = files.named(_NAME)
    found += [name for name in files.named(".sqlite", ".db") if name not in found]
    return [name for name in found if is_database(files, name, "Bookmark", "StartContainerPath")]


def _read(files: ExportFiles) -> Iterator[Record]:
    for name in _databases(files):
        with opened(files, name) as database:
            columns = database.columns("Bookmark")
            color = "b.Color" if "Color" in columns else "NULL"
            title, author = "NULL", "NULL"
            join = ""
            if {"ContentID", "Title"} <= database.columns("content"):
                title, author = "c.Title", "c.Attribution"
                join = " LEFT JOIN content AS c ON c.ContentID = b.VolumeID AND c.ContentType = 6"
            rows = database.rows(
                "SELECT b.BookmarkID AS id, b.VolumeID AS volume, b.Text AS quote,"
                f" b.Annotation AS note, b.DateCreated AS created, b.DateModified AS modified,"
                f" b.Type AS kind, b.Hidden AS hidden, {color} AS color, {title} AS title,"
                f" {author} AS author FROM Bookmark AS b{join} ORDER BY b.VolumeID, b.DateCreated"
            )
            for row in rows:
                if not _is_left_out(row):
                    yield _article(row)


def _is_left_out(row: Row) -> bool:
    is_hidden = str(row["hidden"]).lower() in ("true", "1")
    return is_hidden or row["kind"] == "dogear" or not (row["quote"] or row["note"])


def _article(row: Row) -> ArticleRecord:
    volume = text(row["volume"])
    color = row["color"]
    mark = HighlightRecord(
        quote=text(row["quote"]),
        note=text(row["note"]),
        color=_COLORS.get(color, "") if isinstance(color, int) else "",
        created=milliseconds(row["created"]),
        updated=milliseconds(row["modified"]),
        key=text(row["id"]),
    )
    return ArticleRecord(
        title=text(row["title"]) or volume.rpartition("/")[2].rpartition(".")[0] or volume,
        author=text(row["author"]),
        highlights=(mark,),
        key=volume,
    )


PROGRAM = Program(
    id="kobo",
    title=N_("Kobo"),
    files=N_("KoboReader.sqlite in the hidden folder .kobo of the device"),
    suffixes=(".sqlite",),
    recognizes=_recognizes,
    read=_read,
)
