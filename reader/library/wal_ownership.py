"""Tells whether a journal (WAL) belongs to the library file that it lies beside.

A backup that is copied over a library leaves the journal of the former file beside it, and SQLite
would replay that journal into the copy. So each transaction writes a new random generation into
``meta``, with the one before it. Whatever a kill or a power cut leaves of a checkpoint, the file
alone has the generation before the journal's first transaction or one of those in the journal. A
file that has another is not the one that the journal was written for.

When in doubt the journal belongs: what it holds was acknowledged to a person.
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
    has_journal,
    journal_of,
)
from reader.library.write_lock import write_lock
from reader.paths import free_name

_DIGITS = 16
# The same length each time: the row is overwritten where it lies, and never moves in its page.
_ADVANCE = (
    "UPDATE meta SET value = lower(hex(randomblob(8))) || '<' || substr(value, 1, 16)"
    " WHERE key = 'generation'"
)
_BEGIN = "INSERT INTO meta(key, value) VALUES ('generation', '----------------<----------------')"
_IN_PAGE = re.compile(rb"generation([0-9a-f-]{16})<([0-9a-f-]{16})")

_HEADER, _FRAME = 32, 24  # bytes before the first frame, and before the page in each
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
    if not has_journal(path) or belongs(path):
        return None
    try:
        with write_lock(path, timeout):
            if not has_journal(path) or belongs(path):
                return None
            journal = journal_of(path)
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
        reason, name = error.strerror, journal_of(path).name
        raise LibraryReadOnly(message.format(path=path, reason=reason, journal=name)) from None


def belongs(path: Path) -> bool:
    """Returns whether the journal of a library was written for this file; True also if nobody can tell."""
    try:
        with closing(connect_immutable(path)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            if application != APPLICATION_ID:
                return True  # another program's, so not ours to judge
            (root,) = connection.execute(
                "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = 'meta'"
            ).fetchone()
            # Without the table's index, which a torn file may have of another moment.
            (value,) = connection.execute(
                "SELECT value FROM meta WHERE +key = 'generation'"
            ).fetchone()
    except (sqlite3.Error, TypeError):  # torn, or without a generation
        return True
    try:
        with journal_of(path).open("rb") as journal:
            return _Journal(journal, root).knows(value[:_DIGITS])
    except (OSError, struct.error):
        return True


class _Journal:
    """The frames of a journal that hold one page."""

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
        self._file.seek(start)
        return self._file.read(count)

    def _sum(self, sums: tuple[int, int], data: bytes) -> tuple[int, int]:
        """Goes on with SQLite's checksum."""
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
