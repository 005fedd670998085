"""A unit of work records what was changed through it, and refuses what would pass it by."""

from collections.abc import Callable
from contextlib import closing
from typing import TypeVar

import pytest
from sqlalchemy import delete, insert, update

from reader.core.errors import NotFound
from reader.core.models import ChangeNotice, State, View
from reader.library import mapped_classes
from reader.library.database import Database
from reader.library.queries import id_chunks
from reader.library.queries.queries import Queries
from reader.library.steps.changeset import Change, single
from reader.library.unit_of_work import Unit
from reader.operations import annotations, articles, tags
from reader.operations.history import History
from tests.library.samples import draft, tables

R = TypeVar("R")


def _changes(database: Database, operation: Callable[[Unit], object]) -> list[Change]:
    def run(unit: Unit) -> list[Change]:
        operation(unit)
        unit.flush()
        return single(unit.changes)

    return database.writer.run(run, None, None)[0]


def _tag(unit: Unit, name: str) -> mapped_classes.Tag:
    tag = mapped_classes.Tag(name=name, key=name, created_at=unit.now)
    unit.add(tag)
    return tag


def test_an_insert_is_recorded_by_its_id_alone(database: Database) -> None:
    assert _changes(database, lambda unit: _tag(unit, "a")) == [Change("tag", 1, None, {})]


def test_an_update_has_the_columns_that_differ(database: Database) -> None:
    _changes(database, lambda unit: _tag(unit, "a"))

    def rename(unit: Unit) -> None:
        tag = unit.get(mapped_classes.Tag, 1)
        tag.name, tag.key = "A", "a"

    assert _changes(database, rename) == [Change("tag", 1, {"name": "a"}, {"name": "A"})]


def test_setting_what_is_there_is_no_change(database: Database) -> None:
    _changes(database, lambda unit: _tag(unit, "a"))

    def rename_back(unit: Unit) -> None:
        tag = unit.get(mapped_classes.Tag, 1)
        tag.name = "b"
        tag.name = "a"

    assert _changes(database, rename_back) == []


def test_an_attribute_that_was_never_read_is_recorded_all_the_same(
    database: Database, history: History
) -> None:
    def add_and_touch(unit: Unit) -> None:
        added = articles.add(unit, draft())
        unit.get(mapped_classes.Article, added.article_id).deleted_at = 5

    change = _changes(database, add_and_touch)[-1]
    assert (change.table, change.id) == ("article", 1)
    assert change.before is not None
    assert change.after is not None
    assert (change.before["deleted_at"], change.after["deleted_at"]) == (None, 5)


def test_a_delete_has_the_whole_row(database: Database) -> None:
    _changes(database, lambda unit: _tag(unit, "a"))
    (change,) = _changes(database, lambda unit: unit.delete(unit.get(mapped_classes.Tag, 1)))
    assert change.before is not None
    assert change.after is None
    assert set(change.before) == {"id", "name", "key", "created_at", "color"}


@pytest.mark.parametrize(
    "statement",
    [
        update(mapped_classes.Tag).values(name="x"),
        delete(mapped_classes.Tag),
        insert(mapped_classes.Tag).values(name="x", key="x", created_at=0),
    ],
    ids=["update", "delete", "insert"],
)
def test_bulk_changes_are_refused(database: Database, statement: object) -> None:
    with pytest.raises(AssertionError, match="would not be recorded"):
        database.writer.run(lambda unit: unit._session.execute(statement), None, None)  # type: ignore[call-overload]


def test_an_annotation_goes_to_the_trash_before_it_is_deleted(
    database: Database, history: History
) -> None:
    added = history.do("Add", articles.add, draft())
    marked = history.do("Mark", annotations.highlight, added.article_id, 0, 3)
    with pytest.raises(AssertionError, match="trash first"):
        database.writer.run(
            lambda unit: unit.delete(unit.get(mapped_classes.Annotation, marked)), None, None
        )


def test_what_is_missing_is_said_in_a_sentence(database: Database) -> None:
    with pytest.raises(NotFound, match=r"There is no article 7 in the library\."):
        database.writer.run(lambda unit: unit.get(mapped_classes.Article, 7), None, None)
    with pytest.raises(NotFound, match="annotation 8"):
        database.writer.run(lambda unit: unit.get_all(mapped_classes.Annotation, [8]), None, None)


def test_rows_come_in_the_order_asked_for_each_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(id_chunks, "_CHUNK", 5)

    def make(unit: Unit) -> list[int]:
        return [_tag(unit, f"t{number}").id for number in range(12)]

    ids = database.writer.run(make, None, None)[0]

    def ask(unit: Unit) -> tuple[list[int], int]:
        rows = unit.get_all(mapped_classes.Tag, [*reversed(ids), *ids])
        return [row.id for row in rows], len(unit.all(mapped_classes.Tag, id=ids))

    found, count = database.writer.run(ask, None, None)[0]
    assert found == ids[::-1]
    assert count == 12


def test_the_notice_names_the_articles_of_all_rows(database: Database, history: History) -> None:
    heard: list[ChangeNotice] = []
    history.subscribe(heard.append)
    one = history.do("Add", articles.add, draft("One", "first words here"), ("x",))
    two = history.do("Add", articles.add, draft("Two", "other words here"))
    heard.clear()
    marked = history.do("Mark", annotations.highlight, two.article_id, 0, 5)
    assert heard[-1].articles == {two.article_id}
    assert heard[-1].concerns("anchor")
    assert not heard[-1].concerns("article")
    history.do("Color", annotations.set_note, marked, "n")
    assert heard[-1].articles == {two.article_id}
    history.undo()
    history.undo()
    assert heard[-1].articles == {two.article_id}
    history.do("File", articles.set_state, [one.article_id, two.article_id], State.LATER)
    assert heard[-1].articles == {one.article_id, two.article_id}


def test_many_rows_are_written_at_once_as_one_by_one(history: History, queries: Queries) -> None:
    """What was other before is recorded and comes back; rows that were read before are read again."""
    ids = [
        history.do("Add", articles.add, draft(f"Fox {n}", f"Words {n}.")).article_id
        for n in range(3)
    ]
    history.do("Star", articles.set_starred, ids[:1], True)

    def star_all(unit: Unit) -> list[int]:
        read = unit.get_all(mapped_classes.Article, ids)
        changed = unit.set_all(mapped_classes.Article, [*ids, ids[1]], is_starred=True)
        assert all(article.is_starred for article in read)
        return changed

    assert history.do("Star all", star_all) == ids[1:]
    assert queries.article_ids(View.STARRED, None, descending=False) == ids
    history.undo()
    assert queries.article_ids(View.STARRED) == ids[:1]
    history.redo()
    assert len(queries.article_ids(View.STARRED)) == 3
    with pytest.raises(NotFound, match="no article 999"):
        history.do("None", articles.set_read, [ids[0], 999], True)
    assert not queries.article(ids[0]).is_read


def test_rows_deleted_at_once_are_recorded_whole_and_what_is_referred_to_stays(
    database: Database, history: History
) -> None:
    for number in range(3):
        history.do("Add", articles.add, draft(text=f"Text {number}."))
    history.do("Tag", tags.tag_articles, [1, 2, 3], ["a", "b"])
    taggings = mapped_classes.ArticleTag

    def take_off(unit: Unit) -> list[int]:
        return unit.delete_all(taggings, "article_id", [1, 3, 9], tag_id=1)

    before = tables(database.path)
    assert history.do("Untag", take_off) == [1, 3]
    with closing(database.queries()) as queries:
        assert [one.tags for one in queries.articles([1, 2, 3])] == [("b",), ("a", "b"), ("b",)]
    history.undo()
    assert tables(database.path) == before
    with pytest.raises(AssertionError, match="is referred to"):
        history.do("Delete", lambda unit: unit.delete_all(mapped_classes.Tag, "id", [1]))
    assert tables(database.path) == before
