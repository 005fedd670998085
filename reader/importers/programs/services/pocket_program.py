"""Registers Pocket: its tables of saved articles with their annotations, and its older HTML page."""

from collections.abc import Iterator

from reader.core.models import State
from reader.core.translation import N_
from reader.importers.programs import csv_rows, lenient_json
from reader.importers.programs.csv_rows import Row
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import mappings, text
from reader.importers.programs.netscape_bookmarks import Link, read_links
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record
from reader.importers.programs.times import milliseconds

_TELLING = (("url", "time_added"), ("url", "tags", "status"))
_OF_POSTIL = "article_id"  # whose tables have some of the same columns
_PAGE = "<title>pocket export</title>"
_ARCHIVE = "archive"
_NO_TAGS = ("", "null")
_ANNOTATED = ('"url"', '"highlights"', '"quote"')  # of a file of annotations
_SHARED_LIST = ('"title"', '"items"', '"url"')


def _recognizes(files: ExportFiles) -> Certainty:
    if _tables(files):
        return Certainty.CERTAIN
    pages = (files.head(name).lower() for name in files.named(".html", ".htm"))
    if any(_PAGE in page for page in pages):
        return Certainty.CERTAIN
    found = files.with_signs((".json",), *_ANNOTATED)
    return Certainty.DECLARED if found else Certainty.NONE


def _tables(files: ExportFiles) -> list[str]:
    found = csv_rows.table_named(files, *_TELLING)
    return [name for name in found if _OF_POSTIL not in csv_rows.columns(files.head(name))]


def _read(files: ExportFiles) -> Iterator[Record]:
    yield from csv_rows.read_rows(files, _tables(files), _of_row)
    pages = (name for name in files.named(".html", ".htm") if _PAGE in files.head(name).lower())
    yield from map(_of_link, read_links(files, pages))
    annotated = files.with_signs((".json",), *_ANNOTATED)
    for name in (*annotated, *files.with_signs((".json",), *_SHARED_LIST)):
        found, told = lenient_json.load(files, name)
        yield from told
        # A list that was shared has its articles under "items".
        items = found.get("items") if isinstance(found, dict) else found
        for one in mappings(items):
            if text(one.get("url")):
                yield _annotated(one)


def _of_row(row: Row) -> ArticleRecord:
    is_archived = row["status"] == _ARCHIVE
    return ArticleRecord(
        title=_title(row["title"], row["url"]),
        url=row["url"],
        added=milliseconds(row["time_added"]),
        state=State.ARCHIVE if is_archived else State.INBOX,
        is_read=is_archived,
        tags=tuple(one for one in row["tags"].split("|") if one not in _NO_TAGS),
    )


def _of_link(link: Link) -> ArticleRecord:
    is_archived = _ARCHIVE in link.folders[-1:][0].lower() if link.folders else False
    return ArticleRecord(
        title=_title(link.title, link.url),
        url=link.url,
        added=link.added,
        state=State.ARCHIVE if is_archived else State.INBOX,
        is_read=is_archived,
        tags=link.tags,
    )


def _annotated(one: lenient_json.Object) -> ArticleRecord:
    marks = (
        HighlightRecord(quote=text(mark.get("quote")), created=milliseconds(mark.get("created_at")))
        for mark in mappings(one.get("highlights"))
    )
    note = text(one.get("note"))
    return ArticleRecord(
        title=_title(text(one.get("title")), text(one.get("url"))),
        url=text(one.get("url")),
        excerpt=text(one.get("excerpt")),
        highlights=(*marks, HighlightRecord(note=note)) if note else tuple(marks),
    )


def _title(title: str, url: str) -> str:
    """Returns a title; Pocket gives the address of an article that has none."""
    return "" if title == url else title


PROGRAM = Program(
    id="pocket",
    title=N_("Pocket"),
    files=N_("the ZIP archive or a CSV file of its export, or the older ril_export.html"),
    suffixes=(".zip", ".csv", ".html"),
    recognizes=_recognizes,
    read=_read,
)
