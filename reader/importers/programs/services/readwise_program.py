"""Registers Readwise and its Reader: tables of highlights and articles, and what their APIs answer."""

from collections.abc import Iterator, Mapping
from typing import Any

from reader.core.models import State
from reader.core.translation import N_
from reader.importers.programs import csv_rows, lenient_json
from reader.importers.programs.csv_rows import Row, listed
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import mappings, text, texts, truth
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.python_lists import python_list
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record, Unreadable
from reader.importers.programs.services.readwise_notes import with_actions
from reader.importers.programs.services.readwise_reader_api import (
    STATES,
    address_of,
    articles_of,
    is_reader,
)
from reader.importers.programs.times import milliseconds

_HIGHLIGHT = "highlight"  # a column of the export, and of the table that Readwise itself takes in
_LIBRARY = (("url", "document tags"), ("url", "saved date"))  # of Reader
_TELLING = ((_HIGHLIGHT,), *_LIBRARY)


def _recognizes(files: ExportFiles) -> Certainty:
    if csv_rows.table_named(files, *_TELLING):
        return Certainty.CERTAIN
    found = files.fitting(lenient_json.SUFFIXES, _is_api)
    return Certainty.CERTAIN if found else Certainty.NONE


def _is_api(head: str) -> bool:
    return '"user_book_id"' in head or '"readwise_url"' in head or is_reader(head)


def _read(files: ExportFiles) -> Iterator[Record]:
    for name in csv_rows.table_named(files, *_TELLING):
        read = _highlight if _HIGHLIGHT in csv_rows.columns(files.head(name)) else _article
        for row in csv_rows.rows(files, name):
            yield row if isinstance(row, Unreadable) else read(row)
    for name in files.fitting(lenient_json.SUFFIXES, _is_api):
        found, told = lenient_json.load(files, name)
        yield from told
        results = lenient_json.entries(found, "results")
        if is_reader(files.head(name)):
            yield from articles_of(results, name)
            continue
        for book in results:
            if not truth(book.get("is_deleted")):
                yield _book(book)


def _highlight(row: Row) -> ArticleRecord:
    kind, place = row["location type"], row["location"]
    highlight = HighlightRecord(
        quote=row[_HIGHLIGHT],
        note=row["note"],
        color=row["color"],
        tags=tuple(listed(row["tags"])),
        created=milliseconds(row["highlighted at"] or row["date"]),
        place=f"{kind} {place}".strip() if place else "",
    )
    return ArticleRecord(
        title=row["book title"] or row["title"],
        author=row["book author"] or row["author"],
        url=row["url"],
        tags=tuple(listed(row["document tags"])),
        highlights=(with_actions(highlight),),
    )


def _article(row: Row) -> ArticleRecord:
    progress = lenient_json.fraction(row["reading progress"])
    return ArticleRecord(
        title=row["title"],
        url=row["url"],
        added=milliseconds(row["saved date"]),
        state=STATES.get(row["location"], State.INBOX),
        is_read=progress >= 1,
        progress=progress,
        tags=python_list(row["document tags"]),
        key=row["id"],
    )


def _book(book: Mapping[str, Any]) -> ArticleRecord:
    note = HighlightRecord(note=text(book.get("document_note")))
    marks = [
        _mark(one) for one in mappings(book.get("highlights")) if not truth(one.get("is_deleted"))
    ]
    return ArticleRecord(
        title=text(book.get("title")) or text(book.get("readable_title")),
        author=text(book.get("author")),
        url=address_of(text(book.get("source_url")) or text(book.get("unique_url"))),
        excerpt=text(book.get("summary")),
        tags=texts(book.get("book_tags")),
        highlights=(*marks, note) if note.note else tuple(marks),
        key=text(book.get("user_book_id")),
    )


def _mark(one: Mapping[str, Any]) -> HighlightRecord:
    kind, place = text(one.get("location_type")), text(one.get("location"))
    starred = ("starred",) if truth(one.get("is_favorite")) else ()
    mark = HighlightRecord(
        quote=text(one.get("text")),
        note=text(one.get("note")),
        color=text(one.get("color")),
        tags=(*texts(one.get("tags")), *starred),
        created=milliseconds(one.get("highlighted_at")) or milliseconds(one.get("created_at")),
        updated=milliseconds(one.get("updated_at")),
        key=text(one.get("id")),
        place=f"{kind} {place}".strip() if place else "",
    )
    return with_actions(mark)


PROGRAM = Program(
    id="readwise",
    title=N_("Readwise"),
    files=N_("the CSV file of your highlights or of your Reader library, or JSON of its APIs"),
    suffixes=(".csv", *lenient_json.SUFFIXES),
    recognizes=_recognizes,
    read=_read,
)
