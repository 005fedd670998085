"""Measures the tables of a page: their elements, and the grid that their spans form."""

from dataclasses import dataclass

from lxml import etree

from reader.core.text.markup.integer_attributes import integer
from reader.core.text.markup.table_grid import table_rows
from reader.importers.limits import SPAN


@dataclass(frozen=True, slots=True)
class TableSize:
    """How large one table is, without those inside its cells."""

    elements: int  # rows and cells
    grid: int  # places of its grid, of which a cell takes as many as its spans say
    grid_without_spans: int


def table_sizes(root: etree._Element) -> dict[etree._Element, TableSize]:
    """Returns the size of each table below an element."""
    return {table: _size(table) for table in root.iter("table")}


def _size(table: etree._Element) -> TableSize:
    rows = widest = widest_without = cells = 0
    reaching: list[tuple[int, int]] = []  # columns, and rows that they still reach into
    for row in table_rows(table):
        rows += 1
        width = sum(columns for columns, _rows in reaching)
        reaching = [(columns, left - 1) for columns, left in reaching if left > 1]
        count = 0
        for cell in row.iterchildren("td", "th"):
            count += 1
            columns = _span(cell, "colspan")
            width += columns
            if (high := _span(cell, "rowspan")) > 1:
                reaching.append((columns, high - 1))
        cells += count
        widest, widest_without = max(widest, width), max(widest_without, count)
    return TableSize(rows + cells, rows * widest, rows * widest_without)


def _span(cell: etree._Element, name: str) -> int:
    return min(max(1, integer(cell.get(name), 1)), SPAN)
