"""Queries that nobody types: each is answered, in a time that is bounded by what is read of them."""

import pytest

from reader.core.models import Sort, View
from reader.core.query.query_fields import FIELDS
from reader.core.query.query_mistakes import mistakes
from reader.core.query.query_parser import MAX_LENGTH, MAX_TERMS, parse
from reader.library.queries.queries import Queries
from reader.library.queries.searching.query_conditions import Target
from reader.operations import articles
from reader.operations.history import History
from tests.each import each
from tests.library.samples import draft

WORDS = [f"w{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(MAX_TERMS + 5)]


@pytest.fixture
def library(history: History, queries: Queries) -> Queries:
    for language in ("en", "de"):
        text = " ".join(f"{word}ing {word}s" for word in WORDS[:20])
        history.write(
            articles.add, draft(f"In {language}", f"{text} {language}", language=language)
        )
    queries.finds_forms = lambda: True
    return queries


@each(
    "text",
    [
        " OR ".join(f"{word}s" for word in WORDS),
        " ".join(f"-({word} OR tag:{word})" for word in WORDS),
        " ".join(f"{name}:{word}" for word in WORDS[:20] for name in FIELDS),
        "is:review OR has:note " * MAX_TERMS,
        "慢" * (MAX_LENGTH + 1),
        '"' + "a b " * MAX_LENGTH,
        "(" * MAX_LENGTH,
        "(((((((((((((((a OR b) c) OR d) e) f) g) h) i) j) k) l) m) n) o) p) q",
        "-" * MAX_LENGTH + "a",
        " OR " * 4000,
        "→ " * 300,
        '"' + " ".join(f"{word}x" for word in WORDS),
        "title:" + "x" * MAX_LENGTH,
        "added:" + "9" * 500,
        'text:"' + "\0" * 50,
        "\ud800 \udfff",
        "words:>999999999k published:9999..0000 before:9999y added:0000",
    ],
)
def test_a_hostile_query_is_answered(library: Queries, text: str) -> None:
    query = parse(text)
    library.article_ids(View.ALL, query, is_typing=False)
    library.search(View.INBOX, query, Sort.BEST)
    library.annotation_kinds(query)
    library.near_queries(query, Target.ANNOTATIONS)
    assert all(0 <= start < end <= len(text) for start, end, _reason in mistakes(text))
