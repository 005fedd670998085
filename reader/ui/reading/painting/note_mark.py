"""Paints the mark in the margin of a highlight with a note."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QTextDocument

from reader.ui.reading.layout.text_geometry import block_rect

_WIDTH, _HEIGHT, _TAIL = 9.0, 7.0, 3.0  # pixels
_NEAR = 6.0  # around it


def note_mark_rect(document: QTextDocument, position: int) -> QRectF:
    """Returns where the mark is in the document, level with the line of a position; empty if nowhere."""
    block = document.findBlock(position)
    line = block.layout().lineForTextPosition(position - block.position())
    if not line.isValid():
        return QRectF()
    is_rtl = block.textDirection() is Qt.LayoutDirection.RightToLeft
    margin = document.rootFrame().frameFormat().leftMargin()
    gap = min(12.0, margin - _WIDTH - 3)
    x = margin - gap - _WIDTH if is_rtl else document.textWidth() - margin + gap
    y = block_rect(block).top() + line.y() + line.ascent() - _HEIGHT - 1
    return QRectF(x, y, _WIDTH, _HEIGHT)


def is_on_note_mark(document: QTextDocument, position: int, place: QPointF) -> bool:
    """Returns whether a place of the document is on the mark, or so near that a hand means it."""
    rect = note_mark_rect(document, position)
    return not rect.isEmpty() and rect.adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR + _TAIL).contains(
        place
    )


def paint_note_mark(painter: QPainter, document: QTextDocument, position: int, ink: QColor) -> None:
    """Paints a small speech bubble in the far margin, level with the line of a document position."""
    rect = note_mark_rect(document, position)
    if rect.isEmpty():
        return
    x, bottom = rect.x() + 2, rect.bottom()
    bubble = QPainterPath()
    bubble.addRoundedRect(rect, 2.0, 2.0)
    tail = QPainterPath(QPointF(x, bottom - 0.5))
    tail.lineTo(x, bottom + _TAIL)
    tail.lineTo(x + _TAIL, bottom - 0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPath(bubble.united(tail))
