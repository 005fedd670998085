"""A library that does not open is read in a copy; its own files stay as they are, to the byte."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import LibraryCorrupt, LibraryError, LibraryLocked, LibraryReadOnly
from reader.core.models import View
from reader.library.connection import SCHEMA, journal_of
from reader.library.database import Database
from reader.library.integrity.read_only_copy import ReadingCopy, can_be_read, open_copy
from reader.library.write_lock import write_lock
from reader.operations import articles
from reader.operations.history import History
from tests.library.samples import draft

OLD, PRESENT = (Path(__file__).parent / f"library-{n}.sqlite" for n in (1, SCHEMA))


def files(folder: Path) -> dict[str, bytes]:
    """Everything that is in a folder, without what programs share."""
    shared = (".lock", ".sqlite-shm")
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.suffix not in shared}


def titles(copy: ReadingCopy) -> list[str]:
    with closing(copy.queries()) as queries:
        return [one.title for one in queries.articles(queries.article_ids(View.ALL))]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A library of the first schema."""
    return Path(shutil.copyfile(OLD, tmp_path / "library.sqlite"))


def test_an_old_library_that_cannot_be_brought_up_to_date_is_read(old: Path) -> None:
    before = files(old.parent)
    with write_lock(old, 1.0):
        with pytest.raises(LibraryLocked):
            Database.open(old, timeout=0.05)
        assert can_be_read(old)
        copy = open_copy(old)
    assert titles(copy)
    assert copy.is_read_only
    with pytest.raises(LibraryReadOnly, match="did not open: this is a read-only copy of it"):
        History(copy).do("Add", articles.add, draft())
    folder = copy.path.parent
    assert folder.stat().st_mode & 0o777 == 0o700
    copy.close()
    assert not folder.exists()
    assert files(old.parent) == before


def fill(history: History) -> None:
    """An article."""
    history.do("Add", articles.add, draft("Kept", "Words."))


@pytest.fixture
def contents() -> Callable[[History], None]:
    return fill


@pytest.fixture
def in_use(library: Path, filled: None) -> Iterator[Path]:
    """A library whose journal holds an article that the file lacks."""
    database = Database.open(library)
    with closing(sqlite3.connect(library)) as reader:  # whose lock keeps the journal
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM article").fetchone()
        History(database).do("Add", articles.add, draft("In the journal", "More words."))
        database.close()
        yield library


def test_what_only_the_journal_holds_is_read_too(in_use: Path) -> None:
    before = files(in_use.parent)
    assert can_be_read(in_use)
    copy = open_copy(in_use)
    assert sorted(titles(copy)) == ["In the journal", "Kept"]
    copy.close()
    assert files(in_use.parent) == before


def test_a_journal_of_another_file_is_left_out(in_use: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    library = other / "library.sqlite"
    shutil.copyfile(in_use, library)
    with closing(Database.open(library)) as database:
        History(database).do("Add", articles.add, draft("Other", "Other words."))
    journal_of(library).write_bytes(journal_of(in_use).read_bytes())
    before = files(other)
    assert can_be_read(library)
    copy = open_copy(library)
    assert sorted(titles(copy)) == ["Kept", "Other"]
    copy.close()
    assert files(other) == before


def test_it_can_be_given_up_and_leaves_nothing(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with pytest.raises(LibraryError, match="Stopped"):
        open_copy(old, lambda: True)
    assert list(temporary.iterdir()) == []


def test_what_is_no_library_cannot_be_read(old: Path) -> None:
    whole = old.read_bytes()
    newer = whole[:63] + b"\x7f" + whole[64:]
    for content in (b"", b"no library", whole[:9000], newer, whole[:100] + b"\xff" * 8000):
        old.write_bytes(content)
        assert not can_be_read(old)
    old.unlink()
    assert not can_be_read(old)


def test_a_format_that_no_library_has_is_damage(old: Path) -> None:
    content = bytearray(old.read_bytes())
    content[45:48] = b"\0\0\5"
    old.write_bytes(content)
    with pytest.raises(LibraryError):
        open_copy(old)
    with pytest.raises(LibraryError):
        Database.open(old)
    assert old.read_bytes() == content


@given(
    st.lists(st.tuples(st.integers(0, PRESENT.stat().st_size), st.binary(min_size=1, max_size=9)))
)
def test_a_damaged_library_is_read_or_refused_and_stays(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[int, bytes]]
) -> None:
    content = bytearray(PRESENT.read_bytes())
    for place, piece in damage:
        content[place : place + len(piece)] = piece
    library = tmp_path_factory.mktemp("damaged") / "library.sqlite"
    library.write_bytes(content)
    can_be_read(library)
    with suppress(LibraryError):
        open_copy(library).close()
    assert files(library.parent) == {library.name: bytes(content)}


def test_a_damage_that_sqlite_quotes_is_told_as_one(tmp_path: Path) -> None:
    # Its message quotes the schema's bytes, which are no text: Python raises something else then.
    content = bytearray(PRESENT.read_bytes())
    place = content.index(b"suffix TEXT") + len(b"suffix")
    content[place : place + 1] = b"\x80"
    library = tmp_path / "library.sqlite"
    library.write_bytes(content)
    assert not can_be_read(library)
    with pytest.raises(LibraryCorrupt, match="is damaged"):
        Database.open(library)
    assert library.read_bytes() == content
