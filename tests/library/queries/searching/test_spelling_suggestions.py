"""Did you mean: words of the library that are near those that find nothing."""

import pytest

from reader.core.models import Color, View
from reader.core.query.query_parser import parse
from reader.library.queries.queries import Queries
from reader.library.queries.searching.query_conditions import Target
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.each import each
from tests.library.samples import draft

TEXT = "The lichen grew on the Müßiggänger's wall, the moss did not. नमस्ते दुनिया. 地衣类植物."


@pytest.fixture
def shelf(history: History) -> None:
    one = draft("Slow rivers", TEXT, byline="Ada Lovelace", tags=("Research", "slow-food"))
    id_ = history.write(articles.add, one).article_id
    history.write(articles.add, draft("Licken", "Moss, a mess."))
    gone = history.write(articles.add, draft("Zeppelins", "A zeppelin flew.")).article_id
    history.write(articles.trash, [gone])
    history.write(annotations.highlight, id_, 0, 10, Color.GREEN, (), "a symbiosis, nearly")


@each(
    ("typed", "meant"),
    [
        ("lihcen", ["lichen"]),
        ("lichem", ["lichen", "licken"]),
        ("Liched", ["lichen", "licken"]),
        ("lovelase", ["lovelace"]),
        ("mqss", ["moss", "mess"]),  # the more common first
        ("simbiosis", ["symbiosis"]),
        ("mussigganger", []),
        ("mussigangers", ["müßiggänger"]),
        ("नमसते", ["नमस्ते"]),
        ('"grew no the"', []),
        ('"grew onn the" moss', ['"grew on the" moss']),
        ("is:unread -moss OR lihcen", ["is:unread (-moss OR lichen)"]),
        ("(text:mosss OR note:simbiosis)", ["text:moss OR note:symbiosis"]),
        ("slwo rivres", ["slow rivers"]),
        ("title:rivres by:lovelase", ["title:rivers by:lovelace"]),
        ("tag:resaerch", ["tag:research"]),
        ("tag:reserch lihcen", ["tag:research lichen"]),
        ("tag:Research tag:two-words", []),
        ("tag:slow-foot", ["tag:slow-food"]),
        ("-tag:reserch", []),
        ("tag:qqqqqq", []),
        ("lihcen qqqqqq", []),
        ("lihcen is:starred", []),
        ("-lihcen", []),
        ("zepelin", []),
        ("地医", []),
        ("qqqqqq", []),
        ("→", []),
        ("", []),
        ("x" * 5_000, []),
    ],
)
def test_what_may_have_been_meant(
    shelf: None, queries: Queries, typed: str, meant: list[str]
) -> None:
    assert list(queries.near_queries(parse(typed), is_typing=False)) == meant
    for query in meant:
        assert queries.article_ids(View.ALL, parse(query), is_typing=False)


def test_highlights_are_offered_what_finds_highlights(shelf: None, queries: Queries) -> None:
    near = queries.near_queries(parse("simbiosis"), Target.ANNOTATIONS)
    assert near == ("symbiosis",)
    assert queries.near_queries(parse("mosss"), Target.ANNOTATIONS) == ()


def test_a_word_that_is_begun_is_none_that_is_missing(shelf: None, queries: Queries) -> None:
    assert queries.near_queries(parse("lich")) == ()
    assert queries.near_queries(parse("lichm")) == ()
    assert queries.near_queries(parse("lichenn")) == ("lichen",)
