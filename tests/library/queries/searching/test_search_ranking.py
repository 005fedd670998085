"""The best first: titles, then highlights and notes, then the text, by how often and how rare."""

from collections.abc import Callable

import pytest

from reader.core.models import Color, Sort, State, View
from reader.core.query.query_parser import parse
from reader.core.search_results import Found
from reader.library import note_drafts
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.library.queries.searching import indexed_search, search_ranking
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.library.samples import draft

Ids = dict[str, int]

LONG = "Words of no matter. " * 60


def fill(history: History) -> Ids:
    """Articles with a word in the title, in a highlight, in a note, often in the text, once, not at all."""

    def add(title: str, text: str) -> int:
        text = f"{text} ({len(added)})"  # what is the same text is the same article
        added.append(history.write(articles.add, draft(title, text)).article_id)
        return added[-1]

    added: list[int] = []
    ids = {
        "title": add("On lichens", f"{LONG} A beech."),
        "often": add("Trees", "A lichen, and lichens; lichen on a lichen, fence."),
        "quoted": add("Stones", f"{LONG} There is lichen on it."),
        "noted": add("Roofs", LONG),
        "once": add("Rain", f"{LONG} A lichen near a fence. {LONG}"),
        "same": add("Rain again", f"{LONG} A lichen near a fence. {LONG}"),
        "none": add("Doors", LONG),
        "nothing": add("Gates", LONG),
        "trash": add("A lichen thrown away", LONG),
        **{f"more {number}": add(f"Page {number}", LONG) for number in range(6)},
    }
    start = len(LONG) + 1
    history.write(annotations.highlight, ids["quoted"], start, start + 15, Color.GREEN)
    history.write(annotations.highlight, ids["noted"], 0, 5, Color.PINK, (), "as lichen is")
    history.write(articles.trash, [ids["trash"]])
    history.write(articles.set_state, [ids["once"]], State.LATER)
    return ids


@pytest.fixture
def contents() -> Callable[[History], object]:
    return fill


def best(queries: Queries, filled: Ids, text: str, *, is_typing: bool = True) -> list[str]:
    names = {id_: name for name, id_ in filled.items()}
    found = queries.article_ids(View.ALL, parse(text), Sort.BEST, is_typing=is_typing)
    return [names[id_] for id_ in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("lichen", ["title", "quoted", "noted", "often", "same", "once"]),
        ("LICHÉN", ["title", "quoted", "noted", "often", "same", "once"]),
        ("fence lichen", ["often", "same", "once"]),  # each word anywhere; equals: the last added
        ("fence OR beech", ["title", "often", "same", "once"]),  # the rarer word first
        ("(fence OR beech) lichen", ["title", "often", "same", "once"]),
        ("lichen -fence", ["quoted", "noted"]),  # a word before the last is whole
        ("lichen has:note", ["noted"]),
        ("lichen title:rain", ["same", "once"]),
        ("has:note OR lichen", ["title", "quoted", "noted", "often", "same", "once"]),
        ('"lichen near"', ["same", "once"]),
        ("lichen is:later", ["once"]),
        ("nowhere lichen", []),
        ("nowhere", []),
    ],
)
def test_titles_then_highlights_and_notes_then_the_text(
    filled: Ids, queries: Queries, text: str, found: list[str]
) -> None:
    assert best(queries, filled, text) == found


def test_a_word_that_is_typed_to_its_end_is_no_beginning(filled: Ids, queries: Queries) -> None:
    assert "title" not in best(queries, filled, "lichen", is_typing=False)
    assert best(queries, filled, "fence", is_typing=False) == ["often", "same", "once"]


@pytest.mark.parametrize(
    "text",
    [
        "lichen", "lichen fence", "fence OR beech", "-lichen", "lichen -fence", "has:note",
        "has:note OR fence", "a (b OR lichen) -stones", "?!", "lichen ?", "? lichen", "", '""',
        "lichen lichen", "fence OR (lichen is:unread)", "-(lichen fence)", "(lichen", "tag:lich",
    ],
)  # fmt: skip
def test_the_best_are_those_that_another_order_finds(
    filled: Ids, queries: Queries, text: str
) -> None:
    for is_typing in (True, False):
        for view in (View.ALL, View.INBOX, View.TRASH):
            query = parse(text)
            added = queries.article_ids(view, query, is_typing=is_typing)
            ranked = queries.article_ids(view, query, Sort.BEST, is_typing=is_typing)
            assert sorted(ranked) == sorted(added)
            assert queries.article_ids(view, query, Sort.BEST, is_typing=is_typing) == ranked


@pytest.mark.parametrize("text", ["has:note", "is:unread", "-lichen", "", "title:a"])
def test_without_words_the_order_is_that_of_the_list(
    filled: Ids, queries: Queries, text: str
) -> None:
    for is_descending in (True, False):
        query = parse(text)
        added = queries.article_ids(View.ALL, query, Sort.ADDED, is_descending)
        assert queries.article_ids(View.ALL, query, Sort.BEST, is_descending) == added


def test_few_articles_are_ranked_too(history: History, queries: Queries) -> None:
    """BM25 alone takes a word that half of all have for next to nothing."""

    def add(title: str, text: str) -> int:
        return history.write(articles.add, draft(title, text)).article_id

    titled, also = add("Moss and stone", "None."), add("Moss", "Nothing.")
    in_text = add("Roofs", "Moss, moss, moss.")
    found = queries.article_ids(View.ALL, parse("moss"), Sort.BEST)
    assert found == [also, titled, in_text]


def test_many_highlights_are_no_better_than_the_best_of_them(
    history: History, queries: Queries
) -> None:
    text = "A fern here. " * 30
    marked = history.write(articles.add, draft("Woods", text)).article_id
    titled = history.write(articles.add, draft("A fern", text + "End.")).article_id
    for number in range(20):
        history.write(annotations.highlight, marked, number * 13, number * 13 + 11, Color.PINK)
    assert queries.article_ids(View.ALL, parse("fern"), Sort.BEST) == [titled, marked]


def test_what_is_typed_in_a_note_is_ranked(
    filled: Ids, queries: Queries, database: Database
) -> None:
    name = f"article:{filled['none']}"
    note_drafts.save(database.path.parent, {name: note_drafts.Draft("a lichen yet")})
    assert best(queries, filled, "lichen")[:5] == ["title", "quoted", "noted", "none", "often"]


def test_a_note_on_what_was_deleted_permanently_is_not_found(
    filled: Ids,
    queries: Queries,
    database: Database,
    history: History,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(indexed_search, "_LOOKUP", 400)  # even few are walked
    name = f"article:{filled['trash']}"
    note_drafts.save(database.path.parent, {name: note_drafts.Draft("a heron yet")})
    history.write(articles.purge, [filled["trash"]])
    for sort in (Sort.BEST, Sort.ADDED):
        assert list(queries.search(View.ALL, parse("heron"), sort).ids) == []


def test_everything_that_is_found_is_ranked(
    filled: Ids, queries: Queries, history: History
) -> None:
    for number in range(3):
        text = f"A long note on {number} that names lichen and much else of no matter"
        history.write(annotations.set_article_note, filled[f"more {number}"], text)
    result = queries.search(View.INBOX, parse("lichen"), Sort.BEST)
    assert [filled[name] for name in ("title", "quoted", "noted")] == list(result.ids[:3])
    groups = {group.place: group for group in result.groups}
    assert groups[Found.NOTES].rows[0].text == "as lichen is"
    assert groups[Found.NOTES].total == 4
    newest = queries.search(View.INBOX, parse("lichen"))
    notes = {group.place: group for group in newest.groups}[Found.NOTES]
    assert notes.rows[0].text.startswith("A long note on 2")
    assert sorted(result.ids) == sorted(newest.ids)


def test_ranking_begins_at_the_search_indexes(filled: Ids, queries: Queries) -> None:
    """No letter that is typed reads the whole library."""
    asked: list[str] = []
    connection = queries._connection
    connection.set_trace_callback(asked.append)
    queries.search(View.INBOX, parse("(lichen OR beech) has:highlight"), Sort.BEST)
    connection.set_trace_callback(None)
    scanned = {
        row[3].split()[1]
        for sql in asked
        if sql.startswith(("SELECT", "INSERT"))
        for row in connection.execute(f"EXPLAIN QUERY PLAN {sql}")
        if row[3].startswith("SCAN")
    }
    assert {"search_article", "search_text", "search_annotation", "f"} <= scanned
    tables = {name for name in scanned if not name.startswith(("main.", "search_", "("))}
    # The drafts, and what the indexes have found.
    assert {name.removeprefix("temp.") for name in tables} <= {
        "json_each",
        "f",
        "found_article",
        "found_annotation",
        "found_by_word",
    }


def test_no_index_is_asked_of_a_word_again_and_again(filled: Ids, queries: Queries) -> None:
    """Once, and once more for the number of rows to be scored, and for what is found in notes."""
    for sort, is_counted in ((Sort.ADDED, False), (Sort.BEST, True)):
        asked: list[str] = []
        queries._connection.set_trace_callback(asked.append)
        queries.search(View.INBOX, parse("lichen"), sort)
        queries._connection.set_trace_callback(None)
        for index, of_annotations in (
            ("search_article", 0),
            ("search_text", 0),
            ("search_annotation", 1),
        ):
            times = sum(sql.count(f"{index} MATCH") for sql in asked)
            assert times == 1 + is_counted + of_annotations, index


def test_first_letters_that_most_have_do_not_rank(
    filled: Ids, queries: Queries, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They tell nothing, and to score them would take longer than all else."""
    few = queries.article_ids(View.ALL, parse("m"), Sort.BEST)
    newest = queries.article_ids(View.ALL, parse("m"))
    monkeypatch.setattr(search_ranking, "_MANY", 2)
    assert queries.article_ids(View.ALL, parse("m"), Sort.BEST) == newest != few
    assert best(queries, filled, "t")[0] == "often"  # in the title
    whole = queries.article_ids(View.ALL, parse("matter"), Sort.BEST, is_typing=False)
    monkeypatch.undo()
    assert whole == queries.article_ids(View.ALL, parse("matter"), Sort.BEST, is_typing=False)
