"""Tags themselves renamed, merged, nested and deleted: across the library, one step each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.core.errors import InvalidInput, NotFound
from reader.core.models import Color
from reader.core.tags.tag_names import ARTICLES
from reader.core.tags.tag_renaming import merged, nested
from reader.library import lazy_tables as rows
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations import annotations, articles, color_tags, tag_editing, tags
from reader.operations.history import History
from tests.library.samples import (
    assert_sound,
    draft,
    rebuilt_search_terms,
    search_terms,
    tables,
)


def _fill(history: History) -> list[int]:
    """Three articles; the first carries a, a/x and b, its highlight a and b; the second's a."""
    found = []
    for number in (1, 2, 3):
        one = history.do("Add", articles.add, draft(f"T{number}", f"text number {number}"))
        history.do("Mark", annotations.highlight, one.article_id, 0, 4)
        found.append(one.article_id)
    history.do("Tag", tags.tag_articles, found[:1], ["a", "a/x", "b"])
    history.do("Tag", tags.tag_annotations, [1], ["a", "b"])
    history.do("Tag", tags.tag_annotations, [2], ["a"])
    return found


EMPTY = pytest.mark.parametrize("contents", [None], ids=[""])


@pytest.fixture
def contents() -> Callable[[History], list[int]]:
    return _fill


@pytest.fixture
def ids(filled: list[int]) -> list[int]:
    return filled


def counts(queries: Queries) -> dict[str, tuple[int, int]]:
    return {tag.name: (tag.annotation_count, tag.article_count) for tag in queries.tags()}


def test_renaming_takes_the_nested_along_and_keeps_who_carries_them(
    history: History, queries: Queries, ids: list[int]
) -> None:
    history.do("Rename", tag_editing.rename, "A", "method/new")
    assert counts(queries) == {"b": (1, 1), "method/new": (2, 1), "method/new/x": (0, 1)}
    assert queries.article(ids[0]).tags == ("b", "method/new", "method/new/x")
    history.do("Rename", tag_editing.rename, "method", "M")  # no tag of its own, but its children
    assert counts(queries) == {"b": (1, 1), "M/new": (2, 1), "M/new/x": (0, 1)}
    history.do("Rename", tag_editing.rename, "b", "B")
    assert "B" in counts(queries)
    for _step in range(3):
        history.undo()
    assert counts(queries) == {"a": (2, 1), "a/x": (0, 1), "b": (1, 1)}


def test_renaming_refuses_what_is_taken_empty_or_not_there(
    history: History, queries: Queries, ids: list[int]
) -> None:
    before = counts(queries)
    with pytest.raises(InvalidInput, match="merge the two instead"):
        history.do("Rename", tag_editing.rename, "a", "B")
    with pytest.raises(InvalidInput, match="needs a name"):
        history.do("Rename", tag_editing.rename, "a", " # ")
    with pytest.raises(NotFound, match="no tag #zebra"):
        history.do("Rename", tag_editing.rename, "zebra", "x")
    with pytest.raises(InvalidInput, match="already"):
        history.do("New", tag_editing.create, "A")
    assert counts(queries) == before


def test_merging_unites_who_carries_them_and_moves_keys_and_colour(
    history: History, queries: Queries, ids: list[int], database: Database
) -> None:
    history.do("Bind", tags.bind_slot, 1, "a")
    history.do("Bind", tags.bind_slot, 2, "a", ARTICLES)
    history.do("Colour", color_tags.set_color_of_tag, "a", "green")
    before = tables(database.path)
    history.do("Merge", tag_editing.merge, "a", "b")
    assert counts(queries) == {"b": (2, 1), "b/x": (0, 1)}
    assert queries.annotation(1).tags == queries.annotation(2).tags == ("b",)
    assert queries.slots() == {1: "b"}
    assert queries.slots(ARTICLES) == {2: "b"}
    assert queries.colors() == {"green": "b"}
    history.undo()
    assert tables(database.path) == before
    history.redo()
    assert counts(queries) == {"b": (2, 1), "b/x": (0, 1)}


def test_a_colour_of_its_own_stays_when_another_comes(
    history: History, queries: Queries, ids: list[int]
) -> None:
    history.do("Colour", color_tags.set_color_of_tag, "a", "green")
    history.do("Colour", color_tags.set_color_of_tag, "b", "red")
    history.do("Merge", tag_editing.merge, "a", "b")
    assert queries.colors() == {"red": "b"}
    for missing in (("a", "b"), ("b", "zebra")):
        with pytest.raises(NotFound, match="There is no tag #"):
            history.do("Merge", tag_editing.merge, *missing)


def test_a_merge_of_several_tags_is_one_step(
    history: History, queries: Queries, ids: list[int], database: Database
) -> None:
    before = tables(database.path)
    ways = merged(["a", "a/x", "b"], ["a", "a/x"], "b")
    history.do("Merge", tag_editing.carry_out, ways)
    assert counts(queries) == {"b": (2, 1)}
    history.undo()
    assert tables(database.path) == before


def test_undoing_a_merge_leaves_a_tagging_that_came_meanwhile_once(
    history: History, queries: Queries, ids: list[int], database: Database, tmp_path: Path
) -> None:
    history.do("Tag", tags.tag_articles, ids[2:], ["c"])
    history.do("Merge", tag_editing.merge, "a", "c")
    history.write(tags.tag_articles, ids[:1], ["A"])  # not a step, so nothing undoes it
    history.write(tags.tag_annotations, [2], ["A"])
    for _round in range(2):
        assert history.undo() is not None
        assert counts(queries) == {"A": (2, 1), "a/x": (0, 1), "b": (1, 1), "c": (0, 1)}
        assert queries.article(ids[0]).tags == ("A", "a/x", "b")
        assert queries.annotation(2).tags == ("A",)
        assert search_terms(database.path) == rebuilt_search_terms(database.path, tmp_path / "copy")
        assert_sound(database.path)
        assert history.redo() is not None
        assert queries.annotation(2).tags == ("c",)
        assert_sound(database.path)


def test_deleting_takes_a_tag_off_everything_also_in_the_trash(
    history: History, queries: Queries, ids: list[int], database: Database
) -> None:
    history.do("Bind", tags.bind_slot, 1, "a")
    history.do("Trash", annotations.delete, [2])
    history.do("Trash", articles.trash, ids[:1])
    before = tables(database.path)
    assert queries.tagging_count(["A", "no"]) == 3
    history.do("Delete", tag_editing.delete, ["a", "no"])
    left = tables(database.path)
    assert [row[1] for row in left["tag"]] == ["a/x", "b"]  # what is nested stays
    assert left["tag_slot"] == []
    history.undo()
    assert tables(database.path) == before


def test_nesting_and_back_to_the_top(history: History, queries: Queries, ids: list[int]) -> None:
    names = list(counts(queries))
    history.do("Nest", tag_editing.carry_out, nested(names, ["b"], "a"))
    assert counts(queries) == {"a": (2, 1), "a/b": (1, 1), "a/x": (0, 1)}
    history.do("Nest", tag_editing.carry_out, nested(list(counts(queries)), ["a/b"], ""))
    assert counts(queries) == {"a": (2, 1), "a/x": (0, 1), "b": (1, 1)}


@EMPTY
def test_a_digit_is_toggled_in_its_place_alone(history: History, queries: Queries) -> None:
    assert history.do("Bind", tag_editing.toggle_slot, 3, "a") is True
    assert history.do("Bind", tag_editing.toggle_slot, 3, "b", ARTICLES) is True
    assert history.do("Bind", tag_editing.toggle_slot, 3, "c") is True
    assert (queries.slots(), queries.slots(ARTICLES)) == ({3: "c"}, {3: "b"})
    assert {tag.name: tag.slot for tag in queries.tags(ARTICLES)} == {"a": None, "b": 3, "c": None}
    assert history.do("Bind", tag_editing.toggle_slot, 3, "C") is False
    assert queries.slots() == {}
    with pytest.raises(InvalidInput, match="no quick tags for"):
        history.do("Bind", tags.bind_slot, 3, "a", "elsewhere")


def test_what_is_unused_is_what_nothing_means(
    history: History, queries: Queries, ids: list[int]
) -> None:
    for name in ("free", "keyed", "coloured"):
        history.do("New", tag_editing.create, name)
    history.do("Bind", tags.bind_slot, 1, "keyed", ARTICLES)
    history.do("Colour", color_tags.set_color_of_tag, "coloured", Color.RED.value)
    history.do("Trash", articles.trash, ids)
    assert queries.unused_tags() == ["free"]


def test_who_carries_tags_is_counted_once(
    history: History, queries: Queries, ids: list[int]
) -> None:
    uses = queries.tag_uses(["a", "B", "none"])
    assert (set(uses.annotations), set(uses.articles)) == ({1, 2}, {ids[0]})
    assert queries.tags_on([1, 2], are_articles=False) == {"a": 2, "b": 1}
    assert queries.tags_on(ids, are_articles=True) == {"a": 1, "a/x": 1, "b": 1}
    assert queries.tagged_highlights("A") == [1, 2]
    history.do("Trash", annotations.delete, [2])
    assert queries.tag_uses(["a"]).annotations == {1}


@pytest.mark.parametrize("into", ["a", "A", " a "])
def test_a_tag_is_not_merged_into_itself(
    history: History, ids: list[int], database: Database, into: str
) -> None:
    before = tables(database.path)
    with pytest.raises(InvalidInput, match="#a cannot be merged into itself"):
        history.do("Merge", tag_editing.merge, "a", into)
    assert tables(database.path) == before


def test_a_highlight_changes_when_its_colour_turns(
    history: History, queries: Queries, ids: list[int]
) -> None:
    history.do("Colour", color_tags.set_color_of_tag, "a", "blue")
    history.write(lambda unit: setattr(unit.get(rows.Annotation, 1), "updated_at", 0))
    history.write(lambda unit: setattr(unit.get(rows.Annotation, 1), "color", "green"))
    history.do("Turn", color_tags.turn, [1], ["a"])
    assert queries.annotation(1).color is Color.BLUE
    assert queries.annotation(1).updated_at > 0
