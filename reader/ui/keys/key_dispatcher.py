"""Dispatches the key presses of a window: to chords, and chords to commands.

It listens to the widget that has the focus and to no other, so that it costs nothing elsewhere.
Text fields keep every key that edits text; an input method that is composing keeps all.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from reader.commands.command import COUNT
from reader.commands.context import Pane
from reader.commands.keys.active_keymap import keymap_of
from reader.core.keys.key_resolver import Resolver, never
from reader.core.keys.keymap import Match
from reader.ui.keys.chords import chords_of

_PRESSING = frozenset(("Enter", "Space"))  # a button that has the focus
_ALONG_TABS = frozenset(("Left", "Right", "Home", "End"))
POPUP_DELAY = 400  # ms a prefix waits before the popup shows
DROP_REST = 1_000  # ms without a key after which a field that did not open is waited for no more

# With Ctrl, a text field uses these itself.
_EDITING = frozenset(("A", "C", "V", "X", "Z", "Y", "Backspace", "Delete", "Insert"))
_EDITING_MOVES = frozenset(("Left", "Right", "Up", "Down", "Home", "End"))


def is_text_field(widget: QObject | None) -> bool:
    """Returns whether a widget takes typed text."""
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        return not widget.isReadOnly()
    return isinstance(widget, QLineEdit)


class Waiting(NamedTuple):
    """What was pressed and waits for more: a count, chords, or both."""

    pane: Pane
    digits: str  # of the count, as typed
    pressed: tuple[str, ...]  # chords
    following: tuple[tuple[str, str], ...]  # (keys, command id): what may come next


def keeps_key(widget: QWidget, chord: str) -> bool:
    """Returns whether a chord is no command's: it presses a button, moves along tabs, or is of a mode."""
    if isinstance(widget, QAbstractButton) and chord in _PRESSING:
        return True
    if isinstance(widget, QTabBar) and chord in _ALONG_TABS:
        return True
    keeps = getattr(widget, "keeps_key", None)
    return keeps is not None and bool(keeps(chord))


class KeyDispatcher(QObject):
    """Feeds the keys pressed in a window to the resolver and runs the command they amount to."""

    def __init__(
        self,
        window: QWidget,
        pane_of: Callable[[QWidget], Pane | None],
        run: Callable[[str, int], None],
        show_popup: Callable[[Waiting | None], None],
        starts_count: Callable[[str, str], bool] = never,
        enters_text: Callable[[str, Pane], bool] = never,
    ) -> None:
        """``pane_of`` returns a widget's pane, or None if it handles its own keys (an overlay).

        ``run`` is given a command and a count, ``starts_count`` a digit and a pane's name;
        ``enters_text`` a chord that means nothing in a pane: whether the text has the keyboard now.
        """
        super().__init__(window)
        self._window = window
        self._pane_of = pane_of
        self._run = run
        self._show_popup = show_popup
        self._enters_text = enters_text
        self._resolver = Resolver(keymap_of, starts_count, COUNT)
        self._watched: QWidget | None = None
        self._is_composing = False
        self._waiting: Waiting | None = None
        self._timer = QTimer(self, singleShot=True, interval=POPUP_DELAY)
        self._timer.timeout.connect(self._tell_waiting)
        # Active while what is typed is ignored.
        self._dropping = QTimer(self, singleShot=True, interval=DROP_REST)
        QApplication.instance().focusChanged.connect(self._watch)  # type: ignore[union-attr]

    def update_keys(self) -> None:
        """Goes by the current keys from now on."""
        self._forget()

    def begin_count(self, pane: Pane) -> None:
        """Waits for a number, then for what is to be done as often."""
        self._resolver.begin_count(str(pane))
        following = keymap_of(pane).resolve(()).following
        self._waiting = Waiting(pane, "", (), following)
        self._timer.start()

    def drop_typing(self) -> None:
        """Ignores what is typed until there is a rest or Esc, so that it does not run commands."""
        self._dropping.start()

    def _watch(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):  # not deleted
            self._watched.removeEventFilter(self)
        self._watched = None
        self._is_composing = False
        self._forget()
        if new is not None and new.window() is self._window:
            if not is_text_field(new) and self._pane_of(new) is not None:
                # Letters are commands here: they come as keys even while an input method is on.
                new.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
            new.installEventFilter(self)
            self._watched = new

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Takes the key presses that are commands, and claims them against Qt's own shortcuts."""
        if isinstance(event, QInputMethodEvent):
            self._is_composing = bool(event.preeditString())
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) or self._is_composing:
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        chords, pane = chords_of(event), self._pane_of(watched)
        if pane is None:
            return kind == QEvent.Type.KeyPress and self._quits(chords)
        if not chords or (is_text_field(watched) and any(map(edits_text, chords))):
            return False
        if self._dropping.isActive() and self._drop(chords):
            event.accept()
            return kind == QEvent.Type.KeyPress
        is_begun = self._resolver.is_waiting and len(chords[0]) == 1  # "g h" is no h
        if not is_begun and any(keeps_key(watched, one) for one in chords):
            return _leave_to(watched, event, chords)
        chord = self._resolver.choose(chords, str(pane))
        if kind == QEvent.Type.ShortcutOverride:
            if self._resolver.knows(chord, str(pane)):
                event.accept()  # what is no key of ours stays the menu bar's (Alt+F)
            return False
        return self._feed(chord, pane, watched)

    def _quits(self, chords: Sequence[str]) -> bool:
        """Quits by its key in an overlay, too, where all other keys are the overlay's."""
        keymap = keymap_of(Pane.READING)
        others = [one for one in chords if not edits_text(one)]
        is_quit = any(keymap.resolve((one,)).command == "quit" for one in others)
        if is_quit:
            self._run("quit", 1)
        return is_quit

    def _drop(self, chords: Sequence[str]) -> bool:
        """Returns whether a key press is one to be ignored; Esc ends that."""
        if "Escape" in chords:
            self._dropping.stop()
        elif any(map(edits_text, chords)):
            self._dropping.start()
            return True
        return False

    def _feed(self, chord: str, pane: Pane, watched: QWidget) -> bool:
        was_waiting = self._resolver.is_waiting
        resolution = self._resolver.feed(chord, str(pane))
        self._timer.stop()
        self._show_popup(None)
        if resolution.kind is Match.EXACT and resolution.command:
            self._run(resolution.command, resolution.count)
            return True
        if resolution.kind is Match.PENDING:
            resolver = self._resolver
            self._waiting = Waiting(pane, resolver.digits, resolver.pending, resolution.following)
            self._timer.start()
            return True
        # A letter that means nothing must not start a list's own search for it, but among the views.
        held, key = _parts(chord)
        is_letter = len(key) == 1 and not {"Ctrl", "Alt"}.intersection(held)
        may_be_of_text = is_letter or "Alt" in held or _is_function_key(key)
        if was_waiting or not may_be_of_text or pane is Pane.VIEWS or is_text_field(watched):
            return was_waiting
        if self._enters_text(chord, pane):
            return self._feed(chord, Pane.READING, watched)
        return is_letter

    def _tell_waiting(self) -> None:
        if self._resolver.is_waiting:
            self._show_popup(self._waiting)

    def _forget(self) -> None:
        self._resolver.reset()
        self._timer.stop()
        self._show_popup(None)


def _leave_to(widget: QWidget, event: QKeyEvent, chords: Sequence[str]) -> bool:
    """Leaves a key to the widget that has the focus; returns whether nothing is left to do."""
    if event.type() == QEvent.Type.ShortcutOverride:
        event.accept()
    elif isinstance(widget, QAbstractButton) and "Enter" in chords:
        widget.click()  # Qt presses it by Space only
        return True
    return False


def edits_text(chord: str) -> bool:
    """Returns whether a text field uses the chord itself."""
    held, key = _parts(chord)
    if _is_function_key(key):
        return False
    if "Ctrl" in held:
        return key in _EDITING or key in _EDITING_MOVES
    return "Alt" not in held


def _parts(chord: str) -> tuple[list[str], str]:
    """Returns the modifiers of a chord, and the key that is pressed."""
    *held, key = chord.split("+") if chord[-1] != "+" else [*chord[:-1].rstrip("+").split("+"), "+"]
    return [name for name in held if name], key


def _is_function_key(key: str) -> bool:
    return key.startswith("F") and key[1:].isdigit()
