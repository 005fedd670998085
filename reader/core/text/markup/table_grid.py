"""Finds the rows of HTML tables, and places their cells on a grid by their spans."""

from collections.abc import Iterator

from lxml import etree

from reader.core.text.markup.integer_attributes import integer


def table_rows(table: etree._Element) -> Iterator[etree._Element]:
    """Yields the rows of a table, not those of tables inside its cells."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


PlacedCell = tuple[etree._Element, int, int, int, int]


def place_cells(rows: list[list[etree._Element]]) -> tuple[list[PlacedCell], int]:
    """Returns each cell with row, column and spans on the grid that the spans leave free."""
    taken: set[tuple[int, int]] = set()
    placed: list[PlacedCell] = []
    columns = 1
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            wide = min(max(1, integer(cell.get("colspan"), 1)), 100)
            high = min(max(1, integer(cell.get("rowspan"), 1)), 100, len(rows) - row)
            spots = {(row + r, column + c) for r in range(high) for c in range(wide)}
            if spots & taken:  # spans that overlap: keep the cell, give up its spans
                wide = high = 1
                spots = {(row, column)}
            taken |= spots
            placed.append((cell, row, column, high, wide))
            column += wide
            columns = max(columns, column)
    return placed, columns
