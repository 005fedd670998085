"""The list of cards in the sidebar, with keys of its own."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QWidget

from reader.core.models import Annotation
from reader.core.translation import _
from reader.ui.annotations.annotation_card import (
    GAP,
    CardFonts,
    RowLayout,
    estimate_height,
    lay_out,
    paint_annotation,
)
from reader.ui.annotations.annotation_model import AnnotationModel
from reader.ui.annotations.card_view import CardView
from reader.ui.annotations.draft_store import DraftStore
from reader.ui.annotations.note_session import NoteSession
from reader.ui.style.painting import SIDE

_CARD_TOP = 2  # pixels above a card


class AnnotationList(CardView):
    """The cards of one article, of which those not measured yet count with an estimate each."""

    fonts: CardFonts
    activated_card = Signal(int)  # Enter or a click
    edit_requested = Signal(int)  # a double click

    def __init__(self, drafts: DraftStore, parent: QWidget | None) -> None:
        self.cards = AnnotationModel(None)
        super().__init__(self.cards, drafts, parent)
        self.setAccessibleName(_("Annotations"))
        self.clicked.connect(lambda index: self.activated_card.emit(self.cards.ids[index.row()]))
        self.doubleClicked.connect(
            lambda index: self.edit_requested.emit(self.cards.ids[index.row()])
        )

    def set_items(self, items: Sequence[Annotation], *, keeps_place: bool) -> None:
        """Lists these; the current card and the editor stay, and what is scrolled to when told."""
        before = {item.id: item for item in self.cards.items}
        for item in items:
            if before.get(item.id) is not item and before.get(item.id) != item:
                self._measured.pop(item.id, None)
                self.forget_layout(item.id)
        if not keeps_place:
            self.verticalScrollBar().setValue(0)
        self.relist(lambda: self.cards.set_items(items), self.current_id)

    def set_current(self, annotation_id: int | None) -> None:
        """Outlines this card and brings it into sight, without telling anyone."""
        if annotation_id != self.current_id:
            self._is_silent = True
            self.go_to_row(self.cards.row_of(annotation_id))
            self._is_silent = False

    def step(self, count: int) -> None:
        """Makes the card so many rows on current, as j and k do."""
        last = len(self.cards.items) - 1
        if last >= 0:
            now = self.current_row
            self.go_to_row(0 if now < 0 else max(0, min(last, now + count)))

    def write_note(self, session: NoteSession) -> None:
        """Opens the editor on the card of a note."""
        self.set_current(session.annotation_id)
        super().write_note(session)

    # -- what the rows are -----------------------------------------------------------------------

    def make_fonts(self) -> CardFonts:
        """Returns the fonts that go with the view's."""
        return CardFonts.of(self.font())

    def estimate(self) -> int:
        """Returns about the height of a row."""
        return 100

    def estimates(self) -> Iterable[tuple[int, int]]:
        """Returns an estimate for each card."""
        width = self.card_span()[1]
        heights = (estimate_height(item, width, self.fonts) + GAP for item in self.cards.items)
        return enumerate(heights)

    def card_span(self) -> tuple[int, int]:
        """Returns where cards begin, and their width: the same with a scroll bar as without."""
        return SIDE, max(120, self.width() - 2 * SIDE)

    def lay_out(self, row: int, editor_height: int | None) -> RowLayout:
        """Lays a row out as it is to be painted now."""
        card = lay_out(
            self.cards.items[row],
            self.card_span()[1],
            self.fonts,
            is_expanded=row == self.current_row,
            editor_height=editor_height,
            room=self.viewport().height() - GAP - 4,
        )
        return RowLayout(card.height + GAP, _CARD_TOP, card)

    def paint(self, painter: QPainter, _rect: QRect, row: int, layout: RowLayout) -> None:
        """Paints a card."""
        item = self.cards.items[row]
        assert layout.card is not None
        paint_annotation(
            painter,
            self.card_rect(row),
            item,
            layout.card,
            self.fonts,
            self.palette(),
            is_current=row == self.current_row,
            has_focus=self.hasFocus(),
            has_draft=self.has_draft(item),
        )

    # -- keys ------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves by arrows, j, k, Home, End and pages; Enter jumps. All else is the window's."""
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Has a current card as soon as there is a focus to show."""
        super().focusInEvent(event)
        is_by_key = event.reason() not in (
            Qt.FocusReason.MouseFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        )
        if is_by_key and self.current_row < 0:
            self.step(0)
