"""Runs operations on the single write connection, each in its own transaction."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import configure_mappers
from sqlalchemy.pool import QueuePool

from reader.core.cancellation import can_be_cancelled, is_cancelled, tell_progress
from reader.core.errors import (
    LibraryCorrupt,
    LibraryError,
    LibraryGone,
    LibraryLocked,
    WriteStopped,
)
from reader.core.models import ChangeNotice, Step, joined
from reader.core.translation import _
from reader.library import stale_journals
from reader.library.connection import connect, driver_of, explain, explained, temporary_copy
from reader.library.file_identity import LibraryFile
from reader.library.indexes import search_index_maintenance
from reader.library.recorded_session import UnitSession
from reader.library.rescue_files import UnsavedWrites, describe
from reader.library.steps import undo_steps
from reader.library.steps.changeset import (
    Change,
    Changes,
    Run,
    count,
    fold,
    notice_of,
    recorded,
    single,
)
from reader.library.unit_of_work import Unit
from reader.library.write_lock import write_lock

R = TypeVar("R")

_MOMENT = 0.03  # seconds that a look whether others write may take
_LOOK_EVERY = 20_000  # instructions of SQLite, a millisecond or two


def now() -> int:
    """Returns the time in milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


class WriteConnection:
    """Writes to one library; may be used from any thread, one at a time."""

    def __init__(
        self, path: Path, timeout: float, place: LibraryFile, on_damage: Callable[[], None]
    ) -> None:
        """``on_damage`` is called when the file turns out to be damaged."""
        self._path = path
        self._on_damage = on_damage
        self._timeout = timeout
        self._place = place
        self._rescue = UnsavedWrites(path)
        self._has_written = False
        self._is_index_asked_for = False
        self._is_index_damaged = False  # as a search has found
        # Called when the search index is out of date, and calls rebuild_index; None: it is rebuilt
        # in the transaction that finds it so.
        self.on_outdated_index: Callable[[], None] | None = None
        self._turn = threading.Lock()
        with explained(path):
            # Sees what is committed, and keeps the file that was opened alive should it be removed.
            self._reader = connect(path, "ro", timeout=timeout)
        self.engine = make_engine(self._connect, timeout)
        self._scratch: Engine | None = None

    def warm_up(self) -> None:
        """Does now what the first write would have to wait for."""
        configure_mappers()
        with self._turn, self._told():
            raw = self.engine.raw_connection()
            try:
                is_current = search_index_maintenance.is_version_of_ours(
                    raw.cursor().execute(search_index_maintenance.VERSION_QUESTION).fetchone()
                )
            finally:
                raw.close()
        if not is_current:
            with suppress(LibraryLocked), self._transaction():
                pass  # each rebuilds the index, or asks for that, so the next write would

    def run(
        self,
        operation: Callable[[Unit], R],
        label: str | Callable[[R], str] | None,
        merge_key: str | None,
    ) -> tuple[R, ChangeNotice]:
        """Runs an operation as one transaction; with a label it becomes a step of the history.

        Raises what the operation raises, and LibraryError or a child of it; then nothing was
        changed. A unit that changed nothing makes no step.
        """
        with self._transaction() as unit:
            result = operation(unit)
            unit.flush()
            changes = fold(unit.changes)
            changed = self._finish(unit.connection, changes)
            lasting = recorded(changes) if label is not None else []
            told = ""
            if label is not None and lasting:
                told = label if isinstance(label, str) else label(result)
            if loss := self._place.loss():
                raise LibraryGone(self._refused(loss, unit, told, lasting, changed))
            if unit.is_final:
                gone = [change for change in single(unit.changes) if change.is_delete]
                undo_steps.forget(unit.connection, gone)
            elif lasting:
                undo_steps.keep(unit.connection, told, unit.now, lasting, merge_key)
        return result, changed

    def undo(self, merge_key: str | None = None) -> tuple[Step, ChangeNotice] | None:
        """Takes back the last step, or only one with this merge key; None when there is none."""
        return self._replay(partial(undo_steps.undo, merge_key=merge_key))

    def redo(self) -> tuple[Step, ChangeNotice] | None:
        """Does the step again that was undone last; None when there is none."""
        return self._replay(undo_steps.redo)

    def rebuild_index(self) -> None:
        """Rebuilds the search index if it is out of date, or was found to be damaged."""
        self._is_index_asked_for = False
        with self._transaction() as unit:
            if self._is_index_damaged:
                search_index_maintenance.rebuild(unit.connection)
            else:
                search_index_maintenance.refresh(unit.connection)
        self._is_index_damaged = False

    def rebuild_damaged_index(self) -> None:
        """Rebuilds the search index, or has the window do so: a search found it damaged."""
        self._is_index_damaged = True
        if self.on_outdated_index is None:
            self.rebuild_index()
        elif not self._is_index_asked_for:
            self._is_index_asked_for = True
            self.on_outdated_index()

    def is_kept_waiting(self) -> bool:
        """Returns whether SQLite would let a write wait, as for a program that does not know our lock."""
        if not self._turn.acquire(timeout=_MOMENT):
            return True  # a write of this program takes long
        try:
            with closing(self.engine.raw_connection()) as raw:
                cursor = raw.cursor()
                (timeout,) = cursor.execute("PRAGMA busy_timeout").fetchone()
                # Another window may only be looking, as this one does.
                cursor.execute(f"PRAGMA busy_timeout = {round(_MOMENT * 1000)}")
                try:
                    cursor.execute("BEGIN IMMEDIATE")
                    cursor.execute("ROLLBACK")
                finally:
                    cursor.execute(f"PRAGMA busy_timeout = {timeout}")
        except sqlite3.OperationalError as error:
            return getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")
        except (sqlite3.Error, LibraryError):
            return False  # the write itself will tell
        finally:
            self._turn.release()
        return False

    @property
    def is_writing(self) -> bool:
        """Whether this program is writing just now."""
        return self._turn.locked()

    def after(self, loss: str) -> str:
        """Returns the message about a loss, and saves a copy of what was written before it."""
        with self._turn:
            return self._after(loss)

    def close(self, *, is_damaged: bool) -> None:
        """Closes the connection; what the journal contains goes into the file if nobody else is there.

        A damaged file is left to the byte as it is: while another connection is open, SQLite moves
        nothing from the journal, and that one may only read.
        """
        with self._turn:
            if is_damaged:
                self.engine.dispose()
            self._reader.close()
            try:
                with write_lock(self._path, self._timeout):
                    self.engine.dispose()
            except LibraryError:
                self.engine.dispose()  # another program is writing, so it will do that
            if self._scratch is not None:
                self._scratch.dispose()

    def _connect(self) -> sqlite3.Connection:
        self._place.check()
        return connect(self._path, "rw", timeout=self._timeout)

    def _engine_now(self) -> Engine:
        """Returns the engine on the library, or one on a copy for writes that will be refused.

        Those are carried out to be described. Without a WAL, SQLite does not carry them out where
        the file is gone.
        """
        if not self._place.loss():
            return self.engine
        (mode,) = self._reader.execute("PRAGMA journal_mode").fetchone()
        if mode == "wal":
            return self.engine
        if self._scratch is None:
            self._scratch = make_engine(lambda: temporary_copy(self._reader), self._timeout)
        return self._scratch

    def _check_engine(self, engine: Engine) -> None:
        """Raises LibraryGone when the file came back while a write was carried out in the copy."""
        if engine is not self.engine:
            message = _("The library {path} was missing: try that again.")
            raise LibraryGone(message.format(path=self._path))

    def _after(self, loss: str) -> str:
        former = self._rescue.keep_former(self._reader) if self._has_written else None
        if former is None:
            return loss
        return loss + " " + _("Its content is in {former}.").format(former=former)

    def _refused(
        self, loss: str, unit: Unit, label: str, changes: Changes, changed: ChangeNotice
    ) -> str:
        """Saves what a write would have changed; returns the message."""
        told = self._after(loss)
        if not changes:  # bookkeeping
            return told
        file = self._rescue.keep(describe(unit.connection, label, unit.now, changes, changed))
        if file is None:
            return told + " " + _("Your last change was not saved.")
        text = _("Your last change was not saved in it: it is in {file}.")
        return told + " " + text.format(file=file)

    def _replay(
        self, way: Callable[[Connection], tuple[Step, Iterator[list[Change | Run]]] | None]
    ) -> tuple[Step, ChangeNotice] | None:
        try:
            with self._transaction() as unit:
                self._place.check()
                done = way(unit.connection)
                if done is None:
                    return None
                step, parts = done
                told = [self._finish(unit.connection, changes) for changes in parts]
        except IntegrityError as error:  # a row that is gone or come is referred to elsewhere
            message = _("That cannot be undone, because later changes depend on it.")
            raise LibraryError(message) from error
        return step, joined(told)

    def _finish(self, connection: Connection, changes: Changes) -> ChangeNotice:
        puts_off = self.on_outdated_index is not None
        search_index_maintenance.follow(connection, changes, puts_off=puts_off)
        return notice_of(driver_of(connection), changes)

    def _ask_for_index(self, connection: Connection) -> None:
        """Lets the search index be rebuilt, once, if it is out of date."""
        ask = self.on_outdated_index
        if (
            ask is None
            or self._is_index_asked_for
            or search_index_maintenance.is_current(connection)
        ):
            return
        self._is_index_asked_for = True
        ask()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Converts database errors to one sentence, and reports damage to its listener."""
        try:
            with _explained(self._path):
                yield
        except LibraryCorrupt:
            self._on_damage()
            raise

    @contextmanager
    def _transaction(self) -> Iterator[Unit]:
        with (
            self._turn,
            self._told(),
            # Where the file is gone nothing will be kept, and its folder may be gone too.
            nullcontext() if self._place.loss() else write_lock(self._path, self._timeout),
            UnitSession(engine := self._engine_now(), expire_on_commit=False) as session,
        ):
            try:
                raw = driver_of(session.connection())
                changes = raw.total_changes
                # Asked each time: a program with another Unicode may have had its turn.
                if self.on_outdated_index is None:
                    search_index_maintenance.refresh(session.connection())
                unit = Unit(session, now())
                with _stoppable(raw, unit):
                    yield unit
                    session.flush()
                self._check_engine(engine)
                self._ask_for_index(session.connection())
                if raw.total_changes != changes:
                    stale_journals.advance(raw)
                session.commit()
                self._has_written = self._has_written or raw.total_changes != changes
            except (LibraryGone, WriteStopped):
                # The connection is kept: none but it leads to a file that is gone, and closed it
                # would hold its lock until the last cursor of what was stopped is forgotten.
                session.rollback()
                raise
            except BaseException:
                # A commit that failed can leave its transaction open, and after some errors SQLite
                # has already rolled back: such a connection is not used again.
                session.invalidate()
                raise


@contextmanager
def _stoppable(raw: sqlite3.Connection, unit: Unit) -> Iterator[None]:
    """Lets a person stop a transaction wherever SQLite is, and see how many rows it has written.

    Stopped, all of it is rolled back: half of one would be a step that the user did not ask for.
    """
    if not can_be_cancelled():
        yield
        return

    def look() -> bool:
        tell_progress(count(unit.changes))
        return is_cancelled()

    raw.set_progress_handler(look, _LOOK_EVERY)
    try:
        yield
    except (sqlite3.OperationalError, DBAPIError) as error:
        if is_cancelled():
            raise WriteStopped(_("Stopped: nothing was changed.")) from error
        raise
    finally:
        raw.set_progress_handler(None, 0)
    if is_cancelled():
        raise WriteStopped(_("Stopped: nothing was changed."))


def make_engine(connect: Callable[[], sqlite3.Connection], timeout: float) -> Engine:
    """Returns an engine with a single connection, whose transactions begin as writers."""
    engine = create_engine(
        "sqlite://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=timeout,
        pool_reset_on_return="rollback",
        hide_parameters=True,  # of what an error says: they are the user's words
    )

    # A transaction that reads first and writes later would fail at once when another program wrote
    # in between, whatever the busy timeout; so each is a writer from its beginning.
    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Converts database errors to one sentence; those that are bugs stay what they are."""
    try:
        with explained(path):
            yield
    except DBAPIError as error:
        known = explain(error.orig, path) if isinstance(error.orig, sqlite3.Error) else None
        if known is None:
            raise
        raise known from error
