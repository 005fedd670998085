"""Opening what is a library and refusing what is not, without touching it."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.core.errors import (
    LibraryCorrupt,
    LibraryError,
    LibraryLocked,
    LibraryReadOnly,
    LibraryTooNew,
    NotALibrary,
)
from reader.core.models import View
from reader.library.connection import SCHEMA, connect
from reader.library.database import Database
from reader.library.integrity.integrity_check import find_faults
from reader.operations import articles
from reader.operations.history import History
from tests.conftest import PutFilled
from tests.forked_programs import RunForked
from tests.library import damage
from tests.library.samples import assert_sound, draft


def _bytes(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }


@pytest.fixture
def closed(library: Path, put_filled: PutFilled) -> Path:
    """A library with one article that nobody has open."""
    put_filled(library, _add)
    return library


def _add(history: History) -> None:
    history.do("Add", articles.add, draft())


@pytest.mark.parametrize("name", ["search_article", "search_text"])
@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM {}_data WHERE id = 10",
        "DELETE FROM {}_data",
        "UPDATE {}_data SET block = x'00'",
        "DELETE FROM {}_config",
        "DELETE FROM {}_idx",
    ],
)
def test_a_damaged_search_index_is_rebuilt_by_the_next_write(
    closed: Path, name: str, sql: str
) -> None:
    damage.executed(sql.format(name))(closed)
    database = Database.open(closed)
    database.check()  # SQLite reads the index too, from 3.44 on
    History(database).do("Add", articles.add, draft("Two", "other words"))
    database.close()
    assert_sound(closed)
    assert list(find_faults(closed)) == []


def assert_one_sentence(error: pytest.ExceptionInfo[LibraryError], path: Path) -> None:
    text = str(error.value)
    assert str(path) in text
    assert text.endswith(".")
    # One sentence: no full stop but at the end, the path's own apart.
    assert "." not in text.replace(str(path), "")[:-1].replace("library.sqlite", "")
    assert "\n" not in text


def test_a_new_library_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "a % folder?" / "with # signs" / "library.sqlite"
    database = Database.open(path)
    added = History(database).do("Add", articles.add, draft())
    database.close()
    again = Database.open(path)
    with closing(again.queries()) as queries:
        assert queries.article_ids(View.ALL) == [added.article_id]
    again.close()
    assert not list(path.parent.glob("*.new*"))


def test_none_is_made_when_that_is_not_wanted(library: Path) -> None:
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(LibraryError) as error:
            Database.open(library, **options)
        assert_one_sentence(error, library)
    assert list(library.parent.iterdir()) == []


def test_a_newer_library_is_refused_and_left_as_it_is(closed: Path) -> None:
    with closing(connect(closed, "rw")) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA + 1}")
    before = _bytes(closed.parent)
    with pytest.raises(LibraryTooNew) as error:
        Database.open(closed)
    assert_one_sentence(error, closed)
    assert _bytes(closed.parent) == before


@pytest.mark.parametrize(
    "content", ["other program", "text", "nothing", "noise", "damaged header", "wal of another"]
)
def test_what_is_not_ours_is_refused_and_left_as_it_is(library: Path, content: str) -> None:
    other: sqlite3.Connection | None = None
    match content:
        case "other program":
            with closing(sqlite3.connect(library)) as connection:
                connection.execute("CREATE TABLE theirs(x)")
        case "wal of another":
            other = sqlite3.connect(library)
            other.execute("PRAGMA journal_mode=WAL")
            other.execute("CREATE TABLE theirs(x)")
        case "text":
            library.write_text("Dear diary, " * 1000)
        case "nothing":
            library.touch()
        case "noise":
            library.write_bytes(os.urandom(20_000))
        case "damaged header":
            database = Database.open(library)
            database.close()
            data = bytearray(library.read_bytes())
            data[:40] = os.urandom(40)
            for path in library.parent.iterdir():
                path.unlink()
            library.write_bytes(data)
    before = _bytes(library.parent)
    with pytest.raises(NotALibrary) as error:
        Database.open(library)
    assert_one_sentence(error, library)
    assert _bytes(library.parent) == before
    if other is not None:
        other.close()


def test_a_folder_in_its_place_is_refused(library: Path) -> None:
    library.mkdir()
    with pytest.raises(NotALibrary, match="is a folder") as error:
        Database.open(library)
    assert_one_sentence(error, library)


def test_a_link_to_nothing_is_refused(library: Path) -> None:
    library.symlink_to(library.parent / "gone")
    with pytest.raises(NotALibrary, match="points to") as error:
        Database.open(library)
    assert str(library) in str(error.value)
    assert not (library.parent / "gone").exists()


def test_a_link_to_a_library_is_followed(closed: Path, tmp_path: Path) -> None:
    link = tmp_path / "elsewhere" / "library.sqlite"
    link.parent.mkdir()
    link.symlink_to(closed)
    database = Database.open(link)
    History(database).do("Add", articles.add, draft("Two", "another text"))
    database.close()
    with closing(connect(closed, "ro")) as connection:
        assert connection.execute("SELECT count(*) FROM article").fetchone() == (2,)


def test_a_pipe_is_refused(library: Path) -> None:
    os.mkfifo(library)
    with pytest.raises(NotALibrary, match="not a file"):
        Database.open(library)


def test_a_file_where_the_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError) as error:
        Database.open(tmp_path / "file" / "library.sqlite")
    assert str(tmp_path / "file") in str(error.value)


def test_a_journal_without_its_library_is_not_begun_anew(closed: Path) -> None:
    closed.rename(closed.with_name("library.sqlite-wal"))
    with pytest.raises(LibraryCorrupt, match="journal") as error:
        Database.open(closed)
    assert_one_sentence(error, closed)
    assert not closed.exists()


def test_a_damaged_table_list_is_told(closed: Path) -> None:
    data = bytearray(closed.read_bytes())
    data[100:4096] = os.urandom(3996)
    closed.write_bytes(data)
    with pytest.raises(LibraryCorrupt) as error:
        Database.open(closed)
    assert_one_sentence(error, closed)
    assert closed.read_bytes() == data


def test_a_damaged_page_is_found_by_the_check(closed: Path) -> None:
    database = Database.open(closed)
    database.check()
    database.close()
    with closing(connect(closed, "ro")) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'article'"
        ).fetchone()
    for stale in ("library.sqlite-wal", "library.sqlite-shm"):
        closed.with_name(stale).unlink(missing_ok=True)
    data = bytearray(closed.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = os.urandom(4096)
    closed.write_bytes(data)
    database = Database.open(closed)
    with pytest.raises(LibraryCorrupt) as error:
        database.check()
    assert_one_sentence(error, closed)
    with closing(database.queries()) as queries, pytest.raises(LibraryCorrupt):
        queries.article(1)
    database.close()


def test_tables_that_are_missing_are_told(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        connection.execute("DROP TABLE revision")
        connection.commit()
    with pytest.raises(LibraryCorrupt):
        Database.open(closed)


def test_a_library_another_program_keeps_locked_says_so(closed: Path) -> None:
    with closing(sqlite3.connect(closed, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LibraryLocked) as error:
            Database.open(closed, timeout=0.1)
        assert_one_sentence(error, closed)
        other.execute("ROLLBACK")
    Database.open(closed, timeout=0.1).close()


def test_read_only_opens_for_reading_and_says_so_when_written(closed: Path) -> None:
    database = Database.open(closed, read_only=True)
    assert database.is_read_only
    with closing(database.queries()) as queries:
        assert queries.counts().inbox == 1
    with pytest.raises(LibraryReadOnly) as error:
        History(database).do("Add", articles.add, draft("Two", "another text"))
    assert_one_sentence(error, closed)
    History(database).warm_up()
    database.close()


_AS_NOBODY = """
from reader.core.errors import LibraryReadOnly
from reader.core.models import View
os.setgid(65534); os.setuid(65534)  # who may not even read the Python it runs, maybe
for path in map(Path, sys.argv[1:]):
    try:
        database = Database.open(path, timeout=0.1)
    except LibraryReadOnly as error:
        print(f"refused: {error}")
        sys.exit(1)
    queries = database.queries()
    print(database.is_read_only, len(queries.article_ids(View.ALL)))
    try:
        History(database).undo()
    except LibraryReadOnly as error:
        print(error)
    try:
        Database.open(path.parent / "sub" / path.name, timeout=0.1)
    except LibraryReadOnly as error:
        print(error)
"""


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs another user to be")
def test_a_file_without_permission_is_read_only(
    put_library: Callable[[Path], None], run_forked: RunForked
) -> None:
    # Outside pytest's own folders, which only their owner may enter.
    folders = [Path("/tmp") / f"postil-{os.getpid()}-{mode:o}" for mode in (0o555, 0o755)]
    try:
        for folder in folders:
            put_library(folder / "library.sqlite")
            (folder / "library.sqlite").chmod(0o444)
            folder.chmod(int(folder.name.rpartition("-")[2], 8))
        code, printed = run_forked(_AS_NOBODY, *(f / "library.sqlite" for f in folders))
        assert code == 0, printed
        told = iter(printed)
        for folder in folders:
            assert next(told) == "True 0"
            assert f"The library {folder / 'library.sqlite'} is read-only" in next(told)
            assert str(folder / "sub") in next(told)
        assert list(told) == []
    finally:
        for folder in folders:
            folder.chmod(0o755)
            shutil.rmtree(folder)


# Three that wait for each other, so that they do open it at the same moment.
_AT_ONCE = """
waiting, go = os.pipe()
children = []
for _ in range(3):
    if child := os.fork():
        children.append(child)
        continue
    os.close(go)
    os.read(waiting, 1)  # until the first process closes its end
    Database.open(Path(sys.argv[1])).close()
    os._exit(0)
os.close(go)
print([os.waitpid(child, 0)[1] for child in children])
"""


def test_two_that_make_it_at_once_make_one(library: Path, run_forked: RunForked) -> None:
    assert run_forked(_AT_ONCE, library) == (0, ["[0, 0, 0]"])
    database = Database.open(library)
    assert_sound(library)
    database.close()


@pytest.mark.parametrize("damage", ["header", "tables", "empty"])
def test_no_refusal_advises_to_copy_a_backup_over(library: Path, damage: str) -> None:
    Database.open(library).close()
    data = bytearray(library.read_bytes())
    if damage == "header":
        data[:40] = b"?" * 40
    elif damage == "tables":
        data[100:4096] = b"?" * 3996
    library.write_bytes(b"" if damage == "empty" else data)
    with pytest.raises(LibraryError) as error:
        Database.open(library)
    assert "in its place" not in str(error.value)
    assert "backup" in str(error.value)
