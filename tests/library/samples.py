"""Articles to keep, and ways to look at a library from outside."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from reader.core.article_draft import Draft
from reader.core.article_source import Asset, Source
from reader.library.connection import connect
from reader.library.indexes import list_index, search_index_maintenance

LOREM = "The quick brown fox jumps over the lazy dog. It was seen by Ada, who wrote it down."

# What bookkeeping, the undo history itself and the search index keep is compared apart.
_APART = ("step", "annotation_history", "sqlite_sequence", "sqlite_stat1")


def draft(title: str = "Foxes", text: str = LOREM, **more: Any) -> Draft:
    """A draft whose html is one paragraph to each line of text."""
    html = "".join(f"<p>{line}</p>" for line in text.splitlines())
    data = more.pop("data", f"{title}\n{text}\n{more}".encode())
    return Draft(
        title=title,
        html=more.pop("html", html),
        source=Source(data, f"{title}.html", f"/tmp/{title}.html"),
        importer="test/1",
        media_type="text/html",
        **more,
    )


def asset(name: str) -> Asset:
    import hashlib

    data = name.encode()
    return Asset(hashlib.sha256(data).hexdigest(), "image/png", data)


def tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that operations write."""
    with closing(connect(path, "ro")) as connection:
        names = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        rows = {
            name: connection.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()
            for name in names
            if name not in _APART and not name.startswith(("search_", "list_"))
        }
    rows["meta"] = [row for row in rows["meta"] if row[0] != "generation"]  # new each time
    return rows


def everything(path: Path) -> list[object]:
    """The same, and the steps that can be undone and what annotations were before."""
    with closing(connect(path, "ro")) as connection:
        steps = connection.execute("SELECT * FROM step").fetchall()
        kept = connection.execute("SELECT * FROM annotation_history").fetchall()
    return [tables(path), steps, kept]


def search_terms(path: Path) -> list[list[tuple[Any, ...]]]:
    """Every word of the search index with where it stands."""
    with closing(connect(path, "rw")) as connection:
        return _terms(connection)


def rebuilt_search_terms(path: Path, scratch: Path) -> list[list[tuple[Any, ...]]]:
    """The same, of a copy whose index was made anew."""
    scratch.unlink(missing_ok=True)
    with closing(connect(path, "ro")) as source, closing(sqlite3.connect(scratch)) as target:
        source.backup(target)
    engine = create_engine(f"sqlite:///{scratch}")
    with engine.begin() as connection:
        search_index_maintenance.rebuild(connection)
    engine.dispose()
    with closing(connect(scratch, "rw")) as connection:
        return _terms(connection)


def assert_sound(path: Path) -> None:
    """SQLite finds nothing wrong, no row refers to nothing, search index and kept numbers are right."""
    with closing(connect(path, "rw")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for name in search_index_maintenance.NAMES:
            connection.execute(f"INSERT INTO {name}({name}) VALUES ('integrity-check')")
            search_index_maintenance.compare(connection, name)
        for name in list_index.NAMES:
            list_index.compare(connection, name)


def _terms(connection: sqlite3.Connection) -> list[list[tuple[Any, ...]]]:
    found = []
    for name in ("search_article", "search_text", "search_annotation"):
        connection.execute(
            f"CREATE VIRTUAL TABLE temp.words_{name} USING fts5vocab(main, {name}, 'instance')"
        )
        found.append(sorted(connection.execute(f"SELECT * FROM temp.words_{name}").fetchall()))
    return found
