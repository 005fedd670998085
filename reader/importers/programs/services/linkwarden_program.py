"""Registers Linkwarden: its JSON of collections with their links."""

from collections.abc import Iterator, Mapping
from typing import Any

from reader.core.translation import N_
from reader.importers.programs import lenient_json
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import mappings, text, texts
from reader.importers.programs.nested_list_names import list_names
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, HighlightRecord, Record
from reader.importers.programs.times import milliseconds


def _recognizes(files: ExportFiles) -> Certainty:
    return Certainty.CERTAIN if _exports(files) else Certainty.NONE


def _exports(files: ExportFiles) -> list[str]:
    return files.with_signs((".json",), '"collections"', '"links"')


def _read(files: ExportFiles) -> Iterator[Record]:
    return lenient_json.read_entries(files, _exports(files), _articles)


def _articles(everything: Mapping[str, Any], _name: str) -> Iterator[ArticleRecord]:
    collections = [*mappings(everything.get("collections"))]
    names = list_names(collections)
    pinned = {text(one.get("id")) for one in mappings(everything.get("pinnedLinks"))} - {""}
    for collection in collections:
        folder = names.get(text(collection.get("id")), "")
        for link in mappings(collection.get("links")):
            yield _article(link, folder, is_pinned=text(link.get("id")) in pinned)


def _article(link: Mapping[str, Any], folder: str, *, is_pinned: bool) -> ArticleRecord:
    is_unsorted = folder.casefold() == "unorganized"  # where links are that were put nowhere
    return ArticleRecord(
        title=text(link.get("name")),
        url=text(link.get("url")),
        excerpt=text(link.get("description")),
        added=milliseconds(link.get("importDate")) or milliseconds(link.get("createdAt")),
        is_starred=is_pinned or bool(link.get("pinnedBy")),
        tags=(*texts(link.get("tags")), *((folder,) if folder and not is_unsorted else ())),
        highlights=tuple(map(_mark, mappings(link.get("highlights")))),
    )


def _mark(one: Mapping[str, Any]) -> HighlightRecord:
    return HighlightRecord(
        quote=text(one.get("text")),
        note=text(one.get("comment")),
        color=text(one.get("color")),
        created=milliseconds(one.get("createdAt")),
        key=text(one.get("id")),
    )


PROGRAM = Program(
    id="linkwarden",
    title=N_("Linkwarden"),
    files=N_("the JSON file of its export"),
    suffixes=(".json",),
    recognizes=_recognizes,
    read=_read,
)
