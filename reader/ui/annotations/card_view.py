"""Shows a list of cards; the current card is expanded, and notes are edited in it."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QRect, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from reader.core.models import Annotation
from reader.library.note_drafts import with_drafts
from reader.ui.annotations.annotation_card import RowLayout
from reader.ui.annotations.annotation_model import CardRows
from reader.ui.annotations.note_autosave import DraftStore
from reader.ui.annotations.note_session import NoteSession
from reader.ui.lists.row_model import Index
from reader.ui.lists.variable_height_list import VariableHeightList

if TYPE_CHECKING:
    from reader.ui.annotations.note_editor import NoteEditor
    from reader.ui.annotations.note_editor_overlay import NoteFrame

_KEPT = 240  # laid out rows that are kept
_ANCHORS = 40  # rows from the top of the view of which one is to stay where it is


class CardView(VariableHeightList):
    """Lays out, paints and measures rows that contain a card; subclasses define their content.

    Rows are identified by the ids of their annotations. One editor is shown over the card whose
    note is edited.
    """

    moved = Signal(int)  # the user made this annotation current
    note_ended = Signal(bool)  # editing a note has ended; whether the focus is to go back
    fonts: object  # the fonts of a row
    _session: NoteSession | None = None  # Qt asks for it while the view sets itself up

    def __init__(self, rows: CardRows, drafts: DraftStore, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._rows, self._drafts = rows, drafts
        self._frame: NoteFrame | None = None
        self._editor_height = 0
        self._layouts: dict[tuple[object, ...], RowLayout] = {}
        self._measured: dict[int, int] = {}  # heights of rows that are not current, by annotation
        self._card_width = 0  # for which rows were laid out
        self._is_silent = self._is_listing = self._is_restyling = False
        self._is_current_unseen = False  # made current while the view was hidden
        self.fonts = self.make_fonts()
        self.setModel(rows)
        drafts.changed.connect(self.viewport().update)
        drafts.ended.connect(self.viewport().update)

    # -- defined by subclasses --------------------------------------------------------------------

    def make_fonts(self) -> object:
        """Returns the fonts that go with the view's."""
        raise NotImplementedError

    def estimate(self) -> int:
        """Returns the approximate height of a row."""
        raise NotImplementedError

    def estimates(self) -> Iterable[tuple[int, int]]:
        """Returns rows with heights that are better than the estimate of all."""
        return ()

    def card_span(self) -> tuple[int, int]:
        """Returns where cards begin in the viewport, and how wide they are."""
        raise NotImplementedError

    def shape_of(self, _row: int) -> tuple[object, ...]:
        """Returns what a row's layout depends on besides its card."""
        return ()

    def lay_out(self, row: int, editor_height: int | None) -> RowLayout:
        """Lays a row out as it is to be painted now."""
        raise NotImplementedError

    def paint(self, painter: QPainter, rect: QRect, row: int, layout: RowLayout) -> None:
        raise NotImplementedError

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def current_row(self) -> int:
        """The row the keys act on, or -1."""
        return self.currentIndex().row()

    @property
    def current_id(self) -> int | None:
        """The annotation whose card is outlined."""
        row = self.current_row
        return self._rows.ids[row] if 0 <= row < len(self._rows.ids) else None

    def go_to_row(self, row: int) -> None:
        """Makes a row current and scrolls to it."""
        self.setCurrentIndex(self._rows.index(row) if row >= 0 else QModelIndex())

    def relist(self, change: Callable[[], None], current: int | None) -> None:
        """Calls ``change``, which changes the model; what is at the top stays there if possible."""
        anchor = self._anchor()
        self._is_listing = True
        change()
        self._reset_heights()
        self.go_to_row(self._rows.row_of(current))
        self._is_listing = False
        self._go_to_anchor(anchor)
        self._update_rows()

    def forget(self) -> None:
        """Lays out and repaints what changed in the rows."""
        self._layouts.clear()
        self._measured.clear()
        self._update_rows()

    def forget_layout(self, annotation_id: int | None) -> None:
        """Lays the row of an annotation out again when it is looked at."""
        for key in [key for key in self._layouts if key[0] == annotation_id]:
            del self._layouts[key]

    # -- the note's editor -----------------------------------------------------------------------

    @property
    def editor(self) -> "NoteEditor":
        """The only editor, created at first use."""
        return self._note_frame.editor

    @property
    def _note_frame(self) -> "NoteFrame":
        if self._frame is None:
            from reader.ui.annotations.note_editor_overlay import NoteFrame  # start-up time

            self._frame = NoteFrame(self)
            editor = self._frame.editor
            editor.height_changed.connect(self._follow_editor)
            editor.submitted.connect(self._submit_note)
            editor.left.connect(self._leave_note)
            editor.typed.connect(self._take_typed)
            editor.paused.connect(self._drafts.flush)
        return self._frame

    @property
    def editing(self) -> int | None:
        """The annotation whose note is edited."""
        return self._session.annotation_id if self._session is not None else None

    def page_step(self, direction: int) -> int:
        """Returns how many rows a page down (1) or up (-1) goes from the current row."""
        row, room = self.current_row, self.viewport().height() - 60
        if row < 0:
            return direction
        steps = 0
        while 0 <= row + direction * (steps + 1) < len(self.heights) and room > 0:
            steps += 1
            room -= self.heights.height(row + direction * steps)
        return direction * max(1, steps)

    def write_note(self, session: NoteSession) -> None:
        """Opens the editor in the card of a note, with its unsaved text if there is any."""
        self._session = session
        session.show_text = self.editor.set_text
        note = session.writing.saved
        self._note_frame.begin(session.text, note, is_restored=session.is_offered)
        self._follow_editor()

    def leave_note(self, *, returns_focus: bool = False) -> None:
        """Closes an open editor and saves what was typed."""
        if self._session is not None:
            self.editor.leave(returns_focus=returns_focus)

    def has_draft(self, one: Annotation) -> bool:
        """Determines whether a note has unsaved words."""
        return self._drafts.has_draft(one)

    def shown(self, one: Annotation) -> Annotation:
        """Returns an annotation with the unsaved text of its note."""
        return with_drafts([one], self._drafts.drafts)[0] if self.has_draft(one) else one

    def _unsaved(self, row: int) -> str | None:
        """Returns what waits to be saved in the note of a row, with what it contains; None for nothing."""
        one = self._rows.annotation_at(row) if self._drafts.drafts else None
        return self.shown(one).note if one is not None and self.has_draft(one) else None

    def follow_note(self, one: Annotation) -> None:
        """Updates the edited note to its current state in the library."""
        if self._session is not None:
            self._session.follow(one.note)

    def _take_typed(self, text: str) -> None:
        if self._session is not None:
            self._session.type(text)

    def _submit_note(self, text: str) -> None:
        session = self._session
        if session is None or not session.submit(text):
            return
        self._end_edit(returns_focus=True)
        session.end(text)

    def _leave_note(self, text: str, returns_focus: bool) -> None:
        session = self._end_edit(returns_focus=returns_focus)
        if session is not None:
            session.leave(text)

    def _end_edit(self, *, returns_focus: bool) -> NoteSession | None:
        """Shows the card again instead of the editor."""
        session, self._session = self._session, None
        if session is not None:
            self.forget_layout(session.annotation_id)
            self._update_rows()
            self.note_ended.emit(returns_focus)
            self._note_frame.end()
        return session

    def _follow_editor(self) -> None:
        """Makes room for the editor as it grows, and keeps it on screen."""
        row = self._rows.row_of(self.editing)
        if row >= 0:
            self._editor_height = self.editor.height_for(self.card_span()[1] - 20)
            self.forget_layout(self.editing)
            self._update_rows()
            self.show_row(row)
            self.rows_moved()
            self._note_frame.scroll_into_sight()

    def rows_moved(self) -> None:
        """Keeps the editor on its card."""
        row = self._rows.row_of(self.editing) if self.editing is not None else -1
        if not 0 <= row < len(self.heights):
            return
        card = self.layout_of(row).card
        if card is not None and card.editor is not None:
            self._note_frame.put_at(card.editor.translated(self.card_rect(row).topLeft()))

    # -- where rows are --------------------------------------------------------------------------

    def card_rect(self, row: int) -> QRect:
        """Returns where the card of a row is in the viewport."""
        layout, (left, width) = self.layout_of(row), self.card_span()
        height = layout.card.height if layout.card else 0
        return QRect(left, self.row_rect(row).top() + layout.card_top, width, height)

    def measure(self, row: int) -> int:
        if row >= len(self._rows.ids):
            return self.heights.height(row)
        height, id_ = self.layout_of(row).height, self._rows.ids[row]
        if row != self.current_row and id_ != self.editing:
            self._measured[id_] = height
        return height

    def layout_of(self, row: int) -> RowLayout:
        """Returns a row laid out as it is to be painted now."""
        id_ = self._rows.ids[row]
        key = (id_, row == self.current_row, self._unsaved(row), *self.shape_of(row))
        layout = self._layouts.get(key)
        if layout is None:
            layout = self.lay_out(row, self._editor_height if id_ == self.editing else None)
            while len(self._layouts) >= _KEPT:
                del self._layouts[next(iter(self._layouts))]
            self._layouts[key] = layout
        return layout

    def _update_rows(self) -> None:
        self.measure_visible()
        self.rows_moved()
        self.viewport().update()

    def measure_visible(self) -> None:
        """Measures what is on screen and near it, once the view is shown."""
        if self.isVisible():
            super().measure_visible()

    def _reset_heights(self) -> None:
        known = [*self.estimates()]
        for id_, height in self._measured.items():
            row = self._rows.row_of(id_)
            if row >= 0:
                known.append((row, height))
        self.heights.reset(len(self._rows.ids), self.estimate(), known)
        self.update_scroll_bar()

    def _measure_anew(self) -> None:
        """Discards all measured heights; the same row stays at the top."""
        anchor = self._anchor()
        self._layouts.clear()
        self._measured.clear()
        self._reset_heights()
        self._go_to_anchor(anchor)

    def _anchor(self) -> tuple[list[int], int]:
        """Returns the annotations from the top of the view on, and how far it is scrolled past."""
        y = self.verticalOffset()
        row = self.heights.row_at(y)
        if y == 0 or row < 0:
            return [], 0
        return list(self._rows.ids[row : row + _ANCHORS]), y - self.heights.top(row)

    def _go_to_anchor(self, anchor: tuple[list[int], int]) -> None:
        ids, inset = anchor
        for number, id_ in enumerate(ids):
            row = self._rows.row_of(id_)
            if row >= 0:
                y = self.heights.top(row) + (0 if number else inset)
                self.verticalScrollBar().setValue(y)
                return
        if ids and self.current_row >= 0:
            self.show_row(self.current_row)
        else:
            self.verticalScrollBar().setValue(0)

    # -- Qt --------------------------------------------------------------------------------------

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Shows the whole quote of the current card and only the start of the one before."""
        super().currentChanged(current, previous)
        if self._is_listing:
            return
        self._update_rows()
        self._is_current_unseen = not self.isVisible()
        if current.isValid():
            self.show_row(current.row())
            self.rows_moved()
            if not self._is_silent:
                self.moved.emit(self._rows.ids[current.row()])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        row = self.heights.row_at(self.verticalOffset() + event.rect().top())
        bottom = event.rect().bottom()
        while 0 <= row < min(len(self.heights), len(self._rows.ids)):
            rect = self.row_rect(row)
            if rect.top() > bottom:
                break
            layout = self.layout_of(row)
            if layout.height != rect.height():  # a row that was read again: place it, paint again
                QTimer.singleShot(0, self, self._update_rows)
            self.paint(painter, rect, row, layout)
            row += 1
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        """Measures what was listed, and goes to what was made current, while it was hidden."""
        super().showEvent(event)
        self._update_rows()
        if self._is_current_unseen and self.current_row >= 0:
            self.show_row(self.current_row)
        self._is_current_unseen = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measures again for another width, with the same row at the top, and the current on screen."""
        QAbstractItemView.resizeEvent(self, event)
        is_seen = self.viewport().rect().intersects(self.row_rect(self.current_row))
        width = self.card_span()[1]
        if width != self._card_width:
            self._card_width = width
            self._measure_anew()
        self.update_scroll_bar()
        self.forget_layout(self.current_id)  # its quote is shown as far as it fits
        self._update_rows()
        if is_seen:
            self.show_row(self.current_row)
            self._is_current_unseen = not self.isVisible()
        if self.editing is not None:
            self._follow_editor()

    def event(self, event: QEvent) -> bool:
        """Defers the layout while the style changes: Qt asks for it five times over."""
        if event.type() != QEvent.Type.StyleChange:
            return super().event(event)
        self._is_restyling = True
        is_done = super().event(event)
        self._is_restyling = False
        self.scheduleDelayedItemsLayout()
        return is_done

    def doItemsLayout(self) -> None:
        """Places the rows, but not for every event of one change."""
        if not self._is_restyling:
            super().doItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Measures again for another font, repaints for another theme."""
        super().changeEvent(event)
        kind = event.type()
        if kind in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            before, self.fonts = self.fonts, self.make_fonts()
            if self.fonts != before:  # another theme alone leaves every card as high as it was
                self._measure_anew()
                self.scheduleDelayedItemsLayout()
        if kind in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._layouts.clear()  # a note's links and code are set in the colours of the theme
            self.viewport().update()
