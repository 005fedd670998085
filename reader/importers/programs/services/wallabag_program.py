"""Registers wallabag: its JSON of articles with their texts and annotations, and its tables."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from reader.core.models import State
from reader.core.translation import N_
from reader.importers.programs import csv_rows, lenient_json
from reader.importers.programs.csv_rows import Row, listed
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import mappings, text, texts, truth
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import (
    ArticleRecord,
    ArticleText,
    HighlightRecord,
    Record,
)
from reader.importers.programs.times import milliseconds

_DAY_FIRST = re.compile(r"^(\d\d)/(\d\d)/(\d{4})")  # in its tables, whatever the language
_TELLING = (("url", "mime type"), ("url", "creation date"))
# Of linkding and Readeck, which have some of the names.
_OF_OTHERS = ('"tag_names"', '"read_progress"')


def _recognizes(files: ExportFiles) -> Certainty:
    if csv_rows.table_named(files, *_TELLING):
        return Certainty.CERTAIN
    found = files.fitting(lenient_json.SUFFIXES, _is_json)
    return Certainty.CERTAIN if found else Certainty.NONE


def _is_json(head: str) -> bool:
    is_likely = '"is_archived"' in head and '"url"' in head
    return is_likely and not any(sign in head for sign in _OF_OTHERS)


def _read(files: ExportFiles) -> Iterator[Record]:
    for name in csv_rows.table_named(files, *_TELLING):
        yield from csv_rows.read_rows(files, [name], partial(_of_row, name))
    names = files.fitting(lenient_json.SUFFIXES, _is_json)
    keys = ("_embedded", "items")  # of an answer of its API
    yield from lenient_json.read_entries(files, names, _article, *keys)


def _of_row(name: str, row: Row) -> ArticleRecord:
    return ArticleRecord(
        title=row["title"],
        url=row["url"],
        language=row["language"],
        added=milliseconds(_DAY_FIRST.sub(r"\3-\2-\1", row["creation date"])),
        tags=tuple(listed(row["tags"])),
        text=_text(row["content"], name),
    )


def _article(one: Mapping[str, Any], name: str) -> Iterator[ArticleRecord]:
    is_archived = truth(one.get("is_archived"))
    yield ArticleRecord(
        title=text(one.get("title")),
        url=text(one.get("url")) or text(one.get("given_url")),
        author=", ".join(texts(one.get("published_by"))),
        site=text(one.get("domain_name")),
        published=text(one.get("published_at")),
        language=text(one.get("language")),
        added=milliseconds(one.get("created_at")),
        state=State.ARCHIVE if is_archived else State.INBOX,
        is_starred=truth(one.get("is_starred")),
        is_read=is_archived,
        tags=texts(one.get("tags"), "label"),
        highlights=tuple(_mark(mark) for mark in mappings(one.get("annotations"))),
        text=_text(text(one.get("content")), name),
        key=text(one.get("uid")),
    )


def _mark(mark: Mapping[str, Any]) -> HighlightRecord:
    return HighlightRecord(
        quote=text(mark.get("quote")),
        note=text(mark.get("text")),
        created=milliseconds(mark.get("created_at")),
        updated=milliseconds(mark.get("updated_at")),
        key=text(mark.get("id")),
    )


def _text(html: str, name: str) -> ArticleText | None:
    """Returns the text of an article; wallabag has a sentence for those it could not fetch."""
    if "wallabag can't retrieve contents for this article" in html or not html.strip():
        return None
    return ArticleText(name, "text/html", _encoded(html))


def _encoded(html: str) -> Callable[[], bytes]:
    return lambda: html.encode("utf-8", "replace")


PROGRAM = Program(
    id="wallabag",
    title=N_("wallabag"),
    files=N_("the JSON or CSV file of its export"),
    suffixes=(*lenient_json.SUFFIXES, ".csv"),
    recognizes=_recognizes,
    read=_read,
)
