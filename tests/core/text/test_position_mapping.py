"""A place in a text is found again in its next version."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.text.position_mapping import first_new_line, same_place

OLD = "\n\n".join(f"Paragraph {n}, in which a fox is seen for the {n}th time." for n in range(40))


@given(st.integers(0, len(OLD)), st.integers(0, len(OLD)), st.text("abc \n", max_size=90))
def test_what_is_put_in_before_shifts_it(place: int, at: int, part: str) -> None:
    new = OLD[:at] + part + OLD[at:]
    found = same_place(OLD, new, place)
    if not place <= at < place + 120 and place < len(OLD) - 120:
        assert found == (place if place <= at else place + len(part))
    assert 0 <= found <= len(new)


def test_of_words_that_are_there_twice_the_nearest_are_taken() -> None:
    assert same_place("abc", "abc..abc...abc", 0) == 0
    assert same_place("..abc", "abc.abc......abc", 2) == 4


def test_where_the_words_are_gone_it_is_as_far_into_the_text() -> None:
    assert same_place("x" * 100, "y" * 50, 50) == 25
    assert same_place("", "", 0) == 0


def test_the_first_line_that_is_new() -> None:
    for old, new, line in (
        ("A\n\nBee", "A\n\nBe\n\nBee", "Be"),
        ("A\n\nB", "A\n\nB\n\nLast", "Last"),
        ("A", "First\n\nA", "First"),
        ("", "All", "All"),
    ):
        assert new[first_new_line(old, new) :].split("\n")[0] == line
    assert first_new_line("A", "A") == 1
