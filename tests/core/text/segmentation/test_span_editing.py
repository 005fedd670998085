"""Edges of a span, moved by words and graphemes; spans cut out of each other."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from reader.core.text.segmentation.span_editing import (
    Edge,
    move_character,
    move_word,
    trimmed,
    without,
)
from tests.each import each

TEXT = (
    "One two, three.\n\n“Four” five-six.\tSeven 很多视图。 e\u0301te\u0301 👩\u200d👩\u200d👧 end"
)
_PIECES = [
    "word",
    " ",
    "\n\n",
    "\t",
    ", ",
    "“",
    "”",
    "e\u0301",
    "很多",
    "👩\u200d👧",
    "🇩🇪",
    "\r\n",
    "1.5",
]
texts = st.lists(st.sampled_from(_PIECES), min_size=1, max_size=14).map("".join)


def words(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]]


def at(quote: str) -> tuple[int, int]:
    start = TEXT.index(quote)
    return start, start + len(quote)


@each(
    ("quote", "edge", "steps", "found"),
    [
        ("One", Edge.END, 1, "One two"),
        ("One", Edge.END, 2, "One two,"),
        ("One", Edge.END, 3, "One two, three"),
        ("One two, three.", Edge.END, -1, "One two, three"),
        ("One two, three.", Edge.END, -4, "One"),
        ("One", Edge.END, -1, "One"),
        ("three.", Edge.END, 1, "three.\n\n“Four"),
        ("Four", Edge.START, -1, "“Four"),
        ("Four", Edge.START, -2, "three.\n\n“Four"),
        ("two, three", Edge.START, 1, "three"),
        ("three", Edge.START, 1, "three"),
        ("One", Edge.START, -3, "One"),
        ("end", Edge.END, 5, "end"),
        ("tw", Edge.END, 1, "two"),
        ("five", Edge.END, 1, "five-six"),
    ],
)
def test_by_words(quote: str, edge: Edge, steps: int, found: str) -> None:
    assert words(TEXT, move_word(TEXT, at(quote), edge, steps)) == found


@each(
    ("quote", "edge", "steps", "found"),
    [
        ("One", Edge.END, -1, "On"),
        ("One", Edge.END, -9, "O"),
        ("three.", Edge.END, 1, "three.\n\n“"),
        ("“Four", Edge.START, -1, ".\n\n“Four"),
        ("six.", Edge.END, 1, "six.\tS"),
        ("e\u0301te\u0301", Edge.START, 1, "te\u0301"),
        ("e\u0301te\u0301", Edge.END, -1, "e\u0301t"),
        ("e\u0301te\u0301 ", Edge.END, 1, "e\u0301te\u0301 👩\u200d👩\u200d👧"),
    ],
)
def test_by_graphemes(quote: str, edge: Edge, steps: int, found: str) -> None:
    assert words(TEXT, move_character(TEXT, at(quote), edge, steps)) == found


@given(texts, st.data())
def test_a_span_stays_one_with_words_and_whole_graphemes(text: str, data: st.DataObject) -> None:
    borders = sorted({0, *(one.end() for one in regex.finditer(r"\X", text))})
    spans = [(a, b) for a in borders for b in borders if a < b and text[a:b].strip()]
    if not spans:
        return
    span = data.draw(st.sampled_from(spans))
    for _ in range(6):
        move = data.draw(st.sampled_from([move_word, move_character]))
        edge, way = data.draw(st.sampled_from(list(Edge))), data.draw(st.sampled_from([-1, 1]))
        before, span = span, move(text, span, edge, way)
        assert 0 <= span[0] < span[1] <= len(text)
        assert text[span[0] : span[1]].strip()
        assert span[0] in borders
        assert span[1] in borders
        fixed, moved = (1, 0) if edge is Edge.START else (0, 1)
        assert span[fixed] == before[fixed]
        assert (span[moved] - before[moved]) * way >= 0


@given(st.lists(st.sampled_from(["a", "bc", " ", ", ", ".\n\n"]), min_size=2).map("".join))
def test_a_word_further_and_back_is_where_one_was(text: str) -> None:
    span = trimmed(text, (0, len(text)))
    if span is None:
        return
    back = move_word(text, span, Edge.END, -1)
    assert back == span or move_word(text, back, Edge.END, 1) == span


def test_long_words_and_long_spaces_are_no_end() -> None:
    text = "a" + " " * 5000 + "b" * 5000 + " c"
    span = move_word(text, (0, 1), Edge.END, 1)
    assert span == (0, 10_001)
    assert move_word(text, span, Edge.END, -1) == (0, 1)
    assert move_word(text, (len(text) - 1, len(text)), Edge.START, -2) == (0, len(text))


def test_cutting_out() -> None:
    text = "one two three four"
    whole = (0, len(text))
    assert [words(text, one) for one in without(text, whole, [(4, 7)])] == ["one", "three four"]
    assert [words(text, one) for one in without(text, whole, [(8, 13), (0, 3)])] == ["two", "four"]
    assert without(text, (4, 7), [(0, 18)]) == []
    assert without(text, (4, 7), [(3, 7)]) == []
    assert without(text, (0, 7), [(2, 7), (1, 3)]) == [(0, 1)]
    assert without(text, (0, 3), [(3, 9), (10, 12)]) == [(0, 3)]
