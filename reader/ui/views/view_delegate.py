"""Paints the rows of the panel of views: icon, name, and count."""

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from reader.core.models import Color
from reader.core.translation import number_text
from reader.ui.lists.row_model import Index
from reader.ui.style.painting import (
    draw_elided,
    fill_rounded,
    paint_row,
    paint_warning,
    placed,
    round_pen,
    sized,
)
from reader.ui.style.reading_typography import isolate, set_apart
from reader.ui.style.theme import Theme, current_theme
from reader.ui.views.view_rows import FEEDS, Kind, ViewRow

ROW_ROLE = Qt.ItemDataRole.UserRole + 1  # the ViewRow
SHOWN_ROLE = Qt.ItemDataRole.UserRole + 2  # whether its articles are listed

_HEIGHT, _HEADING = 28, 40  # pixels, in the usual size of type
_SIGN, _NAME, _STEP = 20, 44, 24  # pixels from the left, or from the right if words begin there
_SIDE = 8  # pixels beside a row's ground
_TILE = 16
_TINTS = tuple(Color)


class ViewDelegate(QStyledItemDelegate):
    """Paints a row without a widget of its own."""

    def __init__(self, rows: QListView) -> None:
        super().__init__(rows)
        self._rows = rows
        self.is_dropped_on = False  # the current row, by what is dragged over it

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: ViewRow = index.data(ROW_ROLE)
        height = _HEADING if row.kind is Kind.HEADING else _HEIGHT
        more = max(0, QFontMetrics(self._rows.font()).height() - 18)
        return QSize(80, height + more)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: ViewRow = index.data(ROW_ROLE)
        theme, is_shown = current_theme(), bool(index.data(SHOWN_ROLE))
        is_active = self._rows.hasFocus() or self.is_dropped_on
        is_current = is_active and self._rows.currentIndex() == index
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = option.rect.adjusted(_SIDE, 0, -_SIDE, 0)
        if row.kind is Kind.HEADING:
            ground.setTop(ground.bottom() - _HEIGHT + 1)
        if is_shown:
            paint_row(painter, ground, theme)
        if is_current:
            painter.setPen(QPen(QColor(theme.accent), 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(ground).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if row.kind is Kind.HEADING:
            self._paint_heading(painter, ground, row, theme)
        else:
            self._paint_row(painter, ground, row, theme, is_shown)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, row: ViewRow, theme: Theme) -> None:
        font = sized(self._rows.font(), 0.85, is_bold=True)
        title = row.title.upper()
        set_apart(font, title, 1.0)
        painter.setFont(font)
        painter.setPen(QColor(theme.muted))
        name = rect.adjusted(_SIGN - _SIDE, 0, -_STEP, 0)
        painter.drawText(placed(rect, name), Qt.AlignmentFlag.AlignVCenter, title)
        arrow = QRect(rect.right() - _STEP, rect.top(), _TILE, rect.height())
        _paint_arrow(painter, placed(rect, arrow), theme, is_open=bool(row.is_open))
        if row.key == FEEDS:
            middle = QPointF(plus_of(rect).center()) + QPointF(0.5, 0.5)
            painter.drawLine(middle - QPointF(5, 0), middle + QPointF(5, 0))
            painter.drawLine(middle - QPointF(0, 5), middle + QPointF(0, 5))

    def _paint_row(
        self, painter: QPainter, rect: QRect, row: ViewRow, theme: Theme, is_shown: bool
    ) -> None:
        shift = _STEP * row.depth
        sign = QRect(rect.left() + _SIGN - _SIDE + shift, rect.top(), _TILE, rect.height())
        sign = placed(rect, sign)
        if row.is_open is not None:
            _paint_arrow(painter, sign, theme, is_open=row.is_open)
        elif row.kind is Kind.VIEW:
            _paint_sign(painter, sign, row.key, theme)
        elif row.kind is Kind.SEARCH:
            _paint_lens(painter, sign, theme)
        elif row.kind in (Kind.FEED, Kind.SITE):
            _paint_tile(painter, sign, row, theme, self._rows.font())
        font = QFont(self._rows.font())
        if is_shown:
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        right = rect.right() - 12
        if row.count:
            count = number_text(row.count)
            painter.setPen(QColor(theme.muted))
            area = QRect(rect.left(), rect.top(), right - rect.left(), rect.height())
            end = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(placed(rect, area), end, count)
            right -= painter.fontMetrics().horizontalAdvance(count) + 8
        if row.failure:
            mark = QRect(right - 14, rect.center().y() - 6, 13, 13)
            paint_warning(painter, placed(rect, mark), theme)
            right = mark.left() - 6
        left = rect.left() + _NAME - _SIDE + shift
        painter.setPen(QColor(theme.accent if row.kind is Kind.TAG else theme.ink))
        name = QRect(left, rect.top(), right - left, rect.height())
        draw_elided(painter, rect, name, isolate(row.title))


def plus_of(rect: QRect) -> QRect:
    """Returns where in the heading of the feeds the sign is that subscribes to another."""
    return placed(rect, QRect(rect.right() - 2 * _STEP, rect.top(), _TILE, rect.height()))


def arrow_of(rect: QRect, depth: int) -> QRect:
    """Returns the part of a row, before its name, where a click opens or folds it."""
    return placed(rect, QRect(rect.left(), rect.top(), _NAME + _STEP * depth, rect.height()))


def _paint_arrow(painter: QPainter, rect: QRect, theme: Theme, *, is_open: bool) -> None:
    painter.setPen(round_pen(QColor(theme.muted), 1.4))
    center = QPointF(rect.center()) + QPointF(0.5, 0.5)
    onwards = -2 if QGuiApplication.isRightToLeft() else 2  # where a closed one points
    closed = ((-onwards, -4), (onwards, 0), (-onwards, 4))
    corners = ((-4, -2), (0, 2), (4, -2)) if is_open else closed
    painter.drawPolyline([center + QPointF(x, y) for x, y in corners])


def _paint_lens(painter: QPainter, rect: QRect, theme: Theme) -> None:
    painter.setPen(round_pen(QColor(theme.muted), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    area = QRectF(rect.left() + 1.5, rect.center().y() - 6, 8.5, 8.5)
    painter.drawEllipse(area)
    edge = area.bottomRight() - QPointF(1.2, 1.2)
    painter.drawLine(edge, edge + QPointF(4, 4))


def _paint_tile(painter: QPainter, rect: QRect, row: ViewRow, theme: Theme, font: QFont) -> None:
    """Paints the first letter of a feed or site on a colour of highlights, always the same."""
    tile = QRectF(rect.left(), rect.center().y() - _TILE / 2 + 1, _TILE, _TILE)
    number = row.feeds[0] if row.feeds else len(row.title)
    fill_rounded(painter, tile, theme.highlights[_TINTS[number % len(_TINTS)]], 4)
    painter.setPen(QColor(theme.ink))
    painter.setFont(sized(font, 0.75, is_bold=True))
    painter.drawText(tile, Qt.AlignmentFlag.AlignCenter, row.title[:1].upper())


def _paint_sign(painter: QPainter, rect: QRect, view: str, theme: Theme) -> None:
    """Paints the sign of a view of the library: a tray, a clock, a box, a star, lines or a bin."""
    painter.setPen(round_pen(QColor(theme.muted), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    area = QRectF(rect.left() + 1, rect.center().y() - 6, 13, 13)
    x, y, edge = area.x(), area.y(), area.width()

    def at(*places: tuple[float, float]) -> list[QPointF]:
        return [QPointF(x + edge * h, y + edge * v) for h, v in places]

    if view == "inbox":
        painter.drawPolygon(at((0.2, 0.1), (0.8, 0.1), (1, 0.6), (1, 1), (0, 1), (0, 0.6)))
        painter.drawPolyline(
            at((0, 0.6), (0.3, 0.6), (0.4, 0.78), (0.6, 0.78), (0.7, 0.6), (1, 0.6))
        )
    elif view == "later":
        painter.drawEllipse(area)
        painter.drawPolyline(at((0.5, 0.22), (0.5, 0.52), (0.7, 0.64)))
    elif view == "archive":
        painter.drawRect(QRectF(x, y + edge * 0.05, edge, edge * 0.27))
        painter.drawPolyline(at((0.08, 0.32), (0.08, 0.98), (0.92, 0.98), (0.92, 0.32)))
        painter.drawLine(*at((0.38, 0.55), (0.62, 0.55)))
    elif view == "all":
        for height in (0.15, 0.5, 0.85):
            painter.drawLine(*at((0, height), (1, height)))
    elif view == "trash":
        painter.drawLine(*at((0.05, 0.2), (0.95, 0.2)))
        painter.drawPolyline(at((0.35, 0.2), (0.35, 0), (0.65, 0), (0.65, 0.2)))
        painter.drawPolyline(at((0.15, 0.2), (0.23, 1), (0.77, 1), (0.85, 0.2)))
    else:
        tips = ((0.5, 0), (0.64, 0.33), (1, 0.38), (0.73, 0.62), (0.81, 0.98))
        mirrored = ((0.5, 0.8), (0.19, 0.98), (0.27, 0.62), (0, 0.38), (0.36, 0.33))
        painter.drawPolygon(at(*tips, *mirrored))
