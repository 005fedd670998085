"""Registers lists of links of programs without a module of their own: tables, JSON, lines of text."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reader.core.models import State
from reader.core.translation import N_
from reader.importers.programs import csv_rows, lenient_json
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import text, texts, truth
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.python_lists import python_list
from reader.importers.programs.records import (
    ArticleRecord,
    ArticleText,
    HighlightRecord,
    Record,
)
from reader.importers.programs.times import day_of, milliseconds

# What columns and keys are called: by Readeck, Omnivore, mymind, GoodLinks, linkding, Pinboard,
# the API of Raindrop.io and others.
_URL = ("url", "href", "link", "uri")
_TITLE = ("title", "name", "website_title")
_TAGS = ("tags", "labels", "tag_names")
_ADDED = (
    *("added", "addedat", "added_at", "date_added", "time_added", "saved_at", "saved"),
    *("created", "createdat", "created_at", "timestamp", "time", "date"),
)
_PUBLISHED = ("published", "published_at", "publishedat")
_EXCERPT = ("excerpt", "extended", "description", "summary")
_NOTE = ("note", "notes", "comment")
_STARRED = (
    *("starred", "is_starred", "is_marked", "important"),
    *("favorite", "favourite", "favorited", "favourited", "is_favorite"),
)
_ARCHIVED = ("archived", "is_archived")
_PLACES = ("state", "status", "folder", "location")  # where "archive" may be said
_IN_ARCHIVE = ("archive", "archived")
_PINBOARD = "extended"  # only there, where the description is the title
_ENTRIES = ("results", "items", "bookmarks", "links")
_JSON_URL = re.compile(r'"(?:url|href|link|uri)"\s*:\s*"https?:', re.IGNORECASE)
_LINE = re.compile(r"(https?://\S+)(?:[ \t]+\|[ \t]*(.*))?")


def _recognizes(files: ExportFiles) -> Certainty:
    is_found = _tables(files) or _lines(files) or _json(files)
    return Certainty.FALLBACK if is_found else Certainty.NONE


def _tables(files: ExportFiles) -> list[str]:
    return csv_rows.table_named(files, *((name,) for name in _URL))


def _json(files: ExportFiles) -> list[str]:
    return [
        name for name in files.named(*lenient_json.SUFFIXES) if _JSON_URL.search(files.head(name))
    ]


def _lines(files: ExportFiles) -> list[str]:
    """Returns the files whose first line is an address, with a title beside it or without."""
    found = ((name, files.head(name).split()) for name in files.named(".txt"))
    return [name for name, words in found if words and _LINE.fullmatch(words[0])]


def _read(files: ExportFiles) -> Iterator[Record]:
    yield from csv_rows.read_rows(files, _tables(files), _article)
    for _name, document in files.texts(_lines(files)):
        for line in filter(None, map(str.strip, document.splitlines())):
            found = _LINE.fullmatch(line)
            if found is not None:
                yield ArticleRecord(url=found[1], title=found[2] or "")
    yield from lenient_json.read_entries(files, _json(files), _of_entry, *_ENTRIES)


def _of_entry(one: Mapping[str, Any], _name: str) -> Iterator[ArticleRecord]:
    article = _article({key.casefold(): value for key, value in one.items()})
    if article.url or article.text is not None:  # else it is no entry of a list
        yield article


def _article(given: Mapping[str, Any]) -> ArticleRecord:
    """Returns the article of a row or object, whose names are in lower case."""
    is_pinboard = _PINBOARD in given
    tags = next(filter(None, (given.get(name) for name in _TAGS)), "")
    places = [text(given.get(name)).strip().casefold() for name in _PLACES]
    is_archived = any(truth(given.get(name)) for name in _ARCHIVED) or any(
        place in _IN_ARCHIVE for place in places
    )
    is_read = is_archived or text(given.get("toread")) == "no" or given.get("unread") is False
    note = _first(given, *_NOTE)
    url, words = _first(given, *_URL), text(given.get("content"))
    return ArticleRecord(
        title=_first(given, "description") if is_pinboard else _first(given, *_TITLE),
        url=url,
        author=_first(given, "author", "authors", "byline"),
        site=_first(given, "site", "site_name", "publisher"),
        published=next(filter(None, (day_of(given.get(name)) for name in _PUBLISHED)), ""),
        language=_first(given, "language", "lang"),
        excerpt=_first(given, *_EXCERPT),
        added=next(filter(None, (milliseconds(given.get(name) or None) for name in _ADDED)), None),
        state=State.ARCHIVE if is_archived else State.INBOX,
        is_starred=any(truth(given.get(name)) for name in _STARRED),
        is_read=is_read,
        tags=_tags(tags, is_spaced=is_pinboard),
        highlights=(HighlightRecord(note=note),) if note.strip() else (),
        # Of a note that was written there, and is on no page.
        text=ArticleText(
            _first(given, *_TITLE) or "note", "text/plain", lambda: words.encode("utf-8", "replace")
        )
        if words.strip() and not url
        else None,
        key=_first(given, "id"),
    )


def _first(given: Mapping[str, Any], *names: str) -> str:
    return next(filter(None, (text(given.get(name)).strip() for name in names)), "")


def _tags(value: Any, *, is_spaced: bool) -> tuple[str, ...]:
    if not isinstance(value, str):
        return texts(value)
    return tuple(value.split()) if is_spaced else python_list(value)


PROGRAM = Program(
    id="link-lists",
    title=N_("Lists of links"),
    files=N_(
        "a table with addresses (Readeck, mymind …), JSON (Pinboard, GoodLinks …) or text (OneTab)"
    ),
    suffixes=(".csv", *lenient_json.SUFFIXES, ".txt"),
    recognizes=_recognizes,
    read=_read,
)
