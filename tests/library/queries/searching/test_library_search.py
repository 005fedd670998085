"""Searching the whole library: the view that is shown, and what lies elsewhere with its hits."""

from collections.abc import Callable
from contextlib import closing

import pytest

from reader.core.errors import LibraryError
from reader.core.models import Color, Sort, State, View
from reader.core.query.query_parser import parse
from reader.core.query.search_terms import terms_of
from reader.core.search_results import SearchResult
from reader.core.text.searching.text_search import SearchTerm
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.library.queries.searching import search_ranking
from reader.operations import annotations, articles, tags
from reader.operations.history import History
from tests.library.samples import draft


def fill(history: History) -> dict[str, int]:
    """Articles in all places, with highlights, notes and tags."""

    def add(title: str, text: str) -> int:
        return history.write(articles.add, draft(title, text)).article_id

    ids = {
        "here": add("Brief", "There had to be a margin. A wide margin was a fence."),
        "title": add("Margins of the page", "Nothing else."),
        "later": add("Tide tables", "In the margin of each."),
        "archive": add("Letters", "No word of it.\n\n" + "Far on. " * 30 + "One margin here."),
        "trash": add("Thrown away", "A margin too."),
        "other": add("Doors", "Of wood."),
    }
    history.write(articles.set_state, [ids["later"]], State.LATER)
    history.write(articles.set_state, [ids["archive"]], State.ARCHIVE)
    history.write(articles.trash, [ids["trash"]])
    mark = annotations.highlight
    history.write(mark, ids["here"], 26, 51, Color.GREEN, ("margin/wide",))
    history.write(mark, ids["other"], 0, 7, Color.PINK, (), "As in a Märgin")
    history.write(mark, ids["trash"], 0, 8, Color.PINK)
    history.write(annotations.set_article_note, ids["archive"], "margin: ask")
    history.write(tags.tag_articles, [ids["other"]], ["Marginalia"])
    return ids


@pytest.fixture
def contents() -> Callable[[History], object]:
    return fill


Ids = dict[str, int]


def groups(result: SearchResult) -> dict[str, list[str]]:
    return {group.place.value: [row.text for row in group.rows] for group in result.groups}


@pytest.mark.parametrize("looked_up", [0, 200])
def test_the_view_comes_first_and_the_rest_by_its_place(
    filled: Ids, queries: Queries, monkeypatch: pytest.MonkeyPatch, looked_up: int
) -> None:
    monkeypatch.setattr(search_ranking, "_LOOKED_UP", looked_up)
    result = queries.search(View.INBOX, parse("margin"), snippets=9)
    names = {id_: name for name, id_ in filled.items()}
    assert [names[id_] for id_ in result.ids] == ["other", "title", "here"]
    assert groups(result) == {
        "later": ["Tide tables"],
        "archive": ["Letters"],
        "highlights": ["A wide margin was a fence"],
        "notes": ["margin: ask", "As in a Märgin"],
        "tags": ["Marginalia", "margin/wide"],
        "trash": ["Thrown away"],
    }
    assert result.snippets[filled["here"]].hits == 2
    assert result.snippets[filled["title"]] == ("", 0)
    letters = result.groups[1].rows[0]
    assert (letters.article_id, letters.hits) == (filled["archive"], 1)
    mark, note = result.groups[2].rows[0], result.groups[3].rows[0]
    assert (mark.title, mark.color, mark.article_id) == ("Brief", Color.GREEN, filled["here"])
    assert (note.title, note.color) == ("Letters", None)

    elsewhere = queries.search(View.ARCHIVE, parse("margin"))
    assert [names[id_] for id_ in elsewhere.ids] == ["archive"]
    assert list(groups(elsewhere))[:2] == ["inbox", "later"]
    assert list(queries.search(View.TRASH, parse("margin")).ids) == [filled["trash"]]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("wide fen", {"highlights": ["A wide margin was a fence"]}),  # the last word is typed yet
        ("wid fence", {}),
        ("wood margin", {"highlights": ["Of wood"]}),  # one in the quote, one in its note
        ("doors margin", {}),  # of an article, not of a note
        ("margin -fence", {"notes": ["margin: ask", "As in a Märgin"]}),
        ("margin color:pink", {"notes": ["As in a Märgin"]}),
        ("is:unread title:doors margin", {"notes": ["As in a Märgin"]}),
        ("is:starred margin", {}),
        ("-margin", {}),
        ("tag:marg", {}),
    ],
)
def test_annotations_are_found_by_their_own_words(
    filled: Ids, queries: Queries, text: str, found: dict[str, list[str]]
) -> None:
    result = groups(queries.search(View.ALL, parse(text)))
    assert {place: result[place] for place in ("highlights", "notes") if place in result} == found


def test_a_snippet_is_the_passage_around_the_first_hit(filled: Ids, queries: Queries) -> None:
    found = queries.snippets([filled["archive"], 999], terms_of(parse("margin")))
    text, hits = found[filled["archive"]]
    assert (text[:2], text[-16:], hits) == ("… ", "One margin here.", 1)
    assert found[999] == ("", 0)
    assert queries.snippets([1, 2], (SearchTerm("a"),), is_cancelled=lambda: True) == {}


@pytest.mark.parametrize("sort", list(Sort))
def test_what_is_found_is_sorted_as_the_list_is(filled: Ids, queries: Queries, sort: Sort) -> None:
    for is_descending in (True, False):
        query = parse("margin")
        result = queries.search(View.ALL, query, sort, is_descending)
        assert list(result.ids) == queries.article_ids(View.ALL, query, sort, is_descending)


def test_words_begin_at_the_search_indexes(filled: Ids, queries: Queries) -> None:
    """No letter that is typed reads the whole library."""
    asked: list[str] = []
    connection = queries._connection
    connection.set_trace_callback(asked.append)
    queries.search(View.INBOX, parse("margin fence"), snippets=9)
    connection.set_trace_callback(None)
    scanned = set()
    for sql in asked:
        if sql.startswith(("SELECT", "INSERT")):
            plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")]
            scanned |= {
                step.split()[1]
                for step in plan
                if step.startswith("SCAN") and not step.endswith("INDEX article_trash")
            }
    tables = {name for name in scanned if not name.startswith(("main.", "search_", "("))}
    assert "search_text" in scanned
    # Drafts, tags, of which there are few, and what was found.
    assert {name.removeprefix("temp.") for name in tables} <= {
        "json_each",
        "tag",
        "f",
        "found_article",
        "found_annotation",
    }


@pytest.mark.parametrize("view", list(View))
@pytest.mark.parametrize("text", ["margin", "e", "fox OR margin", "-margin fox", "tag:a margin"])
def test_much_is_found_as_little_is(filled: Ids, database: Database, view: View, text: str) -> None:
    """Articles are looked up one by one, or walked in an index of each place: both find the same."""

    class Few(Queries):
        def _is_few(self, ids: object) -> bool:
            return True

    class Many(Queries):
        def _is_few(self, ids: object) -> bool:
            return False

    for scope in (None, parse("is:unread")):
        for sort in (Sort.ADDED, Sort.BEST, Sort.TITLE):
            with (
                closing(Few(database.path)) as few,
                closing(Many(database.path)) as many,
            ):
                found = [q.search(view, parse(text), sort, scope=scope) for q in (few, many)]
                assert list(found[0].ids) == list(found[1].ids)
                assert found[0][1:] == found[1][1:]


def test_a_search_that_is_stopped_fails_in_a_sentence(filled: Ids, database: Database) -> None:
    with closing(database.queries()) as queries:
        queries._connection.set_progress_handler(queries.stop, 1)  # as from another thread
        for _again in range(2):
            with pytest.raises(LibraryError, match="stopped"):
                queries.search(View.ALL, parse("margin"))
    queries.stop()  # it is closed
