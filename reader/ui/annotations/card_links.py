"""Links in the notes of cards: a pointing hand over them, and a click that opens them."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent

from reader.ui.annotations.annotation_list import AnnotationList
from reader.ui.annotations.note_rendering import NoteText


class CardLinks(QObject):
    """Watches the mouse over a list of cards. What is no link is left to the list."""

    activated = Signal(str)  # the address

    def __init__(self, cards: AnnotationList) -> None:
        super().__init__(cards)
        self._cards = cards
        self._pressed = ""
        cards.viewport().setMouseTracking(True)
        cards.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the presses and releases that are on one link."""
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseMove and not event.buttons():
            is_over = bool(self.link_at(event.position()))
            shape = Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor
            self._cards.viewport().setCursor(shape)
        elif event.type() == QEvent.Type.MouseButtonPress:
            is_left = event.button() == Qt.MouseButton.LeftButton
            self._pressed = self.link_at(event.position()) if is_left else ""
            return bool(self._pressed)
        elif event.type() == QEvent.Type.MouseButtonRelease and self._pressed:
            pressed, self._pressed = self._pressed, ""
            if self.link_at(event.position()) == pressed:
                self.activated.emit(pressed)
            return True
        return False

    def link_at(self, point: QPointF) -> str:
        """Returns the address of the link at a point of the viewport, or empty."""
        index = self._cards.indexAt(point.toPoint())
        if not index.isValid():
            return ""
        row = index.row()
        card = self._cards.layout_of(row).card
        if card is None or not isinstance(card.note, NoteText):
            return ""
        return card.note.link_at(point - QPointF(self._cards.card_rect(row).topLeft()))
