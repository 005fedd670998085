"""Computes the numerals of HTML lists and the grid of HTML tables."""

from collections.abc import Iterator

from lxml import etree


def list_markers(element: etree._Element, items: list[etree._Element]) -> dict[etree._Element, str]:
    """Returns the marker of each item of an ``<ol>``, by its start, reversed, type and value."""
    is_reversed = element.get("reversed") is not None
    number = integer(element.get("start"), len(items) if is_reversed else 1)
    style, markers = element.get("type") or "1", {}
    for item in items:
        number = integer(item.get("value"), number)
        markers[item] = _numeral(number, style) + "."
        number += -1 if is_reversed else 1
    return markers


def _numeral(number: int, style: str) -> str:
    if style in "aA" and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if style == "A" else letter
    if style in "iI" and 1 <= number <= 3999:
        out, rest = "", number
        for value, digits in zip(
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
            strict=True,
        ):
            out += digits * (rest // value)
            rest %= value
        return out.upper() if style == "I" else out
    return str(number)


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


def integer(value: str | None, default: int) -> int:
    """Returns the whole number an attribute holds, within ±999,999, or the default."""
    try:
        return max(-999_999, min(int(value or ""), 999_999))
    except ValueError:
        return default
