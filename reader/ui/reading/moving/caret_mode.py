"""Moves a caret through the text with the arrow keys, and selects characters with Shift.

The caret and the start of a selection are offsets of the text, so they stay valid when the text is
laid out again. Left and right depend on the direction of the paragraph: in Arabic, left is forward.
They move in reading order, and never stop inside an emoji or below an accent. The selection is the
passage; without a selection, the passage is the sentence that contains the caret.
"""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QTextCursor

from reader.core.text.reading.reading_cursor import Passage, Unit
from reader.core.text.segmentation.segmentation import snap
from reader.core.translation import _
from reader.ui.keys.caret_mode_keys import arrow_for
from reader.ui.keys.chords import chord_of
from reader.ui.reading.reading_cursor_view import CursorView
from reader.ui.style.announcement import announce
from reader.ui.style.theme import current_theme

Move = QTextCursor.MoveOperation

_MOVES = {
    "Left": Move.Left,
    "Right": Move.Right,
    "Up": Move.Up,
    "Down": Move.Down,
    "Home": Move.StartOfLine,
    "End": Move.EndOfLine,
    "Ctrl+Left": Move.WordLeft,
    "Ctrl+Right": Move.WordRight,
    "Ctrl+Home": Move.Start,
    "Ctrl+End": Move.End,
}
_PAGES = {"PageUp": -1, "PageDown": 1}
_WIDTH = 2.0  # pixels of the caret


class CaretMode:
    """The caret of a reading pane: where it is, what it selects, and the keys that move it."""

    def __init__(self, pane: CursorView, on_toggle: Callable[[], None]) -> None:
        self._pane = pane
        self._on_toggle = on_toggle
        self.is_on = False
        self._anchor = self._caret = 0  # offsets of the text
        self._line: QTextCursor | None = None  # keeps the column while the caret goes up and down
        self._is_moving = False  # the passage is being set from here

    @property
    def has_selection(self) -> bool:
        """Whether anything is selected."""
        return self._anchor != self._caret

    @property
    def offset(self) -> int:
        """Where the caret is in the text."""
        return self._caret

    def toggle(self) -> None:
        """Begins at the passage, or ends and leaves the passage where it is."""
        pane = self._pane
        if not self.is_on and pane.passage is None:
            return
        self.is_on = not self.is_on
        if self.is_on:
            self.follow(pane.passage)
            announce(pane, _("Caret mode: arrows move, Shift selects, Escape leaves"))
        else:
            announce(pane, _("Caret mode off"))
        pane.take_passage(pane.passage)
        self._on_toggle()

    def release(self) -> None:
        """Clears the selection or, without one, leaves the mode, at Escape."""
        if self.has_selection:
            self.go_to(self._caret)
        else:
            self.toggle()

    def follow(self, passage: Passage | None) -> None:
        """Moves to a passage that was set by something else."""
        if not self.is_on or self._is_moving:
            return
        self._line = None
        if passage is None:
            self.is_on = False
        elif passage.unit is Unit.SELECTION:
            self._caret = passage.moving_end
            self._anchor = passage.start if self._caret == passage.end else passage.end
        else:
            self._anchor = self._caret = passage.start

    def go_to(self, offset: int) -> None:
        """Puts the caret at an offset of the text, with nothing selected."""
        self._line = None
        self._anchor = self._caret = offset
        self._tell()

    # -- keys ----------------------------------------------------------------------------------

    def keeps(self, chord: str) -> bool:
        """Returns whether a chord moves the caret."""
        plain = _plain(arrow_for(chord))
        return self.is_on and (plain in _MOVES or plain in _PAGES)

    def press(self, event: QKeyEvent) -> bool:
        """Moves the caret by a key press; False for keys of other commands."""
        chord = chord_of(event)
        if not self.keeps(chord):
            return False
        chord = arrow_for(chord)
        plain = _plain(chord)
        cursor = self._cursor()
        before = cursor.position()
        if plain in _PAGES:
            self._turn_page(cursor, _PAGES[plain])
        else:
            self._move(cursor, _MOVES[plain])
        self._keep_in_text(cursor, is_back=cursor.position() < before)
        positions = self._pane.positions
        if positions is not None:
            self._caret = positions.to_text(cursor.position())
        if plain == chord:
            self._anchor = self._caret
        self._line = cursor
        self._tell()
        return True

    def move_by_unit(self, unit: Unit, steps: int, *, extend: bool) -> None:
        """Moves the caret by words, sentences …, or selects by them."""
        passages = self._pane.passages
        if passages is None:
            return
        if not extend:
            begun = passages.at(self._caret, unit)
            if begun is not None:
                self._pane.set_passage(passages.repeat(passages.move, begun, unit, steps))
            return
        fixed = (self._anchor, self._anchor)
        low, high = sorted((self._anchor, self._caret))
        passage = Passage(low, high, Unit.SELECTION, fixed)
        passage = passages.repeat(passages.extend, passage, unit, steps)
        self._line = None
        self._caret = passage.moving_end
        self._tell()

    # -- moving --------------------------------------------------------------------------------

    def _cursor(self) -> QTextCursor:
        """Qt's cursor at the caret; the one of the last move, if it is there still."""
        document, positions = self._pane.document(), self._pane.positions
        line = self._line
        if line is not None and not line.isNull() and line.document() is document:
            return line
        cursor = QTextCursor(document)
        if positions is not None:
            cursor.setPosition(positions.to_document(self._caret))
        return cursor

    def _move(self, cursor: QTextCursor, move: QTextCursor.MoveOperation) -> None:
        before = cursor.position()
        cursor.movePosition(move)
        if cursor.position() == before and move in (Move.Up, Move.Down):
            # On the first and last line, as in a browser, to the end of the text.
            cursor.movePosition(Move.Start if move is Move.Up else Move.End)

    def _turn_page(self, cursor: QTextCursor, direction: int) -> None:
        bar = self._pane.verticalScrollBar()
        spot, before = self._pane.cursorRect(cursor).center(), bar.value()
        bar.setValue(before + direction * self._pane.page_step())
        if bar.value() == before:
            cursor.movePosition(Move.Start if direction < 0 else Move.End)
        else:
            height = self._pane.viewport().height()
            spot = QPoint(spot.x(), max(0, min(spot.y(), height - 1)))
            cursor.setPosition(self._pane.position_at(spot))

    def _keep_in_text(self, cursor: QTextCursor, *, is_back: bool) -> None:
        """Moves out of what is not text of the article: its title, empty blocks of images and rules."""
        positions, page = self._pane.positions, self._pane.page
        if positions is None or page is None:
            return
        first = positions.to_document(0)
        last = positions.to_document(len(page.text.text), is_end=True)
        step = Move.PreviousCharacter if is_back else Move.NextCharacter
        while first < cursor.position() < last:
            offset = positions.to_text(cursor.position())
            here = positions.to_document(offset), positions.to_document(offset, is_end=True)
            if min(here) <= cursor.position() <= max(here) or not cursor.movePosition(step):
                break
        if not first <= cursor.position() <= last:
            cursor.setPosition(min(max(cursor.position(), first), last))

    def _tell(self) -> None:
        """Makes the passage what is selected, or the sentence the caret is in, and keeps the caret on screen."""
        pane, passages = self._pane, self._pane.passages
        if passages is None or pane.page is None:
            return
        text = pane.page.text.text
        start, end = snap(text, *sorted((self._anchor, self._caret)))
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if self.has_selection and start < end:
            passage: Passage | None = Passage(start, end, Unit.SELECTION)
        else:
            passage = passages.at(self._caret)
        self._is_moving = True
        try:
            pane.take_passage(passage)
        finally:
            self._is_moving = False
        box = self._box()
        pane.keep_in_sight(box.top(), box.bottom())

    # -- seeing --------------------------------------------------------------------------------

    def document_ends(self) -> tuple[int, int]:
        """Returns the document positions of where the selection began and of the caret."""
        positions = self._pane.positions
        if positions is None:
            return 0, 0
        return positions.to_document(self._anchor), self._cursor().position()

    def _box(self) -> QRectF:
        """Returns where the caret is in document coordinates."""
        top = self._pane.verticalScrollBar().value()
        rect = QRectF(self._pane.cursorRect(self._cursor())).translated(0, top)
        return QRectF(QPointF(rect.center().x() - _WIDTH / 2, rect.top()), rect.bottomRight())

    def paint(self, painter: QPainter) -> None:
        if not self.is_on:
            return
        box = self._box().translated(0, -self._pane.verticalScrollBar().value())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current_theme().accent))
        painter.drawRect(QRectF(box.left(), box.top() - 1, _WIDTH, box.height() + 2))


def _plain(chord: str) -> str:
    """Returns the chord without Shift."""
    return chord.replace("Shift+", "", 1) if chord != "Shift" else chord
