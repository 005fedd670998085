"""Tells which statements of a library's schema are damaged, and copies its tables without them.

SQLite keeps the statement that made each table, index and trigger in ``sqlite_master``, and opens
nothing when it cannot parse one. They are the same in each library of a schema, so they are compared
with those of a new one. Of a damaged list nothing is used but the page that each table begins on.
"""

import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reader.core.errors import LibraryCorrupt
from reader.core.translation import _
from reader.library.connection import APPLICATION_ID, DAMAGED, SCHEMA, connect
from reader.library.integrity.table_walk import TableWalk, decode, tables_of

_ENOUGH = 2  # of type, name, table and statement: by these a row with damage is known
_TABLE_PAGES = (5, 13)  # how the page that a table begins on begins
_REPLACEABLE = ("alembic_version", "sqlite_sequence")  # whose rows are known otherwise


class _Entry(NamedTuple):
    """A row of ``sqlite_master``."""

    type: object
    name: object
    table: object
    root: object
    sql: object


class _Schema(NamedTuple):
    """What a new library has."""

    entries: list[_Entry]  # those whose statements are ours
    columns: dict[str, str]  # of each table that holds what was written, without its rules


def damaged_statements(path: Path, timeout: float) -> list[tuple[str, str]]:
    """Returns type and name of all that the library describes otherwise than a new one, or not at all.

    Raises LibraryCorrupt when the list cannot be read, or is that of another schema.
    """
    present = {(one.type, one.name): one.sql for one in _entries(path, timeout)}
    return [
        (str(one.type), str(one.name))
        for one in _new().entries
        if present.get((one.type, one.name)) != one.sql
    ]


def copy_tables(library: Path, copy: Path, timeout: float) -> None:
    """Copies a library; in the copy only its tables are described, without rules and indexes.

    Raises LibraryCorrupt when it cannot be told where each of them begins.
    """
    entries = _entries(library, timeout)
    with (
        closing(connect(library, "ro", timeout=timeout, is_schema_damaged=True)) as reading,
        closing(sqlite3.connect(copy)) as writing,
    ):
        reading.backup(writing)  # with what is in the journal
    size = _empty_schema(copy)
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        begin: set[int] = set()
        for table, columns in _new().columns.items():
            root = _root(table, entries)
            if root is not None and root not in begin and _is_table(copy, root, size):
                begin.add(root)
                row = (table, table, root, f"CREATE TABLE {table}({columns})")
                connection.execute("INSERT INTO sqlite_master VALUES ('table', ?, ?, ?, ?)", row)
            elif table not in _REPLACEABLE:
                raise LibraryCorrupt(_(DAMAGED).format(path=library))


def _entries(path: Path, timeout: float) -> list[_Entry]:
    """Returns what can be read of a library's ``sqlite_master``."""
    with closing(connect(path, "ro", timeout=timeout, is_schema_damaged=True)) as connection:
        connection.text_factory = decode
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        found = [_Entry(*row.values.values()) for row in TableWalk(connection, "sqlite_master")]
    if not found or (application, schema) != (APPLICATION_ID, SCHEMA):
        raise LibraryCorrupt(_(DAMAGED).format(path=path))
    return found


def _root(table: str, entries: list[_Entry]) -> int | None:
    """Returns the page that a table begins on, as told by the row that is most like that of a new library."""
    (new,) = (one for one in _new().entries if (one.type, one.name) == ("table", table))
    wanted = new._replace(root=None)

    def likeness(entry: _Entry) -> int:
        return sum(one == other for one, other in zip(entry, wanted, strict=True))

    best = max(entries, key=likeness)
    return best.root if likeness(best) >= _ENOUGH and isinstance(best.root, int) else None


@cache
def _new() -> _Schema:
    from reader.library.upgrade import make_library  # start-up time: Alembic

    with tempfile.TemporaryDirectory(prefix="postil-") as folder:
        path = Path(folder) / "new.sqlite"
        make_library(path, 0)
        with closing(connect(path, "ro")) as connection:
            # SQLite words the statements of an index of a rule, and of the parts of a search table.
            found = connection.execute(
                "SELECT * FROM sqlite_master WHERE sql IS NOT NULL"
                " AND NOT (type = 'table' AND name LIKE 'search#_%#_%' ESCAPE '#')"
            )
            entries = [_Entry(*row) for row in found]
            names = [*tables_of(connection), "sqlite_sequence"]
            return _Schema(entries, {name: _columns(connection, name) for name in names})


def _columns(connection: sqlite3.Connection, table: str) -> str:
    """Returns the columns of a table in SQL; those that were added later have values by default."""
    parts = []
    for _place, name, kind, _not_null, default, key in connection.execute(
        f"PRAGMA table_info({table})"
    ):
        is_number = key and kind == "INTEGER"
        rest = " PRIMARY KEY" if is_number else f" DEFAULT {default}" if default else ""
        parts.append(f'"{name}" {kind}{rest}')
    return ", ".join(parts)


def _empty_schema(copy: Path) -> int:
    """Takes everything out of the list of tables, with no page of it given back; returns the size of a page."""
    with copy.open("r+b") as file:
        header = file.read(100)
        size = int.from_bytes(header[16:18])
        size = 65536 if size == 1 else size
        file.seek(18)
        file.write(b"\x01\x01")  # no WAL: there is none beside it
        file.seek(32)
        file.write(bytes(8))  # no free pages: their list may be damaged, too
        file.seek(100)
        file.write(b"\x0d\0\0\0\0" + ((size - header[20]) % 65536).to_bytes(2) + b"\0")
    return size


def _is_table(copy: Path, root: int, size: int) -> bool:
    with copy.open("rb") as file:
        file.seek((root - 1) * size)
        return root > 1 and file.read(1)[:1] in [bytes([kind]) for kind in _TABLE_PAGES]
