"""Converts key presses to the chords they may mean, on every keyboard layout.

A letter or sign is what the layout gives. Digits go by the physical key as well, so that AZERTY
needs no Shift for them; and where a layout gives a character of another script (Cyrillic, Greek,
Hebrew, Arabic …), the press may also stand for what a US keyboard has in that place.
"""

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from reader.ui.overlays.key_event_text import (
    has_level_3,
    held_modifiers,
    printed_digit,
    typed_character,
    us_character,
)

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
_DIGITS = tuple("0123456789")
_is_latin_keyboard = True  # as far as can be determined
_LETTERS_OF_LATIN = frozenset("ªºµ")  # whose Unicode names do not say so
_SCRIPTS = ("ARABIC", "HEBREW", "GREEK", "ARMENIAN", "THAI", "DEVANAGARI", "SYRIAC")  # of signs


def chord_of(event: QKeyEvent) -> str:
    """Returns the chord of a key press in the spelling of ``core.keys.keymap``; empty for a modifier alone.

    Where it may stand for several, a digit, else what the layout gives.
    """
    chords = chords_of(event)
    digits = [chord for chord in chords if chord.rpartition("+")[2] in _DIGITS]
    return (digits or chords or ("",))[0]


def chords_of(event: QKeyEvent) -> tuple[str, ...]:
    """Returns the possible chords of a key press, that of the layout first; none for a modifier."""
    held = held_modifiers(event)
    named = _named(event)
    if named:
        return ("+".join([*held, named]),)
    typed = typed_character(event)
    if not typed:
        return ()
    digit = printed_digit(event, typed, has_shift="Shift" in held)
    if typed == digit:
        return ("+".join([name for name in held if name != "Shift"] + [digit]),)
    chords = [_spelled(typed, held)]
    if digit:
        chords.append("+".join([name for name in held if name != "Shift"] + [digit]))
    elif not has_level_3(event):
        latin = us_character(event, has_shift="Shift" in held)
        if latin and _stands_for_another(typed, latin):
            chords.append(_spelled(latin, held))
    return tuple(dict.fromkeys(chords))


def latin_letter(event: QKeyEvent) -> str:
    """Returns the letter a to z of a key press on any layout; empty with Ctrl, and for others."""
    last = (chords_of(event) or ("",))[-1].removeprefix("Shift+").lower()
    return last if len(last) == 1 and "a" <= last <= "z" else ""


def _named(event: QKeyEvent) -> str:
    try:
        return NAMES.get(Qt.Key(event.key()), "")
    except ValueError:
        return ""


def _stands_for_another(typed: str, latin: str) -> bool:
    """Returns whether a press may also mean the character of a US keyboard in its place.

    A keyboard of another script has signs where others have letters, as a Hebrew one for q and w:
    which script it is of, the letter pressed last tells.
    """
    global _is_latin_keyboard
    if _is_of_another_script(typed):
        _is_latin_keyboard = False
        return True
    if typed.isalpha():
        _is_latin_keyboard = True
    return not _is_latin_keyboard and not typed.isalnum() and latin.isalpha()


def _is_of_another_script(character: str) -> bool:
    if character.isascii() or character in _LETTERS_OF_LATIN:
        return False
    name = unicodedata.name(character, "")
    if unicodedata.category(character)[0] in "LM":
        return "LATIN" not in name and not name.startswith("COMBINING")
    return name.startswith(_SCRIPTS)


def _spelled(character: str, held: list[str]) -> str:
    """Returns a character with modifiers, as ``core.keys.keymap`` writes it."""
    names = list(held)
    if character.lower() != character.upper():
        changed = character.upper() if names else character.lower()
        character = changed if len(changed) == 1 else character
    elif not character.isdigit() and "Shift" in names:
        names.remove("Shift")  # the sign already says it
    return "+".join([*names, character])
