"""The disk is full at any write, or the program is killed there: state before or after, and told."""

from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pytest

from reader.core.errors import LibraryError
from reader.core.models import View
from reader.library.backups import backup_inspection, backups
from reader.library.backups.backups import Reason
from reader.library.database import Database
from reader.operations import annotations, articles
from reader.operations.archive import json_mirror
from reader.operations.history import History
from tests.conftest import PutFilled
from tests.fault_table import Tally
from tests.forked_programs import RunAndKill
from tests.library.samples import LOREM, assert_sound, draft, everything
from tests.library.watched_disk import FULL, OK, Disk, watching
from tests.thorough import IS_THOROUGH, cases

NOW = datetime(2026, 11, 29, 20, 15, 30, tzinfo=UTC)
LONG = "\n".join(f"{number} {LOREM * 20}" for number in range(20))


class FullDisk(Disk):
    """Has no room left at the n-th write, until space is made."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.count = 0
        self.is_full = False

    def write(self, path: Path, at: int, data: bytes) -> int:
        self.count += 1
        self.is_full = self.is_full or self.count == self.number
        return FULL if self.is_full and not path.name.endswith("-shm") else OK


def fill(history: History) -> None:
    history.do("Add", articles.add, draft(), ("t",))
    history.do("Mark", annotations.highlight, 1, 0, 9)


Work = Callable[[History, Path], object]


def checkpoint(history: History, _folder: Path) -> None:
    """As SQLite does it by itself now and then, and nobody is told if it fails."""
    raw = history._database.writer.engine.raw_connection()
    with suppress(Exception):
        raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
    raw.close()


def write_files(history: History, folder: Path) -> int:
    with closing(history._database.queries()) as queries:
        return json_mirror.write(queries, folder / "articles")


SESSION: tuple[Work, ...] = (
    lambda history, _folder: history.do("Add", articles.add, draft("Long", LONG)),
    lambda history, _folder: history.do("Mark", annotations.highlight, 1, 10, 19),
    checkpoint,
    lambda history, _folder: history.do("Note", annotations.set_note, 1, LOREM),
    lambda history, folder: backups.back_up(
        history._database.path, folder / "backups", Reason.BY_HAND, NOW
    ),
    lambda history, _folder: history.undo(),
    write_files,
    lambda history, _folder: history.do("Delete", annotations.delete, [1]),
)


def error_of(work: Work, history: History, folder: Path) -> LibraryError | None:
    try:
        work(history, folder)
    except LibraryError as error:
        return error
    return None


def test_a_disk_that_is_full_at_any_write_loses_nothing(
    library: Path, put_filled: PutFilled, tally: Tally
) -> None:
    numbers = range(1, 10**6) if IS_THOROUGH else (3, 60, 75, 160)
    for number in numbers:
        folder = library.parent / str(number)
        put_filled(folder / library.name, fill)
        disk = FullDisk(number)
        with watching(disk):
            told = _work(disk, folder / library.name)
        assert_sound(folder / library.name)
        if not disk.is_full and not told:
            break  # all was written before
        tally.count("full", kept=len(SESSION), told=told)
    assert number > 20


def _work(disk: FullDisk, library: Path) -> int:
    """Does all of it, and what failed again when there is room; how much was told."""
    told = 0
    database = Database.open(library)
    history = History(database)
    for work in SESSION:
        before = everything(library)
        if error := error_of(work, history, library.parent):
            assert "full" in str(error)
            assert everything(library) == before
            told += 1
            disk.is_full, disk.number = False, 0
            assert error_of(work, history, library.parent) is None
    after = everything(library)
    database.close()
    disk.is_full, disk.number = False, 0
    assert everything(library) == after
    (made,) = backups.listed(library.parent / "backups")
    backup_inspection.check(made.path)
    return told


# Writes to the library's own file are those of a checkpoint: all others go into the journal.
_KILLED_THERE = """
from tests.library.watched_disk import Deadly, watching
watch = watching(Deadly({number}, "library.sqlite"))
watch.__enter__()
"""
_ADDING = f"""
for number in range(10_000):
    text = "\\n".join(f"{{number}} {{part}} {LOREM * 240}" for part in range(25))
    added = history.do("Add", articles.add, draft(f"Long {{number}}", text))
    print(added.article_id, 0, flush=True)
    marked = history.do("Mark", annotations.highlight, added.article_id, 0, 9)
    print(added.article_id, marked, flush=True)
"""


@pytest.mark.parametrize("number", cases(300, more=Random(1).sample(range(1, 1500), 99)))
def test_a_program_that_is_killed_in_a_checkpoint_loses_nothing(
    number: int, library: Path, put_filled: PutFilled, run_and_kill: RunAndKill, tally: Tally
) -> None:
    put_filled(library, fill)
    before = _KILLED_THERE.format(number=number)
    told = [line.split() for line in run_and_kill(library, _ADDING, 10**9, before=before)]
    database = Database.open(library)
    assert database.notice == ""
    database.check()
    with closing(database.queries()) as queries:
        there = set(queries.article_ids(View.ALL))
        marked = {str(one.id) for id_ in there for one in queries.annotations(id_)}
    database.close()
    missing = sum(int(id_) not in there for id_, _mark in told)
    missing += len({mark for _id, mark in told} - {"0"} - marked)
    tally.count("kill-checkpoint", kept=len(told), lost=missing)
    assert missing == 0
    assert_sound(library)
