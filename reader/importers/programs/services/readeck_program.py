"""Registers Readeck: its archive of bookmarks with texts and highlights, and answers of its API.

In the archive each bookmark has a folder, with what is known of it in ``info.json`` and its page beside
that, or in an archive of its own.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from reader.core.models import State
from reader.core.translation import N_
from reader.importers.programs import lenient_json
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.lenient_json import mapping, mappings, percentage, text, texts, truth
from reader.importers.programs.program import Certainty, Program
from reader.importers.programs.records import ArticleRecord, ArticleText, HighlightRecord, Record
from reader.importers.programs.times import milliseconds

_PAGE = "index.html"
_NO_TIME = "0001-"  # the year of a time that was never set
_OF_BOOKMARK = ('"is_marked"', '"read_progress"', '"labels"')
_OF_HIGHLIGHT = ('"bookmark_url"', '"bookmark_title"')


def _recognizes(files: ExportFiles) -> Certainty:
    found = _infos(files) or files.fitting(lenient_json.SUFFIXES, _is_api)
    return Certainty.CERTAIN if found else Certainty.NONE


def _is_api(head: str) -> bool:
    return any(all(one in head for one in signs) for signs in (_OF_BOOKMARK, _OF_HIGHLIGHT))


def _infos(files: ExportFiles) -> list[PurePosixPath]:
    paths = map(PurePosixPath, files.names)
    return [
        one for one in paths if one.name == "info.json" and one.parent.parent.name == "bookmarks"
    ]


def _read(files: ExportFiles) -> Iterator[Record]:
    pages: dict[PurePosixPath, str] = {}
    for path in map(PurePosixPath, files.names):
        if path.name == _PAGE or path.suffix == ".zip":
            for folder in path.parents:
                pages.setdefault(folder, str(path))
    infos = _infos(files)
    for path in infos:
        found, told = lenient_json.load(files, str(path))
        yield from told
        given = mapping(found)
        yield from _article(given, _page(files, pages.get(path.parent, "")), path.parent.name)
    names = () if infos else files.fitting(lenient_json.SUFFIXES, _is_api)
    yield from lenient_json.read_entries(files, names, _of_api, "items")


def _of_api(one: Mapping[str, Any], _name: str) -> Iterator[ArticleRecord]:
    return _marked(one) if "bookmark_url" in one else _article(one, None, "")


def _article(
    given: Mapping[str, Any], page: ArticleText | None, folder: str
) -> Iterator[ArticleRecord]:
    url = text(given.get("url"))
    if truth(given.get("is_deleted")) or not (url or page):
        return
    published = text(given.get("published"))
    share = percentage(given.get("read_progress"))
    is_archived = truth(given.get("is_archived"))
    yield ArticleRecord(
        title=text(given.get("title")),
        url=url,
        author=", ".join(texts(given.get("authors"))),
        site=text(given.get("site_name")) or text(given.get("site")),
        published="" if published.startswith(_NO_TIME) else published,
        language=text(given.get("lang")),
        excerpt=text(given.get("description")),
        added=milliseconds(given.get("created")),
        state=State.ARCHIVE if is_archived else State.INBOX,
        is_starred=truth(given.get("is_marked")),
        is_read=is_archived or share == 1,
        progress=share,
        tags=texts(given.get("labels")),
        highlights=tuple(_mark(one) for one in mappings(given.get("annotations"))),
        text=page,
        key=text(given.get("uid")) or text(given.get("id")) or folder,
    )


def _marked(one: Mapping[str, Any]) -> Iterator[ArticleRecord]:
    """Yields the article of a highlight as the API lists those of all bookmarks."""
    yield ArticleRecord(
        title=text(one.get("bookmark_title")),
        url=text(one.get("bookmark_url")),
        site=text(one.get("bookmark_site_name")),
        highlights=(_mark(one),),
        key=text(one.get("bookmark_id")),
    )


def _mark(one: Mapping[str, Any]) -> HighlightRecord:
    return HighlightRecord(
        quote=text(one.get("text")),
        note=text(one.get("note")),
        color=text(one.get("color")),
        created=milliseconds(one.get("created")),
        updated=milliseconds(one.get("updated")),
        key=text(one.get("id")),
    )


def _page(files: ExportFiles, name: str) -> ArticleText | None:
    if not name:
        return None
    is_packed = name.endswith(".zip")
    read: Callable[[], bytes] = partial(_unpacked, files, name) if is_packed else files.reader(name)
    return ArticleText(name, "text/html", read)


def _unpacked(files: ExportFiles, name: str) -> bytes:
    """Returns the page in the archive of a bookmark; raises ImportFailed."""
    from reader.importers.containers.zip_reading import ZipArchive  # start-up time: parsers

    return ZipArchive(files.read(name), name).read(_PAGE)


PROGRAM = Program(
    id="readeck",
    title=N_("Readeck"),
    files=N_("the ZIP archive of its export, or JSON of its API; its CSV file is a list of links"),
    suffixes=(".zip", *lenient_json.SUFFIXES),
    recognizes=_recognizes,
    read=_read,
)
