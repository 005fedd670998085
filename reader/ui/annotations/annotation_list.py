"""The sidebar's list of cards, which lays out only what is seen and holds the note's editor."""

from collections.abc import Sequence
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from reader.core.models import Annotation
from reader.core.translation import _
from reader.ui.annotations.annotation_card import (
    GAP,
    CardLayout,
    Faces,
    estimate_height,
    lay_out,
)
from reader.ui.annotations.annotation_model import CardModel
from reader.ui.annotations.card_delegate import CardDelegate
from reader.ui.style.painting import SIDE
from reader.ui.style.viewports import take_viewport

if TYPE_CHECKING:
    from reader.ui.annotations.note_editor import NoteEditor

_SLICE = 0.006  # seconds of measuring before the window gets its turn again
_NEAR = 14  # rows from the first in sight that are measured, not estimated
_KEPT = 120  # laid out cards that are kept


class CardList(QListView):
    """The cards; one editor lies over the card whose note is written.

    Only cards near what is in sight are measured at once. The others count with an estimate until
    they have been measured in slices between other events, so a thousand open as fast as ten.
    """

    moved = Signal(int)  # a person made this annotation current
    activated_card = Signal(int)  # Enter or a click
    edit_wanted = Signal(int)  # a double click
    note_saved = Signal(str)
    note_left = Signal(str, bool)  # the draft, and whether the focus is to go back
    note_changed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cards = CardModel(self)
        self.drafted: frozenset[int] = frozenset()
        self.faces = Faces.of(self.font())
        self._editing: int | None = None
        self._editor_height = 0
        self._heights: dict[int, int] = {}  # measured, by annotation
        self._layouts: dict[tuple[int, bool], CardLayout] = {}  # by annotation, expanded or not
        self._first_row = 0  # in sight
        self._is_silent = False
        self._is_dressing = False
        self._is_rough = False  # whether an estimate was used in the last layout
        self._is_late = False  # whether a card was painted in a row of another height
        self._measuring = QTimer(self)
        self._measuring.setSingleShot(True)
        self._measuring.timeout.connect(self._measure_slice)
        self.setModel(self.cards)
        self.setItemDelegate(CardDelegate(self))
        self.setAccessibleName(_("Annotations"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAutoScroll(False)
        take_viewport(self)
        self.viewport().setAutoFillBackground(False)
        self._editor: NoteEditor | None = None
        self.clicked.connect(lambda index: self.activated_card.emit(self._id(index)))
        self.doubleClicked.connect(lambda index: self.edit_wanted.emit(self._id(index)))

    @property
    def current_id(self) -> int | None:
        """The annotation whose card is outlined."""
        index = self.currentIndex()
        return self._id(index) if index.isValid() else None

    @property
    def editor(self) -> "NoteEditor":
        """The one editor, made when it is first needed."""
        if self._editor is None:
            from reader.ui.annotations.note_editor import NoteEditor  # start-up time

            self._editor = NoteEditor(self.viewport())
            self._editor.height_changed.connect(self._follow_editor)
            self._editor.saved.connect(self.note_saved)
            self._editor.left.connect(self.note_left)
            self._editor.draft_changed.connect(self.note_changed)
        return self._editor

    @property
    def editing(self) -> int | None:
        """The annotation whose note is being written."""
        return self._editing

    def set_items(self, items: Sequence[Annotation], *, keeps_place: bool) -> None:
        """List these; the current card and the editor stay, and what is scrolled to when told."""
        current, place = self.current_id, self.verticalScrollBar().value()
        before = {item.id: item for item in self.cards.items}
        for item in items:
            if before.get(item.id) is not item and before.get(item.id) != item:
                self._heights.pop(item.id, None)
                self._forget_layout(item.id)
        self._is_silent = True
        self.cards.set_items(items)
        row = self.cards.row_of(current)
        self.setCurrentIndex(self.cards.index(row) if row >= 0 else QModelIndex())
        self._is_silent = False
        self._first_row = self._first_row if keeps_place else 0
        if not self.isHidden():  # else Qt lays them out when they are turned to
            self.doItemsLayout()
        self.verticalScrollBar().setValue(place if keeps_place else 0)
        self._place_editor()

    def set_current(self, annotation_id: int | None) -> None:
        """Outline this card and bring it into sight, without telling anyone."""
        if annotation_id == self.current_id:
            return
        self._is_silent = True
        row = self.cards.row_of(annotation_id)
        self.setCurrentIndex(self.cards.index(row) if row >= 0 else QModelIndex())
        self._is_silent = False

    def step(self, count: int) -> None:
        """Make the card so many rows on current, as j and k do."""
        last = len(self.cards.items) - 1
        if last >= 0:
            now = self.currentIndex().row()
            row = 0 if now < 0 else max(0, min(last, now + count))
            self.setCurrentIndex(self.cards.index(row))

    def begin_edit(self, annotation_id: int, text: str, draft: str | None) -> None:
        """Open the editor on a card."""
        self.set_current(annotation_id)
        self._editing = annotation_id
        self.editor.open_note(text, draft)
        self._follow_editor()

    def end_edit(self) -> None:
        """Give the card its own face back."""
        editing, self._editing = self._editing, None
        self.editor.hide()
        self._forget_layout(editing or 0)
        self._lay_out_again()

    def card_rect(self, rect: QRect) -> QRect:
        """The card within its row; as wide with a scroll bar as without."""
        return QRect(rect.left() + SIDE, rect.top() + 2, self._card_width(), rect.height() - GAP)

    def height_of(self, row: int) -> int:
        """The height of a card in pixels: measured where it matters now, else estimated."""
        item = self.cards.items[row]
        if row == self.currentIndex().row() or item.id == self._editing:
            return self.layout_of(row).height
        height = self._heights.get(item.id)
        if height is None:
            if self._first_row - 2 <= row <= self._first_row + _NEAR:
                return self._measure(row)
            self._is_rough = True
            if not self._measuring.isActive():
                self._measuring.start(30)
            height = estimate_height(item, self._card_width(), self.faces)
        return height

    def layout_of(self, row: int) -> CardLayout:
        """The card laid out as it is to be painted now."""
        item, is_expanded = self.cards.items[row], row == self.currentIndex().row()
        layout = self._layouts.get((item.id, is_expanded))
        if layout is None:
            room = self._editor_height if item.id == self._editing else None
            width = self._card_width()
            layout = lay_out(
                item,
                width,
                self.faces,
                is_expanded=is_expanded,
                editor_height=room,
                room=self.viewport().height() - GAP - 4,
            )
            while len(self._layouts) >= _KEPT:
                self._layouts.pop(next(iter(self._layouts)))
            self._layouts[item.id, is_expanded] = layout
        return layout

    def lay_out_soon(self) -> None:
        """Lay the rows out when there is time: one has not the height of its card."""
        if not self._is_late:
            self._is_late = True
            QTimer.singleShot(0, self, self._lay_out_again)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by arrows, j, k, Home, End and pages; Enter jumps. All else is the window's."""
        page = max(1, self.viewport().height() // 140)
        count = len(self.cards.items)
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_J: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_K: -1,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_Home: -count,
            Qt.Key.Key_End: count,
        }
        key = Qt.Key(event.key())
        is_plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        current = self.current_id
        if is_plain and key in steps:
            self.step(steps[key])
        elif is_plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            self.activated_card.emit(current)
        else:
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here."""

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Show the whole quote of the current card and only the start of the one before."""
        super().currentChanged(current, previous)
        if self._is_silent and not self.isVisible():
            self.scheduleDelayedItemsLayout()
            return
        if self.is_out_of_place(previous.row()) or self.is_out_of_place(current.row()):
            self._lay_out_again()
        if current.isValid():
            self.scrollTo(current, QAbstractItemView.ScrollHint.EnsureVisible)
            if not self._is_silent:
                self.moved.emit(self._id(current))

    def is_out_of_place(self, row: int) -> bool:
        """Whether a row has not the room its card needs now.

        Told by where the next one begins: Qt lays rows out once, but asks for a height each time.
        """
        last = len(self.cards.items) - 1
        if not 0 <= row <= last:
            return False
        end = self.contentsSize().height() - self.verticalOffset()
        if row < last:
            end = self.visualRect(self.cards.index(row + 1)).top()
        return end - self.visualRect(self.cards.index(row)).top() != self.height_of(row) + GAP

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current card as soon as there is a focus to show."""
        super().focusInEvent(event)
        is_by_key = event.reason() not in (
            Qt.FocusReason.MouseFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        )
        if is_by_key and not self.currentIndex().isValid():
            self.step(0)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the halo off."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure anew for another width."""
        if event.oldSize().width() != event.size().width():
            self._forget_measures()
        elif self.current_id is not None:
            self._forget_layout(self.current_id)  # its quote is shown as far as it fits
        super().resizeEvent(event)
        if self.is_out_of_place(self.currentIndex().row()):
            self.lay_out_soon()
        self._follow_editor()

    def event(self, event: QEvent) -> bool:
        """Put the layout off while the window is dressed anew: Qt asks for it five times over."""
        if event.type() != QEvent.Type.StyleChange:
            return super().event(event)
        self._is_dressing = True
        is_done = super().event(event)
        self._is_dressing = False
        self.scheduleDelayedItemsLayout()
        return is_done

    def doItemsLayout(self) -> None:
        """Lay the rows out, but not for every event of one change."""
        if not self._is_dressing:
            super().doItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew for another font, paint anew for another theme."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            before, self.faces = self.faces, Faces.of(self.font())
            self._layouts.clear()
            if self.faces != before:  # another theme alone leaves every card as high as it was
                self._heights.clear()
                self.scheduleDelayedItemsLayout()
        elif event.type() == QEvent.Type.PaletteChange:
            self._layouts.clear()  # a note's links and code are set in the colours of the theme
            self.viewport().update()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Keep the editor on its card."""
        super().scrollContentsBy(dx, dy)
        self._first_row = max(0, self._top_index().row())
        self._place_editor()

    def updateGeometries(self) -> None:
        """Keep the editor on its card."""
        super().updateGeometries()
        self._place_editor()

    def _id(self, index: QModelIndex | QPersistentModelIndex) -> int:
        return self.cards.items[index.row()].id

    def _card_width(self) -> int:
        return max(120, self.width() - 2 * SIDE)

    def _top_index(self) -> QModelIndex:
        return self.indexAt(QPoint(SIDE + 8, 4))

    def _forget_layout(self, annotation_id: int) -> None:
        for is_expanded in (True, False):
            self._layouts.pop((annotation_id, is_expanded), None)

    def _forget_measures(self) -> None:
        self._heights.clear()
        self._layouts.clear()

    def _measure(self, row: int) -> int:
        """The height of a card that is not current."""
        item = self.cards.items[row]
        height = lay_out(item, self._card_width(), self.faces).height
        self._heights[item.id] = height
        return height

    def _measure_slice(self) -> None:
        """Measure what was estimated, a few milliseconds' worth; then lay out once more."""
        end = perf_counter() + _SLICE
        for row, item in enumerate(self.cards.items):
            if item.id not in self._heights:
                self._measure(row)
                if perf_counter() > end:
                    self._measuring.start(0)
                    return
        if self._is_rough:
            self._lay_out_again()

    def _lay_out_again(self) -> None:
        """Lay the rows out, with what stands at the top staying there."""
        self._is_rough = self._is_late = False
        top = self._top_index()
        before = self.visualRect(top).top() if top.isValid() else 0
        self.doItemsLayout()
        if top.isValid():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(top).top() - before)
        self._place_editor()

    def _follow_editor(self) -> None:
        """Make room for the editor as it grows, and keep it in sight."""
        row = self.cards.row_of(self._editing)
        if row < 0 or self._editing is None:
            return
        self._editor_height = self.editor.height_for(self._card_width() - 20)
        self._forget_layout(self._editing)
        self._lay_out_again()
        self.scrollTo(self.cards.index(row), QAbstractItemView.ScrollHint.EnsureVisible)
        self._place_editor()
        self.editor.scroll_into_sight(self.verticalScrollBar())

    def _place_editor(self) -> None:
        row = self.cards.row_of(self._editing) if self._editing is not None else -1
        if row < 0:
            return
        area = self.layout_of(row).editor
        if area is not None:
            card = self.card_rect(self.visualRect(self.cards.index(row)))
            self.editor.setGeometry(area.translated(card.topLeft()))
