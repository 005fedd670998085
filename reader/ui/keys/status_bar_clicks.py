"""Runs the command of a key that is clicked on in the status bar."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.keys.keymap import format_keys
from reader.ui.keys.key_dispatcher import is_text_field

_NO_KEY, _CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
_OF_FIELDS = {
    "Enter": (Qt.Key.Key_Return, _NO_KEY),
    "Ctrl+Enter": (Qt.Key.Key_Return, _CTRL),
    "Escape": (Qt.Key.Key_Escape, _NO_KEY),
    "Backspace": (Qt.Key.Key_Backspace, _NO_KEY),
}


def act_on_click(
    shown: str, pane: Pane | None, focus: QWidget | None, run: Callable[[str], None]
) -> None:
    """Runs the command of keys as they are shown; in a field, and in modes, presses the key."""
    is_command = pane is not None and not is_text_field(focus)
    if is_command and pane is not None:
        for keys, command in present_keys().in_pane(pane):
            if format_keys(keys) == shown:
                run(command)
                return
    for keys, (code, held) in _OF_FIELDS.items():
        if format_keys(keys) == shown and focus is not None:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                if QApplication.focusWidget() is focus:
                    QApplication.sendEvent(focus, QKeyEvent(kind, code, held))
            return
