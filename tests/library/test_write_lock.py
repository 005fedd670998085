"""The lock for writing: who holds it is told to those that wait."""

import errno
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from reader import paths
from reader.core.errors import LibraryLocked
from reader.core.models import View
from reader.library import write_lock as locks
from reader.library.database import Database
from reader.library.unit_of_work import Unit
from reader.library.write_lock import Holder, write_lock
from reader.operations import articles
from reader.operations.history import History
from tests.conftest import ROOT
from tests.each import each
from tests.fault_table import Tally
from tests.forked_programs import RunForked
from tests.library.samples import assert_sound, draft
from tests.thorough import IS_THOROUGH, cases

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


@pytest.mark.parametrize("round_", cases(1, more=range(2, 11)))
def test_who_waits_is_told_for_whom_and_since_when(
    library: Path, round_: int, tally: Tally
) -> None:
    Database.open(library).close()
    database = Database.open(library, timeout=0)
    file = locks.lock_file(library)
    with held_elsewhere(library) as pid:
        os.kill(pid, signal.SIGSTOP)  # it hangs, and will not let go
        with pytest.raises(LibraryLocked) as error:
            History(database).do("Add", articles.add, draft())
        assert re.fullmatch(
            rf"“postil add” \(process {pid}\) has been writing to the library .*library.sqlite since"
            r" \d\d:\d\d:\d\d; wait a moment and try again, or quit that program if it hangs\.",
            str(error.value),
        )
        assert locks.is_held(file)
        with closing(database.queries()) as queries:
            assert queries.article_ids(View.ALL) == []
        os.kill(pid, signal.SIGKILL if round_ % 2 else signal.SIGCONT)
    assert not locks.is_held(file)
    History(database).do("Add", articles.add, draft())
    holder = locks.last_holder(file)
    assert holder is not None
    assert holder.pid == os.getpid()
    assert datetime.now(UTC) - holder.since < timedelta(minutes=5)
    database.close()
    tally.count("stopped", kept=1, told=1)
    assert_sound(library)


def test_who_waits_long_leaves_the_processor_to_others(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, pauses = [0.0], list[float]()

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        now[0] += seconds

    monkeypatch.setattr(time, "sleep", sleep)
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    with write_lock(library, 0), pytest.raises(LibraryLocked), write_lock(library, 10.0):
        pass
    assert min(pauses) > 0.003
    assert sum(pauses) < 10.1


_CROWD = """
from reader.cli import subcommand_dispatch as commands, main
from reader.operations import adding
waiting, go = os.pipe()
children = []
for number in range(int(sys.argv[2])):
    if child := os.fork():
        children.append(child)
        continue
    os.close(go)
    sys.stdin = open(os.devnull)
    os.read(waiting, 1)  # until the first process closes its end
    os._exit(main.main(["--data-dir", sys.argv[1], "add", f"{sys.argv[1]}/{number}.txt"]))
os.close(go)
print([os.waitpid(child, 0)[1] for child in children])
"""


@pytest.mark.skipif(not IS_THOROUGH, reason="takes seconds")
def test_forty_commands_at_once_all_come_in_turn(
    data_dir: Path, run_forked: RunForked, tally: Tally
) -> None:
    count = 40
    library = paths.library_file(data_dir)
    Database.open(library).close()
    for number in range(count):
        (data_dir / f"{number}.txt").write_text(f"Title {number}\n\nText number {number}.\n")
    code, told = run_forked(_CROWD, data_dir, count)
    database = Database.open(library)
    with closing(database.queries()) as queries:
        kept = len(queries.article_ids(View.ALL))
    database.close()
    tally.count("crowd", injected=count, kept=kept, refused=count - kept)
    assert (code, told[-1]) == (0, str([0] * count))
    assert kept == count
    assert_sound(library)


@each(
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


def test_a_program_that_does_not_know_the_lock_is_noticed_without_waiting(library: Path) -> None:
    Database.open(library).close()
    database = Database.open(library, timeout=600)  # which nobody waits for
    database.check()
    database.writer.warm_up()
    assert not database.is_busy()
    with closing(sqlite3.connect(library, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert database.is_busy()
        assert database.busy_text() == "Another program is writing"
        with pytest.raises(LibraryLocked, match="Another program is writing"):
            database.refuse_if_busy()
        other.execute("ROLLBACK")
    assert not database.is_busy()
    History(database).do("Add", articles.add, draft())  # whose connection waits again as it did
    with closing(database.writer.engine.raw_connection()) as raw:
        assert raw.cursor().execute("PRAGMA busy_timeout").fetchone() == (600_000,)
    database.close()


def test_a_write_of_this_program_is_not_told_as_one_of_another(library: Path) -> None:
    database = Database.open(library)
    History(database).do("Add article", articles.add, draft("One."))
    begun, goes_on = threading.Event(), threading.Event()

    def write_long(_unit: Unit) -> None:
        begun.set()
        goes_on.wait(20)

    thread = threading.Thread(target=History(database).do, args=("Write long", write_long))
    thread.start()
    try:
        assert begun.wait(20)
        assert database.is_busy()
        assert not database.busy_text().startswith("Another program")
    finally:
        goes_on.set()
        thread.join()
    assert not database.is_busy()
    database.close()
