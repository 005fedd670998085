"""Filters the page of all annotations by typed words, which can be completed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from reader.core.query.annotation_query import TERMS, completing
from reader.core.translation import _
from reader.ui.lists.filter_field import FilterField


class HighlightsField(FilterField):
    """A filter field whose words can be completed: Tab takes the first that is offered."""

    offered = Signal(tuple, bool)  # what may be typed now; whether it completes a word begun

    def __init__(self, tags: Callable[[], Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._tags = tags
        self._known: tuple[str, ...] = ()  # read when the field is entered
        self.completions: tuple[str, ...] = ()
        self._start = 0  # of what is completed
        self.setPlaceholderText(_("Search quotes and notes  ·  tag:  color:  has:note"))
        self.setAccessibleName(_("Search the highlights"))
        self.setAccessibleDescription(
            _("Words, “phrases”, and {terms}; Down goes to the list").format(terms=", ".join(TERMS))
        )
        self.textChanged.connect(self._offer)
        self.cursorPositionChanged.connect(self._offer)
        self.focus_changed.connect(self._offer)

    def event(self, event: QEvent) -> bool:
        """Completes on Tab while there is something to complete."""
        is_press = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if is_press and event.key() == Qt.Key.Key_Tab and self.completions:  # type: ignore[attr-defined]
            self._complete()
            return True
        return super().event(event)

    def _complete(self) -> None:
        at, text, term = self.cursorPosition(), self.text(), self.completions[0]
        start = self._start
        is_open = term.endswith(":")
        rest = text[at:].lstrip() if not is_open else text[at:]
        self.setText(text[:start] + term + ("" if is_open else " ") + rest)
        self.setCursorPosition(start + len(term) + (0 if is_open else 1))

    def _offer(self) -> None:
        if not self.hasFocus():
            self.completions, self._known = (), ()
        else:
            if not self._known:
                self._known = tuple(self._tags())
            at = self.cursorPosition()
            self._start, self.completions = completing(self.text(), at, self._known)
        terms = TERMS if self.hasFocus() and not self.text().strip() else ()
        self.offered.emit(self.completions or terms, bool(self.completions))
