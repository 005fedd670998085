"""Reads the database of another program from a copy, so that the original does not change."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from reader.core.errors import ImportFailed
from reader.core.translation import _
from reader.importers.programs.export_files import ExportFiles

_SIGN = "SQLite format 3\0"
_BESIDE = ("-wal",)  # what is not in the file itself yet
_STEPS = 1_000_000  # of SQLite's machine between two looks, see _limit
_MOST_LOOKS = 2_000  # which take minutes: no question of ours does, of a whole file

Row = Mapping[str, Any]


class ForeignDatabase:
    """A copy of another program's database, which can only be read."""

    def __init__(self, connection: sqlite3.Connection, name: str) -> None:
        self._connection, self._name = connection, name

    def columns(self, table: str) -> frozenset[str]:
        """Returns the names of a table's columns; none, if there is no such table."""
        found = self.rows("SELECT name FROM pragma_table_info(?)", (table,))
        return frozenset(str(one["name"]) for one in found)

    def selection(self, table: str, **names: str) -> str:
        """Returns SQL that selects columns under other names; NULL for what a version does not have."""
        known = self.columns(table)
        return ", ".join(
            f"{f'{table}.{column}' if column in known else 'NULL'} AS {name}"
            for name, column in names.items()
        )

    def rows(self, sql: str, values: Sequence[str | int] = ()) -> Iterator[Row]:
        """Yields the rows of an answer by the names of their columns; raises ImportFailed."""
        try:
            cursor = self._connection.execute(sql, values)
            names = [one[0] for one in cursor.description]
            for row in cursor:
                yield dict(zip(names, row, strict=True))
        except (sqlite3.Error, OverflowError) as error:
            message = _("“{name}” is damaged, or of a version that is not known.")
            raise ImportFailed(message.format(name=self._name)) from error


def is_database(files: ExportFiles, name: str, *tables: str) -> bool:
    """Returns whether a file is a database whose schema names these tables."""
    head = files.head(name)
    if not head.startswith(_SIGN):
        return False
    if all(table in head for table in tables):
        return True
    schema = _schema(files, name)  # it is at the beginning of a file, unless it is long
    return all(table in schema for table in tables)


def _schema(files: ExportFiles, name: str) -> str:
    """Returns the SQL of a database's tables; empty if it cannot be read."""
    sql = "SELECT sql FROM sqlite_master WHERE type = 'table'"
    try:
        if files.is_archive:
            with opened(files, name) as copy:
                found = [*copy.rows(sql)]
        else:  # which is seldom copied in vain so, and nothing is written beside it
            address = f"{files.path_of(name).absolute().as_uri()}?immutable=1"
            with closing(sqlite3.connect(address, uri=True)) as original:
                found = [*ForeignDatabase(original, name).rows(sql)]
    except (ImportFailed, sqlite3.Error):
        return ""
    return "\n".join(str(row["sql"]) for row in found)


@contextmanager
def opened(files: ExportFiles, name: str) -> Iterator[ForeignDatabase]:
    """Opens a copy of a database among the files, with what its program has not put into it yet.

    Raises ImportFailed when it cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="postil-import-") as folder:
        copy = Path(folder) / "copy.sqlite"
        _copy(files, name, copy)
        _drop_partial_page(copy)
        for ending in _BESIDE:
            _copy_beside(files, name, ending, copy)
        try:
            connection = sqlite3.connect(copy)
        except sqlite3.Error as error:
            message = _("“{name}” could not be read: {reason}.")
            raise ImportFailed(message.format(name=name, reason=error)) from error
        with closing(connection):
            connection.execute("PRAGMA trusted_schema=OFF")
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            looks = iter(range(_MOST_LOOKS))
            connection.set_progress_handler(lambda: next(looks, None) is None, _STEPS)
            yield ForeignDatabase(connection, name)


def _copy(files: ExportFiles, name: str, to: Path) -> None:
    with files.open(name) as source, to.open("wb") as target:
        shutil.copyfileobj(source, target)


def _drop_partial_page(copy: Path) -> None:
    """Drops the page within which a file was cut off: SQLite would read zeros as the rest of it."""
    with copy.open("r+b") as file:
        size = int.from_bytes(file.read(18)[16:], "big")
        length = file.seek(0, 2)
        if size > 1:  # 1 is for the largest pages there are
            file.truncate(length - length % size)


def _copy_beside(files: ExportFiles, name: str, ending: str, copy: Path) -> None:
    target = copy.with_name(copy.name + ending)
    if f"{name}{ending}" in files.names:
        _copy(files, f"{name}{ending}", target)
    elif not files.is_folder and not files.is_archive:
        beside = files.path.with_name(files.path.name + ending)
        if beside.is_file():
            _copy(ExportFiles(beside), beside.name, target)
