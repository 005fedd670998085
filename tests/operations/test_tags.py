"""Tags on articles and annotations, and the slots."""

from collections.abc import Callable

import pytest
from sqlalchemy import event

from reader.core.errors import InvalidInput, NotFound
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations import annotations, articles, tags
from reader.operations.history import History
from tests.library.samples import draft
from tests.undo_steps import next_undo


def _fill(history: History) -> list[int]:
    """Two articles; each has a highlight with the article's number."""
    found = []
    for number in (1, 2):
        one = history.do("Add", articles.add, draft(f"T{number}", f"text number {number}"))
        history.do("Mark", annotations.highlight, one.article_id, 0, 4)
        found.append(one.article_id)
    return found


EMPTY = pytest.mark.parametrize("contents", [None], ids=[""])


@pytest.fixture
def contents() -> Callable[[History], list[int]]:
    return _fill


@pytest.fixture
def ids(filled: list[int]) -> list[int]:
    return filled


def _names(queries: Queries) -> list[str]:
    return [tag.name for tag in queries.tags()]


def test_a_tag_is_made_once_and_keeps_its_first_spelling(
    history: History, queries: Queries, ids: list[int]
) -> None:
    history.do("Tag", tags.tag_articles, ids, ["Café", "#science / physics "])
    history.do("Tag", tags.tag_annotations, [1], ["CAFE\u0301", "café"])
    assert _names(queries) == ["Café", "science/physics"]
    assert queries.article(1).tags == ("Café", "science/physics")
    assert queries.annotation(1).tags == ("Café",)


@EMPTY
def test_many_tags_are_made_with_few_questions(history: History, database: Database) -> None:
    asked: list[str] = []
    engine = database.writer.engine
    event.listen(engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    made = history.write(tags.make, [*(f"topic {n}" for n in range(500)), "TOPIC 3", "topic 4"])
    assert len(made) == len(set(made)) == 500
    assert sum(question.startswith("SELECT") for question in asked) < 20
    assert history.write(tags.make, ["new", "topic 2", "New"]) == [501, made[2]]


def test_tagging_again_changes_nothing(history: History, queries: Queries, ids: list[int]) -> None:
    history.do("Tag", tags.tag_articles, ids, ["a"])
    before = queries.articles(ids)
    history.do("Tag again", tags.tag_articles, ids, ["A", "a"])
    assert queries.articles(ids) == before
    step = next_undo(queries)
    assert step is not None
    assert step.label == "Tag"


def test_untagging_leaves_the_tag(history: History, queries: Queries, ids: list[int]) -> None:
    history.do("Tag", tags.tag_articles, ids, ["a", "b"])
    history.do("Tag", tags.tag_annotations, [1, 2], ["a", "b"])
    history.do("Untag", tags.untag_articles, ids, ["A", "none"])
    history.do("Untag", tags.untag_annotations, [1], ["a"])
    assert [one.tags for one in queries.articles(ids)] == [("b",), ("b",)]
    assert queries.annotation(1).tags == ("b",)
    assert queries.annotation(2).tags == ("a", "b")
    assert _names(queries) == ["a", "b"]


def test_changing_takes_off_and_puts_on_in_one_step(
    history: History, queries: Queries, ids: list[int]
) -> None:
    history.do("Tag", tags.tag_articles, ids, ["a", "b"])
    history.do("Change", tags.change_on_articles, ids, ["c"], ["a"])
    assert {one.tags for one in queries.articles(ids)} == {("b", "c")}
    history.do("Change", tags.change_on_annotations, [1], ["c"], ["a"])
    assert queries.annotation(1).tags == ("c",)
    history.undo()
    history.undo()
    assert {one.tags for one in queries.articles(ids)} == {("a", "b")}


def test_what_cannot_be_a_tag_is_refused_whole(
    history: History, queries: Queries, ids: list[int]
) -> None:
    for names in (["fine", "#"], ["fine", "x" * 101]):
        with pytest.raises(InvalidInput):
            history.do("Tag", tags.tag_articles, ids, names)
    with pytest.raises(NotFound):
        history.do("Tag", tags.tag_annotations, [1, 99], ["fine"])
    assert _names(queries) == []


def test_a_slot_stands_for_one_tag_at_a_time(
    history: History, queries: Queries, ids: list[int]
) -> None:
    history.do("Bind", tags.bind_slot, 1, "a")
    history.do("Bind", tags.bind_slot, 9, "b")
    history.do("Bind", tags.bind_slot, 1, "c")
    assert queries.slots() == {1: "c", 9: "b"}
    history.do("Unbind", tags.bind_slot, 9, None)
    history.do("Unbind", tags.bind_slot, 9, None)
    assert queries.slots() == {1: "c"}
    history.undo()
    history.undo()
    assert queries.slots() == {1: "a", 9: "b"}
    for digit in (0, 10, -1):
        with pytest.raises(InvalidInput, match="digits 1 to 9"):
            history.do("Bind", tags.bind_slot, digit, "a")
