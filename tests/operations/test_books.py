"""A book that is added again: the same file, another edition, another book with its identifier."""

from collections.abc import Callable

import pytest

from reader.core.article_source import Source
from reader.core.models import Status, View
from reader.library.queries.queries import Queries
from reader.operations import adding, annotations
from reader.operations.adding import AddReport
from reader.operations.history import History
from reader.operations.reimporting import ReimportRequest
from reader.operations.reimporting import read as read_again
from tests.importers.epub.samples import book, page

_LINES = [
    "The harbour was quiet when the pilot came aboard before dawn.",
    "Nobody had seen the lighthouse lit since the winter of the great storm.",
    "She wrote the depth of the channel into a small green notebook.",
    "The tide would turn at seven, and the ship could not wait for it.",
]


def _book(*lines: str) -> bytes:
    parts = {f"{n}.xhtml": page(f"<h1>Part {n}</h1><p>{one}</p>") for n, one in enumerate(lines)}
    return book(dict(parts))


def _add(history: History, queries: Queries | None, data: bytes) -> AddReport:
    source = Source(data, "ferry.epub", "ferry.epub")
    return adding.keep(history, [adding.read(source, queries)], (), "one")[0]


def _fill(history: History) -> int:
    _add(history, None, _book(*_LINES))
    text = "\n\n".join(f"Part {n}\n\n{line}" for n, line in enumerate(_LINES))
    start = text.index("small green notebook")
    return history.do("Mark", annotations.highlight, 1, start, start + len("small green notebook"))


@pytest.fixture
def contents() -> Callable[[History], int]:
    return _fill


def test_the_same_file_adds_nothing(filled: int, history: History, queries: Queries) -> None:
    report = _add(history, queries, _book(*_LINES))
    assert (report.status, report.id) == ("duplicate", 1)
    assert len(queries.revision_facts(1)) == 1
    assert queries.source(queries.article(1).revision_id).data == _book(*_LINES)


def test_another_edition_is_a_new_text_of_the_book(
    filled: int, history: History, queries: Queries
) -> None:
    edition = _book("A foreword by the publisher of this edition.", *_LINES)
    report = _add(history, queries, edition)
    assert (report.status, report.id) == ("updated", 1)
    assert [one.is_current for one in queries.revision_facts(1)] == [True, False]
    one = queries.annotation(filled)
    assert (one.status, one.exact) == (Status.EXACT, "small green notebook")
    text = queries.revision(queries.article(1).revision_id).text
    assert text[one.start : one.end] == "small green notebook"
    history.undo()
    assert [one.is_current for one in queries.revision_facts(1)] == [True]


def test_another_book_with_the_same_identifier_is_another_article(
    filled: int, history: History, queries: Queries
) -> None:
    other = _book(*(line[::-1] for line in _LINES))
    assert _add(history, queries, other).status == "added"
    assert _add(history, queries, other)[1:3] == ("duplicate", 2)
    assert _add(history, queries, _book(*_LINES))[1:3] == ("duplicate", 1)


def test_a_book_is_read_again_from_the_file_that_was_kept(filled: int, queries: Queries) -> None:
    read = read_again(ReimportRequest(1, "The Ferry"), queries)
    assert not isinstance(read, AddReport)
    assert read.draft.html == queries.revision(queries.article(1).revision_id).html


def test_chapters_as_articles_share_the_file_and_are_read_again_one_by_one(
    history: History, queries: Queries
) -> None:
    source = Source(_book(*_LINES), "ferry.epub", "ferry.epub")
    items = adding.unfolded([source], in_chapters=True)
    reports = adding.keep(history, [adding.read(one, queries) for one in items], (), "one", count=4)
    assert [(one.status, one.title) for one in reports] == [
        ("added", f"Part {n}") for n in range(4)
    ]
    again = adding.keep(history, [adding.read(one, queries) for one in items], (), "two")
    assert [(one.status, one.id) for one in again] == [("duplicate", n) for n in range(2, 6)]
    article = queries.article(4)
    assert queries.source(article.revision_id).part == "OPS/2.xhtml"
    read = read_again(ReimportRequest(4, article.title), queries)
    assert not isinstance(read, AddReport)
    assert read.draft.html == queries.revision(article.revision_id).html
    history.undo()
    history.undo()
    assert queries.article_ids(View.ALL) == [1]
    assert adding.unfolded([source]) == [source]
