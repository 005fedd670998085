"""Shows rows in columns with a current row, controlled by commands and the mouse."""

from collections.abc import Container, Mapping
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from reader.commands.context import By
from reader.core.translation import _
from reader.ui.lists.frameless_item_views import show_plain_rows
from reader.ui.lists.row_model import Index
from reader.ui.style.announcement import announce, is_heard
from reader.ui.style.painting import paint_row, sized
from reader.ui.style.theme import current_theme

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class ColumnModel(QAbstractTableModel):
    """Models rows in columns with captions; a subclass says what is in them."""

    def __init__(
        self, captions: Mapping[Any, str], parent: QWidget, *, right: Container[int] = ()
    ) -> None:
        """``captions``: by column, marked for translation; ``right``: the columns of figures."""
        super().__init__(parent)
        self.rows: list[Any] = []
        self._captions, self._right = captions, right

    def set_rows(self, rows: list[Any]) -> None:
        """Lists these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def caption(self, column: int) -> str:
        """Returns what is over a column."""
        return _(self._captions[column]) if self._captions[column] else ""

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._captions)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.caption(section)
        if role == Qt.ItemDataRole.FontRole:
            return sized(QApplication.font(), 0.92)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_right = section in self._right
            side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
            return _MIDDLE | side
        return None


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
        # Else Qt repaints only one cell of a row that becomes current.
        self.selectionModel().currentChanged.connect(lambda _new, _old: self.viewport().update())
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)  # we paint the ground
        header = self.header()
        header.setAccessibleName(_("Columns"))
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(0)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)

    def go_to_row(self, row: int) -> None:
        """Makes a row current, or the nearest there is, and announces it."""
        index = self.model().index(max(0, min(row, self.model().rowCount() - 1)), 0)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)
            if is_heard():
                announce(self, str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))

    def step(self, delta: int, by: By) -> None:
        """Makes another row current; stops at either end."""
        row = self.currentIndex().row()
        if by == "page":
            delta *= max(1, self.viewport().height() // max(1, self.sizeHintForRow(0)))
        self.go_to_row(0 if row < 0 else row + delta)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.row() == self.currentIndex().row():
            painter.save()
            painter.setOpacity(1.0 if self.hasFocus() else 0.85)
            paint_row(painter, option.rect, current_theme())
            painter.restore()
        super().drawRow(painter, option, index)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands."""
