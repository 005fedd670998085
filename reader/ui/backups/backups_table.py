"""Lists backups in a table: when, why, size, contents, and differences from the library."""

from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.core.file_sizes import size_text
from reader.core.translation import N_, _, number_text
from reader.ui.backups import backups_page_texts
from reader.ui.backups.backup_listing import BackupRow
from reader.ui.lists.column_list import ColumnList, ColumnModel
from reader.ui.lists.row_model import Index
from reader.ui.style.painting import draw_elided, paint_warning, placed, sized
from reader.ui.style.theme import blend, current_theme

ROW_HEIGHT = 40  # pixels at least
_EDGE = 16
_GAP = 10  # pixels between a date and its kind
_HEAD = 10  # pixels the style sheet keeps free at the right of a heading
_MEASURED = 40  # rows whose dates say how wide they are: more would hold the window up
_NARROW = 700  # pixels below which a row leaves out sizes and counts
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class Column(IntEnum):
    """The columns, as they are."""

    DATE = 0
    SIZE = 1
    ARTICLES = 2
    ANNOTATIONS = 3
    DIFFERENCE = 4


_CAPTIONS = {
    Column.DATE: N_("Date"),
    Column.SIZE: N_("Size"),
    Column.ARTICLES: N_("Articles"),
    Column.ANNOTATIONS: N_("Annotations"),
    Column.DIFFERENCE: N_("Changes since"),
}
# The widest that is usual.
_FIGURES = {Column.SIZE: "9,999.9 MB", Column.ARTICLES: "99,999", Column.ANNOTATIONS: "999,999"}


class BackupsModel(ColumnModel):
    """The rows, the newest first."""

    rows: list[BackupRow]

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_CAPTIONS, parent, right=_FIGURES)
        self.now = datetime.now(UTC)

    def set_rows(self, rows: list[BackupRow]) -> None:
        self.now = datetime.now(UTC)
        super().set_rows(rows)

    def take(self, row: BackupRow) -> None:
        """Shows what was read of one of them."""
        for number, one in enumerate(self.rows):
            if one.backup.path == row.backup.path:
                self.rows[number] = row
                last = self.columnCount() - 1
                self.dataChanged.emit(self.index(number, 0), self.index(number, last))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            if column is Column.DATE:
                return str(row.backup.path)
            return self._text(row, column) if column is Column.DIFFERENCE else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if column is Column.DATE:
                return backups_page_texts.spoken_row(row, self.now)
            return f"{self.caption(column)}: {self._text(row, column)}"
        return None

    def _text(self, row: BackupRow, column: Column) -> str:
        if column is Column.DATE:
            return backups_page_texts.capital(
                backups_page_texts.moment_text(row.backup.made_at, self.now)
            )
        if column is Column.SIZE:
            return size_text(row.backup.size)
        if column is Column.DIFFERENCE:
            return backups_page_texts.difference_of(row)
        counts = row.counts
        if counts is None:
            return ""
        return number_text(counts.articles if column is Column.ARTICLES else counts.annotations)


class BackupsDelegate(QStyledItemDelegate):
    """Paints the date with the kind beside it, figures, and the difference or what is wrong."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, max(ROW_HEIGHT, option.fontMetrics.height() + 16))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, theme = index.model(), current_theme()
        assert isinstance(model, BackupsModel)
        row, column, view = model.rows[index.row()], Column(index.column()), option.widget
        is_current = isinstance(view, BackupsTable) and view.currentIndex().row() == index.row()
        painter.save()
        painter.setFont(option.font)
        painter.setPen(QColor(theme.ink))
        if column is Column.DATE:
            self._paint_date(painter, option, model, row, is_current=is_current)
        elif column is Column.DIFFERENCE:
            area = option.rect.adjusted(_EDGE, 0, -_EDGE, 0)
            if row.fault:
                painter.setPen(QColor(theme.danger))
                size = 14
                corner = QPoint(area.left(), area.center().y() - size // 2)
                sign = placed(option.rect, QRect(corner, QSize(size, size)))
                paint_warning(painter, sign, theme)
                area.setLeft(area.left() + size + 8)
            elif not is_current:
                painter.setPen(QColor(theme.muted))
            draw_elided(painter, option.rect, area, index.data())
        else:
            area = placed(option.rect, option.rect.adjusted(0, 0, -_HEAD, 0))
            painter.drawText(area, _RIGHT, index.data())
        painter.restore()

    def _paint_date(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        model: BackupsModel,
        row: BackupRow,
        *,
        is_current: bool,
    ) -> None:
        area = option.rect.adjusted(_EDGE, 0, -8, 0)
        painter.setFont(sized(option.font, 1.0, is_bold=is_current))
        text = backups_page_texts.capital(
            backups_page_texts.moment_text(row.backup.made_at, model.now)
        )
        area.setLeft(area.left() + draw_elided(painter, option.rect, area, text) + _GAP)
        painter.setFont(sized(option.font, 0.92))
        painter.setPen(QColor(current_theme().muted))
        kind = backups_page_texts.kind_text(row, model.now)
        draw_elided(painter, option.rect, area, kind)


class BackupsTable(ColumnList):
    """The rows, steered by the commands of the page and by the mouse."""

    def __init__(self, model: BackupsModel, parent: QWidget) -> None:
        super().__init__(model, _("Backups"), Column.DIFFERENCE, parent)
        self.setItemDelegate(BackupsDelegate(self))
        model.modelReset.connect(self.fit_columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the columns their widths, and leaves out those that lack room."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Gives dates and figures the room they need, and what differs the rest."""
        model, width = self.model(), self.viewport().width()
        assert isinstance(model, BackupsModel)
        dates = QFontMetrics(sized(self.font(), 1.0, is_bold=True))
        kinds = QFontMetrics(sized(self.font(), 0.92))
        for column, widest in _FIGURES.items():
            room = kinds.horizontalAdvance(_(_CAPTIONS[column])) + _HEAD
            room = max(room, self.fontMetrics().horizontalAdvance(widest)) + _EDGE
            self.header().resizeSection(column, room)
            self.setColumnHidden(column, width < _NARROW)
        wanted = [
            dates.horizontalAdvance(model.index(number, Column.DATE).data())
            + kinds.horizontalAdvance(backups_page_texts.kind_text(row, model.now))
            for number, row in enumerate(model.rows[:_MEASURED])
        ]
        room = max(wanted, default=0) + _EDGE + _GAP + _EDGE
        self.header().resizeSection(Column.DATE, min(max(room, width * 3 // 10), width // 2))

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints a hairline below all rows but the current one and the one before it."""
        theme, rect, current = current_theme(), option.rect, self.currentIndex().row()
        if index.row() != current and index.row() + 1 != current:
            line = QRect(rect.left() + _EDGE, rect.bottom(), rect.width() - 2 * _EDGE, 1)
            painter.fillRect(line, QColor(blend(theme.line, theme.paper, 0.7)))
        super().drawRow(painter, option, index)
