"""Reads the character and the digit of a key press, on every keyboard layout.

Positions are known from native codes: evdev's on X11 and Wayland (plus 8) and, the same numbers for these
keys, the scan codes of Windows; on macOS by its virtual keys.
"""

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_MODIFIERS = (
    (Qt.KeyboardModifier.ControlModifier, "Ctrl"),
    (Qt.KeyboardModifier.AltModifier, "Alt"),
    (Qt.KeyboardModifier.ShiftModifier, "Shift"),
    (Qt.KeyboardModifier.MetaModifier, "Meta"),
)
# A US keyboard, row by row: the first evdev code, the characters without and with Shift.
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
)
_PLAIN = {start + n: sign for start, row, _shifted in _ROWS for n, sign in enumerate(row)}
_SHIFTED = {start + n: sign for start, _row, row in _ROWS for n, sign in enumerate(row)}
_MAC_KEYS = dict(
    zip(
        bytes.fromhex(
            "000b08020e030504222628252e2d1f230c0f01112009"
            "0d0710061d1213141517161a1c191b18211e2927322a2b2f2c"
        ),
        "abcdefghijklmnopqrstuvwxyz0123456789-=[];'`\\,./",
        strict=True,
    )
)
_CODE_OF = {sign: code for code, sign in _PLAIN.items()}
_X11_LEVEL_3 = 0x80  # Mod5, which AltGr sets
_WINDOWS_RIGHT_ALT = 0x40


def digit_of(event: QKeyEvent) -> int | None:
    """Returns the digit 1 to 9 of a key press, by its physical key, so that AZERTY needs no Shift."""
    typed = typed_character(event)
    digit = printed_digit(event, typed, has_shift="Shift" in held_modifiers(event)) if typed else ""
    return int(digit) if digit and digit != "0" else None


def held_modifiers(event: QKeyEvent) -> list[str]:
    """Returns the names of the pressed modifiers, without those that AltGr sends."""
    modifiers = event.modifiers()
    held = [name for flag, name in _MODIFIERS if modifiers & flag]
    if QApplication.platformName() == "windows" and has_level_3(event):
        return [name for name in held if name not in ("Ctrl", "Alt")]  # Windows makes AltGr of both
    return held


def has_level_3(event: QKeyEvent) -> bool:
    """Returns whether AltGr is held, with which a key gives a sign of its own."""
    platform = QApplication.platformName()
    if platform == "windows":
        return bool(event.nativeModifiers() & _WINDOWS_RIGHT_ALT) and bool(event.text().strip())
    if platform == "xcb" or platform.startswith("wayland"):
        return bool(event.nativeModifiers() & _X11_LEVEL_3)
    return bool(event.modifiers() & Qt.KeyboardModifier.GroupSwitchModifier)


def typed_character(event: QKeyEvent) -> str:
    """Returns the character the layout gives; empty for what gives none, as a dead key."""
    text, code = event.text(), event.key()
    if Qt.Key.Key_Dead_Grave <= code <= Qt.Key.Key_Dead_Longsolidusoverlay:
        return ""
    if len(text) == 1 and text.isprintable() and not text.isspace():
        return text
    if len(text) > 1 and text.isalpha():  # as Arabic keyboards have on some keys
        return text[0]
    if 0x20 < code < 0x10FFFF and code < Qt.Key.Key_Escape.value:
        return chr(code)
    return ""


def printed_digit(event: QKeyEvent, typed: str, *, has_shift: bool) -> str:
    """Returns the digit a press gives, or the one that is printed on its key."""
    number = unicodedata.decimal(typed, None)  # an Arabic or Indian digit is one too
    if number is not None:
        return str(number)
    if has_shift or has_level_3(event):
        return ""
    sign = _PLAIN.get(_place(event), "")
    return sign if sign.isdigit() else ""


def _place(event: QKeyEvent) -> int:
    """Returns where the key is, as an evdev code; 0 when that cannot be determined."""
    platform = QApplication.platformName()
    if platform == "xcb" or platform.startswith("wayland"):
        return max(0, event.nativeScanCode() - 8)
    if platform == "windows":
        return event.nativeScanCode()
    if platform == "cocoa":
        return _CODE_OF.get(_MAC_KEYS.get(event.nativeVirtualKey(), ""), 0)
    return 0


def us_character(event: QKeyEvent, *, has_shift: bool) -> str:
    """Returns what a US keyboard has in the place of the key; empty where that cannot be determined."""
    return (_SHIFTED if has_shift else _PLAIN).get(_place(event), "")
