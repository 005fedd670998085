"""Reads the highlights that Obsidian's Web Clipper exports (JSON), by the pages they are on."""

from collections.abc import Iterator, Mapping
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
    found = []
    for name in files.named(*lenient_json.SUFFIXES):
        head = files.head(name)
        has_words = any(all(sign in head for sign in signs) for signs in _WORDS)
        if has_words and all(sign in head for sign in _SIGNS):
            found.append(name)
    return found


def read_clipper(files: ExportFiles) -> Iterator[Record]:
    """Yields the pages with their highlights."""
    for name in clipper_files(files):
        found, told = lenient_json.load(files, name)
        yield from told
        for page in lenient_json.entries(found):
            marks = tuple(map(_mark, mappings(page.get("highlights"))))
            yield ArticleRecord(
                title=text(page.get("title")), url=text(page.get("url")), highlights=marks
            )


def _mark(one: Mapping[str, Any]) -> HighlightRecord:
    return HighlightRecord(
        quote=html_words(text(one.get("text")) or text(one.get("content"))),
        note="\n\n".join(texts(one.get("notes")) or texts([one.get("note")])),
        color=text(one.get("color")),
        # Its ids are the times at which they were made.
        created=milliseconds(one.get("timestamp")) or milliseconds(text(one.get("id"))),
        key=text(one.get("id")),
    )
