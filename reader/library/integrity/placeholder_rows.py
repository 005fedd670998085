"""Creates placeholders for lost rows, so that rows that refer to them can stay in the library."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import hashlib
import sqlite3
import uuid
import zlib
from collections.abc import Callable
from html import escape
from typing import Any

from reader.core.models import State
from reader.core.tags.tag_names import key
from reader.core.text.canonical_text import NORMALISER, read_html
from reader.core.translation import _


def stand_in(connection: sqlite3.Connection, table: str, number: int) -> bool:
    """Inserts a placeholder for a lost row; returns whether the table can have placeholders."""
    make = _MAKERS.get(table)
    values = make(connection, number) if make is not None else None
    if values is None:
        return False
    _insert(connection, table, {"id": number, **values})
    return True


def _insert(connection: sqlite3.Connection, table: str, values: dict[str, Any]) -> int:
    columns, marks = ", ".join(values), ", ".join("?" * len(values))
    added = connection.execute(
        f"INSERT INTO {table}({columns}) VALUES ({marks})", tuple(values.values())
    )
    assert added.lastrowid is not None
    return added.lastrowid


def _source(_connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    data = _("The file {n} could not be read.").format(n=number).encode()
    return {
        "sha256": hashlib.sha256(data).hexdigest(),
        "name": _("lost"),
        "media_type": "text/plain",
        "data": zlib.compress(data),
        "created_at": 0,
    }


def _article(connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    (created_at, revision) = connection.execute(
        "SELECT coalesce(min(created_at), 0),"
        " (SELECT id FROM revision WHERE article_id = ?1 ORDER BY seq DESC LIMIT 1)"
        " FROM revision WHERE article_id = ?1",
        (number,),
    ).fetchone()
    return {
        "uid": str(uuid.uuid4()),
        "title": _("Article {n}, whose title could not be read").format(n=number),
        **dict.fromkeys(("byline", "site", "url", "published", "language", "excerpt"), ""),
        **dict.fromkeys(("word_count", "is_title_generated", "is_starred", "is_read"), 0),
        "state": State.INBOX.value,
        "progress": 0.0,
        "position": 0,
        "created_at": created_at,
        "updated_at": created_at,
        "current_revision_id": revision,
    }


def _revision(connection: sqlite3.Connection, number: int) -> dict[str, Any] | None:
    row = connection.execute(
        "SELECT coalesce((SELECT id FROM article WHERE current_revision_id = ?1),"
        " (SELECT article_id FROM annotation WHERE made_on_revision_id = ?1))",
        (number,),
    ).fetchone()
    if row[0] is None:  # only its anchors are left
        return None
    known = connection.execute("SELECT seq FROM revision WHERE article_id = ?", (row[0],))
    taken = {seq for (seq,) in known}
    # A different text has no anchors.
    connection.execute(
        "UPDATE anchor SET start = NULL, \"end\" = NULL, status = 'orphan', score = 0,"
        " is_settled = 0"
        " WHERE revision_id = ?",
        (number,),
    )
    words = _("The text that was here could not be read any more: add the article again.")
    html = f"<p>{escape(words, quote=False)}</p>"
    text = read_html(html).text
    source = _source(connection, number)
    content = f"revision {number}".encode()
    source |= {"sha256": hashlib.sha256(content).hexdigest(), "data": zlib.compress(content)}
    return {
        "article_id": row[0],
        "seq": next(seq for seq in range(1, len(taken) + 2) if seq not in taken),
        "html": html,
        "text": text,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "extractor": "repair",
        "normaliser": NORMALISER,
        "source_id": _insert(connection, "source", source),
        "created_at": 0,
    }


def _tag(_connection: sqlite3.Connection, number: int) -> dict[str, Any]:
    name = _("lost-{n}").format(n=number)
    return {"name": name, "key": key(name), "created_at": 0}


_MAKERS: dict[str, Callable[[sqlite3.Connection, int], dict[str, Any] | None]] = {
    "source": _source,
    "article": _article,
    "revision": _revision,
    "tag": _tag,
}
