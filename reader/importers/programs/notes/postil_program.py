"""Registers Postil's own exports: its JSON with texts and all, and its Markdown."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from reader.core.models import State
from reader.core.translation import N_
from reader.importers.plain.postil_document import is_postils
from reader.importers.programs import json_values
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.json_values import mapping, mappings, text, texts, truth
from reader.importers.programs.notes.postil_markdown import read_document
from reader.importers.programs.notes.web_annotations import annotations_in, highlight_of
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, ArticleText, HighlightRecord, Record
from reader.importers.programs.times import milliseconds

_URN = "urn:uuid:"


def _recognizes(files: ExportFiles) -> Certainty:
    if any(_is_json(files.head(name)) for name in files.named(".json")):
        return Certainty.CERTAIN
    found = any(is_postils(files.head(name)) for name in files.named(".md"))
    return Certainty.CERTAIN if found else Certainty.NONE


def _is_json(head: str) -> bool:
    return '"AnnotationCollection"' in head and '"Postil"' in head and '"articles"' in head


def _read(files: ExportFiles) -> Iterator[Record]:
    for name in files.named(".json"):
        if _is_json(files.head(name)):
            found, told = json_values.load(files, name)
            yield from told
            yield from _articles(mapping(found), name)
    for name in files.named(".md"):
        if is_postils(files.head(name)):
            yield read_document(files.text(name), name)


def _articles(collection: Mapping[str, Any], name: str) -> Iterator[Record]:
    marks: dict[str, list[HighlightRecord]] = {}
    for one in annotations_in(collection):
        marks.setdefault(text(one.get("article")), []).append(_mark(one))
    for article in mappings(collection.get("articles")):
        yield _article(article, tuple(marks.pop(text(article.get("id")), ())), name)
    for key, rest in marks.items():  # of a file whose articles were cut away
        yield ArticleRecord(key=key.removeprefix(_URN), highlights=tuple(rest))


def _mark(one: Mapping[str, Any]) -> HighlightRecord:
    return highlight_of(one)._replace(color=text(one.get("color")))


def _article(
    one: Mapping[str, Any], marks: tuple[HighlightRecord, ...], name: str
) -> ArticleRecord:
    html = text(one.get("html"))
    state = text(one.get("state"))
    progress = one.get("progress")
    return ArticleRecord(
        title=text(one.get("title")),
        url=text(one.get("url")),
        author=text(one.get("byline")),
        site=text(one.get("site")),
        published=text(one.get("published")),
        language=text(one.get("language")),
        excerpt=text(one.get("excerpt")),
        added=milliseconds(one.get("added")),
        state=State(state) if state in set(State) else State.INBOX,
        is_starred=truth(one.get("starred")),
        is_read=truth(one.get("read")),
        progress=float(progress) if isinstance(progress, int | float) else 0.0,
        tags=texts(one.get("tags")),
        highlights=marks,
        text=ArticleText(name, "text/html", _encoded(html)) if html.strip() else None,
        key=text(one.get("id")).removeprefix(_URN),
    )


def _encoded(html: str) -> Callable[[], bytes]:
    return lambda: html.encode("utf-8", "replace")


PROGRAM = Program(
    id="postil",
    title=N_("Postil"),
    files=N_("the JSON file of an export, or its folder of Markdown or a file in it"),
    suffixes=(".json", ".md"),
    recognizes=_recognizes,
    read=_read,
)
