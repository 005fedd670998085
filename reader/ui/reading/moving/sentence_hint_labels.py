"""Labels every visible sentence with one or two letters; typing them moves the cursor there.

The labels are on a widget of their own over the text, which has the keyboard while they are shown.
Backspace takes a letter back; Escape, and whatever is no letter of a label, leaves.
"""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from reader.core.keys.hint_codes import hint_codes
from reader.core.text.reading.reading_cursor import Passage
from reader.core.translation import _, counted_text
from reader.ui.keys.chords import latin_letter
from reader.ui.reading.moving.visible_sentences import sentences_on_screen
from reader.ui.reading.reading_cursor_view import CursorView
from reader.ui.style.announcement import announce
from reader.ui.style.painting import sized
from reader.ui.style.theme import current_theme

_PAD = 4.0  # pixels left and right of a label's letters
_RAISED = 0.65  # of a cap's height that is above the line it labels


@dataclass(frozen=True, slots=True)
class Label:
    """A label: what it leads to, the letters to type, and where it is painted in the viewport."""

    passage: Passage
    code: str
    cap: QRectF


class HintLabels(QWidget):
    """The labels over one reading pane."""

    closed = Signal()

    def __init__(self, pane: CursorView) -> None:
        super().__init__(pane)
        self._pane = pane
        self._typed = ""
        self.labels: tuple[Label, ...] = ()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(_("Hints"))
        pane.scrolled.connect(self.leave)
        self.hide()

    @property
    def is_shown(self) -> bool:
        """Whether there are labels to be seen."""
        return not self.isHidden()

    @property
    def typed(self) -> str:
        """The letters typed so far."""
        return self._typed

    def show_labels(self) -> None:
        """Labels what is on screen now, and takes the keyboard."""
        area = self._pane.viewport().geometry()
        self.setGeometry(area)
        self._typed = ""
        self.labels = self._make_labels()
        count = len(self.labels)
        told = counted_text("Hints: {n} sentence", "Hints: {n} sentences", count)
        self.setAccessibleName(told)
        announce(self._pane, told)
        if self.labels:
            self._pane.installEventFilter(self)
            self.show()
            self.raise_()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Takes the labels away; the text has the keyboard again."""
        if not self.is_shown:
            return
        if self.hasFocus() or self._pane.window().focusWidget() is self:
            self._pane.setFocus(Qt.FocusReason.OtherFocusReason)
        self._pane.removeEventFilter(self)
        self.hide()
        self.closed.emit()

    # -- keys ----------------------------------------------------------------------------------

    def keeps_key(self, chord: str) -> bool:
        """Returns whether a chord is ours, not a command's: all are."""
        return bool(chord)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()
        if event.key() in _MODIFIER_KEYS:
            return
        if event.key() == Qt.Key.Key_Backspace and self._typed:
            self._typed = self._typed[:-1]
            self.update()
            return
        letter = latin_letter(event)
        typed = self._typed + letter
        fitting = [label for label in self.labels if label.code.startswith(typed)]
        if not letter or not fitting:
            self.leave()
        elif fitting[0].code == typed:
            self.leave()
            self._pane.set_passage(fitting[0].passage)
        else:
            self._typed = typed
            self.update()

    def focusNextPrevChild(self, _is_next: bool) -> bool:
        return False  # Tab leaves like any other key

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaves when the text is laid out otherwise."""
        if event.type() == QEvent.Type.Resize:
            self.leave()
        return super().eventFilter(watched, event)

    # -- painting ------------------------------------------------------------------------------

    def _make_labels(self) -> tuple[Label, ...]:
        found = sentences_on_screen(self._pane)
        codes = hint_codes(len(found))
        metrics = QFontMetricsF(self._font())
        area = QRectF(self.rect())
        labels: list[Label] = []
        for place, code in zip(found, codes, strict=False):  # beyond all codes there is none
            width = metrics.horizontalAdvance(code.upper()) + 2 * _PAD
            height = metrics.height() - 1
            left = (
                place.line.right() - width * 0.4
                if place.is_rtl
                else place.line.left() - width * 0.6
            )
            top = place.line.top() - height * _RAISED + 1
            cap = QRectF(left, top, width, height)
            cap = _apart(cap, labels[-4:], is_rtl=place.is_rtl)
            cap.moveLeft(min(max(cap.left(), area.left() + 1), area.right() - width - 1))
            cap.moveTop(min(max(cap.top(), area.top() + 1), area.bottom() - height - 1))
            labels.append(Label(place.passage, code, cap))
        return tuple(labels)

    def _font(self) -> QFont:
        font = sized(self.font(), 0.86)
        font.setWeight(QFont.Weight.Bold)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        try:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._font())
            metrics = QFontMetricsF(self._font())
            for label in self.labels:
                if not label.code.startswith(self._typed):
                    continue
                painter.setPen(QColor(theme.paper))
                painter.setBrush(QColor(theme.accent))
                painter.drawRoundedRect(label.cap, 3.5, 3.5)
                done, ahead = label.code[: len(self._typed)], label.code[len(self._typed) :]
                baseline = label.cap.top() + metrics.ascent() - 0.5
                at = QPointF(label.cap.left() + _PAD, baseline)
                faint = QColor(theme.paper)
                faint.setAlphaF(0.55)
                painter.setPen(faint)
                painter.drawText(at, done.upper())
                painter.setPen(QColor(theme.paper))
                at.setX(at.x() + metrics.horizontalAdvance(done.upper()))
                painter.drawText(at, ahead.upper())
        finally:
            painter.end()  # Qt dies of a painter that outlives its event


_MODIFIER_KEYS = frozenset(
    (
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_Meta,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_AltGr,
    )
)


def _apart(cap: QRectF, earlier: list[Label], *, is_rtl: bool) -> QRectF:
    """Returns the cap moved along its line until it covers none of those before it."""
    for label in earlier:
        if cap.intersects(label.cap.adjusted(-1, 0, 1, 0)):
            if is_rtl:
                cap.moveRight(label.cap.left() - 2)
            else:
                cap.moveLeft(label.cap.right() + 2)
    return cap
