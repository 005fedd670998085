"""Presses a key for the user who clicks on its name."""

from PySide6.QtCore import QEvent, QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget


def key_named(keys: str) -> QKeyCombination | None:
    """Returns the key of a name ("Ctrl+Enter"), None for the names of several keys ("j k")."""
    portable = keys.replace("Enter", "Return")  # Qt's Enter is that of the number pad
    sequence = QKeySequence.fromString(portable, QKeySequence.SequenceFormat.PortableText)
    if sequence.count() != 1:
        return None
    key: QKeyCombination = sequence[0]  # type: ignore[index]  # not in PySide's stubs
    return None if key.key() == Qt.Key.Key_unknown else key


def press_key(widget: QWidget, key: QKeyCombination) -> None:
    """Presses a key on a widget, and releases it if the focus is still there."""
    code, held = key.key(), key.keyboardModifiers()
    text = chr(code).lower() if code < Qt.Key.Key_Escape and not held else ""
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, code, held, text))
    if QApplication.focusWidget() is widget:
        QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyRelease, code, held, text))
