"""Searches are saved under names, renamed, moved and deleted, all of which can be undone."""

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.core.errors import InvalidInput, NotFound
from reader.core.models import View
from reader.core.query.query_parser import parse
from reader.library.connection import connect
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations import articles, saved_searches, tags
from reader.operations.history import History
from tests.library.samples import assert_sound, draft


def fill(history: History) -> None:
    one = history.write(articles.add, draft("Lichens", "Of beeches.")).article_id
    history.write(articles.add, draft("Beech", "A lichen."))
    gone = history.write(articles.add, draft("Thrown away", "A lichen too.")).article_id
    history.write(articles.trash, [gone])
    history.write(tags.tag_articles, [one], ["wood"])
    for name, query in (("Lichens", "lich"), ("Wood", "tag:wood"), ("Unread", "is:unread")):
        history.do("Save", saved_searches.save, name, query)


@pytest.fixture
def contents() -> Callable[[History], object]:
    return fill


def names(queries: Queries) -> list[str]:
    return [one.name for one in queries.saved_searches()]


def test_each_counts_what_the_list_would_show(filled: None, queries: Queries) -> None:
    found = queries.saved_searches(is_counted=True)
    assert [(one.name, one.found) for one in found] == [("Lichens", 2), ("Wood", 1), ("Unread", 2)]
    for one in found:
        assert len(queries.article_ids(View.ALL, parse(one.query))) == one.found
    assert all(one.found == 0 for one in queries.saved_searches())


def test_every_change_can_be_undone_and_redone(
    filled: None, queries: Queries, history: History
) -> None:
    before = queries.saved_searches()
    first, second, third = (one.id for one in before)
    states = [before]
    for act in (
        lambda: history.do("Rename", saved_searches.rename, second, "  Of \n wood "),
        lambda: history.do("Move", saved_searches.move, third, -1),
        lambda: history.do("Move", saved_searches.move, first, 9),
        lambda: history.do("Delete", saved_searches.delete, third),
        lambda: history.do("Save", saved_searches.save, "Unread", "is:unread lich"),
        lambda: history.do("Save", saved_searches.save, "LICHENS", "lichen OR moss"),
    ):
        act()
        states.append(queries.saved_searches())
    assert [[one.name for one in state] for state in states] == [
        ["Lichens", "Wood", "Unread"],
        ["Lichens", "Of wood", "Unread"],
        ["Lichens", "Unread", "Of wood"],
        ["Unread", "Of wood", "Lichens"],
        ["Of wood", "Lichens"],
        ["Of wood", "Lichens", "Unread"],
        ["Of wood", "LICHENS", "Unread"],
    ]
    for state in reversed(states[:-1]):
        history.undo()
        assert queries.saved_searches() == state
    for state in states[1:]:
        history.redo()
        assert queries.saved_searches() == state


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [
        (" \n", "fox", "needs a name"),
        ("x" * 201, "fox", "too long"),
        ("Foxes", "  ", "no search to save"),
        ("Foxes", "x" * 10_001, "too long to be saved"),
    ],
)
def test_what_cannot_be_saved_is_said_and_nothing_changed(
    filled: None, queries: Queries, history: History, name: str, query: str, said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        history.do("Save", saved_searches.save, name, query)
    assert names(queries) == ["Lichens", "Wood", "Unread"]


def test_no_two_have_one_name(filled: None, queries: Queries, history: History) -> None:
    first, second, _third = (one.id for one in queries.saved_searches())
    with pytest.raises(InvalidInput, match="“Wood” already"):
        history.do("Rename", saved_searches.rename, first, "wood")
    history.do("Rename", saved_searches.rename, second, "WOOD")
    assert names(queries) == ["Lichens", "WOOD", "Unread"]
    with pytest.raises(NotFound):
        history.do("Delete", saved_searches.delete, 99)


def test_a_library_of_the_schema_before_gets_the_table(library: Path) -> None:
    shutil.copyfile(Path(__file__).parent.parent / "library" / "library-7.sqlite", library)
    with closing(Database.open(library)) as database:
        history = History(database)
        with closing(database.queries()) as queries:
            assert queries.saved_searches() == []
            history.do("Save", saved_searches.save, "Foxes", "fox")
            assert queries.saved_searches(is_counted=True)[0].found == 1
            history.undo()
            assert queries.saved_searches() == []
    assert_sound(library)
    with closing(connect(library, "ro")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] >= 8


def test_the_frozen_library_has_one(library: Path) -> None:
    shutil.copyfile(Path(__file__).parent.parent / "library" / "library-8.sqlite", library)
    with closing(Database.open(library)) as database, closing(database.queries()) as queries:
        (one,) = queries.saved_searches(is_counted=True)
        assert (one.name, one.query, one.found) == ("Unread foxes", "fox is:unread", 1)
