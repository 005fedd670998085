"""The power goes at any moment: what a person was told is there, and each file is whole."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event

from reader.library.backups import backups
from reader.library.backups.backups import Reason
from reader.library.backups.restoring import restore
from reader.library.connection import connect, journal_of
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.library.rescue_files import UnsavedWrites
from reader.operations import articles
from reader.operations.archive import json_mirror
from reader.operations.history import History
from tests.conftest import PutFilled
from tests.fault_table import Tally
from tests.library.power_cuts import Recorder, cuts, lasting, put, recording
from tests.library.samples import LOREM, assert_sound, draft, everything, tables
from tests.operations.test_random_walk import Walk
from tests.thorough import IS_THOROUGH, cases

NOW = datetime(2026, 11, 29, 20, 15, 30, tzinfo=UTC)
SEEDS = cases(1, more=range(2, 11))
RESTORING = "A backup is being put in the place of the library"
STEPS, CUTS = (60, 50) if IS_THOROUGH else (0, 10)
LONG = LOREM * (100 if IS_THOROUGH else 20)


def fill(history: History) -> None:
    history.do("Add", articles.add, draft())


def state(library: Path) -> str:
    """A digest of all rows of a library, with its history."""
    return hashlib.sha256(repr(everything(library)).encode()).hexdigest()


class Session:
    """A person at work for a while: marking, backups, closing and opening again, all recorded."""

    def __init__(self, recorder: Recorder, folder: Path, seed: int, synchronous: str) -> None:
        self.recorder = recorder
        self.library, self.backups = folder / "library.sqlite", folder / "backups"
        self.articles = folder / "articles"
        self.chance = Random(seed)
        self.synchronous = synchronous
        self.states: list[str] = []
        self.rarer = [
            self.add_long,
            self.checkpoint,
            self.back_up,
            self.write_articles,
            self.restart,
            self.restore,
        ]
        self.open()
        self.tell()

    def open(self) -> None:
        self.database = Database.open(self.library)
        if self.synchronous != "FULL":
            event.listen(self.database.writer.engine, "checkout", self._synchronise_less)
        self.walk = Walk(self.database, self.chance.randrange(10**6))
        self.walk.history.subscribe(lambda _changed: self.tell())

    def _synchronise_less(self, connection: Any, *_: object) -> None:
        connection.execute(f"PRAGMA synchronous={self.synchronous}")

    def close(self) -> None:
        self.walk.close()
        self.database.close()

    def tell(self) -> None:
        """Whoever made a change is told that it is kept."""
        self.states.append(state(self.library))
        self.recorder.tell(len(self.states) - 1)

    def step(self) -> None:
        if self.chance.random() < 0.3:
            self.chance.choice(self.rarer)()
        else:
            self.walk.step()

    def add_long(self) -> None:
        text = "\n".join(f"{n} of {len(self.states)} " + LONG for n in range(30))
        self.walk.history.do("Add", articles.add, draft("Long", text))

    def checkpoint(self) -> None:
        raw = self.database.writer.engine.raw_connection()
        raw.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")
        raw.close()

    def back_up(self) -> None:
        later = NOW + timedelta(minutes=len(self.states))
        made = backups.back_up(self.library, self.backups, Reason.AUTOMATIC, later)
        self.recorder.tell((made.path.name, made.path.read_bytes()))

    def write_articles(self) -> None:
        json_mirror.write(self.walk.queries, self.articles)
        names = frozenset(json_mirror.article_names(self.articles))
        self.recorder.tell(names)

    def restart(self) -> None:
        self.close()
        self.open()

    def restore(self) -> None:
        """Puts the last backup back."""
        found = backups.listed(self.backups)
        if found:
            self.close()
            later = NOW + timedelta(minutes=len(self.states))
            self.recorder.tell(RESTORING)
            restore(self.library, found[0].path, self.backups, later, 1.0)
            self.open()
            self.tell()


@contextmanager
def recorded(folder: Path, seed: int, synchronous: str = "FULL") -> Iterator[Session]:
    with recording(folder) as recorder:
        session = Session(recorder, folder, seed, synchronous)
        for rarer in session.rarer:
            rarer()
            session.walk.step()
        for _step in range(STEPS):
            session.step()
        session.close()
    yield session


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The folder in which a session works."""
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def opened(library: Path, told: list[Any]) -> None:
    """A library opens without a word, and nothing in it is damaged."""
    database = Database.open(library)
    if not told or told[-1] != RESTORING:
        assert database.notice == ""
    database.check()
    database.close()
    assert_sound(library)


def lost(states: list[str], told: list[Any], library: Path) -> tuple[int, int]:
    """How many states of a library were told, and how many of them are not there any more."""
    present = max(one for one in told if isinstance(one, int))
    known = states[: present + 2]  # what was being written just then may be there
    found = state(library)
    assert found in known, "the library never was like that"
    last = max(n for n, one in enumerate(known) if one == found)
    return present, max(0, present - last)


def assert_files_whole(told: list[Any], folder: Path) -> None:
    """Each backup and each article's file that was told of is there, and none is half written."""
    restored = max((n for n, one in enumerate(told) if one == RESTORING), default=0)
    for number, one in enumerate(told):
        if isinstance(one, tuple):
            assert (folder / "backups" / one[0]).read_bytes() == one[1]
        elif number > restored and isinstance(one, frozenset):
            assert one <= json_mirror.article_names(folder / "articles")
    for file in (folder / "articles").glob("[!.]*.json"):
        json.loads(file.read_text("utf-8"))


def make(library: Path) -> Path:
    Database.open(library).close()
    return library


def back_up(library: Path) -> Path:
    return backups.back_up(library, library.with_name("backups"), Reason.BY_HAND, NOW).path


def write_articles(library: Path) -> Path:
    folder = library.with_name("articles")
    with closing(Queries(library)) as queries:
        json_mirror.write(queries, folder)
    (name,) = json_mirror.article_names(folder)
    return folder / name


def restore_one(library: Path) -> Path:
    made = back_up(library)
    library.unlink()
    restore(library, made, made.parent, NOW, 1.0)
    return library


def rescue(library: Path) -> Path:
    file = UnsavedWrites(library).keep({"label": "Note"})
    assert file is not None
    return file


def rescue_former(library: Path) -> Path:
    with closing(connect(library, "ro")) as reading:
        file = UnsavedWrites(library).keep_former(reading)
    assert file is not None
    return file


DURABLE = (make, back_up, write_articles, restore_one, rescue, rescue_former)


@pytest.mark.parametrize("work_on", DURABLE, ids=lambda one: str(one.__name__))
def test_a_file_that_was_told_of_lasts(
    work: Path, work_on: Callable[[Path], Path], put_filled: PutFilled
) -> None:
    if work_on is not make:
        put_filled(work / "library.sqlite", fill)
    with recording(work) as recorder:
        file = work_on(work / "library.sqlite")
    assert lasting(recorder)[file] == file.read_bytes()


def test_no_journal_of_the_former_library_comes_back_after_a_restore(
    work: Path, put_filled: PutFilled
) -> None:
    library = work / "library.sqlite"
    put_filled(library, fill)
    made = back_up(library)
    with closing(connect(library, "ro")) as reading:  # so that closing leaves the journal
        reading.execute("SELECT count(*) FROM article").fetchone()
        with closing(Database.open(library)) as database:
            Walk(database, 1).step()
        with recording(work) as recorder:
            assert journal_of(library) in lasting(recorder)
            restore(library, made, made.parent, NOW, 1.0)
    assert journal_of(library) not in lasting(recorder)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_power_cut_loses_nothing_that_was_told(
    seed: int, work: Path, tmp_path: Path, put_library: Callable[[Path], None], tally: Tally
) -> None:
    if seed == SEEDS[0]:  # else it is made in the session, which takes longer
        put_library(work / "library.sqlite")
    with recorded(work, seed) as session:
        for number, (told, files) in enumerate(cuts(session.recorder, CUTS, Random(seed))):
            left = tmp_path / f"left-{number}"
            put(files, work, left)
            library = left / "library.sqlite"
            if library.exists():
                opened(library, told)
            if told:
                kept, missing = lost(session.states, told, library)
                tally.count("power", kept=kept, lost=missing)
                assert missing == 0
                assert_files_whole(told, left)
            shutil.rmtree(left)


@pytest.mark.parametrize("seed", SEEDS[:4])
def test_with_less_synchronising_a_power_cut_would_lose_something(
    seed: int, work: Path, tmp_path: Path, put_library: Callable[[Path], None], tally: Tally
) -> None:
    put_library(work / "library.sqlite")
    total = 0
    with recorded(work, seed, "NORMAL") as session:
        for number, (told, files) in enumerate(cuts(session.recorder, CUTS, Random(seed))):
            left = tmp_path / f"left-{number}"
            put(files, work, left)
            opened(left / "library.sqlite", told)
            if told:
                kept, missing = lost(session.states, told, left / "library.sqlite")
                tally.count("power-normal", kept=kept, lost=missing)
                total += missing
            shutil.rmtree(left)
    assert total


@pytest.mark.skipif(not IS_THOROUGH, reason="each cut is an upgrade of half a second")
def test_a_power_cut_during_an_upgrade_loses_nothing(
    work: Path, tmp_path: Path, tally: Tally
) -> None:
    shutil.copy(Path(__file__).with_name("library-1.sqlite"), work / "library.sqlite")
    with recording(work) as recorder:
        Database.open(work / "library.sqlite").close()
    (copy,) = work.glob("*.bak")
    before = tables(copy)
    after = tables(work / "library.sqlite")
    for number, (_told, files) in enumerate(cuts(recorder, CUTS, Random(1))):
        left = tmp_path / f"left-{number}"
        put(files, work, left)
        opened(left / "library.sqlite", [])
        tally.count("power-upgrade", kept=1)
        assert tables(left / "library.sqlite") == after
        assert tables(left / copy.name) == before
        shutil.rmtree(left)
