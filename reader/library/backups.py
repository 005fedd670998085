"""Keeps backups of a library: makes them, lists them, and removes those that are not needed any more.

A backup is a library of its own in a folder: one file, complete, named by number, moment and reason.
"""

import os
import re
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from pathlib import Path

from reader.core.errors import LibraryCorrupt, LibraryError, LibraryTooNew, NotALibrary
from reader.core.private_files import make_folder
from reader.core.translation import _
from reader.library.connection import (
    APPLICATION_ID,
    SCHEMA,
    connect,
    connect_immutable,
    explained,
    journal_of,
)
from reader.library.durable_files import remove_library
from reader.library.verified_copy import Progress, copy_library
from reader.library.write_lock import hold

LAST, DAILY, WEEKLY, MONTHLY = 10, 7, 4, 6  # how many are kept of each kind
_POORER = 0.9  # of the annotations or articles: a backup with fewer does not stand for a former one

_NAME = re.compile(r"library-(\d{6,})-(\d{8}T\d{6})Z-([a-z-]+)\.sqlite")
_MOMENT = "%Y%m%dT%H%M%S"


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
) -> Backup:
    """Makes a backup of a library that may be in use, and removes those that it makes unneeded.

    Raises LibraryError, and what progress raises; then all former backups are still there.
    """
    try:
        make_folder(folder)
        with _turn(folder), explained(library):
            for left in folder.glob("library-*.tmp*"):  # by a program that was killed
                left.unlink()
            former = listed(folder)
            number = former[0].number + 1 if former else 1
            moment = now.astimezone(UTC).strftime(_MOMENT)
            path = folder / f"library-{number:06}-{moment}Z-{reason.value}.sqlite"
            copy_library(library, path, progress=progress)
            made = _parsed(path)
            assert made is not None
            for backup in unneeded([made, *former]):
                with suppress(OSError):  # it is tried again with the next one
                    remove_library(backup.path)
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


@contextmanager
def _turn(folder: Path) -> Iterator[None]:
    """Lets one program at a time number and remove backups."""
    lock = hold(folder / "backups.lock", timeout=60.0)
    try:
        yield
    finally:
        os.close(lock)


def counts(path: Path) -> Counts:
    """Returns how much a backup holds; raises LibraryError when it cannot be read."""
    with explained(path), closing(connect_immutable(path)) as connection:
        return counts_of(connection)


def counts_of_library(library: Path) -> Counts | None:
    """Returns how much a library in use holds; None when it cannot be read."""
    try:
        with explained(library), closing(connect(library, "ro")) as connection:
            return counts_of(connection)
    except LibraryError:
        return None


def counts_of(connection: sqlite3.Connection) -> Counts:
    """Returns how much the library of a connection holds."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM article WHERE deleted_at IS NULL),"
        " (SELECT count(*) FROM annotation WHERE deleted_at IS NULL),"
        " (SELECT count(*) FROM tag)"
    ).fetchone()
    return Counts(*row)


def check(path: Path) -> None:
    """Reads a backup through; raises LibraryError when it is missing, damaged or cannot be opened here."""
    if not path.is_file():
        raise LibraryError(_("There is no backup at {path}.").format(path=path))
    try:
        with closing(connect_immutable(path)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
            (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as error:
        message = _("The backup {path} cannot be read: it is damaged, or no library.")
        raise LibraryCorrupt(message.format(path=path)) from error
    if application != APPLICATION_ID:
        raise NotALibrary(_("{path} is not a backup of a Postil library.").format(path=path))
    if schema > SCHEMA:
        message = _("The backup {path} was made by a newer Postil; update Postil to restore it.")
        raise LibraryTooNew(message.format(path=path))
    if answer != "ok":
        raise LibraryCorrupt(_("The backup {path} is damaged; choose another.").format(path=path))


def unneeded(backups: Sequence[Backup]) -> list[Backup]:
    """Returns those of some backups, the newest first, that need not be kept.

    Kept are the last ten, and the newest of each of the last seven days, four weeks and six months
    that have one. A backup also stays as long as each newer one that is kept holds much less.
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
        mine = counts(backup.path)
    except LibraryError:
        return True
    return not any(_holds(one, mine) for one in newer)


def _holds(backup: Backup, least: Counts) -> bool:
    try:
        found = counts(backup.path)
    except LibraryError:
        return False
    return (
        found.annotations >= _POORER * least.annotations
        and found.articles >= _POORER * least.articles
    )


def _parsed(file: Path) -> Backup | None:
    """Returns what a file's name tells; None when it is no backup of ours."""
    match = _NAME.fullmatch(file.name)
    if match is None:
        return None
    try:
        moment = datetime.strptime(match[2], _MOMENT).replace(tzinfo=UTC)
        return Backup(file, int(match[1]), moment, Reason(match[3]), file.stat().st_size)
    except (ValueError, FileNotFoundError):
        return None
