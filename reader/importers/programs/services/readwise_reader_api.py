"""Reads what the API of Readwise Reader answers: documents, with highlights and notes below them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reader.core.models import State
from reader.importers.programs.html_words import html_words
from reader.importers.programs.lenient_json import fraction, mapping, text, texts
from reader.importers.programs.records import ArticleRecord, ArticleText, HighlightRecord
from reader.importers.programs.services.readwise_notes import with_actions
from reader.importers.programs.times import day_of, milliseconds

STATES = {"archive": State.ARCHIVE, "later": State.LATER, "shortlist": State.LATER}
_MARK, _NOTE = "highlight", "note"  # categories of what is below another document


def address_of(url: str) -> str:
    """Returns the address of an article; empty for a page of Readwise itself."""
    return "" if "readwise.io/" in url else url


def is_reader(head: str) -> bool:
    """Returns whether a file begins as an answer of this API."""
    return all(f'"{name}"' in head for name in ("parent_id", "category", "source_url"))


def articles_of(documents: Iterable[Mapping[str, Any]], name: str) -> Iterator[ArticleRecord]:
    """Yields the documents with their highlights; one of which the document is missing is alone."""
    everything = [*documents]
    ids = {text(one.get("id")) for one in everything}
    below: dict[str, list[Mapping[str, Any]]] = {}
    tops: list[Mapping[str, Any]] = []
    for one in everything:
        parent = text(one.get("parent_id"))
        if parent in ids:
            below.setdefault(parent, []).append(one)
        else:
            tops.append(one)
    for one in tops:
        if text(one.get("category")) in (_MARK, _NOTE):
            yield ArticleRecord(key=text(one.get("parent_id")), highlights=(_mark(one, below),))
        else:
            yield _article(one, below, name)


def _article(
    one: Mapping[str, Any], below: Mapping[str, list[Mapping[str, Any]]], name: str
) -> ArticleRecord:
    place = text(one.get("location"))
    html = text(one.get("html_content"))
    progress = fraction(one.get("reading_progress"))
    note = HighlightRecord(note=text(one.get("notes")))
    marks = [_mark(mark, below) for mark in below.get(text(one.get("id")), ())]
    return ArticleRecord(
        title=text(one.get("title")),
        url=address_of(text(one.get("source_url"))),
        author=text(one.get("author")),
        site=text(one.get("site_name")),
        published=day_of(one.get("published_date")),
        excerpt=text(one.get("summary")),
        added=milliseconds(one.get("saved_at")) or milliseconds(one.get("created_at")),
        state=STATES.get(place, State.INBOX),
        is_read=progress >= 1,
        progress=progress,
        tags=_tags(one),
        highlights=(*marks, note) if note.note.strip() else tuple(marks),
        text=ArticleText(name, "text/html", lambda: html.encode("utf-8", "replace"))
        if html.strip()
        else None,
        key=text(one.get("id")),
    )


def _mark(one: Mapping[str, Any], below: Mapping[str, list[Mapping[str, Any]]]) -> HighlightRecord:
    """Returns a highlight, with its notes, which are documents below it."""
    is_note = text(one.get("category")) == _NOTE
    words = html_words(text(one.get("content")))
    said = [text(one.get("notes")), words if is_note else ""]
    said += [html_words(text(note.get("content"))) for note in below.get(text(one.get("id")), ())]
    return with_actions(
        HighlightRecord(
            quote="" if is_note else words,
            note="\n\n".join(dict.fromkeys(filter(None, said))),
            tags=_tags(one),
            created=milliseconds(one.get("saved_at")) or milliseconds(one.get("created_at")),
            updated=milliseconds(one.get("updated_at")),
            key=text(one.get("id")),
        )
    )


def _tags(one: Mapping[str, Any]) -> tuple[str, ...]:
    """Returns tags, which are by their keys, with their names beside or not."""
    given = one.get("tags")
    if isinstance(given, Mapping):
        return tuple(text(mapping(tag).get("name")) or key for key, tag in given.items())
    return texts(given)
