"""Reads the tables (CSV) that Postil exports: a row for each highlight or note, without the texts."""

import re
from collections.abc import Iterator

from reader.importers.programs import csv_rows
from reader.importers.programs.csv_rows import Row
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import loads, texts
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record
from reader.importers.programs.times import milliseconds

_TELLING = (("article_id", "quote", "kind"),)
_PLACE = re.compile(r"(\d{1,18}) (\d{1,18})")
# What a table for spreadsheets has before a cell that these would take for a formula.
_GUARD = re.compile("^'(?=[ \u00a0\u3000\ufeff\u200b]*[=+\\-@\t\n\uff1d\uff0b\uff0d\uff20])")


def tables(files: ExportFiles) -> list[str]:
    """Returns the files that are such tables."""
    return csv_rows.table_named(files, *_TELLING)


def read_tables(files: ExportFiles) -> Iterator[Record]:
    """Yields an article for each row, with its highlight."""
    return csv_rows.read_rows(files, tables(files), _article)


def _article(row: Row) -> ArticleRecord:
    tags: tuple[str, ...]
    if row["tags"].startswith("["):  # of the table for programs
        tags = texts(loads(row["tags"], "")[0])
    else:
        row = Row({column: _GUARD.sub("", cell) for column, cell in row.items()})
        tags = tuple(row["tags"].split())
    place = _PLACE.fullmatch(f"{row['start']} {row['end']}")
    mark = HighlightRecord(
        quote=row["quote"],
        note=row["note"],
        color=row["color"],
        tags=tags,
        created=milliseconds(row["created"]),
        updated=milliseconds(row["updated"]),
        position=(int(place[1]), int(place[2])) if place else None,
        key=row["id"],
    )
    return ArticleRecord(
        title=row["article"],
        url=row["url"],
        author=row["author"],
        site=row["site"],
        published=row["published"],
        highlights=(mark,),
        key=row["article_id"],
    )
