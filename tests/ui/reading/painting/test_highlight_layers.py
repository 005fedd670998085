"""Highlights layered one change at a time are what layering all of them would make."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.models import Color
from reader.ui.reading.painting.highlight_layers import HighlightLayers, PaintedHighlight, Span

END = 60


@st.composite
def spans(draw: st.DrawFn, number: int) -> Span:
    start = draw(st.integers(0, 50))
    return number, start, start + draw(st.integers(0, 9)), draw(st.sampled_from(Color)), False


@st.composite
def many(draw: st.DrawFn, first: int = 1) -> list[Span]:
    return [draw(spans(number)) for number in range(first, first + draw(st.integers(0, 12)))]


def layered_plainly(items: list[Span]) -> list[PaintedHighlight]:
    """Longer ones first; each is as deep as there are longer ones it overlaps, up to two."""
    found: list[PaintedHighlight] = []
    for number, start, end, color, has_note in sorted(items, key=lambda s: (s[1] - s[2], s[0])):
        depth = sum(1 for one in found if one.start < end and start < one.end)
        found.append(PaintedHighlight(number, start, end, color, min(depth, 2), has_note))
    return found


@given(many(), many(first=30), st.data())
def test_one_change_at_a_time(before: list[Span], added: list[Span], data: st.DataObject) -> None:
    layers = HighlightLayers(before)
    ids = [one[0] for one in before]
    gone = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    moved = [data.draw(spans(number)) for number in gone if number % 2]
    painted = {one.annotation_id: one for one in layers.between(0, END)}
    damaged = layers.change(gone | {one[0] for one in added}, [*moved, *added])
    after = [*(one for one in before if one[0] not in gone), *moved, *added]
    assert layers.between(0, END) == layered_plainly(after)
    assert len(layers) == len(after)
    assert all(layers.get(one[0]) is not None for one in after)
    otherwise = set(painted.values()) ^ set(layers.between(0, END))
    for one in otherwise:  # all of it is painted anew
        assert any(start <= one.start and one.end <= end for start, end in damaged)


@given(many(), st.integers(0, END), st.integers(0, 12))
def test_what_is_asked_for_has_all_that_is_to_be_seen_there(
    items: list[Span], first: int, length: int
) -> None:
    layers, last = HighlightLayers(items), first + length
    assert layers.between(0, END) == layered_plainly(items)
    found = layers.between(first, last)
    wanted = [one for one in layered_plainly(items) if one.start < last and one.end > first]
    assert [one for one in found if one.start < last and one.end > first] == wanted
    held = {one.annotation_id for one in layered_plainly(items) if one.start <= first < one.end}
    assert {one.annotation_id for one in layers.at(first)} == held
