"""Doing, undoing and redoing: labels, folding, restarts, two programs, and what cannot come back."""

import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from reader.core.errors import LibraryError, NotFound
from reader.core.models import ChangeNotice, Color, State, View
from reader.library import lazy_tables
from reader.library.connection import connect
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.library.steps import changeset, undo_steps
from reader.operations import annotations, articles, tag_editing
from reader.operations import tags as tagging
from reader.operations.history import History
from tests.library.samples import LOREM, assert_sound, asset, draft
from tests.library.samples import tables as all_tables
from tests.undo_steps import next_redo, next_undo

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit


def _steps(database: Database) -> list[tuple[str, int]]:
    with closing(connect(database.path, "ro")) as connection:
        return connection.execute("SELECT label, is_undone FROM step ORDER BY id").fetchall()


def test_steps_come_back_in_turn(history: History, queries: Queries, database: Database) -> None:
    states = [all_tables(database.path)]
    id_ = history.do("Add", articles.add, draft(), ("x",)).article_id
    states.append(all_tables(database.path))
    marked = history.do("Mark", annotations.highlight, id_, 4, 9, Color.RED, ("y",), "n")
    states.append(all_tables(database.path))
    history.do("Color", annotations.set_color, [marked], Color.BLUE)
    states.append(all_tables(database.path))
    for label, state in zip(["Color", "Mark", "Add"], states[-2::-1], strict=True):
        following = next_undo(queries)
        assert following is not None
        assert following.label == label
        done = history.undo()
        assert done == following
        assert all_tables(database.path) == state
        assert next_redo(queries) == done
    assert history.undo() is None
    for label, state in zip(["Add", "Mark", "Color"], states[1:], strict=True):
        done = history.redo()
        assert done is not None
        assert done.label == label
        assert all_tables(database.path) == state
    assert history.redo() is None


def test_undo_works_after_a_restart_and_from_another_program(database: Database) -> None:
    here = History(database)
    id_ = here.do("Add", articles.add, draft()).article_id
    here.do("Star", articles.set_starred, [id_], True)
    elsewhere = Database.open(database.path)
    there = History(elsewhere)
    step = there.undo()
    assert step is not None
    assert step.label == "Star"
    there.do("Later", articles.set_state, [id_], State.LATER)
    assert here.redo() is None
    step = here.undo()
    assert step is not None
    assert step.label == "Later"
    elsewhere.close()


def test_a_new_step_ends_what_could_be_redone(history: History, queries: Queries) -> None:
    id_ = history.do("Add", articles.add, draft()).article_id
    history.do("Star", articles.set_starred, [id_], True)
    history.undo()
    history.do("Later", articles.set_state, [id_], State.LATER)
    assert next_redo(queries) is None
    assert history.redo() is None
    assert queries.article(id_).is_starred is False


def test_what_changes_nothing_is_no_step(history: History, queries: Queries) -> None:
    id_ = history.do("Add", articles.add, draft()).article_id
    history.do("Star", articles.set_starred, [id_], True)
    history.undo()
    heard: list[ChangeNotice] = []
    history.subscribe(heard.append)
    history.do("Read", articles.set_read, [id_], False)
    history.do("Tag", tagging.untag_articles, [id_], ["never"])
    history.do("Again", articles.add, draft())
    assert heard == []
    assert next_redo(queries) is not None  # nor does it end what could be redone


def test_bookkeeping_is_no_step_and_survives_undo(history: History, queries: Queries) -> None:
    id_ = history.do("Add", articles.add, draft()).article_id
    history.do("Star", articles.set_starred, [id_], True)
    history.write(articles.remember_position, id_, 12, 0.5)
    history.write(articles.set_read, [id_], True)
    history.undo()
    article = queries.article(id_)
    assert (article.is_starred, article.is_read, article.position) == (False, True, 12)
    assert next_redo(queries) is not None
    history.undo()
    history.redo()
    article = queries.article(id_)
    assert (article.is_read, article.position, article.progress) == (True, 12, 0.5)
    history.write(articles.remember_position, id_, 20, 0.75)
    history.redo()
    article = queries.article(id_)
    assert (article.is_starred, article.position) == (True, 20)


def test_what_is_made_and_changed_in_one_step_comes_and_goes_as_one(
    history: History, queries: Queries, database: Database
) -> None:
    told: list[ChangeNotice] = []
    history.subscribe(told.append)
    id_ = history.do("Add", articles.add, draft()).article_id
    marked = history.do("Mark", annotations.highlight, id_, 4, 9, merge_key="note")
    history.do("Note", annotations.set_note, marked, "why", merge_key="note")
    assert [label for label, _ in _steps(database)] == ["Add", "Note"]
    history.undo()
    assert queries.annotations(id_) == []
    assert told[-1].articles == {id_}
    history.redo()
    assert [one.note for one in queries.annotations(id_)] == ["why"]
    assert told[-1].articles == {id_}


def test_steps_with_one_key_are_one(history: History, queries: Queries, database: Database) -> None:
    id_ = history.do("Add", articles.add, draft()).article_id
    marked = history.do("Mark", annotations.highlight, id_, 4, 9)
    for text in ("a", "ab", "abc"):
        history.do("Edit", annotations.set_note, marked, text, merge_key=f"note:{marked}")
    assert [label for label, _ in _steps(database)] == ["Add", "Mark", "Edit"]
    history.undo()
    assert queries.annotation(marked).note == ""
    history.redo()
    assert queries.annotation(marked).note == "abc"
    history.do("Color", annotations.set_color, [marked], Color.RED)
    history.do("Edit", annotations.set_note, marked, "abcd", merge_key=f"note:{marked}")
    assert [label for label, _ in _steps(database)] == ["Add", "Mark", "Edit", "Color", "Edit"]
    history.undo()
    history.undo()
    history.do("Edit", annotations.set_note, marked, "other", merge_key=f"note:{marked}")
    assert len(_steps(database)) == 4  # after an undo a step begins anew
    history.undo()
    assert queries.annotation(marked).note == "abc"


def test_an_import_in_chunks_is_one_step_with_the_last_label(
    history: History, queries: Queries, database: Database
) -> None:
    url = "https://example.org/"
    chunks = [
        [draft("One", "first words", url=url, assets=(asset("one"),)), draft("Two", "other words")],
        [draft("One", "first words again", url=url, assets=(asset("one"), asset("two")))],
        [draft("One", "first words thrice", url=url), draft("Three", "third words")],
    ]
    empty = all_tables(database.path)
    for number, chunk in enumerate(chunks, 1):
        history.do(f"Add {number}", articles.add_many, chunk, ("t",), merge_key="import:1")
    full = all_tables(database.path)
    assert _steps(database) == [("Add 3", 0)]
    assert len(queries.article_ids(View.ALL)) == 3
    for _ in range(2):
        history.undo()
        assert all_tables(database.path) == empty
        history.redo()
        assert all_tables(database.path) == full
    assert_sound(database.path)


def test_the_last_500_steps_are_kept(
    history: History, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert undo_steps.LIMIT == 500
    monkeypatch.setattr(undo_steps, "LIMIT", 5)
    id_ = history.do("Add", articles.add, draft()).article_id
    for number in range(10):
        history.do(f"Star {number}", articles.set_starred, [id_], number % 2 == 0)
    assert _steps(database) == [(f"Star {number}", 0) for number in range(5, 10)]


def test_an_imported_text_is_kept_once(history: History, database: Database) -> None:
    text = "\n".join(f"line {number} {LOREM}" for number in range(500))
    history.do("Add", articles.add, draft("Long", text))

    def size() -> int:
        with closing(connect(database.path, "ro")) as connection:
            found: int = connection.execute("SELECT sum(length(changes)) FROM step").fetchone()[0]
            return found

    assert size() < 500
    history.undo()
    assert size() > len(text)
    history.redo()
    assert size() < 500


def test_purged_articles_leave_the_history(
    history: History, queries: Queries, database: Database
) -> None:
    one = history.do("Add", articles.add, draft("One", "first words", assets=(asset("a"),)), ("x",))
    both = history.do(
        "Add both",
        articles.add_many,
        [draft("Two", "other words", assets=(asset("a"),)), draft("Three", "third words")],
    )
    two, three = both[0].article_id, both[1].article_id
    for id_ in (one.article_id, two, three):
        marked = history.do("Mark", annotations.highlight, id_, 0, 5, Color.RED, ("x", "y"), "n")
        history.do("Untag", tagging.untag_annotations, [marked], ["x"])
        history.do("Tag", tagging.tag_articles, [id_], ["z"])
        history.do("Untag", tagging.untag_articles, [id_], ["z"])
    history.do("Star all", articles.set_starred, [one.article_id, two, three], True)
    history.do("Trash", articles.trash, [one.article_id, two])
    history.do("Read", articles.set_read, [two, three], True)
    history.undo()
    history.write(articles.purge, [one.article_id, two])
    assert next_redo(queries) is None
    labels = [label for label, _ in _steps(database)]
    assert labels == ["Add both", "Mark", "Untag", "Tag", "Untag", "Star all"]
    state = all_tables(database.path)
    assert [row[0] for row in state["article"]] == [three]
    assert state["asset"] == state["revision_asset"] == []
    while history.undo():
        assert_sound(database.path)
    assert queries.article_ids(View.ALL) == queries.article_ids(View.TRASH) == []
    while history.redo():
        pass
    assert all_tables(database.path) == state
    with closing(connect(database.path, "ro")) as connection:
        kept = connection.execute(
            "SELECT note FROM annotation_history WHERE op = 'delete' AND article_id <> ?", (three,)
        ).fetchall()
    assert kept == [("n",), ("n",)]


def test_a_step_something_else_was_built_on_says_so(
    history: History, queries: Queries, database: Database
) -> None:
    id_ = history.do("Add", articles.add, draft()).article_id
    state = all_tables(database.path)

    def mark(unit: "Unit") -> None:
        annotations.highlight(unit, id_, 0, 3)

    history.write(mark)
    with pytest.raises(LibraryError, match="later changes depend on it"):
        history.undo()
    assert len(queries.annotations(id_)) == 1
    assert all_tables(database.path)["article"] == state["article"]

    def change(unit: "Unit") -> None:
        unit.delete(*unit.all(lazy_tables.Anchor))
        one = unit.get(lazy_tables.Annotation, 1)
        one.deleted_at = 1
        unit.delete(one)

    history.write(change)
    assert history.undo() is not None
    assert queries.article_ids(View.ALL) == []

    history.redo()
    history.do("Again", articles.add, draft("Foxes", "Other text.", url="https://a/"))
    history.do("Once more", articles.add, draft("Foxes", "Third text.", url="https://a/"))
    history.undo()
    history.write(articles.add, draft("Foxes", "Fourth text.", url="https://a/"))
    with pytest.raises(LibraryError, match="cannot be redone"):
        history.redo()
    assert history.undo() is not None  # what came before is not stopped by it


def test_a_tag_that_others_carry_too_stays_when_its_step_is_undone(
    history: History, queries: Queries, database: Database
) -> None:
    picture = asset("p")
    one = draft("One", "first words", tags=("guide",), assets=(picture,))
    history.do("Add", articles.add, one)
    full = all_tables(database.path)
    other = draft("Two", "other words", tags=("guide",), assets=(picture,))
    history.write(articles.add, other)
    both = all_tables(database.path)
    assert history.undo() is not None
    assert queries.article_ids(View.ALL) == [2]
    assert [tag.name for tag in queries.tags()] == ["guide"]
    assert queries.asset(picture.sha256) == picture
    assert history.redo() is not None
    assert all_tables(database.path) == both
    assert history.undo() is not None
    history.redo()
    history.do("Trash", articles.trash, [2])
    history.write(articles.purge, [2])
    assert all_tables(database.path) == full
    assert history.undo() is not None
    empty = all_tables(database.path)
    assert [empty[name] for name in ("article", "tag", "source", "asset")] == [[], [], [], []]


def test_a_step_is_undone_whose_tag_is_gone_with_a_step_that_was_dropped(
    history: History, queries: Queries, database: Database
) -> None:
    history.do("Add", articles.add, draft("One", "first words"))
    history.do("New tag", tag_editing.create, "guide")
    history.do("Rename tag", tag_editing.rename, "guide", "manual")
    history.do("Delete tag", tag_editing.delete, ["manual"])
    with closing(connect(database.path, "rw")) as connection:
        connection.execute("DELETE FROM step WHERE label = 'Delete tag'")
    assert [history.undo() is not None for _ in range(4)] == [True, True, True, False]
    assert queries.article_ids(View.ALL) == []


def test_what_another_brought_in_meanwhile_is_taken_for_the_same(
    history: History, queries: Queries, database: Database
) -> None:
    history.do("Add", articles.add, draft("One", "first words"))
    history.do("Tag", tagging.tag_articles, [1], ["guide"])
    history.do("Untag", tagging.untag_articles, [1], ["guide"])
    history.do("Mark", annotations.highlight, 1, 0, 5, Color.RED, ("guide",))
    for _ in range(3):
        history.undo()
    history.write(articles.add, draft("Two", "other words"), ("guide",))
    for _ in range(3):
        assert history.redo() is not None
    assert [(tag.name, tag.article_count, tag.annotation_count) for tag in queries.tags()] == [
        ("guide", 1, 1)
    ]
    history.undo()
    history.write(articles.add, draft("One", "first words"), ("guide",))  # is there already
    for _ in range(3):
        assert history.undo() is not None
        assert_sound(database.path)
    assert queries.article_ids(View.ALL) == [2]
    for _ in range(4):
        assert history.redo() is not None
        assert_sound(database.path)
    assert queries.article(1).tags == ()


def test_what_an_unrecorded_update_left_goes_and_comes_with_its_article(
    history: History, queries: Queries, database: Database
) -> None:
    url = "https://example.org/"
    history.do("Add", articles.add, draft(url=url))
    history.do("Mark", annotations.highlight, 1, 4, 9)
    history.write(articles.add, draft("Foxes", f"New. {LOREM}", url=url), ("t",))
    assert history.undo() is not None
    assert history.undo() is not None
    assert queries.article_ids(View.ALL) == []
    assert_sound(database.path)
    assert history.redo() is not None
    assert history.redo() is not None
    assert len(queries.revisions(1)) == 2
    assert queries.article(1).tags == ("t",)
    assert_sound(database.path)


@pytest.mark.parametrize("many", [1, 1_000_000])
def test_changes_made_at_once_are_as_those_made_one_by_one(
    history: History,
    queries: Queries,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    many: int,
) -> None:
    """Also where one of them is in the way of something, or gone."""
    monkeypatch.setattr(changeset, "_MANY", many)
    ids = [
        history.write(articles.add, draft(f"Page {number}", f"Text {number}")).article_id
        for number in range(12)
    ]
    before = all_tables(database.path)
    history.do("Tag", tagging.tag_articles, ids, ["t"])
    tagged = all_tables(database.path)
    assert history.undo()
    assert all_tables(database.path) == before
    assert history.redo()
    assert all_tables(database.path) == tagged

    history.write(tagging.untag_articles, ids[3:5], ["t"])
    assert history.undo()  # two of the taggings are gone
    assert {one.tags for one in queries.articles(ids)} == {()}
    history.write(tagging.tag_articles, ids[6:8], ["t"])
    assert (
        history.redo()
    )  # two are there, under other ids; of those that were gone it knows nothing
    carrying = [*ids[:3], *ids[5:]]
    assert [one.id for one in queries.articles(ids) if one.tags == ("t",)] == carrying
    assert history.undo()
    assert_sound(database.path)
    history.write(articles.trash, ids)
    history.write(articles.purge, [ids[5]])
    assert history.redo() is None  # what could be redone was of one that is gone
    assert_sound(database.path)


def test_an_error_of_a_listener_is_a_bug_and_no_failure_of_the_change(
    history: History, queries: Queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    bugs: list[BaseException] = []
    heard: list[ChangeNotice] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: bugs.append(error))

    def fail(_changed: ChangeNotice) -> None:
        message = "There is no article 1 in the library."
        raise NotFound(message)

    history.subscribe(fail)
    history.subscribe(heard.append)
    id_ = history.do("Add", articles.add, draft()).article_id
    assert id_ is not None
    assert queries.article(id_).id == id_
    assert len(heard) == 1
    assert [type(bug) for bug in bugs] == [NotFound]
    assert history.undo() is not None
    assert len(heard) == len(bugs) == 2
