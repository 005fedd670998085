"""Registers bookmarks: the HTML and JSON files of browsers, and HTML of linkding, Shiori and Pinboard."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reader.core.models import State
from reader.core.translation import N_, _
from reader.importers.programs import lenient_json
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import mappings, text, texts, truth
from reader.importers.programs.netscape_bookmarks import Link, read_links
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import (
    ArticleRecord,
    HighlightRecord,
    Record,
    Unreadable,
)
from reader.importers.programs.times import milliseconds

_DOCTYPE = "<!doctype netscape-bookmark-file-1>"
_ARCHIVED = ("linkding:bookmarks.archived", "linkding:archived")
_NOTES = re.compile(r"\[linkding-notes\](.*?)(?:\[/linkding-notes\]|\Z)", re.DOTALL)
_PLACE, _CONTAINER = "text/x-moz-place", "text/x-moz-place-container"
_BROWSERS_OWN = ("place:", "javascript:", "data:", "about:", "chrome:")
_COMPRESSED = ".jsonlz4"  # of the backups that Firefox makes of its own accord
_SINCE_1601 = 11_644_473_600_000  # ms from there to 1970: Chrome counts µs from 1601 on
_DEEPEST = 100  # folders in folders


def _recognizes(files: ExportFiles) -> Certainty:
    if _pages(files):
        return Certainty.DECLARED  # services write files of this kind with more in them
    return Certainty.CERTAIN if _json(files) or files.named(_COMPRESSED) else Certainty.NONE


def _pages(files: ExportFiles) -> list[str]:
    found = files.named(".html", ".htm")
    return [name for name in found if files.head(name).lstrip().lower().startswith(_DOCTYPE)]


def _json(files: ExportFiles) -> list[str]:
    chromes = (name for name in files.names if name.rpartition("/")[2] == "Bookmarks")
    heads = ((name, files.head(name)) for name in (*files.named(".json"), *chromes))
    return [
        name
        for name, head in heads
        if _PLACE in head or ('"roots"' in head and '"bookmark_bar"' in head)
    ]


def _read(files: ExportFiles) -> Iterator[Record]:
    links = read_links(files, _pages(files))
    yield from (_of_link(link) for link in links if not _is_browsers_own(link.url))
    yield from lenient_json.read_entries(files, _json(files), _of_browser)
    for name in files.named(_COMPRESSED):
        message = _(
            "“{name}” is compressed by Firefox: choose Backup… in its bookmark library, and import"
            " that file."
        )
        yield Unreadable(message.format(name=name))


def _is_browsers_own(url: str) -> bool:
    return url[:20].lower().startswith(_BROWSERS_OWN)


def _of_browser(document: Mapping[str, Any], _name: str) -> Iterator[ArticleRecord]:
    for root in mappings(document.get("roots")):
        yield from _of_chrome(root, ())
    if "roots" not in document:
        yield from _of_firefox(document, ())


def _of_link(link: Link) -> ArticleRecord:
    given = link.attributes
    is_archived = any(tag in _ARCHIVED for tag in link.tags)
    notes = "\n\n".join(one.strip() for one in _NOTES.findall(link.description))
    to_read = given.get("toread")
    return ArticleRecord(
        title=link.title,
        url=link.url,
        excerpt=" ".join(_NOTES.sub("", link.description).split()),
        added=link.added,
        state=State.ARCHIVE if is_archived else State.INBOX,
        is_starred=truth(given.get("data-important")),  # Raindrop.io's
        is_read=is_archived or to_read == "0",
        tags=(*(tag for tag in link.tags if tag not in _ARCHIVED), *_folder(link.folders)),
        highlights=(HighlightRecord(note=notes),) if notes else (),
    )


def _of_firefox(one: Mapping[str, Any], folders: tuple[str, ...]) -> Iterator[ArticleRecord]:
    if one.get("type") == _PLACE:
        url = text(one.get("uri"))
        if not _is_browsers_own(url):
            yield ArticleRecord(
                title=text(one.get("title")),
                url=url,
                added=milliseconds(one.get("dateAdded")),
                tags=(*texts(one.get("tags")), *_folder(folders)),
            )
    elif one.get("type") == _CONTAINER and len(folders) < _DEEPEST:
        name = "" if text(one.get("root")) else text(one.get("title"))
        for child in mappings(one.get("children")):
            yield from _of_firefox(child, (*folders, name) if name else folders)


def _of_chrome(one: Mapping[str, Any], folders: tuple[str, ...]) -> Iterator[ArticleRecord]:
    for child in mappings(one.get("children")):
        url = text(child.get("url"))
        if child.get("type") == "folder" and len(folders) < _DEEPEST:
            yield from _of_chrome(child, (*folders, text(child.get("name"))))
        elif url and not _is_browsers_own(url):
            yield ArticleRecord(
                title=text(child.get("name")),
                url=url,
                added=_since_1601(text(child.get("date_added"))),
                tags=_folder(folders),
            )


def _since_1601(value: str) -> int | None:
    if not value.isascii() or not value.isdigit() or len(value) > 18:
        return None
    return milliseconds(int(value) // 1000 - _SINCE_1601)


def _folder(folders: tuple[str, ...]) -> tuple[str, ...]:
    """Returns the tag that a folder becomes: nested as the folder is."""
    name = "/".join(one.replace("/", " ").strip() for one in folders)
    return (name,) if name else ()


PROGRAM = Program(
    id="bookmarks",
    title=N_("Bookmarks of browsers, linkding, Shiori, Pinboard"),
    files=N_("the HTML file of the export, or the JSON file of Firefox or Chrome"),
    suffixes=(".html", ".json", _COMPRESSED),
    recognizes=_recognizes,
    read=_read,
)
