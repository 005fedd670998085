"""Completes or corrects a query as it is typed; Tab accepts the first suggestion."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from reader.core.query.completion import FIRST_TERMS, completing
from reader.ui.lists.filter_field import FilterField


class FieldCompletion(QObject):
    """Offers, while the field has the keyboard, what the word at the cursor may become."""

    offered = Signal(tuple, bool)  # what may be typed now; whether it completes a word begun
    corrected = Signal()  # other queries are offered, or none any more

    def __init__(self, field: FilterField, tags: Callable[[], Sequence[str]]) -> None:
        super().__init__(field)
        self._field, self._tags = field, tags
        self._known: tuple[str, ...] | None = None  # read when a tag is first typed
        self.completions: tuple[str, ...] = ()
        self.corrections: tuple[str, ...] = ()  # queries for one that finds nothing
        self._start = 0  # of what is completed
        field.installEventFilter(self)
        field.textChanged.connect(lambda: self.set_corrections(()))
        for changed in (field.textChanged, field.cursorPositionChanged, field.focus_changed):
            changed.connect(self.offer)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Completes on Tab while there is something to complete, else corrects."""
        is_press = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if not is_press or event.key() != Qt.Key.Key_Tab:  # type: ignore[attr-defined]
            return False
        if self.completions:
            self.complete(self.completions[0])
        elif self.corrections:
            self.correct(self.corrections[0])
        else:
            return False
        return True

    def set_corrections(self, queries: tuple[str, ...]) -> None:
        """Offers other queries in the place of the one that is in the field."""
        if queries != self.corrections:
            self.corrections = queries
            self.corrected.emit()

    def correct(self, query: str) -> None:
        """Searches for another query."""
        self._field.setText(query)
        self._field.tell_now()

    def complete(self, term: str) -> None:
        """Writes a term in the place of the word at the cursor."""
        field, start = self._field, self._start
        at, text = field.cursorPosition(), field.text()
        is_open = term.endswith(":")
        rest = text[at:] if is_open else text[at:].lstrip()
        field.setText(text[:start] + term + ("" if is_open else " ") + rest)
        field.setCursorPosition(start + len(term) + (0 if is_open else 1))

    def offer(self) -> None:
        """Sets what can be completed now."""
        text, at = self._field.text(), self._field.cursorPosition()
        if not self._field.hasFocus():
            self.completions, self._known = (), None
        else:
            if self._known is None and "tag:" in text.lower():
                self._known = tuple(self._tags())
            tags = self._known or ()
            self._start, self.completions = completing(text, at, tags)
        is_empty = self._field.hasFocus() and not text.strip()
        terms = FIRST_TERMS if is_empty else ()
        self.offered.emit(self.completions or terms, bool(self.completions))
