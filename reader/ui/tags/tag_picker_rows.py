"""Lists tags in overlays: state, colour, nested name, uses, and digit."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from reader.core.color_names import color_name
from reader.core.models import Color
from reader.core.translation import _, counted_text, number_text
from reader.ui.lists.row_model import Index, RowModel
from reader.ui.overlays.list_parts import PickDelegate, text_color
from reader.ui.style.painting import (
    keys_width,
    paint_keys,
    paint_pictured,
    paint_row,
    paint_swatch,
    paint_tick,
    placed,
    sized,
)
from reader.ui.style.reading_typography import direction, isolate
from reader.ui.style.theme import current_theme

_DOT = 11  # pixels


@dataclass(frozen=True, slots=True)
class TagRow:
    """One row: a tag, or (is_new) the offer to make one; a title is in place of the name."""

    name: str
    count: int = 0
    slot: int | None = None
    is_on: bool = False
    is_partly_on: bool = False
    is_new: bool = False
    color: str = ""  # a Color, or empty
    reason: str = ""  # why it is suggested, in words
    is_last_suggested: bool = False
    title: str = ""


class TagDelegate(PickDelegate):
    """Paints: a tick when it is on, its colour, "#name", how often it is used, its digit."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, RowModel)
        row: TagRow = model.rows[index.row()]
        theme = current_theme()
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)

        def paint(inner: QPainter, rect: QRect) -> None:
            self._paint_row(inner, rect, option, row, is_current=is_current)

        painter.setFont(option.font)
        paint_pictured(painter, option.rect, (row, is_current, theme.name), theme.card, paint)

    def _paint_row(
        self,
        painter: QPainter,
        rect: QRect,
        option: QStyleOptionViewItem,
        row: TagRow,
        *,
        is_current: bool,
    ) -> None:
        theme = current_theme()
        if is_current:
            paint_row(painter, rect, theme)
        painter.save()
        if row.is_last_suggested:
            painter.fillRect(rect.adjusted(10, rect.height() - 1, -10, 0), QColor(theme.line))
        middle = rect.center().y() + 1
        inner = rect.adjusted(10, 0, -10, 0)
        if row.is_on or row.is_partly_on:
            mark = QRect(inner.left(), middle - 7, 13, 13)
            tint = QColor(theme.accent)
            paint_tick(painter, placed(rect, mark), tint, is_partial=row.is_partly_on)
        inner.setLeft(inner.left() + 21)
        painter.setFont(sized(option.font, 0.92))
        metrics = painter.fontMetrics()
        if row.slot is not None:
            digit = str(row.slot)
            width = keys_width(metrics, digit)
            cap = placed(rect, QRect(inner.right() - width + 1, middle, width, 1))
            paint_keys(painter, cap.left(), middle, digit, theme)
        inner.setRight(inner.right() - 32)
        painter.setPen(QColor(theme.muted))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        if not row.is_new and not row.title:
            count = number_text(row.count)
            painter.drawText(placed(rect, inner), flags, count)
            room = max(map(metrics.horizontalAdvance, ("0000", count)))
            inner.setRight(inner.right() - room - 8)
        if row.reason:
            name = painter.fontMetrics().horizontalAdvance(title_of(row)) * 5 // 4
            room = min(metrics.horizontalAdvance(row.reason), max(0, inner.width() - name - 24))
            text = metrics.elidedText(row.reason, Qt.TextElideMode.ElideRight, room + 1)
            painter.drawText(placed(rect, inner), flags, text)
            inner.setRight(inner.right() - room - 12)
        if row.color:
            dot = QRect(inner.left(), middle - _DOT // 2, _DOT, _DOT)
            paint_swatch(painter, placed(rect, dot), theme.highlights[Color(row.color)], theme)
            inner.setLeft(inner.left() + _DOT + 7)
        self._paint_name(painter, option, placed(rect, inner), row, is_current)
        painter.restore()

    def _paint_name(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        inner: QRect,
        row: TagRow,
        is_current: bool,
    ) -> None:
        """Paints the name; what it is nested in is quieter than itself."""
        font = sized(option.font, 1.0, is_bold=is_current)
        font.setItalic(row.is_new)
        painter.setFont(font)
        metrics, title = painter.fontMetrics(), title_of(row)
        above, stroke, own = title.rpartition("/")
        is_nested = bool(stroke) and not row.is_new and not row.title
        if not is_nested or metrics.horizontalAdvance(title) > inner.width():
            painter.setPen(text_color(option))
            text = metrics.elidedText(title, Qt.TextElideMode.ElideMiddle, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, isolate(text))
            return
        # Both parts as one text from left to right or from right to left, whatever the window is.
        before, wide = metrics.horizontalAdvance(above + stroke), metrics.horizontalAdvance(title)
        line = placed(inner, QRect(inner.left(), inner.top(), wide + 2, inner.height()))
        is_rtl = (
            direction(title, Qt.LayoutDirection.LeftToRight) is not Qt.LayoutDirection.LeftToRight
        )
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute | side
        painter.setPen(QColor(current_theme().muted))
        painter.drawText(line, flags, isolate(above + stroke))
        rest = line.adjusted(0, 0, -before, 0) if is_rtl else line.adjusted(before, 0, 0, 0)
        painter.setPen(text_color(option))
        painter.drawText(rest, flags, isolate(own))


def tag_model(parent: QWidget) -> RowModel:
    """Returns a model of TagRows."""
    return RowModel(parent, title_of, _spoken)


def title_of(row: TagRow) -> str:
    """Returns what the row says."""
    if row.title:
        return row.title
    return _("Create “{name}”").format(name=row.name) if row.is_new else f"#{row.name}"


def _spoken(row: TagRow) -> tuple[str, ...]:
    if row.title:
        return (row.title,)
    state = _("on") if row.is_on else _("on some") if row.is_partly_on else ""
    uses = "" if row.is_new else counted_text("{n} use", "{n} uses", row.count)
    color = color_name(Color(row.color)) if row.color else ""
    digit = "" if row.slot is None else str(row.slot)
    return (title_of(row), state, color, row.reason, uses, digit)
