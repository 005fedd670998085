"""Lists the programs to import from, and the files to choose for each."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.core.translation import N_, _
from reader.importers.programs import programs
from reader.importers.programs.program import Program
from reader.ui.lists.column_list import ColumnList, ColumnModel
from reader.ui.lists.row_model import Index

_ROW_HEIGHT = 32  # pixels at least
_INDENT = 8  # pixels before a text, beside the bar of the current row


class Column(IntEnum):
    """The columns, as they are."""

    PROGRAM = 0
    FILES = 1


_CAPTIONS = {Column.PROGRAM: N_("Program"), Column.FILES: N_("What to choose")}


def file_patterns() -> str:
    """Returns the suffixes of all files that can be chosen, with spaces between."""
    return " ".join(sorted({suffix for one in programs() for suffix in one.suffixes}))


class ProgramsModel(ColumnModel):
    """The programs, by title."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_CAPTIONS, parent)
        self.set_rows(list(programs()))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self.rows[index.row()]
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
        size = super().sizeHint(option, index)
        return QSize(size.width(), max(_ROW_HEIGHT, option.fontMetrics.height() + 14))


class ProgramsList(ColumnList):
    """The programs; which one it is, is told by the file."""

    chosen = Signal(Program)  # of which files are to be chosen, by a double click

    def __init__(self, parent: QWidget) -> None:
        super().__init__(ProgramsModel(parent), _("Programs"), Column.FILES, parent)
        self.setItemDelegate(_Rows(self))
        self.setCurrentIndex(self.model().index(0, 0))
        self.doubleClicked.connect(self.choose)

    def choose(self) -> None:
        """Asks for the files of the current program."""
        self.chosen.emit(programs()[self.currentIndex().row()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the names the room they need."""
        super().resizeEvent(event)
        width = self.sizeHintForColumn(Column.PROGRAM) + 24
        self.header().resizeSection(Column.PROGRAM, min(width, self.viewport().width() // 2))
