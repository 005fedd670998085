"""Highlights made longer and shorter, joined and cut apart; their words stay a person's own."""

import sqlite3
from contextlib import closing

import pytest

from reader.core.errors import InvalidInput
from reader.core.models import Color, Status
from reader.library.database import Database
from reader.library.queries import Queries
from reader.operations import annotation_spans, annotations, articles
from reader.operations.history import History
from tests.library.samples import assert_sound, draft, tables

TEXT = "one two three four five six seven"


@pytest.fixture
def article(history: History) -> int:
    return history.write(articles.add, draft("T", TEXT)).article_id


def mark(history: History, article: int, words: str, *tags: str, note: str = "") -> int:
    start = TEXT.index(words)
    return history.do(
        "Mark",
        annotations.highlight,
        article,
        start,
        start + len(words),
        Color.GREEN,
        tags,
        note,
    )


def quotes(queries: Queries, article: int) -> list[str]:
    return [one.exact for one in queries.annotations(article)]


def resize(history: History, number: int, words: str, key: str | None = None) -> None:
    start = TEXT.index(words)
    history.do("Resize", annotation_spans.resize, number, start, start + len(words), merge_key=key)


def test_resizing_keeps_all_a_person_knows_it_by(
    history: History, queries: Queries, article: int, database: Database
) -> None:
    number = mark(history, article, "two three", "a", "b", note="why")
    before, rows = queries.annotation(number), tables(database.path)
    resize(history, number, "three four five")
    after = queries.annotation(number)
    assert (after.exact, after.prefix, after.suffix) == (
        "three four five",
        before.prefix + "two ",
        " six seven",
    )
    assert (after.start, after.end) == (after.made_start, after.made_end) == (8, 23)
    assert after.status is Status.EXACT
    kept = "id uid article_id kind color note tags created_at".split()
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    history.undo()
    assert tables(database.path) == rows
    history.redo()
    assert queries.annotation(number) == after
    assert_sound(database.path)


def test_many_presses_are_one_step_as_long_as_one(
    history: History, queries: Queries, article: int, database: Database
) -> None:
    number = mark(history, article, "two", "a", "b", note="w" * 10_000)
    rows = tables(database.path)
    lengths = []
    for words in ("two three", "two three four", "two three four five", "two three", "one two"):
        resize(history, number, words, "key")
        with closing(sqlite3.connect(database.path)) as connection:
            lengths.append(connection.execute("SELECT sum(length(changes)) FROM step").fetchone())
    assert len(set(lengths)) == 1
    assert quotes(queries, article) == ["one two"]
    assert history.undo() is not None
    assert tables(database.path) == rows
    history.redo()
    assert quotes(queries, article) == ["one two"]
    history.undo()
    history.undo()
    assert quotes(queries, article) == []


def test_resizing_to_the_same_words_is_no_step(
    history: History, queries: Queries, article: int
) -> None:
    number = mark(history, article, "two")
    top = queries.next_undo()
    resize(history, number, "two")
    assert queries.next_undo() == top


def test_what_cannot_be_resized_says_why(history: History, queries: Queries, article: int) -> None:
    number = mark(history, article, "two")
    for start, end in ((3, 3), (3, 4), (-1, 2), (5, 99), (7, 4)):
        with pytest.raises(InvalidInput, match="no words"):
            history.do("Resize", annotation_spans.resize, number, start, end)
    note = history.do("Note", annotations.set_article_note, article, "all of it")
    with pytest.raises(InvalidInput, match="note on the article"):
        history.do("Resize", annotation_spans.resize, note, 0, 3)
    history.do("Delete", annotations.delete, [number])
    with pytest.raises(InvalidInput, match="not placed"):
        history.do("Resize", annotation_spans.resize, number, 0, 3)
    assert quotes(queries, article) == [""]


def test_on_a_later_text_it_is_made_on_that_and_found_on_the_one_before(
    history: History, queries: Queries, database: Database
) -> None:
    url = "https://a.example/x"
    first = history.write(articles.add, draft("T", TEXT, url=url))
    number = mark(history, first.article_id, "two three")
    revision = queries.article(first.article_id).revision_id
    history.do("Again", articles.add, draft("T", f"zero {TEXT} eight nine", url=url))
    present = queries.article(first.article_id).revision_id
    assert present != revision
    rows = tables(database.path)
    history.do("Resize", annotation_spans.resize, number, 9, 12)
    one = queries.annotation(number)
    assert (one.exact, one.made_on_revision_id) == ("two", present)
    places = {row[2]: row[3:] for row in tables(database.path)["anchor"]}
    assert set(places) == {revision, present}
    history.undo()
    assert tables(database.path) == rows


def test_highlights_without_a_sure_place_are_left(history: History, queries: Queries) -> None:
    url = "https://a.example/x"
    added = history.write(articles.add, draft("T", TEXT, url=url))
    number = mark(history, added.article_id, "three")
    for words in ("one", "two", "five", "six", "seven"):  # all but one are found again
        mark(history, added.article_id, words)
    history.do("Again", articles.add, draft("T", TEXT.replace("three ", ""), url=url))
    assert queries.annotation(number).status in (Status.REVIEW, Status.ORPHAN)
    for operation in (annotation_spans.resize, annotation_spans.cut):
        with pytest.raises(InvalidInput, match="review it first"):
            history.do("Do", operation, number, 0, 3)


def test_merging(history: History, queries: Queries, article: int, database: Database) -> None:
    late = mark(history, article, "four five", "b", note="second")
    early = mark(history, article, "two three four", "a", note="first")
    inner = mark(history, article, "three", "a", "c", note="third")
    history.do("Colour", annotations.set_color, [inner], Color.RED)
    rows = tables(database.path)
    history.do("Merge", annotation_spans.merge, [late, early, inner], inner)
    (one,) = queries.annotations(article)
    assert (one.id, one.exact, one.color) == (inner, "two three four five", Color.RED)
    assert one.tags == ("a", "b", "c")
    assert one.note == "first\n\nthird\n\nsecond"
    history.undo()
    assert tables(database.path) == rows
    history.redo()
    assert queries.annotations(article) == [one]


def test_cutting_a_passage_out(
    history: History, queries: Queries, article: int, database: Database
) -> None:
    number = mark(history, article, "two three four five", "a", "b", note="why")
    rows = tables(database.path)
    start = TEXT.index("three")
    ids = history.do("Split", annotation_spans.cut, number, start, start + 10)
    found = queries.annotations(article)
    assert [one.exact for one in found] == ["two", "three four", "five"]
    assert [one.id for one in found] == ids
    assert ids[0] == number
    assert {(one.color, one.tags) for one in found} == {(Color.GREEN, ("a", "b"))}
    assert [one.note for one in found] == ["why", "", ""]
    history.undo()
    assert tables(database.path) == rows
    with pytest.raises(InvalidInput, match="nothing to cut"):
        history.do("Split", annotation_spans.cut, number, 0, len(TEXT))
    two = history.do("Split", annotation_spans.cut, number, 0, start)
    assert quotes(queries, article) == ["two", "three four five"]
    assert len(two) == 2


def spans(queries: Queries, article: int) -> list[tuple[str, int]]:
    return [(one.exact, one.id) for one in queries.annotations(article)]


def test_cutting_overlaps(
    history: History, queries: Queries, article: int, database: Database
) -> None:
    before = mark(history, article, "one two three")
    here = mark(history, article, "three four five")
    inside = mark(history, article, "four")
    apart = mark(history, article, "seven")
    rows = tables(database.path)
    everyone = [before, here, inside, apart]
    assert history.do("Split", annotation_spans.cut_overlaps, here, everyone) == 2
    found = spans(queries, article)
    assert [words for words, _ in found] == ["one two", "three", "four", "five", "seven"]
    assert [number for _, number in found if number in everyone] == everyone
    history.undo()
    assert tables(database.path) == rows


def test_a_longer_one_is_cut_around_the_one_under_the_cursor(
    history: History, queries: Queries, article: int
) -> None:
    outer = mark(history, article, "one two three four", note="kept")
    here = mark(history, article, "two")
    history.do("Split", annotation_spans.cut_overlaps, here, [outer])
    assert [words for words, _ in spans(queries, article)] == ["one", "two", "three four"]
    assert queries.annotation(outer).note == "kept"
    with pytest.raises(InvalidInput, match="Nothing overlaps"):
        history.do("Split", annotation_spans.cut_overlaps, here, [outer, here])


def test_two_on_the_same_words_are_for_merging(
    history: History, queries: Queries, article: int
) -> None:
    one, two = mark(history, article, "two"), mark(history, article, "two")
    with pytest.raises(InvalidInput, match="merging"):
        history.do("Split", annotation_spans.cut_overlaps, one, [two])
    assert quotes(queries, article) == ["two", "two"]
