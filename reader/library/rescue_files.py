"""Saves writes that the library can no longer take to rescue files beside it, or in the home folder."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.core.models import ChangeNotice
from reader.core.private_files import make_empty, replace_text
from reader.library.durable_files import put_in_place
from reader.library.queries.id_chunks import chunks
from reader.library.steps.changeset import Change, Changes, single
from reader.library.steps.replay import read_row
from reader.library.steps.step_json import encode
from reader.paths import free_name

if TYPE_CHECKING:
    from sqlalchemy import Connection

FORMAT = "postil-not-kept/1"

_ANNOTATIONS = (
    "SELECT n.uid, n.kind, n.exact, n.prefix, n.suffix, n.note, n.color,"
    " (SELECT group_concat(t.name, char(10)) FROM annotation_tag AS x JOIN tag AS t ON t.id = x.tag_id"
    "  WHERE x.annotation_id = n.id),"
    " a.uid, a.title, a.url"
    " FROM annotation AS n JOIN article AS a ON a.id = n.article_id WHERE n.id IN ({marks})"
)
_ARTICLES = (
    "SELECT a.uid, a.title, a.url,"
    " (SELECT group_concat(t.name, char(10)) FROM article_tag AS x JOIN tag AS t ON t.id = x.tag_id"
    "  WHERE x.article_id = a.id)"
    " FROM article AS a WHERE a.id IN ({marks})"
)


class UnsavedWrites:
    """The rescue files of one process: the refused writes, and a copy of the former library."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writes: list[dict[str, Any]] = []
        self._file: Path | None = None
        self._former: Path | None = None
        self._has_tried = False

    def keep(self, write: dict[str, Any]) -> Path | None:
        """Adds a write that was refused; returns the file, None when none can be written."""
        self._writes.append(write)
        document = {"format": FORMAT, "library": str(self._path), "writes": self._writes}
        text = json.dumps(document, ensure_ascii=True, indent=1) + "\n"
        for file in _names(self._path, "not-kept", ".json") if self._file is None else [self._file]:
            try:
                replace_text(file, text, is_lasting=True)
            except OSError:
                continue
            self._file = file
            return file
        return None

    def keep_former(self, reader: sqlite3.Connection) -> Path | None:
        """Copies the former library, once; returns the copy, None when it cannot be written."""
        if self._has_tried:
            return self._former
        self._has_tried = True
        for file in _names(self._path, "former", ".sqlite"):
            temporary = file.with_name(f"{file.name}.tmp")
            try:
                temporary.unlink(missing_ok=True)
                make_empty(temporary)
                with closing(sqlite3.connect(temporary, isolation_level=None)) as copy:
                    reader.backup(copy)
                    copy.execute("PRAGMA journal_mode=DELETE")
                put_in_place(temporary, file)
            except (OSError, sqlite3.Error):
                continue
            self._former = file
            break
        return self._former


def describe(
    connection: "Connection", label: str, at: int, changes: Changes, changed: ChangeNotice
) -> dict[str, Any]:
    """Returns a write in readable form, and its complete rows, which another library can import."""
    whole = [
        Change(one.table, one.id, None, read_row(connection, one.table, one.id))
        if one.is_insert
        else one
        for one in single(changes)
    ]
    annotations = [
        {
            "uid": row[0],
            "kind": row[1],
            "words": row[2],
            "before": row[3],
            "after": row[4],
            "note": row[5],
            "color": row[6],
            "tags": (row[7] or "").splitlines(),
            "article": {"uid": row[8], "title": row[9], "url": row[10]},
        }
        for row in _rows(connection, _ANNOTATIONS, changed.annotations or ())
    ]
    articles = [
        {"uid": row[0], "title": row[1], "url": row[2], "tags": (row[3] or "").splitlines()}
        for row in _rows(connection, _ARTICLES, changed.articles)
    ]
    return {
        "label": label,
        "at": at,
        "annotations": annotations,
        "articles": articles,
        "changes": json.loads(encode(whole)),
    }


def _rows(
    connection: "Connection", sql: str, ids: "Sequence[int] | frozenset[int]"
) -> Iterator[Any]:
    for chunk, marks in chunks(sorted(ids)):
        yield from connection.exec_driver_sql(sql.format(marks=marks), tuple(chunk))


def _names(path: Path, mark: str, suffix: str) -> Iterator[Path]:
    """Yields free file names: beside the library, then in the home folder if that folder is gone."""
    for place in (path, Path.home() / path.name):
        yield free_name(place, mark, suffix)
