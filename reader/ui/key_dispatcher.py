"""Key presses to chords to commands: the only owner of the window's keys.

It listens to the widget that has the focus and to no other, so that it costs nothing elsewhere.
Text fields keep every key that edits text; an input method that is composing keeps all.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from reader.commands.catalogue import key_maps
from reader.commands.command import Pane
from reader.core.keymap import Match, Resolution, Resolver

HINT_DELAY = 400  # ms a prefix waits before the hints show

_NAMES = {
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Escape: "Escape",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Delete: "Delete",
    Qt.Key.Key_Insert: "Insert",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_PageUp: "PageUp",
    Qt.Key.Key_PageDown: "PageDown",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    **{Qt.Key(Qt.Key.Key_F1.value + n - 1): f"F{n}" for n in range(1, 25)},
}
_MODIFIERS = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl"),
    (Qt.KeyboardModifier.AltModifier, "Alt"),
    (Qt.KeyboardModifier.ShiftModifier, "Shift"),
    (Qt.KeyboardModifier.MetaModifier, "Meta"),
)
# Where X11 and Wayland put the digit row: the same keys on every layout.
_DIGIT_ROW = {code: str((code - 9) % 10) for code in range(10, 20)}
# With Ctrl, a text field uses these itself.
_EDITING = frozenset(("A", "C", "V", "X", "Z", "Y", "Backspace", "Delete", "Insert", "K"))
_EDITING_MOVES = frozenset(("Left", "Right", "Up", "Down", "Home", "End"))


def chord_of(event: QKeyEvent) -> str:
    """The chord of a key press in the spelling of ``core.keymap``; empty for a modifier alone."""
    modifiers = event.modifiers()
    held = [name for flag, name in _MODIFIERS if modifiers & flag]
    key = _key_name(event, "Shift" in held)
    if not key:
        return ""
    has_case = len(key) == 1 and key.lower() != key.upper()
    if has_case:
        key = key.upper() if held else key.lower()
    elif len(key) == 1 and not key.isdigit() and "Shift" in held:
        held.remove("Shift")  # the sign already says it
    return "+".join([*held, key])


def _key_name(event: QKeyEvent, has_shift: bool) -> str:
    code = event.key()
    try:
        name = _NAMES.get(Qt.Key(code))
    except ValueError:
        name = None
    if name:
        return name
    is_on_x11 = QApplication.platformName() in ("xcb", "wayland")
    if is_on_x11 and not has_shift and (digit := _DIGIT_ROW.get(event.nativeScanCode())):
        return digit
    text = event.text()
    if len(text) == 1 and text.isprintable() and not text.isspace():
        return text
    if 0x20 < code < 0x10FFFF and code < Qt.Key.Key_Escape.value:
        return chr(code)
    return ""


def is_text_field(widget: QObject | None) -> bool:
    """Whether a widget takes typed text."""
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        return not widget.isReadOnly()
    return isinstance(widget, QLineEdit)


def keeps_key(widget: QWidget, chord: str) -> bool:
    """Whether a widget is in a mode of its own in which the chord is no command's."""
    keeps = getattr(widget, "keeps_key", None)
    return keeps is not None and bool(keeps(chord))


class KeyDispatcher(QObject):
    """Feeds the keys pressed in a window to the resolver and runs the command they amount to."""

    def __init__(
        self,
        window: QWidget,
        pane_of: Callable[[QWidget], Pane | None],
        run: Callable[[str], None],
        show_hints: Callable[[tuple[str, ...], Resolution | None], None],
    ) -> None:
        """``pane_of`` tells a widget's pane, or None where keys are not ours (an overlay)."""
        super().__init__(window)
        self._window = window
        self._pane_of = pane_of
        self._run = run
        self._show_hints = show_hints
        self._resolver = Resolver({str(pane): keymap for pane, keymap in key_maps().items()})
        self._watched: QWidget | None = None
        self._pending: Resolution | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(HINT_DELAY)
        self._timer.timeout.connect(self._hint)
        QApplication.instance().focusChanged.connect(self._watch)  # type: ignore[union-attr]

    def _watch(self, _old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
        self._watched = None
        self._forget()
        if new is not None and new.window() is self._window:
            new.installEventFilter(self)
            self._watched = new
            new.destroyed.connect(self._lose)

    def _lose(self, gone: QObject) -> None:
        if gone is self._watched:
            self._watched = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key presses that are commands, and claim them against Qt's own shortcuts."""
        kind = event.type()
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        if not isinstance(event, QKeyEvent) or not isinstance(watched, QWidget):
            return False
        chord, pane = chord_of(event), self._pane_of(watched)
        if not chord or pane is None or (is_text_field(watched) and _edits_text(chord)):
            return False
        if keeps_key(watched, chord):
            if kind == QEvent.Type.ShortcutOverride:
                event.accept()
            return False
        if kind == QEvent.Type.ShortcutOverride:
            if self._resolver.knows(chord, str(pane)):
                event.accept()  # what is no key of ours stays the menu bar's (Alt+F)
            return False
        return self._feed(chord, pane, watched)

    def _feed(self, chord: str, pane: Pane, watched: QWidget) -> bool:
        was_pending = bool(self._resolver.pending)
        resolution = self._resolver.feed(chord, str(pane))
        self._timer.stop()
        self._show_hints((), None)
        if resolution.kind is Match.EXACT and resolution.command:
            self._run(resolution.command)
            return True
        if resolution.kind is Match.PENDING:
            self._pending = resolution
            self._timer.start()
            return True
        # A letter that means nothing must not start a list's own search for it.
        return was_pending or (len(chord) == 1 and not is_text_field(watched))

    def _hint(self) -> None:
        if self._resolver.pending and self._pending is not None:
            self._show_hints(self._resolver.pending, self._pending)

    def _forget(self) -> None:
        self._resolver.reset()
        self._timer.stop()
        self._show_hints((), None)


def _edits_text(chord: str) -> bool:
    """Whether a text field uses the chord itself."""
    *held, key = chord.split("+") if chord[-1] != "+" else [*chord[:-1].rstrip("+").split("+"), "+"]
    held = [name for name in held if name]
    if key.startswith("F") and key[1:].isdigit():
        return False
    if "Ctrl" in held:
        return (key in _EDITING and key != "K") or key in _EDITING_MOVES
    return "Alt" not in held
