"""Which Latin letter a key stands for, also on a Russian, Greek or Arabic layout."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

# Where X11 and Wayland put the letters of a US keyboard, row by row.
_ROWS = ((24, "qwertyuiop"), (38, "asdfghjkl"), (52, "zxcvbnm"))
_PLACES = {first + at: letter for first, row in _ROWS for at, letter in enumerate(row)}


def latin_letter(event: QKeyEvent) -> str:
    """The letter a to z of a key press without modifiers but Shift; empty for any other key.

    A layout without Latin letters is read by the place of the key; one that has them (AZERTY,
    Dvorak) by what is written on it.
    """
    if event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    ):
        return ""
    code = event.key()
    if Qt.Key.Key_A <= code <= Qt.Key.Key_Z:
        return chr(code).lower()
    is_letter = len(event.text()) == 1 and event.text().isalpha()
    if is_letter and QApplication.platformName() in ("xcb", "wayland"):
        return _PLACES.get(event.nativeScanCode(), "")
    return ""
