"""Draws the small signs on buttons: a cross, and arrows up and down."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

_SIZE = 16  # pixels
# The lines of each sign, in a square of 16 by 16.
_LINES = {
    "cross": (((5, 5), (11, 11)), ((11, 5), (5, 11))),
    "up": (((4, 10), (8, 6), (12, 10)),),
    "down": (((4, 6), (8, 10), (12, 6)),),
}


def sign_icon(sign: str, color: str) -> QIcon:
    """Returns a cross, or an arrow up or down, crisp at one and two pixels a unit."""
    icon = QIcon()
    for ratio in (1, 2):
        pixmap = QPixmap(_SIZE * ratio, _SIZE * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(color), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for points in _LINES[sign]:
            painter.drawPolyline([QPointF(x, y) for x, y in points])
        painter.end()
        icon.addPixmap(pixmap)
    return icon
