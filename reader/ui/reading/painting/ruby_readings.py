"""Paints ruby readings in small letters above their words."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextBlock, QTextDocument

from reader.ui.reading.layout.text_geometry import line_rects

Reading = tuple[int, int, str]  # from and to in the document, and how it is read

_SIZE = 0.5  # of the letters of the text
_SMALLEST = 8  # pixels


def paint_readings(
    painter: QPainter,
    document: QTextDocument,
    blocks: Sequence[QTextBlock],
    readings: Sequence[Reading],
    font: QFont,
    color: QColor,
) -> None:
    """Paints the readings of the blocks given; they are no part of the document.

    font: the letters of the text.
    """
    first, last = blocks[0].position(), blocks[-1].position() + blocks[-1].length()
    small = QFont(font)
    small.setPixelSize(max(_SMALLEST, round(font.pixelSize() * _SIZE)))
    metrics = QFontMetricsF(small)
    painter.save()
    painter.setFont(small)
    painter.setPen(color)
    for start, end, text in readings:
        if end <= first or start >= last:
            continue
        rect = next(line_rects(document.findBlock(start), start, end), None)
        if rect is not None:
            x = rect.center().x() - metrics.horizontalAdvance(text) / 2
            painter.drawText(QPointF(max(x, 0.0), rect.top() - metrics.descent() + 1), text)
    painter.restore()
