"""Lists the programs to import from, and the files to choose for each."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.core.translation import _
from reader.importers.programs import programs
from reader.ui.lists.column_list import ColumnList
from reader.ui.lists.row_model import Index

_ROW_HEIGHT = 32  # pixels at least
_INDENT = 8  # pixels before a text, beside the bar of the current row


class Column(IntEnum):
    """The columns, as they are."""

    PROGRAM = 0
    FILES = 1


def file_patterns() -> str:
    """Returns the suffixes of all files that can be chosen, with spaces between."""
    return " ".join(sorted({suffix for one in programs() for suffix in one.suffixes}))


class ProgramsModel(QAbstractTableModel):
    """The programs, by title."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._programs = programs()

    def rowCount(self, parent: Index | None = None) -> int:
        """Returns how many programs there are."""
        return 0 if parent is not None and parent.isValid() else len(self._programs)

    def columnCount(self, parent: Index | None = None) -> int:
        """Returns how many columns there are."""
        return 0 if parent is not None and parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Returns what is over the columns."""
        if role == Qt.ItemDataRole.DisplayRole:
            return _("Program") if section == Column.PROGRAM else _("What to choose")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Returns what is in a column, and what a screen reader says of the row."""
        one = self._programs[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Column.PROGRAM:
            return f"{_(one.title)}: {_(one.files)}"
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return _(one.title) if index.column() == Column.PROGRAM else _(one.files)
        return None


class _Rows(QStyledItemDelegate):
    """Gives rows some air, and leaves the ground of the current one to the list."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Takes off the frame of the current cell."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        room = option.rect.adjusted(_INDENT, 0, 0, 0)
        option.rect = QStyle.visualRect(option.direction, option.rect, room)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Returns the room of a cell."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(_ROW_HEIGHT, option.fontMetrics.height() + 14))


class ProgramsList(ColumnList):
    """The programs; which one it is, is told by the file."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(ProgramsModel(), _("Programs"), Column.FILES, parent)
        self.model().setParent(self)
        self.setItemDelegate(_Rows(self))
        self.setCurrentIndex(self.model().index(0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the names the room they need."""
        super().resizeEvent(event)
        width = self.sizeHintForColumn(Column.PROGRAM) + 24
        self.header().resizeSection(Column.PROGRAM, min(width, self.viewport().width() // 2))
