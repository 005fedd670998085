"""Scrolls a page to a position, and computes what is visible of it."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QWidget

from reader.core.text.reading.reading_cursor import Passage
from reader.ui.reading.highlighted_view import HighlightedView
from reader.ui.reading.layout.progressive_layout import ABOVE_PLACE
from reader.ui.reading.layout.text_geometry import block_rect, extent_of
from reader.ui.style.zoom_gestures import pinch_factor

_NOTCH = 120  # eighths of a degree
_PINCH = 0.12  # how much wider two fingers are apart for as much
_BEFORE_END = 0.99  # how much is read at most before the end was on screen


class ScrollingView(HighlightedView):
    """A page that can scroll to positions of the text."""

    zoom_wanted = Signal(int)  # larger (1) or smaller (-1) text, by the wheel or two fingers

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turned = 0.0  # by the wheel with Ctrl, in eighths of a degree

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolls; with Ctrl, asks for text of another size."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        self._turn(event.angleDelta().y())

    def viewportEvent(self, event: QEvent) -> bool:
        """Asks for text of another size where two fingers pinch."""
        factor = pinch_factor(event)
        if factor == 1:
            return super().viewportEvent(event)
        self._turn((factor - 1) * _NOTCH / _PINCH)
        return True

    def _turn(self, turned: float) -> None:
        """Asks for text of another size at each notch."""
        # Fingers that turn back begin anew, as where they scroll.
        self._turned = turned + (self._turned if self._turned * turned > 0 else 0)
        if abs(self._turned) >= _NOTCH:
            self.zoom_wanted.emit(1 if self._turned > 0 else -1)
            self._turned = 0

    def document_range(self, span: tuple[int, int]) -> tuple[int, int]:
        """Returns the document positions of a span of the text."""
        return self._built.positions.range_to_document(*span) if self._built else (0, 0)

    def _extent(self, span: tuple[int, int]) -> QRectF:
        """Returns the bounds of a span of the text in document coordinates."""
        return extent_of(self.document(), *self.document_range(span))

    def is_on_screen(self, passage: Passage) -> bool:
        """Returns whether any of a passage is in the part shown."""
        if self._layout.shows_placeholder:
            return True
        if not self._layout.is_laid_out(self.document_range(passage.span)[1]):
            return False
        extent = self._extent(passage.span)
        value = self.verticalScrollBar().value()
        height = self.viewport().height()
        return extent.bottom() > value and extent.top() < value + height

    def keep_in_sight(self, top: float, bottom: float, *, is_jump: bool = False) -> None:
        """Scrolls no more than necessary to show the document between two heights."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        margin = min(90.0, height * 0.15)
        value = bar.value()
        if is_jump and not (value + margin <= top and bottom <= value + height - margin):
            bar.setValue(round(top - height * ABOVE_PLACE))
        elif top - margin < value or bottom - top > height - 2 * margin:
            bar.setValue(round(top - margin))
        elif bottom + margin > value + height:
            bar.setValue(round(bottom + margin - height))

    def page_step(self) -> int:
        """Returns how far a page is, in pixels."""
        return max(40, self.viewport().height() - round(self._typography.size * 3))

    def place_in_text(self) -> float:
        """Returns how far down the text what is on screen is, 0 to 1: 1 where its end is."""
        if self._page is None:
            return 0.0
        length = len(self._page.text.text)
        if self.is_laying_out:
            return self._layout.anchor / length if length else 0.0
        first, last = self.first_offset_on_screen(), self.last_offset_on_screen()
        if last >= length - 1 and self._is_end_in_sight():
            return 1.0
        unseen = length - (last - first)
        return min(first / unseen, _BEFORE_END) if unseen > 0 else 0.0

    def _is_end_in_sight(self) -> bool:
        """Returns whether the last line, which may be an image, is on screen to its foot."""
        block = self.document().lastBlock()
        rect, layout = block_rect(block), block.layout()
        bottom = rect.bottom()
        if layout.lineCount():
            line = layout.lineAt(layout.lineCount() - 1)
            bottom = rect.top() + line.y() + line.height()
        return bottom <= self.verticalScrollBar().value() + self.viewport().height() + 1
