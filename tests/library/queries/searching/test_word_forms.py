"""Other forms of words: found by the stems of the article's language, where that is asked for."""

import pytest

from reader.core.models import Color, Sort, View
from reader.core.query.query_parser import parse
from reader.core.query.query_tree import terms
from reader.core.query.search_terms import terms_of
from reader.library.queries.queries import Queries
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.each import each
from tests.library.samples import draft

TEXTS = {
    "run": ("en", "She runs; they were running."),
    "happy": ("en-GB", "Happy people, and 慢读."),
    "haus": ("de", "Zwischen den Häusern."),
    "gift": ("de", "Der Gifte viele."),
    "cheval": ("fr", "Les chevaux, mangés et mangeant."),
    "none": ("", "He runs."),
}


@pytest.fixture
def shelf(history: History, queries: Queries) -> dict[str, int]:
    made = {}
    for title, (language, text) in TEXTS.items():
        one = draft(title.upper() + "0", text, language=language)
        made[title] = history.write(articles.add, one).article_id
    history.write(annotations.highlight, made["none"], 0, 2, Color.GREEN, (), "he kept gardens")
    queries.finds_forms = lambda: True
    return made


def found(queries: Queries, shelf: dict[str, int], text: str, *, is_typing: bool = False) -> str:
    titles = {id_: title for title, id_ in shelf.items()}
    ids = queries.article_ids(View.ALL, parse(text), Sort.TITLE, False, is_typing=is_typing)
    return " ".join(titles[id_] for id_ in ids)


@each(
    ("text", "titles"),
    [
        ("run", "run"),
        ("running", "run"),
        ("Runs", "none run"),
        ('"run"', ""),
        ("happiness", "happy"),
        ("Haus", "haus"),
        ("häuser", "haus"),
        ("cheval", "cheval"),
        ("manger -chevaux", ""),
        ("manger", "cheval"),
        ("gifting", ""),  # an English form, of a word in German
        ("-run", "cheval gift happy haus none"),
        ("慢", "happy"),
        ("运", ""),
        ("→", ""),
        ("", "cheval gift happy haus none run"),
    ],
)
def test_what_other_forms_find(
    shelf: dict[str, int], queries: Queries, text: str, titles: str
) -> None:
    assert found(queries, shelf, text) == titles
    ranked = queries.article_ids(View.ALL, parse(text), Sort.BEST, is_typing=False)
    assert len(ranked) == len(titles.split())


def test_forms_are_looked_up_after_other_searches(shelf: dict[str, int], queries: Queries) -> None:
    """Both put temporary tables into the connection, which is otherwise read only."""
    queries.finds_forms = lambda: False
    assert found(queries, shelf, "runs") == "none run"
    assert queries.near_queries(parse("runnning")) == ("running",)
    queries.finds_forms = lambda: True
    assert found(queries, shelf, "run") == "run"
    assert found(queries, shelf, "runs") == "none run"


def test_nothing_else_is_found_where_it_is_off(shelf: dict[str, int], queries: Queries) -> None:
    queries.finds_forms = lambda: False
    assert found(queries, shelf, "running") == "run"
    assert found(queries, shelf, "run") == ""
    query = parse("run OR -happiness")
    assert queries.with_forms(query) is query


def test_a_search_marks_the_forms_and_a_word_begun_stands_for_more(
    shelf: dict[str, int], queries: Queries
) -> None:
    result = queries.search(View.ALL, parse("running"), snippets=3)
    assert {one.text for one in result.sought} == {"runs", "running"}
    assert result.snippets[shelf["run"]].hits == 2
    assert terms_of(parse("running"))[0] in result.sought
    assert found(queries, shelf, "runn", is_typing=True) == "run"
    assert found(queries, shelf, "garden") == "", "its language is not known"


def test_highlights_are_found_by_other_forms(shelf: dict[str, int], queries: Queries) -> None:
    assert len(queries.listed_annotations(parse("garden"), is_typing=False).ids) == 0, "no language"
    assert len(queries.listed_annotations(parse("gardens"), is_typing=False).ids) == 1


def test_in_a_library_of_one_language_forms_are_found_everywhere(
    history: History, queries: Queries
) -> None:
    for title, language in (("a", "en"), ("b", "")):
        history.write(articles.add, draft(title, f"He runs {title}.", language=language))
    queries.finds_forms = lambda: True
    assert len(queries.article_ids(View.ALL, parse("running"), is_typing=False)) == 2


def test_forms_are_sought_of_the_first_words_of_a_long_query(
    history: History, queries: Queries
) -> None:
    words = [f"{letter}alk" for letter in "abcdefghijklmnopqrst"]
    text = " ".join(f"{word} {word}s {word}ing" for word in words)
    history.write(articles.add, draft("Walks", text, language="en"))
    queries.finds_forms = lambda: True
    sought = [*terms(queries.with_forms(parse(" ".join(words * 2))))]
    assert len(sought) == 2 * (10 * 3 + 10)
