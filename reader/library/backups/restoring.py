"""Replaces a library by a backup without losing the current library."""

from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import NamedTuple

from reader.core.errors import LibraryError
from reader.core.private_files import make_folder
from reader.core.translation import _
from reader.library.backups import backup_inspection, backups
from reader.library.backups.backup_inspection import Counts
from reader.library.backups.backups import USUAL, Backup, Keep, Reason
from reader.library.connection import explained, is_empty
from reader.library.durable_files import ENDINGS, put_library_in_place
from reader.library.verified_copy import copy_library
from reader.library.write_lock import write_lock


class Restored(NamedTuple):
    """The result of a restore."""

    counts: Counts  # how much is in the library now
    # What keeps the former library: a backup, or its file under another name if it is damaged.
    kept: Backup | Path | None


def restore(
    library: Path,
    chosen: Path,
    folder: Path,
    now: datetime,
    timeout: float,
    keep: Keep = USUAL,
) -> Restored:
    """Replaces a library by a copy of a backup, and keeps the former library.

    Windows that have the library open notice, and write nothing more.
    Raises LibraryError, and then the library is as it was.
    """
    counts = backup_inspection.check(chosen)
    library = library.resolve()  # a link stays one
    unfinished = library.with_name(f"{library.name}.restored")
    try:
        make_folder(library.parent)
        with write_lock(library, timeout), explained(chosen):
            copy_library(chosen, unfinished, timeout=timeout)
            kept = _keep_old(library, chosen, folder, now, keep)
            put_library_in_place(unfinished, library)
    except OSError as error:
        message = _("The backup {path} was not restored: {reason}.")
        raise LibraryError(message.format(path=chosen, reason=error.strerror)) from None
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    return Restored(counts, kept)


def _keep_old(
    library: Path, chosen: Path, folder: Path, now: datetime, keep: Keep
) -> Backup | Path | None:
    """Creates a backup of the library that is there, or keeps its files if that cannot be done."""
    if library.exists() and not is_empty(library):
        with suppress(LibraryError):
            reason = Reason.BEFORE_RESTORE
            return backups.back_up(library, folder, reason, now, keep=keep, spared=chosen)
    return _set_aside(library)


def _set_aside(library: Path) -> Path | None:
    """Gives the files of a library a second name each; returns the first of these, None without files.

    The first names stay until the restored library has them: at no moment is there none.
    """
    names = (f"{library.name}.before-restore-{number}" for number in count(1))
    name = next(name for name in names if not _has_any(library.with_name(name)))
    kept = []
    for ending in ENDINGS:
        file, second = (library.with_name(one + ending) for one in (library.name, name))
        try:
            second.hardlink_to(file)
        except FileNotFoundError:
            continue
        except OSError:  # a file system without links
            second.write_bytes(file.read_bytes())
        kept.append(second)
    return kept[0] if kept else None


def _has_any(library: Path) -> bool:
    return any(library.with_name(library.name + ending).exists() for ending in ENDINGS)
