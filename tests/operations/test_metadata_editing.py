"""What a person sets about an article is kept, whatever a new text of it says."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

from reader.core.errors import InvalidInput
from reader.core.models import View
from reader.core.query import query_parser
from reader.library.queries.queries import Queries
from reader.operations import articles
from reader.operations.history import History
from reader.operations.metadata_editing import checked, details_of, edit
from tests.each import each
from tests.library.samples import draft

Details = Callable[[], dict[str, str]]
URL = "https://example.org/mill"


@pytest.fixture
def article(history: History) -> int:
    first = replace(draft("The mill", url=URL), byline="Ada Fenn", site="Quay", language="en")
    return history.do("Add", articles.add, first).article_id


@pytest.fixture
def details(queries: Queries, article: int) -> Details:
    return lambda: details_of(queries.article(article))


def test_what_was_set_stays_and_the_rest_follows_the_new_text(
    history: History, article: int, details: Details
) -> None:
    history.do("Edit", edit, article, {"title": "  The old   mill ", "published": "20 May 2024"})
    history.do("Edit", edit, article, {"byline": ""})
    new = replace(
        draft("The mill, again", "Another text of it.", url=URL),
        byline="Bo Lund", site="The Quay", published="2025-01-01", language="de",
    )  # fmt: skip
    assert history.do("Add", partial(articles.add, is_sure=True), new).status == "updated"
    assert details() == {
        "title": "The old mill",
        "byline": "",
        "site": "The Quay",
        "published": "2024-05-20",
        "language": "de",
    }


def test_an_edit_is_undone_and_then_a_new_text_has_its_say(
    history: History, article: int, details: Details
) -> None:
    before = details()
    history.do("Edit", edit, article, {"title": "Mine", "language": "nl"})
    history.undo()
    assert details() == before
    new = draft("The mill, again", "Another text of it.", url=URL)
    history.do("Add", partial(articles.add, is_sure=True), new)
    assert details()["title"] == "The mill, again"


def test_what_is_left_as_it_was_is_not_set(
    history: History, article: int, details: Details
) -> None:
    history.do("Edit", edit, article, details())
    new = replace(draft("New", "Another text of it.", url=URL), byline="Bo Lund")
    history.do("Add", partial(articles.add, is_sure=True), new)
    assert details()["byline"] == "Bo Lund"


def test_an_edited_title_is_found(history: History, article: int, queries: Queries) -> None:
    history.do("Edit", edit, article, {"title": "Windmühle"})
    for query, found in (("windmühle", [article]), ("title:mill", [])):
        assert queries.article_ids(View.ALL, query_parser.parse(query)) == found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", "  "),
        ("title", "\0\u200b\ud800"),
        ("title", "x" * 501),
        ("published", "some day"),
        ("published", "2024-02-31"),
        ("published", "on 20 May 2024"),
        ("language", "English, I think"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(
    history: History, article: int, details: Details, name: str, text: str
) -> None:
    before = details()
    with pytest.raises(InvalidInput):
        history.do("Edit", edit, article, {"site": "Elsewhere", name: text})
    assert details() == before


@each(
    ("name", "text", "kept"),
    [
        ("published", "2024-05-20T10:30:00Z", "2024-05-20T10:30:00+00:00"),
        ("published", "20. Mai 2024", "2024-05-20"),
        ("published", "1851", "1851"),
        ("published", "2011-05", "2011-05"),
        ("published", "", ""),
        ("language", "pt_BR", "pt-BR"),
        ("byline", " Ada\n Fenn ", "Ada Fenn"),
        ("byline", "Ada\0 \udcffFenn\u200d", "Ada Fenn\u200d"),
    ],
)
def test_how_details_are_kept(name: str, text: str, kept: str) -> None:
    assert checked(name, text) == kept
