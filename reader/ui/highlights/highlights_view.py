"""The list of the page of all annotations: cards under the headings of their articles."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPoint,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from reader.core.models import Listed
from reader.core.translation import _
from reader.ui.highlights.highlights_model import HighlightsModel
from reader.ui.highlights.highlights_row import (
    RowFaces,
    RowLayout,
    card_rect,
    lay_out_row,
    paint_row,
)
from reader.ui.lists.variable_height_list import Index, MeasuredList
from reader.ui.style.announcement import announce, is_heard, spoken_count

if TYPE_CHECKING:
    from reader.ui.annotations.note_editor import NoteEditor

_KEPT = 240  # laid out rows that are kept


class HighlightsView(MeasuredList):
    """The cards under the headings of their articles; one editor lies over the card that is noted."""

    opened = Signal()  # Enter or a double click on the current row
    gesture = Signal(int, bool, bool)  # a click on a row, with Ctrl, with Shift
    current_moved = Signal()
    menu_wanted = Signal(QPoint)  # where on the screen
    editing: int | None = None  # the annotation whose note is written

    def __init__(self, rows: HighlightsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = rows
        self.faces = RowFaces.of(self.font())
        self.drafted: Callable[[int], bool] = lambda _id: False
        self._editor: NoteEditor | None = None
        self._editor_height = 0
        self._layouts: dict[tuple[int, bool, bool, bool, bool], RowLayout] = {}
        self._measured: dict[int, int] = {}  # heights in pixels, by annotation
        self._is_silent = False
        self.setModel(rows)
        self.setAccessibleName(_("All highlights"))

    # -- what is shown ---------------------------------------------------------------------------

    def set_listed(self, listed: Listed, current: int | None) -> None:
        """List these with an annotation current; what stands at the top stays there if it can."""
        anchor = self._anchor()
        self._is_silent = True
        self.rows.set_listed(listed)
        self._layouts.clear()
        known = (
            (row, height)
            for id_, height in self._measured.items()
            if (row := self.rows.row_of(id_)) >= 0
        )
        self.heights.reset(len(listed.ids), self.faces.estimate(), known)
        row = self.rows.row_of(current)
        self.setCurrentIndex(self.rows.index(row) if row >= 0 else QModelIndex())
        self._is_silent = False
        self.fit_bar()
        self._go_to_anchor(anchor, row)
        self.settle()
        self.viewport().update()

    def forget(self) -> None:
        """Measure and paint anew what changed in the rows."""
        self._layouts.clear()
        self._measured.clear()
        self.settle()
        self.viewport().update()

    def forget_places(self) -> None:
        """Begin at the top with the next list: it answers another question."""
        self.verticalScrollBar().setValue(0)

    @property
    def current_row(self) -> int:
        """The row the keys act on, or -1."""
        return self.currentIndex().row()

    def go_to_row(self, row: int) -> None:
        """Make a row current and bring it into sight."""
        self.setCurrentIndex(self.rows.index(row))

    def tell_row(self, *, is_counted: bool = False) -> None:
        """Have the current row spoken, and how many are picked if that is to be told."""
        if is_heard():
            said = str(self.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) or "")
            count = spoken_count(len(self.rows.picked)) if is_counted else ""
            announce(self, ". ".join(part for part in (said, count) if part))

    def page_step(self, direction: int) -> int:
        """How many rows a page down (1) or up (-1) goes from the current row."""
        row, room = self.current_row, self.viewport().height() - 60
        if row < 0:
            return direction
        steps = 0
        while 0 <= row + direction * (steps + 1) < len(self.heights) and room > 0:
            steps += 1
            room -= self.heights.height(row + direction * steps)
        return direction * max(1, steps)

    # -- the note's editor -----------------------------------------------------------------------

    @property
    def editor(self) -> "NoteEditor":
        """The one editor, made when it is first needed."""
        if self._editor is None:
            from reader.ui.annotations.note_editor import NoteEditor  # start-up time

            self._editor = NoteEditor(self.viewport())
            self._editor.height_changed.connect(self._follow_editor)
        return self._editor

    def begin_edit(self, annotation_id: int, text: str, draft: str | None) -> None:
        """Open the editor in a card."""
        self.editing = annotation_id
        self.editor.open_note(text, draft)
        self._follow_editor()

    def end_edit(self) -> None:
        """Give the card its own face back."""
        self.editing = None
        self.editor.hide()
        self._layouts.clear()
        self.settle()
        self.viewport().update()

    def _follow_editor(self) -> None:
        row = self.rows.row_of(self.editing)
        if row >= 0:
            width = card_rect(self.visualRect(self.rows.index(row)), self.layout_of(row)).width()
            self._editor_height = self.editor.height_for(width - 20)
            self._layouts.clear()
            self.settle()
            self.scrollTo(self.rows.index(row))
            self.placed()
            self.editor.scroll_into_sight(self.verticalScrollBar())

    def placed(self) -> None:
        """Keep the editor on its card."""
        row = self.rows.row_of(self.editing) if self.editing is not None else -1
        if row < 0:
            return
        layout = self.layout_of(row)
        if layout.card is not None and layout.card.editor is not None:
            card = card_rect(self.visualRect(self.rows.index(row)), layout)
            self.editor.setGeometry(layout.card.editor.translated(card.topLeft()))

    # -- where rows are --------------------------------------------------------------------------

    def measure(self, row: int) -> int:
        """The height of a row as it is to be painted now."""
        if row >= len(self.rows.listed.ids):
            return self.heights.height(row)
        height = self.layout_of(row).height
        if row != self.current_row:
            self._measured[self.rows.listed.ids[row]] = height
        return height

    def layout_of(self, row: int) -> RowLayout:
        """A row laid out as it is to be painted now."""
        rows, id_ = self.rows, self.rows.listed.ids[row]
        is_current = row == self.current_row
        has_article, has_section = rows.begins_article(row), rows.begins_section(row)
        key = (id_, is_current, has_article, has_section, row == 0)
        layout = self._layouts.get(key)
        if layout is None:
            layout = lay_out_row(
                rows.item_at(row),
                self.viewport().width(),
                self.faces,
                has_section=has_section,
                has_article=has_article,
                is_first=row == 0,
                is_expanded=is_current,
                editor_height=self._editor_height if id_ == self.editing else None,
                room=self.viewport().height(),
            )
            while len(self._layouts) >= _KEPT:
                del self._layouts[next(iter(self._layouts))]
            self._layouts[key] = layout
        return layout

    def _anchor(self) -> tuple[int, int] | None:
        """The annotation at the top and how far it is scrolled past; None at the very top."""
        y = self.verticalOffset()
        row = self.heights.row_at(y)
        if y == 0 or not 0 <= row < len(self.rows.listed.ids):
            return None
        return self.rows.listed.ids[row], y - self.heights.top(row)

    def _go_to_anchor(self, anchor: tuple[int, int] | None, current: int) -> None:
        row = self.rows.row_of(anchor[0]) if anchor else -1
        if anchor and row >= 0:
            self.verticalScrollBar().setValue(self.heights.top(row) + anchor[1])
        elif anchor and current >= 0:
            self.scrollTo(self.rows.index(current))
        else:
            self.verticalScrollBar().setValue(0)

    # -- Qt --------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Show the whole quote of the current row and only the start of the one before."""
        super().currentChanged(current, previous)
        if self._is_silent:
            return
        self.settle()
        if current.isValid():
            self.scrollTo(current)
        self.placed()
        self.viewport().update()
        self.current_moved.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows in sight."""
        painter = QPainter(self.viewport())
        rows, row = self.rows, self.heights.row_at(self.verticalOffset() + event.rect().top())
        bottom = event.rect().bottom()
        while 0 <= row < min(len(self.heights), len(rows.listed.ids)):
            rect = self.visualRect(rows.index(row))
            if rect.top() > bottom:
                break
            layout, id_ = self.layout_of(row), rows.listed.ids[row]
            if layout.height != rect.height():  # a row that was read anew: place it, paint again
                QTimer.singleShot(0, self, self._settle_later)
            paint_row(
                painter,
                rect,
                rows.item_at(row),
                layout,
                self.faces,
                self.palette(),
                rows.section_title(row),
                is_picked=id_ in rows.picked,
                is_current=row == self.current_row,
                has_focus=self.hasFocus(),
                has_draft=self.drafted(id_),
            )
            row += 1
        painter.end()

    def _settle_later(self) -> None:
        self.settle()
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Make the row under the pointer current, or pick it with Ctrl, a range with Shift."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            held = event.modifiers()
            has_control = bool(held & Qt.KeyboardModifier.ControlModifier)
            self.gesture.emit(
                index.row(), has_control, bool(held & Qt.KeyboardModifier.ShiftModifier)
            )
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the words in their article."""
        if self.indexAt(event.position().toPoint()).isValid():
            self.opened.emit()
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with the row under the pointer, or with all that are picked."""
        index = self.indexAt(event.pos())
        if index.isValid():
            if self.rows.listed.ids[index.row()] not in self.rows.picked:
                self.gesture.emit(index.row(), False, False)
            self.menu_wanted.emit(event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the halo off."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew for another width, with the same row at the top."""
        QAbstractItemView.resizeEvent(self, event)
        if event.oldSize().width() != event.size().width():
            anchor = self._anchor()
            self._layouts.clear()
            self._measured.clear()
            self.heights.reset(len(self.rows.listed.ids), self.faces.estimate())
            self.fit_bar()
            self._go_to_anchor(anchor, self.current_row)
        self.fit_bar()
        self._layouts.clear()  # the current quote is shown as far as it fits
        self.settle()
        if self.editing is not None:
            self._follow_editor()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew for another font, paint anew for another theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.faces = RowFaces.of(self.font())
            self.forget()
        elif event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
