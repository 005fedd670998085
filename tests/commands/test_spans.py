"""Highlights made longer and shorter, joined and cut apart by key."""

import pytest

from reader.commands.context import Pane
from reader.core.models import Annotation, Color
from reader.operations import annotations
from tests.commands.scripted import Desk
from tests.library.samples import tables

TEXT = "One two three. Four five six. Seven eight nine."


@pytest.fixture
def article(desk: Desk) -> int:
    return desk.add("Mine", TEXT, "An end.")


def mark(desk: Desk, article: int, words: str, *tags: str, note: str = "") -> int:
    start = desk.text(article).index(words)
    end = start + len(words)
    return desk.app.history.do(
        "Highlight", annotations.highlight, article, start, end, Color.BLUE, tags, note
    )


def one(desk: Desk, number: int) -> Annotation:
    return desk.app.queries.annotation(number)


@pytest.mark.parametrize(
    ("name", "count", "found"),
    [
        ("end_right", 1, "two three. Four"),
        ("end_right", 3, "two three. Four five six"),
        ("end_left", 1, "two three"),
        ("start_left", 1, "One two three."),
        ("start_right", 1, "three."),
        ("end_right_fine", 2, "two three. F"),
        ("end_left_fine", 1, "two three"),
        ("start_left_fine", 2, "e two three."),
        ("start_right_fine", 1, "wo three."),
    ],
)
def test_each_edge_each_way(desk: Desk, article: int, name: str, count: int, found: str) -> None:
    number = mark(desk, article, "two three.", "a", note="why")
    before = tables(desk.app.database.path)
    desk.aim_at(number)
    done = desk.run(f"highlight.{name}", count=count)
    assert done.said == ["Resized"]
    assert ("reading.go_to", number) in done.done
    after = one(desk, number)
    assert (after.exact, after.tags, after.note, after.color) == (found, ("a",), "why", Color.BLUE)
    desk.app.history.undo()
    assert tables(desk.app.database.path) == before


def test_presses_in_a_row_are_one_step(desk: Desk, article: int) -> None:
    number = mark(desk, article, "two")
    for name in ("end_right", "end_right", "start_left", "end_left_fine"):
        desk.aim_at(number)
        desk.run(f"highlight.{name}")
    assert one(desk, number).exact == "One two three"
    desk.app.history.undo()
    assert one(desk, number).exact == "two"


def test_presses_on_two_highlights_are_two_steps(desk: Desk, article: int) -> None:
    first, second = mark(desk, article, "two"), mark(desk, article, "five")
    for number in (first, second):
        desk.aim_at(number)
        desk.run("highlight.end_right")
    desk.app.history.undo()
    assert (one(desk, first).exact, one(desk, second).exact) == ("two three", "five")


def test_a_passage_is_selected_longer_and_shorter(desk: Desk, article: int) -> None:
    desk.look(article=article, words="Four five")
    assert desk.run("highlight.end_right").done == [("text.set_passage", 15, 28)]
    assert desk.run("highlight.start_right").done == [("text.set_passage", 20, 24)]
    assert desk.annotations(article) == []


def test_at_the_ends_it_is_said(desk: Desk, article: int) -> None:
    number = mark(desk, article, "One")
    desk.aim_at(number)
    assert desk.run("highlight.start_left").said == ["The text ends there."]
    assert desk.run("highlight.end_left").said == ["It cannot be any shorter."]
    last = mark(desk, article, "end.")
    desk.aim_at(last)
    assert desk.run("highlight.end_right_fine").said == ["The text ends there."]


def test_a_note_on_the_article_has_no_edges(desk: Desk, article: int) -> None:
    desk.look(article=article)
    desk.run("article.note", "All of it")
    (note,) = desk.annotations(article)
    desk.look(Pane.SIDEBAR, article, annotation=note.id)
    done = desk.run("highlight.end_right")
    assert done.failed == ["A note on the article cannot be resized."]
    assert "position in the text is uncertain" in desk.run("highlight.merge").failed[0]
    assert "position in the text is uncertain" in desk.run("highlight.split").failed[0]


def test_merging_what_overlaps_and_touches(desk: Desk, article: int) -> None:
    touching = mark(desk, article, "Four five six.", "b", note="second")
    here = mark(desk, article, "two three.", "a", note="first")
    over = mark(desk, article, "One two")
    apart = mark(desk, article, "nine")
    desk.aim_at(here)
    done = desk.run("highlight.merge")
    assert done.said == ["3 highlights merged"]
    assert ("notify", True) in done.done  # with an offer to undo
    assert ("reading.go_to", here) in done.done
    assert [(a.id, a.exact) for a in desk.annotations(article)] == [
        (here, "One two three. Four five six."),
        (apart, "nine"),
    ]
    assert (one(desk, here).tags, one(desk, here).note) == (("a", "b"), "first\n\nsecond")
    desk.app.history.undo()
    assert {a.id for a in desk.annotations(article)} == {touching, here, over, apart}
    desk.aim_at(apart)
    assert desk.run("highlight.merge").said == ["No other highlight overlaps or touches this one."]


def test_what_touches_a_neighbour_only_is_left(desk: Desk, article: int) -> None:
    here = mark(desk, article, "One two three.")
    mark(desk, article, "Four five six.")
    mark(desk, article, "Seven eight nine.")
    desk.aim_at(here)
    assert desk.run("highlight.merge").said == ["2 highlights merged"]
    found = [a.exact for a in desk.annotations(article)]
    assert found == ["One two three. Four five six.", "Seven eight nine."]


def test_what_overlaps_in_turn_is_joined_but_no_paragraph_with_the_next(
    desk: Desk, article: int
) -> None:
    here = mark(desk, article, "eight nine.")
    mark(desk, article, "Seven eight")
    mark(desk, article, "six. Seven")
    mark(desk, article, "An end.")
    desk.aim_at(here)
    assert desk.run("highlight.merge").said == ["3 highlights merged"]
    found = [a.exact for a in desk.annotations(article)]
    assert found == ["six. Seven eight nine.", "An end."]
    assert desk.run("highlight.merge").said == ["No other highlight overlaps or touches this one."]


def test_merging_all_in_a_selection(desk: Desk, article: int) -> None:
    mark(desk, article, "nine", "z")
    first = mark(desk, article, "two", "a")
    desk.look(article=article, words=TEXT)
    desk.run("highlight.merge")
    (only,) = desk.annotations(article)
    assert (only.id, only.exact, only.tags) == (first, TEXT[4:-1], ("a", "z"))


def test_merging_from_inside_a_highlight(desk: Desk, article: int) -> None:
    outer = mark(desk, article, "One two three. Four")
    mark(desk, article, "Four five")
    desk.look(article=article, words="two")
    desk.run("highlight.merge")
    assert [(a.id, a.exact) for a in desk.annotations(article)] == [
        (outer, "One two three. Four five")
    ]


def test_splitting_at_a_passage(desk: Desk, article: int) -> None:
    number = mark(desk, article, TEXT, "a", note="why")
    desk.look(article=article, words="Four five six.")
    assert desk.run("highlight.split").said == ["Split into 3 parts"]
    found = desk.annotations(article)
    assert [a.exact for a in found] == ["One two three.", "Four five six.", "Seven eight nine."]
    assert [a.note for a in found] == ["why", "", ""]
    assert found[0].id == number
    desk.look(article=article, words="six. Seven eight")
    assert desk.run("highlight.split").said == ["Split into 2 parts"]
    desk.look(article=article, words="An end.")
    assert desk.run("highlight.split").failed[0].startswith("There is no highlight here")


def test_splitting_overlaps(desk: Desk, article: int) -> None:
    other = mark(desk, article, "two three. Four", note="kept")
    here = mark(desk, article, "Four five six.")
    desk.aim_at(here)
    assert desk.run("highlight.split").said == ["1 highlight split"]
    assert (one(desk, other).exact, one(desk, other).note) == ("two three.", "kept")
    assert one(desk, here).exact == "Four five six."
    assert desk.run("highlight.split").said[0].startswith("Nothing overlaps it")
