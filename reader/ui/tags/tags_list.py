"""Lists all tags: an indented row each, with its uses, colour and keys in columns."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from reader.core.highlight_colors import color_name
from reader.core.models import Color
from reader.core.tags.tag_tree import TreeRow
from reader.core.translation import _, ngettext
from reader.ui.lists.row_selection import RowSelection
from reader.ui.overlays.list_parts import Index, PickDelegate
from reader.ui.style.painting import (
    keys_width,
    paint_keys,
    paint_row,
    paint_swatch,
    paint_tick,
    sized,
)
from reader.ui.style.theme import current_theme

_MEASURE = 860  # pixels the rows are wide at most, amidst the page
_EDGE = 20  # pixels kept free beside them
_INDENT = 22
_NARROW = 620  # pixels below which a row leaves out last use and keys for articles


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: where it ends, counted from the right, and what stands over it."""

    name: str
    right: int
    width: int


def column_rect(rect: QRect) -> QRect:
    """Returns where in a row its content is: amidst, and no wider than reads well."""
    width = min(rect.width() - 2 * _EDGE, _MEASURE)
    return QRect(rect.left() + (rect.width() - width) // 2, rect.top(), width, rect.height())


def columns(width: int, metrics: QFontMetrics) -> list[Column]:
    """Returns the columns that fit a row of this width, from the right; "" is where names end."""
    em = metrics.horizontalAdvance("0")
    wanted = [("article_key", 15 * em), ("key", 11 * em), ("used", 13 * em)]
    wanted += [("articles", 10 * em), ("highlights", 12 * em)]
    left_out = {"used", "article_key"} if width < _NARROW else set()
    found, right = [], 10
    for name, wide in wanted:
        if name not in left_out:
            found.append(Column(name, right, wide))
            right += wide
    return [*found, Column("", right, 0)]


class TagsModel(QAbstractListModel):
    """The rows, which of them are selected, and the digits that stand for them."""

    def __init__(self, selection: RowSelection[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[TreeRow] = []
        self._selection = selection
        self._digits: dict[str, str] = {}
        self._article_digits: dict[str, str] = {}
        self.now = 0

    def show(
        self, rows: list[TreeRow], slots: Mapping[int, str], article_slots: Mapping[int, str]
    ) -> None:
        """Lists these; the slots are the digits with the names they stand for."""
        self.beginResetModel()
        self.rows, self.now = rows, int(time.time() * 1000)
        self._digits, self._article_digits = _by_name(slots), _by_name(article_slots)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Returns how many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def is_selected(self, row: TreeRow) -> bool:
        """Tells whether a row is selected."""
        return row.name in self._selection.ids

    def digits(self, row: TreeRow, *, of_articles: bool) -> str:
        """Returns the digits that stand for a row's tag, parted by spaces."""
        return (self._article_digits if of_articles else self._digits).get(row.name, "")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Returns the name, and what a screen reader says."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"#{row.name}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"#{row.name}" if row.depth else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in self._spoken(row) if part)
        return None

    def _spoken(self, row: TreeRow) -> list[str]:
        tag = row.tag
        said = [f"#{row.name}", _("selected") if self.is_selected(row) else ""]
        if tag is not None:
            said += [
                color_name(Color(tag.color)) if tag.color else "",
                ngettext("{n} highlight", "{n} highlights", tag.annotation_count).format(
                    n=tag.annotation_count
                ),
                ngettext("{n} article", "{n} articles", tag.article_count).format(
                    n=tag.article_count
                ),
                used_text(tag.last_used_at, self.now),
            ]
        if row.nested:
            said.append(
                ngettext("{n} nested tag", "{n} nested tags", row.nested).format(n=row.nested)
            )
        for of_articles, text in ((False, _("key {digit}")), (True, _("key {digit} for articles"))):
            digits = self.digits(row, of_articles=of_articles)
            said.append(text.format(digit=digits) if digits else "")
        return said


class TagsDelegate(PickDelegate):
    """Paints: a tick when selected, the name indented, its colour, uses, last use, keys."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Returns one line, with a little more room than in a card."""
        return QSize(100, option.fontMetrics.height() + 16)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paints one row."""
        model = index.model()
        assert isinstance(model, TagsModel)
        row, theme = model.rows[index.row()], current_theme()
        rect = column_rect(option.rect)
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if is_current:
            paint_row(painter, rect, theme)
            if not option.state & QStyle.StateFlag.State_HasFocus:
                painter.setOpacity(0.85)
        middle = rect.center().y() + 1
        if model.is_selected(row):
            mark = QRect(rect.left() + 10, middle - 7, 13, 13)
            paint_tick(painter, mark, QColor(theme.accent))
        small = sized(option.font, 0.92)
        painter.setFont(small)
        end = rect.right()
        for column in columns(rect.width(), painter.fontMetrics()):
            end = rect.right() - column.right
            area = QRect(end - column.width, rect.top(), column.width, rect.height())
            self._paint_column(painter, area, column.name, model, row)
        inner = QRect(rect.left() + 32 + row.depth * _INDENT, rect.top(), 0, rect.height())
        inner.setRight(end - 8)
        self._paint_name(painter, option.font, inner, row, is_current)
        painter.restore()

    def _paint_column(
        self, painter: QPainter, area: QRect, name: str, model: TagsModel, row: TreeRow
    ) -> None:
        theme, tag = current_theme(), row.tag
        if name in ("key", "article_key"):
            digits = model.digits(row, of_articles=name == "article_key")
            if digits:
                left = area.right() - keys_width(painter.fontMetrics(), digits) + 1
                paint_keys(painter, left, area.center().y() + 1, digits, theme, theme.ink)
            return
        if tag is None or not name:
            return
        text = {
            "used": used_text(tag.last_used_at, model.now),
            "articles": str(tag.article_count) if tag.article_count else "·",
            "highlights": str(tag.annotation_count) if tag.annotation_count else "·",
        }[name]
        painter.setPen(QColor(theme.muted))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)

    def _paint_name(
        self, painter: QPainter, font: QFont, inner: QRect, row: TreeRow, is_current: bool
    ) -> None:
        theme = current_theme()
        if row.tag is not None and row.tag.color:
            dot = QRect(inner.left(), inner.center().y() - 5, 12, 12)
            paint_swatch(painter, dot, theme.highlights[Color(row.tag.color)], theme)
            inner.setLeft(inner.left() + 20)
        painter.setFont(sized(font, 1.0, is_bold=is_current))
        sign = "/" if row.depth else "#"
        painter.setPen(QColor(theme.muted))
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, sign)
        inner.setLeft(inner.left() + painter.fontMetrics().horizontalAdvance(sign) + 1)
        is_empty = row.tag is None or not row.tag.count
        painter.setPen(QColor(theme.muted if is_empty else theme.ink))
        text = painter.fontMetrics().elidedText(
            row.label, Qt.TextElideMode.ElideMiddle, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)


class TagsHead(QWidget):
    """What stands over the columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = 0
        self.setFixedHeight(self.fontMetrics().height() + 12)

    def set_room(self, width: int) -> None:
        """Takes how wide the rows below are, in pixels."""
        self._room = width
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the captions, and a hairline below."""
        theme = current_theme()
        painter = QPainter(self)
        small = sized(self.font(), 0.92)
        painter.setFont(small)
        rect = column_rect(QRect(0, 0, self._room, self.height()))
        captions = {
            "highlights": _("Highlights"),
            "articles": _("Articles"),
            "used": _("Last used"),
            "key": _("Key in text"),
            "article_key": _("Key for articles"),
        }
        painter.setPen(QColor(theme.muted))
        for column in columns(rect.width(), QFontMetrics(small)):
            area = QRect(
                rect.right() - column.right - column.width, 0, column.width, rect.height() - 2
            )
            painter.drawText(
                area,
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                captions.get(column.name, ""),
            )
        painter.fillRect(rect.left(), self.height() - 1, rect.width(), 1, QColor(theme.line))
        painter.end()


class TagsList(QListView):
    """The rows, steered by the commands of the page and by the mouse."""

    def __init__(self, model: TagsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(_("Tags"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.viewport().setAutoFillBackground(False)
        self.setItemDelegate(TagsDelegate(self))

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands."""


def used_text(at: int, now: int) -> str:
    """Returns when something was used last, in the nearest words; empty when never. Times in ms."""
    if not at:
        return ""
    day = datetime.fromtimestamp(at / 1000).astimezone().date()
    days = (datetime.fromtimestamp(now / 1000).astimezone().date() - day).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < 30:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    return date.isoformat(day)


def _by_name(slots: Mapping[int, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for digit, name in sorted(slots.items()):
        found[name] = f"{found[name]} {digit}" if name in found else str(digit)
    return found
