"""Draws the icons of buttons and menus: a cross, arrows up and down, the colours of highlights.

To be imported where an icon is drawn: QIcon's 157 enumerated values take 14 million instructions of a
start. PySide makes them also for ``QAction(text, parent)``, not for ``QAction(parent, text=text)``.
"""

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from reader.core.models import Color
from reader.ui.style.painting import paint_swatch, paint_tick
from reader.ui.style.theme import current_theme

_SIZE = 16  # pixels
_SWATCH = 18  # pixels of a colour with its ring
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


def swatch_icon(color: Color, ratio: float, *, is_present: bool) -> QIcon:
    """Returns a sample of a highlight's colour, ringed and ticked when it is the current one."""
    theme = current_theme()
    picture = QPixmap(round(_SWATCH * ratio), round(_SWATCH * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    dot = QRect(0, 0, _SWATCH, _SWATCH).adjusted(2, 2, -2, -2)
    paint_swatch(painter, dot, theme.highlights[color], theme)
    if is_present:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent), 1.5))
        painter.drawEllipse(dot.adjusted(-1, -1, 0, 0))
        paint_tick(painter, dot.adjusted(3, 3, -3, -3), QColor(theme.ink))
    painter.end()
    return QIcon(picture)
