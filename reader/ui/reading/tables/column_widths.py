"""Computes the column widths of tables from the contents of their cells."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reader.core.text.blocks import Block, CanonicalText

_LONGEST_WORD = 24  # letters of a word that is not broken
_LONGEST_LINE = 100  # letters of a cell that are measured
_NARROWEST = (
    6.0  # sizes of the text that a column of sentences has at least, before a table is wide
)
_WANTED = 11.0  # likewise, once it is


class ColumnWidths(NamedTuple):
    """The widths that the columns of a table need, in pixels."""

    least: float  # of them all: in less room the table is squeezed
    wanted: list[float]  # of each, once the table is wider than the text


def cells_of_columns(text: CanonicalText) -> list[list[Block]]:
    """Returns the cells that are in one column only, by the number of the table."""
    found: list[list[Block]] = [[] for _table in text.tables]
    for block in text.blocks:
        if block.cell is not None and block.cell.column_span == 1:
            found[block.cell.table].append(block)
    return found


def column_shares(text: str, cells: Sequence[Block], columns: int) -> list[float]:
    """Returns the per cent of a table's width for each of its columns.

    Qt would break words before it widens a column: a column gets room for its longest word first,
    then by the length of its cells.
    """
    words, lengths = [1] * columns, [1] * columns
    for block in cells:
        assert block.cell is not None
        at, content = block.cell.column, text[block.start : block.end]
        longest = max(map(len, content.split()), default=1)
        words[at] = max(words[at], min(longest, _LONGEST_WORD))
        lengths[at] = max(lengths[at], min(len(content), 90))
    weights = [word + 2 + 0.3 * length for word, length in zip(words, lengths, strict=True)]
    return [100 * weight / sum(weights) for weight in weights]


def column_widths(
    text: str, cells: Sequence[Block], columns: int, measure: Callable[[str], float], size: int
) -> ColumnWidths:
    """Returns the widths of a table's columns in a text of a size; both in pixels."""
    least, wanted = [0.0] * columns, [0.0] * columns
    for block in cells:
        assert block.cell is not None
        at, content = block.cell.column, text[block.start : block.end]
        longest = max(content.split(), key=len, default="")
        word, line = measure(longest[:_LONGEST_WORD]), measure(content[:_LONGEST_LINE])
        least[at] = max(least[at], word, min(line, _NARROWEST * size))
        wanted[at] = max(wanted[at], word, min(line, _WANTED * size))
    padding = size * 0.8 + 2
    return ColumnWidths(sum(least) + padding * columns, [one + padding for one in wanted])
