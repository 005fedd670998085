"""Backups: complete at every moment, numbered, and removed only where newer ones hold as much."""

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import LibraryCorrupt, LibraryError
from reader.library import durable_files, verified_copy, write_lock
from reader.library.backups import backup_inspection, backups
from reader.library.backups.backup_inspection import Counts, UnreadableBackup
from reader.library.backups.backups import KEEPS, USUAL, Backup, Reason
from reader.library.connection import connect, journal_of
from reader.library.database import Database
from reader.operations import annotations, articles
from reader.operations.history import History
from reader.settings import BACKUPS_KEPT
from tests.conftest import ROOT
from tests.library.samples import assert_sound, draft, tables

NOW = datetime(2026, 11, 29, 20, 15, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the backups, not made yet."""
    return tmp_path / "backups"


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
    assert backup_inspection.counts(made.path) == Counts(1, 1, 1)
    backup_inspection.check(made.path)
    with closing(sqlite3.connect(made.path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
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
    names = [
        "holiday.sqlite",
        "library-000001-20269999T999999Z-automatic.sqlite",
        "library-notes.tmpl.md",
        "library.sqlite",
    ]
    for name in names:
        (folder / name).write_bytes(b"mine")
    (folder / "library-x.tmp").mkdir()
    loop = folder / "library-000002-20260101T000000Z-automatic.sqlite"
    loop.symlink_to(loop)
    made = make(library, folder)
    assert backups.listed(folder) == [made]
    assert all((folder / name).read_bytes() == b"mine" for name in names)


def test_a_folder_that_is_not_there_holds_none(tmp_path: Path) -> None:
    assert backups.listed(tmp_path / "none") == []


def test_a_folder_that_cannot_be_read_is_told(library: Path, filled: int, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(
        LibraryError, match=r"The backups in .*file cannot be read: Not a directory"
    ):
        backups.listed(file)
    with pytest.raises(LibraryError, match=r"No backup was created in .*file"):
        make(library, file)


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
    assert told[0] == (0, 0)  # before what was written then, which is not in it
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
    backup_inspection.check(former.path)


def test_a_disk_that_fails_leaves_the_former_ones(
    library: Path, filled: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    former = make(library, folder)

    def fail(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(durable_files, "synchronise", fail)
    with pytest.raises(LibraryError, match=r"No backup was created in .*: No space left on device"):
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
from reader.library import verified_copy
from reader.library.backups import backups
from reader.library.backups.backups import Reason
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


def holding(held: dict[int, int]) -> Callable[[Path], tuple[int, ...]]:
    return lambda path: (10, 3, held.get(int(str(path)), 100), 500)


def kept(made: Sequence[Backup]) -> list[Backup]:
    left = backups.unneeded(made)
    return [one for one in made if one not in left]


def test_the_last_ten_and_one_of_each_day_week_and_month_are_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(backups, "weights", holding({}))
    made = [backup(2000 - n, NOW - timedelta(hours=6 * n)) for n in range(4 * 70)]
    found = kept(made)
    assert found[: USUAL.last] == made[: USUAL.last]
    days = {one.made_at.date() for one in found}
    assert {NOW.date() - timedelta(days=n) for n in range(USUAL.daily)} <= days
    assert {(NOW - timedelta(weeks=n)).isocalendar()[:2] for n in range(USUAL.weekly)} <= {
        one.made_at.isocalendar()[:2] for one in found
    }
    assert {"2026-11", "2026-10", "2026-09"} == {f"{one.made_at:%Y-%m}" for one in found}
    assert len(found) <= USUAL.last + USUAL.daily + USUAL.weekly + USUAL.monthly


@pytest.mark.parametrize("name", KEEPS)
def test_as_many_are_kept_as_was_chosen(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(backups, "weights", holding({}))
    made = [backup(2000 - n, NOW - timedelta(hours=12 * n)) for n in range(2 * 400)]
    left = set(backups.unneeded(made, KEEPS[name]))
    found = [one for one in made if one not in left]
    assert found[: KEEPS[name].last] == made[: KEEPS[name].last]
    assert len({f"{one.made_at:%Y-%m}" for one in found}) == min(KEEPS[name].monthly, 14)
    assert tuple(KEEPS) == BACKUPS_KEPT


def test_a_poorer_one_never_pushes_out_a_richer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that lost most of its annotations does not lose the backups that have them."""
    made = [backup(100 - n, NOW - timedelta(minutes=n)) for n in range(60)]
    monkeypatch.setattr(backups, "weights", holding(dict.fromkeys(range(60, 101), 5)))
    found = {one.number for one in kept(made)}
    assert 59 in found  # the newest that has them
    assert not {58, 57} & found
    monkeypatch.setattr(backups, "weights", holding(dict.fromkeys(range(60, 101), 91)))
    assert 59 not in {one.number for one in kept(made)}


def test_what_cannot_be_read_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [backup(100 - n, NOW - timedelta(minutes=n)) for n in range(30)]

    def read(path: Path) -> tuple[int, ...]:
        if path == Path("75"):
            raise LibraryCorrupt("damaged")
        return 1, 1, 1, 1

    monkeypatch.setattr(backups, "weights", read)
    assert made[25] in kept(made)
    assert len(kept(made)) == USUAL.last + 1


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 40)), max_size=40))
def test_what_is_kept_always_holds_nearly_the_most(given: list[tuple[int, int]]) -> None:
    """Whatever the clock and the library did, no former backup that goes held much more."""
    made = [
        backup(number, NOW - timedelta(hours=hours))
        for number, (hours, _held) in enumerate(given, 1)
    ][::-1]
    held = {number: count for number, (_hours, count) in enumerate(given, 1)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backups, "weights", holding(held))
        found = kept(made)
        assert kept(found) == found
    assert found[: USUAL.last] == made[: USUAL.last]
    for gone in set(made) - set(found):
        assert any(
            one.number > gone.number and held[one.number] >= 0.9 * held[gone.number]
            for one in found
        )


def test_the_unneeded_are_removed_as_one_is_made(library: Path, filled: int, folder: Path) -> None:
    for minute in range(USUAL.last + 3):
        make(library, folder, NOW + timedelta(minutes=minute))
    assert [one.number for one in backups.listed(folder)] == list(range(USUAL.last + 3, 3, -1))


def test_a_check_finds_what_is_damaged(library: Path, filled: int, folder: Path) -> None:
    made = make(library, folder)
    whole = made.path.read_bytes()
    made.path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LibraryCorrupt):
        backup_inspection.check(made.path)
    made.path.write_bytes(b"no library")
    with pytest.raises(LibraryError):
        backup_inspection.check(made.path)
    with closing(sqlite3.connect(folder / "other")) as connection:
        connection.execute("CREATE TABLE t(a)")
    with pytest.raises(
        UnreadableBackup, match="other cannot be read: it is not a backup of a Postil"
    ):
        backup_inspection.check(folder / "other")


def test_the_library_opens_from_a_backup(library: Path, filled: int, folder: Path) -> None:
    made = make(library, folder)
    database = Database.open(made.path, read_only=True)
    assert database.notice == ""
    database.close()


def test_an_index_that_lost_a_row_gives_no_backup(library: Path, filled: int, folder: Path) -> None:
    """The faster check does not see it."""
    with closing(sqlite3.connect(library, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, '(article_id)', '(kind)')"
            " WHERE name = 'annotation_article'"
        )
    with closing(sqlite3.connect(library)) as connection:
        assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    with pytest.raises(LibraryCorrupt, match="is damaged"):
        make(library, folder)
    assert backups.listed(folder) == []


@pytest.mark.parametrize("content", [b"", b"no library", b"SQLite format 3\0" + bytes(5000)])
def test_what_is_no_library_gives_no_backup_and_is_none(
    library: Path, folder: Path, content: bytes
) -> None:
    library.write_bytes(content)
    journal_of(library).write_bytes(b"acknowledged")
    with pytest.raises(LibraryError):
        make(library, folder)
    assert content or journal_of(library).read_bytes() == b"acknowledged"
    with pytest.raises(LibraryError):
        backup_inspection.counts(library)
    with pytest.raises(LibraryError):
        backup_inspection.check(library)
    assert backup_inspection.counts_of_library(library) is None
    with closing(sqlite3.connect(folder / "other.sqlite")) as connection:
        connection.execute("CREATE TABLE t(a)")
    with pytest.raises(LibraryCorrupt, match="is damaged"):
        make(folder / "other.sqlite", folder)


def test_a_chosen_folder_that_is_missing_is_not_made(
    library: Path, filled: int, tmp_path: Path
) -> None:
    """The disk that it is on may not be there."""
    with pytest.raises(LibraryError, match=r"No backup was created in .*: No such file"):
        make(library, tmp_path / "disk" / "backups")
    assert not (tmp_path / "disk").exists()


def test_a_network_folder_without_locks_or_synchronising_will_do(
    library: Path, filled: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    synchronise = durable_files.synchronise

    def files_only(path: Path) -> None:
        if path.is_dir():
            raise OSError(errno.EINVAL, "Invalid argument")
        synchronise(path)

    monkeypatch.setattr(write_lock, "_try_lock", refuse)
    monkeypatch.setattr(durable_files, "synchronise", files_only)
    backup_inspection.check(make(library, folder).path)


def test_one_that_is_spared_stays(library: Path, filled: int, folder: Path) -> None:
    first = make(library, folder)
    for minute in range(1, USUAL.last + 1):
        backups.back_up(
            library,
            folder,
            Reason.AUTOMATIC,
            NOW + timedelta(minutes=minute),
            spared=first.path,
        )
    assert backups.listed(folder)[-1] == first


def test_those_before_a_deletion_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "weights", holding({}))
    made = [backup(100 - n, NOW - timedelta(minutes=n)) for n in range(60)]
    made[40] = replace(made[40], reason=Reason.BEFORE_DELETION)
    assert made[40] in kept(made)


@pytest.mark.parametrize("lost", range(4))
def test_each_kind_of_loss_counts(monkeypatch: pytest.MonkeyPatch, lost: int) -> None:
    made = [backup(100 - n, NOW - timedelta(minutes=n)) for n in range(30)]

    def read(path: Path) -> tuple[int, ...]:
        return tuple(1 if number == lost and int(str(path)) > 80 else 100 for number in range(4))

    monkeypatch.setattr(backups, "weights", read)
    assert made[20] in kept(made)
    assert made[21] not in kept(made)


def test_emptied_notes_weigh_as_lost_ones(
    library: Path, history: History, filled: int, folder: Path
) -> None:
    (marked,) = [row[0] for row in _rows(library, "SELECT id FROM annotation")]
    history.do("Note", annotations.set_note, marked, "a long note " * 20)
    rich = make(library, folder)
    history.do("Note", annotations.set_note, marked, "")
    for minute in range(1, USUAL.last + 2):
        make(library, folder, NOW + timedelta(minutes=minute))
    assert rich in backups.listed(folder)


def _rows(path: Path, sql: str) -> list[tuple[int, ...]]:
    with closing(connect(path, "ro")) as connection:
        return connection.execute(sql).fetchall()


def test_days_are_those_of_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """At half past midnight in Tokyo it is the day before in UTC."""
    monkeypatch.setattr(backups, "weights", holding({}))
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        evening = datetime(2026, 11, 28, 14, 30, tzinfo=UTC)
        made = [backup(2, evening + timedelta(hours=1)), backup(1, evening)]
        assert backups.unneeded(made, USUAL._replace(last=0)) == []
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_library_in_use_is_counted_with_its_journal(
    library: Path, history: History, filled: int, folder: Path
) -> None:
    history.do("Add", articles.add, draft("Other", "Other words."))
    assert (
        backup_inspection.check(library).articles == backup_inspection.counts(library).articles == 2
    )
