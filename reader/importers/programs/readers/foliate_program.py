"""Registers Foliate and Readest: the file that each keeps of a book, which Foliate also exports."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reader.core.translation import N_
from reader.importers.programs import lenient_json
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import mapping, mappings, text
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.readers.readest import LINES, read_readest, readest_files
from reader.importers.programs.records import (
    ArticleRecord,
    BookPlace,
    HighlightRecord,
    Record,
)
from reader.importers.programs.times import milliseconds

_PLACE = re.compile(r'"value"\s*:\s*"epubcfi\(')


def _recognizes(files: ExportFiles) -> Certainty:
    found = readest_files(files) or files.fitting((".json",), _is_book)
    return Certainty.CERTAIN if found else Certainty.NONE


def _is_book(head: str) -> bool:
    has_marks = '"annotations"' in head and '"selector"' not in head
    return has_marks and _PLACE.search(head) is not None


def _read(files: ExportFiles) -> Iterator[Record]:
    yield from read_readest(files)
    of_readest = readest_files(files)
    others = (name for name in files.fitting((".json",), _is_book) if name not in of_readest)
    yield from lenient_json.read_entries(files, others, _book)


def _book(given: Mapping[str, Any], name: str) -> Iterator[ArticleRecord]:
    facts = mapping(given.get("metadata"))
    marks = tuple(map(_mark, mappings(given.get("annotations"))))
    if marks:
        yield ArticleRecord(
            title=_title(facts.get("title")) or name.rpartition("/")[2].removesuffix(".json"),
            author=", ".join(_names(facts.get("author") or facts.get("creator"))),
            language=text(facts.get("language")),
            highlights=marks,
            key=text(facts.get("identifier")),
        )


def _mark(one: Mapping[str, Any]) -> HighlightRecord:
    color, value = text(one.get("color")), text(one.get("value"))
    tag = LINES.get(color)
    return HighlightRecord(
        quote=text(one.get("text")),
        note=text(one.get("note")),
        color="" if tag else color,
        tags=(tag,) if tag else (),
        created=milliseconds(one.get("created")),
        updated=milliseconds(one.get("modified")),
        book_place=BookPlace(value) if value else None,
    )


def _title(value: Any) -> str:
    """Returns a title, which may be there in several languages."""
    return text(value) or next(filter(None, map(text, mapping(value).values())), "")


def _names(value: Any) -> list[str]:
    several = value if isinstance(value, list) else [value]
    names = (text(one) or _title(mapping(one).get("name")) for one in several)
    return [one for one in names if one]


PROGRAM = Program(
    id="foliate",
    title=N_("Foliate and Readest"),
    files=N_("exported annotations, or its folder with a JSON file for each book"),
    suffixes=(".json",),
    recognizes=_recognizes,
    read=_read,
)
