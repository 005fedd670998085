"""Opens a read-only copy of a library that cannot be opened itself."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from pathlib import Path

from reader.core.errors import LibraryError
from reader.core.private_files import private
from reader.core.translation import _
from reader.library import stale_journals
from reader.library.connection import (
    APPLICATION_ID,
    SCHEMA,
    connect,
    connect_immutable,
    file_numbers,
    holds_something,
    journal_of,
    rollback_journal_of,
)
from reader.library.database import Database
from reader.library.write_lock import write_lock

_PIECE = 4_000_000  # bytes copied between two looks whether it is given up
_PATIENCE = 0.5  # seconds that another program may go on writing before it is copied all the same


class ReadingCopy(Database):
    """A copy that goes when it is closed, and that nothing is written into by the user."""

    def close(self) -> None:
        """Removes the copy."""
        super().close()
        shutil.rmtree(self.path.parent, ignore_errors=True)


def can_be_read(path: Path) -> bool:
    """Returns whether a library that does not open looks as if a copy of it could be read."""
    try:
        has_wal = holds_something(journal_of(path)) and stale_journals.foreign_journal(path) is None
        with closing(connect(path, "ro") if has_wal else connect_immutable(path)) as connection:
            application, schema = file_numbers(connection)
            (tables,) = connection.execute(
                "SELECT count(*) FROM sqlite_master WHERE name IN ('article', 'revision', 'step')"
            ).fetchone()
    except (sqlite3.Error, OSError):
        return False
    return bool(application == APPLICATION_ID and 0 < schema <= SCHEMA and tables == 3)


def open_copy(path: Path, is_cancelled: Callable[[], bool] = lambda: False) -> ReadingCopy:
    """Copies a library with its journal, upgrades the copy and opens it read-only.

    A journal that was written for another file is set aside in the copy. Raises LibraryError.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="postil-"))  # only its owner may look into it
        try:
            _copy_files(path, folder / path.name, is_cancelled)
            opened = ReadingCopy.open(folder / path.name)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    except OSError as error:
        message = _("The library {path} cannot be copied to be read: {reason}.")
        raise LibraryError(message.format(path=path, reason=error.strerror)) from None
    text = _("The library {path} did not open: this is a read-only copy of it.")
    opened.notice = text.format(path=path)
    opened.keep_from_writing(opened.notice)
    return opened


def _copy_files(path: Path, copy: Path, is_cancelled: Callable[[], bool]) -> None:
    """Copies a library and its journals, while nothing is written into them if that can be had."""
    with ExitStack() as stack:
        with suppress(LibraryError):
            stack.enter_context(write_lock(path, _PATIENCE))
        _copy(path, copy, is_cancelled)
        for journal in (journal_of(path), rollback_journal_of(path)):
            if holds_something(journal):
                ending = journal.name.rpartition("-")[2]
                _copy(journal, copy.with_name(f"{copy.name}-{ending}"), is_cancelled)


def _copy(source: Path, target: Path, is_cancelled: Callable[[], bool]) -> None:
    with source.open("rb") as reading, open(target, "wb", opener=private) as writing:
        while piece := reading.read(_PIECE):
            if is_cancelled():
                raise LibraryError(_("Stopped: the library was not opened."))
            writing.write(piece)
