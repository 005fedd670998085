"""Turns clicks and drags on a printed page into places and spans of the text."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from reader.core.text.segmentation.span_editing import Span
from reader.ui.reading.moving.mouse_selection import is_by_character


class PageMouse(QObject):
    """Follows the mouse on a page; where the words are, it asks."""

    dragged = Signal(object)  # a span of the text, while the mouse is dragged
    selected = Signal(object, bool)  # a span of the text; whether by character
    clicked = Signal(int, int)  # on a letter, at which place of the text; how often
    clicked_beside = Signal()  # on a page of which no text is known

    def __init__(
        self,
        parent: QObject,
        letter_at: Callable[[QPoint], int | None],
        edge_at: Callable[[QPoint], int | None],
    ) -> None:
        """Both return the text offset at a point of the page: of a letter, and between two letters."""
        super().__init__(parent)
        self._letter_at, self._edge_at = letter_at, edge_at
        self._anchor: int | None = None  # where the selection begins, also on another page
        self._pressed = QPointF()
        self._clicks = 0  # that belong together, so far
        self._since = QElapsedTimer()
        self.is_dragging = False

    def press(self, event: QMouseEvent) -> None:
        """Begins a selection; with Shift, the one that was begun goes on."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        is_near = self._is_near(event)
        is_soon = self._clicks and self._since.elapsed() < QApplication.doubleClickInterval()
        self._clicks = self._clicks % 3 + 1 if is_near and is_soon else 1
        self._since.start()
        self._pressed, self.is_dragging = event.position(), False
        is_shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if not is_shifted or self._anchor is None:
            self._anchor = self._edge_at(event.position().toPoint())

    def move(self, event: QMouseEvent) -> None:
        """Emits what the drag would select."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if self.is_dragging or not self._is_near(event):
            self.is_dragging = True
            self._clicks = 0  # a click that follows is no second one
            if span := self._span(event):
                self.dragged.emit(span)

    def release(self, event: QMouseEvent) -> None:
        """Emits what was selected or clicked on."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        was_dragging, self.is_dragging = self.is_dragging, False
        is_shifted = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        letter = self._letter_at(event.position().toPoint())
        if letter is None:
            self.clicked_beside.emit()
        elif not was_dragging and not is_shifted:
            self.clicked.emit(letter, self._clicks)
        elif span := self._span(event):
            self.selected.emit(span, is_by_character(event))

    def _is_near(self, event: QMouseEvent) -> bool:
        distance = (event.position() - self._pressed).manhattanLength()
        return distance < QApplication.startDragDistance()

    def _span(self, event: QMouseEvent) -> Span | None:
        edge = self._edge_at(event.position().toPoint())
        if edge is None or self._anchor is None or edge == self._anchor:
            return None
        return min(edge, self._anchor), max(edge, self._anchor)
