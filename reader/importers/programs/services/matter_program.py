"""Registers Matter: the history of its archive, with the texts of the articles."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath

from reader.core.models import State
from reader.core.translation import N_
from reader.importers.programs import csv_rows
from reader.importers.programs.csv_rows import Row
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import truth
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, ArticleText, Record
from reader.importers.programs.times import milliseconds

_TELLING = (("url", "in queue"), ("url", "favorited", "read"))


def _recognizes(files: ExportFiles) -> Certainty:
    found = csv_rows.table_named(files, *_TELLING)
    return Certainty.CERTAIN if found else Certainty.NONE


def _read(files: ExportFiles) -> Iterator[Record]:
    texts = {PurePosixPath(name).stem: name for name in files.named(".html", ".htm")}
    tables = csv_rows.table_named(files, *_TELLING)
    return csv_rows.read_rows(files, tables, partial(_article, files, texts))


def _article(files: ExportFiles, texts: Mapping[str, str], row: Row) -> ArticleRecord:
    file = texts.get(row["file id"].strip(), "")
    return ArticleRecord(
        title=row["title"],
        url=row["url"],
        author=row["author"],
        site=row["publisher"],
        added=milliseconds(row["last interaction date"]),
        state=State.INBOX if truth(row["in queue"]) else State.ARCHIVE,
        is_starred=truth(row["favorited"]),
        is_read=truth(row["read"]),
        tags=tuple(one.strip() for one in row["tags"].split(";") if one.strip()),
        text=ArticleText(file, "text/html", files.reader(file)) if file else None,
    )


PROGRAM = Program(
    id="matter",
    title=N_("Matter"),
    files=N_("the archive of its export, or _matter_history.csv"),
    suffixes=(".zip", ".csv"),
    recognizes=_recognizes,
    read=_read,
)
