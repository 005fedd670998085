"""Key presses to chords, on the keyboards of many countries and platforms."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from reader.commands.catalogue import CATALOGUE
from reader.core.keys.keymap import parse_keys
from reader.ui.keys.chords import chord_of, chords_of
from reader.ui.overlays.key_event_text import digit_of
from tests.each import each

Key, Mod = Qt.Key, Qt.KeyboardModifier
NONE, CTRL, ALT, SHIFT, META = (
    Mod.NoModifier,
    Mod.ControlModifier,
    Mod.AltModifier,
    Mod.ShiftModifier,
    Mod.MetaModifier,
)
X11_ALTGR, WINDOWS_ALTGR = 0x80, 0x42


@pytest.fixture
def on(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let Qt be on a platform."""

    def use(platform: str) -> None:
        monkeypatch.setattr(QApplication, "platformName", staticmethod(lambda: platform))

    return use


def event(
    key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, text: str = "", scan_code: int = 0
) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0, text)


# -- chords ----------------------------------------------------------------------------------------


@each(
    ("key", "modifiers", "text", "chord"),
    [
        (Key.Key_J, NONE, "j", "j"),
        (Key.Key_J, SHIFT, "J", "Shift+J"),
        (Key.Key_J, NONE, "J", "j"),  # caps lock
        (Key.Key_K, CTRL, "\x0b", "Ctrl+K"),
        (Key.Key_Z, CTRL | SHIFT, "\x1a", "Ctrl+Shift+Z"),
        (Key.Key_Z, CTRL | ALT | SHIFT | META, "", "Ctrl+Alt+Shift+Meta+Z"),
        (Key.Key_Question, SHIFT, "?", "?"),
        (Key.Key_Greater, SHIFT, ">", ">"),
        (Key.Key_NumberSign, NONE, "#", "#"),
        (Key.Key_Asterisk, SHIFT | Mod.KeypadModifier, "*", "*"),
        (Key.Key_1, NONE, "1", "1"),
        (Key.Key_1, Mod.KeypadModifier, "1", "1"),
        (Key.Key_1, ALT, "1", "Alt+1"),
        (Key.Key_1, CTRL, "1", "Ctrl+1"),
        (Key.Key_Equal, CTRL, "=", "Ctrl+="),
        (Key.Key_Plus, CTRL | SHIFT, "+", "Ctrl++"),
        (Key.Key_Minus, CTRL, "-", "Ctrl+-"),
        (Key.Key_Return, NONE, "\r", "Enter"),
        (Key.Key_Enter, Mod.KeypadModifier, "\r", "Enter"),
        (Key.Key_Return, CTRL, "\r", "Ctrl+Enter"),
        (Key.Key_Escape, NONE, "\x1b", "Escape"),
        (Key.Key_Space, NONE, " ", "Space"),
        (Key.Key_Space, SHIFT, " ", "Shift+Space"),
        (Key.Key_Delete, NONE, "\x7f", "Delete"),
        (Key.Key_PageDown, CTRL, "", "Ctrl+PageDown"),
        (Key.Key_Up, ALT, "", "Alt+Up"),
        (Key.Key_Down, SHIFT, "", "Shift+Down"),
        (Key.Key_F6, SHIFT, "", "Shift+F6"),
        (Key.Key_F11, NONE, "", "F11"),
        (Key.Key_Odiaeresis, NONE, "ö", "ö"),
        (Key.Key_Odiaeresis, SHIFT, "Ö", "Shift+Ö"),
        (Key.Key_unknown, NONE, "о", "о"),  # a Cyrillic letter
        (Key.Key_Shift, SHIFT, "", ""),
        (Key.Key_Control, CTRL, "", ""),
        (Key.Key_AltGr, NONE, "", ""),
        (Key.Key_CapsLock, NONE, "", ""),
        (Key.Key_Dead_Acute, NONE, "", ""),
        (Key.Key_Multi_key, NONE, "", ""),
        (Key.Key_Tab, NONE, "\t", ""),
        (Key.Key_Backtab, SHIFT, "", ""),
        (Key.Key_VolumeUp, NONE, "", ""),
    ],
)
def test_chords(
    qapp: QApplication, key: Qt.Key, modifiers: Qt.KeyboardModifier, text: str, chord: str
) -> None:
    assert chord_of(event(key, modifiers, text)) == chord


def test_every_chord_of_the_catalogue_can_be_pressed(qapp: QApplication) -> None:
    """Each parses to itself: what chord_of spells is what the catalogue spells."""
    for command in CATALOGUE:
        for one in command.keys:
            assert " ".join(parse_keys(one.keys)) == one.keys


@pytest.mark.parametrize(
    ("key", "text", "scan_code", "chord"),
    [
        (Key.Key_Ampersand, "&", 10, "1"),  # AZERTY: the digits lie behind Shift
        (Key.Key_Eacute, "é", 11, "2"),
        (Key.Key_Agrave, "à", 19, "0"),
        (Key.Key_A, "a", 24, "a"),
    ],
)
def test_digits_go_by_the_physical_key(
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    key: Qt.Key,
    text: str,
    scan_code: int,
    chord: str,
) -> None:
    assert chord_of(event(key, NONE, text, scan_code)) == text  # not on a platform we know
    monkeypatch.setattr(QApplication, "platformName", staticmethod(lambda: "xcb"))
    assert chord_of(event(key, NONE, text, scan_code)) == chord
    if chord.isdigit():
        assert chord_of(event(key, ALT, text, scan_code)) == f"Alt+{chord}"
        assert chord_of(event(key, CTRL, text, scan_code)) == f"Ctrl+{chord}"
    # With Shift it is what the keyboard prints: * has to be reachable on it.
    assert chord_of(event(Key.Key_Asterisk, SHIFT, "*", 17)) == "*"


def press(
    text: str,
    code: int,
    modifiers: Qt.KeyboardModifier = NONE,
    *,
    key: int | None = None,
    native: int = 0,
    mac: int = 0,
) -> QKeyEvent:
    """A key press with the native code of its key; the key is told by the text, as Qt does."""
    number = key if key is not None else ord(text.upper()[0])
    return QKeyEvent(QEvent.Type.KeyPress, number, modifiers, code, mac, native, text)


X11 = [
    # Russian
    ("о", 44, NONE, ("о", "j")),
    ("О", 44, SHIFT, ("Shift+О", "Shift+J")),
    ("ю", 60, NONE, ("ю", ".")),
    ("Ю", 60, SHIFT, ("Shift+Ю", ">")),
    ("б", 59, NONE, ("б", ",")),
    ("Б", 59, SHIFT, ("Shift+Б", "<")),
    ("ж", 47, NONE, ("ж", ";")),
    (".", 61, NONE, (".",)),  # a sign of ASCII is that
    ("?", 16, SHIFT, ("?",)),
    # Greek, Hebrew, Arabic, Thai, Korean
    ("η", 43, NONE, ("η", "h")),
    ("ח", 44, NONE, ("ח", "j")),
    ("ת", 59, NONE, ("ת", ",")),
    ("؟", 61, SHIFT, ("؟", "?")),
    ("ا", 43, NONE, ("ا", "h")),
    ("١", 10, NONE, ("١", "1")),
    ("่", 44, NONE, ("่", "j")),
    ("ㅓ", 44, NONE, ("ㅓ", "j")),
    # Latin letters and signs stay what is printed on the key, wherever it lies
    ("a", 24, NONE, ("a",)),
    ("z", 29, NONE, ("z",)),
    ("ö", 47, NONE, ("ö",)),
    ("Ø", 47, SHIFT, ("Shift+Ø",)),
    ("§", 12, SHIFT, ("§",)),
    ("º", 49, NONE, ("º",)),
    # Digits
    ("&", 10, NONE, ("&", "1")),
    ("1", 10, SHIFT, ("1",)),  # AZERTY with Shift
    ("à", 19, NONE, ("à", "0")),
    ("!", 10, SHIFT, ("!",)),
    ("ě", 11, NONE, ("ě", "2")),
]


@pytest.mark.parametrize(("text", "code", "modifiers", "chords"), X11)
def test_what_a_press_may_stand_for(
    on: Callable[[str], None],
    text: str,
    code: int,
    modifiers: Qt.KeyboardModifier,
    chords: tuple[str, ...],
) -> None:
    for platform in ("xcb", "wayland", "wayland-egl"):
        on(platform)
        assert chords_of(press(text, code, modifiers)) == chords
    on("windows")
    assert chords_of(press(text, code - 8, modifiers)) == chords
    on("offscreen")  # where nothing is known of places, what is typed holds
    assert chords_of(press(text, code, modifiers))[0] == chords[0]


def test_modifiers_go_along(on: Callable[[str], None]) -> None:
    on("xcb")
    assert chords_of(press("", 45, CTRL, key=0x41B)) == ("Ctrl+Л", "Ctrl+K")
    assert chords_of(press("", 11, CTRL, key=Key.Key_Eacute)) == ("Ctrl+É", "Ctrl+2")
    assert chords_of(press("\x00", 11, CTRL, key=Key.Key_2)) == ("Ctrl+2",)
    assert chords_of(press("&", 10, ALT)) == ("Alt+&", "Alt+1")


def test_the_keypad_gives_digits(on: Callable[[str], None]) -> None:
    on("xcb")
    assert chords_of(press("7", 79, Mod.KeypadModifier)) == ("7",)
    assert chords_of(press("7", 79, Mod.KeypadModifier | ALT)) == ("Alt+7",)
    assert chords_of(press("", 79, Mod.KeypadModifier, key=Key.Key_Home)) == ("Home",)
    assert digit_of(press("7", 79, Mod.KeypadModifier | CTRL)) == 7


def test_macs_tell_places_by_virtual_keys(on: Callable[[str], None]) -> None:
    on("cocoa")
    assert chords_of(press("о", 0, mac=38)) == ("о", "j")
    assert chords_of(press("&", 0, mac=18)) == ("&", "1")
    assert chords_of(press("ю", 0, mac=47)) == ("ю", ".")
    assert chords_of(press("a", 0, mac=12)) == ("a",)


def test_with_altgr_a_key_is_its_sign(on: Callable[[str], None]) -> None:
    on("xcb")
    assert chords_of(press("#", 12, native=X11_ALTGR)) == ("#",)  # AZERTY
    assert chords_of(press("[", 17, native=X11_ALTGR)) == ("[",)  # QWERTZ
    assert chords_of(press("µ", 58, native=X11_ALTGR)) == ("µ",)
    on("windows")
    assert chords_of(press("#", 4, CTRL | ALT, native=WINDOWS_ALTGR)) == ("#",)
    assert chords_of(press("", 13, CTRL | ALT, key=Key.Key_Equal)) == ("Ctrl+Alt+=",)


def test_a_dead_key_is_no_key(on: Callable[[str], None]) -> None:
    on("xcb")
    for key in (Key.Key_Dead_Circumflex, Key.Key_Dead_Acute, Key.Key_Dead_Greek):
        assert chords_of(press("", 13, key=key)) == ()
        assert digit_of(press("", 13, key=key)) is None


def test_digits_for_choosing(on: Callable[[str], None]) -> None:
    on("xcb")
    assert digit_of(press("&", 10)) == 1
    assert digit_of(press("é", 11, CTRL)) == 2
    assert digit_of(press("à", 19)) is None  # nought chooses nothing
    assert digit_of(press("j", 44)) is None
    assert digit_of(press("", 50, SHIFT, key=Key.Key_Shift)) is None


def test_signs_where_others_have_letters_stand_for_these(on: Callable[[str], None]) -> None:
    """On keyboards of another script, which the letters pressed before tell of."""
    on("xcb")
    q, w, j = (scan + 8 for scan in (16, 17, 36))
    latin_j = event(Key.Key_J, text="j", scan_code=j)
    slash, apostrophe = (
        event(Key.Key_Slash, text="/", scan_code=q),
        event(Key.Key_Apostrophe, text="'", scan_code=w),
    )
    chords_of(latin_j)
    assert chords_of(slash) == ("/",), "on a keyboard of Latin letters a sign is that sign"
    chords_of(event(Key.Key_unknown, text="ח", scan_code=j))  # Hebrew
    assert chords_of(slash) == ("/", "q")
    assert chords_of(apostrophe) == ("'", "w")
    assert chords_of(event(Key.Key_Semicolon, SHIFT, ";", q)) == (";", "Shift+Q")  # Greek
    assert chords_of(event(Key.Key_unknown, text="1", scan_code=q)) == ("1",)
    chords_of(latin_j)
    assert chords_of(apostrophe) == ("'",)


def test_a_key_that_gives_two_letters(on: Callable[[str], None]) -> None:
    on("xcb")
    assert chords_of(event(Key.Key_unknown, SHIFT, "لا", 34 + 8))[1:] == ("Shift+G",)
