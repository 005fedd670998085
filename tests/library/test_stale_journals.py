"""A journal that belongs to another file is set aside, told, never replayed and never deleted."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.cli import main
from reader.core.errors import LibraryLocked
from reader.core.models import View
from reader.library import stale_journals
from reader.library.connection import connect, journal_of
from reader.library.database import Database
from reader.library.verified_copy import copy_library
from reader.library.write_lock import write_lock
from reader.operations import articles
from reader.operations.history import History
from tests.library.samples import assert_sound, draft


@dataclass(frozen=True)
class Files:
    """A library file and its journal at a moment when everything is acknowledged."""

    library: bytes
    journal: bytes
    articles: int

    def put(self, path: Path) -> None:
        """Write them to a folder of their own, without what SQLite makes anew."""
        path.write_bytes(self.library)
        journal_of(path).write_bytes(self.journal)
        path.with_name(f"{path.name}-shm").unlink(missing_ok=True)


Copy = Callable[[Path, Files], None]


def _states(path: Path, steps: list[str]) -> Iterator[Files]:
    """Yields the files after each step: the length of an article to add, or "checkpoint"."""
    added = 0
    with closing(Database.open(path)) as database:
        for number, step in enumerate(steps):
            if step == "checkpoint":
                raw = database.writer.engine.raw_connection()
                raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
                raw.close()
            else:
                text = f"Article {number}: " + "words and more words " * int(step)
                History(database).do("Add", articles.add, draft(f"A{number}", text))
                added += 1
            yield Files(path.read_bytes(), journal_of(path).read_bytes(), added)


def _other_library(path: Path, _base: Files) -> None:
    Database.open(path).close()


def _file_as_it_was(path: Path, base: Files) -> None:
    path.write_bytes(base.library)


def _backup_of_the_present(path: Path, _base: Files) -> None:
    """What Postil's own backup makes of the library just before it is copied over it."""
    path.with_name(f"{path.name}.before-9.bak").rename(path)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Files, Files]:
    """A library as it was, and as it is some checkpoints later, with a journal."""
    path = tmp_path_factory.mktemp("states") / "library.sqlite"
    early, *_between, late = _states(path, ["5", "checkpoint", "5", "checkpoint", "50", "5"])
    return early, late


@pytest.mark.parametrize("copy", [_other_library, _file_as_it_was, _backup_of_the_present])
def test_a_journal_beside_a_copied_backup_is_not_replayed(
    killed: tuple[Files, Files], library: Path, tmp_path: Path, copy: Copy
) -> None:
    early, late = killed
    late.put(library)
    copy_library(library, library.with_name("library.sqlite.before-9.bak"))
    place = tmp_path / "backup" / "library.sqlite"
    place.parent.mkdir()
    library.with_name("library.sqlite.before-9.bak").rename(f"{place}.before-9.bak")
    copy(place, early)
    with closing(sqlite3.connect(place)) as connection:
        rows = connection.execute("SELECT uid, title FROM article").fetchall()
    library.write_bytes(place.read_bytes())

    database = Database.open(library)
    kept = library.with_name("library.sqlite-wal.set-aside-1")
    assert kept.read_bytes() == late.journal
    assert kept.name in database.notice
    assert str(library) in database.notice
    with closing(database.queries()) as queries:
        found = queries.articles(queries.article_ids(View.ALL))
        assert sorted((one.uid, one.title) for one in found) == sorted(rows)
    History(database).do("Add", articles.add, draft("New", "new words"))
    database.close()
    assert_sound(library)
    assert Database.open(library).notice == ""
    assert kept.read_bytes() == late.journal


def test_a_second_one_takes_another_name(killed: tuple[Files, Files], library: Path) -> None:
    early, late = killed
    for number in (1, 2):
        late.put(library)
        library.write_bytes(early.library)
        database = Database.open(library)
        database.close()
        assert library.with_name(f"library.sqlite-wal.set-aside-{number}").exists()


def test_a_journal_is_not_moved_while_another_program_writes(
    killed: tuple[Files, Files], library: Path
) -> None:
    early, late = killed
    late.put(library)
    library.write_bytes(early.library)
    with write_lock(library, 1.0), pytest.raises(LibraryLocked):
        Database.open(library, timeout=0.05)
    assert library.with_name("library.sqlite-wal").read_bytes() == late.journal


def test_a_generation_torn_in_two_is_no_other(killed: tuple[Files, Files], library: Path) -> None:
    _early, late = killed
    late.put(library)
    with closing(connect(library, "ro")) as connection:
        query = "SELECT value FROM meta WHERE key = 'generation'"
        (last,) = connection.execute(query).fetchone()
    assert stale_journals.belongs(library)
    (first,) = [value.decode() for value in set(_values(late.library))]
    for at in range(1, 16):
        mixed = first[:at] + last[at:16]
        library.write_bytes(late.library.replace(first[:16].encode(), mixed.encode()))
        assert stale_journals.belongs(library)
    library.write_bytes(late.library.replace(first[:16].encode(), b"0123456789abcdef"))
    assert not stale_journals.belongs(library)


def _values(data: bytes) -> list[bytes]:
    return [b"<".join(found.groups()) for found in stale_journals._IN_PAGE.finditer(data)]


def test_a_change_of_nothing_writes_nothing(history: History, database: Database) -> None:
    history.do("Add", articles.add, draft())
    with closing(database.queries()) as queries:
        before = queries.meta("generation")
        history.do("Nothing", articles.set_starred, [1], False)
        assert queries.meta("generation") == before
        history.do("Star", articles.set_starred, [1], True)
        after = queries.meta("generation")
        assert after.partition("<")[2] == before.partition("<")[0]
        history.undo()
        assert queries.meta("generation") != after


def test_the_command_line_tells_it_in_one_sentence(
    killed: tuple[Files, Files], data_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    early, late = killed
    data_dir.mkdir()
    late.put(data_dir / "library.sqlite")
    (data_dir / "library.sqlite").write_bytes(early.library)
    assert main.main(["list"]) == 0
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 1
    assert "set-aside-1" in told[0]
    assert main.main(["list"]) == 0
    assert capsys.readouterr().err == ""
