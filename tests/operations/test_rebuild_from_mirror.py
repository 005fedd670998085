"""A library is made of the files of its articles row by row, and what does not fit is told."""

import errno
import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import InvalidInput, LibraryError
from reader.core.models import View
from reader.library import library_from_rows as library_rebuilding
from reader.library.connection import journal_of
from reader.library.database import Database
from reader.library.queries.article_dump import OWNED
from reader.library.queries.queries import Queries
from reader.library.write_lock import is_held, lock_file
from reader.operations import annotations
from reader.operations.archive import json_mirror, rebuild_from_mirror
from reader.operations.history import History
from tests.conftest import PutFilled
from tests.library.samples import assert_sound
from tests.operations.article_samples import fill, rows

Document = dict[str, list[dict[str, Any]]]


@pytest.fixture
def contents() -> Callable[[History], tuple[int, int]]:
    return fill


@pytest.fixture(scope="session")
def written(
    tmp_path_factory: pytest.TempPathFactory, put_filled: PutFilled
) -> tuple[Path, Path, tuple[str, str]]:
    """A library, the folder of its articles, and the names of their files; to be copied."""
    place = tmp_path_factory.mktemp("written")
    ids = put_filled(place / "library.sqlite", fill)
    with closing(Queries(place / "library.sqlite")) as queries:
        json_mirror.write(queries, place / "articles")
        one, two = (f"{queries.article(id_).uid}.json" for id_ in ids)
    return place / "library.sqlite", place / "articles", (one, two)


@pytest.fixture
def folder(written: tuple[Path, Path, tuple[str, str]], tmp_path: Path) -> Path:
    shutil.copytree(written[1], tmp_path / "articles")
    return tmp_path / "articles"


@pytest.fixture
def library(written: tuple[Path, Path, tuple[str, str]]) -> Path:
    return written[0]


@pytest.fixture
def one(written: tuple[Path, Path, tuple[str, str]], folder: Path) -> Path:
    return folder / written[2][0]


@pytest.fixture
def two(written: tuple[Path, Path, tuple[str, str]], folder: Path) -> Path:
    return folder / written[2][1]


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """Where the library is to be made."""
    return tmp_path / "other" / "library.sqlite"


@contextmanager
def changed(file: Path) -> Iterator[Document]:
    """The rows of a file, to be changed."""
    document = json.loads(file.read_text("utf-8"))
    yield document.get("postil", document)["rows"]
    file.write_text(json.dumps(document), "utf-8")


def ask(path: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def assert_nothing_made(other: Path) -> None:
    found = {file.name for file in other.parent.iterdir()} if other.parent.exists() else set()
    assert found <= {"library.lock"}


def test_what_is_rebuilt_is_the_library_row_by_row(
    library: Path, folder: Path, other: Path
) -> None:
    made = rebuild_from_mirror.rebuild(folder, other)
    assert made == rebuild_from_mirror.Rebuilt(2, ())
    assert rows(other) == rows(library)
    assert all(rows(library)[table] for table in OWNED if table != "revision_offer")
    assert len(rows(library)["revision"]) > made.articles
    assert_sound(other)
    assert {file.name for file in other.parent.iterdir()} == {"library.sqlite", "library.lock"}
    database = Database.open(other)
    assert database.notice == ""
    with closing(database.queries()) as found, closing(Queries(library)) as queries:
        assert [a.title for a in found.articles(found.article_ids(View.ALL))] == [
            a.title for a in queries.articles(queries.article_ids(View.ALL))
        ]
    History(database).do("Mark", annotations.highlight, 1, 20, 25)
    database.close()
    assert_sound(other)


def test_the_journal_of_the_library_that_was_lost_is_not_replayed(
    written: tuple[Path, Path, tuple[str, str]], folder: Path, other: Path, tmp_path: Path
) -> None:
    shutil.copy(written[0], tmp_path / "former.sqlite")
    former = Database.open(tmp_path / "former.sqlite")
    History(former).do("Mark", annotations.highlight, 1, 20, 25)
    rebuild_from_mirror.rebuild(folder, other)
    before = rows(other)
    shutil.copy(journal_of(former.path), journal_of(other))
    former.close()
    database = Database.open(other)
    assert "set-aside" in database.notice
    database.close()
    assert rows(other) == before


# -- what was damaged --------------------------------------------------------------------------


def test_what_is_damaged_is_told_and_the_rest_is_there(
    library: Path, folder: Path, one: Path, two: Path, other: Path
) -> None:
    two.write_text("[1, 2", "utf-8")
    for file in (folder / "files").iterdir():
        file.write_bytes(b"")
    (folder / "library.json").unlink()
    with changed(one) as its:
        its["revision"][0]["text"] += " Forged."
    made = rebuild_from_mirror.rebuild(folder, other)
    assert made.articles == 1
    assert set(made.told) == {
        "library.json cannot be read: No such file or directory.",
        f"{two.name} is damaged or was written by another program, and is skipped.",
        f"{one.name}: a text was changed since it was written.",
        f"{one.name}: an image is missing or damaged.",
        f"{one.name}: the file it was added from is missing or damaged.",
    }
    assert {row[0] for row in ask(other, "SELECT name FROM tag")} == {"Ünd/x", "t", "own"}
    notes = "SELECT note FROM annotation WHERE article_id = 1 ORDER BY id"
    assert ask(other, notes) == ask(library, notes)
    assert_sound(other)


@pytest.mark.parametrize(
    "change",
    [
        lambda its: its["annotation"][0].update(made_on_revision_id=999),
        lambda its: its["annotation"][0].update(article_id=2),
        lambda its: its["annotation_history"][0].update(article_id=2),
        lambda its: its["annotation"][0].update(article_id="x"),
        lambda its: its["annotation"][0].update(color="no colour"),
        lambda its: its["annotation"][0].update(id=2**62),
        lambda its: its["article"][0].update(current_revision_id=None),
        lambda its: its["article"][0].update(created_at=10**30),
        lambda its: its["article"][0].update(title="x\udc80"),
        lambda its: its["article"][0].update(title=["x"]),
        lambda its: its["article"].append({}),
        lambda its: its["revision"].clear(),
        lambda its: its["revision"][0].pop("id"),
        lambda its: its["source"][0].update(sha256="a\0b"),
        lambda its: its["source"][0].update(sha256="\udc80"),
        lambda its: its.update(article=[{"id": 1}]),
        lambda its: its.update(article=[]),
        lambda its: its.update(article="no rows"),
        lambda its: its.clear(),
    ],
)
def test_rows_that_break_a_rule_leave_out_their_article_alone(
    one: Path, folder: Path, other: Path, change: Callable[[Document], None]
) -> None:
    with changed(one) as its:
        change(its)
    made = rebuild_from_mirror.rebuild(folder, other)
    assert made.articles == 1
    said = [text for text in made.told if "skipped" in text]
    assert len(said) == 1
    assert said[0].startswith(f"{one.name} ")
    assert ask(other, "SELECT title FROM article") == [("Two",)]
    assert_sound(other)


@pytest.mark.parametrize(
    "change",
    [
        lambda its: its["sqlite_sequence"].append({}),
        lambda its: its["sqlite_sequence"][0].pop("seq"),
        lambda its: its["sqlite_sequence"][0].update(seq=2**63 - 1),
        lambda its: its["sqlite_sequence"][0].update(name=["article"]),
        lambda its: its["tag_slot"][0].update(tag_id=999),
        lambda its: its["meta"].append({}),
    ],
)
def test_what_belongs_to_no_article_is_left_out_if_it_is_damaged(
    folder: Path, other: Path, change: Callable[[Document], None]
) -> None:
    with changed(folder / "library.json") as its:
        change(its)
    made = rebuild_from_mirror.rebuild(folder, other)
    assert made.articles == 2
    (said,) = made.told
    assert said.startswith("library.json does not fit into the library and is skipped: ")
    assert_sound(other)


def test_values_nested_too_deeply_are_told(one: Path, folder: Path, other: Path) -> None:
    one.write_text("[" * 100_000)
    assert (
        "is damaged or was written by another program"
        in rebuild_from_mirror.rebuild(folder, other).told[0]
    )


def test_articles_of_two_libraries_are_not_mixed(
    library: Path, folder: Path, one: Path, other: Path
) -> None:
    with changed(one) as its:
        its["article"][0].update(uid="0" * 8 + its["article"][0]["uid"][8:])
    one.rename(one.with_name("f" * 8 + one.name[8:]))  # taken last
    shutil.copy(library.parent / "articles" / one.name, one)
    made = rebuild_from_mirror.rebuild(folder, other)
    assert made.articles == 2
    (said,) = made.told
    assert said.startswith("f" * 8)
    assert "is skipped: an id or UUID in it belongs to another row" in said
    assert rows(other) == rows(library)


def test_a_folder_of_which_nothing_can_be_read_makes_no_library(
    one: Path, two: Path, folder: Path, other: Path
) -> None:
    one.write_text("{}")
    two.write_text("{}")
    with pytest.raises(InvalidInput, match=r"None of the articles in .* can be read"):
        rebuild_from_mirror.rebuild(folder, other)
    assert_nothing_made(other)


# -- tags --------------------------------------------------------------------------------------

_TAGGED = (
    "SELECT tag.key FROM article_tag JOIN tag ON tag.id = tag_id UNION"
    " SELECT tag.key FROM annotation_tag JOIN tag ON tag.id = tag_id"
)


@pytest.mark.parametrize(("color", "left"), [("", "red"), ("red", "")])
def test_tags_are_known_by_their_keys(
    library: Path, folder: Path, other: Path, color: str, left: str
) -> None:
    """As in files that were written before a tag was renamed, and another got its name."""
    with changed(folder / "library.json") as its:
        first, second = (tag for tag in its["tag"] if tag["name"] in ("Ünd/x", "t"))
        first["name"], second["name"] = second["name"], first["name"]
        first["key"], second["key"] = second["key"], first["key"]
        its["tag"] = [tag for tag in its["tag"] if tag["name"] != "own"]
        (slot,) = its["tag_slot"]
        own = {**first, "id": 3, "name": "another", "key": "another", "color": color}
        its["tag"].append(own)
    made = rebuild_from_mirror.rebuild(folder, other)
    assert made == rebuild_from_mirror.Rebuilt(2, ())
    assert ask(other, _TAGGED) == ask(library, _TAGGED)
    assert ask(other, "SELECT id, color FROM tag WHERE key = 'own'") == [(4, left)]
    assert ask(other, "SELECT id FROM tag WHERE key = 'another'") == [(3,)]
    assert slot["tag_id"] == ask(other, "SELECT tag_id FROM tag_slot")[0][0]
    assert_sound(other)


def test_a_tag_that_is_missing_costs_the_tagging_alone(
    one: Path, folder: Path, other: Path
) -> None:
    with changed(one) as its:
        (tag,) = (tag for tag in its["tag"] if tag["key"] == "t")
        tag.clear()
        tag["id"] = 2
    made = rebuild_from_mirror.rebuild(folder, other)
    assert made.articles == 2
    assert made.told == (f"{one.name}: 2 taggings cannot be read and are skipped.",)
    assert len(ask(other, _TAGGED)) == 2
    assert_sound(other)


# -- where the library is to be ----------------------------------------------------------------


def test_an_empty_folder_makes_no_library(tmp_path: Path, other: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path, tmp_path / "missing", tmp_path / "file"):
        with pytest.raises(InvalidInput, match="contains no articles"):
            rebuild_from_mirror.rebuild(place, other)
    with pytest.raises(InvalidInput, match="cannot be read: File name too long"):
        rebuild_from_mirror.rebuild(tmp_path / ("x" * 300), other)
    assert_nothing_made(other)


def test_a_file_system_without_links_has_the_library_all_the_same(
    library: Path, folder: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: Path, _target: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert rebuild_from_mirror.rebuild(folder, other).articles == 2
    assert rows(other) == rows(library)
    assert {file.name for file in other.parent.iterdir()} == {"library.sqlite", "library.lock"}


@pytest.mark.parametrize("ending", ["", "-wal", "-journal"])
def test_a_library_is_never_replaced(folder: Path, other: Path, ending: str) -> None:
    other.parent.mkdir()
    there = other.with_name(other.name + ending)
    there.write_text("there")
    with pytest.raises(LibraryError, match=f"{there}"):
        rebuild_from_mirror.rebuild(folder, other)
    assert there.read_text() == "there"


@pytest.mark.parametrize("can_link", [True, False])
def test_a_library_that_appears_meanwhile_is_left(
    folder: Path, other: Path, can_link: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_source: Path, _target: Path) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    if not can_link:
        monkeypatch.setattr(os, "link", refuse)

    def copy_there(_done: int, _total: int) -> None:
        assert is_held(lock_file(other))
        other.write_text("there")

    with pytest.raises(LibraryError, match="There is a library at"):
        rebuild_from_mirror.rebuild(folder, other, copy_there)
    assert other.read_text() == "there"
    other.unlink()
    assert_nothing_made(other)
    assert rebuild_from_mirror.rebuild(folder, other).articles == 2


def test_what_was_given_up_or_killed_leaves_nothing(folder: Path, other: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise LibraryError("stopped")

    with pytest.raises(LibraryError, match="stopped"):
        rebuild_from_mirror.rebuild(folder, other, stop)
    assert_nothing_made(other)
    for ending in ("rebuilt", "rebuilt-1-wal", f"rebuilt-{os.getpid()}", "lock"):
        (other.parent / f"library.sqlite.{ending}").touch()
    rebuild_from_mirror.rebuild(folder, other)
    assert {file.name for file in other.parent.iterdir()} == {"library.sqlite", "library.lock"}


def test_a_disk_without_room_is_told_and_makes_no_library(
    one: Path, folder: Path, other: Path
) -> None:
    """Where a file may not become as large as the library is the same as where there is no room."""
    with changed(one) as its:
        its["revision"][0]["html"] = "x" * 3_000_000
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, limits[1]))
    try:
        with pytest.raises(LibraryError, match=f"The disk failed while {other} was in use"):
            rebuild_from_mirror.rebuild(folder, other)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert_nothing_made(other)


def test_a_full_disk_is_no_damage_of_an_article(other: Path) -> None:
    def insert() -> None:
        with library_rebuilding.new_library(other) as new:
            new._connection.execute("PRAGMA max_page_count=1")  # at least the present size
            tag = {"id": 1, "name": "x" * 1_000_000, "key": "x", "created_at": 0}
            new.insert_shared({"tag": [tag]})

    with pytest.raises(LibraryError, match=f"disk is full and nothing was changed in {other}"):
        insert()
    assert_nothing_made(other)


def lose_an_article(new: library_rebuilding.NewLibrary) -> None:
    new.articles += 1


def lose_an_index(new: library_rebuilding.NewLibrary) -> None:
    new._connection.execute("PRAGMA writable_schema=ON")
    new._connection.execute("DELETE FROM sqlite_master WHERE name = 'article_url'")


@pytest.mark.parametrize("lose", [lose_an_article, lose_an_index])
def test_a_library_that_is_not_whole_is_not_put_in_place(
    other: Path, lose: Callable[[library_rebuilding.NewLibrary], None]
) -> None:
    with (
        pytest.raises(LibraryError, match="No library was created"),
        library_rebuilding.new_library(other) as new,
    ):
        lose(new)
    assert_nothing_made(other)
