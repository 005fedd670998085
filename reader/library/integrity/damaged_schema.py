"""Finds the damaged statements of a library's schema, and copies its tables without them.

SQLite keeps the statement that made each table, index and trigger in ``sqlite_master``, and opens
nothing when it cannot parse one. They are the same in each library of a schema, so they are compared
with those of a new one. Of a damaged list nothing is used but the page that each table begins on.
"""

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reader.core.errors import LibraryCorrupt
from reader.core.translation import _
from reader.library.connection import APPLICATION_ID, DAMAGED, SCHEMA, connect, file_numbers
from reader.library.integrity.row_salvage import TableWalk, decode, tables_of

_ENOUGH = 2  # of type, name, table and statement: by these a row with damage is known
_INNER, _LEAF = 5, 13  # the first byte of a page of a table
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
    columns: dict[str, str]  # of each table that contains what was written, without its rules


def damaged_statements(path: Path, timeout: float) -> list[tuple[str, str]]:
    """Returns type and name of all that the library describes otherwise than a new one, or not at all.

    So it is with what begins on the same page as something else.

    Raises LibraryCorrupt when the list cannot be read, or is that of another schema.
    """
    entries = _entries(path, timeout)
    named = Counter(one.root for one in entries if one.root)
    whole = {(one.type, one.name): one.sql for one in entries if named[one.root] <= 1}
    return [
        (str(one.type), str(one.name))
        for one in _new().entries
        if whole.get((one.type, one.name)) != one.sql
    ]


def copy_tables(library: Path, copy: Path, timeout: float) -> None:
    """Copies a library; in the copy only its tables are described, without rules and indexes.

    Raises LibraryCorrupt when it cannot be determined where each of them begins.
    """
    entries = _entries(library, timeout)
    with (
        closing(connect(library, "ro", timeout=timeout, is_schema_damaged=True)) as reading,
        closing(sqlite3.connect(copy)) as writing,
    ):
        reading.backup(writing)  # with what is in the journal
    roots = _roots(entries, *_possible_roots(copy))
    _empty_schema(copy)
    if not (roots.keys() >= _new().columns.keys() - set(_REPLACEABLE)):
        raise LibraryCorrupt(_(DAMAGED).format(path=library))
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        for table, root in roots.items():
            row = (table, table, root, f"CREATE TABLE {table}({_new().columns[table]})")
            connection.execute("INSERT INTO sqlite_master VALUES ('table', ?, ?, ?, ?)", row)


def _entries(path: Path, timeout: float) -> list[_Entry]:
    """Returns what can be read of a library's ``sqlite_master``."""
    with closing(connect(path, "ro", timeout=timeout, is_schema_damaged=True)) as connection:
        connection.text_factory = decode
        numbers = file_numbers(connection)
        found = [_Entry(*row.values.values()) for row in TableWalk(connection, "sqlite_master")]
    if not found or numbers != (APPLICATION_ID, SCHEMA):
        raise LibraryCorrupt(_(DAMAGED).format(path=path))
    return found


def _roots(entries: list[_Entry], possible: set[int], free: set[int]) -> dict[str, int]:
    """Returns the page that each table begins on, as far as it can be determined."""
    named = Counter(entry.root for entry in entries)
    found = {}
    for table in _new().columns:
        root = _named_root(table, entries)
        if root in possible and named[root] == 1:
            found[table] = root
    missing = _new().columns.keys() - found.keys()
    unnamed = possible - named.keys() - free
    if len(missing) == len(unnamed) == 1:  # then there is no other that it could be
        found[missing.pop()] = unnamed.pop()
    return found


def _named_root(table: str, entries: list[_Entry]) -> object:
    """Returns what the entry says that is most like that of the table in a new library."""
    (new,) = (one for one in _new().entries if (one.type, one.name) == ("table", table))
    wanted = new._replace(root=None)

    def likeness(entry: _Entry) -> int:
        return sum(one == other for one, other in zip(entry, wanted, strict=True))

    best = max(entries, key=likeness)
    return best.root if likeness(best) >= _ENOUGH else None


def _possible_roots(copy: Path) -> tuple[set[int], set[int]]:
    """Returns the pages of tables that no other page refers to, and those that are said to be free."""
    pages: set[int] = set()
    children: set[int] = set()
    free: set[int] = set()
    with copy.open("rb") as file:
        header = file.read(100)
        size, trunk = _page_size(header), int.from_bytes(header[32:36])
        while trunk and trunk not in free:
            free.add(trunk)
            file.seek((trunk - 1) * size)
            page = file.read(size)
            trunk, count = int.from_bytes(page[:4]), int.from_bytes(page[4:8])
            free.update(_numbers(page, range(8, 8 + 4 * min(count, size), 4)))
        file.seek(0)
        for number, page in enumerate(iter(lambda: file.read(size), b""), 1):
            begin = 100 if number == 1 else 0
            if page[begin] in (_INNER, _LEAF):
                pages.add(number)
            if page[begin] == _INNER and number not in free:
                count = int.from_bytes(page[begin + 3 : begin + 5])
                cells = range(begin + 12, begin + 12 + 2 * count, 2)
                below = [int.from_bytes(page[cell : cell + 2]) for cell in cells]
                children.update(_numbers(page, [begin + 8, *below]))
    return pages - children - {1}, free  # with the first the list of tables begins


def _numbers(page: bytes, places: Iterable[int]) -> list[int]:
    return [int.from_bytes(page[at : at + 4]) for at in places]


def _page_size(header: bytes) -> int:
    size = int.from_bytes(header[16:18])
    return 65536 if size == 1 else size


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


def _empty_schema(copy: Path) -> None:
    """Takes everything out of the list of tables, without giving a page of it back."""
    with copy.open("r+b") as file:
        header = file.read(100)
        end = (_page_size(header) - header[20]) % 65536
        file.seek(18)
        file.write(b"\x01\x01")  # no WAL: there is none beside it
        file.seek(32)
        file.write(bytes(8))  # no free pages: their list may be damaged, too
        file.seek(100)
        file.write(bytes([_LEAF, 0, 0, 0, 0, *end.to_bytes(2), 0]))
