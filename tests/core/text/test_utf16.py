"""Tests that a text is counted and parted in the units that Qt counts in."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.text.utf16 import utf16_before, utf16_from, utf16_length


@given(st.text(), st.text())
def test_a_text_is_parted_where_its_first_part_ends(first: str, second: str) -> None:
    end = utf16_length(first)
    assert utf16_before(first + second, end) == first
    assert utf16_from(first + second, end) == second


def test_a_character_beyond_the_first_plane_is_two_units() -> None:
    assert [utf16_length(text) for text in ("a", "é", "語", "😀", "\ud83d")] == [1, 1, 1, 2, 1]
