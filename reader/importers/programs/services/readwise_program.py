"""Registers Readwise and its Reader: tables of highlights and articles, and what its API answers."""

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
from reader.importers.programs.times import milliseconds

_HIGHLIGHTS = ("highlight", "book title")  # of the export
_BULK = ("highlight", "title")  # of the table that Readwise itself takes in
_LIBRARY = ("title", "url", "document tags", "saved date")  # of Reader
_STATES = {"archive": State.ARCHIVE, "later": State.LATER, "shortlist": State.LATER}
_OWN = "readwise.io/"  # addresses of Readwise's own pages


def _recognizes(files: ExportFiles) -> Certainty:
    if any(csv_rows.table_named(files, *names) for names in (_HIGHLIGHTS, _BULK, _LIBRARY)):
        return Certainty.CERTAIN
    found = (files.head(name) for name in files.named(".json"))
    is_api = any('"user_book_id"' in one or '"readwise_url"' in one for one in found)
    return Certainty.CERTAIN if is_api else Certainty.NONE


def _read(files: ExportFiles) -> Iterator[Record]:
    for name in files.named(".csv"):
        names = csv_rows.columns(files.head(name))
        read = _article if set(_LIBRARY) <= set(names) else _highlight
        for row in csv_rows.rows(files, name):
            yield row if isinstance(row, Unreadable) else read(row)
    for name in files.named(".json"):
        found, told = lenient_json.load(files, name)
        yield from told
        results = found.get("results") if isinstance(found, Mapping) else found
        for book in mappings(results):
            if not truth(book.get("is_deleted")):
                yield _book(book)


def _highlight(row: Row) -> ArticleRecord:
    kind, place = row.get("location type", ""), row.get("location", "")
    highlight = HighlightRecord(
        quote=row.get("highlight", ""),
        note=row.get("note", ""),
        color=row.get("color", ""),
        tags=tuple(listed(row.get("tags", ""))),
        created=milliseconds(row.get("highlighted at") or row.get("date")),
        place=f"{kind} {place}".strip() if place else "",
    )
    return ArticleRecord(
        title=row.get("book title") or row.get("title", ""),
        author=row.get("book author") or row.get("author", ""),
        url=row.get("url", ""),
        tags=tuple(listed(row.get("document tags", ""))),
        highlights=(highlight,),
    )


def _article(row: Row) -> ArticleRecord:
    progress = lenient_json.fraction(row.get("reading progress", ""))
    return ArticleRecord(
        title=row["title"],
        url=row["url"],
        added=milliseconds(row["saved date"]),
        state=_STATES.get(row.get("location", ""), State.INBOX),
        is_read=progress >= 1,
        progress=progress,
        tags=python_list(row["document tags"]),
        key=row.get("id", ""),
    )


def _book(book: Mapping[str, Any]) -> ArticleRecord:
    url = text(book.get("source_url")) or text(book.get("unique_url"))
    note = HighlightRecord(note=text(book.get("document_note")))
    marks = [
        _mark(one) for one in mappings(book.get("highlights")) if not truth(one.get("is_deleted"))
    ]
    return ArticleRecord(
        title=text(book.get("title")) or text(book.get("readable_title")),
        author=text(book.get("author")),
        url="" if _OWN in url else url,
        excerpt=text(book.get("summary")),
        tags=texts(book.get("book_tags")),
        highlights=(*marks, note) if note.note else tuple(marks),
        key=text(book.get("user_book_id")),
    )


def _mark(one: Mapping[str, Any]) -> HighlightRecord:
    kind, place = text(one.get("location_type")), text(one.get("location"))
    return HighlightRecord(
        quote=text(one.get("text")),
        note=text(one.get("note")),
        color=text(one.get("color")),
        tags=texts(one.get("tags")),
        created=milliseconds(one.get("highlighted_at")) or milliseconds(one.get("created_at")),
        updated=milliseconds(one.get("updated_at")),
        key=text(one.get("id")),
        place=f"{kind} {place}".strip() if place else "",
    )


PROGRAM = Program(
    id="readwise",
    title=N_("Readwise"),
    files=N_("the CSV file of your highlights or of your Reader library, or JSON of its API"),
    suffixes=(".csv", ".json"),
    recognizes=_recognizes,
    read=_read,
)
