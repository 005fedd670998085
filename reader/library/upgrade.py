"""Creates a library and upgrades an old one, completely or not at all.

Alembic runs the steps in ``migrations``. A new library is made under another name and then put in
place. An old one is backed up first and changed in a single transaction, at whose end nothing that
the user wrote may differ; whatever stops it, the old library is still there. The search index of a
large library is rebuilt later, by the window, which can be used meanwhile.
"""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from reader.core.errors import LibraryCorrupt, LibraryError, LibraryReadOnly
from reader.core.private_files import make_empty, make_folder
from reader.core.translation import _
from reader.library import stale_journals
from reader.library.connection import (
    APPLICATION_ID,
    SCHEMA,
    connect,
    driver_of,
    explain,
    explained,
)
from reader.library.durable_files import put_in_place, remove_library
from reader.library.indexes import search_index_maintenance
from reader.library.integrity.row_salvage import tables_of
from reader.library.verified_copy import copy_library
from reader.library.write_lock import write_lock
from reader.paths import free_name

MIGRATIONS = Path(__file__).parent / "migrations"
_INDEXED = 10  # the schema since which the tables of the search index are as they are
_FEW = 2_000  # articles whose texts are indexed at once, in some two seconds


def make_library(path: Path, timeout: float) -> None:
    """Creates a new, empty library, unless another program has just done so; raises LibraryError."""
    try:
        make_folder(path.parent)
    except PermissionError:
        message = _(
            "{folder} is not writable, so no library can be created there; choose another folder."
        )
        raise LibraryReadOnly(message.format(folder=path.parent)) from None
    except OSError as error:
        message = _("No library can be created in {folder}: {reason}.")
        raise LibraryError(message.format(folder=path.parent, reason=error.strerror)) from None
    with write_lock(path, timeout), explained_errors(path):
        if path.exists():
            return
        unfinished = path.with_name(f"{path.name}.new")
        remove_library(unfinished)
        make_empty(unfinished)
        try:
            with exclusive_transaction(unfinished, timeout) as connection:
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                _migrate(connection, MIGRATIONS, SCHEMA)
                search_index_maintenance.refresh(connection)
                stale_journals.advance(driver_of(connection))
            put_in_place(unfinished, path)
        finally:
            remove_library(unfinished)


def upgrade_library(
    path: Path, timeout: float, migrations: Path = MIGRATIONS, schema: int = SCHEMA
) -> None:
    """Upgrades a library; raises LibraryError, and then it is unchanged."""
    with write_lock(path, timeout), explained_errors(path):
        old = _schema(path, timeout)
        if old >= schema:
            return  # another program has just done it
        backup = _back_up(path, schema, timeout)
        try:
            with exclusive_transaction(path, timeout) as connection:
                _change(connection, migrations, old, schema)
        except (SQLAlchemyError, LibraryCorrupt) as error:
            if _known(error, path) is not None:  # locked or out of space: try again later
                raise
            message = _(
                "The library {path} could not be upgraded and was not changed; a copy is at "
                "{backup}, please report this."
            )
            raise LibraryError(message.format(path=path, backup=backup)) from error


def _change(connection: Connection, migrations: Path, old: int, schema: int) -> None:
    before = _digest(connection)
    triggers = list(
        connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    )
    for name, _sql in triggers:  # they would stand in the way, and be lost with a table rebuilt
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    _migrate(connection, migrations, schema)
    present = {
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        )
    }
    for name, sql in triggers:
        if name not in present:
            connection.exec_driver_sql(sql)
    count = connection.exec_driver_sql("SELECT count(*) FROM article").scalar_one()
    if old < _INDEXED or count <= _FEW:
        search_index_maintenance.rebuild(connection)
        search_index_maintenance.check(connection)
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise LibraryCorrupt("rows refer to others that are not there")
    if _digest(connection) != before:
        raise LibraryCorrupt("annotations differ")
    stale_journals.advance(driver_of(connection))


def _migrate(connection: Connection, migrations: Path, schema: int) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, f"{schema:04}")
    connection.exec_driver_sql(f"PRAGMA user_version={schema}")


def _digest(connection: Connection) -> str:
    """Returns what may not change: every annotation's name, words and note."""
    digest = hashlib.sha256()
    for row in connection.exec_driver_sql("SELECT uid, exact, note FROM annotation ORDER BY uid"):
        digest.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


@contextmanager
def exclusive_transaction(path: Path, timeout: float) -> Iterator[Connection]:
    """Runs a block in an exclusive transaction without foreign keys, which a table rebuilt would trip over."""

    def _connect() -> sqlite3.Connection:
        connection = connect(path, "rw", timeout=timeout)
        connection.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
        return connection

    engine = create_engine("sqlite://", creator=_connect, poolclass=NullPool, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN EXCLUSIVE")

    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _back_up(path: Path, schema: int, timeout: float) -> Path:
    """Copies the library to a file beside it, once for each schema so that no later one pushes it away.

    A copy that is there already, of an upgrade that went wrong, is good enough if the library has
    not been changed since; else it is kept under another name.
    """
    backup = path.with_name(f"{path.name}.before-{schema}.bak")
    if backup.exists():
        if _rows(backup, timeout) == _rows(path, timeout):
            return backup
        backup.rename(free_name(path, f"before-{schema}", ".bak"))
    copy_library(path, backup, timeout=timeout)
    return backup


def _rows(path: Path, timeout: float) -> list[tuple[object, ...]] | None:
    """Returns the number of rows of each table and the last one's; each change leaves a row behind."""
    try:
        with closing(connect(path, "ro", timeout=timeout)) as connection:
            return [
                (table, *connection.execute(f"SELECT count(*), max(rowid) FROM {table}").fetchone())  # noqa: S608 - names of tables
                for table in tables_of(connection)
            ]
    except sqlite3.Error:
        return None


def _schema(path: Path, timeout: float) -> int:
    with closing(connect(path, "ro", timeout=timeout)) as connection:
        schema: int = connection.execute("PRAGMA user_version").fetchone()[0]
        return schema


@contextmanager
def explained_errors(path: Path) -> Iterator[None]:
    """Converts failures of SQLite, SQLAlchemy and the system to one sentence; raises LibraryError."""
    try:
        with explained(path):
            yield
    except SQLAlchemyError as error:
        known = _known(error, path)
        if known is None:
            raise
        raise known from error
    except OSError as error:
        message = _("The library {path} cannot be written: {reason}.")
        raise LibraryError(message.format(path=path, reason=error.strerror)) from None


def _known(error: Exception, path: Path) -> LibraryError | None:
    """Returns the sentence for a database error that is no bug of ours."""
    cause = getattr(error, "orig", None)
    return explain(cause, path) if isinstance(cause, sqlite3.Error) else None
