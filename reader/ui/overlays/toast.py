"""Defines one notification, its buttons, and how long it stays."""

from collections.abc import Sequence
from typing import Literal

import shiboken6
from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QProgressBar,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from reader.core.translation import _, number_text
from reader.ui.overlays.overlay import AboveGround
from reader.ui.style.announcement import announce
from reader.ui.style.box_layouts import EMPTY, in_column, in_row
from reader.ui.style.elided_label import ElidedLabel
from reader.ui.style.fade import Fade
from reader.ui.style.painting import fill_rounded, paint_card, placed
from reader.ui.style.theme import current_theme
from reader.ui.tasks.notices import Action

Kind = Literal["info", "error", "progress", "page"]  # a page: lines to be read at leisure

REACH = 12  # pixels of shadow around a toast
_WIDEST = 600  # pixels
_SHORTEST, _LONGEST, _ERROR = 3000, 8000, 12_000  # milliseconds on screen
_PER_CHARACTER = 60  # milliseconds of reading
_GRACE = 1500  # milliseconds left at least after the mouse has held a toast


def time_in_sight(text: str, kind: Kind) -> int:
    """Milliseconds a toast stays: by its length, errors longer; 0: until it is closed."""
    if kind in ("progress", "page"):
        return 0
    if kind == "error":
        return _ERROR
    return max(_SHORTEST, min(_LONGEST, 1500 + _PER_CHARACTER * len(text)))


class Toast(AboveGround):
    """One notification. It hides by itself unless the mouse or the focus is on it."""

    closed = Signal()
    left = Signal()  # by the mouse

    def __init__(self, host: QWidget, text: str, action: Action | None, kind: Kind) -> None:
        super().__init__(host)
        self.kind = kind
        self._fade = Fade(self)
        self._came_from: QWidget | None = None  # what had the keyboard before a button here
        self._left_over = _GRACE
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._expire)
        has_lines = kind in ("error", "page")
        is_wide = (
            kind == "info" and self.fontMetrics().horizontalAdvance(text) > _WIDEST - 2 * REACH
        )
        self.label = QLabel(self) if has_lines or is_wide else ElidedLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setWordWrap(has_lines or is_wide)
        self.label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setVisible(kind == "progress")
        # Two, as none is moved from one layout to another: PySide 6.11.3 crashed after that.
        self._beside, self._beneath = self._make_button(), self._make_button()
        for button in (self._beside, self._beneath):
            button.clicked.connect(self._act)
        self.more: list[QToolButton] = []  # for what else can be done
        self.cross = QToolButton(self)
        self.cross.setText("✕")
        self.cross.setAccessibleName(_("Dismiss"))
        self.cross.setToolTip(_("Dismiss"))
        self.cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.cross.setVisible(has_lines)
        self.cross.clicked.connect(self.dismiss)
        self._row = in_row((self.label, 1), self._beside, spacing=8)
        self._row.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        # For several things to do, which would leave the text no room.
        self._below = in_row(EMPTY, self._beneath, spacing=8)
        edge, air = REACH, 12 if has_lines else 7
        self.column = in_column(
            *(self._row, self._below, self.bar),
            parent=self,
            margins=(edge + 16, edge + air, edge + 10, edge + air),
            spacing=5,
        )
        self._action: Action | None = None
        self._is_below = False  # where the buttons are
        QApplication.instance().focusChanged.connect(self._remember_focus)  # type: ignore[union-attr]
        self.set_text(text, action)

    @property
    def button(self) -> QToolButton:
        """What takes the toast away by doing something: the last of its buttons."""
        return self._beneath if self._is_below else self._beside

    @property
    def text(self) -> str:
        """What it says."""
        return self.label.text()

    def set_text(self, text: str, action: Action | None, more: Sequence[Action] = ()) -> None:
        """Shows this text, with or without something to do about it: (label, what to call).

        With more than one thing to do, it stays until it is dismissed. The only thing to do
        takes the toast away.
        """
        is_answer = action is None and len(more) == 1
        for button in self.more:
            button.deleteLater()
        self.more = [self._make_button() for _action in more]
        for button, (label, act) in zip(self.more, more, strict=True):
            button.setText(label)
            if is_answer:
                button.clicked.connect(self.dismiss)
            button.clicked.connect(act)
        for button in (self._beside, self._beneath):
            button.setText(action[0] if action else "")
            button.hide()
        self._action = action
        self.label.setText(text)
        self._is_below = bool(more) and not self._has_room_beside()
        last = self._below.count() - 1 if self._is_below else 1
        for number, button in enumerate(self.more):
            (self._below if self._is_below else self._row).insertWidget(last + number, button)
        self.label.setToolTip(text)
        self.setAccessibleName(text)
        self.button.setVisible(action is not None)

    def _has_room_beside(self) -> bool:
        """Whether one line has room for the text and all that can be done."""
        return not self.label.wordWrap() and self._wanted_width() <= _WIDEST + 2 * REACH

    def _wanted_width(self) -> int:
        """Returns how wide the toast is with its text in one line, and all buttons beside it."""
        metrics, margins = self.label.fontMetrics(), self.column.contentsMargins()
        text = max(metrics.horizontalAdvance(line) for line in self.text.split("\n")) + 4
        text += margins.left() + margins.right()
        buttons = [one for one in (self._beside, *self.more) if one.text()]
        if not self.cross.isHidden():
            buttons.append(self.cross)
        return text + sum(one.sizeHint().width() + 8 for one in buttons)

    def _make_button(self) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("toastAction")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def appear(self) -> None:
        """Comes into sight, or stays for the whole time again."""
        if not self.isVisible():
            self.show()
            self._fade.start()
        self.raise_()
        announce(self, self.text, is_urgent=self.kind == "error")
        self.wait(self._time_in_sight())

    def _time_in_sight(self) -> int:
        """Milliseconds; 0: until it is dismissed, as what failed and can be tried again is."""
        if self.kind == "error" and self.more:
            return 0
        time = time_in_sight(self.text, self.kind)
        has_buttons = self._action is not None or self.more
        return max(time, _LONGEST) if time and has_buttons else time

    def take_keyboard(self) -> bool:
        """Moves the focus to the first of several buttons; False if it is here, or there are none."""
        if not self.more or self._has_keyboard:
            return False
        self.more[0].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    @property
    def _has_keyboard(self) -> bool:
        return any(button.hasFocus() for button in (self.button, *self.more, self.cross))

    def wait(self, milliseconds: int) -> None:
        """Hides after so long; 0: not by itself."""
        self._timer.stop()
        if milliseconds:
            self._timer.start(milliseconds)

    def _remember_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and new is not None and self.isAncestorOf(new):
            self._came_from = self._came_from if self.isAncestorOf(old) else old

    def dismiss(self) -> None:
        """Hides the toast and deletes it; the keyboard goes back to where it was before."""
        before = self._came_from
        if self._has_keyboard and before is not None and shiboken6.isValid(before):
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._timer.stop()
        self._fade.stop()
        self.hide()
        self.closed.emit()
        self.deleteLater()

    def width_for(self, room: int) -> int:
        """Returns the width the text needs, at most ``room`` pixels."""
        least = 320 if self.kind == "progress" else 160
        most = room if self.kind == "page" else _WIDEST + 2 * REACH
        return min(max(least, self._wanted_width()), most, room)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._left_over = max(_GRACE, self._timer.remainingTime())
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self._time_in_sight():
            self.wait(self._left_over)
        super().leaveEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the card; an error has a bar in the colour of danger and says so to a screen reader."""
        theme = current_theme()
        painter = QPainter(self)
        card = self.rect().adjusted(REACH, REACH, -REACH, -REACH)
        paint_card(painter, card, theme, 9.0, REACH)
        if self.kind == "error":
            bar = QRect(card.left() + 6, card.top() + 8, 3, card.height() - 16)
            fill_rounded(painter, QRectF(placed(card, bar)), theme.danger, 1.5)
        painter.end()

    def _expire(self) -> None:
        if self._has_keyboard:
            self.wait(_GRACE)
        else:
            self.dismiss()

    def _act(self) -> None:
        action = self._action
        if self.kind == "progress":
            self.button.setEnabled(False)
        elif not self.more:
            self.dismiss()
        if action is not None:
            action[1]()


class ProgressToast:
    """A toast that counts; it stays until it is finished or closed."""

    def __init__(self, toast: Toast, text: str) -> None:
        self.toast: Toast | None = toast
        self._text = text
        toast.closed.connect(self._forget)

    def update(self, done: int, total: int) -> None:
        """Shows the progress: done of total (0: unknown)."""
        if self.toast is None:
            return
        told = self._text
        if total:
            count = _("{done} of {total}")
            count = count.format(done=number_text(done), total=number_text(total))
            told = f"{self._text}  ·  {count}"
        self.toast.label.setText(told)
        self.toast.setAccessibleName(told)
        self.toast.bar.setRange(0, total)
        self.toast.bar.setValue(min(done, total))

    def close(self) -> None:
        """Takes it away."""
        if self.toast is not None:
            self.toast.dismiss()

    def _forget(self) -> None:
        self.toast = None
