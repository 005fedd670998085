"""Registers Apple Books: the databases of its library and of its annotations."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Iterator

from reader.core.translation import N_
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.foreign_database import Row, is_database, opened
from reader.importers.programs.lenient_json import text
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, BookPlace, HighlightRecord, Record

_COLORS = {0: "", 1: "green", 2: "blue", 3: "yellow", 4: "pink", 5: "purple"}
_SINCE_2001 = 978_307_200  # seconds from 1970 to 2001, from where Apple's programs count


def _recognizes(files: ExportFiles) -> Certainty:
    return Certainty.CERTAIN if _databases(files, "ZAEANNOTATION") else Certainty.NONE


def _databases(files: ExportFiles, table: str) -> list[str]:
    return [name for name in files.named(".sqlite") if is_database(files, name, table)]


def _read(files: ExportFiles) -> Iterator[Record]:
    books: dict[str, Row] = {}
    for name in _databases(files, "ZBKLIBRARYASSET"):
        with opened(files, name) as database:
            found = database.selection(
                "ZBKLIBRARYASSET", id="ZASSETID", title="ZTITLE", author="ZAUTHOR"
            )
            sql = f"SELECT {found} FROM ZBKLIBRARYASSET"
            books |= {text(row["id"]): row for row in database.rows(sql)}
    for name in _databases(files, "ZAEANNOTATION"):
        with opened(files, name) as database:
            found = database.selection(
                "ZAEANNOTATION",
                book="ZANNOTATIONASSETID",
                id="ZANNOTATIONUUID",
                quote="ZANNOTATIONSELECTEDTEXT",
                note="ZANNOTATIONNOTE",
                style="ZANNOTATIONSTYLE",
                created="ZANNOTATIONCREATIONDATE",
                modified="ZANNOTATIONMODIFICATIONDATE",
                chapter="ZFUTUREPROOFING5",
                deleted="ZANNOTATIONDELETED",
                start="ZPLLOCATIONRANGESTART",
                location="ZANNOTATIONLOCATION",
                is_underline="ZANNOTATIONISUNDERLINE",
            )
            rows = database.rows(
                f"SELECT {found} FROM ZAEANNOTATION WHERE coalesce(deleted, 0) = 0"
                " AND (quote <> '' OR note <> '') ORDER BY book, start"
            )
            for row in rows:
                yield _article(row, books.get(text(row["book"]), {}))


def _article(row: Row, book: Row) -> ArticleRecord:
    style, location = row["style"], text(row["location"])
    mark = HighlightRecord(
        quote=text(row["quote"]),
        note=text(row["note"]),
        color=_COLORS.get(style, "") if isinstance(style, int) else "",
        tags=("underlined",) if row["is_underline"] == 1 else (),
        created=_time(row["created"]),
        updated=_time(row["modified"]),
        key=text(row["id"]),
        place=text(row["chapter"]),
        book_place=BookPlace(location) if location.startswith("epubcfi(") else None,
    )
    return ArticleRecord(
        title=text(book.get("title")),
        author=text(book.get("author")),
        highlights=(mark,),
        key=text(row["book"]),
    )


def _time(value: object) -> int | None:
    if not isinstance(value, int | float) or not 0 < value < 4e9:
        return None
    return round((value + _SINCE_2001) * 1000)


PROGRAM = Program(
    id="apple-books",
    title=N_("Apple Books"),
    files=N_("the folder of its databases, with AEAnnotation and BKLibrary in it"),
    suffixes=(".sqlite",),
    recognizes=_recognizes,
    read=_read,
    is_folder=True,
)
