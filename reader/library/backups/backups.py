"""Creates and lists backups of a library, and removes those no longer needed.

A backup is a library of its own in a folder: one file, complete, named by number, moment and reason.
"""

import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from reader.core.errors import LibraryCorrupt, LibraryError
from reader.core.translation import _
from reader.library.backups import verification_record
from reader.library.backups.backup_inspection import weights
from reader.library.connection import DAMAGED, explained, journal_of
from reader.library.durable_files import remove_library
from reader.library.verified_copy import Progress, copy_library
from reader.library.write_lock import turn

BEFORE_DELETIONS = 5  # nothing else has what was deleted permanently
_POORER = 0.9  # of what a backup contains: one with less does not stand for a former one

_NAME = re.compile(r"library-(\d{6,})-(\d{8}T\d{6})Z-([a-z-]+)\.sqlite")
_LEFT = re.compile(rf"{_NAME.pattern}\.tmp(-wal|-shm|-journal)?")
_LOCK = "backups.lock"
_MOMENT = "%Y%m%dT%H%M%S"


class Keep(NamedTuple):
    """How many backups are kept: the last ones, and the newest of each day, week and month."""

    last: int
    daily: int
    weekly: int
    monthly: int


# By the words of the setting.
KEEPS = {"fewer": Keep(5, 5, 2, 3), "usual": Keep(10, 7, 4, 6), "more": Keep(20, 14, 8, 24)}
USUAL = KEEPS["usual"]


class Reason(Enum):
    """Why a backup was made."""

    AUTOMATIC = "automatic"
    BY_HAND = "by-hand"
    BEFORE_RESTORE = "before-restore"
    BEFORE_DELETION = "before-deletion"
    BEFORE_IMPORT = "before-import"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup, as described by its name and its file."""

    path: Path
    number: int  # counts up, whatever the clock does
    made_at: datetime  # in UTC
    reason: Reason
    size: int  # bytes


def listed(folder: Path) -> list[Backup]:
    """Returns the backups of a folder, the newest first; none when the folder is not there.

    Raises LibraryError when it cannot be read.
    """
    try:
        found = [backup for file in folder.iterdir() if (backup := _parsed(file)) is not None]
    except FileNotFoundError:
        return []
    except OSError as error:
        message = _("The backups in {folder} cannot be read: {reason}.")
        raise LibraryError(message.format(folder=folder, reason=error.strerror)) from None
    return sorted(found, key=lambda one: one.number, reverse=True)


def back_up(
    library: Path,
    folder: Path,
    reason: Reason,
    now: datetime,
    *,
    keep: Keep = USUAL,
    progress: Progress | None = None,
    spared: Path | None = None,
    patience: float = 60.0,
) -> Backup:
    """Creates a backup of a library that may be in use, and removes those that it makes unneeded.

    One that is to be spared stays. The folder is made, if the one that it is in is there.
    ``patience`` is how many seconds to wait for another program that makes one there.
    Raises LibraryError, and what progress raises; then all former backups are still there.
    """
    try:
        if not library.exists():
            message = _("There is no library at {path} to back up.")
            raise LibraryError(message.format(path=library))
        folder.mkdir(mode=0o700, exist_ok=True)  # not those above it: a disk may be missing
        with turn(folder / _LOCK, timeout=patience), explained(library):
            for left in folder.iterdir():
                if _LEFT.fullmatch(left.name):  # by a program that was killed
                    with suppress(OSError):
                        left.unlink()
            former = listed(folder)
            number = former[0].number + 1 if former else 1
            moment = now.astimezone(UTC).strftime(_MOMENT)
            path = folder / f"library-{number:06}-{moment}Z-{reason.value}.sqlite"
            copy_library(library, path, progress=progress)
            made = _parsed(path)
            assert made is not None
            for backup in unneeded([made, *former], keep):
                if backup.path != spared:
                    with suppress(OSError):  # it is tried again with the next one
                        remove_library(backup.path)
    except sqlite3.Error as error:  # a file of another program, or of none
        raise LibraryCorrupt(_(DAMAGED).format(path=library)) from error
    except TimeoutError:
        message = _("No backup was created in {folder}: another one is being created there.")
        raise LibraryError(message.format(folder=folder)) from None
    except OSError as error:
        message = _("No backup was created in {folder}: {reason}.")
        raise LibraryError(message.format(folder=folder, reason=error.strerror)) from None
    return made


def delete(backup: Backup) -> None:
    """Removes a backup for good; raises LibraryError when that cannot be done."""
    try:
        remove_library(backup.path)
    except OSError as error:
        message = _("The backup {path} was not deleted: {reason}.")
        raise LibraryError(message.format(path=backup.path, reason=error.strerror)) from None


def is_due(library: Path, folder: Path, now: datetime, after: timedelta) -> bool:
    """Returns whether a library was changed since its last backup, and that one is older than ``after``.

    Raises LibraryError when the backups cannot be listed.
    """
    former = listed(folder)
    if not former:
        return True
    made_at = former[0].made_at
    # A backup of the future was made while the clock was wrong: it says nothing about how old it is.
    return made_at > now or (now - made_at > after and changed_at(library) > made_at)


def changed_at(library: Path) -> datetime:
    """Returns when a library or its journal was written last; the beginning of time if it is missing."""
    times = [0.0]
    for file in (library, journal_of(library)):
        with suppress(OSError):
            found = file.stat()
            if found.st_size:  # reading makes an empty journal
                times.append(found.st_mtime)
    return datetime.fromtimestamp(max(times), UTC)


def is_own(name: str) -> bool:
    """Returns whether a file of this name in a folder of backups is Postil's."""
    known = (_LOCK, verification_record.NAME)
    return name in known or any(form.fullmatch(name) for form in (_NAME, _LEFT))


def unneeded(backups: Sequence[Backup], keep: Keep = USUAL) -> list[Backup]:
    """Returns those of some backups, the newest first, that need not be kept.

    Kept are the last ones, the newest of each of the last days, weeks and months that have one, and
    the last five made before something was deleted permanently. A backup also stays as long as each
    newer one that is kept contains much less.
    """
    wanted = {backup.number for backup in _newest_of_each(backups, keep)}
    kept: list[Backup] = []
    left: list[Backup] = []
    for backup in backups:
        if backup.number in wanted or _is_richer(backup, kept):
            kept.append(backup)
        else:
            left.append(backup)
    return left


def _newest_of_each(backups: Sequence[Backup], keep: Keep) -> Iterator[Backup]:
    yield from backups[: keep.last]
    yield from [one for one in backups if one.reason is Reason.BEFORE_DELETION][:BEFORE_DELETIONS]
    for span, count in (("%Y-%m-%d", keep.daily), ("%G-%V", keep.weekly), ("%Y-%m", keep.monthly)):
        seen: list[str] = []
        for backup in backups:
            name = backup.made_at.astimezone().strftime(span)
            if name not in seen:
                seen.append(name)
                yield backup
            if len(seen) == count:
                break


def _is_richer(backup: Backup, newer: Collection[Backup]) -> bool:
    """Returns whether each of some newer backups contains much less; True if that is unknown."""
    try:
        mine = weights(backup.path)
    except LibraryError:
        return True
    return not any(_holds(one, mine) for one in newer)


def _holds(backup: Backup, least: Sequence[int]) -> bool:
    try:
        found = weights(backup.path)
    except LibraryError:
        return False
    return all(one >= _POORER * other for one, other in zip(found, least, strict=True))


def _parsed(file: Path) -> Backup | None:
    """Returns the backup that a file's name describes; None for other files."""
    match = _NAME.fullmatch(file.name)
    if match is None:
        return None
    try:
        moment = datetime.strptime(match[2], _MOMENT).replace(tzinfo=UTC)
        moment.astimezone()  # a year that a clock here cannot show is none of ours
        return Backup(file, int(match[1]), moment, Reason(match[3]), file.stat().st_size)
    except (ValueError, OverflowError, OSError):
        return None
