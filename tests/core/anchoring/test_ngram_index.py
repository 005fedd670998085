"""The index of a long text answers what reading through it would."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.anchoring.ngram_index import NgramIndex

TEXTS = st.text("ab ", max_size=200) | st.text("abcdefgh é中", max_size=300)


@given(TEXTS, st.data())
def test_all_places_are_found_overlapping_ones_too(text: str, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 40))
    start = data.draw(st.integers(0, max(0, len(text) - 1)))
    piece = data.draw(st.just(text[start : start + size]) | st.text("ab ", min_size=1, max_size=20))
    if not piece:
        return
    every = [at for at in range(len(text)) if text.startswith(piece, at)]
    most = data.draw(st.integers(0, 30))
    assert NgramIndex(text, lambda: None).of(piece, most) == every[: most + 1]


def test_where_everything_is_alike_only_so_many_are_told() -> None:
    assert NgramIndex("a" * 100_000, lambda: None).of("a" * 16, 3) == [0, 1, 2, 3]


def test_the_index_is_made_in_steps_that_can_be_given_up() -> None:
    asked: list[bool] = []
    NgramIndex("word and more words " * 20_000, lambda: asked.append(True)).of("x" * 16, 1)
    assert len(asked) > 5
