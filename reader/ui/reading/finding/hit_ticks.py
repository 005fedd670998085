"""Marks the positions of search hits on the scroll bar of the text."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from reader.ui.style.box_layouts import in_column
from reader.ui.style.theme import current_theme

_HIGH = 2  # pixels


class HitTicks(QWidget):
    """Covers a scroll bar, and passes the mouse on to it.

    A layout covers the bar whatever its size. No reference to the bar is kept: Qt made it, and
    PySide may give up its wrapper of such a widget while the widget lives.
    """

    def __init__(self, bar: QScrollBar) -> None:
        super().__init__(bar)
        self.places: Sequence[float] = ()  # how far down, 0 to 1
        self.current: float | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        in_column(self, parent=bar)

    def set_places(self, places: Sequence[float], current: float | None = None) -> None:
        """Shows these, and one of them as the current one."""
        self.places, self.current = places, current
        self.setVisible(bool(places))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints one tick for all places that share its pixels."""
        painter, color = QPainter(self), QColor(current_theme().accent)
        room = self.height() - _HIGH
        color.setAlphaF(0.6)
        for top in {round(place * room) // _HIGH * _HIGH for place in self.places}:
            painter.fillRect(0, top, self.width(), _HIGH, color)
        if self.current is not None:
            color.setAlphaF(1.0)
            painter.fillRect(0, round(self.current * room) - 1, self.width(), 2 * _HIGH, color)
        painter.end()
