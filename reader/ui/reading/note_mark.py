"""Paints the mark in the margin that says a highlight has a note, opposite the cursor's bar."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QTextDocument

from reader.ui.reading.text_geometry import block_rect

_WIDTH, _HEIGHT, _TAIL = 9.0, 7.0, 3.0  # pixels


def paint_note_mark(painter: QPainter, document: QTextDocument, position: int, ink: QColor) -> None:
    """Paints a small speech bubble in the far margin, level with the line of a document position."""
    block = document.findBlock(position)
    line = block.layout().lineForTextPosition(position - block.position())
    if not line.isValid():
        return
    is_rtl = block.textDirection() is Qt.LayoutDirection.RightToLeft
    margin = document.rootFrame().frameFormat().leftMargin()
    gap = min(12.0, margin - _WIDTH - 3)
    x = margin - gap - _WIDTH if is_rtl else document.textWidth() - margin + gap
    y = block_rect(block).top() + line.y() + line.ascent() - _HEIGHT - 1
    bubble = QPainterPath()
    bubble.addRoundedRect(QRectF(x, y, _WIDTH, _HEIGHT), 2.0, 2.0)
    tail = QPainterPath(QPointF(x + 2, y + _HEIGHT - 0.5))
    tail.lineTo(x + 2, y + _HEIGHT + _TAIL)
    tail.lineTo(x + 2 + _TAIL, y + _HEIGHT - 0.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPath(bubble.united(tail))
