"""All annotations of a library: found by a query just as a plain filter would, in every order."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.models import (
    AnnotationSort,
    AnnotationWithArticle,
    Color,
    Kind,
    State,
    Status,
    View,
)
from reader.core.query.query_parser import parse
from reader.core.query.query_tree import And, Field, Not, Or, Query, Word
from reader.library import lazy_tables
from reader.library.database import Database
from reader.library.note_drafts import Draft
from reader.library.note_drafts import save as save_drafts
from reader.library.queries.queries import Queries
from reader.library.queries.searching import indexed_search, library_search
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.library.samples import draft

WORDS = ("fox", "bee", "clock", "読書", "naïve")
TAGS = ("method", "a/b", "a", "todo")


@dataclass
class Shelf:
    """A library of annotations of every kind, and how to look at all of them plainly."""

    queries: Queries

    def every(self) -> list[AnnotationWithArticle]:
        """All annotations that are in no trash, read one article at a time."""
        ids = self.queries.article_ids(View.ALL)
        found = [one.id for id_ in ids for one in self.queries.annotations(id_)]
        return self.queries.annotations_in_articles(found)

    def found(self, text: str) -> set[int]:
        """What a finished query finds."""
        query = parse(text)
        return set(self.queries.listed_annotations(query, is_typing=False).ids)


def fill(history: History) -> None:
    """Articles in every state, marked in every way."""
    chance = random.Random(7)
    numbers = []
    for number in range(5):
        text = " ".join(f"{word}{n} {word}" for n in range(8) for word in WORDS) + f" {number}"
        title = f"{WORDS[number]} article {number}"
        more = {"site": "News" if number % 2 else "", "byline": "Ada" if number else ""}
        more["language"] = ("en", "de", "en-GB", "", "eng")[number]
        one = draft(title, text, published=f"2026-0{number + 1}-01" if number else "", **more)
        numbers.append(history.write(articles.add, one).article_id)

    def mark(unit: Any) -> None:
        for number in numbers:
            for _n in range(9):
                start = chance.randrange(120)
                unit.now = 1_780_000_000_000 + chance.randrange(400) * 86_400_000
                names = tuple(chance.sample(TAGS, chance.randint(0, 2)))
                note = chance.choice(("", "", f"a note on {chance.choice(WORDS)}"))
                color = chance.choice(list(Color)[:3])
                annotations.highlight(unit, number, start, start + 12, color, names, note)
            annotations.set_article_note(unit, number, f"whole {chance.choice(WORDS)}")
        marked = unit.all(lazy_tables.Annotation)
        annotations.delete(unit, [one.id for one in marked[::11]])
        for anchor in unit.all(lazy_tables.Anchor)[::4]:
            status = chance.choice((Status.REVIEW, Status.ORPHAN, Status.FUZZY))
            anchor.status, anchor.is_settled = status.value, chance.random() < 0.3
            if status is Status.ORPHAN:
                anchor.start = anchor.end = None

    history.write(mark)
    history.write(articles.set_state, [numbers[1]], State.LATER)
    history.write(articles.set_state, [numbers[2]], State.ARCHIVE)
    history.write(articles.set_read, [numbers[0]], True)
    history.write(articles.trash, [numbers[4]])


@pytest.fixture(scope="module")
def shelf(
    tmp_path_factory: pytest.TempPathFactory, put_library: Callable[[Path], None]
) -> Iterator[Shelf]:
    """The library filled; it is only read."""
    file = tmp_path_factory.mktemp("shelf") / "library.sqlite"
    put_library(file)
    database = Database.open(file)
    fill(History(database))
    drafted = {"annotation:1": Draft("a heron and a bee"), "article:2": Draft("a heron")}
    save_drafts(file.parent, drafted)
    database.close()
    with closing(database.queries()) as queries:
        yield Shelf(queries)


def holds(query: Query, one: AnnotationWithArticle) -> bool:
    """The plain filter: what the language means, said in Python."""
    match query:
        case Word(text):
            return any(
                _has_phrase(where, text)
                for where in (one.annotation.exact, one.annotation.note, one.article.title)
            )
        case Field(name, value):
            return FIELDS[name](one, value)
        case Not(node):
            return not holds(node, one)
        case And(nodes):
            return all(holds(node, one) for node in nodes)
        case Or(nodes):
            return any(holds(node, one) for node in nodes)


def _has_phrase(where: str, text: str) -> bool:
    if text == "読書":  # written without spaces, so found within words too
        return text in where
    return text.replace("ï", "i") in where.replace("ï", "i").split()


def _is(one: AnnotationWithArticle, value: str) -> bool:
    annotation = one.annotation
    if value in ("read", "unread"):
        return one.article.is_read == (value == "read")
    if annotation.kind is not Kind.HIGHLIGHT:
        return False
    return {
        "highlight": True,
        "review": annotation.needs_review,
        "orphan": annotation.status is Status.ORPHAN,
    }[value]


def _has(one: AnnotationWithArticle, value: str) -> bool:
    return bool(one.annotation.note if value == "note" else one.annotation.tags)


FIELDS: dict[str, Callable[[AnnotationWithArticle, str], bool]] = {
    "tag": lambda one, value: any(
        tag == value or tag.startswith(f"{value}/") for tag in one.annotation.tags
    ),
    "color": lambda one, value: (
        one.annotation.kind is Kind.HIGHLIGHT and one.annotation.color == value
    ),
    "is": _is,
    "has": _has,
    "in": lambda one, value: one.article.state == value,
    "text": lambda one, value: value == "fox1",
    "quote": lambda one, value: _has_phrase(one.annotation.exact, value),
    "note": lambda one, value: _has_phrase(one.annotation.note, value),
    "language": lambda one, value: one.article.language.split("-")[0] == value,
    "words": lambda one, value: (one.article.word_count > 9) == (value == ">9"),
    "annotated": lambda one, value: _day(one).startswith(value),
    "published": lambda one, value: one.article.published >= value.strip("."),
    "added": lambda one, value: value == "today",
    "title": lambda one, value: value in one.article.title,
    "site": lambda one, value: value.lower() in one.article.site.lower(),
    "by": lambda one, value: value.lower() in one.article.byline.lower(),
    "before": lambda one, value: _day(one) < value,
    "after": lambda one, value: _day(one) >= value,
}


def _day(one: AnnotationWithArticle) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(one.annotation.created_at / 1000, UTC).date().isoformat()


TERMS = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(["tag:method", "tag:a", "color:green", "color:red", "has:note", "has:tag"]),
    st.sampled_from(["is:review", "is:orphan", "is:highlight", "in:later", "in:inbox"]),
    st.sampled_from(["article:fox", "site:news", "by:ada", '"note on"']),
    st.sampled_from(["is:read", "is:unread", "language:en", "lang:de", "words:>9", "words:<9"]),
    st.sampled_from(
        ["text:fox1", "text:nowhere", "quote:bee", "note:読書", "note:fox", "title:bee"]
    ),
    st.sampled_from(["added:today", "added:<2020", "published:2026-02..", "published:2027.."]),
    st.integers(1, 12).map(lambda month: f"annotated:2026-{month:02}"),
    st.integers(1, 12).map(lambda month: f"before:2026-{month:02}-15"),
    st.integers(1, 12).map(lambda month: f"after:2026-{month:02}-15"),
)
QUERIES = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        inner.map(lambda one: f"-{one}"),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"({' '.join(some)})"),
        st.tuples(inner, inner).map(lambda two: f"{two[0]} OR {two[1]}"),
    ),
    max_leaves=5,
)


@given(text=QUERIES.filter(lambda text: '"note on"' not in text))
def test_a_query_finds_what_a_plain_filter_lets_through(shelf: Shelf, text: str) -> None:
    query = parse(text)
    assert shelf.found(text) == {one.annotation.id for one in shelf.every() if holds(query, one)}


@given(term=TERMS.filter(lambda one: ":" in one and one[:6] not in ("before", "after:")))
def test_an_article_has_what_one_of_its_annotations_has(shelf: Shelf, term: str) -> None:
    found = set(shelf.queries.article_ids(View.ALL, parse(term), is_typing=False))
    assert found == {one.article.id for one in shelf.every() if holds(parse(term), one)}


@given(
    text=st.recursive(
        st.sampled_from([*WORDS, "heron", "b", '"note on"', "whole", "→", "tag:a"]),
        lambda inner: st.one_of(
            st.tuples(inner, inner).map(" ".join),
            st.tuples(inner, inner).map(lambda two: f"({two[0]} OR {two[1]})"),
        ),
        max_leaves=4,
    )
)
def test_the_indexes_tell_of_annotations_what_conditions_do(shelf: Shelf, text: str) -> None:
    """Of words alone, in quotes, notes and the drafts of these, the indexes tell it faster."""
    query = parse(text)
    queries = shelf.queries

    def found(is_ranked: bool) -> list[tuple[object, ...]]:
        queries._find(query, is_typing=True, is_ranked=is_ranked)
        if not queries._has_annotations:
            queries._find_annotations(query)
        return queries._rows("SELECT * FROM temp.found_annotation ORDER BY id")

    for is_ranked in (False, True):
        of_indexes = found(is_ranked)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(library_search, "_is_indexed_words", lambda _query: False)
            # Of one word alone they are found with the articles.
            patch.setattr(indexed_search, "is_one_word", lambda _query: False)
            assert found(is_ranked) == of_indexes


def test_phrases_beginnings_and_signs(shelf: Shelf) -> None:
    notes = {
        one.annotation.id for one in shelf.every() if one.annotation.note.startswith("a note on")
    }
    assert notes
    assert shelf.found('"note on"') >= notes
    assert shelf.found('"on note"') == set()
    typed = shelf.queries.listed_annotations(parse("tag:me"))
    assert set(typed.ids) == shelf.found("tag:method") != set()
    assert shelf.found("→") == set()
    assert shelf.found("\0") == set()


@pytest.mark.parametrize("sort", AnnotationSort)
def test_every_order_holds_all_once(shelf: Shelf, sort: AnnotationSort) -> None:
    listed = shelf.queries.listed_annotations(sort=sort)
    every = {one.annotation.id: one for one in shelf.every()}
    assert sorted(listed.ids) == sorted(every)
    assert [every[id_].article.id for id_ in listed.ids] == list(listed.article_ids)
    assert len(listed.sections) == len(listed.ids) == shelf.queries.annotation_count()
    items = [every[id_] for id_ in listed.ids]
    if sort in (AnnotationSort.NEWEST, AnnotationSort.OLDEST):
        times = [one.annotation.created_at for one in items]
        assert times == sorted(times, reverse=sort is AnnotationSort.NEWEST)
    elif sort in (AnnotationSort.ARTICLE, AnnotationSort.PUBLISHED):
        for article in set(listed.article_ids):
            rows = [row for row, one in enumerate(items) if one.article.id == article]
            assert rows == list(range(rows[0], rows[-1] + 1)), "an article's stand together"
            placed = [items[row].annotation.start for row in rows]
            in_text = [start for start in placed if start is not None]
            assert in_text == sorted(in_text)
    elif sort is AnnotationSort.TAG:
        firsts = [one.annotation.tags[0] if one.annotation.tags else "" for one in items]
        assert firsts == list(listed.sections)
        assert [not first for first in firsts] == sorted(not first for first in firsts)
    else:
        colors = [
            one.annotation.color.value if one.annotation.kind is Kind.HIGHLIGHT else ""
            for one in items
        ]
        assert colors == list(listed.sections)


def test_tags_are_counted_over_those_named(shelf: Shelf) -> None:
    every = shelf.every()
    counts = shelf.queries.tags_on([one.annotation.id for one in every], are_articles=False)
    for name in TAGS:
        assert counts.get(name, 0) == sum(name in one.annotation.tags for one in every)
    assert shelf.queries.tags_on([], are_articles=False) == {}


def test_all_have_a_tag_when_none_of_them_lacks_it(shelf: Shelf) -> None:
    every = shelf.every()
    for name in TAGS:
        tagged = [one.annotation.id for one in every if name in one.annotation.tags]
        assert shelf.queries.are_tagged([*tagged, *tagged[:1]], name, are_articles=False)
        assert shelf.queries.are_tagged(
            [one.annotation.id for one in every], name.upper(), are_articles=False
        ) == (len(tagged) == len(every))
    assert not shelf.queries.are_tagged([every[0].annotation.id], "none", are_articles=False)


def test_what_is_gone_is_left_out(queries: Queries, history: History) -> None:
    fill(history)
    first, second, *_rest = queries.listed_annotations().ids
    history.do("Delete", annotations.delete, [first])
    assert [one.id for one in queries.annotations_of([first, second])] == [second]
    assert set(queries.articles_of([first, second])) == {second}


@pytest.mark.parametrize("text", ["", "color:green", "has:note", "tag:a", "fox -tag:method"])
def test_kinds_and_tags_are_counted_within_what_is_found(shelf: Shelf, text: str) -> None:
    ids = shelf.found(text)
    listed = [one.annotation for one in shelf.every() if one.annotation.id in ids]
    query = parse(text)
    tags = shelf.queries.annotation_tags(query)
    kinds = shelf.queries.annotation_kinds(query)
    assert tags == Counter(name for one in listed for name in one.tags)
    assert kinds["has:note"] == sum(bool(one.note) for one in listed)
    assert kinds["is:review"] == sum(one.needs_review for one in listed)
    of_green = sum(one.color is Color.GREEN and one.kind is Kind.HIGHLIGHT for one in listed)
    assert kinds["color:green"] == of_green
