"""Reads the notes that Readest keeps of each book, in a folder for each, beside its list of books."""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from reader.importers.programs import lenient_json
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import mapping, mappings, text
from reader.importers.programs.records import ArticleRecord, BookPlace, HighlightRecord, Record
from reader.importers.programs.times import milliseconds

_NOTES = '"booknotes"'
_LIBRARY = "library.json"
#: The tags for lines, which are not colours.
LINES = {"underline": "underlined", "squiggly": "underlined", "strikethrough": "struck out"}


def readest_files(files: ExportFiles) -> list[str]:
    """Returns the files with the notes on a book."""
    return files.with_signs((".json",), _NOTES)


def read_readest(files: ExportFiles) -> Iterator[Record]:
    """Yields the books with their highlights."""
    books: dict[str, Mapping[str, Any]] = {}
    for name in files.named(_LIBRARY):
        listed, _told = lenient_json.load(files, name)
        books |= {text(one.get("hash")): one for one in mappings(listed)}
    for name in readest_files(files):
        found, told = lenient_json.load(files, name)
        yield from told
        folder = PurePosixPath(name).parent.name or files.path.absolute().parent.name
        key = text(mapping(found).get("bookHash")) or folder
        book = books.get(key) or books.get(folder) or {}
        marks = [
            _mark(one)
            for one in mappings(mapping(found).get("booknotes"))
            if one.get("type") != "bookmark" and not one.get("deletedAt")
        ]
        if marks:
            yield ArticleRecord(
                title=text(book.get("title")) or folder,
                author=text(book.get("author")),
                highlights=tuple(marks),
                key=key,
            )


def _mark(one: Mapping[str, Any]) -> HighlightRecord:
    tag, cfi = LINES.get(text(one.get("style"))), text(one.get("cfi"))
    return HighlightRecord(
        quote=text(one.get("text")),
        note=text(one.get("note")),
        color=text(one.get("color")),
        tags=(tag,) if tag else (),
        created=milliseconds(one.get("createdAt")),
        updated=milliseconds(one.get("updatedAt")),
        key=text(one.get("id")),
        book_place=BookPlace(cfi) if cfi else None,
    )
