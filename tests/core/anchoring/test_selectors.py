"""Texts as they read, passages described, and quotes found in every place and typography."""

import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from reader.core.anchoring.selectors import CONTEXT, describe, find_quote
from reader.core.models import Selector
from reader.core.text.searching.text_normalization import normalise
from tests.each import each

texts = st.text(max_size=80) | st.text(
    st.sampled_from(
        "ab -\u2014'’“\"….\n\t\u00a0\u00ad\u200b\u0301e\u00e9ﬁ中\u1100\u1161\u11a8😀\u0600"
    ),
    max_size=60,
)
STORY = (
    "The fox ran over the hill.  It was late — very late. “Where is it?” asked the dog.\n\n"
    "Nobody knew. The fox had gone home, and the dog stayed out all night in the rain."
)


def selector_of(text: str, words: str) -> Selector:
    start = text.index(words)
    return describe(text, start, start + len(words))


# -- normalisation ----------------------------------------------------------------------------


@each(
    ("text", "reads"),
    [
        ("plain text", "plain text"),
        ("a \n\u00a0 b\u2028c", "a b c"),
        ("a \u200b b", "a b"),
        ("co\u00adop\ufefferate", "cooperate"),
        ("“it’s”", '"it\'s"'),
        ("a—b -- c\u2011d -\u00ad- e – f", "a-b - c-d - e - f"),
        ("wait…", "wait..."),
        ("of\ufb01ce", "office"),
        ("cafe\u0301 \u212b", "café Å"),
        ("e\u00ad\u0301", "é"),
        ("\u1100\u1161\u11a8", "각"),
        ("", ""),
    ],
)
def test_a_text_is_taken_as_it_reads(text: str, reads: str) -> None:
    assert normalise(text).text == reads.replace("\ufb01", "fi")


@given(texts)
def test_offsets_lead_back_to_the_original(text: str) -> None:
    found = normalise(text)
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert all(
        0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True)
    )
    assert list(found.starts) == sorted(found.starts)
    assert list(found.ends) == sorted(found.ends)
    if found.text:
        start, end = found.span(0, len(found.text))
        assert normalise(text[start:end]).text == found.text


@given(texts)
@example("\u09c7\u09be")
@example("\u1fef\u037e")
def test_what_reads_the_same_is_the_same(text: str) -> None:
    found = normalise(text).text
    assert unicodedata.is_normalized("NFC", found)
    assert normalise(found).text == found
    assert normalise(unicodedata.normalize("NFD", text)).text == found


@given(texts, st.data())
def test_a_part_that_splits_nothing_reads_as_its_span_does(text: str, data: st.DataObject) -> None:
    whole = normalise(text)
    assume(len(whole.text) > 0)
    start = data.draw(st.integers(0, len(whole.text) - 1))
    end = data.draw(st.integers(start + 1, len(whole.text)))
    assume(whole.is_whole(start, end))
    first, last = whole.span(start, end)
    assert whole.index(first) == start
    assert normalise(text[first:last]).text == whole.text[start:end]


# -- describing and finding -------------------------------------------------------------------


def test_a_passage_is_described_by_its_words_and_what_is_around_them() -> None:
    selector = selector_of(STORY, "Nobody knew.")
    assert selector.exact == "Nobody knew."
    assert selector.prefix == STORY[selector.start - CONTEXT : selector.start]
    assert selector.suffix == STORY[selector.end : selector.end + CONTEXT]
    assert describe("ab", 0, 1) == Selector("a", "", "b", 0, 1)


@each(("start", "end"), [(0, 0), (2, 1), (-1, 1), (0, 4)])
def test_a_passage_that_is_none_cannot_be_described(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no passage"):
        describe("abc", start, end)


# -- quotes -----------------------------------------------------------------------------------


def quotes(text: str, quote: str, prefix: str = "", suffix: str = "") -> list[str]:
    return [text[start:end] for start, end in find_quote(text, quote, prefix, suffix)]


def test_a_quote_is_found_in_every_typography() -> None:
    assert quotes(STORY, "hill. It was late - very") == ["hill.  It was late — very"]
    assert quotes(STORY, '  "Where is it?" asked the dog. Nobody ') == [
        "“Where is it?” asked the dog.\n\nNobody"
    ]
    assert quotes(STORY, "the dog") == ["the dog", "the dog"]
    assert quotes(STORY, "The Dog") == []
    assert quotes(STORY, "  ") == []
    assert quotes("", "x") == []


def test_verbatim_quotes_come_first_then_those_in_their_context() -> None:
    text = 'the “end” of it. The "end" of that.'
    assert quotes(text, '"end"') == ['"end"', "“end”"]
    places = find_quote(STORY, "the dog", suffix="stays")
    assert places[0][0] == STORY.index("the dog stayed")
    assert len(places) == 2


def test_context_that_is_there_leaves_the_others_out() -> None:
    assert find_quote(STORY, "fox", "The", "had") == [
        (STORY.index("fox had"), STORY.index("fox had") + 3)
    ]
    assert find_quote(STORY, "fox", prefix="The ") == [
        (4, 7),
        (STORY.index("fox had"), STORY.index("fox had") + 3),
    ]
    assert len(find_quote(STORY, "fox", prefix="no such words")) == 2


@given(texts, st.data())
def test_every_passage_is_among_the_places_of_its_words(text: str, data: st.DataObject) -> None:
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end].strip()
    for first, last in find_quote(text, words, text[:start][-CONTEXT:], text[end:][:CONTEXT]):
        assert normalise(text[first:last]).text == normalise(words).text
        assert 0 <= first < last <= len(text)


@given(st.text("ab \n", max_size=40), st.text("ab", min_size=1, max_size=3))
def test_a_plain_quote_is_found_wherever_it_stands(text: str, quote: str) -> None:
    everywhere = [at for at in range(len(text)) if text.startswith(quote, at)]
    assert sorted(find_quote(text, quote)) == [(at, at + len(quote)) for at in everywhere]


# -- large texts ------------------------------------------------------------------------------
