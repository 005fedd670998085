"""Yields the files of an archive: those of ``json_mirror``, and a manifest with the hash of each."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from reader import __version__
from reader.core.models import View
from reader.core.text.text_integrity import is_text_damaged
from reader.core.translation import _
from reader.exporters.archive_format import MakeParts
from reader.exporters.export_item import Item
from reader.exporters.files.zip_writing import FilePart
from reader.library.connection import SCHEMA
from reader.library.queries.article_dump import CONTENTS, Rows
from reader.library.queries.queries import Queries
from reader.operations.archive import json_mirror
from reader.operations.archive.json_mirror import FILES, LIBRARY
from reader.operations.draft_preparation import sha256_of

FORMAT = 1  # of the manifest; raised when a reader must know
MANIFEST = "manifest.json"  # the last file, so that it knows the others
# Without looking for circles, of which plain rows have none: a tenth faster.
_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False)
_AT_ONCE = 16  # articles whose rows are read by the same queries, and are in memory


class ArchiveScope(NamedTuple):
    """What of a library goes into an archive."""

    ids: Sequence[int]  # of the articles
    is_whole: bool  # all of it


def scope(queries: Queries, article_ids: Sequence[int]) -> ArchiveScope:
    """Returns what an archive of articles contains: with all that are shown, also those in the"
    " trash."""
    everything = queries.all_article_ids()
    chosen = set(article_ids)
    is_whole = chosen.issuperset(queries.article_ids(View.ALL))
    return ArchiveScope(everything if is_whole else [*dict.fromkeys(article_ids)], is_whole)


def parts_of(queries: Queries, chosen: ArchiveScope, damaged: list[str]) -> MakeParts:
    """Returns the function that yields the files; puts a sentence for what is damaged into the list."""

    def make(items: Iterable[Item]) -> Iterator[FilePart]:
        with queries.snapshot():
            shared = queries.rows_of_library(is_whole=chosen.is_whole)
        manifest = _Manifest(is_whole=chosen.is_whole)
        yield manifest.noted(LIBRARY, _dump({"format": json_mirror.FORMAT, "rows": shared}))
        ahead = _RowsAhead(queries, chosen.ids)
        for item in items:
            rows = ahead.of(item.article.id)
            if not rows["article"]:
                continue  # deleted permanently since
            damaged.extend(_text_damage(queries, rows))
            document = json_mirror.article_document(item, rows)
            yield manifest.noted(f"{item.article.uid}.json", _dump(document))
            manifest.articles += 1
            manifest.annotations += len(rows["annotation"])
            for file in _contents(queries, rows, manifest.files, damaged):
                item.check()
                yield manifest.noted(*file)
        yield FilePart(MANIFEST, _dump(manifest.as_dict()))

    return make


class _RowsAhead:
    """The rows of articles, of which those of some are read by the same questions."""

    def __init__(self, queries: Queries, ids: Sequence[int]) -> None:
        self._queries, self._ids = queries, ids
        self._places = {id_: place for place, id_ in enumerate(ids)}
        self._held: dict[int, Rows] = {}
        with queries.snapshot():
            self._deleted = queries.deleted_annotations()
            self._columns = queries.stored_columns()

    def of(self, id_: int) -> Rows:
        """Returns the rows of an article, all of one moment; once for each, best in order."""
        if id_ not in self._held:
            place = self._places[id_]
            several = self._ids[place : place + _AT_ONCE]
            articles = {one: self._deleted.get(one, ()) for one in several}
            with self._queries.snapshot():  # an anchor without its highlight would cost the article
                self._held = self._queries.rows_of_articles(articles, self._columns)
        return self._held.pop(id_)


class _Manifest:
    """The description of an archive and of each of its files."""

    def __init__(self, *, is_whole: bool) -> None:
        self.files: dict[str, dict[str, int | str]] = {}
        self.articles = self.annotations = 0
        self._is_whole = is_whole

    def noted(self, name: str, data: bytes, deflated: bytes = b"") -> FilePart:
        self.files[name] = {"bytes": len(data), "sha256": sha256_of(data)}
        return FilePart(name, data, deflated)

    def as_dict(self) -> dict[str, Any]:
        return {
            "program": "Postil",
            "version": __version__,
            "format": FORMAT,
            "schema": SCHEMA,
            "created": datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "whole": self._is_whole,
            "articles": self.articles,
            "annotations": self.annotations,
            "files": self.files,
        }


def _text_damage(queries: Queries, rows: Rows) -> Iterator[str]:
    """Yields a sentence for each text that is not what was added."""
    for row in rows["revision"]:
        if is_text_damaged(row["text"], row["text_sha256"]) and (
            told := queries.text_damage(row["id"])
        ):
            yield told


def _contents(
    queries: Queries, rows: Rows, present: Collection[str], damaged: list[str]
) -> Iterator[FilePart]:
    """Yields the files of sources and images that are not there yet; sources as they are compressed."""
    for table in CONTENTS:
        for row in rows[table]:
            name = f"{FILES}/{row['sha256']}"
            if name in present:
                continue
            try:
                data, stored = json_mirror.content(queries, table, row)
                yield FilePart(name, data, stored[2:-4] if table == "source" else b"")
            except json_mirror.DAMAGE:
                message = _(
                    "A file or image of “{title}” is damaged in the library and is not in the"
                    " archive; “postil check” shows details."
                )
                damaged.append(message.format(title=rows["article"][0]["title"]))


def _dump(value: Any) -> bytes:
    return _JSON.encode(value).encode("utf-8", "backslashreplace")
