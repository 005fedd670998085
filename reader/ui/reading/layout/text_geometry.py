"""Computes the rectangles of a range of a document: one per line, or more in mixed scripts."""

import re
from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextLine

from reader.ui.reading.layout.document_formats import TABLE

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


class MovedTables:
    """The tables of a document that are wider than its column, and how far each is scrolled."""

    def __init__(self) -> None:
        self.by: dict[int, float] = {}  # pixels to the left, by the number of the table
        self.left = self.right = 0.0  # the edges of the column

    def number_of(self, block: QTextBlock) -> int | None:
        """Returns the number of the wide table that a block is in, if it is in one."""
        number = (block.blockFormat().property(TABLE) or 0) - 1
        return number if number in self.by else None


class PageDocument(QTextDocument):
    """A document whose wide tables may be scrolled."""

    moved: MovedTables | None = None


def lay_out_again(document: QTextDocument) -> None:
    """Lays a document out from its beginning, as is needed after formats in it were changed.

    Qt comes to the end of a long text bit by bit. Where a format changes before that, it takes all
    that is below it as laid out, and shows nothing of it.
    """
    document.setDefaultTextOption(document.defaultTextOption())


def block_rect(block: QTextBlock) -> QRectF:
    """Returns where a block is seen, in document coordinates, margins included."""
    document = block.document()
    rect: QRectF = document.documentLayout().blockBoundingRect(block)
    moved = document.moved if isinstance(document, PageDocument) else None
    number = moved.number_of(block) if moved is not None and moved.by else None
    return rect if moved is None or number is None else rect.translated(-moved.by[number], 0)


def _column_of(block: QTextBlock) -> tuple[float, float] | None:
    """Returns the edges beyond which nothing of a block is seen, if it is in a wide table."""
    document = block.document()
    moved = document.moved if isinstance(document, PageDocument) else None
    if moved is None or not moved.by or moved.number_of(block) is None:
        return None
    return moved.left, moved.right


def block_span(document: QTextDocument, start: int, end: int) -> tuple[float, float]:
    """Returns where the blocks of a range begin and end, down the document."""
    first, last = document.findBlock(start), document.findBlock(end - 1)
    return block_rect(first).top(), block_rect(last).bottom()


def visible_blocks(
    document: QTextDocument, top: float, bottom: float, laid_out: int | None = None
) -> Iterator[QTextBlock]:
    """Returns the blocks that may show between two heights of the document, in order.

    Of a document that is being laid out in slices, only the first ``laid_out`` blocks are asked.
    """
    block = _block_at(document, top, document.blockCount() if laid_out is None else laid_out)
    table = QTextCursor(block).currentTable()
    if table is not None:
        row = table.cellAt(block.position()).row()
        block = table.cellAt(row, 0).firstCursorPosition().block()
    if block.previous().isValid():
        block = block.previous()
    while block.isValid():
        if block_rect(block).top() <= bottom:
            yield block
        elif not _is_within_row(block):
            return
        block = block.next()


def behind_gap(document: QTextDocument, height: float, laid_out: int | None = None) -> int | None:
    """Returns where the text goes on behind the gap between two blocks that is at a height, if any.

    While the layout is not finished, Qt's own hitTest answers with the last block for every gap.
    """
    block = _block_at(document, height, document.blockCount() if laid_out is None else laid_out)
    top, bottom, end = _extent_down(block)
    if height < top:
        return block.position()
    following = document.findBlock(end)
    is_behind = following.isValid() and height >= _extent_down(following)[0]
    return None if height <= bottom or is_behind else min(end, document.characterCount() - 1)


def on_line(block: QTextBlock, height: float) -> float:
    """Returns a height within a block, moved into the nearest line where it is between two.

    Qt's own hitTest takes a place between two lines for the end of one, however far that is.
    """
    rect, layout = block_rect(block), block.layout()
    lines = [layout.lineAt(n).naturalTextRect() for n in range(layout.lineCount())]
    if not lines or not rect.top() <= height <= rect.bottom():
        return height
    inside = height - rect.top()
    nearest = min(lines, key=lambda one: max(one.top() - inside, inside - one.bottom()))
    return rect.top() + min(max(inside, nearest.top() + 1), nearest.bottom() - 1)


def _extent_down(block: QTextBlock) -> tuple[float, float, int]:
    """Returns where a block, or the table it is in, begins and ends down the document, and its end in it.

    Qt's frameBoundingRect has the whole document laid out.
    """
    rect, end = block_rect(block), block.position() + block.length()
    top, bottom = rect.top(), rect.bottom()
    table = QTextCursor(block).currentTable()
    if table is not None:
        form, last = table.format(), table.rows() - 1
        cells = [table.cellAt(last, column) for column in range(table.columns())]
        padding = form.cellPadding() + form.cellSpacing() + form.border()
        top = block_rect(table.firstCursorPosition().block()).top() - padding
        bottom = max(block_rect(cell.lastCursorPosition().block()).bottom() for cell in cells)
        bottom, end = bottom + padding, table.lastPosition() + 1
    return top, bottom, end


def _is_within_row(block: QTextBlock) -> bool:
    """Returns whether what follows may begin higher up, as the next cell of a table's row does."""
    table = QTextCursor(block).currentTable()
    return table is not None and (
        (cell := table.cellAt(block.position())).column() > 0
        or cell.firstCursorPosition().block() != block
    )


def _block_at(document: QTextDocument, height: float, count: int) -> QTextBlock:
    """Returns the last of the first ``count`` blocks that begins above a height, or one of its row's.

    Qt's own hitTest takes a millisecond far down, and where the layout is not finished it answers
    with a block from behind, for whose place all of it is then laid out.
    """

    rect_of, numbered = document.documentLayout().blockBoundingRect, document.findBlockByNumber

    def begins_above(number: int) -> bool:
        return rect_of(numbered(number)).top() <= height

    low, step = 0, 1
    while low + step < count and begins_above(low + step):
        low, step = low + step, step * 2
    high = min(low + step, count)  # begins below, or there is none
    while high - low > 1:
        middle = (low + high) // 2
        if begins_above(middle):
            low = middle
        else:
            high = middle
    return document.findBlockByNumber(low)


def line_rects(block: QTextBlock, start: int, end: int) -> Iterator[QRectF]:
    """Returns the rectangles of the part of a block between two document positions, line by line."""
    layout = block.layout()
    origin = block_rect(block).topLeft()
    first = block.position()
    document = block.document()
    is_mixed, edges = _is_mixed(block), _column_of(block)
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        line_start = line.textStart()
        low = max(start - first, line_start)
        line_end = line_start + line.textLength()
        high = min(end - first, line_end)
        while high == line_end > low and document.characterAt(first + high - 1).isspace():
            high = line_end = high - 1  # the space a line was broken at has no width to see
        if low >= high:
            continue
        top, height = origin.y() + line.y(), line.ascent() + line.descent()
        spans = _visual_spans(line, low, high) if is_mixed else [_span(line, low, high)]
        for left, right in spans:
            left, right = origin.x() + left, origin.x() + right
            if edges is not None:
                left, right = max(left, edges[0]), min(right, edges[1])
                if left >= right:
                    continue  # scrolled off screen
            yield QRectF(left, top - 1, right - left, height + 3)


def _is_mixed(block: QTextBlock) -> bool:
    """Returns whether some of a block may go from right to left; looked for once."""
    if block.userState() < 0:
        is_rtl = block.textDirection() is Qt.LayoutDirection.RightToLeft
        block.setUserState(is_rtl or _RIGHT_TO_LEFT.search(block.text()) is not None)
    return block.userState() == 1


def range_rects(document: QTextDocument, start: int, end: int) -> list[QRectF]:
    """Returns the rectangles of everything between two document positions."""
    found: list[QRectF] = []
    block = document.findBlock(start)
    while block.isValid() and block.position() < end:
        found.extend(line_rects(block, start, end))
        block = block.next()
    return found


def extent_of(document: QTextDocument, start: int, end: int) -> QRectF:
    """Returns the bounds of a range, by its ends if it is long; null if nothing of it is visible."""
    if document.findBlock(start) == document.findBlock(end):
        rects = range_rects(document, start, end)
    else:
        rects = range_rects(document, start, min(end, start + 2))
        rects += range_rects(document, max(start, end - 2), end)
    found = QRectF()
    for rect in rects:
        found = found.united(rect)
    first = document.findBlock(start)
    if not rects and (edges := _column_of(first)) is not None:  # scrolled off screen
        rect = block_rect(first)
        return QRectF(edges[0], rect.top(), 0, rect.height())
    return found


def _span(line: QTextLine, low: int, high: int) -> tuple[float, float]:
    # PySide answers (x, position)
    left, right = (float(line.cursorToX(at)[0]) for at in (low, high))  # type: ignore[index]
    return min(left, right), max(left, right)


def _visual_spans(line: QTextLine, low: int, high: int) -> list[tuple[float, float]]:
    """Returns the spans that a logical range covers on a line of both directions, glyph by glyph.

    Cursor positions will not do: at a change of direction one position has two places.
    """
    boxes = []
    for run in line.glyphRuns(low, high - low):
        advances = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())
        for point, advance in zip(run.positions(), advances, strict=True):
            boxes.append((point.x(), point.x() + advance.x()))
    spans: list[tuple[float, float]] = []
    for left, right in sorted(boxes):
        if spans and left <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(spans[-1][1], right))
        elif right > left:
            spans.append((left, right))
    return spans
