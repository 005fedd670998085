"""Drafts of notes beside a library are found by its searches and are in its exports."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.core.article_draft import Draft as Added
from reader.core.article_source import Source
from reader.core.models import AnnotationSort, Kind, View
from reader.core.query import query_parser
from reader.library import note_drafts
from reader.library.note_drafts import Draft
from reader.library.queries.queries import Queries
from reader.library.queries.searching import search_tokens
from reader.operations import annotations, articles
from reader.operations.exporting import article_export
from reader.operations.history import History
from tests.each import each

TEXT = "One fox. Two foxes."


def fill(history: History) -> None:
    for title in ("Foxes", "Bears"):
        source = Source(title.encode(), f"{title}.html", f"/tmp/{title}.html")
        history.do(
            "Add", articles.add, Added(title, f"<p>{TEXT} {title}.</p>", source, "t/1", "text/html")
        )
    history.do("Highlight", annotations.highlight, 1, 0, 8)


@pytest.fixture
def contents() -> Callable[[History], object]:
    return fill


def found(queries: Queries, words: str) -> list[int]:
    return list(queries.article_ids(View.ALL, query_parser.parse(words)))


def noted(queries: Queries, words: str) -> list[int]:
    query = query_parser.parse(words)
    return list(queries.listed_annotations(query, AnnotationSort.OLDEST, is_typing=True).ids)


@pytest.mark.parametrize(
    ("name", "article", "notes"),
    [("annotation:1", 1, [1]), ("article:2", 2, []), ("passage:2:2:0:8", 2, [])],
)
def test_words_of_a_draft_are_found(
    queries: Queries, library: Path, name: str, article: int, notes: list[int]
) -> None:
    assert found(queries, "giraffe") == []
    note_drafts.save(library.parent, {name: Draft("A Giraffe-like beast, ünd 好的")})
    for words in ("giraffe", "giraf", '"a giraffe like"', "und", "好的", "like fox"):
        assert found(queries, words) == [article], words
        assert noted(queries, words) == notes, words
    for words in ("iraffe", '"beast giraffe"', "camel", "giraffe -fox"):
        assert found(queries, words) == [], words
        assert noted(queries, words) == [], words
    note_drafts.save(library.parent, {})
    assert found(queries, "giraffe") == []


@each("words", ["", "  ", "…", '"', "好", "a\0b"])
def test_no_words_are_in_no_draft(words: str) -> None:
    assert not search_tokens.holds("some words", words, is_beginning=True)


def test_a_passage_is_exported_with_the_note_that_waits(queries: Queries, library: Path) -> None:
    drafts = {
        "annotation:1": Draft("Why one"),
        "passage:1:1:9:19": Draft("Why two"),
        "article:1": Draft("On the whole"),
        "article:2": Draft("Of another"),
        "passage:1:99:0:4": Draft("On a text that is gone"),
    }
    note_drafts.save(library.parent, drafts)
    (item,) = article_export.items(queries, [1])
    assert [(one.kind, one.exact, one.note) for one in item.annotations] == [
        (Kind.ARTICLE_NOTE, "", "On the whole"),
        (Kind.ARTICLE_NOTE, "", "On a text that is gone"),
        (Kind.HIGHLIGHT, "One fox.", "Why one"),
        (Kind.HIGHLIGHT, "Two foxes.", "Why two"),
    ]
    (chosen,) = article_export.annotation_items(queries, [1])
    assert [one.note for one in chosen.annotations] == ["Why one"]
    assert queries.annotation(1).note == ""  # only what is exported has it


@pytest.mark.parametrize("kind", ["json", "markdown", "quotes"])
def test_every_format_has_the_words(
    queries: Queries, library: Path, tmp_path: Path, kind: str
) -> None:
    note_drafts.save(library.parent, {"annotation:1": Draft("Why one"), "article:1": Draft("All")})
    target = tmp_path / (
        "out" if kind == "markdown" else f"out.{'json' if kind == 'json' else 'md'}"
    )
    article_export.write(queries, [1], target, kind)
    files = [file for file in (target, *target.rglob("*")) if file.is_file()]
    text = "".join(file.read_text("utf-8") for file in files)
    assert "Why one" in text
    assert "All" in text


def test_a_draft_stands_behind_a_note_that_is_newer(
    history: History, queries: Queries, library: Path
) -> None:
    note_drafts.save(library.parent, {"annotation:1": Draft("Mine", "Old")})
    history.do("Note", annotations.set_note, 1, "Newer")
    (item,) = article_export.items(queries, [1])
    assert [one.note for one in item.annotations] == ["Newer\n\nMine"]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "3", '{"annotation:1": 3}', '{"a": "b"}', '{"article:1": {"text": 1}}'],
)
def test_a_file_that_cannot_be_read_holds_nothing(
    queries: Queries, library: Path, content: str
) -> None:
    file = library.parent / "drafts.json"
    file.write_text(content, "utf-8")
    assert note_drafts.read(library.parent) == {}
    assert found(queries, "fox") == [2, 1]
    assert file.read_text("utf-8") == content  # it is put aside by who writes it anew


def test_a_draft_of_an_earlier_version_is_read(library: Path) -> None:
    file = library.parent / "drafts.json"
    file.write_text(json.dumps({"annotation:1": "Begun"}), "utf-8")
    assert note_drafts.read(library.parent) == {"annotation:1": Draft("Begun")}
