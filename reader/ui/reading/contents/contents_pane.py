"""Shows the headings of the text beside it, and marks the current section."""

from bisect import bisect_left
from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.commands.context import By
from reader.core.text.reading.sections import SectionProgress
from reader.core.translation import _, counted_text, ngettext
from reader.ui.lists.frameless_item_views import show_plain_rows
from reader.ui.lists.row_model import Index, RowModel
from reader.ui.reading.reading_view import ReadingView
from reader.ui.style.box_layouts import in_column, mirrored
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.painting import (
    elided_name,
    paint_highlight_count,
    paint_row,
    paint_share,
    placed,
    sized,
)
from reader.ui.style.theme import blend, current_theme

WIDTH = 272
_ROW = 36  # pixels, also those of the mock's grid
_STEP = 20  # pixels to the side for each level
_SIDE = 14
_BAR = 28  # pixels, of what is read
_FOLLOW = 60  # ms without scrolling after which the section is announced
_SHADE = 0.28  # of the hairlines' colour, as that of the other panel
_ROW_ROLE = Qt.ItemDataRole.UserRole + 1


class _Section(NamedTuple):
    """One row: a section, and how many highlights begin in it."""

    progress: SectionProgress
    highlights: int

    @property
    def title(self) -> str:
        """The words of its heading."""
        return self.progress.heading.title

    @property
    def start(self) -> int:
        """Where that is."""
        return self.progress.heading.start


class ContentsPane(QWidget):
    """Lists the sections of the page shown; a row leads to its heading."""

    def __init__(self, pane: ReadingView, parent: QWidget) -> None:
        super().__init__(parent)
        self.pane = pane
        self.setFixedWidth(WIDTH)
        self.setObjectName("contents")
        self.list = _SectionList(self)
        self.title = ElidedLabel(self)
        self.title.setFont(sized(self.font(), 1.15, is_bold=True))
        self.progress = ElidedLabel(self)
        for label in (self.title, self.progress):
            label.setContentsMargins(mirrored(20, 0, 14, 0))
        labels = (self.title, self.progress)
        column = in_column(*labels, parent=self, margins=(0, 14, 1, 8), spacing=2)
        column.addSpacing(6)
        column.addWidget(self.list, 1)
        self.list.clicked.connect(lambda _index: self.go_to_current())
        self._timer = QTimer(self, singleShot=True, interval=_FOLLOW)
        self._timer.timeout.connect(self.update_rows)
        for signal in (pane.passage_changed, pane.text_shown, pane.annotations_changed):
            signal.connect(self.update_rows)
        pane.scrolled.connect(self._timer.start)
        self.title.setText(_("Contents"))

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Gives the rows the keyboard, at the section that is read."""
        self.list.setFocus(reason)
        self.list.go_to_shown()

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        """Makes another row current."""
        self.list.step(delta)

    def go_to_current(self) -> None:
        """Goes to the section of the current row, from where one can go back."""
        one = self.list.current_section()
        if one is not None:
            self.pane.setFocus(Qt.FocusReason.OtherFocusReason)
            self.pane.jump_to(one.start)

    def update_rows(self) -> None:
        """Lists the sections of the page as they are now."""
        if self.isHidden():
            return
        if self.pane.whole_passages is None or self.pane.is_laying_out:
            self.list.show_sections([])
            self.progress.setText("")
            return
        sections = self.pane.section_progress()
        starts = sorted(one.start for one in self.pane.annotations if one.start is not None)
        self.list.show_sections(
            [
                _Section(
                    one,
                    bisect_left(starts, one.heading.end) - bisect_left(starts, one.heading.start),
                )
                for one in sections
            ]
        )
        percent = round(100 * self.pane.share_read())
        told = _("{percent}% read").format(percent=percent)
        self.progress.setText(told if sections else _("This article has no headings."))

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.update_rows()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the ground and the hairline to the text."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(blend(theme.line, theme.side, _SHADE)))
        at = self.width() - 1 if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else 0
        painter.fillRect(at, 0, 1, self.height(), QColor(theme.line))
        painter.end()


class _SectionList(QListView):
    """The rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = _SectionModel(self)
        self.setModel(self._rows)
        self.setItemDelegate(_SectionDelegate(self))
        self.setUniformItemSizes(True)
        self.setAccessibleName(_("Table of contents"))
        self.setViewportMargins(8, 0, 8, 0)
        show_plain_rows(self)

    def show_sections(self, sections: list[_Section]) -> None:
        """Lists sections; the one that is read stays on screen."""
        before = [one.start for one in self._rows.rows]
        shown = self._shown()
        if before == [one.start for one in sections]:
            self._rows.change_rows(list(sections))
        else:
            self._rows.set_rows(list(sections))
        now = self._shown()
        if now >= 0 and (now != shown or before != [one.start for one in sections]):
            self.scrollTo(self._rows.index(now))
            if not self.hasFocus():
                self.setCurrentIndex(self._rows.index(now))

    def _shown(self) -> int:
        return next((n for n, one in enumerate(self._rows.rows) if one.progress.is_current), -1)

    def go_to_shown(self) -> None:
        """Makes the section that is read the current row."""
        if self._shown() >= 0:
            self.setCurrentIndex(self._rows.index(self._shown()))
        elif self._rows.rows and not self.currentIndex().isValid():
            self.setCurrentIndex(self._rows.index(0))

    def current_section(self) -> _Section | None:
        """Returns the section of the current row."""
        index = self.currentIndex()
        return self._rows.rows[index.row()] if index.isValid() else None

    def step(self, delta: int) -> None:
        """Makes another row current."""
        count = len(self._rows.rows)
        if count:
            row = max(0, min(self.currentIndex().row() + delta, count - 1))
            self.setCurrentIndex(self._rows.index(row))


class _SectionModel(RowModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, lambda one: one.title, _spoken, lambda one: one.title)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == _ROW_ROLE:
            return self.rows[index.row()]
        return super().data(index, role)

    def change_rows(self, rows: list[_Section]) -> None:
        """Lists the same sections, of which other things are said."""
        if rows != self.rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))


def _spoken(one: _Section) -> tuple[str, ...]:
    count = one.highlights
    told = counted_text("{n} highlight", "{n} highlights", count) if count else ""
    here = _("where you read") if one.progress.is_current else ""
    minutes = one.progress.minutes
    return one.title, told, here, ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)


class _SectionDelegate(QStyledItemDelegate):
    """Paints a section: its name, how many highlights are in it, how far it is read, the minutes."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDTH - 20, max(_ROW, option.fontMetrics.height() + 12))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | Any
    ) -> None:
        theme, one = current_theme(), index.data(_ROW_ROLE)
        view = self.parent()
        rect = option.rect.adjusted(0, 1, 0, -1)
        painter.save()
        is_current = one.progress.is_current
        if is_current:
            paint_row(painter, rect, theme)
        if isinstance(view, QListView) and view.hasFocus() and index == view.currentIndex():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.accent), 1.5))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)
        painter.setFont(sized(option.font, 0.86))
        ending, share = _("{n} min").format(n=one.progress.minutes), one.progress.share
        right = paint_share(painter, rect, rect.right() - _SIDE, _BAR, share, ending, theme)
        if one.highlights:
            right = paint_highlight_count(painter, rect, right, one.highlights, theme)
        inner = rect.adjusted(_SIDE + _STEP * min(one.progress.heading.depth, 4), 0, 0, 0)
        inner.setRight(right)
        inner = placed(rect, inner)
        font = sized(option.font, 1.0, is_bold=is_current)
        painter.setFont(font)
        is_muted = one.progress.share == 1 and not is_current
        painter.setPen(QColor(theme.muted if is_muted else theme.ink))
        words = elided_name(painter.fontMetrics(), one.title, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
