"""A backup put in the place of the library: nothing of what was there is lost, whatever stops it."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reader.core.errors import LibraryError, LibraryGone, LibraryLocked
from reader.library import durable_files
from reader.library.backups import backups, restoring
from reader.library.backups.backup_inspection import UnreadableBackup
from reader.library.backups.backups import USUAL, Backup, Reason
from reader.library.connection import SCHEMA, connect, journal_of
from reader.library.database import Database
from reader.library.write_lock import write_lock
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.conftest import ROOT
from tests.fault_table import Tally
from tests.library.samples import assert_sound, draft, tables
from tests.thorough import cases

NOW = datetime(2026, 11, 29, 20, 15, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the backups."""
    return tmp_path / "backups"


def fill(history: History) -> int:
    return history.do("Add", articles.add, draft()).article_id


@pytest.fixture
def contents() -> Callable[[History], int]:
    return fill


@pytest.fixture
def made(library: Path, history: History, filled: int, folder: Path) -> Backup:
    """A backup; the library has got a note since."""
    found = backups.back_up(library, folder, Reason.AUTOMATIC, NOW)
    marked = history.do("Mark", annotations.highlight, filled, 0, 9)
    history.do("Note", annotations.set_note, marked, "since then")
    return found


def restore(library: Path, chosen: Path, folder: Path) -> Backup | Path | None:
    return restoring.restore(library, chosen, folder, NOW, timeout=0.2).kept


def test_the_library_is_as_it_was_and_the_former_is_a_backup(
    library: Path, database: Database, made: Backup, folder: Path
) -> None:
    before = tables(library)
    database.close()
    kept = restore(library, made.path, folder)
    assert tables(library) == tables(made.path)
    assert isinstance(kept, Backup)
    assert kept.reason is Reason.BEFORE_RESTORE
    assert tables(kept.path) == before
    assert_sound(library)
    assert Database.open(library).notice == ""
    restore(library, kept.path, folder)
    assert tables(library) == before


def test_a_window_that_has_it_open_writes_nothing_more(
    library: Path, history: History, made: Backup, folder: Path
) -> None:
    restore(library, made.path, folder)
    former = tables(library)
    with pytest.raises(LibraryGone, match="was replaced by another file while it was open"):
        history.do("Add", articles.add, draft("Other", "Other words."))
    assert tables(library) == former
    assert_sound(library)


def test_what_is_in_the_journal_is_in_the_backup_of_the_former(
    library: Path, made: Backup, folder: Path
) -> None:
    assert journal_of(library).stat().st_size > 0
    with closing(connect(library, "ro")) as reader:  # keeps the journal from being emptied
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM article").fetchone()
        kept = restore(library, made.path, folder)
        reader.execute("COMMIT")
    assert isinstance(kept, Backup)
    assert [row[-1] for row in _notes(kept.path)] == ["since then"]
    assert _notes(library) == []


def _notes(path: Path) -> list[tuple[str, ...]]:
    with closing(connect(path, "ro")) as connection:
        return connection.execute("SELECT uid, note FROM annotation").fetchall()


@pytest.mark.parametrize(
    "damage", [b"", b"no library at all", b"SQLite format 3\0" + b"\xff" * 5000]
)
def test_a_damaged_library_is_set_aside_to_the_byte(
    library: Path, database: Database, made: Backup, folder: Path, damage: bytes
) -> None:
    database.close()
    library.write_bytes(damage)
    journal_of(library).write_bytes(b"its journal")
    kept = restore(library, made.path, folder)
    assert isinstance(kept, Path)
    assert kept.read_bytes() == damage
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == b"its journal"
    assert tables(library) == tables(made.path)


def test_a_library_that_is_missing_comes_back(
    library: Path, database: Database, made: Backup, folder: Path
) -> None:
    database.close()
    library.unlink()
    assert restore(library, made.path, folder) is None
    assert tables(library) == tables(made.path)
    other = library.parent / "elsewhere" / "library.sqlite"
    assert restore(other, made.path, folder) is None
    assert tables(other) == tables(made.path)


def test_a_link_stays_a_link(
    library: Path, database: Database, made: Backup, folder: Path, tmp_path: Path
) -> None:
    database.close()
    (tmp_path / "on another disk").mkdir()
    target = tmp_path / "on another disk" / "mine.sqlite"
    library.rename(target)
    library.symlink_to(target)
    restore(library, made.path, folder)
    assert library.is_symlink()
    assert tables(target) == tables(made.path)


def test_who_writes_through_a_link_is_waited_for(
    library: Path, database: Database, made: Backup, folder: Path, tmp_path: Path
) -> None:
    database.close()
    target = tmp_path / "disk" / "mine.sqlite"
    target.parent.mkdir()
    library.rename(target)
    library.symlink_to(target)
    for held, other in ((library, target), (target, library)):
        with write_lock(held, 1.0), pytest.raises(LibraryLocked):
            restore(other, made.path, folder)


def test_a_journal_without_its_library_is_kept(
    library: Path, database: Database, made: Backup, folder: Path
) -> None:
    database.close()
    library.unlink()
    journal_of(library).write_bytes(b"acknowledged")
    kept = restore(library, made.path, folder)
    assert isinstance(kept, Path)
    assert kept.read_bytes() == b"acknowledged"
    assert not journal_of(library).exists()
    assert tables(library) == tables(made.path)


@pytest.mark.parametrize("has_links", [True, False])
def test_a_restore_that_fails_at_the_end_leaves_the_damaged_file(
    library: Path,
    database: Database,
    made: Backup,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    has_links: bool,
) -> None:
    database.close()
    library.write_bytes(b"damaged")

    def fail(unfinished: Path, path: Path) -> None:
        raise OSError(5, "Input/output error")

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    if not has_links:
        monkeypatch.setattr(Path, "hardlink_to", refuse)
    monkeypatch.setattr(restoring, "put_library_in_place", fail)
    for number in (1, 2):
        with pytest.raises(LibraryError, match="was not restored"):
            restore(library, made.path, folder)
        assert library.read_bytes() == b"damaged"
        kept = library.with_name(f"library.sqlite.before-restore-{number}")
        assert kept.read_bytes() == b"damaged"


def test_the_oldest_backup_is_restored_and_stays(
    library: Path, history: History, made: Backup, folder: Path
) -> None:
    for _number in range(USUAL.last):
        backups.back_up(library, folder, Reason.AUTOMATIC, NOW, spared=made.path)
    restore(library, made.path, folder)
    assert made in backups.listed(folder)


def test_what_is_no_backup_is_refused_and_changes_nothing(
    library: Path, made: Backup, folder: Path, tmp_path: Path
) -> None:
    before = tables(library)
    with pytest.raises(LibraryError, match="There is no backup at"):
        restore(library, tmp_path / "none", folder)
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE t(a)")
    with pytest.raises(
        UnreadableBackup, match=r"other.sqlite .* it is not a backup of a Postil library"
    ):
        restore(library, other, folder)
    with closing(sqlite3.connect(made.path)) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA + 1}")
    with pytest.raises(UnreadableBackup, match="was created by a newer version of Postil"):
        restore(library, made.path, folder)
    made.path.write_bytes(made.path.read_bytes()[:9000])
    with pytest.raises(LibraryError):
        restore(library, made.path, folder)
    assert tables(library) == before
    assert len(backups.listed(folder)) == 1


def test_it_waits_for_who_writes(library: Path, made: Backup, folder: Path) -> None:
    before = tables(library)
    with write_lock(library, 1.0), pytest.raises(LibraryLocked):
        restore(library, made.path, folder)
    assert tables(library) == before


def test_a_disk_that_fails_leaves_the_library(
    library: Path, made: Backup, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tables(library)
    synchronise = durable_files.synchronise

    def fail(path: Path) -> None:
        synchronise(path)
        if path.suffix == ".restored":
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(durable_files, "synchronise", fail)
    with pytest.raises(LibraryError, match=r"was not restored: Input/output error"):
        restore(library, made.path, folder)
    assert tables(library) == before


_RESTORER = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from reader.library.backups import restoring
left = int(sys.argv[4])
def hook(event, args):
    global left
    if event in ("os.rename", "os.remove"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
paths = [Path(name) for name in sys.argv[1:4]]
restoring.restore(paths[0], paths[1], paths[2], datetime.now(UTC), timeout=1.0)
"""


@pytest.mark.parametrize("moment", cases(10, 19, 20, more=range(1, 24)))  # of some 23
def test_a_restore_that_is_killed_leaves_the_one_or_the_other(
    library: Path, database: Database, made: Backup, folder: Path, moment: int, tally: Tally
) -> None:
    before = tables(library)
    database.close()
    done = subprocess.run(
        [sys.executable, "-c", _RESTORER, library, made.path, folder, str(moment)],
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.returncode in (-signal.SIGKILL, 0)
    assert tables(library) in (before, tables(made.path))
    assert_sound(library)
    if tables(library) != before:
        assert before in [tables(one.path) for one in backups.listed(folder)]
    opened = Database.open(library)
    assert opened.notice == ""
    opened.close()
    tally.count("upgrade", kept=1)
