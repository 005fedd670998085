"""Makes a library out of rows that were kept as plain values."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from reader.core.errors import LibraryCorrupt, LibraryError
from reader.core.translation import _
from reader.library import search_index, wal_ownership
from reader.library.connection import BUSY_SECONDS, driver_of
from reader.library.durable_files import put_in_place, remove_library
from reader.library.queries.article_rows import OWNED, SHARED, Row
from reader.library.queries.id_chunks import chunks
from reader.library.upgrade import exclusive_transaction, make_library
from reader.library.write_lock import lock_file

Insert = Callable[[Mapping[str, Sequence[Row]]], None]


@contextmanager
def new_library(path: Path) -> Iterator[Insert]:
    """Makes a library of the rows that a block inserts; it appears at the end, whole or not at all.

    Rows have the ids they had. A row that is there already is left as it is, and a column that this
    version does not know is left out. Raises LibraryError, also when there is a library already;
    inserting raises LibraryCorrupt for rows that break a rule, of which then none is inserted.
    """
    if path.exists():
        message = _("There is a library at {path} already; name a folder that has none.")
        raise LibraryError(message.format(path=path))
    unfinished = path.with_name(f"{path.name}.rebuilt")
    remove_library(unfinished)
    try:
        make_library(unfinished, BUSY_SECONDS)
        with exclusive_transaction(unfinished, "rw", BUSY_SECONDS) as connection:
            yield lambda rows: _insert(connection, rows)
            search_index.rebuild(connection)
            wal_ownership.advance(driver_of(connection))
        put_in_place(unfinished, path)
    finally:
        remove_library(unfinished)
        lock_file(unfinished).unlink(missing_ok=True)


def _insert(connection: Connection, rows: Mapping[str, Sequence[Row]]) -> None:
    try:
        with connection.begin_nested():
            for table in ("meta", *SHARED, *OWNED):
                info = connection.exec_driver_sql(f"PRAGMA table_info({table})")
                known = [row[1] for row in info]
                for row in rows.get(table, ()):
                    _insert_row(connection, table, {n: row[n] for n in known if n in row})
            for table in (*SHARED, *OWNED):
                _check_references(connection, table, rows.get(table, ()))
            for row in rows.get("sqlite_sequence", ()):  # no id that was given is given again
                connection.exec_driver_sql(
                    "DELETE FROM sqlite_sequence WHERE name = ?", (row["name"],)
                )
                connection.exec_driver_sql(
                    "INSERT INTO sqlite_sequence(name, seq) VALUES (?, ?)",
                    (row["name"], row["seq"]),
                )
    except DBAPIError as error:
        raise LibraryCorrupt(str(error.orig)) from error


def _insert_row(connection: Connection, table: str, row: Row) -> None:
    columns, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    connection.exec_driver_sql(
        f"INSERT INTO {table}({columns}) VALUES ({marks}) ON CONFLICT DO NOTHING",
        tuple(row.values()),
    )


def _check_references(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    """Raises LibraryCorrupt when rows refer to others that are not there."""
    for _id, _seq, parent, column, other, *_rest in connection.exec_driver_sql(
        f"PRAGMA foreign_key_list({table})"
    ).fetchall():
        wanted = {row[column] for row in rows if row.get(column) is not None}
        found = {
            value
            for chunk, marks in chunks(sorted(wanted))
            for (value,) in connection.exec_driver_sql(
                f'SELECT "{other}" FROM {parent} WHERE "{other}" IN ({marks})', tuple(chunk)
            )
        }
        if wanted != found:
            message = _("a row of {table} refers to one of {parent} that is missing")
            raise LibraryCorrupt(message.format(table=table, parent=parent))
