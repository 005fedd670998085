"""Shows rows in columns with a current row, controlled by commands and the mouse."""

from PySide6.QtCore import QAbstractItemModel
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from reader.core.translation import _
from reader.ui.lists.item_view_setup import show_plain_rows
from reader.ui.lists.row_model import Index
from reader.ui.style.painting import paint_row
from reader.ui.style.theme import current_theme


class ColumnList(QTreeView):
    """Paints the ground of the current row beneath all its columns; one column takes what room is left."""

    def __init__(
        self, model: QAbstractItemModel, name: str, stretched: int, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(name)
        show_plain_rows(self)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)  # we paint the ground
        header = self.header()
        header.setAccessibleName(_("Columns"))
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(0)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints the ground of the current row, then the row."""
        if index.row() == self.currentIndex().row():
            painter.save()
            painter.setOpacity(1.0 if self.hasFocus() else 0.85)
            paint_row(painter, option.rect, current_theme())
            painter.restore()
        super().drawRow(painter, option, index)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands."""
