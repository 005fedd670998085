"""Backups: complete at every moment, numbered, and removed only where newer ones hold as much."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import LibraryCorrupt, LibraryError, NotALibrary
from reader.library import backups, durable_files, verified_copy
from reader.library.backups import DAILY, LAST, MONTHLY, WEEKLY, Backup, Counts, Reason
from reader.library.connection import connect
from reader.library.database import Database
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.conftest import ROOT
from tests.library.samples import assert_sound, draft, tables

NOW = datetime(2026, 11, 29, 20, 15, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the backups, not made yet."""
    return tmp_path / "kept" / "backups"


def fill(history: History) -> int:
    """An article with a highlight."""
    number = history.do("Add", articles.add, draft(), ("t",)).article_id
    history.do("Mark", annotations.highlight, number, 0, 9)
    return number


@pytest.fixture
def contents() -> Callable[[History], int]:
    return fill


def make(library: Path, folder: Path, now: datetime = NOW) -> Backup:
    return backups.back_up(library, folder, Reason.AUTOMATIC, now)


def test_a_backup_is_the_library_of_that_moment(
    library: Path, history: History, filled: int, folder: Path
) -> None:
    before = tables(library)
    made = make(library, folder)
    history.do("Mark", annotations.highlight, filled, 10, 15)
    assert (made.number, made.made_at, made.reason) == (1, NOW, Reason.AUTOMATIC)
    assert backups.listed(folder) == [made]
    assert made.size == made.path.stat().st_size
    assert tables(made.path) == before
    assert backups.counts(made.path) == Counts(1, 1, 1)
    backups.check(made.path)
    assert_sound(made.path)
    assert [made.path.stat().st_mode & 0o777, folder.stat().st_mode & 0o777] == [0o600, 0o700]


def test_numbers_count_up_whatever_the_clock_says(library: Path, filled: int, folder: Path) -> None:
    for hours in (0, -9000, 5, 5):
        make(library, folder, NOW + timedelta(hours=hours))
    assert [one.number for one in backups.listed(folder)] == [4, 3, 2, 1]


def test_what_is_no_backup_is_not_listed_and_not_touched(
    library: Path, filled: int, folder: Path
) -> None:
    folder.mkdir(parents=True)
    names = ["holiday.sqlite", "library-000001-20269999T999999Z-automatic.sqlite", "library.sqlite"]
    for name in names:
        (folder / name).write_bytes(b"mine")
    made = make(library, folder)
    assert backups.listed(folder) == [made]
    assert all((folder / name).read_bytes() == b"mine" for name in names)


def test_a_folder_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert backups.listed(tmp_path / "none") == []


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(
        LibraryError, match=r"The backups in .*file cannot be read: Not a directory"
    ):
        backups.listed(file)
    with pytest.raises(LibraryError, match=r"No backup was made in .*file"):
        make(tmp_path / "library.sqlite", file)


def test_others_write_while_it_is_made(
    library: Path, history: History, filled: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verified_copy, "_PAGES", 4)
    before = tables(library)
    told: list[tuple[int, int]] = []

    def write(done: int, total: int) -> None:
        told.append((done, total))
        if len(told) < 5:
            history.do("Mark", annotations.highlight, filled, 0, 5 + len(told))

    made = backups.back_up(library, folder, Reason.BY_HAND, NOW, progress=write)
    assert tables(made.path) == before
    assert len(told) > 5
    assert [done for done, _total in told] == sorted({done for done, _total in told})
    assert told[-1][0] == told[-1][1]


def test_it_can_be_given_up(
    library: Path, filled: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verified_copy, "_PAGES", 4)
    former = make(library, folder)

    def stop(done: int, _total: int) -> None:
        if done > 8:
            raise LibraryError("stopped")

    with pytest.raises(LibraryError, match="stopped"):
        backups.back_up(library, folder, Reason.BY_HAND, NOW, progress=stop)
    assert backups.listed(folder) == [former]
    assert {file.name for file in folder.iterdir()} == {former.path.name, "backups.lock"}


def test_a_damaged_library_gives_no_backup(library: Path, filled: int, folder: Path) -> None:
    former = make(library, folder)
    with closing(connect(library, "rw")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'annotation'"
        ).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with library.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\0" * size)
    with pytest.raises(LibraryCorrupt, match="is damaged"):
        make(library, folder)
    assert backups.listed(folder) == [former]
    backups.check(former.path)


def test_a_disk_that_fails_leaves_the_former_ones(
    library: Path, filled: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = make(library, folder)

    def fail(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable_files, "synchronise", fail)
    with pytest.raises(LibraryError, match=r"No backup was made in .*: No space left on device"):
        make(library, folder)
    assert backups.listed(folder) == [former]


def test_a_disk_without_room_is_told_before_anything_is_written(
    library: Path, filled: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir(parents=True)
    usage = shutil.disk_usage(folder)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    with pytest.raises(LibraryError, match=r"no room for a copy .*: 1 MB are needed"):
        make(library, folder)
    assert backups.listed(folder) == []


_MAKER = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from reader.library import backups, verified_copy
from reader.library.backups import Reason
verified_copy._PAGES = 4
def kill(done, total):
    if done > total * float(sys.argv[3]):
        os.kill(os.getpid(), signal.SIGKILL)
backups.back_up(Path(sys.argv[1]), Path(sys.argv[2]), Reason.AUTOMATIC, datetime.now(UTC), progress=kill)
"""


@pytest.mark.parametrize("share", [0.1, 0.99])
def test_a_backup_that_is_killed_is_none(
    library: Path, filled: int, folder: Path, share: float
) -> None:
    former = make(library, folder)
    done = subprocess.run(
        [sys.executable, "-c", _MAKER, str(library), str(folder), str(share)],
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert backups.listed(folder) == [former]
    made = make(library, folder)  # clears up what was left
    assert {file.name for file in folder.iterdir()} == {
        former.path.name,
        made.path.name,
        "backups.lock",
    }


def test_several_at_once_are_numbered_apart(library: Path, filled: int, folder: Path) -> None:
    threads = [threading.Thread(target=make, args=(library, folder)) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.number for one in backups.listed(folder)] == [3, 2, 1]


# -- when ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "changed", "is_due"),
    [
        (timedelta(hours=2), timedelta(hours=1), True),
        (timedelta(hours=2), timedelta(hours=3), False),
        (timedelta(minutes=20), timedelta(minutes=1), False),
        (timedelta(hours=-2), timedelta(hours=3), True),  # made while the clock was wrong
    ],
)
def test_when_one_is_due(
    library: Path, filled: int, folder: Path, age: timedelta, changed: timedelta, *, is_due: bool
) -> None:
    assert backups.is_due(library, folder, NOW, timedelta(minutes=30))
    backups.back_up(library, folder, Reason.AUTOMATIC, NOW - age)
    moment = (NOW - changed).timestamp()
    with closing(connect(library, "rw")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    os.utime(library, (moment, moment))
    assert backups.is_due(library, folder, NOW, timedelta(minutes=30)) == is_due


# -- which are kept ----------------------------------------------------------------------------


def backup(number: int, made_at: datetime) -> Backup:
    return Backup(Path(str(number)), number, made_at, Reason.AUTOMATIC, 0)


def holding(counts: dict[int, int]) -> Callable[[Path], Counts]:
    return lambda path: Counts(10, counts.get(int(str(path)), 100), 0)


def kept(made: Sequence[Backup]) -> list[Backup]:
    left = backups.unneeded(made)
    return [one for one in made if one not in left]


def test_the_last_ten_and_one_of_each_day_week_and_month_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(backups, "counts", holding({}))
    made = [backup(2000 - n, NOW - timedelta(hours=6 * n)) for n in range(4 * 70)]
    found = kept(made)
    assert found[:LAST] == made[:LAST]
    days = {one.made_at.date() for one in found}
    assert {NOW.date() - timedelta(days=n) for n in range(DAILY)} <= days
    assert {(NOW - timedelta(weeks=n)).isocalendar()[:2] for n in range(WEEKLY)} <= {
        one.made_at.isocalendar()[:2] for one in found
    }
    assert {"2026-11", "2026-10", "2026-09"} == {f"{one.made_at:%Y-%m}" for one in found}
    assert len(found) <= LAST + DAILY + WEEKLY + MONTHLY


def test_a_poorer_one_never_pushes_out_a_richer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that lost most of its annotations does not lose the backups that have them."""
    made = [backup(100 - n, NOW - timedelta(minutes=n)) for n in range(60)]
    monkeypatch.setattr(backups, "counts", holding(dict.fromkeys(range(60, 101), 5)))
    found = {one.number for one in kept(made)}
    assert 59 in found  # the newest that has them
    assert not {58, 57} & found
    monkeypatch.setattr(backups, "counts", holding(dict.fromkeys(range(60, 101), 91)))
    assert 59 not in {one.number for one in kept(made)}


def test_what_cannot_be_read_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [backup(100 - n, NOW - timedelta(minutes=n)) for n in range(30)]

    def read(path: Path) -> Counts:
        if path == Path("75"):
            raise LibraryCorrupt("damaged")
        return Counts(1, 1, 1)

    monkeypatch.setattr(backups, "counts", read)
    assert made[25] in kept(made)
    assert len(kept(made)) == LAST + 1


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 40)), max_size=40))
def test_what_is_kept_always_holds_nearly_the_most(given: list[tuple[int, int]]) -> None:
    """Whatever the clock and the library did, no former backup that goes held much more."""
    made = [
        backup(number, NOW - timedelta(hours=hours))
        for number, (hours, _held) in enumerate(given, 1)
    ][::-1]
    held = {number: count for number, (_hours, count) in enumerate(given, 1)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backups, "counts", holding(held))
        found = kept(made)
        assert kept(found) == found
    assert found[:LAST] == made[:LAST]
    for gone in set(made) - set(found):
        assert any(
            one.number > gone.number and held[one.number] >= 0.9 * held[gone.number]
            for one in found
        )


def test_the_unneeded_are_removed_as_one_is_made(library: Path, filled: int, folder: Path) -> None:
    for minute in range(LAST + 3):
        make(library, folder, NOW + timedelta(minutes=minute))
    assert [one.number for one in backups.listed(folder)] == list(range(LAST + 3, 3, -1))


def test_a_check_finds_what_is_damaged(library: Path, filled: int, folder: Path) -> None:
    made = make(library, folder)
    whole = made.path.read_bytes()
    made.path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LibraryCorrupt):
        backups.check(made.path)
    made.path.write_bytes(b"no library")
    with pytest.raises(LibraryError):
        backups.check(made.path)
    with closing(sqlite3.connect(folder / "other")) as connection:
        connection.execute("CREATE TABLE t(a)")
    with pytest.raises(NotALibrary, match="other is not a backup"):
        backups.check(folder / "other")


def test_the_library_opens_from_a_backup(library: Path, filled: int, folder: Path) -> None:
    made = make(library, folder)
    database = Database.open(made.path, read_only=True)
    assert database.notice == ""
    database.close()
