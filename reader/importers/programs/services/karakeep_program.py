"""Registers Karakeep (once Hoarder): its JSON of bookmarks with lists and highlights."""

from collections.abc import Iterator, Mapping
from typing import Any

from reader.core.models import State
from reader.core.translation import N_
from reader.importers.programs import lenient_json
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import mapping, mappings, text, texts, truth
from reader.importers.programs.nested_list_names import list_names
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, ArticleText, HighlightRecord, Record
from reader.importers.programs.times import milliseconds


def _recognizes(files: ExportFiles) -> Certainty:
    return Certainty.CERTAIN if _exports(files) else Certainty.NONE


def _exports(files: ExportFiles) -> list[str]:
    return files.with_signs((".json",), '"bookmarks"', '"createdAt"')


def _read(files: ExportFiles) -> Iterator[Record]:
    return lenient_json.read_entries(files, _exports(files), _articles)


def _articles(everything: Mapping[str, Any], name: str) -> Iterator[ArticleRecord]:
    lists = list_names([*mappings(everything.get("lists"))])
    marks: dict[str, list[HighlightRecord]] = {}
    for one in mappings(everything.get("highlights")):
        marks.setdefault(text(one.get("bookmarkId")), []).append(_mark(one))
    for one in mappings(everything.get("bookmarks")):
        own = marks.get(text(one.get("id")), [])
        own += [_mark(mark) for mark in mappings(one.get("highlights"))]
        yield _article(one, lists, own, name)


def _article(
    one: Mapping[str, Any], lists: Mapping[str, str], marks: list[HighlightRecord], name: str
) -> ArticleRecord:
    content = mapping(one.get("content"))
    words = text(content.get("text")) if content.get("type") == "text" else ""
    in_lists = (lists.get(id_, "") for id_ in texts(one.get("lists"), "id"))
    note = text(one.get("note"))
    is_archived = truth(one.get("archived"))
    return ArticleRecord(
        title=text(one.get("title")),
        url=text(content.get("url")),
        added=milliseconds(one.get("createdAt")),
        state=State.ARCHIVE if is_archived else State.INBOX,
        is_read=is_archived,
        is_starred=truth(one.get("favourited")),
        tags=(*texts(one.get("tags")), *filter(None, in_lists)),
        highlights=(*marks, HighlightRecord(note=note)) if note else tuple(marks),
        text=ArticleText(name, "text/plain", lambda: words.encode("utf-8", "replace"))
        if words.strip()
        else None,
        key=text(one.get("id")) or words[:200],
    )


def _mark(one: Mapping[str, Any]) -> HighlightRecord:
    return HighlightRecord(
        quote=text(one.get("text")),
        note=text(one.get("note")),
        color=text(one.get("color")),
        created=milliseconds(one.get("createdAt")),
        key=text(one.get("id")),
    )


PROGRAM = Program(
    id="karakeep",
    title=N_("Karakeep (Hoarder)"),
    files=N_("the JSON file of its export"),
    suffixes=(".json",),
    recognizes=_recognizes,
    read=_read,
)
