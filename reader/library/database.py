"""Opens a library: checks that the file exists, is a library, is intact, and has a known schema.

A library that is current is opened with SQLite alone. Making one or bringing an old one up to date
is left to ``upgrade``, writing to ``write_connection``; both are imported when they are needed.
"""

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from reader.core.errors import (
    LibraryCorrupt,
    LibraryError,
    LibraryLocked,
    LibraryReadOnly,
    LibraryTooNew,
    NotALibrary,
)
from reader.core.translation import _
from reader.library import stale_journals, write_lock
from reader.library.connection import (
    APPLICATION_ID,
    BUSY_SECONDS,
    DAMAGED,
    SCHEMA,
    connect,
    damage_in,
    explained,
    has_journal,
    is_damage,
    probe,
)
from reader.library.file_identity import LibraryFile
from reader.library.queries.queries import Queries
from reader.library.queries.searching.word_forms import WordFormQueries
from reader.library.remote_folders import network_file_system

if TYPE_CHECKING:
    from reader.library.write_connection import WriteConnection

_MOMENT = 0.04  # seconds that a window may not respond
_WAIT = 0.5  # seconds that a write waits until the library was read through


class Database:
    """One open library. Reads go through ``queries()``, writes through ``writer``."""

    def __init__(self, path: Path, *, is_read_only: bool, timeout: float) -> None:
        self.path = path
        self._place = LibraryFile(path)
        self.notice = ""  # what the user is to be told about the opening, one sentence
        self.is_read_only = is_read_only
        self.finds_forms = WordFormQueries.finds_forms  # whether searches find other forms of words
        self._timeout = timeout
        self._writer: WriteConnection | None = None
        self._making = threading.Lock()
        self.damage = ""  # the message about damage that was found, one sentence
        self._why_read_only = ""
        self._is_checked = False
        self._checking = threading.Lock()
        # Has the search index rebuilt by the window, which goes on meanwhile; see WriteConnection.
        self.on_outdated_index: Callable[[], None] | None = None

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        create: bool = True,
        read_only: bool = False,
        timeout: float = BUSY_SECONDS,
    ) -> Self:
        """Opens a library; makes it when there is none, brings it up to date when it is old.

        ``timeout`` is how many seconds to wait for another program. A library that may not be
        written is opened read only. Raises LibraryError or a child of it; a file that is not ours
        or newer than we know is left as it is, to the byte.
        """
        if not _exists(path):
            if not create or read_only:
                message = _(
                    "There is no library at {path}: check the folder, or create one by adding a file."
                )
                raise LibraryError(message.format(path=path))
            from reader.library.upgrade import make_library  # start-up time: once in a lifetime

            make_library(path, timeout)
        aside = stale_journals.set_aside(path, timeout)
        schema = _schema_of(path, timeout)
        is_read_only = read_only or not _is_writable(path)
        if schema < SCHEMA:
            if is_read_only:
                _assert_undamaged(path, timeout)
                message = _(
                    "The library {path} has to be upgraded first, but is read-only; allow "
                    "writing to the file and its folder."
                )
                if _is_writable(path):  # who asked only wants to read
                    message = _(
                        "The library {path} has to be upgraded first: open it once, with the "
                        "window or “postil list”."
                    )
                raise LibraryReadOnly(message.format(path=path))
            from reader.library.upgrade import upgrade_library  # start-up time: once a version

            upgrade_library(path, timeout)
        if not is_read_only and network_file_system(path.resolve().parent):
            _leave_wal(path)
        _look_inside(path, timeout)
        database = cls(path, is_read_only=is_read_only, timeout=timeout)
        if aside is not None:
            message = _(
                "The journal beside the library {path} was written for another file, as when a"
                " backup is copied over it: it was not used, and is kept as {name}."
            )
            database.notice = message.format(path=path, name=aside.name)
        return database

    def queries(self) -> Queries:
        """Returns a new read-only connection, for any one thread; the caller closes it.

        Raises LibraryGone when another file is in the place of the one that was opened.
        """
        self._place.check()
        queries = Queries(self.path, self._timeout, self.mark_damaged, self._rebuild_index)
        queries.finds_forms = self.finds_forms
        return queries

    @property
    def writer(self) -> "WriteConnection":
        """The one write connection, made at the first use; raises LibraryReadOnly.

        Before that the file is read through, so that no damaged library is written into; whoever
        may not wait for this has called ``check`` on another thread.
        """
        self._check_first()
        if self.is_read_only:
            raise LibraryReadOnly(self.why_read_only())
        with self._making:
            if self._writer is None:
                self._place.check()
                # Start-up time: this imports SQLAlchemy.
                from reader.library.write_connection import WriteConnection

                self._writer = WriteConnection(
                    self.path, self._timeout, self._place, self.mark_damaged
                )
                self._writer.on_outdated_index = self.on_outdated_index
            return self._writer

    def _rebuild_index(self) -> None:
        """Has a search index that turned out to be damaged rebuilt, unless nothing can be written."""
        with suppress(LibraryError):  # whoever searched is told of the index
            self.writer.rebuild_damaged_index()

    def loss(self) -> str:
        """Describes what happened to a file that is not in its place any more, and what was saved.

        Empty when the file that was opened is the one at the path.
        """
        loss = self._place.loss()
        return self._writer.after(loss) if loss and self._writer is not None else loss

    def is_busy(self) -> bool:
        """Returns whether a write would have to wait: another program writes, or the file is read."""
        return self._is_being_checked() or self._is_locked() or self._is_used_by_others()

    def wait_for_check(self) -> None:
        """Waits a moment for the file to be read through: longer than it takes for a usual library."""
        if self._is_being_checked() and self._checking.acquire(timeout=_MOMENT):
            self._checking.release()

    def busy_text(self) -> str:
        """Returns what a write waits for: which program is writing now, or wrote last."""
        if self._is_being_checked():
            return _("The library is being checked")
        if self._writer is not None and self._writer.is_writing:
            return _("Postil is still writing")
        holder = write_lock.last_holder(write_lock.lock_file(self.path))
        holder = holder if self._is_locked() else None
        who = write_lock.holder_text(holder) if holder else _("Another program")
        return _("{who} is writing").format(who=who)

    def refuse_if_busy(self) -> None:
        """Raises LibraryLocked when a write would have to wait."""
        if self._is_being_checked():
            raise self._being_checked()
        if self._is_locked():
            raise write_lock.locked_error(self.path)
        if self._is_used_by_others():
            raise write_lock.locked_by_others(self.path)

    def check(self) -> None:
        """Reads the whole file; raises LibraryCorrupt when it is damaged, and it is then read only."""
        with self._checking:
            self._check()

    def mark_damaged(self) -> None:
        """Writes nothing more into the library, from now on."""
        message = _(
            "The library {path} is damaged, so nothing more is written into it: repair it (in the"
            " File menu, or by “postil check --repair”), or restore a backup."
        )
        self.damage = message.format(path=self.path)
        self.is_read_only = True

    def keep_from_writing(self, reason: str) -> None:
        """Makes the library read-only; ``reason`` is reported at each attempt to change it."""
        self._why_read_only = reason
        self.is_read_only = True

    def why_read_only(self) -> str:
        """Returns why nothing can be changed, in a sentence, if the library is read only."""
        if self.damage or self._why_read_only:
            return self.damage or self._why_read_only
        message = _(
            "The library {path} is read-only, so nothing was changed; allow writing to the "
            "file and its folder."
        )
        return message.format(path=self.path)

    def _is_locked(self) -> bool:
        return write_lock.is_held(write_lock.lock_file(self.path))

    def _is_used_by_others(self) -> bool:
        """Returns whether a program that does not know the lock is writing, as far as can be determined."""
        return self._writer is not None and self._writer.is_kept_waiting()

    def _is_being_checked(self) -> bool:
        return not self._is_checked and self._checking.locked()

    def _being_checked(self) -> LibraryLocked:
        message = _(
            "The library {path} is being checked, as it may be damaged, and nothing was "
            "changed; try again in a moment."
        )
        return LibraryLocked(message.format(path=self.path))

    def _check_first(self) -> None:
        """Waits until the file was read through; raises LibraryLocked when that takes long."""
        if self._is_checked or self.is_read_only:
            return
        if not self._checking.acquire(timeout=_WAIT):
            raise self._being_checked()
        try:
            if not self._is_checked:
                with suppress(LibraryCorrupt):  # the caller says so
                    self._check()
        finally:
            self._checking.release()

    def _check(self) -> None:
        self._place.check()
        with (
            explained(self.path),
            closing(connect(self.path, "ro", timeout=self._timeout)) as connection,
        ):
            try:
                connection.execute("PRAGMA cache_size=-256")  # each page is read once
                # Only this check finds an index that lost a row, and it takes as long as the quick one.
                damage = damage_in(connection)
                broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            except sqlite3.DatabaseError as error:
                if not is_damage(error):
                    raise
                damage, broken = str(error), None
        self._is_checked = True
        if damage or broken is not None:
            self.mark_damaged()
            raise LibraryCorrupt(self.damage)

    def close(self) -> None:
        """Closes the write connection, if there is one."""
        with self._making:
            if self._writer is not None:
                self._writer.close(is_damaged=bool(self.damage))
                self._writer = None


def inspect(path: Path, timeout: float = BUSY_SECONDS) -> tuple[int | None, str]:
    """Returns a library's schema number if it can be read, and why it does not open, if it does not.

    Nothing is made, upgraded or set aside: a library that is missing has neither.
    """
    schema = None
    try:
        if not _exists(path):
            return None, ""
        if stale_journals.foreign_journal(path) is not None:
            text = _("The journal beside it was written for another file; it will be set aside.")
            return None, text
        schema = _schema_of(path, timeout)
        if schema == SCHEMA:
            _look_inside(path, timeout)
    except LibraryError as error:
        return schema, str(error)
    return schema, ""


def _exists(path: Path) -> bool:
    """Returns whether there is a file to open; raises LibraryError when something else is in its place."""
    try:
        if path.is_dir():
            message = _("{path} is a folder, not a Postil library; name the file inside it.")
            raise NotALibrary(message.format(path=path))
        if path.is_file():
            if path.stat().st_size == 0:
                message = _(
                    "{path} is empty, so it is not a Postil library; restore a backup (“postil "
                    "restore”), or move it away to create a new one."
                )
                raise NotALibrary(message.format(path=path))
            return True
        if path.is_symlink():
            message = _("{path} points to {target}, which does not exist; restore or remove it.")
            raise NotALibrary(message.format(path=path, target=path.readlink()))
        if path.exists():
            raise NotALibrary(_("{path} is not a file; choose another location.").format(path=path))
        if has_journal(path):
            message = _(
                "The library {path} is missing but its journal is there;"
                " put the library back beside it, or move the journal away."
            )
            raise LibraryCorrupt(message.format(path=path))
    except OSError as error:
        message = _("The library {path} cannot be reached: {reason}.")
        raise LibraryError(message.format(path=path, reason=error.strerror)) from None
    return False


def _schema_of(path: Path, timeout: float) -> int:
    """Returns the schema number of a library of ours; raises NotALibrary or LibraryTooNew."""
    try:
        with explained(path):
            application, schema = probe(path, timeout)
    except LibraryCorrupt as error:
        message = _(
            "{path} is not a Postil library, or its beginning is damaged, so it was not "
            "changed: restore a backup (“postil restore”), or choose another folder with "
            "--data-dir."
        )
        raise NotALibrary(message.format(path=path)) from error
    if application != APPLICATION_ID:
        message = _("{path} belongs to another program and was not changed; choose another file.")
        raise NotALibrary(message.format(path=path))
    if schema > SCHEMA:
        message = _(
            "The library {path} was created by a newer version of Postil; update Postil to open it."
        )
        raise LibraryTooNew(message.format(path=path))
    return schema


def _is_writable(path: Path) -> bool:
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _leave_wal(path: Path) -> None:
    """Takes a library out of WAL mode, unless another program has it open."""
    with (
        suppress(LibraryLocked),
        write_lock.write_lock(path, timeout=0),
        explained(path),
        closing(connect(path, "rw", timeout=0)),
    ):
        pass  # the connection chooses the mode


def _look_inside(path: Path, timeout: float) -> None:
    """Reads the tables' list, as every later question will have to; raises LibraryError."""
    with explained(path), closing(connect(path, "ro", timeout=timeout)) as connection:
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
        (tables,) = connection.execute(
            "SELECT count(*) FROM sqlite_master WHERE name IN ('article', 'revision', 'step')"
        ).fetchone()
    if schema != SCHEMA or tables < 3:
        raise LibraryCorrupt(_damaged(path))


def _assert_undamaged(path: Path, timeout: float) -> None:
    """Raises LibraryCorrupt if a library that is not to be changed cannot be brought up to date."""
    with explained(path), closing(connect(path, "ro", timeout=timeout)) as connection:
        if damage_in(connection):
            raise LibraryCorrupt(_damaged(path))


def _damaged(path: Path) -> str:
    return _(DAMAGED).format(path=path)
