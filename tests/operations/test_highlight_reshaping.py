"""Highlights made longer and shorter, joined and cut apart; their words stay a person's own."""

import sqlite3
from contextlib import closing

import pytest

from reader.core.anchoring import passage_mapping
from reader.core.anchoring import reanchoring as core_reanchoring
from reader.core.errors import InvalidInput
from reader.core.models import Color, Status
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations import (
    annotations,
    articles,
    highlight_reshaping,
    reanchoring,
    reviewing,
    revisions,
)
from reader.operations.history import History
from tests.library.samples import assert_sound, draft, tables
from tests.undo_steps import next_undo

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
    history.do(
        "Resize", highlight_reshaping.resize, number, start, start + len(words), merge_key=key
    )


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
    top = next_undo(queries)
    resize(history, number, "two")
    assert next_undo(queries) == top


def test_what_cannot_be_resized_says_why(history: History, queries: Queries, article: int) -> None:
    number = mark(history, article, "two")
    for start, end in ((3, 3), (3, 4), (-1, 2), (5, 99), (7, 4)):
        with pytest.raises(InvalidInput, match="no words"):
            history.do("Resize", highlight_reshaping.resize, number, start, end)
    note = history.do("Note", annotations.set_article_note, article, "all of it")
    with pytest.raises(InvalidInput, match="note on the article"):
        history.do("Resize", highlight_reshaping.resize, note, 0, 3)
    history.do("Delete", annotations.delete, [number])
    with pytest.raises(InvalidInput, match="uncertain"):
        history.do("Resize", highlight_reshaping.resize, number, 0, 3)
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
    history.do("Resize", highlight_reshaping.resize, number, 9, 12)
    one = queries.annotation(number)
    assert (one.exact, one.made_on_revision_id) == ("two", present)
    places = {row[2]: row[3:] for row in tables(database.path)["anchor"]}
    assert set(places) == {revision, present}
    history.undo()
    assert tables(database.path) == rows


LIT = "Nobody had seen the lighthouse lit since the winter of the great storm."
LAMP = "Nobody saw the lighthouse lamp burning since winter."
AROUND = (
    "The harbour was quiet when the pilot came aboard before dawn.",
    "The tide turned at seven.",
)


def two_texts(history: History, queries: Queries) -> tuple[int, int, int]:
    """A highlight of a whole sentence, put by hand on what became of it; article and first text."""

    def html(words: str) -> str:
        return "".join(f"<p>{one}</p>" for one in (AROUND[0], words, AROUND[1]))

    url = "https://a.example/x"
    article = history.write(articles.add, draft("T", html(LIT), url=url)).article_id
    first = queries.article(article).revision_id
    start = queries.revision(first).text.index("Nobody")
    number = history.write(annotations.highlight, article, start, start + len(LIT))
    again = draft("T", html(LAMP), url=url)
    history.write(lambda unit: revisions.reread(unit, article, again, is_sure=True))
    place_words(history, queries, article, number, LAMP)
    return article, first, number


def place_words(history: History, queries: Queries, article: int, number: int, words: str) -> None:
    start = queries.revision(queries.article(article).revision_id).text.index(words)
    history.write(reviewing.place, number, start, start + len(words))


def resize_to(history: History, queries: Queries, number: int, words: str) -> None:
    one = queries.annotation(number)
    text = queries.revision(queries.article(one.article_id).revision_id).text
    start = text.index(words)
    history.do("Resize", highlight_reshaping.resize, number, start, start + len(words))


def test_resized_on_a_later_text_it_keeps_a_place_on_the_one_it_was_made_on(
    history: History, queries: Queries
) -> None:
    article, first, number = two_texts(history, queries)
    second = queries.article(article).revision_id
    resize_to(history, queries, number, "lamp burning")  # words the first text does not have
    resize_to(history, queries, number, "saw the lighthouse lamp burning")
    resize_to(history, queries, number, "lamp burning")
    history.write(revisions.make_current, article, first)
    one = queries.annotation(number)
    assert one.status is Status.REVIEW
    text = queries.revision(first).text
    assert one.start is not None
    assert one.end is not None
    assert text.index("Nobody") <= one.start < one.end <= text.index(AROUND[1])
    history.write(revisions.make_current, article, second)
    one = queries.annotation(number)
    assert (one.status, one.exact) == (Status.EXACT, "lamp burning")
    assert queries.revision(second).text[one.start : one.end] == "lamp burning"


@pytest.mark.parametrize("is_prepared", [True, False])
def test_words_that_both_texts_hold_are_exactly_there_after_resizing(
    history: History, queries: Queries, *, is_prepared: bool
) -> None:
    article, first, number = two_texts(history, queries)
    whole = AROUND[1]
    resize_to(history, queries, number, f"winter.\n\n{whole}")
    resize_to(history, queries, number, whole)
    places = reanchoring.missing_places(queries, article, first)
    assert set(places) == {number}
    given = (places,) if is_prepared else ()
    history.write(revisions.make_current, article, first, *given)
    one = queries.annotation(number)
    assert one.status is Status.EXACT
    assert queries.revision(first).text[one.start : one.end] == whole


def test_all_that_were_resized_on_a_text_are_found_on_the_other(
    history: History, queries: Queries
) -> None:
    article, first, number = two_texts(history, queries)
    second = queries.article(article).revision_id
    start = queries.revision(second).text.index("lamp burning")
    other = history.write(annotations.highlight, article, start, start + len("lamp burning"))
    for revision in (first, second):  # on each they have a place, that of the other one guessed
        history.write(revisions.make_current, article, revision)
    resize_to(history, queries, number, f"winter.\n\n{AROUND[1]}")
    resize_to(history, queries, number, AROUND[1])
    resize_to(history, queries, other, f"{AROUND[0]}\n\nNobody saw the lighthouse lamp")
    resize_to(history, queries, other, AROUND[0])
    history.write(revisions.make_current, article, first)
    for one, words in ((number, AROUND[1]), (other, AROUND[0])):
        found = queries.annotation(one)
        assert found.status is Status.EXACT
        assert queries.revision(first).text[found.start : found.end] == words


def test_what_a_person_has_settled_on_another_text_stays_when_it_is_resized(
    history: History, queries: Queries
) -> None:
    article, first, number = two_texts(history, queries)
    second = queries.article(article).revision_id
    history.write(reviewing.keep_as_orphan, [number])
    history.write(revisions.make_current, article, first)
    resize_to(history, queries, number, "the lighthouse lit")
    history.write(revisions.make_current, article, second)
    one = queries.annotation(number)
    assert (one.status, one.is_settled) == (Status.ORPHAN, True)


def test_no_texts_are_compared_when_it_is_resized(
    history: History, queries: Queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    _article, _first, number = two_texts(history, queries)
    monkeypatch.setattr(passage_mapping, "Comparison", None)
    monkeypatch.setattr(core_reanchoring, "reanchor", None)
    resize_to(history, queries, number, "lamp burning")
    assert queries.annotation(number).exact == "lamp burning"


def test_highlights_without_a_sure_place_are_left(history: History, queries: Queries) -> None:
    url = "https://a.example/x"
    added = history.write(articles.add, draft("T", TEXT, url=url))
    number = mark(history, added.article_id, "three")
    for words in ("one", "two", "five", "six", "seven"):  # all but one are found again
        mark(history, added.article_id, words)
    history.do("Again", articles.add, draft("T", TEXT.replace("three ", ""), url=url))
    assert queries.annotation(number).status in (Status.REVIEW, Status.ORPHAN)
    for operation in (highlight_reshaping.resize, highlight_reshaping.cut):
        with pytest.raises(InvalidInput, match="review it first"):
            history.do("Do", operation, number, 0, 3)


def test_merging(history: History, queries: Queries, article: int, database: Database) -> None:
    late = mark(history, article, "four five", "b", note="second")
    early = mark(history, article, "two three four", "a", note="first")
    inner = mark(history, article, "three", "a", "c", note="third")
    history.do("Colour", annotations.set_color, [inner], Color.RED)
    rows = tables(database.path)
    history.do("Merge", highlight_reshaping.merge, [late, early, inner], inner)
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
    ids = history.do("Split", highlight_reshaping.cut, number, start, start + 10)
    found = queries.annotations(article)
    assert [one.exact for one in found] == ["two", "three four", "five"]
    assert [one.id for one in found] == ids
    assert ids[0] == number
    assert {(one.color, one.tags) for one in found} == {(Color.GREEN, ("a", "b"))}
    assert [one.note for one in found] == ["why", "", ""]
    history.undo()
    assert tables(database.path) == rows
    with pytest.raises(InvalidInput, match="nothing to split"):
        history.do("Split", highlight_reshaping.cut, number, 0, len(TEXT))
    two = history.do("Split", highlight_reshaping.cut, number, 0, start)
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
    assert history.do("Split", highlight_reshaping.cut_overlaps, here, everyone) == 2
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
    history.do("Split", highlight_reshaping.cut_overlaps, here, [outer])
    assert [words for words, _ in spans(queries, article)] == ["one", "two", "three four"]
    assert queries.annotation(outer).note == "kept"
    with pytest.raises(InvalidInput, match="Nothing overlaps"):
        history.do("Split", highlight_reshaping.cut_overlaps, here, [outer, here])


def test_two_on_the_same_words_are_for_merging(
    history: History, queries: Queries, article: int
) -> None:
    one, two = mark(history, article, "two"), mark(history, article, "two")
    with pytest.raises(InvalidInput, match="merge them"):
        history.do("Split", highlight_reshaping.cut_overlaps, one, [two])
    assert quotes(queries, article) == ["two", "two"]
