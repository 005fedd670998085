"""Registers Kobo: the database of the device."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import re
from collections.abc import Iterator, Mapping

from reader.core.translation import N_
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.foreign_database import ForeignDatabase, Row, is_database, opened
from reader.importers.programs.lenient_json import text
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record
from reader.importers.programs.times import milliseconds

_COLORS = {0: "yellow", 1: "pink", 2: "blue", 3: "green"}
_NAME = "koboreader.sqlite"
_HEADING = re.compile(r"(?:#[^#(]*)?-\d+\Z")  # behind the file that an entry of the contents is in


def _recognizes(files: ExportFiles) -> Certainty:
    return Certainty.CERTAIN if _databases(files) else Certainty.NONE


def _databases(files: ExportFiles) -> list[str]:
    found = files.named(_NAME)
    found += [name for name in files.named(".sqlite", ".db") if name not in found]
    return [name for name in found if is_database(files, name, "Bookmark", "StartContainerPath")]


def _read(files: ExportFiles) -> Iterator[Record]:
    for name in _databases(files):
        with opened(files, name) as database:
            of_mark = database.selection(
                "Bookmark",
                id="BookmarkID",
                volume="VolumeID",
                chapter="ContentID",
                quote="Text",
                note="Annotation",
                created="DateCreated",
                modified="DateModified",
                kind="Type",
                hidden="Hidden",
                color="Color",
            )
            has_books = {"ContentID", "ContentType"} <= database.columns("content")
            books = "content" if has_books else ""
            of_book = database.selection(books, title="Title", author="Attribution")
            of_volume = (
                "LEFT JOIN content ON content.ContentID = Bookmark.VolumeID"
                " AND content.ContentType = 6"
            )
            rows = database.rows(
                f"SELECT {of_mark}, {of_book} FROM Bookmark {of_volume if books else ''} ORDER BY volume, created"
            )
            chapters = _chapters(database) if books else {}
            for row in rows:
                if not _is_left_out(row):
                    yield _article(row, chapters)


def _chapters(database: ForeignDatabase) -> dict[str, str]:
    """Returns the titles of chapters by their files: of several the outermost, if it is one."""
    found = database.selection("content", id="ContentID", title="Title", depth="Depth")
    rows = database.rows(f"SELECT {found} FROM content WHERE ContentType = 899 ORDER BY depth")
    titles: dict[str, str] = {}
    depths: dict[str, object] = {}
    for row in rows:
        file = _HEADING.sub("", text(row["id"]))
        if file not in titles:
            titles[file], depths[file] = text(row["title"]), row["depth"]
        elif depths[file] == row["depth"]:
            titles[file] = ""
    return titles


def _is_left_out(row: Row) -> bool:
    is_hidden = str(row["hidden"]).lower() in ("true", "1")
    return is_hidden or row["kind"] == "dogear" or not (row["quote"] or row["note"])


def _article(row: Row, chapters: Mapping[str, str]) -> ArticleRecord:
    volume = text(row["volume"])
    color = row["color"]
    created, updated = map(milliseconds, (row["created"], row["modified"]))  # UTC, as it writes
    mark = HighlightRecord(
        quote=text(row["quote"]),
        note=text(row["note"]),
        color=_COLORS.get(color, "") if isinstance(color, int) else "",
        created=created or updated,  # some devices leave the first empty
        updated=updated,
        key=text(row["id"]),
        place=chapters.get(text(row["chapter"]), ""),
    )
    return ArticleRecord(
        title=text(row["title"]) or _stem(volume),
        author=text(row["author"]),
        highlights=(mark,),
        key=volume,
    )


def _stem(volume: str) -> str:
    """Returns the name of a book's file without its endings, such as .kepub.epub."""
    name = volume.rpartition("/")[2]
    return name.rpartition(".")[0].removesuffix(".kepub") or volume


PROGRAM = Program(
    id="kobo",
    title=N_("Kobo"),
    files=N_("KoboReader.sqlite in the hidden folder .kobo of the device"),
    suffixes=(".sqlite",),
    recognizes=_recognizes,
    read=_read,
)
