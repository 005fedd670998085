"""Lists all tags: an indented row each, with its uses, colour and keys in columns."""

import time
from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QDate, QLocale, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader.core.color_names import color_name
from reader.core.models import Color
from reader.core.query.query_ranges import local_day
from reader.core.tags.tag_tree import TreeRow
from reader.core.translation import N_, _, counted_text, ngettext, number_text
from reader.ui.lists.column_list import ColumnList, ColumnModel
from reader.ui.lists.row_model import Index
from reader.ui.lists.row_selection import RowSelection
from reader.ui.style.painting import (
    keys_width,
    paint_keys,
    paint_swatch,
    paint_tick,
    placed,
    sized,
)
from reader.ui.style.reading_typography import direction
from reader.ui.style.theme import current_theme

_INDENT = 22
_NARROW = 620  # pixels below which a row leaves out last use and keys for articles
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class Column(IntEnum):
    """The columns, in order."""

    NAME = 0
    HIGHLIGHTS = 1
    ARTICLES = 2
    USED = 3
    KEY = 4
    ARTICLE_KEY = 5


_CAPTIONS = {
    Column.NAME: "",
    Column.HIGHLIGHTS: N_("Highlights"),
    Column.ARTICLES: N_("Articles"),
    Column.USED: N_("Last used"),
    Column.KEY: N_("Quick tag in text"),
    Column.ARTICLE_KEY: N_("Quick tag for articles"),
}
_WIDTHS = {  # in widths of a digit
    Column.HIGHLIGHTS: 12,
    Column.ARTICLES: 10,
    Column.USED: 13,
    Column.KEY: 11,
    Column.ARTICLE_KEY: 15,
}


class TagsModel(ColumnModel):
    """The tags, which of them are selected, and their digits as quick tags."""

    rows: list[TreeRow]

    def __init__(self, selection: RowSelection[str], parent: QWidget) -> None:
        super().__init__(_CAPTIONS, parent, right=_CAPTIONS)
        self._selection = selection
        self._digits: dict[str, str] = {}
        self._article_digits: dict[str, str] = {}
        self._now = 0

    def show(
        self, rows: list[TreeRow], slots: Mapping[int, str], article_slots: Mapping[int, str]
    ) -> None:
        """Lists tags; the slots are the digits with their tag names."""
        self._now = int(time.time() * 1000)
        self._digits, self._article_digits = _by_name(slots), _by_name(article_slots)
        self.set_rows(rows)

    def is_selected(self, row: TreeRow) -> bool:
        """Determines whether a row is selected."""
        return row.name in self._selection.ids

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Returns the name or what is in a column, and what a screen reader says of the row."""
        row, column = self.rows[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if column is Column.NAME and role == Qt.ItemDataRole.ToolTipRole:
            return f"#{row.name}" if row.depth else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if column is Column.NAME:
                return ", ".join(part for part in self._spoken(row) if part)
            text = self._text(row, column).replace("·", "0")
            return f"{self.caption(column)}: {text}" if text else None
        return None

    def _text(self, row: TreeRow, column: Column) -> str:
        if column is Column.NAME:
            return f"#{row.name}"
        if column is Column.KEY:
            return self._digits.get(row.name, "")
        if column is Column.ARTICLE_KEY:
            return self._article_digits.get(row.name, "")
        if row.tag is None:
            return ""
        if column is Column.USED:
            return used_text(row.tag.last_used_at, self._now)
        uses = (row.tag.annotation_count, row.tag.article_count)[column is Column.ARTICLES]
        return number_text(uses) if uses else "·"

    def _spoken(self, row: TreeRow) -> list[str]:
        tag = row.tag
        said = [f"#{row.name}", _("selected") if self.is_selected(row) else ""]
        if tag is not None:
            said += [
                color_name(Color(tag.color)) if tag.color else "",
                counted_text("{n} highlight", "{n} highlights", tag.annotation_count),
                counted_text("{n} article", "{n} articles", tag.article_count),
                used_text(tag.last_used_at, self._now),
            ]
        if row.nested:
            said.append(counted_text("{n} nested tag", "{n} nested tags", row.nested))
        for digits, text in (
            (self._digits, _("quick tag {digit}")),
            (self._article_digits, _("quick tag {digit} for articles")),
        ):
            if row.name in digits:
                said.append(text.format(digit=digits[row.name]))
        return said


class TagsDelegate(QStyledItemDelegate):
    """Paints: a tick when selected, the name indented, its colour, uses, last use, keys."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Returns one line, with a little more room than in a card."""
        return QSize(100, option.fontMetrics.height() + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        if Column(index.column()) is Column.NAME:
            self._paint_name(painter, option, index)
        else:
            self._paint_figure(painter, option, index)
        painter.restore()

    def _paint_figure(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, text = current_theme(), index.data()
        area = option.rect.adjusted(0, 0, -10, 0)
        painter.setFont(sized(option.font, 0.92))
        if text and index.column() in (Column.KEY, Column.ARTICLE_KEY):
            width = keys_width(painter.fontMetrics(), text)
            cap = placed(option.rect, QRect(area.right() - width + 1, area.top(), width, 1))
            paint_keys(painter, cap.left(), area.center().y() + 1, text, theme, theme.ink)
        else:
            painter.setPen(QColor(theme.muted))
            painter.drawText(placed(option.rect, area), _RIGHT, text)

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, theme = index.model(), current_theme()
        assert isinstance(model, TagsModel)
        row = model.rows[index.row()]
        if model.is_selected(row):
            mark = QRect(option.rect.left() + 10, option.rect.center().y() - 6, 13, 13)
            paint_tick(painter, placed(option.rect, mark), QColor(theme.accent))
        inner = option.rect.adjusted(32 + row.depth * _INDENT, 0, -8, 0)
        if row.tag is not None and row.tag.color:
            dot = QRect(inner.left(), inner.center().y() - 5, 12, 12)
            tint = theme.highlights[Color(row.tag.color)]
            paint_swatch(painter, placed(option.rect, dot), tint, theme)
            inner.setLeft(inner.left() + 20)
        view = option.widget
        is_current = isinstance(view, TagsList) and view.currentIndex().row() == index.row()
        painter.setFont(sized(option.font, 1.0, is_bold=is_current))
        metrics = painter.fontMetrics()
        sign = "/" if row.depth else "#"
        room = inner.width() - metrics.horizontalAdvance(sign) - 1
        text = metrics.elidedText(row.label, Qt.TextElideMode.ElideMiddle, room)
        # The sign is before the name, also where the name begins on the other side.
        at_sign, at_text = 0, metrics.horizontalAdvance(sign) + 1
        if direction(text, option.direction) != option.direction:
            at_sign, at_text = metrics.horizontalAdvance(text) + 1, 0
        painter.setPen(QColor(theme.muted))
        area = placed(option.rect, inner.adjusted(at_sign, 0, 0, 0))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, sign)
        is_empty = row.tag is None or not row.tag.count
        painter.setPen(QColor(theme.muted if is_empty else theme.ink))
        area = placed(option.rect, inner.adjusted(at_text, 0, 0, 0))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)


class TagsList(ColumnList):
    """The list, controlled by the commands of the page and the mouse."""

    row_clicked = Signal(int, bool, bool)  # a click on a row, with Ctrl, with Shift
    menu_requested = Signal(QPoint)  # of the current row; where on the screen

    def __init__(self, model: TagsModel, parent: QWidget) -> None:
        super().__init__(model, _("Tags"), Column.NAME, parent)
        self.setItemDelegate(TagsDelegate(self))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Makes the row under the pointer current, or selects it with Ctrl, a range with Shift."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            held = event.modifiers()
            has_control = bool(held & Qt.KeyboardModifier.ControlModifier)
            has_shift = bool(held & Qt.KeyboardModifier.ShiftModifier)
            self.row_clicked.emit(index.row(), has_control, has_shift)
        super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for the menu of the row under the mouse, by key of the current one."""
        spot, index = event.pos(), self.indexAt(event.pos())
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            spot = self.visualRect(index.siblingAtColumn(Column.NAME)).center()
        if index.isValid():
            self.menu_requested.emit(self.viewport().mapToGlobal(spot))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sets the widths of the columns, and hides those that do not fit."""
        digit = self.fontMetrics().horizontalAdvance("0")
        for column, digits in _WIDTHS.items():
            width = max(digits * digit, self.header().sectionSizeHint(column))
            self.header().resizeSection(column, width)
        for column in (Column.USED, Column.ARTICLE_KEY):
            self.setColumnHidden(column, event.size().width() < _NARROW)
        super().resizeEvent(event)


def used_text(at: int, now: int) -> str:
    """Returns when something was last used, in rough words; empty if never. Times in ms."""
    if not at:
        return ""
    day = local_day(at)
    days = (local_day(now) - day).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < 30:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    return QLocale().toString(QDate(day.year, day.month, day.day), _("d MMM yyyy"))


def _by_name(slots: Mapping[int, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for digit, name in sorted(slots.items()):
        found[name] = f"{found[name]} {digit}" if name in found else str(digit)
    return found
