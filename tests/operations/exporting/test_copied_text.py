"""What is exported can be copied as text, in each format that is one."""

import json

import pytest

from reader.core.models import View
from reader.exporters import annotation_formats, article_formats
from reader.library.queries.queries import Queries
from reader.operations import annotations, articles
from reader.operations.exporting.article_export import text_of
from reader.operations.history import History
from tests.library.samples import draft

_TEXT = "Moss has no roots. It drinks from the air."


@pytest.fixture
def ids(history: History) -> list[int]:
    return [
        history.do(
            "Add", articles.add, draft(name, _TEXT, url=f"https://example.org/{name}")
        ).article_id
        for name in ("Moss", "Fern")
    ]


@pytest.mark.parametrize("kind", [one.id for one in article_formats() if one.is_text])
def test_articles_are_one_text(queries: Queries, ids: list[int], kind: str) -> None:
    text = text_of(queries, ids, kind, is_of_annotations=False)
    is_of_highlights = kind in ("quotes", "csv", "csv-values", "anki", "anki-update")
    assert ("Moss" in text and "Fern" in text) is not is_of_highlights
    assert not text.startswith("\ufeff")


@pytest.mark.parametrize("kind", [one.id for one in annotation_formats() if one.is_text])
def test_highlights_are_one_text(
    history: History, queries: Queries, ids: list[int], kind: str
) -> None:
    marks = [history.do("Mark", annotations.highlight, id_, 9, 17) for id_ in ids]
    text = text_of(queries, marks[:1], kind, is_of_annotations=True)
    assert text.count("no roots") >= 1
    assert "Fern" not in text
    assert len(queries.article_ids(View.ALL)) == 2


def test_json_that_is_copied_is_json(queries: Queries, ids: list[int]) -> None:
    found = json.loads(text_of(queries, ids, "json", is_of_annotations=False))
    assert [one["title"] for one in found["articles"]] == ["Moss", "Fern"]
