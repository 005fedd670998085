"""Copies a library that may be in use to another file, and verifies the copy."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from reader.core.errors import LibraryCorrupt, LibraryError
from reader.core.private_files import make_empty
from reader.core.translation import _
from reader.library import stale_journals
from reader.library.connection import BUSY_SECONDS, DAMAGED, connect, damage_in, is_empty
from reader.library.durable_files import put_in_place, remove_library

# Is told pages done, and pages in all; may raise to give it up. Told 0 of 0 as soon as what is
# written to the library from then on cannot come into the copy.
Progress = Callable[[int, int], None]

_PAGES = 2_000  # copied between two calls of progress: some milliseconds


def copy_library(
    source: Path,
    target: Path,
    *,
    timeout: float = BUSY_SECONDS,
    progress: Progress | None = None,
) -> None:
    """Copies a snapshot of a library to another file, and verifies it.

    The target appears only when it is complete; it replaces a file of the same name. Others may
    write meanwhile. Raises LibraryError (LibraryCorrupt when the library is damaged), OSError,
    sqlite3.Error, and what progress raises; then the target is as it was.
    """
    if is_empty(source):
        raise LibraryCorrupt(_(DAMAGED).format(path=source))
    unfinished = target.with_name(f"{target.name}.tmp")
    remove_library(unfinished)
    make_empty(unfinished)
    try:
        with (
            closing(connect(source, "ro", timeout=timeout)) as reading,
            closing(sqlite3.connect(unfinished, isolation_level=None)) as copy,
        ):
            # A transaction that reads keeps what is copied unchanged: without it, SQLite would begin
            # again whenever another program writes. Without a WAL nobody could write meanwhile.
            (mode,) = reading.execute("PRAGMA journal_mode").fetchone()
            if mode == "wal":
                reading.execute("BEGIN")
            _check_room(reading, target)  # the first read, which takes the snapshot
            if mode == "wal" and progress is not None:
                progress(0, 0)

            def tell(_status: int, left: int, total: int) -> None:
                if progress is not None:
                    progress(total - left, total)

            reading.backup(copy, pages=_PAGES, progress=tell)
            copy.execute("PRAGMA journal_mode=DELETE")
            stale_journals.advance(copy)
            damage = damage_in(copy)
        if damage:
            raise LibraryCorrupt(_(DAMAGED).format(path=source))
        put_in_place(unfinished, target)
    finally:
        remove_library(unfinished)


def _check_room(reading: sqlite3.Connection, target: Path) -> None:
    """Raises LibraryError when the disk has no room for the copy."""
    (size,) = reading.execute(
        "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    ).fetchone()
    if shutil.disk_usage(target.parent).free < size:
        message = _(
            "The disk has no room for a copy of the library in {folder}: {size} MB are needed."
        )
        raise LibraryError(message.format(folder=target.parent, size=size // 1_000_000 + 1))
