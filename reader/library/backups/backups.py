"""Keeps backups of a library: makes them, lists them, and removes those that are not needed any more.

A backup is a library of its own in a folder: one file, complete, named by number, moment and reason.
"""

import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path

from reader.core.errors import LibraryCorrupt, LibraryError, LibraryTooNew, NotALibrary
from reader.core.translation import N_, _
from reader.library.connection import (
    APPLICATION_ID,
    DAMAGED,
    SCHEMA,
    connect,
    connect_immutable,
    explained,
    has_journal,
    is_empty,
    journal_of,
)
from reader.library.durable_files import remove_library
from reader.library.verified_copy import Progress, copy_library
from reader.library.write_lock import turn

LAST, DAILY, WEEKLY, MONTHLY = 10, 7, 4, 6  # how many are kept of each kind
BEFORE_DELETIONS = 5  # nothing else has what was deleted for good
_POORER = 0.9  # of what a backup holds: one with less does not stand for a former one

_NAME = re.compile(r"library-(\d{6,})-(\d{8}T\d{6})Z-([a-z-]+)\.sqlite")
_LEFT = re.compile(rf"{_NAME.pattern}\.tmp(-wal|-shm|-journal)?")
_MOMENT = "%Y%m%dT%H%M%S"
_UNREADABLE = N_(
    "The backup {path} cannot be read, as it is damaged or no library; choose another."
)


class Reason(Enum):
    """Why a backup was made."""

    AUTOMATIC = "automatic"
    BY_HAND = "by-hand"
    BEFORE_RESTORE = "before-restore"
    BEFORE_DELETION = "before-deletion"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a library holds, without what is in the trash."""

    articles: int
    annotations: int
    tags: int


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup, as its name and its file tell of it."""

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
    progress: Progress | None = None,
    spared: Path | None = None,
) -> Backup:
    """Makes a backup of a library that may be in use, and removes those that it makes unneeded.

    One that is to be spared stays. The folder is made, if the one that it lies in is there.
    Raises LibraryError, and what progress raises; then all former backups are still there.
    """
    try:
        if not library.exists():
            message = _("There is no library at {path} to be backed up.")
            raise LibraryError(message.format(path=library))
        folder.mkdir(mode=0o700, exist_ok=True)  # not those above it: a disk may be missing
        with turn(folder / "backups.lock", timeout=60.0), explained(library):
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
            for backup in unneeded([made, *former]):
                if backup.path != spared:
                    with suppress(OSError):  # it is tried again with the next one
                        remove_library(backup.path)
    except sqlite3.Error as error:  # a file of another program, or of none
        raise LibraryCorrupt(_(DAMAGED).format(path=library)) from error
    except OSError as error:
        message = _("No backup was made in {folder}: {reason}.")
        raise LibraryError(message.format(folder=folder, reason=error.strerror)) from None
    return made


def is_due(library: Path, folder: Path, now: datetime, after: timedelta) -> bool:
    """Returns whether a library was changed since its last backup, and that one is older than ``after``.

    Raises LibraryError when the backups cannot be listed.
    """
    former = listed(folder)
    if not former:
        return True
    made_at = former[0].made_at
    # A backup of the future was made while the clock was wrong: it says nothing about how old it is.
    return made_at > now or (now - made_at > after and _changed_at(library) > made_at)


def _changed_at(library: Path) -> datetime:
    """Returns when a library or its journal was written last; the beginning of time if it is missing."""
    times = [0.0]
    for file in (library, journal_of(library)):
        with suppress(OSError):
            found = file.stat()
            if found.st_size:  # reading makes an empty journal
                times.append(found.st_mtime)
    return datetime.fromtimestamp(max(times), UTC)


def counts(path: Path) -> Counts:
    """Returns how much a backup holds; raises LibraryError when it cannot be read."""
    try:
        with closing(_opened(path)) as connection:
            return counts_of(connection)
    except (sqlite3.Error, OSError) as error:
        raise LibraryCorrupt(_(_UNREADABLE).format(path=path)) from error


def _opened(path: Path) -> sqlite3.Connection:
    """Returns a connection that reads a backup, with its journal if it was a library in use."""
    return connect(path, "ro") if has_journal(path) else connect_immutable(path)


def counts_of_library(library: Path) -> Counts | None:
    """Returns how much a library in use holds; None when it cannot be read."""
    if is_empty(library):
        return None
    try:
        with closing(connect(library, "ro")) as connection:
            return counts_of(connection)
    except sqlite3.Error:
        return None


def counts_of(connection: sqlite3.Connection) -> Counts:
    """Returns how much the library of a connection holds."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM article WHERE deleted_at IS NULL),"
        " (SELECT count(*) FROM annotation WHERE deleted_at IS NULL),"
        " (SELECT count(*) FROM tag)"
    ).fetchone()
    return Counts(*row)


def check(path: Path) -> Counts:
    """Reads a backup through, and returns how much it holds.

    Raises LibraryError when it is missing, damaged, of another program or of a newer Postil.
    """
    if not path.is_file():
        raise LibraryError(_("There is no backup at {path}.").format(path=path))
    try:
        with closing(_opened(path)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
            if application != APPLICATION_ID:
                message = _("{path} is not a backup of a Postil library.")
                raise NotALibrary(message.format(path=path))
            if schema > SCHEMA:
                message = _(
                    "The backup {path} was made by a newer Postil; update Postil to restore it."
                )
                raise LibraryTooNew(message.format(path=path))
            (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if answer != "ok":
                raise LibraryCorrupt(_(_UNREADABLE).format(path=path))
            return counts_of(connection)
    except (sqlite3.Error, OSError) as error:
        raise LibraryCorrupt(_(_UNREADABLE).format(path=path)) from error


def unneeded(backups: Sequence[Backup]) -> list[Backup]:
    """Returns those of some backups, the newest first, that need not be kept.

    Kept are the last ten, the newest of each of the last seven days, four weeks and six months that
    have one, and the last five made before something was deleted for good. A backup also stays as
    long as each newer one that is kept holds much less.
    """
    wanted = {backup.number for backup in _newest_of_each(backups)}
    kept: list[Backup] = []
    left: list[Backup] = []
    for backup in backups:
        if backup.number in wanted or _is_richer(backup, kept):
            kept.append(backup)
        else:
            left.append(backup)
    return left


def _newest_of_each(backups: Sequence[Backup]) -> Iterator[Backup]:
    yield from backups[:LAST]
    yield from [one for one in backups if one.reason is Reason.BEFORE_DELETION][:BEFORE_DELETIONS]
    for span, count in (("%Y-%m-%d", DAILY), ("%G-%V", WEEKLY), ("%Y-%m", MONTHLY)):
        seen: list[str] = []
        for backup in backups:
            name = backup.made_at.astimezone().strftime(span)
            if name not in seen:
                seen.append(name)
                yield backup
            if len(seen) == count:
                break


def _is_richer(backup: Backup, newer: Collection[Backup]) -> bool:
    """Returns whether each of some newer backups holds much less; True when nobody can tell."""
    try:
        mine = _weights(backup.path)
    except LibraryError:
        return True
    return not any(_holds(one, mine) for one in newer)


def _holds(backup: Backup, least: Sequence[int]) -> bool:
    try:
        found = _weights(backup.path)
    except LibraryError:
        return False
    return all(one >= _POORER * other for one, other in zip(found, least, strict=True))


def _weights(path: Path) -> tuple[int, ...]:
    """Returns how many articles and annotations there are, in the trash too, tags, and letters of notes.

    Raises LibraryError when the backup cannot be read.
    """
    try:
        with closing(_opened(path)) as connection:
            found: tuple[int, ...] = connection.execute(
                "SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM tag), count(*),"
                " coalesce(sum(length(note)), 0) FROM annotation"
            ).fetchone()
            return found
    except (sqlite3.Error, OSError) as error:
        raise LibraryCorrupt(_(_UNREADABLE).format(path=path)) from error


def _parsed(file: Path) -> Backup | None:
    """Returns what a file's name tells; None when it is no backup of ours."""
    match = _NAME.fullmatch(file.name)
    if match is None:
        return None
    try:
        moment = datetime.strptime(match[2], _MOMENT).replace(tzinfo=UTC)
        moment.astimezone()  # a year that a clock here cannot show is none of ours
        return Backup(file, int(match[1]), moment, Reason(match[3]), file.stat().st_size)
    except (ValueError, OverflowError, OSError):
        return None
