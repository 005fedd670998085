"""The second form of the library: written as it changes, and made a library again, row by row."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.core.errors import InvalidInput, LibraryError
from reader.core.models import Color, State, View
from reader.library.database import Database
from reader.library.queries.article_rows import OWNED
from reader.library.queries.queries import Queries
from reader.operations import (
    annotations,
    article_files,
    articles,
    color_tags,
    rebuilding,
    tags,
)
from reader.operations.history import History
from tests.library.samples import LOREM, assert_sound, asset, draft, tables

ADDRESS = "https://example.org/foxes"


def fill(history: History) -> tuple[int, int]:
    """Two articles with all that can belong to one, and one that was deleted for good."""
    picture = asset("picture")
    one = history.do(
        "Add",
        articles.add,
        draft(
            html=f'<p>{LOREM}</p><p><img src="asset:{picture.sha256}" alt=""></p>',
            assets=(picture,),
            url=ADDRESS,
        ),
        ("Ünd/x", "t"),
    ).article_id
    two = history.do("Add", articles.add, draft("Two", "Other words\nof 𝒳 two.")).article_id
    marked = history.do(
        "Mark", annotations.highlight, one, 4, 9, Color.GREEN, ("t", "own"), "a note"
    )
    history.do("Note", annotations.set_note, marked, "another note")
    history.do("Mark", annotations.highlight, one, 10, 15)
    history.do("Delete", annotations.delete, [history.do("Mark", annotations.highlight, one, 0, 3)])
    history.do("Note", annotations.set_article_note, two, "about it")
    history.do("Tag", tags.bind_slot, 3, "t")
    history.do("Color", color_tags.set_color_of_tag, "own", "red")
    history.do("File", articles.set_state, [two], State.LATER)
    history.do(
        "New text", articles.add, draft(text=f"{LOREM} And more.", data=b"second", url=ADDRESS)
    )
    history.write(articles.remember_position, one, 7, 0.5)
    gone = history.do("Add", articles.add, draft("Gone", "Gone words.")).article_id
    history.do("Trash", articles.trash, [gone])
    history.write(articles.purge, [gone])
    return one, two


@pytest.fixture
def contents() -> Callable[[History], tuple[int, int]]:
    return fill


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "articles"


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row that the second form keeps: all but the undo steps."""
    found = tables(path)
    with closing(sqlite3.connect(path)) as connection:
        for table in ("annotation_history", "sqlite_sequence"):
            found[table] = connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()
    found["sqlite_sequence"] = [row for row in found["sqlite_sequence"] if row[0] != "step"]
    return found


def test_what_is_rebuilt_is_the_library_row_by_row(
    library: Path, queries: Queries, folder: Path, tmp_path: Path
) -> None:
    assert article_files.write(queries, folder) == len(queries.article_digests())
    other = tmp_path / "other" / "library.sqlite"
    made = rebuilding.rebuild(folder, other)
    assert made.told == ()
    assert made.articles == len(queries.article_digests())
    assert rows(other) == rows(library)
    assert all(rows(library)[table] for table in OWNED if table != "revision_offer")
    assert len(rows(library)["revision"]) > made.articles
    assert_sound(other)
    assert {file.name for file in other.parent.iterdir()} == {"library.sqlite", "library.lock"} - {
        "library.lock"
    }
    database = Database.open(other)
    assert database.notice == ""
    found = database.queries()
    assert [a.title for a in found.articles(found.article_ids(View.ALL))] == [
        a.title for a in queries.articles(queries.article_ids(View.ALL))
    ]
    found.close()
    History(database).do("Mark", annotations.highlight, 1, 20, 25)
    database.close()
    assert_sound(other)


def test_a_file_is_a_collection_of_web_annotations(
    queries: Queries, filled: tuple[int, int], folder: Path
) -> None:
    article_files.write(queries, folder)
    article = queries.article(filled[0])
    document = json.loads((folder / f"{article.uid}.json").read_text("utf-8"))
    assert document["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert document["articles"][0]["title"] == article.title
    quotes = [one["target"]["selector"][0]["exact"] for one in document["first"]["items"]]
    assert quotes == [one.exact for one in queries.annotations(article.id)]
    kept = {
        row["sha256"] for table in ("source", "asset") for row in document["postil"]["rows"][table]
    }
    assert {file.name for file in (folder / "files").iterdir()} >= kept
    assert b"picture" in [file.read_bytes() for file in (folder / "files").iterdir()]


def test_only_what_was_changed_is_written_again(
    history: History, queries: Queries, filled: tuple[int, int], folder: Path
) -> None:
    one, two = (folder / f"{queries.article(id_).uid}.json" for id_ in filled)
    article_files.write(queries, folder)
    assert article_files.write(queries, folder) == 0
    before = one.read_bytes(), two.stat().st_mtime_ns
    history.do("Tag", tags.tag_articles, [filled[0]], ["new"])
    assert article_files.write(queries, folder) == 1
    assert one.read_bytes() != before[0]
    assert two.stat().st_mtime_ns == before[1]
    (folder / "digests.json").write_text("{damaged", "utf-8")
    assert article_files.write(queries, folder) == len(queries.article_digests())


def test_what_was_written_before_it_was_given_up_is_not_written_again(
    queries: Queries, folder: Path
) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 2:
            raise LibraryError("stopped")

    with pytest.raises(LibraryError, match="stopped"):
        article_files.write(queries, folder, stop)
    assert article_files.write(queries, folder) == len(queries.article_digests()) - 2


def test_an_article_deleted_for_good_goes_here_too_but_not_a_whole_library(
    history: History,
    queries: Queries,
    filled: tuple[int, int],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article_files.write(queries, folder)
    file = folder / f"{queries.article(filled[1]).uid}.json"
    history.do("Trash", articles.trash, [filled[1]])
    assert article_files.write(queries, folder) == 1
    assert json.loads(file.read_text("utf-8"))["articles"][0]["deleted"] is not None
    history.write(articles.purge, [filled[1]])
    monkeypatch.setattr(article_files, "_FEW", 0)
    article_files.write(queries, folder)
    assert file.exists()
    monkeypatch.setattr(article_files, "_FEW", 1)
    article_files.write(queries, folder)
    assert not file.exists()


def test_another_library_in_its_place_takes_nothing_away(
    queries: Queries, folder: Path, tmp_path: Path
) -> None:
    article_files.write(queries, folder)
    files = set(folder.glob("*.json"))
    database = Database.open(tmp_path / "new.sqlite")
    History(database).do("Add", articles.add, draft("New", "New words."))
    found = database.queries()
    article_files.write(found, folder)
    assert set(folder.glob("*.json")) > files
    found.close()
    database.close()


def test_a_folder_that_cannot_be_written_is_told(queries: Queries, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match=r"The articles were not written to .*file: "):
        article_files.write(queries, tmp_path / "file")


# -- what was damaged --------------------------------------------------------------------------


def test_what_is_damaged_is_told_and_the_rest_is_there(
    queries: Queries, filled: tuple[int, int], folder: Path, tmp_path: Path
) -> None:
    article_files.write(queries, folder)
    count = len(queries.article_digests())
    one, two = (queries.article(id_).uid for id_ in filled)
    (folder / f"{two}.json").write_text("[1, 2", "utf-8")
    for file in (folder / "files").iterdir():
        file.write_bytes(b"")
    (folder / "library.json").unlink()
    document = json.loads((folder / f"{one}.json").read_text("utf-8"))
    document["postil"]["rows"]["revision"][0]["text"] += " Forged."
    (folder / f"{one}.json").write_text(json.dumps(document), "utf-8")
    made = rebuilding.rebuild(folder, tmp_path / "other.sqlite")
    assert made.articles == count - 1
    assert made.told[0].startswith("library.json cannot be read: ")
    told = "\n".join(made.told)
    assert f"{two}.json is damaged or was written by another program, and is left out." in told
    assert f"{one}.json: a text was changed since it was written." in told
    assert f"{one}.json: a picture is missing or damaged." in told
    assert f"{one}.json: what it was made from is missing or damaged." in told
    database = Database.open(tmp_path / "other.sqlite")
    found = database.queries()
    (again,) = [a for a in found.articles(found.article_ids(View.ALL)) if a.uid == one]
    assert {tag.name for tag in found.tags()} >= {"Ünd/x", "t", "own"}
    assert [a.note for a in found.annotations(again.id)] == [
        a.note for a in queries.annotations(filled[0])
    ]
    found.close()
    database.close()
    assert_sound(tmp_path / "other.sqlite")


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows["annotation"][0].update(made_on_revision_id=999),
        lambda rows: rows["annotation"][0].update(color="no colour"),
        lambda rows: rows["revision"].clear(),
        lambda rows: rows.update(article=[{"id": 1}]),
        lambda rows: rows.update(article="no rows"),
    ],
)
def test_rows_that_break_a_rule_leave_out_their_article_alone(
    queries: Queries,
    filled: tuple[int, int],
    folder: Path,
    tmp_path: Path,
    change: Callable[[dict[str, list[dict[str, object]]]], None],
) -> None:
    article_files.write(queries, folder)
    file = folder / f"{queries.article(filled[0]).uid}.json"
    document = json.loads(file.read_text("utf-8"))
    change(document["postil"]["rows"])
    file.write_text(json.dumps(document), "utf-8")
    made = rebuilding.rebuild(folder, tmp_path / "other.sqlite")
    assert made.articles == len(queries.article_digests()) - 1
    (said,) = made.told
    assert said.startswith(f"{file.name} ")
    assert "left out" in said
    assert_sound(tmp_path / "other.sqlite")


def test_a_library_is_never_replaced_and_an_empty_folder_makes_none(
    library: Path, queries: Queries, folder: Path, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInput, match="holds no articles"):
        rebuilding.rebuild(tmp_path, tmp_path / "other.sqlite")
    article_files.write(queries, folder)
    before = tables(library)
    with pytest.raises(LibraryError, match="There is a library at"):
        rebuilding.rebuild(folder, library)
    assert tables(library) == before

    def stop(_done: int, _total: int) -> None:
        raise LibraryError("stopped")

    with pytest.raises(LibraryError, match="stopped"):
        rebuilding.rebuild(folder, tmp_path / "other.sqlite", stop)
    assert not list(tmp_path.glob("other.sqlite*"))
