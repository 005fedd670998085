"""The second form of the library is written as it changes, and nothing in it is ever deleted."""

import errno
import json
import os
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from reader.core.errors import LibraryError
from reader.core.feeds import Subscription
from reader.core.models import View
from reader.library import write_lock
from reader.library.database import Database
from reader.library.queries.article_dump import Rows
from reader.library.queries.queries import Queries
from reader.library.write_lock import hold
from reader.operations import (
    annotations,
    articles,
    tag_editing,
    tags,
)
from reader.operations.archive import json_mirror, rebuild_from_mirror
from reader.operations.draft_preparation import prepare
from reader.operations.feeds import entry_storing, subscriptions
from reader.operations.feeds.entry_storing import ReadEntry
from reader.operations.history import History
from tests.library.samples import LOREM, assert_sound, draft
from tests.operations.article_samples import fill, rows


@pytest.fixture
def contents() -> Callable[[History], tuple[int, int]]:
    return fill


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "articles"


@pytest.fixture
def files(queries: Queries, filled: tuple[int, int], folder: Path) -> tuple[Path, Path]:
    """The files of the two articles, once they are written."""
    json_mirror.write(queries, folder)
    one, two = (folder / f"{queries.article(id_).uid}.json" for id_ in filled)
    return one, two


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def assert_all_written(queries: Queries, folder: Path) -> None:
    """Each file holds what the library holds, and there is no other."""
    found = queries.article_digests()
    assert json_mirror.article_names(folder) == {f"{uid}.json" for uid in found}
    for uid, one in found.items():
        document = json.loads((folder / f"{uid}.json").read_text("utf-8"))
        now = json.loads(json.dumps(queries.rows_of_article(one.id, one.deleted)))
        assert document["postil"]["rows"] == now
        assert names(folder / "files").issuperset(one.contents)


def damage(library: Path, sql: str) -> None:
    """Changes rows that nothing of ours changes."""
    with closing(sqlite3.connect(library)) as connection:
        connection.execute(sql)
        connection.commit()


def test_a_file_is_a_collection_of_web_annotations(
    queries: Queries, filled: tuple[int, int], folder: Path, files: tuple[Path, Path]
) -> None:
    article = queries.article(filled[0])
    document = json.loads(files[0].read_text("utf-8"))
    assert document["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert document["articles"][0]["title"] == article.title
    quotes = [one["target"]["selector"][0]["exact"] for one in document["first"]["items"]]
    assert quotes == [one.exact for one in queries.annotations(article.id)]
    assert b"picture" in [file.read_bytes() for file in (folder / "files").iterdir()]
    assert "undone" in [one["note"] for one in document["postil"]["rows"]["annotation_history"]]
    assert_all_written(queries, folder)


def test_only_what_was_changed_is_written_again(
    history: History,
    queries: Queries,
    filled: tuple[int, int],
    folder: Path,
    files: tuple[Path, Path],
) -> None:
    one, two = files
    assert json_mirror.write(queries, folder) == 0
    before = one.read_bytes(), two.stat().st_mtime_ns
    history.do("Tag", tags.tag_articles, [filled[0]], ["new"])
    assert json_mirror.write(queries, folder) == 1
    assert one.read_bytes() != before[0]
    assert two.stat().st_mtime_ns == before[1]
    for damaged in ("{damaged", "[" * 100_000):
        (folder / "digests.json").write_text(damaged, "utf-8")
        assert json_mirror.write(queries, folder) == len(queries.article_digests())


@pytest.mark.parametrize("name", ["t", "own"])  # on the article, and on a highlight
def test_a_tag_that_is_renamed_is_so_in_the_files(
    history: History, queries: Queries, folder: Path, files: tuple[Path, Path], name: str
) -> None:
    history.do("Rename", tag_editing.rename, name, "renamed")
    assert json_mirror.write(queries, folder) == 1
    assert "renamed" in files[0].read_text("utf-8")
    assert_all_written(queries, folder)


def test_what_was_written_before_it_was_given_up_is_not_written_again(
    queries: Queries, folder: Path
) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 1:
            raise LibraryError("stopped")

    with pytest.raises(LibraryError, match="stopped"):
        json_mirror.write(queries, folder, stop)
    assert json_mirror.write(queries, folder) == len(queries.article_digests()) - 1


def test_a_file_is_not_trusted_while_it_is_written(
    history: History,
    queries: Queries,
    filled: tuple[int, int],
    folder: Path,
    files: tuple[Path, Path],
) -> None:
    """Killed between a file and its digest, after which the change is undone."""
    digests = folder / "digests.json"
    kept = []
    history.do("Tag", tags.tag_articles, filled[1:], ["t"])  # undone, it leaves no trace
    json_mirror.write(queries, folder, lambda _done, _total: kept.append(digests.read_bytes()))
    digests.write_bytes(kept[0])
    history.undo()
    json_mirror.write(queries, folder)
    assert_all_written(queries, folder)


def test_what_feeds_brought_has_a_file_once_a_person_did_something_with_it(
    history: History, queries: Queries, folder: Path
) -> None:
    json_mirror.write(queries, folder)
    before = json_mirror.article_names(folder)
    subscribed = [Subscription("https://example.org/other-feed")]
    (feed,) = subscriptions.subscribe(history, subscribed, "Subscribe")
    brought = [ReadEntry(str(n), "", prepare(draft(f"Of {n}", f"Words {n}."))) for n in (1, 2)]
    history.write(entry_storing.keep_entries, feed, brought, False)
    json_mirror.write(queries, folder)
    assert json_mirror.article_names(folder) == before
    one = queries.articles(queries.article_ids(View.ALL))[0]
    history.do("Star", articles.set_starred, [one.id], True)
    json_mirror.write(queries, folder)
    assert json_mirror.article_names(folder) == before | {f"{one.uid}.json"}


def test_what_is_missing_is_written_again(
    queries: Queries, folder: Path, files: tuple[Path, Path]
) -> None:
    files[1].unlink()
    assert json_mirror.write(queries, folder) == 1
    assert_all_written(queries, folder)
    for file in (folder / "files").iterdir():
        file.unlink()
    assert json_mirror.write(queries, folder) == 2
    assert_all_written(queries, folder)


def test_one_program_at_a_time_writes(
    history: History,
    queries: Queries,
    filled: tuple[int, int],
    folder: Path,
    files: tuple[Path, Path],
) -> None:
    history.do("Note", annotations.set_article_note, filled[0], "changed")
    lock = hold(folder / "articles.lock", timeout=0)
    try:
        assert json_mirror.write(queries, folder) == 0
    finally:
        os.close(lock)
    assert "changed" not in files[0].read_text("utf-8")
    assert json_mirror.write(queries, folder) == 1


def test_a_network_folder_without_locks_will_do(
    queries: Queries,
    filled: tuple[int, int],
    folder: Path,
    files: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_handle: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(write_lock, "_try_lock", refuse)
    files[0].unlink()
    assert json_mirror.write(queries, folder) == 1
    assert files[0].is_file()
    assert_all_written(queries, folder)


def test_a_change_made_meanwhile_is_written_the_next_time(
    history: History, queries: Queries, filled: tuple[int, int], folder: Path
) -> None:
    def change(done: int, _total: int) -> None:
        for article in filled:
            history.do("Note", annotations.set_article_note, article, f"changed {done}")

    json_mirror.write(queries, folder, change)
    json_mirror.write(queries, folder)
    assert_all_written(queries, folder)


def test_a_file_is_of_one_moment(
    history: History, database: Database, filled: tuple[int, int], folder: Path
) -> None:
    class Interrupted(Queries):
        """Another program writes between two questions."""

        def rows_of_article(
            self,
            article_id: int,
            deleted: Collection[int] = (),
            columns: Mapping[str, Sequence[str]] | None = None,
        ) -> Rows:
            found = super().rows_of_article(article_id, deleted, columns)
            history.do("Note", annotations.set_article_note, article_id, "meanwhile")
            return found

    with closing(Interrupted(database.path)) as queries:
        json_mirror.write(queries, folder)
        for name in json_mirror.article_names(folder):
            assert "meanwhile" not in (folder / name).read_text("utf-8")


def test_an_article_deleted_for_good_meanwhile_is_left_out(
    history: History, queries: Queries, filled: tuple[int, int], folder: Path
) -> None:
    history.do("Trash", articles.trash, filled)
    left = [uid for uid, one in queries.article_digests().items() if one.id in filled]

    def purge(done: int, _total: int) -> None:
        if done == 1:
            history.write(articles.purge, filled)

    json_mirror.write(queries, folder, purge)
    assert json_mirror.article_names(folder) == {f"{left[0]}.json"}
    assert json_mirror.write(queries, folder) == 0
    assert_all_written(queries, folder)


def test_an_article_deleted_for_good_is_kept_apart(
    history: History,
    queries: Queries,
    filled: tuple[int, int],
    folder: Path,
    files: tuple[Path, Path],
    tmp_path: Path,
) -> None:
    history.do("Trash", articles.trash, filled[:1])
    assert json_mirror.write(queries, folder) == 1
    assert json.loads(files[0].read_text("utf-8"))["articles"][0]["deleted"] is not None
    removed = folder / "removed"
    assert not removed.exists()
    history.write(articles.purge, filled[:1])
    assert json_mirror.write(queries, folder) == 0
    assert_all_written(queries, folder)
    assert names(removed) == {files[0].name}
    other = tmp_path / "other.sqlite"
    assert rebuild_from_mirror.rebuild(removed, other).told == (
        "library.json cannot be read: No such file or directory.",
    )
    assert_sound(other)
    with closing(sqlite3.connect(other)) as connection:
        assert connection.execute("SELECT count(*) FROM asset").fetchone() == (1,)
        notes = [row[0] for row in connection.execute("SELECT note FROM annotation")]
    assert "another note" in notes


def test_another_library_in_its_place_takes_nothing_away(
    library: Path, queries: Queries, folder: Path, files: tuple[Path, Path], tmp_path: Path
) -> None:
    before = {file.name: file.read_bytes() for file in (*files, folder / "library.json")}
    database = Database.open(tmp_path / "new.sqlite")
    added = History(database).do("Add", articles.add, draft("New", "New words.")).article_id
    with closing(database.queries()) as found:
        json_mirror.write(found, folder)
        assert_all_written(found, folder)
    former = rows(library)
    assert {name: (folder / "removed" / name).read_bytes() for name in before} == before
    assert rebuild_from_mirror.rebuild(folder, tmp_path / "1.sqlite").told == ()
    assert rows(tmp_path / "1.sqlite") == rows(database.path)
    assert rebuild_from_mirror.rebuild(folder / "removed", tmp_path / "2.sqlite").told == ()
    assert rows(tmp_path / "2.sqlite") == former
    # The one is put in the other's place again, and then once more: what was kept stays kept.
    kept = folder / "removed" / files[0].name
    kept.write_text("older")
    json_mirror.write(queries, folder)
    assert_all_written(queries, folder)
    History(database).do("Mark", annotations.highlight, added, 0, 3)
    with closing(database.queries()) as found:
        json_mirror.write(found, folder)
    assert kept.read_bytes() == before[kept.name]
    assert kept.with_name(f"{kept.name}.former-1").read_text() == "older"
    database.close()


def test_nothing_outside_the_folder_is_touched(
    queries: Queries,
    history: History,
    library: Path,
    filled: tuple[int, int],
    folder: Path,
    files: tuple[Path, Path],
) -> None:
    victim = folder.parent / "victim.json"
    victim.write_text("mine", "utf-8")
    digests = json.loads((folder / "digests.json").read_text("utf-8"))
    (folder / "digests.json").write_text(json.dumps(digests | {"../victim": "x"}), "utf-8")
    json_mirror.write(queries, folder)
    assert victim.read_text("utf-8") == "mine"
    uid = "../" + "v" * 33
    damage(library, f"UPDATE article SET uid = '{uid}' WHERE id = {filled[0]}")
    with pytest.raises(LibraryError, match="1 article is damaged in the library"):
        json_mirror.write(queries, folder)
    assert names(folder.parent).isdisjoint({f"{'v' * 33}.json"})


@pytest.mark.parametrize("data", ["x'00112233'", "x'789c4b040000620062'"])  # no zlib; another text
def test_a_damaged_source_is_told_and_the_rest_is_written(
    library: Path, queries: Queries, folder: Path, filled: tuple[int, int], data: str
) -> None:
    source = "SELECT source_id FROM revision ORDER BY id LIMIT 1"
    damage(library, f"UPDATE source SET data = {data} WHERE id = ({source})")
    for _time in range(2):
        with pytest.raises(LibraryError) as told:
            json_mirror.write(queries, folder)
        assert str(told.value) == (
            f"1 article is damaged in the library and was not written completely to {folder}:"
            " “Foxes”; “postil check” shows details."
        )
    assert len(names(folder / "files")) == 2
    with pytest.raises(AssertionError, match="files"):
        assert_all_written(queries, folder)
    assert (
        LOREM
        in json.loads((folder / f"{queries.article(filled[0]).uid}.json").read_text("utf-8"))[
            "postil"
        ]["rows"]["revision"][0]["text"]
    )


def test_what_killed_programs_left_is_removed(
    queries: Queries, folder: Path, files: tuple[Path, Path]
) -> None:
    (folder / "removed").mkdir()
    for place in (folder, folder / "files", folder / "removed"):
        (place / ".postil-123-0a0b0c0d.tmp").touch()
    json_mirror.write(queries, folder)
    assert not list(folder.rglob("*.tmp"))


def test_the_history_of_an_article_is_found_by_index(
    queries: Queries, filled: tuple[int, int]
) -> None:
    asked: list[str] = []
    queries._connection.set_trace_callback(asked.append)
    queries.rows_of_article(filled[0], (1, 2))
    queries._connection.set_trace_callback(None)
    (sql,) = (one for one in asked if "FROM annotation_history" in one)
    plan = [row[-1] for row in queries._rows(f"EXPLAIN QUERY PLAN {sql}")]
    assert not [line for line in plan if line.startswith("SCAN")]


def test_a_folder_that_cannot_be_written_is_told(queries: Queries, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match=r"The articles were not written to .*file: "):
        json_mirror.write(queries, tmp_path / "file")
