"""Defines combo boxes whose arrow and rows follow the theme."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from reader.ui.style.theme import current_theme


class ComboBox(QComboBox):
    """A combo box with an arrow in the colours of the theme, and rows as the style sheet has them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.view().setObjectName("comboRows")
        self.setItemDelegate(QStyledItemDelegate(self))  # the usual one ignores the style sheet

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leaves the wheel to what it scrolls: Qt would choose another row where the pointer passes."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        is_mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x, y = (14 if is_mirrored else self.width() - 14), self.height() // 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(current_theme().muted), 1.5))
        painter.drawPolyline([QPoint(x - 4, y - 2), QPoint(x, y + 2), QPoint(x + 4, y - 2)])
        painter.end()
