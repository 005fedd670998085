"""Picking rows by key, and the heights of rows of which few were measured."""

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from reader.ui.lists.row_heights import RowHeights
from reader.ui.lists.row_selection import RowSelection


def selection_of(count: int) -> RowSelection[int]:
    rows: RowSelection[int] = RowSelection()
    rows.set_order(tuple(range(100, 100 + count)))
    return rows


def test_a_range_goes_from_the_row_picked_last() -> None:
    rows = selection_of(10)
    rows.toggle(102)
    rows.select_range(105)
    assert rows.in_order() == (102, 103, 104, 105)
    rows.toggle(103)
    assert rows.in_order() == (102, 104, 105)


def test_extending_back_lets_go_what_extending_took_but_nothing_else() -> None:
    rows = selection_of(10)
    rows.toggle(109)
    rows.extend(104, 105)
    rows.extend(105, 106)
    assert rows.in_order() == (104, 105, 106, 109)
    rows.extend(106, 105)
    assert rows.in_order() == (104, 105, 109)
    rows.extend(105, 103)
    assert rows.in_order() == (103, 104, 109)
    rows.stop_extending()
    rows.extend(101, 102)
    assert rows.in_order() == (101, 102, 103, 104, 109)


def test_what_is_listed_no_more_is_let_go() -> None:
    rows = selection_of(4)
    rows.select_all()
    assert rows.in_order() == (100, 101, 102, 103)
    rows.set_order((103, 101, 7))
    assert rows.in_order() == (103, 101)
    rows.select_range(7)
    assert set(rows.in_order()) >= {7}
    rows.clear()
    assert rows.in_order() == ()


ACTS = st.lists(
    st.tuples(st.sampled_from(["toggle", "range", "extend", "all", "clear"]), st.integers(0, 7))
)


@given(ACTS)
def test_whatever_is_done_only_listed_rows_are_picked_in_their_order(
    acts: list[tuple[str, int]],
) -> None:
    rows, at = selection_of(8), 100
    for name, place in acts:
        to = 100 + place
        if name == "toggle":
            rows.toggle(to)
        elif name == "range":
            rows.select_range(to)
            assert to in rows.ids
        elif name == "extend":
            rows.extend(at, to)
            assert to in rows.ids
        elif name == "all":
            rows.select_all()
        else:
            rows.clear()
        at = to
        assert list(rows.in_order()) == sorted(rows.ids)
        assert rows.ids <= set(range(100, 108))


@given(
    st.lists(st.integers(1, 400), min_size=1, max_size=60),
    st.lists(st.tuples(st.integers(0, 59), st.integers(1, 900)), max_size=20),
    st.integers(-50, 30_000),
)
def test_rows_lie_one_below_the_other(
    heights: list[int], changes: list[tuple[int, int]], y: int
) -> None:
    rows = RowHeights()
    rows.reset(len(heights), 100, enumerate(heights))
    for row, height in changes:
        if row < len(heights):
            assert rows.set(row, height) == (heights[row] != height)
            heights[row] = height
    tops = [0, *accumulate(heights)]
    assert [rows.top(row) for row in range(len(heights) + 1)] == tops
    assert rows.total == tops[-1]
    row = rows.row_at(y)
    if 0 <= y < rows.total:
        assert tops[row] <= y < tops[row + 1]
    else:
        assert row == (0 if y < 0 else len(heights) - 1)


def test_without_rows_there_is_none_at_any_height() -> None:
    assert RowHeights().row_at(10) == -1
    assert RowHeights().total == 0
