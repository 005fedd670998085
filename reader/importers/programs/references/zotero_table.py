"""Reads Zotero's table (CSV) of references with their tags and notes."""

from collections.abc import Iterator

from reader.importers.programs import csv_rows
from reader.importers.programs.author_names import in_order
from reader.importers.programs.csv_rows import Row
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.records import ArticleRecord, Record
from reader.importers.programs.references.doi_addresses import doi_address
from reader.importers.programs.references.zotero_notes import highlights_of
from reader.importers.programs.times import milliseconds

_TELLING = (("item type", "title"), ("key", "manual tags"))


def tables(files: ExportFiles) -> list[str]:
    """Returns the files that are such tables."""
    return csv_rows.table_named(files, *_TELLING)


def read_tables(files: ExportFiles) -> Iterator[Record]:
    """Yields the references of the tables."""
    return csv_rows.read_rows(files, tables(files), _article)


def _article(row: Row) -> ArticleRecord:
    tags = f"{row['manual tags']};{row['automatic tags']}".split(";")
    return ArticleRecord(
        title=row["title"],
        url=row["url"] or doi_address(row["doi"]),
        author=in_order(row["author"]),
        site=row["publication title"],
        published=row["date"] or row["publication year"],
        language=row["language"],
        excerpt=row["abstract note"],
        added=milliseconds(row["date added"]),
        tags=tuple(one.strip() for one in tags if one.strip()),
        highlights=highlights_of(row["notes"]),
        key=row["key"],
    )
