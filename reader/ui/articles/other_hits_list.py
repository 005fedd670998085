"""Lists below the article list the other hits of a search: in other views, highlights, notes, tags."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.core.color_names import color_name
from reader.core.search_results import Found, FoundGroup, FoundRow
from reader.core.text.searching.snippets import snippet
from reader.core.text.searching.text_search import SearchTerm, hits
from reader.core.translation import N_, _, counted_text, number_text
from reader.ui.articles.article_row_layout import TextBlock, one_line
from reader.ui.lists.frameless_item_views import show_plain_rows
from reader.ui.lists.row_model import Index, RowModel
from reader.ui.style.painting import fill_rounded, sized
from reader.ui.style.reading_typography import direction
from reader.ui.style.theme import blend, current_theme

_EDGE, _LEFT, _RADIUS = 6, 22, 7
_ABOVE_HEADING = 10
_PLACES = {
    Found.INBOX: N_("Inbox"),
    Found.LATER: N_("Later"),
    Found.ARCHIVE: N_("Archive"),
    Found.FEEDS: N_("Feeds"),
    Found.HIGHLIGHTS: N_("Highlights"),
    Found.NOTES: N_("Notes"),
    Found.TAGS: N_("Tags"),
    Found.TRASH: N_("Trash"),
}
_ROW = Qt.ItemDataRole.UserRole


class OtherHitRow(NamedTuple):
    """A row: the heading of a place, one thing found there, or how much more there is."""

    place: Found
    text: str
    found: FoundRow | None = None
    is_heading: bool = False

    def spoken(self) -> Iterator[str]:
        """Yields what a screen reader says."""
        yield self.text
        found = self.found
        if found is None:
            return
        if found.annotation_id:
            yield color_name(found.color) if found.color else _("note")
            yield found.title
        elif found.hits and self.place is not Found.TAGS:
            yield counted_text("{n} place", "{n} places", found.hits)


def rows_of(groups: Sequence[FoundGroup]) -> list[OtherHitRow]:
    """Returns the rows for what was found in each place."""
    rows: list[OtherHitRow] = []
    for place, total, found in groups:
        count = number_text(total)
        rows.append(OtherHitRow(place, f"{_(_PLACES[place])} · {count}", is_heading=True))
        rows += [OtherHitRow(place, one_line(one.text) or _("Untitled"), one) for one in found]
        if total > len(found):
            more = counted_text("{n} more", "{n} more", total - len(found))
            rows.append(OtherHitRow(place, more))
    return rows


class _Model(RowModel):
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.rows[index.row()] if role == _ROW else super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        is_heading = index.isValid() and self.rows[index.row()].is_heading
        return flags & ~Qt.ItemFlag.ItemIsSelectable if is_heading else flags


class OtherHitsList(QListView):
    """A few rows under headings; it is as high as they are where there is room."""

    chosen = Signal(object, object)  # Found, and the FoundRow, None for all that is in the place
    left = Signal()  # upwards, for the article list

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._listed = _Model(self, lambda row: row.text, lambda row: row.spoken())
        self._delegate = _Delegate(self)
        self.setModel(self._listed)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Found elsewhere"))
        show_plain_rows(self)
        self.setMouseTracking(True)
        self.clicked.connect(lambda index: self._choose(index))

    @property
    def rows(self) -> list[OtherHitRow]:
        """What is listed, headings among it."""
        return self._listed.rows

    def set_groups(self, groups: Sequence[FoundGroup], sought: Sequence[SearchTerm]) -> None:
        """Lists what was found; the current row stays where it is still there."""
        current, bar = self.current(), self.verticalScrollBar()
        top, before = bar.value(), self.currentIndex().row()
        self._delegate.sought = tuple(sought)
        self._listed.set_rows(rows_of(groups))
        if current is None:
            return
        same = [number for number, row in enumerate(self.rows) if row.found == current.found]
        here = same[0] if current.found and same else min(before, len(self.rows) - 1)
        if self.rows and not self.rows[here].is_heading:
            self.setCurrentIndex(self._listed.index(here))
            bar.setValue(top)

    def current(self) -> OtherHitRow | None:
        """Returns the current row."""
        index = self.currentIndex()
        return self.rows[index.row()] if index.isValid() else None

    def needed_height(self) -> int:
        """Returns how high all rows are."""
        return sum(self.sizeHintForRow(row) for row in range(len(self.rows))) + 8

    def step(self, delta: int) -> None:
        """Makes another row current; before the first there is the article list."""
        able = [number for number, row in enumerate(self.rows) if not row.is_heading]
        here = self.currentIndex().row()
        at = able.index(here) if here in able else -1
        if not able or at + delta < 0:
            self.left.emit()
            return
        index = self._listed.index(able[min(len(able) - 1, at + delta)])
        self.setCurrentIndex(index)
        self.scrollTo(self._listed.index(0) if at + delta == 0 else index)

    def enter(self) -> None:
        """Takes the keyboard, on the first row if none is current."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        row = self.current()
        if row is None or row.is_heading:
            self.setCurrentIndex(QModelIndex())
            self.step(1)

    def choose_current(self) -> None:
        """Emits what is in the current row, to be opened."""
        self._choose(self.currentIndex())

    def keyboardSearch(self, _search: str) -> None:
        """Does nothing: letters are commands."""

    def keeps_key(self, chord: str) -> bool:
        """Handles the key that opens, whose command applies to articles only."""
        return chord == "Enter"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens what is current; leaves all other keys to the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.choose_current()
        else:
            event.ignore()

    def _choose(self, index: Index) -> None:
        row = self.rows[index.row()] if index.isValid() else None
        if row is not None and not row.is_heading:
            self.chosen.emit(row.place, row.found)


class _Delegate(QStyledItemDelegate):
    """Paints headings, articles in one line, annotations in two with their colour."""

    sought: tuple[SearchTerm, ...] = ()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: OtherHitRow = index.data(_ROW)
        line = QFontMetrics(option.font).height()
        if row.is_heading:
            return QSize(120, line + 12 + (_ABOVE_HEADING if index.row() else 0))
        return QSize(120, 2 * line + 18 if row.found and row.found.annotation_id else line + 12)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: OtherHitRow = index.data(_ROW)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.is_heading:
            self._paint_heading(painter, rect, row, option.font, is_first=not index.row())
        else:
            self._paint_ground(painter, rect, option.state)
            self._paint_row(painter, rect, row, option.font, option.direction)
        painter.restore()

    def _paint_heading(
        self, painter: QPainter, rect: QRect, row: OtherHitRow, font: QFont, *, is_first: bool
    ) -> None:
        theme = current_theme()
        painter.fillRect(
            QRect(_LEFT, rect.top() + (0 if is_first else 5), rect.width() - 2 * _LEFT, 1),
            QColor(theme.line),
        )
        painter.setFont(sized(font, 0.93, is_bold=True))
        painter.setPen(QColor(theme.ink))
        area = rect.adjusted(_LEFT, 0 if is_first else _ABOVE_HEADING, -_LEFT, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, row.text)

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme, box = current_theme(), QRectF(rect).adjusted(_EDGE, 1, -_EDGE, -1)
        if state & QStyle.StateFlag.State_HasFocus:
            fill_rounded(painter, box, theme.selection, _RADIUS)
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
        elif state & QStyle.StateFlag.State_MouseOver:
            fill_rounded(painter, box, blend(theme.selection, theme.side, 0.5), _RADIUS)

    def _paint_row(
        self,
        painter: QPainter,
        rect: QRect,
        row: OtherHitRow,
        font: QFont,
        toward: Qt.LayoutDirection,
    ) -> None:
        theme, found = current_theme(), row.found
        area, line = QRectF(rect).adjusted(_LEFT, 0, -_LEFT, 0), QFontMetrics(font).height()
        if found is None:
            painter.setPen(QColor(theme.accent))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, row.text)
            return
        text = row.text if row.place is not Found.TAGS else f"#{row.text}"
        top = area.center().y() - line / 2
        if found.annotation_id:
            color = theme.highlights[found.color] if found.color else theme.muted
            bar = QRectF(area.left(), area.top() + 7, 4, area.height() - 14)
            fill_rounded(painter, bar, color, 2)
            area.adjust(14, 0, 0, 0)
            top = area.top() + 8
            places = hits(found.text, self.sought)
            text = one_line(snippet(found.text, places)) or text
        elif found.hits:
            count = number_text(found.hits)
            painter.setFont(sized(font, 0.93))
            painter.setPen(QColor(theme.muted))
            end = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, end, count)
            room = painter.fontMetrics().horizontalAdvance(count) + 12
            area.setWidth(area.width() - room)
            if toward is Qt.LayoutDirection.RightToLeft:
                area.translate(room, 0)
        painter.setPen(QColor(theme.ink))
        own = direction(text, toward)
        shows_hit = bool(found.annotation_id)
        block = TextBlock(
            text, font, area.width(), toward=own, sought=self.sought, shows_hit=shows_hit
        )
        block.layout.draw(painter, QPointF(area.left(), top))
        if found.annotation_id:
            small = sized(font, 0.93)
            painter.setPen(QColor(theme.muted))
            TextBlock(one_line(found.title), small, area.width(), toward=own).layout.draw(
                painter, QPointF(area.left(), top + line + 2)
            )
