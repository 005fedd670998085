"""Lists rows at the side of a page, each with a title and muted details."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.ui.lists.row_model import Index
from reader.ui.style.painting import paint_row, sized
from reader.ui.style.theme import current_theme

WIDTH = 290  # pixels of the list
INDENT = Qt.ItemDataRole.UserRole + 1  # steps to the right, a whole number
_STEP = 12  # pixels
_PADDING_X, _PADDING_Y = 12, 8
_LINE_GAP = 2
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class SideList(QListWidget):
    """Shows rows without a frame; the page moves through them by its own keys."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)  # the plane below shows
        self.setViewportMargins(10, 14, 10, 10)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setFixedWidth(WIDTH)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setItemDelegate(SideListDelegate(self))


class SideListDelegate(QStyledItemDelegate):
    """Paints the lines of a row's text below each other, wrapped to the width of the list."""

    def __init__(self, rows: QListWidget) -> None:
        super().__init__(rows)
        self._rows = rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = max(80, self._rows.viewport().width())
        lines = self._laid_out(QRect(0, 0, width, 10_000), index)
        return QSize(width, lines[-1][1].bottom() + 1 + _PADDING_Y)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = current_theme()
        rect: QRect = option.rect
        if index.row() == self._rows.currentRow():
            paint_row(painter, rect, theme)
        painter.save()
        for place, (text, area, font) in enumerate(self._laid_out(rect, index)):
            painter.setFont(font)
            painter.setPen(QColor(theme.muted if place else theme.ink))
            painter.drawText(area, _WRAP, text)
        painter.restore()

    def _laid_out(self, rect: QRect, index: Index) -> list[tuple[str, QRect, QFont]]:
        font: QFont = index.data(Qt.ItemDataRole.FontRole) or self._rows.font()
        left = rect.left() + _PADDING_X + _STEP * int(index.data(INDENT) or 0)
        width = rect.right() - _PADDING_X - left
        top = rect.top() + _PADDING_Y
        found = []
        for place, line in enumerate(str(index.data()).split("\n")):
            face = sized(font, 0.92) if place else font
            metrics = QFontMetrics(face)
            height = metrics.boundingRect(QRect(0, 0, width, 10_000), _WRAP, line).height()
            found.append((line, QRect(left, top, width, height), face))
            top += height + _LINE_GAP
        return found
