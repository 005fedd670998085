"""Key presses to chords: what one press may stand for, on every keyboard layout.

A letter or sign is what the layout gives. Digits go by the physical key as well, so that AZERTY
needs no Shift for them; and where a layout gives a character of another script (Cyrillic, Greek,
Hebrew, Arabic …), the press may also stand for what a US keyboard has in that place.

Places are told by native codes: evdev's on X11 and Wayland (plus 8) and, the same numbers for these
keys, the scan codes of Windows; on macOS by its virtual keys.
"""

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

NAMES = {
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
_DIGITS = tuple("0123456789")
_LETTERS_OF_LATIN = frozenset("ªºµ")  # whose Unicode names do not say so
_SCRIPTS = ("ARABIC", "HEBREW", "GREEK", "ARMENIAN", "THAI", "DEVANAGARI", "SYRIAC")  # of signs
_X11_LEVEL_3 = 0x80  # Mod5, which AltGr sets
_WINDOWS_RIGHT_ALT = 0x40


def chord_of(event: QKeyEvent) -> str:
    """The chord of a key press in the spelling of ``core.keymap``; empty for a modifier alone.

    Where it may stand for several, a digit, else what the layout gives.
    """
    chords = chords_of(event)
    digits = [chord for chord in chords if chord.rpartition("+")[2] in _DIGITS]
    return (digits or chords or ("",))[0]


def chords_of(event: QKeyEvent) -> tuple[str, ...]:
    """The chords a key press may stand for, what the layout gives first; none for a modifier alone."""
    held = _held(event)
    named = _named(event)
    if named:
        return ("+".join([*held, named]),)
    typed = _typed(event)
    if not typed:
        return ()
    digit = _digit(event, typed, has_shift="Shift" in held)
    if typed == digit:
        return ("+".join([name for name in held if name != "Shift"] + [digit]),)
    chords = [_spelled(typed, held)]
    if digit:
        chords.append("+".join([name for name in held if name != "Shift"] + [digit]))
    elif not has_level_3(event) and _is_of_another_script(typed):
        latin = (_SHIFTED if "Shift" in held else _PLAIN).get(_place(event), "")
        if latin:
            chords.append(_spelled(latin, held))
    return tuple(dict.fromkeys(chords))


def latin_letter(event: QKeyEvent) -> str:
    """The letter a to z a key press stands for on any layout; empty with Ctrl, and for others."""
    last = (chords_of(event) or ("",))[-1].removeprefix("Shift+").lower()
    return last if len(last) == 1 and "a" <= last <= "z" else ""


def digit_of(event: QKeyEvent) -> int | None:
    """The digit 1 to 9 of a key press, by its physical key, so that AZERTY needs no Shift."""
    typed = _typed(event)
    digit = _digit(event, typed, has_shift="Shift" in _held(event)) if typed else ""
    return int(digit) if digit and digit != "0" else None


def has_level_3(event: QKeyEvent) -> bool:
    """Whether AltGr is held, with which a key gives a sign of its own."""
    platform = QApplication.platformName()
    if platform == "windows":
        return bool(event.nativeModifiers() & _WINDOWS_RIGHT_ALT) and bool(event.text().strip())
    if platform == "xcb" or platform.startswith("wayland"):
        return bool(event.nativeModifiers() & _X11_LEVEL_3)
    return bool(event.modifiers() & Qt.KeyboardModifier.GroupSwitchModifier)


def _held(event: QKeyEvent) -> list[str]:
    modifiers = event.modifiers()
    held = [name for flag, name in _MODIFIERS if modifiers & flag]
    if QApplication.platformName() == "windows" and has_level_3(event):
        return [name for name in held if name not in ("Ctrl", "Alt")]  # Windows makes AltGr of both
    return held


def _named(event: QKeyEvent) -> str:
    try:
        return NAMES.get(Qt.Key(event.key()), "")
    except ValueError:
        return ""


def _typed(event: QKeyEvent) -> str:
    """The character the layout gives; empty for what gives none, as a dead key."""
    text, code = event.text(), event.key()
    if Qt.Key.Key_Dead_Grave <= code <= Qt.Key.Key_Dead_Longsolidusoverlay:
        return ""
    if len(text) == 1 and text.isprintable() and not text.isspace():
        return text
    if 0x20 < code < 0x10FFFF and code < Qt.Key.Key_Escape.value:
        return chr(code)
    return ""


def _digit(event: QKeyEvent, typed: str, *, has_shift: bool) -> str:
    """The digit a press gives, or the one that is printed on its key."""
    number = unicodedata.decimal(typed, None)  # an Arabic or Indian digit is one too
    if number is not None:
        return str(number)
    if has_shift or has_level_3(event):
        return ""
    sign = _PLAIN.get(_place(event), "")
    return sign if sign.isdigit() else ""


def _place(event: QKeyEvent) -> int:
    """Where the key lies, as an evdev code; 0 when that cannot be told."""
    platform = QApplication.platformName()
    if platform == "xcb" or platform.startswith("wayland"):
        return max(0, event.nativeScanCode() - 8)
    if platform == "windows":
        return event.nativeScanCode()
    if platform == "cocoa":
        return _CODE_OF.get(_MAC_KEYS.get(event.nativeVirtualKey(), ""), 0)
    return 0


def _is_of_another_script(character: str) -> bool:
    if character.isascii() or character in _LETTERS_OF_LATIN:
        return False
    name = unicodedata.name(character, "")
    if unicodedata.category(character)[0] in "LM":
        return "LATIN" not in name and not name.startswith("COMBINING")
    return name.startswith(_SCRIPTS)


def _spelled(character: str, held: list[str]) -> str:
    """A character with modifiers, as ``core.keymap`` writes it."""
    names = list(held)
    if character.lower() != character.upper():
        changed = character.upper() if names else character.lower()
        character = changed if len(changed) == 1 else character
    elif not character.isdigit() and "Shift" in names:
        names.remove("Shift")  # the sign already says it
    return "+".join([*names, character])
