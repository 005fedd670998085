"""Finds tables in a column of text: words that are aligned in columns of their own."""

import itertools
from collections.abc import Sequence

from reader.importers.pdf.page_elements import Line, Word, line_of
from reader.importers.pdf.text_lines import GAP, is_rtl_line, rows_of

_ROWS = 2  # of a table, at least
_HEAD_GAP = 0.6  # times the size of the letters: the gaps of a row of heads may be as narrow
_HEAD_GAPS = 2  # of such a table: as many gaps are seldom between words of a sentence
_TIGHT = 0.85  # times the distance of rows: lines of one row are nearer to each other
_APART = 3.2  # times the size of the letters from row to row


class Table:
    """Rows of cells, each with its words."""

    def __init__(self, rows: list[list[list[Word]]], lines: list[Line]) -> None:
        self.rows, self.lines = rows, lines


def parted(lines: Sequence[Line]) -> list[list[Line] | Table]:
    """Returns the lines of a column, one for each row, parted by the tables among them."""
    found: list[list[Line] | Table] = []
    plain: list[Line] = []
    rows = rows_of(lines)
    at = 0
    while at < len(rows):
        end, gaps = _table(rows, at)
        if end - at >= _ROWS:
            inside = rows[at:end]
            cells = _whole([_cells(row, gaps) for row in inside], [row[0].base for row in inside])
            lines = [_joined(row) for row in inside]
            if plain and (head := _head_above(plain[-1], lines[0], gaps)):
                cells.insert(0, head)
                lines.insert(0, plain.pop())
            if plain:
                found.append(plain)
                plain = []
            found.append(Table(cells, lines))
            at = end
        else:
            plain.append(_joined(rows[at]))
            at += 1
    return [*found, plain] if plain else found


def _whole(rows: list[list[list[Word]]], bases: Sequence[float]) -> list[list[list[Word]]]:
    """Returns the rows of a table, those joined that only go on with what their cells say.

    They begin with an empty cell, and are nearer to the row above than others are to theirs.
    """
    distances = [two - one for one, two in itertools.pairwise(bases)]
    pairs = list(zip(rows[1:], distances, strict=True))
    apart = min((distance for row, distance in pairs if row[0]), default=0.0)
    found = rows[:1]
    for row, distance in pairs:
        is_more = distance < _TIGHT * apart and not row[0]
        if is_more and all(above or not cell for cell, above in zip(row, found[-1], strict=True)):
            found[-1] = [above + cell for cell, above in zip(row, found[-1], strict=True)]
        else:
            found.append(row)
    return found


def _joined(row: list[Line]) -> Line:
    """Returns the lines of a row as one."""
    if len(row) == 1:
        return row[0]
    is_rtl = all(map(is_rtl_line, row))
    ordered = sorted(row, key=lambda one: one.x0, reverse=is_rtl)
    return line_of(row[0].page, [word for one in ordered for word in one.words])


def _table(rows: list[list[Line]], at: int) -> tuple[int, list[tuple[float, float]]]:
    """Returns the row after a table that begins with one, and the gaps between its columns."""
    gaps = _gaps(rows[at])
    end = at
    if not gaps or _is_code(rows[at]):
        return at, []
    end = at + 1
    while end < len(rows):
        row, size = rows[end], rows[end][0].size
        if row[0].base - rows[end - 1][0].base > _APART * size:
            break
        own = _gaps(row)
        left, right = row[0].x0, row[-1].x1
        if own:
            common = [_shared(gap, [*own, (-1e9, left), (right, 1e9)]) for gap in gaps]
        else:  # one cell alone: the second line of it
            common = [_shared(gap, [(-1e9, left), (right, 1e9)]) for gap in gaps]
            if len(row[0].words) > 12:
                break
        kept = [gap for gap in common if gap is not None and gap[1] - gap[0] > 0.8 * size]
        if len(kept) < max(1, len(gaps) - (1 if len(gaps) > 2 and own else 0)):
            break
        gaps = kept
        end += 1
    while end > at and not _gaps(rows[end - 1]):  # what follows it is no part of it
        end -= 1
    least = _ROWS if any(len(word.text) > 1 for word in _words(rows[at])) else _ROWS + 1
    if sum(1 for row in rows[at:end] if _gaps(row)) < least:  # letters alone may be of a formula
        return at, []
    return end, gaps


def _gaps(row: list[Line]) -> list[tuple[float, float]]:
    """Returns the wide gaps in a row, from and to."""
    found = []
    for one, two in itertools.pairwise(row):
        if two.x0 - one.x1 > GAP * max(one.size, two.size):
            found.append((one.x1, two.x0))
    return found


def _shared(
    gap: tuple[float, float], others: list[tuple[float, float]]
) -> tuple[float, float] | None:
    """Returns the widest part of a gap that is free in another row too."""
    parts = [(max(gap[0], one[0]), min(gap[1], one[1])) for one in others]
    part = max(parts, key=lambda one: one[1] - one[0])
    return part if part[1] > part[0] else None


def _cells(row: list[Line], gaps: list[tuple[float, float]]) -> list[list[Word]]:
    """Returns the words of a row by the columns of its table, from left to right."""
    ends = [*((one[0] + one[1]) / 2 for one in sorted(gaps)), float("inf")]
    cells: list[list[Word]] = [[] for _end in ends]
    for line in row:
        for word in line.words:
            middle = (word.x0 + word.x1) / 2
            cells[next(at for at, end in enumerate(ends) if middle < end)].append(word)
    is_rtl = all(map(is_rtl_line, row))
    return cells[::-1] if is_rtl else cells


def _head_above(
    line: Line, first: Line, gaps: Sequence[tuple[float, float]]
) -> list[list[Word]] | None:
    """Returns the cells of a line above a table whose words are as near as those of one cell.

    None for any other line: one with words where a gap of the table is, or with more gaps.
    """
    is_near = first.base - line.base <= _APART * line.size
    if len(gaps) < _HEAD_GAPS or not is_near or is_rtl_line(line):
        return None
    pairs = [*itertools.pairwise(line.words)]
    starts = [
        at for at, (one, two) in enumerate(pairs, 1) if two.x0 - one.x1 > _HEAD_GAP * line.size
    ]
    if len(starts) != len(gaps):
        return None
    for at, (start, end) in zip(starts, sorted(gaps), strict=True):
        one, two = pairs[at - 1]
        if one.x1 >= end or start >= two.x0:
            return None
    borders = [0, *starts, len(line.words)]
    return [line.words[start:end] for start, end in itertools.pairwise(borders)]


def _words(row: list[Line]) -> list[Word]:
    return [word for line in row for word in line.words]


def _is_code(row: list[Line]) -> bool:
    """Returns whether a row is of a program, where blanks are between words as they were typed."""
    words = _words(row)
    longer = [word for word in words if len(word.text) > 1]
    words = longer or [word for word in words if word.text.isalnum()]
    return all(word.font.is_fixed for word in words)
