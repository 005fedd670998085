"""Registers Omnivore: its archive of articles with their texts, labels and highlights."""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from reader.core.models import State
from reader.core.translation import N_
from reader.importers.programs import lenient_json
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import mappings, percentage, text, texts
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, ArticleText, HighlightRecord, Record
from reader.importers.programs.times import milliseconds

_LISTS = re.compile(r"(?:^|/)metadata_\d+_to_\d+\.json$")
_TYPES = {".html": "text/html", ".pdf": "application/pdf"}
_LABELS = re.compile(r"#\S[^\n]*")


def _recognizes(files: ExportFiles) -> Certainty:
    return Certainty.CERTAIN if _lists(files) else Certainty.NONE


def _lists(files: ExportFiles) -> list[str]:
    return [name for name in files.names if _LISTS.search(name)]


def _read(files: ExportFiles) -> Iterator[Record]:
    beside = {
        (PurePosixPath(name).parent.name, PurePosixPath(name).stem): name for name in files.names
    }
    for name in _lists(files):
        found, told = lenient_json.load(files, name)
        yield from told
        for one in mappings(found):
            slug = text(one.get("slug"))
            yield _article(
                files,
                one,
                beside.get(("content", slug)) or beside.get(("contents", slug)) or "",
                beside.get(("highlights", slug), ""),
            )


def _article(files: ExportFiles, one: Mapping[str, Any], content: str, marks: str) -> ArticleRecord:
    media_type = _TYPES.get(PurePosixPath(content).suffix.lower(), "")
    progress = percentage(one.get("readingProgress"))
    return ArticleRecord(
        title=text(one.get("title")),
        url=text(one.get("url")),
        author=text(one.get("author")),
        excerpt=text(one.get("description")),
        published=text(one.get("publishedAt")),
        added=milliseconds(one.get("savedAt")),
        state=State.ARCHIVE if one.get("state") == "Archived" else State.INBOX,
        is_read=progress >= 1,
        progress=progress,
        tags=texts(one.get("labels")),
        highlights=tuple(
            mark
            for _name, markdown in files.texts([marks] if marks else [])
            for mark in _highlights(markdown)
        ),
        text=ArticleText(content, media_type, files.reader(content)) if media_type else None,
        key=text(one.get("id")),
    )


def _highlights(markdown: str) -> Iterator[HighlightRecord]:
    """Yields the highlights of a file: quotes, each with a line of labels and a note below it."""
    quote: list[str] = []
    rest: list[str] = []
    for line in [*markdown.splitlines(), "", ">"]:
        if line.startswith(">"):
            if rest and quote:
                yield _highlight(quote, rest)
                quote = []
            rest = []
            quote.append(line.removeprefix(">").removeprefix(" "))
        elif quote:
            rest.append(line)


def _highlight(quote: list[str], rest: list[str]) -> HighlightRecord:
    labels: tuple[str, ...] = ()
    rest = "\n".join(rest).strip().splitlines()
    if _LABELS.fullmatch(rest[0] if rest else ""):
        labels = tuple(one.strip() for one in f" {rest[0]}".split(" #") if one.strip())
        rest = rest[1:]
    return HighlightRecord("\n".join(quote).strip(), "\n".join(rest).strip(), tags=labels)


PROGRAM = Program(
    id="omnivore",
    title=N_("Omnivore"),
    files=N_("the ZIP archive of its export, or the folder it unpacks to"),
    suffixes=(".zip",),
    recognizes=_recognizes,
    read=_read,
)
