"""Finds the columns of a page and the reading order of its lines."""

from collections import defaultdict
from collections.abc import Sequence
from statistics import median

from reader.importers.pdf.page_elements import Line
from reader.importers.pdf.text_lines import rows_of

_LINES = 3  # of a column, at least
_WIDTH = 8  # times the size of the letters: narrower ones are columns of a table
_WORDS = 3  # in a line of running text, on average
_FILLED = 0.5  # of a full line that most lines take
_DEPTH = 8  # columns within columns
_NEAR = 3.0  # points by which the edge of a column may differ from page to page


class ColumnFinder:
    """Finds the columns of pages one after another; where one was, a few lines are one too."""

    def __init__(self) -> None:
        self._known: list[float] = []  # where columns begin on pages before

    def in_reading_order(self, lines: Sequence[Line], depth: int = 0) -> list[list[Line]]:
        """Returns the lines of a page as columns, in the order they are read, each from the top.

        Rows of a table stay together: their lines follow each other from left to right.
        """
        if not lines:
            return []
        rows = rows_of(lines)
        if len(lines) > _LINES and depth < _DEPTH and (found := self._columns(lines, rows)):
            return [one for part in found for one in self.in_reading_order(part, depth + 1)]
        return [[line for row in rows for line in row]]

    def _columns(self, lines: Sequence[Line], rows: list[list[Line]]) -> list[list[Line]]:
        """Returns what is above the highest two columns, these, and what is below; none without.

        Lines that are further in also begin below each other, but beside fewer lines.
        """
        found: list[list[Line]] = []
        longest, new = 0, 0.0
        for edge in [*_edges(lines), *self._known]:
            is_known = any(abs(edge - one) < _NEAR for one in self._known)
            for start, end in _runs(rows, edge):
                if end - start <= longest:
                    break
                inside = [line for row in rows[start:end] for line in row]
                left = [line for line in inside if line.x1 <= edge + 0.1 * line.size]
                right = [line for line in inside if line.x1 > edge + 0.1 * line.size]
                if _are_columns(left, right, 1 if is_known else _LINES):
                    before = [line for row in rows[:start] for line in row]
                    after = [line for row in rows[end:] for line in row]
                    found = [before, left, right, after]
                    longest, new = end - start, 0.0 if is_known else edge
                    break
        if new:
            self._known.append(new)
        return found


def _edges(lines: Sequence[Line]) -> list[float]:
    """Returns where several lines begin that may be a column, the most frequent first."""
    left = min(line.x0 for line in lines)
    places: dict[int, list[float]] = defaultdict(list)
    for line in lines:
        places[round(line.x0 / 3)].append(line.x0)
    found = []
    for place in list(places):
        starts = [start for one in (place - 1, place, place + 1) for start in places.get(one, ())]
        near, at = len(starts), min(starts)
        if near >= _LINES and at - left > _WIDTH * lines[0].size * 0.8:
            found.append((near, at))
    return list(dict.fromkeys(at for _count, at in sorted(found, reverse=True)))[:6]


def _runs(rows: list[list[Line]], edge: float) -> list[tuple[int, int]]:
    """Returns the rows, from and to, in which no line crosses the gap before an edge; longest first."""
    runs: list[tuple[int, int]] = []
    start = 0
    for at, row in enumerate([*rows, None]):
        if row is None or any(one.x0 < edge - 1 and one.x1 > edge - 0.4 * one.size for one in row):
            if at > start:
                runs.append(_trimmed(rows, start, at, edge))
            start = at + 1
    return sorted((run for run in runs if run[1] - run[0] >= 2), key=lambda run: run[0] - run[1])


def _trimmed(rows: list[list[Line]], start: int, end: int, edge: float) -> tuple[int, int]:
    """Returns a run without the rows above and below the lines to the right of the edge.

    Lines beside the first and the last of these stay, up to a gap as between paragraphs.
    """
    with_right = [at for at in range(start, end) if rows[at][-1].x0 >= edge - 1]
    if not with_right:
        return start, start
    first, last = with_right[0], with_right[-1]
    while first > start and _gap(rows, first - 1) < 1.9:
        first -= 1
    while last + 1 < end and _gap(rows, last) < 6:
        last += 1
    return first, last + 1


def _gap(rows: list[list[Line]], at: int) -> float:
    """Returns how far the next row is below one, in sizes of its letters."""
    one, two = rows[at][0], rows[at + 1][0]
    return (two.base - one.base) / max(1.0, two.size)


def _are_columns(left: list[Line], right: list[Line], least: int) -> bool:
    """Returns whether two halves are columns of running text, not those of a table.

    least: how many lines the second must have.
    """
    if len(left) < _LINES or len(right) < least:
        return False
    for part in (left, right):
        if len(part) < _LINES:
            continue
        rows = rows_of(part)
        alone = [row[0] for row in rows if len(row) == 1]
        if 2 * len(alone) >= len(rows):  # the others may be of a table in the column
            part = alone
        size = median(one.size for one in part)
        words = sum(len(one.words) for one in part) / len(part)
        widths = sorted(one.x1 - one.x0 for one in part)
        width = widths[(9 * len(widths)) // 10]  # of a full line
        filled = median(widths) / max(1.0, width)
        is_dense = any(word.text[0] >= "\u2e80" for one in part for word in one.words)
        if width < _WIDTH * size or filled < _FILLED or (words < _WORDS and not is_dense):
            return False
    return True
