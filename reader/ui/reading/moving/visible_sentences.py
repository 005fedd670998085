"""Finds the visible sentences and where they begin."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextLine

from reader.core.text.reading.reading_cursor import Passage, Unit
from reader.ui.reading.layout.text_geometry import block_rect, line_rects, visible_blocks
from reader.ui.reading.reading_cursor_view import CursorView

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """A sentence and its first line on screen, in coordinates of the viewport."""

    passage: Passage
    line: QRectF
    is_rtl: bool


def sentences_on_screen(pane: CursorView) -> list[SentencePlace]:
    """Returns the sentences with a visible line, in the order of the text.

    Only the paragraphs on screen are looked into.
    """
    passages, positions = pane.passages, pane.positions
    if passages is None or positions is None or not passages.paragraphs:
        return []
    top = pane.verticalScrollBar().value()
    height = pane.viewport().height()
    shown: dict[int, Span] = {}  # paragraph number: what of it is on screen
    for block in visible_blocks(pane.document(), top, top + height):
        low, high = _shown_of(block, top, top + height)
        low, high = positions.to_text(low), positions.to_text(high)
        if low < high:
            number = passages.number_at(low)
            before = shown.get(number, (low, high))
            shown[number] = (min(low, before[0]), max(high, before[1]))
    found: list[SentencePlace] = []
    for number, (low, high) in sorted(shown.items()):
        sentences = passages.sentences_of(number)
        first = bisect_right(sentences, low, key=lambda span: span[1])
        last = bisect_left(sentences, high, key=lambda span: span[0])
        places = (_place(pane, span, top, height) for span in sentences[first:last])
        found.extend(place for place in places if place is not None)
    return found


def _shown_of(block: QTextBlock, top: float, bottom: float) -> Span:
    """Returns the document positions of the lines of a block between two heights."""
    layout, start = block.layout(), block.position()
    origin, count = block_rect(block).top(), layout.lineCount()
    lines = range(count)
    first = bisect_right(lines, top - origin, key=lambda at: _bottom(layout.lineAt(at)))
    last = bisect_left(lines, bottom - origin, key=lambda at: layout.lineAt(at).y())
    if first >= last:
        return start, start
    ending = layout.lineAt(last - 1)
    return start + layout.lineAt(
        first
    ).textStart(), start + ending.textStart() + ending.textLength()


def _bottom(line: QTextLine) -> float:
    return line.y() + line.height()


def _place(
    pane: CursorView, span: tuple[int, int], top: float, height: float
) -> SentencePlace | None:
    start, end = pane.document_range(span)
    block = pane.document().findBlock(start)
    while block.isValid() and block.position() < end:
        is_rtl = block.textDirection() is Qt.LayoutDirection.RightToLeft
        for rect in _lines(list(line_rects(block, start, end)), is_rtl=is_rtl):
            middle = rect.center().y() - top
            if 0 <= middle < height:
                passage = Passage(*span, Unit.SENTENCE)
                return SentencePlace(passage, rect.translated(0, -top), is_rtl)
        block = block.next()
    return None


def _lines(rects: list[QRectF], *, is_rtl: bool) -> list[QRectF]:
    """Returns one rectangle a line: where the paragraph's direction has the line begin."""
    lines: list[QRectF] = []
    for rect in rects:
        if lines and abs(lines[-1].top() - rect.top()) < 1:
            before = lines[-1]
            is_first = rect.right() > before.right() if is_rtl else rect.left() < before.left()
            lines[-1] = rect if is_first else before
        else:
            lines.append(rect)
    return lines
