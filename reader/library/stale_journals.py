"""Determines whether a journal belongs to the library file beside it.

A backup that is copied over a library leaves the journal of the former file beside it, and SQLite
would replay that journal into the copy. So each transaction writes a new random generation into
``meta``, with the one before it. Whatever a kill or a power cut leaves of a checkpoint, the file
alone has the generation before the journal's first transaction or one of those in the journal. A
file that has another is not the one that the journal was written for.

A rollback journal, which SQLite writes where there is no WAL, contains the pages as they were
before a transaction; so the file has the journal's generation, or one that follows it.

When in doubt the journal belongs: what a WAL contains was acknowledged to the user.
"""

import re
import sqlite3
import struct
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from reader.core.errors import LibraryReadOnly
from reader.core.translation import _
from reader.library.connection import (
    APPLICATION_ID,
    connect_immutable,
    holds_something,
    journal_of,
    rollback_journal_of,
)
from reader.library.write_lock import write_lock
from reader.paths import free_name

_DIGITS = 16
# The same length each time: the row is overwritten where it is, and never moves in its page.
_ADVANCE = (
    "UPDATE meta SET value = lower(hex(randomblob(8))) || '<' || substr(value, 1, 16)"
    " WHERE key = 'generation'"
)
_BEGIN = "INSERT INTO meta(key, value) VALUES ('generation', '----------------<----------------')"
_IN_PAGE = re.compile(rb"generation([0-9a-f-]{16})<([0-9a-f-]{16})")

_HEADER, _FRAME = 32, 24  # bytes before the first frame, and before the page in each
_ROLLBACK = bytes.fromhex("d9d505f920a163d7")  # how the header of a rollback journal begins
_LITTLE, _BIG = 0x377F0682, 0x377F0683  # the magic numbers say how the checksums are made


def advance(connection: sqlite3.Connection) -> None:
    """Gives a library a new generation, in the transaction that changes it; a backup, one of its own."""
    if not connection.execute(_ADVANCE).rowcount:
        connection.execute(_BEGIN)
        connection.execute(_ADVANCE)


def set_aside(path: Path, timeout: float) -> Path | None:
    """Renames a journal that belongs to another file; returns its new name, None if all is well.

    Raises LibraryError when it cannot be renamed. It is looked at again under the lock, as another
    program may be at work with both files.
    """
    foreign = foreign_journal(path)
    if foreign is None:
        return None
    try:
        with write_lock(path, timeout):
            journal = foreign_journal(path)
            if journal is None:
                return None
            aside = free_name(journal, "set-aside")
            journal.rename(aside)
            index = journal.with_name(journal.name.removesuffix("-wal") + "-shm")
            index.unlink(missing_ok=True)  # derived from the journal
            return aside
    except OSError as error:
        message = _(
            "The journal beside the library {path} belongs to another file and cannot be set aside"
            " ({reason}); move {journal} to another folder."
        )
        text = message.format(path=path, reason=error.strerror, journal=foreign.name)
        raise LibraryReadOnly(text) from None


def foreign_journal(path: Path) -> Path | None:
    """Returns a journal of a library that was written for another file; None if that is unknown."""
    wal, rollback = journal_of(path), rollback_journal_of(path)
    try:
        if holds_something(wal) and not belongs(path):
            return wal
        if holds_something(rollback):
            found = _generation(path)
            with rollback.open("rb") as journal:
                if found is not None and not _can_be_taken_back(journal, *found):
                    return rollback
    except (OSError, struct.error):
        pass
    return None


def belongs(path: Path) -> bool:
    """Returns whether the WAL of a library was written for this file; True if that is unknown."""
    found = _generation(path)
    if found is None:
        return True
    root, value = found
    try:
        with journal_of(path).open("rb") as journal:
            return _Journal(journal, root).knows(value[:_DIGITS])
    except (OSError, struct.error):
        return True


def _generation(path: Path) -> tuple[int, str] | None:
    """Returns the page that contains the generation of a file, and the generation; None if it has none."""
    try:
        with closing(connect_immutable(path)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            if application != APPLICATION_ID:
                return None  # another program's, so not ours to judge
            (root,) = connection.execute(
                "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = 'meta'"
            ).fetchone()
            # Without the table's index, which a torn file may have of another moment.
            (value,) = connection.execute(
                "SELECT value FROM meta WHERE +key = 'generation'"
            ).fetchone()
    except (sqlite3.Error, TypeError):  # torn, or without a generation
        return None
    return root, value


def _can_be_taken_back(journal: BinaryIO, root: int, value: str) -> bool:
    """Returns whether a rollback journal may contain pages of a file whose generation this is."""
    present, former = value[:_DIGITS], value[_DIGITS + 1 :]
    start = 0
    while (head := _read(journal, start, 28))[:8] == _ROLLBACK and len(head) == 28:
        (count, _nonce, _pages, sector, size) = struct.unpack_from(">IIIII", head, 8)
        for at in range(start + sector, start + sector + count * (size + 8), size + 8):
            record = _read(journal, at, 4 + size)
            if len(record) < 4 + size:
                return True
            if int.from_bytes(record[:4]) == root and (found := _IN_PAGE.search(record)):
                return found[1].decode("ascii") in (present, former)
        end = start + sector + count * (size + 8)
        start = max(start + sector, -(-end // sector) * sector)
    return True


def _read(file: BinaryIO, start: int, count: int) -> bytes:
    file.seek(start)
    return file.read(count)


class _Journal:
    """The frames of a journal with one page."""

    def __init__(self, file: BinaryIO, page: int) -> None:
        self._file = file
        self._page = page
        self._header = file.read(_HEADER)
        (self._magic, _version, self._size) = struct.unpack_from(">III", self._header)

    def knows(self, generation: str) -> bool:
        """Returns whether the file that the journal belongs to may have this generation."""
        known: set[str] = set()
        for _start, page in self._frames():
            for found in _IN_PAGE.finditer(page):
                present, former = (group.decode("ascii") for group in found.groups())
                if generation in (present, former):
                    return True
                known |= {present, former}
        return not known or _is_spliced(generation, known) or not self._is_valid()

    def _frames(self) -> Iterator[tuple[int, bytes]]:
        """Yields where each frame with the page begins, and the page."""
        start = _HEADER
        while (
            len(head := self._read(start, _FRAME)) == _FRAME and head[8:16] == self._header[16:24]
        ):
            if int.from_bytes(head[:4]) == self._page:
                yield start, self._read(start + _FRAME, self._size)
            start += _FRAME + self._size

    def _is_valid(self) -> bool:
        """Returns whether SQLite would replay a generation: its first transaction is whole."""
        if self._magic not in (_LITTLE, _BIG):
            return False
        sums = self._sum((0, 0), self._header[:24])
        if struct.pack(">II", *sums) != self._header[24:]:
            return False
        start, has_generation = _HEADER, False
        while len(head := self._read(start, _FRAME)) == _FRAME:
            page = self._read(start + _FRAME, self._size)
            if len(page) < self._size or head[8:16] != self._header[16:24]:
                return False
            sums = self._sum(self._sum(sums, head[:8]), page)
            if struct.pack(">II", *sums) != head[16:]:
                return False
            if int.from_bytes(head[:4]) == self._page and _IN_PAGE.search(page):
                has_generation = True
            if has_generation and int.from_bytes(head[4:8]):  # the end of a transaction
                return True
            start += _FRAME + self._size
        return False

    def _read(self, start: int, count: int) -> bytes:
        return _read(self._file, start, count)

    def _sum(self, sums: tuple[int, int], data: bytes) -> tuple[int, int]:
        """Continues SQLite's checksum."""
        order = "<" if self._magic == _LITTLE else ">"
        first, second = sums
        words = struct.unpack(f"{order}{len(data) // 4}I", data)
        for left, right in zip(words[::2], words[1::2], strict=True):
            first = (first + left + second) & 0xFFFFFFFF
            second = (second + right + first) & 0xFFFFFFFF
        return first, second


def _is_spliced(generation: str, known: Collection[str]) -> bool:
    """Returns whether it is the beginning of one and the end of another, as a torn page may have it."""
    return any(
        any(one.startswith(generation[:at]) for one in known)
        and any(one.endswith(generation[at:]) for one in known)
        for at in range(1, _DIGITS)
    )
