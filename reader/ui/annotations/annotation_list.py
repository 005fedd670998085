"""Lists the cards in the annotations pane."""

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter
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
    tag_at,
)
from reader.ui.annotations.annotation_model import AnnotationModel
from reader.ui.annotations.card_view import CardView
from reader.ui.annotations.note_autosave import DraftStore
from reader.ui.annotations.note_rendering import NoteText
from reader.ui.annotations.note_session import NoteSession
from reader.ui.style.painting import SIDE

_CARD_TOP = 2  # pixels above a card


class AnnotationList(CardView):
    """The cards of one article, of which those not measured yet count with an estimate each."""

    fonts: CardFonts
    activated_card = Signal(int)  # Enter or a click
    edit_requested = Signal(int)  # a double click
    link_activated = Signal(str)  # the address of a link in a note
    tag_clicked = Signal(str)
    entered = Signal()  # by key, while no card is current
    _pressed = ("", "")  # the link and the tag

    def __init__(self, drafts: DraftStore, parent: QWidget | None) -> None:
        self.cards = AnnotationModel(None)
        super().__init__(self.cards, drafts, parent)
        self.setAccessibleName(_("Annotations"))
        self.viewport().setMouseTracking(True)
        self.clicked.connect(lambda index: self.activated_card.emit(self.cards.ids[index.row()]))
        self.doubleClicked.connect(
            lambda index: self.edit_requested.emit(self.cards.ids[index.row()])
        )

    def set_items(self, items: Sequence[Annotation], *, keeps_place: bool) -> None:
        """Lists annotations; the current card and the editor stay, and the scroll position on request."""
        before = {item.id: item for item in self.cards.items}
        for item in items:
            if before.get(item.id) is not item and before.get(item.id) != item:
                self._measured.pop(item.id, None)
                self.forget_layout(item.id)
        if not keeps_place:
            self.verticalScrollBar().setValue(0)
        self.relist(lambda: self.cards.set_items(items), self.current_id)

    def set_current(self, annotation_id: int | None) -> None:
        """Outlines this card and scrolls to it, without telling anyone."""
        if annotation_id != self.current_id:
            self._is_silent = True
            self.go_to_row(self.cards.row_of(annotation_id))
            self._is_silent = False

    def set_nearest(self, offset: int) -> None:
        """Outlines the card whose words are nearest to an offset of the text, without telling anyone."""
        items = self.cards.items
        if items:
            nearest = min(items, key=lambda one: _distance(one, offset))
            self.set_current(nearest.id)

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
        return CardFonts.of(self.font())

    def estimate(self) -> int:
        return 100

    def estimates(self) -> Iterable[tuple[int, int]]:
        width = self.card_span()[1]
        heights = (estimate_height(item, width, self.fonts) + GAP for item in self.cards.items)
        return enumerate(heights)

    def card_span(self) -> tuple[int, int]:
        """Returns where cards begin, and their width: the same with a scroll bar as without."""
        return SIDE - self.viewport().x(), max(120, self.width() - 2 * SIDE)

    def lay_out(self, row: int, editor_height: int | None) -> RowLayout:
        card = lay_out(
            self.shown(self.cards.items[row]),
            self.card_span()[1],
            self.fonts,
            is_expanded=row == self.current_row,
            editor_height=editor_height,
            room=self.viewport().height() - GAP - 4,
        )
        return RowLayout(card.height + GAP, _CARD_TOP, card)

    def paint(self, painter: QPainter, _rect: QRect, row: int, layout: RowLayout) -> None:
        item = self.shown(self.cards.items[row])
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
        """Asks for a current card as soon as there is a focus to show."""
        super().focusInEvent(event)
        is_by_key = event.reason() not in (
            Qt.FocusReason.MouseFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        )
        if is_by_key and self.current_row < 0:
            self.entered.emit()

    # -- links and tags -----------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not event.buttons():
            is_over = any(self._at(event.position()))
            shape = Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keeps a press on a link or a tag from the list."""
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._at(event.position()) if is_left else ("", "")
        if not any(self._pressed):
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, ("", "")
        if not any(pressed):
            super().mouseReleaseEvent(event)
        elif self._at(event.position()) == pressed:
            link, tag = pressed
            if link:
                self.link_activated.emit(link)
            else:
                self.tag_clicked.emit(tag)

    def _at(self, point: QPointF) -> tuple[str, str]:
        """Returns the link and the tag at a point of the viewport, each empty where there is none."""
        return self.link_at(point), self.tag_at(point)

    def tag_at(self, point: QPointF) -> str:
        """Returns the tag at a point of the viewport, or empty."""
        row = self.indexAt(point.toPoint()).row()
        card = self.layout_of(row).card if row >= 0 else None
        if card is None:
            return ""
        spot = point - QPointF(self.card_rect(row).topLeft())
        return tag_at(self.cards.items[row], card, self.fonts, spot)

    def link_at(self, point: QPointF) -> str:
        """Returns the address of the link at a point of the viewport, or empty."""
        row = self.indexAt(point.toPoint()).row()
        card = self.layout_of(row).card if row >= 0 else None
        if card is None or not isinstance(card.note, NoteText):
            return ""
        return card.note.link_at(point - QPointF(self.card_rect(row).topLeft()))


def _distance(one: Annotation, offset: int) -> float:
    """Returns how far an annotation is from an offset of the text."""
    if one.start is None or one.end is None:
        return math.inf
    return max(one.start - offset, offset - one.end, 0)
