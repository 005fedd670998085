"""Reads the highlights that Obsidian's Web Clipper exports (JSON), by the pages they are on."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from reader.importers.programs import lenient_json
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.html_words import html_words
from reader.importers.programs.lenient_json import mappings, text, texts
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record
from reader.importers.programs.times import milliseconds

_SIGNS = ('"url"', '"highlights"')
_WORDS = (('"text"', '"timestamp"'), ('"content"', '"xpath"'))  # exported, and as it stores them


def clipper_files(files: ExportFiles) -> list[str]:
    """Returns the files that hold such highlights."""
    found = (files.with_signs(lenient_json.SUFFIXES, *_SIGNS, *signs) for signs in _WORDS)
    return [*dict.fromkeys(chain.from_iterable(found))]


def read_clipper(files: ExportFiles) -> Iterator[Record]:
    """Yields the pages with their highlights."""
    return lenient_json.read_entries(files, clipper_files(files), _page)


def _page(page: Mapping[str, Any], _name: str) -> Iterator[ArticleRecord]:
    marks = tuple(map(_mark, mappings(page.get("highlights"))))
    yield ArticleRecord(title=text(page.get("title")), url=text(page.get("url")), highlights=marks)


def _mark(one: Mapping[str, Any]) -> HighlightRecord:
    return HighlightRecord(
        quote=html_words(text(one.get("text")) or text(one.get("content"))),
        note="\n\n".join(texts(one.get("notes")) or texts([one.get("note")])),
        color=text(one.get("color")),
        # Its ids are the times at which they were made.
        created=milliseconds(one.get("timestamp")) or milliseconds(text(one.get("id"))),
        key=text(one.get("id")),
    )
