"""Frames the window during a drag, and says what a drop would do."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from reader.core.translation import _
from reader.ui.style.painting import SHADOW_REACH, paint_card
from reader.ui.style.theme import current_theme

_FRAME = 3  # pixels of the frame
_AROUND = (28, 18)  # pixels of the card around its words


class DropHint(QWidget):
    """Covers the window, but lets drags through."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.text = _("Drop to add to the library")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(self.text)

    def appear(self) -> None:
        """Covers the window as it is now."""
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the frame, and the words on a card in the middle."""
        theme = current_theme()
        with QPainter(self) as painter:
            edge = _FRAME // 2 + 1
            painter.setPen(QPen(QColor(theme.accent), _FRAME))
            painter.drawRect(self.rect().adjusted(edge, edge, -edge, -edge))
            metrics, (beside, above) = painter.fontMetrics(), _AROUND
            width = metrics.horizontalAdvance(self.text) + 2 * beside
            card = QRect(0, 0, width, metrics.height() + 2 * above)
            card.moveCenter(self.rect().center())
            paint_card(painter, card, theme, 10.0, SHADOW_REACH)
            painter.setPen(QColor(theme.ink))
            painter.drawText(card, Qt.AlignmentFlag.AlignCenter, self.text)
