"""The annotations of an article found by place, and put in their places one by one."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reader.core.anchoring.annotation_index import AnnotationIndex, text_order
from reader.core.models import Annotation, Color, Kind, Status

places = st.one_of(st.none(), st.tuples(st.integers(0, 30), st.integers(1, 12)))


@st.composite
def annotations(draw: st.DrawFn, number: int) -> Annotation:
    kind = draw(st.sampled_from(Kind))
    place = draw(places) if kind is Kind.HIGHLIGHT else None
    start, end = (place[0], place[0] + place[1]) if place else (None, None)
    made = start if kind is Kind.HIGHLIGHT else None
    return Annotation(
        number, f"{number:036}", 1, kind, Color.YELLOW, "", "words", "", "", 1, made, end,
        start, end, Status.EXACT, 1.0, (), draw(st.integers(0, 3)), 0,
    )  # fmt: skip


@st.composite
def many(draw: st.DrawFn, first: int = 1) -> list[Annotation]:
    return [draw(annotations(number)) for number in range(first, first + draw(st.integers(0, 9)))]


@given(many(), many(first=20), st.data())
def test_changes_come_to_what_reading_all_again_would(
    before: list[Annotation], made: list[Annotation], data: st.DataObject
) -> None:
    index = AnnotationIndex(before)
    gone = data.draw(st.sets(st.sampled_from([one.id for one in before]))) if before else set()
    moved = [data.draw(annotations(one.id)) for one in before if one.id in gone and one.id % 2]
    fresh = [*made, *moved]
    index.change(gone | {one.id for one in fresh} | {999}, fresh)
    after = sorted([*(one for one in before if one.id not in gone), *fresh], key=text_order)
    assert index.items == after
    assert all(index.get(one.id) is one for one in after)
    assert all(index.get(id_) is None for id_ in gone - {one.id for one in moved})
    for span in [(start, start + length) for start in range(0, 32, 3) for length in (1, 4, 12)]:
        assert index.at(span) == _at(after, span)
        assert index.under(span) == _under(after, span)


def test_notes_on_the_article_come_first_and_what_has_no_place_last() -> None:
    note = replace(_any(), id=4, kind=Kind.ARTICLE_NOTE, start=None, end=None, made_start=None)
    lost, late = replace(_any(), id=3, start=None, end=None), replace(_any(), id=2, start=5, end=6)
    assert AnnotationIndex([lost, late, _any(), note]).items == [note, _any(), late, lost]


def test_the_index_of_a_list_is_another_list_after_a_change() -> None:
    (one,) = [replace(_any(), id=1)]
    index = AnnotationIndex([one])
    listed = index.items
    index.change([1], [])
    assert listed == [one]
    assert index.items == []


def _any() -> Annotation:
    return Annotation(
        1, "", 1, Kind.HIGHLIGHT, Color.YELLOW, "", "", "", "", 1, 0, 1, 0, 1, Status.EXACT, 1.0,
        (), 0, 0,
    )  # fmt: skip


def _placed(items: list[Annotation]) -> list[tuple[int, int, Annotation]]:
    return [(a.start, a.end, a) for a in items if a.start is not None and a.end is not None]


def _at(items: list[Annotation], span: tuple[int, int]) -> Annotation | None:
    same = [one for start, end, one in _placed(items) if (start, end) == span]
    return max(same, key=lambda one: one.created_at, default=None)


def _under(items: list[Annotation], span: tuple[int, int]) -> Annotation | None:
    around = [p for p in _placed(items) if p[0] <= span[0] and span[1] <= p[1]]
    within = [p for p in _placed(items) if span[0] <= p[0] and p[1] <= span[1]]
    if around:
        return min(around, key=lambda p: (p[1] - p[0], -p[2].created_at))[2]
    return within[0][2] if len(within) == 1 else None
