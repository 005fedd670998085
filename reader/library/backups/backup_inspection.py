"""Inspects a backup: its contents, its integrity, and how it differs from the library."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from reader.core.errors import LibraryCorrupt, LibraryError
from reader.core.translation import N_, _
from reader.library.connection import (
    APPLICATION_ID,
    SCHEMA,
    connect,
    connect_immutable,
    damage_in,
    file_numbers,
    has_journal,
    is_empty,
)

_MISSING = N_("it does not exist")
_EMPTY = N_("the file is empty")
_SHORT = N_("the file ends too early")
_NO_LIBRARY = N_("it is not a library")
_FOREIGN = N_("it is not a backup of a Postil library")
_TOO_NEW = N_("it was created by a newer version of Postil")
_DAMAGED = N_("it is damaged")

_MAGIC = b"SQLite format 3\0"
_HEADER = 100  # bytes
_STEPS = 200_000  # of SQLite's machine between two looks whether a check is given up: milliseconds
_BOTH = "FROM backup.{table} AS b JOIN main.{table} AS n USING (uid) WHERE b.deleted_at IS NULL"
_DIFFERING = tuple(  # as the fields of Differing
    f"""
    SELECT (SELECT count(*) FROM main.{table} WHERE deleted_at IS NULL
            AND uid NOT IN (SELECT uid FROM backup.{table} WHERE deleted_at IS NULL)),
           (SELECT count(*) FROM backup.{table} WHERE deleted_at IS NULL
            AND uid NOT IN (SELECT uid FROM main.{table})),
           (SELECT count(*) {_BOTH.format(table=table)} AND n.deleted_at IS NOT NULL),
           (SELECT count(*) {_BOTH.format(table=table)} AND n.deleted_at IS NULL
            AND n.updated_at <> b.updated_at)
    """  # noqa: S608 - of names of ours
    for table in ("article", "annotation")
)


class UnreadableBackup(LibraryCorrupt):
    """Says that a backup cannot be read, and why in a few words, to be translated: ``reason``."""

    def __init__(self, path: Path, reason: str) -> None:
        text = _("The backup {path} cannot be read: {reason}; choose another.")
        if reason == _MISSING:
            text = _("There is no backup at {path}.")
        super().__init__(text.format(path=path, reason=_(reason)))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a library contains, without what is in the trash."""

    articles: int
    annotations: int
    tags: int


class Differing(NamedTuple):
    """How many articles, or annotations, are not the same in a backup and in the library."""

    only_now: int  # not in the backup, or in the trash there
    only_then: int  # only in the backup
    trashed: int  # in the trash of the library now
    changed: int  # in both, and changed since


class Difference(NamedTuple):
    """What differs between a backup and the library."""

    articles: Differing
    annotations: Differing


def counts(path: Path) -> Counts:
    """Returns how much a backup contains; raises UnreadableBackup."""
    with _reading(path) as connection:
        return counts_of(connection)


def weights(path: Path) -> tuple[int, ...]:
    """Returns how many articles and annotations there are, in the trash too, tags, and letters of notes.

    Raises UnreadableBackup.
    """
    with _reading(path) as connection:
        found: tuple[int, ...] = connection.execute(
            "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM tag), count(*),"
            " coalesce(sum(length(note)), 0) FROM annotation"
        ).fetchone()
        return found


def check(path: Path, is_cancelled: Callable[[], bool] = lambda: False) -> Counts:
    """Reads a backup through, and returns how much it contains.

    Raises UnreadableBackup when it is missing, damaged, of another program or of a newer Postil, and
    LibraryError when it is given up.
    """
    with _reading(path) as connection:
        connection.set_progress_handler(is_cancelled, _STEPS)
        try:
            damage = damage_in(connection)
        except sqlite3.OperationalError:
            if not is_cancelled():
                raise
            raise LibraryError(_("Stopped: the backup was not verified.")) from None
        connection.set_progress_handler(None, 0)
        if damage:
            raise UnreadableBackup(path, _DAMAGED)
        return counts_of(connection)


def difference(path: Path, library: Path) -> Difference | None:
    """Returns what differs between a backup and the library; None when the library cannot be read.

    Raises UnreadableBackup.
    """
    if is_empty(library):
        return None
    with _reading(path):
        how = "" if has_journal(path) else "&immutable=1"
        address = f"{path.absolute().as_uri()}?mode=ro{how}"
    try:
        with closing(connect(library, "ro")) as connection:
            counts_of(connection)
            try:
                connection.execute("ATTACH ? AS backup", (address,))
                rows = (connection.execute(sql).fetchone() for sql in _DIFFERING)
                return Difference(*(Differing(*row) for row in rows))
            except sqlite3.Error as error:
                raise UnreadableBackup(path, _why(path)) from error
    except (sqlite3.Error, OSError):
        return None


def counts_of_library(library: Path) -> Counts | None:
    """Returns how much a library in use contains; None when it cannot be read."""
    if is_empty(library):
        return None
    try:
        with closing(connect(library, "ro")) as connection:
            return counts_of(connection)
    except sqlite3.Error:
        return None


def counts_of(connection: sqlite3.Connection) -> Counts:
    """Returns how much the library of a connection contains."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM article WHERE deleted_at IS NULL),"
        " (SELECT count(*) FROM annotation WHERE deleted_at IS NULL),"
        " (SELECT count(*) FROM tag)"
    ).fetchone()
    return Counts(*row)


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Reads a backup, with its journal if it was a library in use; raises UnreadableBackup."""
    try:
        is_in_use = has_journal(path)
        with closing(connect(path, "ro") if is_in_use else connect_immutable(path)) as connection:
            application, schema = file_numbers(connection)
            if application != APPLICATION_ID:
                raise UnreadableBackup(path, _why(path, _FOREIGN))
            if schema > SCHEMA:
                raise UnreadableBackup(path, _TOO_NEW)
            yield connection
    except (sqlite3.Error, OSError) as error:
        raise UnreadableBackup(path, _why(path)) from error


def _why(path: Path, otherwise: str = _DAMAGED) -> str:
    """Returns why a file cannot be read that is refused."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        return _MISSING
    except OSError as error:
        return error.strerror or _DAMAGED
    if not size:
        return _EMPTY
    if not header.startswith(_MAGIC):
        return _NO_LIBRARY
    page = int.from_bytes(header[16:18], "big")
    wanted = (65_536 if page == 1 else page) * int.from_bytes(header[28:32], "big")
    return _SHORT if size < wanted or size < _HEADER else otherwise
