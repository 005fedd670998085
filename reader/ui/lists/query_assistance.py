"""Shows below a query field its completions and corrections, to click on, and its mistakes."""

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QColor, QInputMethodEvent, QTextCharFormat
from PySide6.QtWidgets import QLabel, QWidget

from reader.core.query.query_mistakes import Mistake, mistakes
from reader.core.text.utf16 import utf16_length
from reader.core.translation import _
from reader.ui.lists.field_completion import FieldCompletion
from reader.ui.lists.filter_field import FilterField
from reader.ui.style.announcement import announce
from reader.ui.style.theme import current_theme

_MOST = 6  # terms offered


class QueryAssistance(QLabel):
    """Appears below the field while there is something to offer or to say."""

    def __init__(
        self, field: FilterField, tags: Callable[[], Sequence[str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._field = field
        self._offers: tuple[str, ...] = ()
        self._reason = ""
        self._is_completing = False
        self.completion = FieldCompletion(field, tags)
        self.completion.offered.connect(self._offer)
        self.completion.corrected.connect(self._offer_corrections)
        field.textChanged.connect(self._check)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.linkActivated.connect(self._choose)
        self.completion.offer()
        self._check(field.text())

    def _offer(self, offers: tuple[str, ...], is_completing: bool) -> None:
        self._offers, self._is_completing = offers[:_MOST], is_completing
        self._show()

    def _check(self, text: str) -> None:
        found = mistakes(text)
        _underline(self._field, found)
        before, self._reason = self._reason, found[0].reason if found else ""
        self._field.setToolTip(self._reason)
        if self._reason and self._reason != before:
            announce(self._field, self._reason)
        self._show()

    def _offer_corrections(self) -> None:
        if self.completion.corrections:
            said = _("Did you mean “{query}”?").format(query=self.completion.corrections[0])
            announce(self._field, said)
        self._show()

    def _choose(self, number: str) -> None:
        if self._is_completing:
            self.completion.complete(self._offers[int(number)])
        else:
            self.completion.correct(self.completion.corrections[int(number)])

    def _show(self) -> None:
        theme = current_theme()
        color, text = theme.muted, ""
        if self._reason:
            color, text = theme.danger, escape(self._reason)
        elif self._is_completing:
            text = _links(self._offers)
        elif self.completion.corrections:
            meant = escape(_("Did you mean:"))
            text = f"{meant} &nbsp; {_links(self.completion.corrections)}"
        self.setText(f'<span style="color:{color}">{text}</span>' if text else "")
        self.setVisible(bool(text))


def _links(offers: Sequence[str]) -> str:
    """Returns what is offered, each to be clicked on, after the key that takes the first."""
    style = f'style="color:{current_theme().accent};text-decoration:none"'
    links = (f'<a href="{number}" {style}>{escape(term)}</a>' for number, term in enumerate(offers))
    return " &nbsp; ".join((escape(_("Tab:")), *links))


def _underline(field: FilterField, found: Sequence[Mistake]) -> None:
    """Underlines parts of what is typed, by the formats that a field has for input methods."""
    wave = QTextCharFormat()
    wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    wave.setUnderlineColor(QColor(current_theme().danger))
    at, text = field.cursorPosition(), field.text()
    attributes = []
    for start, end, _reason in found:
        first, last = (utf16_length(text[:place]) for place in (start, end))
        kind = QInputMethodEvent.AttributeType.TextFormat
        attributes.append(QInputMethodEvent.Attribute(kind, first - at, last - first, wave))
    QCoreApplication.sendEvent(field, QInputMethodEvent("", attributes))
