"""Highlights and notes on the text as it is kept."""

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import InvalidInput, NotFound
from reader.core.models import Color, Kind, Status
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations import annotations, articles, revisions
from reader.operations.history import History
from tests.library.samples import draft
from tests.operations.offers_and_trash import restore_annotations
from tests.undo_steps import next_undo

TEXT = "The cat 😀 saw the dog. Then the cat, café in paw, slept."


def _fill(history: History) -> int:
    return history.do("Add", articles.add, draft("Cats", TEXT)).article_id


@pytest.fixture
def contents() -> Callable[[History], int]:
    return _fill


@pytest.fixture
def article(filled: int) -> int:
    return filled


def test_a_highlight_has_its_words_in_code_points(
    history: History, queries: Queries, article: int
) -> None:
    id_ = history.do("Mark", annotations.highlight, article, 8, 13, Color.PINK, ("b", "a"), "n")
    found = queries.annotation(id_)
    assert found.exact == "😀 saw"
    assert (found.prefix, found.suffix) == ("The cat ", TEXT[13:45])
    assert (found.start, found.end, found.made_start, found.made_end) == (8, 13, 8, 13)
    assert (found.kind, found.color, found.status) == (Kind.HIGHLIGHT, Color.PINK, Status.EXACT)
    assert (found.tags, found.note, found.score) == (("a", "b"), "n", 1.0)
    assert found.created_at == found.updated_at > 1_600_000_000_000


def test_words_of_an_earlier_text_are_marked_where_they_are_now(
    history: History, queries: Queries, article: int
) -> None:
    before = queries.article(article).revision_id
    history.do("Read again", revisions.reread, article, draft("Cats", f"It began so. {TEXT}"))
    mark = partial(annotations.highlight_on, note="why")
    id_ = history.do("Mark", mark, article, before, 4, 13, Color.PINK, ("a",))
    found = queries.annotation(id_)
    assert (found.exact, found.start, found.end) == ("cat 😀 saw", 17, 26)
    assert (found.note, found.color, found.tags) == ("why", Color.PINK, ("a",))
    reread = partial(revisions.reread, is_sure=True)
    history.do("Read again", reread, article, draft("Cats", "No animal at all is here."))
    with pytest.raises(InvalidInput, match="is not in that article"):
        history.do("Mark", mark, article, before, 4, 13, Color.PINK, ("a",))


@pytest.mark.parametrize(
    ("start", "end"), [(-1, 3), (3, 3), (5, 4), (0, 10_000), (3, 4), (10_000, 10_001)]
)
def test_nothing_cannot_be_marked(
    history: History, queries: Queries, article: int, start: int, end: int
) -> None:
    with pytest.raises(InvalidInput, match="no words"):
        history.do("Mark", annotations.highlight, article, start, end)
    with pytest.raises(NotFound):
        history.do("Mark", annotations.highlight, 99, start, end)


def test_any_range_with_words_is_what_it_says(database: Database, article: int) -> None:
    history = History(database)
    queries = database.queries()

    @given(st.integers(0, len(TEXT) - 1), st.integers(1, len(TEXT)))
    def check(start: int, length: int) -> None:
        end = min(len(TEXT), start + length)
        if not TEXT[start:end].strip():
            return
        id_ = history.do("Mark", annotations.highlight, article, start, end)
        found = queries.annotation(id_)
        assert found.start is not None
        assert TEXT[found.start : found.end] == found.exact == TEXT[start:end]
        history.undo()

    check()
    queries.close()


def test_overlapping_highlights_are_kept_apart(
    history: History, queries: Queries, article: int
) -> None:
    for start, end in ((0, 10), (5, 15), (0, 10)):
        history.do("Mark", annotations.highlight, article, start, end)
    assert [(a.start, a.end) for a in queries.annotations(article)] == [(0, 10), (0, 10), (5, 15)]


def test_a_quote_is_found(history: History, queries: Queries, article: int) -> None:
    id_ = history.do("Mark", annotations.annotate_quote, article, "the dog")
    assert queries.annotation(id_).start == TEXT.index("the dog")
    id_ = history.do("Mark", annotations.annotate_quote, article, "cat", "Then the ", ", café")
    assert queries.annotation(id_).start == TEXT.rindex("cat")


def test_a_quote_with_slips_keeps_the_words_around_it_as_given(
    history: History, queries: Queries, article: int
) -> None:
    around = ("the hound. ", ", slept at last")
    id_ = history.do(
        "Mark", annotations.annotate_quote, article, "Then the cat, cafe in paw", *around
    )
    found = queries.annotation(id_)
    assert (found.exact, found.prefix, found.suffix) == ("Then the cat, cafe in paw", *around)
    bare = queries.annotation(
        history.do("Mark", annotations.annotate_quote, article, "Then the cat, cafe in paw")
    )
    assert (bare.prefix[-5:], bare.suffix[:7]) == ("dog. ", ", slept")


def test_a_quote_that_is_not_there_or_too_often_is_refused(
    history: History, queries: Queries, article: int
) -> None:
    with pytest.raises(InvalidInput, match=r"“the bird” is not in that article\."):
        history.do("Mark", annotations.annotate_quote, article, "the  bird")
    with pytest.raises(InvalidInput, match="2 times; give the words before or after"):
        history.do("Mark", annotations.annotate_quote, article, "cat")
    with pytest.raises(InvalidInput, match="is needed"):
        history.do("Mark", annotations.annotate_quote, article, " ")
    assert queries.annotations(article) == []


def test_colours_and_notes_change(history: History, queries: Queries, article: int) -> None:
    ids = [history.do("Mark", annotations.highlight, article, n, n + 3) for n in (0, 4)]
    history.do("Color", annotations.set_color, ids, Color.GREEN)
    assert {one.color for one in queries.annotations(article)} == {Color.GREEN}
    history.do("Note", annotations.set_note, ids[0], "a\0b\r\nc\ud800\n\n")
    assert queries.annotation(ids[0]).note == "ab\nc?"
    with pytest.raises(InvalidInput, match="mauve is not a colour"):
        history.do("Color", annotations.set_color, ids, "mauve")  # type: ignore[arg-type]


def test_an_editor_that_changed_nothing_changes_nothing(
    history: History, queries: Queries, article: int
) -> None:
    id_ = history.do("Mark", annotations.highlight, article, 0, 3, Color.RED, (), "a note\n  more")
    before = queries.annotation(id_)
    history.do("Note", annotations.set_note, id_, before.note)
    assert queries.annotation(id_) == before
    step = next_undo(queries)
    assert step is not None
    assert step.label == "Mark"


def test_the_note_on_the_article_is_one(history: History, queries: Queries, article: int) -> None:
    assert history.do("Note", annotations.set_article_note, article, " \n") == 0
    first = history.do("Note", annotations.set_article_note, article, "first")
    assert history.do("Note", annotations.set_article_note, article, "second") == first
    (found,) = queries.annotations(article)
    assert (found.note, found.kind, found.exact) == ("second", Kind.ARTICLE_NOTE, "")
    assert history.do("Note", annotations.set_article_note, article, "") == first
    assert queries.annotations(article) == []
    second = history.do("Note", annotations.set_article_note, article, "third")
    assert second != first
    history.undo()
    history.undo()
    assert queries.annotations(article)[0].note == "second"


def test_emptying_the_note_of_a_highlight_keeps_it(
    history: History, queries: Queries, article: int
) -> None:
    id_ = history.do("Mark", annotations.highlight, article, 0, 3, Color.RED, (), "note")
    history.do("Note", annotations.set_note, id_, "")
    assert queries.annotation(id_).note == ""


def test_deleting_keeps_everything_for_restoring(
    history: History, queries: Queries, article: int
) -> None:
    id_ = history.do("Mark", annotations.highlight, article, 0, 3, Color.RED, ("t",), "note")
    before = queries.annotation(id_)
    history.do("Delete", annotations.delete, [id_])
    assert queries.annotations(article) == []
    history.do("Restore", restore_annotations, [id_])
    after = queries.annotation(id_)
    assert (after.note, after.tags, after.start) == (before.note, before.tags, before.start)
