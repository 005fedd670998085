"""Converts clicks, double and triple clicks and drags in the text to passages.

A drag that begins or ends inside a word takes the whole word; with Alt held, it selects characters,
and with Ctrl too, because many desktops use Alt and the mouse themselves.
"""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from reader.core.text.reading.reading_cursor import Passage, Unit
from reader.core.text.segmentation.segmentation import snap, words
from reader.core.text.segmentation.word_breaks import is_spaceless
from reader.ui.reading.reading_cursor_view import CursorView

BY_CHARACTER = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
_FARTHEST_WORD = 200  # characters around an end of the selection in which its word is looked for


class MouseSelection:
    """Converts mouse actions in a reading pane to passages."""

    def __init__(
        self, pane: CursorView, on_click: Callable[[int], None], on_selected: Callable[[], None]
    ) -> None:
        """``on_click`` is called with the document position of a click, ``on_selected`` at its end."""
        self._pane = pane
        self._on_click, self._on_selected = on_click, on_selected
        self._pressed: QPointF | None = None
        self._clicks = 0  # that belong together, so far
        self._since_double = QElapsedTimer()
        self._is_drag = False
        self._kept = 0, 0  # positions in the document that a click with Shift extends
        self._is_on_link = (
            False  # a link may lead elsewhere in the text before the release is heard of
        )

    @property
    def pressed_at(self) -> QPoint | None:
        """Where the mouse was pressed last, in the viewport."""
        return self._pressed.toPoint() if self._pressed is not None else None

    def press(self, event: QMouseEvent) -> None:
        """Clears the selection before Qt handles the press, or Qt would drag its words."""
        is_near = self._pressed is not None and (
            (event.position() - self._pressed).manhattanLength() < QApplication.startDragDistance()
        )
        interval = QApplication.doubleClickInterval()
        is_third = self._clicks == 2 and is_near and self._since_double.elapsed() < interval
        self._clicks = 3 if is_third else 1
        self._pressed, self._is_drag = event.position(), False
        self._is_on_link = bool(self._pane.anchorAt(event.position().toPoint()))
        cursor = self._pane.textCursor()
        self._kept = self._kept_by_shift(cursor.anchor())
        is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if cursor.hasSelection() and not is_shifted:
            cursor.clearSelection()
            self._pane.setTextCursor(cursor)

    def move(self, event: QMouseEvent) -> None:
        """Shows what the drag would select."""
        if not event.buttons() & Qt.MouseButton.LeftButton or self._pressed is None:
            return
        distance = (event.position() - self._pressed).manhattanLength()
        if distance < QApplication.startDragDistance() and not self._is_drag:
            return
        self._is_drag = True
        passage = self._selected(event)
        if passage is not None:
            self._pane.show_passage(passage)

    def release(self, event: QMouseEvent) -> None:
        """Makes the selection or the clicked words the passage, after Qt has handled the release."""
        if event.button() is not Qt.MouseButton.LeftButton or self._pressed is None:
            return
        spot = event.position().toPoint()
        selected = None
        if self._is_drag:
            selected = self._selected(event)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            selected = self._extended(event)
        if selected is not None:
            self._pane.take_passage(selected)
            self._on_selected()
        elif self._clicks == 3:
            self._take(event, Unit.PARAGRAPH)
            self._on_selected()
        elif self._clicks == 2:
            self._on_selected()
        elif self._clicks == 1 and not self._is_on_link:
            self._on_click(self._pane.position_at(spot))

    def double_click(self, event: QMouseEvent) -> None:
        """Makes the word there the passage, after Qt has handled the double click."""
        self._clicks, self._is_drag = 2, False
        self._pressed = event.position()
        self._since_double.start()
        self._take(event, Unit.WORD)

    def _take(self, event: QMouseEvent, unit: Unit) -> None:
        positions, passages = self._pane.positions, self._pane.passages
        if positions is not None and passages is not None:
            offset = positions.to_text(self._pane.position_at(event.position().toPoint()))
            self._pane.take_passage(passages.at(offset, unit))

    def _selected(self, event: QMouseEvent) -> Passage | None:
        cursor: QTextCursor = self._pane.textCursor()
        return self._between(cursor.selectionStart(), cursor.selectionEnd(), event)

    def _extended(self, event: QMouseEvent) -> Passage | None:
        """Returns what is from the cursor to a click; Qt forgets the cursor beside the lines."""
        start, end = self._kept
        clicked = self._pane.position_at(event.position().toPoint())
        return self._between(min(start, clicked), clicked if clicked > start else end, event)

    def _kept_by_shift(self, anchor: int) -> tuple[int, int]:
        """Returns the anchor, or all of the sentence, or of another unit, that begins there."""
        passage = self._pane.passage
        if passage is None or passage.unit is Unit.SELECTION:
            return anchor, anchor
        start, end = self._pane.document_range(passage.span)
        return (start, end) if start == anchor else (anchor, anchor)

    def _between(self, first: int, last: int, event: QMouseEvent) -> Passage | None:
        page, positions = self._pane.page, self._pane.positions
        if page is None or positions is None or first == last:
            return None
        span = positions.to_text(first), positions.to_text(last)
        return selection(page.text.text, *span, by_character=is_by_character(event))


def is_by_character(event: QMouseEvent) -> bool:
    """Returns whether a drag takes single characters."""
    return bool(event.modifiers() & BY_CHARACTER)


def selection(text: str, start: int, end: int, *, by_character: bool) -> Passage | None:
    """Returns what a drag over text[start:end] selects; None if that is blank."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        return None
    if not by_character:
        start, end = whole_words(text, start, end)
    return Passage(*snap(text, start, end), Unit.SELECTION)


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Returns the range widened to the words that it begins and ends in.

    Ideographs stay as selected, as their word boundaries are unknown.
    """
    first, last = _word_around(text, start), _word_around(text, end)
    return first[0] if first else start, last[1] if last else end


def _word_around(text: str, offset: int) -> tuple[int, int] | None:
    """Returns the word that an offset splits, if any."""
    low = max(0, offset - _FARTHEST_WORD)
    for begin, close in words(text, low, min(len(text), offset + _FARTHEST_WORD)):
        if begin < offset < close:
            return None if is_spaceless(text[begin]) else (begin, close)
        if begin >= offset:
            break
    return None
