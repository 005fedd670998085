"""The filter field of the page of all annotations, and the line of completions below it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader.core.query.annotation_query import TERMS, completing
from reader.core.translation import _
from reader.ui.lists.filter_field import FilterField
from reader.ui.style.painting import keys_width, paint_keys, sized
from reader.ui.style.theme import current_theme

_GAP = 16


class HighlightsField(FilterField):
    """A filter field whose words can be completed: Tab takes the first that is offered."""

    offered = Signal()  # what the word being typed may become is another now

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
        self.offered.emit()


class TermsLine(QWidget):
    """One quiet line below the field: what may be typed, or what the word begun may become."""

    def __init__(self, field: HighlightsField, parent: QWidget) -> None:
        super().__init__(parent)
        self._field = field
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self.fontMetrics().height() + 4)
        field.offered.connect(self.update_terms)

    @property
    def terms(self) -> Sequence[str]:
        """What is offered now; nothing while the field is not typed in."""
        if not self._field.hasFocus():
            return ()
        return self._field.completions or (() if self._field.text().strip() else TERMS)

    def update_terms(self) -> None:
        """Shows what is offered now."""
        self.setAccessibleName(", ".join(self.terms))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paints the terms, as many as fit, and the key that takes the first."""
        theme, terms = current_theme(), self.terms
        painter = QPainter(self)
        painter.setFont(sized(self.font(), 0.92))
        metrics, left, middle = painter.fontMetrics(), 4, self.height() // 2
        if terms and self._field.completions:
            paint_keys(painter, left, middle, "Tab", theme)
            left += keys_width(metrics, "Tab") + 8
        for number, term in enumerate(terms):
            width = metrics.horizontalAdvance(term)
            if left + width > self.width():
                break
            is_next = number == 0 and bool(self._field.completions)
            painter.setPen(theme.ink if is_next else theme.muted)
            area = self.rect().adjusted(left, 0, 0, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, term)
            left += width + _GAP
        painter.end()
