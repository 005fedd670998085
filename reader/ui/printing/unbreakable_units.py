"""Lists the lines and table rows of a laid-out document, which a page break never divides."""

from bisect import bisect_left
from collections.abc import Collection, Generator, Mapping, Sequence

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCursor, QTextDocument, QTextTable

from reader.core.text.blocks import BlockKind, CanonicalText
from reader.ui.printing.page_breaks import Unit
from reader.ui.reading.layout.document_builder import BuiltDocument
from reader.ui.reading.layout.text_geometry import block_rect

_TALL = 0.5  # of a page: a row that is higher may be divided, and a header is not repeated


def note_units(document: QTextDocument, piece: int) -> list[Unit]:
    """Returns the lines of a note."""
    units: list[Unit] = []
    block = document.begin()
    while block.isValid():
        units += _lines(block, piece, is_kept=False)
        block = block.next()
    return units


def text_unit_steps(
    built: BuiltDocument, text: CanonicalText, notes: Mapping[int, Sequence[int]], height: float
) -> Generator[None, None, list[Unit]]:
    """Returns the lines and rows of an article, in steps of a block each.

    ``notes`` has the notes by the document position that their number is at; ``height`` is
    that of a page.
    """
    document, units = built.document, list[Unit]()
    kept, headers = _kept_blocks(built, text), _header_rows(text)
    places = sorted(notes)
    table_number, block = 0, document.begin()
    while block.isValid():
        table: QTextTable | None = QTextCursor(block).currentTable()
        if table is None:
            is_kept = block.blockNumber() in kept or _is_spacer(block)
            units += _noted(_lines(block, 0, is_kept=is_kept), block, notes, places)
            block = block.next()
        else:
            header = headers[table_number] if table_number < len(headers) else 0
            for unit, start, end in _rows(table, header, height * _TALL):
                first, last = bisect_left(places, start), bisect_left(places, end)
                found = [note for place in places[first:last] for note in notes[place]]
                units.append(unit._replace(notes=tuple(found)))
            table_number += 1
            block = document.findBlock(table.lastPosition() + 1)
        yield
    return units


def _lines(block: QTextBlock, piece: int, *, is_kept: bool) -> list[Unit]:
    """Returns the lines of a block; none is alone on a page, and behind a kept one none ends."""
    layout, origin = block.layout(), block_rect(block).top()
    count, is_heading = layout.lineCount(), block.blockFormat().headingLevel() > 0
    found = []
    for number in range(count):
        line = layout.lineAt(number)
        top = origin + line.y()
        is_last = number == count - 1
        may_break = not (is_kept or is_heading) if is_last else 0 < number < count - 2
        found.append(Unit(piece, top, top + line.ascent() + line.descent(), may_break))
    return found


def _noted(
    units: list[Unit], block: QTextBlock, notes: Mapping[int, Sequence[int]], places: list[int]
) -> list[Unit]:
    """Returns the lines of a block with the notes whose numbers are in them."""
    layout, start = block.layout(), block.position()
    if not units:
        return units
    first, last = bisect_left(places, start), bisect_left(places, start + block.length())
    for place in places[first:last]:
        number = layout.lineForTextPosition(place - start).lineNumber()
        units[number] = units[number]._replace(notes=(*units[number].notes, *notes[place]))
    return units


def _is_spacer(block: QTextBlock) -> bool:
    """Returns whether a block is there only because Qt wants one before a table."""
    form = block.blockFormat()
    fixed = QTextBlockFormat.LineHeightTypes.FixedHeight.value
    return form.lineHeightType() == fixed and form.lineHeight() == 1


def _kept_blocks(built: BuiltDocument, text: CanonicalText) -> Collection[int]:
    """Returns the blocks of the document that are kept with what follows: images with captions."""
    kept: set[int] = set()
    for before, block, after in zip(
        (None, *text.blocks), text.blocks, (*text.blocks[1:], None), strict=False
    ):
        if block.kind is not BlockKind.CAPTION or block.end == block.start:
            continue
        here = built.document.findBlock(built.positions.to_document(block.start))
        if before is not None and before.kind is BlockKind.IMAGE:
            kept.add(here.previous().blockNumber())
        if after is not None and after.kind in (BlockKind.CELL, BlockKind.IMAGE):
            kept.add(here.blockNumber())
    return kept


def _header_rows(text: CanonicalText) -> list[int]:
    """Returns for each table, in the order in which they are set, how many rows its header has."""
    order: dict[int, dict[int, bool]] = {}
    for block in text.blocks:
        if block.cell is not None:
            rows = order.setdefault(block.cell.table, {})
            rows[block.cell.row] = rows.get(block.cell.row, True) and block.cell.is_header
    found = []
    for rows in order.values():
        count = 0
        while rows.get(count):
            count += 1
        found.append(count if count < len(rows) else 0)
    return found


def _rows(table: QTextTable, header: int, tall: float) -> list[tuple[Unit, int, int]]:
    """Returns the rows of a table, those that cells span as one, with their range of the document."""
    padding, found = table.format().toTableFormat().cellPadding(), list[tuple[Unit, int, int]]()
    row, head = 0, None
    while row < table.rows():
        end, lines = row + 1, list[tuple[float, float]]()
        start, behind = table.lastPosition(), 0
        here = row
        while here < end:
            for column in range(table.columns()):
                cell = table.cellAt(here, column)
                if (cell.row(), cell.column()) != (here, column):
                    continue
                end = max(end, here + cell.rowSpan())
                start, behind = min(start, cell.firstPosition()), max(behind, cell.lastPosition())
                block, last = cell.firstCursorPosition().block(), cell.lastCursorPosition().block()
                while block.isValid() and block.blockNumber() <= last.blockNumber():
                    lines += ((one.top, one.bottom) for one in _lines(block, 0, is_kept=False))
                    block = block.next()
            here += 1
        parts = _joined(lines)
        if parts:
            top, bottom = parts[0][0] - padding, parts[-1][1] + padding
            parts[0], parts[-1] = (top, parts[0][1]), (parts[-1][0], bottom)
            if bottom - top <= tall:
                parts = [(top, bottom)]
            may_break = end > header or bottom - top > tall
            units = [Unit(0, *part, may_break, (), head) for part in parts]
            found += ((unit, start, behind + 1) for unit in units[:1])
            found += ((unit, 0, 0) for unit in units[1:])
            if header and end == header and bottom - found[0][0].top <= tall:
                head = (found[0][0].top, bottom)
        row = end
    return found


def _joined(lines: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Returns the spans that lines beside each other take down the page."""
    found: list[tuple[float, float]] = []
    for top, bottom in sorted(lines):
        if found and top < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], bottom))
        else:
            found.append((top, bottom))
    return found
