"""Registers Instapaper: its tables of saved articles, and its older HTML page."""

from collections.abc import Iterator

from reader.core.models import State
from reader.core.translation import N_
from reader.importers.programs import csv_rows
from reader.importers.programs.csv_rows import Row
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.netscape_bookmarks import Link, read_links
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.python_lists import python_list
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record
from reader.importers.programs.times import milliseconds

_TELLING = (("url", "selection"), ("url", "folder", "timestamp"))
_PAGE = "<title>instapaper: export</title>"
_FOLDERS = ("unread", "archive", "starred")  # the others the user has made


def _recognizes(files: ExportFiles) -> Certainty:
    found = csv_rows.table_named(files, *_TELLING) or _pages(files)
    return Certainty.CERTAIN if found else Certainty.NONE


def _pages(files: ExportFiles) -> list[str]:
    return [name for name in files.named(".html", ".htm") if _PAGE in files.head(name).lower()]


def _read(files: ExportFiles) -> Iterator[Record]:
    yield from csv_rows.read_rows(files, csv_rows.table_named(files, *_TELLING), _of_row)
    yield from map(_of_link, read_links(files, _pages(files)))


def _of_row(row: Row) -> ArticleRecord:
    selection = row["selection"]
    article = _article(row["title"], row["url"], row["folder"])
    return article._replace(
        added=milliseconds(row["timestamp"]),
        tags=(*article.tags, *python_list(row["tags"])),
        # What was marked when it was saved: a passage of the page, or its beginning.
        highlights=(HighlightRecord(quote=selection),) if selection.strip() else (),
    )


def _of_link(link: Link) -> ArticleRecord:
    return _article(link.title, link.url, link.folders[-1] if link.folders else "")


def _article(title: str, url: str, folder: str) -> ArticleRecord:
    name = folder.strip().lower()
    return ArticleRecord(
        title=title,
        url=url,
        state=State.ARCHIVE if name == "archive" else State.INBOX,
        is_read=name == "archive",
        is_starred=name == "starred",
        tags=(folder,) if name and name not in _FOLDERS else (),
    )


PROGRAM = Program(
    id="instapaper",
    title=N_("Instapaper"),
    files=N_("the CSV file of its export, or the older HTML page"),
    suffixes=(".csv", ".html"),
    recognizes=_recognizes,
    read=_read,
)
