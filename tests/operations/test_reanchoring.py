"""When an article gets another text, every highlight is still there: in its place or to be looked at."""

from collections.abc import Callable, Sequence

import pytest

from reader.core.models import Annotation, Status
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.library.samples import assert_sound, draft, tables

URL = "https://example.org/"
OLD = "Alpha begins here.\nThe same line.\nBeta is in the middle.\nThe same line.\nGamma ends it."


def _fill(history: History) -> list[int]:
    """A highlight on every word of the text, and a note on the article."""
    history.do("Add", articles.add, draft("T", OLD, url=URL))
    text = OLD.replace("\n", "\n\n")
    ids, at = [], 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        ids.append(history.do("Mark", annotations.highlight, 1, start, at))
    history.do("Note", annotations.set_article_note, 1, "note")
    return ids


@pytest.fixture
def contents() -> Callable[[History], list[int]]:
    return _fill


@pytest.fixture
def marked(filled: list[int]) -> list[int]:
    return filled


def _update(history: History, queries: Queries, text: str) -> tuple[str, Sequence[Annotation]]:
    again = [draft("T", text, url=URL)]
    assert history.do("Again", articles.add_many, again, (), True)[0].status == "updated"
    return queries.revision(queries.article(1).revision_id).text, queries.annotations(1)[1:]


@pytest.mark.parametrize(
    "text",
    [
        f"New at the top.\n{OLD}",
        f"{OLD}\nNew at the end.",
        OLD.replace("Beta is in the middle.\n", ""),
        OLD.replace("Beta", "Omega"),
        "\n".join(reversed(OLD.splitlines())),
        "Nothing of it is left at all.",
        f"{OLD}\n{OLD}",
        "😀 " + OLD,
    ],
)
def test_no_highlight_is_lost_and_none_lies_on_other_words(
    history: History, queries: Queries, database: Database, marked: list[int], text: str
) -> None:
    before = tables(database.path)
    present, found = _update(history, queries, text)
    assert sorted(one.id for one in found) == marked
    for one in found:
        if one.status is Status.EXACT:
            assert one.start is not None
            assert present[one.start : one.end] == one.exact
        else:
            assert one.needs_review
            assert one.start is None or one.end is not None
    assert_sound(database.path)
    history.undo()
    assert tables(database.path) == before


def test_a_text_that_grew_takes_every_highlight_along(
    history: History, queries: Queries, marked: list[int]
) -> None:
    _, found = _update(history, queries, f"New at the top.\n{OLD}\nNew at the end.")
    sure = [one for one in found if one.status is Status.EXACT]
    assert len(sure) >= len(marked) - 8  # all but some of those on the line that is there twice


def test_a_text_that_comes_back_puts_every_highlight_where_it_was(
    history: History, queries: Queries, marked: list[int]
) -> None:
    before = {one.id: (one.start, one.end) for one in queries.annotations(1)}
    _update(history, queries, "Nothing of it is left at all.")
    _, found = _update(history, queries, OLD)
    assert {one.id: (one.start, one.end) for one in found} == {
        id_: place for id_, place in before.items() if id_ in marked
    }
    assert {one.status for one in found} == {Status.EXACT}


def test_new_highlights_on_the_new_text_are_sought_on_the_next(
    history: History, queries: Queries, marked: list[int]
) -> None:
    text, _ = _update(history, queries, f"Fresh words first.\n{OLD}")
    fresh = history.do("Mark", annotations.highlight, 1, 0, 5)
    assert queries.annotation(fresh).exact == text[:5]
    _, found = _update(history, queries, f"One more.\nFresh words first.\n{OLD}")
    assert next(one for one in found if one.id == fresh).status is Status.EXACT
    assert len(found) == len(marked) + 1
