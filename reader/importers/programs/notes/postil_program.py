"""Registers Postil's own exports: JSON with texts and all, archives, Markdown, pages, tables."""

import base64
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from reader.core.errors import ImportFailed
from reader.core.models import State
from reader.core.translation import N_, _
from reader.importers.plain.postil_markdown_layout import has_end, is_postils
from reader.importers.programs import lenient_json
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import mapping, mappings, text, texts, truth, whole
from reader.importers.programs.notes.postil_markdown import read_document
from reader.importers.programs.notes.postil_page import is_page, read_page
from reader.importers.programs.notes.postil_table import read_tables, tables
from reader.importers.programs.notes.web_annotations import annotations_in, highlight_of
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, ArticleText, HighlightRecord, Record
from reader.importers.programs.times import milliseconds

_URN = "urn:uuid:"
_ASSET = re.compile(r"asset:([0-9a-f]{64})")


def _recognizes(files: ExportFiles) -> Certainty:
    if tables(files) or _collections(files):
        return Certainty.CERTAIN
    found = any(is_postils(files.head(name)) for name in files.named(".md")) or any(_pages(files))
    return Certainty.CERTAIN if found else Certainty.NONE


def _collections(files: ExportFiles) -> list[str]:
    signs = ('"AnnotationCollection"', '"Postil"', '"articles"')
    return files.with_signs(lenient_json.SUFFIXES, *signs)


def _read(files: ExportFiles) -> Iterator[Record]:

    def articles(document: Mapping[str, Any], name: str) -> Iterator[ArticleRecord]:
        rows = mapping(mapping(document.get("postil")).get("rows"))
        if not _is_left(rows, document):
            yield from _articles(document, name, _ArchivedText(files, rows))

    yield from lenient_json.read_entries(files, _collections(files), articles)
    notes = (name for name in files.named(".md") if is_postils(files.head(name)))
    yield from _documents(files, notes, partial(_note, files))
    yield from _documents(files, _pages(files), lambda name: read_page(files.read(name), name))
    yield from read_tables(files)


def _note(files: ExportFiles, name: str) -> ArticleRecord:
    document = files.text(name)
    if not has_end(document):
        message = _("“{name}” does not have Postil's last line: it may be cut off.")
        files.failed[name] = message.format(name=name)
    return read_document(document, name)


def _documents(
    files: ExportFiles, names: Iterable[str], read: Callable[[str], ArticleRecord]
) -> Iterator[ArticleRecord]:
    for name in names:
        try:
            yield read(name)
        except ImportFailed as error:
            files.failed[name] = str(error)


def _pages(files: ExportFiles) -> Iterator[str]:
    return (name for name in files.named(".html") if is_page(files.head(name)))


def _is_left(rows: Mapping[str, Any], document: Mapping[str, Any]) -> bool:
    """Returns whether an archived article was in the trash, or unkept in a feed."""
    row = next(mappings(rows.get("article")), {})
    is_unkept = truth(row.get("is_unkept")) and not any(annotations_in(document))
    return is_unkept or row.get("deleted_at") is not None


class _ArchivedText:
    """The current text of an article in an archive, with its images."""

    def __init__(self, files: ExportFiles, rows: Mapping[str, Any]) -> None:
        self._files, self._rows = files, rows

    def html(self) -> str:
        """Returns the text as HTML, as the article's rows have it."""
        article: Mapping[str, Any] = next(mappings(self._rows.get("article")), {})
        current = article.get("current_revision_id")
        found = (one for one in mappings(self._rows.get("revision")) if one.get("id") == current)
        return text(next(found, {}).get("html"))

    def with_images(self, html: str) -> bytes:
        """Puts the images of the archive into a text."""
        kinds = {text(one.get("sha256")): one for one in mappings(self._rows.get("asset"))}

        def data(match: re.Match[str]) -> str:
            name = f"files/{match[1]}"
            if match[1] not in kinds or name not in self._files.names:
                return match[0]
            kind = text(kinds[match[1]].get("media_type"))
            return f"data:{kind};base64,{base64.b64encode(self._files.read(name)).decode()}"

        return _ASSET.sub(data, html).encode("utf-8", "replace")


def _articles(
    collection: Mapping[str, Any], name: str, archived: _ArchivedText
) -> Iterator[ArticleRecord]:
    marks: dict[str, list[HighlightRecord]] = {}
    for one in annotations_in(collection):
        marks.setdefault(text(one.get("article")), []).append(_mark(one))
    for article in mappings(collection.get("articles")):
        own = tuple(marks.pop(text(article.get("id")), ()))
        yield _article(article, own, name, archived)
    for key, rest in marks.items():  # of a file whose articles were cut away
        yield ArticleRecord(key=key.removeprefix(_URN), highlights=tuple(rest))


def _mark(one: Mapping[str, Any]) -> HighlightRecord:
    """Returns a highlight with what is said of its place beyond the standard."""
    found = highlight_of(one)._replace(color=text(one.get("color")))
    around, place = mapping(one.get("around")), mapping(one.get("place"))
    start, end = whole(place.get("start")), whole(place.get("end"))
    return found._replace(
        prefix=text(around.get("prefix")) or found.prefix,
        suffix=text(around.get("suffix")) or found.suffix,
        position=found.position if start is None or end is None else (start, end),
    )


def _article(
    one: Mapping[str, Any],
    marks: tuple[HighlightRecord, ...],
    name: str,
    archived: _ArchivedText,
) -> ArticleRecord:
    html = text(one.get("html")) or archived.html()
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
        text=ArticleText(name, "text/html", partial(archived.with_images, html))
        if html.strip()
        else None,
        key=text(one.get("id")).removeprefix(_URN),
    )


PROGRAM = Program(
    id="postil",
    title=N_("Postil"),
    files=N_(
        "an archive, the JSON or CSV file of an export, or its folder of Markdown or HTML or a file in it"
    ),
    suffixes=(".zip", *lenient_json.SUFFIXES, ".csv", ".md", ".html"),
    recognizes=_recognizes,
    read=_read,
)
