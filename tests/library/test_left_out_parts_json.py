"""What was left out is kept as it was told, and what is damaged is known not to be known."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.article_source import LeftOut
from reader.library.left_out_parts_json import decode, encode
from tests.each import each

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
_PLACES = st.none() | st.integers(0)


@given(st.lists(st.builds(LeftOut, _TEXTS, _TEXTS, _PLACES, st.booleans())))
def test_parts_are_read_as_they_were_written(parts: list[LeftOut]) -> None:
    assert decode(encode(parts)) == tuple(parts)


def test_half_a_character_is_no_reason_to_lose_the_rest() -> None:
    assert decode(encode([LeftOut("a\ud800b", "attached")])) == (LeftOut("a?b", "attached"),)


def test_what_a_later_version_adds_is_passed_over() -> None:
    assert decode('[{"text":"a","reason":"b","later":[1]}]') == (LeftOut("a", "b"),)


@each("text", ["", "[", "7", '["a"]', '[{"text":"a"}]', "[" * 100_000])
def test_damage_is_not_taken_for_nothing(text: str) -> None:
    assert decode(text) is None
