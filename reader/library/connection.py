"""Opens SQLite connections, and converts SQLite's errors to sentences the user can act on.

The file is opened through SQLite only: closing any other handle on it would drop the locks that
this process holds.
"""

import os
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

from reader.core.errors import (
    LibraryCorrupt,
    LibraryError,
    LibraryLocked,
    LibraryReadOnly,
    SearchIndexDamaged,
)
from reader.core.translation import N_, _
from reader.library.remote_folders import network_file_system

if TYPE_CHECKING:
    from sqlalchemy import Connection

SCHEMA = 12  # the tables this Postil knows; kept in PRAGMA user_version
APPLICATION_ID = 0x504F5354  # "POST"; kept in PRAGMA application_id
BUSY_SECONDS = 5.0  # how long to wait for another program's write

Mode = Literal["ro", "rw"]

# No advice to copy a backup over the file: its journal would stay beside the copy.
DAMAGED = N_(
    "The library {path} is damaged: restore a backup (“postil restore”),"
    " or repair it (“postil check --repair”)."
)

_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
# What Python says of text that is none, and SQLite of a format number that no library has.
_UNREADABLE = "the message of SQLite is not text"
_SAID_OF_DAMAGE = ("Could not decode to UTF-8", "unsupported file format", _UNREADABLE)
# What SQLite says of a search table that it cannot open; of one that it can, an error of its own tells.
_SAID_OF_CLOSED_INDEX = re.compile("vtable constructor failed|invalid fts5 file format")
# What FTS5 says of its tables in the check of a whole file, and SQLite of those it cannot open.
_SAID_OF_INDEX = re.compile("fts5|vtable constructor failed", re.IGNORECASE)

_FAILURES: tuple[tuple[str | tuple[str, ...], type[LibraryError], str], ...] = (
    (
        "SQLITE_BUSY",
        LibraryLocked,
        N_("Another program is using the library {path}; wait a moment and try again."),
    ),
    (
        "SQLITE_LOCKED",
        LibraryLocked,
        N_("Another program is using the library {path}; wait a moment and try again."),
    ),
    (
        "SQLITE_READONLY",
        LibraryReadOnly,
        N_("The library {path} is read-only; allow writing to the file and its folder."),
    ),
    (
        ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"),  # the latter already where one only reads
        LibraryError,
        N_("The disk is full and nothing was changed in {path}; free some space and try again."),
    ),
    (
        "SQLITE_IOERR",
        LibraryError,
        N_("The disk failed while {path} was in use; check the disk and try again."),
    ),
    (
        "SQLITE_CANTOPEN",
        LibraryError,
        N_("The library {path} cannot be opened; check that its folder can be read and written."),
    ),
    (
        "SQLITE_PERM",
        LibraryError,
        N_("The library {path} cannot be opened; check that its folder can be read and written."),
    ),
    (
        "SQLITE_TOOBIG",
        LibraryError,
        N_("This is too large for the library {path}, which was not changed; add it in parts."),
    ),
    (
        "SQLITE_NOMEM",
        LibraryError,
        N_("There is not enough memory to go on with {path}; close other programs and try again."),
    ),
)


def connect(
    path: Path, mode: Mode, *, timeout: float = BUSY_SECONDS, is_schema_damaged: bool = False
) -> sqlite3.Connection:
    """Returns a connection with every safeguard on and no implicit transactions; raises sqlite3.Error.

    Where the schema is damaged, only ``sqlite_master`` can be read, or all pages be copied.
    """
    connection = _open(path, f"mode={mode}", timeout)
    try:
        _prepare(connection, mode, path, is_schema_damaged)
    except sqlite3.OperationalError as error:
        connection.close()
        if was_interrupted(error):
            take_back(path, timeout)
            return connect(path, mode, timeout=timeout, is_schema_damaged=is_schema_damaged)
        if mode == "ro" and not _can_share(path):
            # Where SQLite cannot put the files that readers and writers share, it refuses even to
            # read. Nobody has the library open there, so it is read as a file that does not change.
            connection = _open(path, "mode=ro&immutable=1", timeout)
            _prepare(connection, mode, path, is_schema_damaged)
            return connection
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def temporary_copy(reading: sqlite3.Connection) -> sqlite3.Connection:
    """Returns a connection that may write, to a copy that has no name and goes with it."""
    copy = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    reading.backup(copy)
    copy.execute("PRAGMA foreign_keys=ON")
    copy.execute("PRAGMA recursive_triggers=ON")
    return copy


def probe(path: Path, timeout: float = BUSY_SECONDS) -> tuple[int, int]:
    """Returns the application id and schema number of a file; raises sqlite3.Error.

    The file is read as immutable first, so that a file of another program is left without so much
    as a lock or a journal beside it. Where there is a journal, the file alone may be torn (a
    checkpoint was interrupted, or is running): then the two are read together.
    """
    try:
        with closing(connect_immutable(path)) as connection:
            found = file_numbers(connection)
    except sqlite3.DatabaseError:
        if not has_journal(path):
            raise
    else:
        if found[0] != APPLICATION_ID or not has_journal(path):
            return found
    with closing(connect(path, "ro", timeout=timeout, is_schema_damaged=True)) as connection:
        return file_numbers(connection)


def connect_immutable(path: Path) -> sqlite3.Connection:
    """Returns a connection that reads the file alone, without its journal and without a lock."""
    return _open(path, "mode=ro&immutable=1", BUSY_SECONDS)


def journal_of(path: Path) -> Path:
    """Returns where SQLite keeps the journal (the WAL) of a library: beside what a link leads to."""
    file = path.resolve()
    return file.with_name(f"{file.name}-wal")


def rollback_journal_of(path: Path) -> Path:
    """Returns where SQLite keeps the journal of a library that is not in WAL mode."""
    file = path.resolve()
    return file.with_name(f"{file.name}-journal")


def is_empty(path: Path) -> bool:
    """Returns whether a file is there without content.

    SQLite deletes the journal of such a file, even on a connection that only reads.
    """
    return path.is_file() and path.stat().st_size == 0


def has_journal(path: Path) -> bool:
    """Returns whether there is a journal of either kind that contains something; raises OSError."""
    return holds_something(journal_of(path)) or holds_something(rollback_journal_of(path))


def holds_something(file: Path) -> bool:
    """Returns whether a file is there and not empty; raises OSError."""
    try:
        return file.stat().st_size > 0
    except FileNotFoundError:
        return False


def was_interrupted(error: sqlite3.Error) -> bool:
    """Returns whether a program was killed while it wrote, so that a reader may not read yet."""
    return getattr(error, "sqlite_errorname", "") == "SQLITE_READONLY_ROLLBACK"


def take_back(path: Path, timeout: float) -> None:
    """Takes back what a program had begun to write that was killed; raises sqlite3.Error.

    That is done by any connection that may write, but in WAL mode never needed.
    """
    with closing(_open(path, "mode=rw", timeout)) as connection:
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()


def driver_of(connection: "Connection") -> sqlite3.Connection:
    """Returns the connection that one of SQLAlchemy's is made of."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("the library is written through sqlite3")
    return driver


def is_damage(error: sqlite3.Error) -> bool:
    """Returns whether an error of SQLite says that what was asked for is damaged."""
    name = getattr(error, "sqlite_errorname", "") or ""
    return name.startswith(_DAMAGE) or str(error).startswith(_SAID_OF_DAMAGE)


def is_index_damage(error: sqlite3.Error) -> bool:
    """Returns whether an error of SQLite says that a search table is damaged, and only that."""
    name = getattr(error, "sqlite_errorname", "")
    return name == "SQLITE_CORRUPT_VTAB" or bool(_SAID_OF_CLOSED_INDEX.search(str(error)))


def damage_in(connection: sqlite3.Connection) -> str:
    """Reads the whole file, and returns what SQLite finds damaged first; empty if nothing is.

    Not what it says of the search index, from 3.44 on: that can be rebuilt from the rest.
    """
    try:
        return _first_damage(connection.execute("PRAGMA integrity_check"))
    except sqlite3.DatabaseError as error:
        if not _SAID_OF_INDEX.search(str(error)):
            raise
    # An index that cannot be opened ends the check of all, but not those of the tables.
    ordinary = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
    for (name,) in connection.execute(ordinary).fetchall():
        sql = "SELECT integrity_check FROM pragma_integrity_check(?)"
        if damage := _first_damage(connection.execute(sql, (name,))):
            return damage
    return ""


def _first_damage(answers: Iterable[tuple[str]]) -> str:
    found = (answer for (answer,) in answers)
    return next((one for one in found if one != "ok" and not _SAID_OF_INDEX.search(one)), "")


def explain(error: sqlite3.Error, path: Path) -> LibraryError | None:
    """Returns the message about a failure of SQLite; None for a bug of ours."""
    if is_index_damage(error):
        message = _(
            "The search index of the library {path} is damaged; it is rebuilt unless the library is"
            " read-only: search again when that is done."
        )
        return SearchIndexDamaged(message.format(path=path))
    if is_damage(error):
        return LibraryCorrupt(_(DAMAGED).format(path=path))
    name = getattr(error, "sqlite_errorname", "") or ""
    for beginning, kind, sentence in _FAILURES:
        if name.startswith(beginning):
            return kind(_(sentence).format(path=path))
    return None


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Converts SQLite's failures to one sentence; those that are bugs of ours stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        known = explain(error, path)
        if known is None:
            raise
        raise known from error


def _open(path: Path, how: str, timeout: float) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        timeout=timeout,
        isolation_level=None,
        check_same_thread=False,
        factory=_Connection,
    )


class _Cursor(sqlite3.Cursor):
    """Raises sqlite3.DatabaseError also where Python cannot read what SQLite says.

    SQLite quotes what it finds damaged, which need not be text.
    """

    def execute(self, *arguments: Any) -> Self:
        try:
            return super().execute(*arguments)
        except UnicodeDecodeError as error:
            raise sqlite3.DatabaseError(_UNREADABLE) from error


class _Connection(sqlite3.Connection):
    """Makes the cursors above, also for what is executed without one."""

    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        # A cursor made by its class stays known to the connection for good: only cursor() forgets
        # those that are gone.
        return super().cursor(_Cursor).execute(*arguments)


def _can_share(path: Path) -> bool:
    """Returns whether the files beside a library are there or can be made."""
    return os.access(path.parent, os.W_OK) or has_journal(path)


def file_numbers(connection: sqlite3.Connection) -> tuple[int, int]:
    """Returns the application id and schema number of a file."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    return application, schema


def _prepare(
    connection: sqlite3.Connection, mode: str, path: Path, is_schema_damaged: bool
) -> None:
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA recursive_triggers=ON")
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    connection.execute("PRAGMA mmap_size=0")
    connection.execute("PRAGMA temp_store=MEMORY")
    if mode == "ro":
        connection.execute("PRAGMA query_only=ON")
        if is_schema_damaged:
            connection.execute("PRAGMA writable_schema=ON")  # what cannot be parsed is left out
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()  # does it open at all?
    else:
        # FULL: with NORMAL a power cut takes acknowledged commits along, for 0.2 ms gained.
        _choose_journal_mode(connection, path)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA fullfsync=ON")
        connection.execute("PRAGMA checkpoint_fullfsync=ON")
        connection.execute("PRAGMA journal_size_limit=67108864")


def _choose_journal_mode(connection: sqlite3.Connection, path: Path) -> None:
    """Uses the WAL, but on a network file system a rollback journal: the WAL needs shared memory."""
    if not network_file_system(path.resolve().parent):
        connection.execute("PRAGMA journal_mode=WAL")
        return
    try:
        connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        # A library that was brought there in WAL mode and is open already: the next who opens it.
        if error.sqlite_errorname != "SQLITE_BUSY":
            raise
