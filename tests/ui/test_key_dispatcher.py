"""Key presses to chords, chords to commands, and which keys a text field keeps for itself."""

from functools import partial

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPlainTextEdit,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reader.commands.catalogue import CATALOGUE
from reader.commands.command import Pane
from reader.core.keymap import parse_keys
from reader.ui.chords import chord_of
from reader.ui.key_dispatcher import HINT_DELAY, KeyDispatcher, Waiting, is_text_field

Key, Mod = Qt.Key, Qt.KeyboardModifier
NONE, CTRL, ALT, SHIFT, META = (
    Mod.NoModifier,
    Mod.ControlModifier,
    Mod.AltModifier,
    Mod.ShiftModifier,
    Mod.MetaModifier,
)


def event(
    key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, text: str = "", scan_code: int = 0
) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0, text)


# -- chords ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
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
    # With Shift it is what the keyboard prints: * has to be reachable on it.
    assert chord_of(event(Key.Key_Asterisk, SHIFT, "*", 17)) == "*"


# -- the dispatcher --------------------------------------------------------------------------------


class Bench(QMainWindow):
    """A window with one widget of each kind."""

    def __init__(self) -> None:
        super().__init__()
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        self.line, self.note = QLineEdit(middle), QPlainTextEdit(middle)
        self.list, self.text = QListWidget(middle), QTextBrowser(middle)
        self.list.addItems(["alpha", "jolly", "qua"])
        self.other = QLineEdit(middle)
        for widget in (self.line, self.note, self.list, self.text, self.other):
            column.addWidget(widget)
        self.setCentralWidget(middle)
        self.ran: list[str] = []
        self.counts: list[int] = []
        self.counting = ""  # digits that begin a count
        self.hints: list[tuple[str, ...]] = []
        self.pane: Pane | None = Pane.READING
        self.dispatcher = KeyDispatcher(
            self,
            self.pane_of,
            self.run,
            self.show_hints,
            lambda digit, _pane: digit in self.counting,
        )

    def run(self, name: str, count: int) -> None:
        self.ran.append(name)
        self.counts.append(count)

    def pane_of(self, widget: QWidget) -> Pane | None:
        return None if widget is self.other else self.pane

    def show_hints(self, waiting: Waiting | None) -> None:
        if waiting is not None:
            self.hints.append((*waiting.digits.split(), *waiting.pressed))


@pytest.fixture
def bench(qtbot: QtBot) -> Bench:
    bench = Bench()
    qtbot.addWidget(bench)
    bench.show()
    qtbot.waitExposed(bench)
    bench.activateWindow()
    give_focus(qtbot, bench.text)
    return bench


def give_focus(qtbot: QtBot, widget: QWidget) -> None:
    widget.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is widget)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def test_the_same_key_by_pane(bench: Bench) -> None:
    for pane in (Pane.READING, Pane.LIST, Pane.SIDEBAR):
        bench.pane = pane
        press(Key.Key_J)
    assert bench.ran == ["cursor.next_paragraph", "article.next", "card.next"]


def test_sequences_and_what_breaks_them_off(bench: Bench, qtbot: QtBot) -> None:
    press(Key.Key_G)
    press(Key.Key_G)
    assert bench.ran == ["cursor.start"]
    press(Key.Key_C)
    press(Key.Key_H)  # no colour: swallowed, not the highlight
    assert bench.ran == ["cursor.start"]
    press(Key.Key_G)
    give_focus(qtbot, bench.list)  # going elsewhere forgets it
    press(Key.Key_I)
    assert bench.ran == ["cursor.start", "article.inbox"]
    press(Key.Key_G)
    bench.pane = Pane.LIST
    press(Key.Key_H)  # another pane likewise; there h is nothing
    assert bench.ran[2:] == []


def test_a_modifier_alone_does_not_break_a_sequence(bench: Bench) -> None:
    press(Key.Key_Asterisk, SHIFT)
    bench.pane = Pane.LIST
    bench.ran.clear()
    press(Key.Key_Asterisk, SHIFT)
    press(Key.Key_Shift, SHIFT)
    press(Key.Key_A)
    assert bench.ran == ["list.select_all"]


def test_hints_come_after_a_while_and_once(bench: Bench, qtbot: QtBot) -> None:
    press(Key.Key_G)
    assert bench.hints == []
    qtbot.waitUntil(lambda: bench.hints == [("g",)], timeout=HINT_DELAY + 2000)
    press(Key.Key_I)
    assert bench.ran == ["go.inbox"]
    press(Key.Key_G)
    press(Key.Key_A)
    qtbot.wait(0)
    assert bench.hints == [("g",)]


def test_a_list_does_not_search_by_letters(bench: Bench, qtbot: QtBot) -> None:
    give_focus(qtbot, bench.list)
    bench.list.setCurrentRow(0)
    bench.pane = Pane.LIST
    press(Key.Key_Q)
    assert bench.list.currentRow() == 0
    press(Key.Key_J)
    assert bench.ran == ["article.next"]
    assert bench.list.currentRow() == 0  # the command moves, not the list


@pytest.mark.parametrize("name", ["line", "note"])
def test_a_text_field_keeps_what_edits_text(bench: Bench, qtbot: QtBot, name: str) -> None:
    field = bench.line if name == "line" else bench.note
    give_focus(qtbot, field)
    QTest.keyClicks(field, "jhg1?/ .")
    for key, modifiers in (
        (Key.Key_Backspace, NONE),
        (Key.Key_Home, NONE),
        (Key.Key_Delete, NONE),
        (Key.Key_End, NONE),
        (Key.Key_Left, SHIFT),
        (Key.Key_Right, CTRL),
        (Key.Key_A, CTRL),
        (Key.Key_C, CTRL),
        (Key.Key_End, NONE),
        (Key.Key_V, CTRL),
        (Key.Key_Z, CTRL),
        (Key.Key_Z, CTRL | SHIFT),
        (Key.Key_Y, CTRL),
    ):
        press(key, modifiers)
    assert bench.ran == []
    written = bench.line.text() if name == "line" else bench.note.toPlainText()
    assert written.startswith("hg1?/ ")


@pytest.mark.parametrize("name", ["line", "note"])
def test_a_text_field_lets_the_other_commands_through(
    bench: Bench, qtbot: QtBot, name: str
) -> None:
    give_focus(qtbot, bench.line if name == "line" else bench.note)
    for key, modifiers in (
        (Key.Key_K, CTRL),
        (Key.Key_F6, NONE),
        (Key.Key_F9, SHIFT),
        (Key.Key_O, CTRL),
        (Key.Key_Equal, CTRL),
        (Key.Key_Q, CTRL),
    ):
        press(key, modifiers)
    assert bench.ran == [
        "help.palette",
        "pane.next",
        "view.list",
        "add.files",
        "text.larger",
        "quit",
    ]


def test_where_keys_are_not_ours_none_is_taken(bench: Bench, qtbot: QtBot) -> None:
    give_focus(qtbot, bench.other)
    QTest.keyClicks(bench.other, "jh")
    press(Key.Key_K, CTRL)
    assert (bench.ran, bench.other.text()) == ([], "jh")


def note_key(fired: list[str], keys: str, _is_on: bool = False) -> None:
    fired.append(keys)


def test_our_keys_win_over_qts_shortcuts_and_the_others_stay(bench: Bench) -> None:
    fired: list[str] = []
    for keys in ("Ctrl+E", "Ctrl+Alt+Shift+U"):
        action = QAction(keys, bench)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(partial(note_key, fired, keys))
        bench.addAction(action)
    press(Key.Key_E, CTRL)
    press(Key.Key_U, CTRL | ALT | SHIFT)
    assert bench.ran == ["export"]
    assert fired == ["Ctrl+Alt+Shift+U"]


def test_a_widget_that_goes_away_while_it_has_the_keys(bench: Bench, qtbot: QtBot) -> None:
    for _time in range(3):
        field = QTextBrowser(bench)
        field.show()
        give_focus(qtbot, field)
        field.setParent(None)
        field.deleteLater()
        give_focus(qtbot, bench.text)
    press(Key.Key_J)
    assert bench.ran == ["cursor.next_paragraph"]


def test_another_window_is_not_listened_to(bench: Bench, qtbot: QtBot) -> None:
    other = QTextBrowser()
    qtbot.addWidget(other)
    other.show()
    qtbot.waitExposed(other)
    other.activateWindow()
    give_focus(qtbot, other)
    press(Key.Key_J)
    assert bench.ran == []


def test_what_is_a_text_field(bench: Bench) -> None:
    assert [is_text_field(w) for w in (bench.line, bench.note)] == [True, True]
    assert [is_text_field(w) for w in (bench.list, bench.text, None)] == [False, False, False]
