"""Puts a backup in the place of a library, so that nothing of what was there is lost."""

from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from reader.core.errors import LibraryError
from reader.core.private_files import make_folder
from reader.core.translation import _
from reader.library import backups
from reader.library.backups import Backup, Reason
from reader.library.connection import connect, explained
from reader.library.durable_files import ENDINGS, put_in_place, synchronise
from reader.library.verified_copy import copy_library
from reader.library.write_lock import write_lock
from reader.paths import free_name


def restore(
    library: Path, chosen: Path, folder: Path, now: datetime, timeout: float
) -> Backup | Path | None:
    """Puts a copy of a backup in the place of a library; returns what keeps the former one.

    That is a backup in the folder, or the file itself under another name if it is damaged; None
    when there was none. Windows that have the library open notice, and write nothing more.
    Raises LibraryError, and then the library is as it was.
    """
    backups.check(chosen)
    library = library.resolve()  # a link stays one
    unfinished = library.with_name(f"{library.name}.restored")
    try:
        make_folder(library.parent)
        with write_lock(library, timeout), explained(chosen):
            copy_library(chosen, unfinished, timeout=timeout)
            kept = _keep_old(library, folder, now, timeout)
            put_in_place(unfinished, library)
            for ending in ENDINGS[1:]:  # the backup of the former library holds what they held
                library.with_name(library.name + ending).unlink(missing_ok=True)
    except OSError as error:
        message = _("The backup {path} was not restored: {reason}.")
        raise LibraryError(message.format(path=chosen, reason=error.strerror)) from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return kept


def _keep_old(library: Path, folder: Path, now: datetime, timeout: float) -> Backup | Path | None:
    """Makes a backup of the library that is there, or sets it aside whole if that cannot be done."""
    if not library.exists():
        return None
    try:
        made = backups.back_up(library, folder, Reason.BEFORE_RESTORE, now)
        # All of the journal goes into the file: should Postil be killed before the journal is
        # removed, there is nothing in it that could be taken for the restored library's.
        with explained(library), closing(connect(library, "rw", timeout=timeout)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except LibraryError:
        return _set_aside(library)
    return made


def _set_aside(library: Path) -> Path:
    """Renames a library with its journal to a free name."""
    aside = free_name(library, "before-restore")
    for ending in ENDINGS:
        with suppress(FileNotFoundError):
            library.with_name(library.name + ending).rename(aside.with_name(aside.name + ending))
    synchronise(library.parent)
    return aside
