"""The nearest part of a text: Myers' bit vectors against the plain table they stand for."""

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from reader.core.anchoring.approximate_search import ApproximateMatch, best_match

few = st.text("abc", max_size=12)
some = st.text(st.sampled_from("ab é\u0301中文😀\ud800\x00"), max_size=12)
patterns = (few | some).filter(bool)


def by_table(pattern: str, text: str) -> tuple[int, int]:
    """The fewest errors of any part of the text, and where the first such part ends."""
    row = [0] * (len(text) + 1)
    for line, wanted in enumerate(pattern, 1):
        following = [line]
        for place, character in enumerate(text, 1):
            following.append(
                min(row[place] + 1, following[-1] + 1, row[place - 1] + (wanted != character))
            )
        row = following
    return min(row), row.index(min(row))


@given(patterns, few | some)
def test_it_is_what_the_table_says(pattern: str, text: str) -> None:
    errors, end = by_table(pattern, text)
    found = best_match(pattern, text, len(pattern))
    assert found is not None
    assert (found.errors, found.end) == (errors, end)
    assert 0 <= found.start <= found.end <= len(text)
    assert Levenshtein.distance(pattern, text[found.start : found.end]) == errors


@given(patterns, few | some, st.integers(0, 12))
def test_no_more_errors_than_are_allowed(pattern: str, text: str, most: int) -> None:
    errors, _end = by_table(pattern, text)
    assert (best_match(pattern, text, most) is None) == (errors > most)


@given(st.text(max_size=40), patterns, st.text(max_size=40))
def test_what_stands_there_is_found_as_it_is(before: str, pattern: str, after: str) -> None:
    text = before + pattern + after
    found = best_match(pattern, text, 0)
    first = text.index(pattern)
    assert found == ApproximateMatch(first, first + len(pattern), 0)


def test_slips_are_counted() -> None:
    text = "Nobody who has kept a ntoebook for long beleives it."
    assert best_match("kept a notebook for long", text, 4) == ApproximateMatch(15, 39, 2)
    assert best_match("quite another thing", text, 4) is None
    assert best_match("", text, 0) == ApproximateMatch(0, 0, 0)
    assert best_match("x", "", 0) is None


def test_long_patterns_of_any_alphabet() -> None:
    words = "".join(chr(0x4E00 + n % 700) for n in range(1500))
    text = "x" * 300 + words[:700] + "字" + words[701:] + "y" * 300
    found = best_match(words, text, 10)
    assert found == ApproximateMatch(300, 1800, 1)
