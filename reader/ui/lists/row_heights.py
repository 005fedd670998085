"""Stores the heights of very many rows, of which only those near the view are measured."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate


class RowHeights:
    """Rows one below the other, in pixels; those not measured yet count with an estimate."""

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._tops: list[int] | None = [0]  # one more than rows; None: to be added up again

    def __len__(self) -> int:
        return len(self._heights)

    def reset(self, count: int, estimate: int, known: Iterable[tuple[int, int]] = ()) -> None:
        """Begins with so many rows of about this height; ``known`` are (row, height) already measured."""
        self._heights = [max(1, estimate)] * count
        for row, height in known:
            self._heights[row] = max(1, height)
        self._tops = None

    def set(self, row: int, height: int) -> bool:
        """Sets the height of a row; returns whether it changed."""
        height = max(1, height)
        if self._heights[row] == height:
            return False
        self._heights[row] = height
        self._tops = None
        return True

    def height(self, row: int) -> int:
        """Returns the height of a row."""
        return self._heights[row]

    def top(self, row: int) -> int:
        """Returns where a row begins; of the row after the last, where all end."""
        return self._added_up()[row]

    @property
    def total(self) -> int:
        """The height of all rows together."""
        return self._added_up()[-1]

    def row_at(self, y: int) -> int:
        """Returns the row at a height, the first above all and the last below; -1 when there is none."""
        if not self._heights:
            return -1
        row = bisect_right(self._added_up(), y) - 1
        return max(0, min(len(self._heights) - 1, row))

    def _added_up(self) -> list[int]:
        if self._tops is None:
            self._tops = [0, *accumulate(self._heights)]
        return self._tops
