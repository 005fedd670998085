"""Paints the rows of a list of choices."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from reader.core.models import Color
from reader.core.text.utf16 import utf16_length
from reader.ui.lists.row_model import Index, RowModel
from reader.ui.overlays.choice_rows import ShownRow
from reader.ui.overlays.list_parts import PickDelegate, text_color
from reader.ui.style.painting import (
    draw_elided,
    keys_width,
    paint_highlight_count,
    paint_keys,
    paint_row,
    paint_share,
    paint_swatch,
    paint_tick,
    placed,
    sized,
)
from reader.ui.style.theme import current_theme

_INDENT = 20  # pixels for each row that a row is in
_MOST_INDENTS = 6
_BAR = 48  # pixels, of what is done


class RowDelegate(PickDelegate):
    """Paints: swatch, title with its matched letters bold, detail, keys as caps at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, RowModel)
        shown: ShownRow = model.rows[index.row()]
        row, theme = shown.row, current_theme()
        rect: QRect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            paint_row(painter, rect, theme)
        painter.save()
        inner = rect.adjusted(10 + _INDENT * min(row.depth, _MOST_INDENTS), 0, -10, 0)
        middle = rect.center().y() + 1
        if row.color:
            tint = theme.highlights[Color(row.color)]
            swatch = placed(rect, QRect(inner.left(), middle - 7, 14, 14))
            paint_swatch(painter, swatch, tint, theme)
            inner.setLeft(inner.left() + 24)
        small = sized(option.font, 0.86)
        painter.setFont(small)
        if row.keys:
            width = keys_width(painter.fontMetrics(), row.keys)
            caps = placed(rect, QRect(inner.right() - width + 1, middle, width, 1))
            paint_keys(painter, caps.left(), middle, row.keys, theme)
            inner.setRight(inner.right() - width - 12)
        if row.share is not None:
            end = paint_share(painter, rect, inner.right(), _BAR, row.share, row.ending, theme)
            inner.setRight(end)
        if row.highlight_count:
            count = row.highlight_count
            inner.setRight(paint_highlight_count(painter, rect, inner.right(), count, theme))
        if shown.is_current:
            tick = QRect(inner.right() - 13, middle - 7, 13, 13)
            paint_tick(painter, placed(rect, tick), QColor(theme.accent))
            inner.setRight(inner.right() - 22)
        is_muted = not row.is_enabled or (row.share == 1 and not shown.is_current)
        ink = QColor(theme.muted) if is_muted else text_color(option)
        used = _paint_title(painter, placed(rect, inner), shown, option.font, ink)
        if shown.detail and inner.width() - used > 40:
            painter.setFont(small)
            painter.setPen(QColor(theme.muted))
            place = inner.adjusted(used + 10, 0, 0, 0)
            draw_elided(painter, rect, place, shown.detail)
        painter.restore()


def _paint_title(painter: QPainter, rect: QRect, shown: ShownRow, font: QFont, ink: QColor) -> int:
    """Paints the title, its matched letters bold; answers the width it took."""
    painter.setPen(ink)
    painter.setFont(font)
    text = painter.fontMetrics().elidedText(
        shown.row.title, Qt.TextElideMode.ElideRight, rect.width()
    )
    layout = QTextLayout(text, font)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    formats = []
    for start, length in _runs(shown.row.title, shown.places):
        span = QTextLayout.FormatRange()
        span.start, span.length, span.format = start, length, bold
        formats.append(span)
    layout.setFormats(formats if text == shown.row.title else [])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    layout.endLayout()
    top = rect.center().y() + 1 - line.height() / 2
    width = round(line.naturalTextWidth())
    left = placed(rect, QRect(rect.left(), 0, width, 1)).left()
    layout.draw(painter, QPointF(left - line.naturalTextRect().left(), top))
    return width


def _runs(title: str, places: Sequence[int]) -> list[tuple[int, int]]:
    """Returns adjacent positions as (start, length) in UTF-16 units, as Qt counts."""
    runs: list[tuple[int, int]] = []
    for place in places:
        start, length = utf16_length(title[:place]), utf16_length(title[place])
        if runs and sum(runs[-1]) == start:
            runs[-1] = (runs[-1][0], runs[-1][1] + length)
        else:
            runs.append((start, length))
    return runs
