"""The lock for writing: who holds it is told to those that wait."""

import errno
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader.core.errors import LibraryLocked
from reader.library import write_lock as locks
from reader.library.database import Database
from reader.library.write_lock import Holder, write_lock
from reader.operations import articles
from reader.operations.history import History
from tests.conftest import ROOT
from tests.library.samples import draft

_HOLD = """
import sys
from pathlib import Path
from reader.library.write_lock import name_program, write_lock
name_program("add")
with write_lock(Path(sys.argv[1]), 5):
    print(flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_elsewhere(library: Path) -> Iterator[int]:
    """Has another process hold the lock; its id."""
    command = [sys.executable, "-c", _HOLD, str(library)]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield process.pid


def test_who_waits_is_told_for_whom_and_since_when(library: Path) -> None:
    Database.open(library).close()
    database = Database.open(library, timeout=0)
    file = locks.lock_file(library)
    with held_elsewhere(library) as pid:
        with pytest.raises(LibraryLocked) as error:
            History(database).do("Add", articles.add, draft())
        assert re.fullmatch(
            rf"“postil add” \(process {pid}\) has been writing to the library .*library.sqlite since"
            r" \d\d:\d\d:\d\d; wait a moment and try again, or end that program if it hangs\.",
            str(error.value),
        )
        assert locks.is_held(file)
    assert not locks.is_held(file)
    History(database).do("Add", articles.add, draft())
    holder = locks.last_holder(file)
    assert holder is not None
    assert holder.pid == os.getpid()
    assert datetime.now(UTC) - holder.since < timedelta(minutes=5)
    database.close()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "\n",
        "\n5",
        "\n{}",
        '\n{"pid": 1, "program": "add", "since": "yesterday"}',
        '\n{"pid": 1, "program": "add", "since": "2026-11-29T12:00:00"}',
        '\n{"pid": null, "program": "add", "since": "2026-11-29T12:00:00Z"}',
        "\n[" * 900,
        "\n\xff",
    ],
)
def test_what_cannot_be_read_of_a_holder_is_not_told(library: Path, content: str) -> None:
    file = locks.lock_file(library)
    with write_lock(library, 0):
        file.write_text(content, "latin-1")
        with (
            pytest.raises(LibraryLocked, match="Another program is writing"),
            write_lock(library, 0),
        ):
            pass


def test_a_full_disk_does_not_keep_the_lock_from_being_held(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int, _data: bytes) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "write", full)
    with write_lock(library, 0):
        assert locks.is_held(locks.lock_file(library))


def test_how_a_holder_is_named() -> None:
    now = datetime.now(UTC)
    assert locks.holder_text(Holder(7, "window", now)) == "Postil's window (process 7)"
    assert locks.holder_text(Holder(7, "", now)) == "Another program (process 7)"
    assert re.fullmatch(r"\d\d:\d\d:\d\d", locks.since_text(Holder(7, "", now)))
    long_ago = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert locks.since_text(Holder(7, "", long_ago)) == "2026-01-02 03:04:05"
