"""Reads the rows of tables that may be damaged, skipping what cannot be read.

A table is walked by rowid from both ends; between the places where that fails, each number is asked
for by itself. Text that is no UTF-8 any more comes as bytes.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from typing import Any, NamedTuple

from reader.library.connection import is_damage

_LOWEST, _HIGHEST = -(2**63), 2**63 - 1
_MOST = 10_000_000  # a number further on is damaged itself
_BEYOND = 1_000  # numbers that are asked for after the last one that was read, if nothing is known


class Row(NamedTuple):
    """One row, with its number."""

    id: int
    values: dict[str, Any]


def is_unreadable(error: sqlite3.Error) -> bool:
    """Returns whether an error says that what was asked for cannot be read, for whatever reason."""
    name = getattr(error, "sqlite_errorname", "") or ""
    return is_damage(error) or name.startswith("SQLITE_IOERR")


def decode(data: bytes) -> str | bytes:
    """Returns stored text, or its bytes when they are damaged; for ``Connection.text_factory``."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """Returns the tables that contain what was written, without those that are made of it."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        " AND name NOT LIKE 'search#_%' ESCAPE '#' AND name NOT LIKE 'list#_%' ESCAPE '#'"
        " AND name NOT LIKE 'sqlite#_%' ESCAPE '#'"
    )
    return [row[0] for row in found]


class TableWalk:
    """Iterates over the rows of a table; ``unreadable`` are the numbers it had to jump over."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection, self._table = connection, table
        columns = connection.execute(f"PRAGMA table_info({table})")
        self.columns = [row[1] for row in columns]
        self.unreadable: list[int] = []

    def __iter__(self) -> Iterator[Row]:
        self._first, self._last = _LOWEST, _HIGHEST  # what lies between them was not read yet
        if (yield from self._run("ASC")) or (yield from self._run("DESC")):
            return
        first = max(self._first, 0)  # numbers begin with 1
        last = self._last if self._last < _HIGHEST else self._highest(first) + 1
        for number in range(first + 1, last):
            try:
                row = self._rows("rowid = ?", (number,)).fetchone()
            except sqlite3.DatabaseError as error:
                if not is_unreadable(error):
                    raise
                self.unreadable.append(number)
            else:
                if row is not None and row[0] == number:
                    yield self._row(row)

    def _run(self, order: str) -> Generator[Row, None, bool]:
        """Yields rows from one end as far as they can be read; returns whether that was all."""
        where = f"rowid > ? AND rowid < ? ORDER BY rowid {order}"
        rows: sqlite3.Cursor | None = None
        while True:
            try:
                rows = rows or self._rows(where, (self._first, self._last))
                row = rows.fetchone()
            except sqlite3.DatabaseError as error:
                if not is_unreadable(error):
                    raise
                return False
            if row is None:
                return True
            if not self._first < row[0] < self._last:  # out of order: a damaged page
                return False
            if order == "ASC":
                self._first = row[0]
            else:
                self._last = row[0]
            yield self._row(row)

    def _rows(self, where: str, values: Sequence[int]) -> sqlite3.Cursor:
        # Without indexes, which may be damaged.
        sql = f"SELECT rowid, * FROM {self._table} NOT INDEXED WHERE {where}"
        return self._connection.execute(sql, values)

    def _row(self, row: Sequence[Any]) -> Row:
        return Row(row[0], dict(zip(self.columns, row[1:], strict=True)))

    def _highest(self, known: int) -> int:
        """Returns the greatest number that a row may have."""
        with suppress(sqlite3.DatabaseError):
            asked = "SELECT seq FROM sqlite_sequence WHERE name = ?"
            row = self._connection.execute(asked, (self._table,)).fetchone()
            if row is not None and isinstance(row[0], int):
                return max(known, min(row[0], known + _MOST))
        return known + _BEYOND
