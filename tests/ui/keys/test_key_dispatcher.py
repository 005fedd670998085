"""Key presses to commands and counts, and which keys a text field keeps for itself."""

from functools import partial

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent, QKeySequence
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

from reader.commands.catalogue import effective_keys
from reader.commands.context import Pane
from reader.commands.keys.active_keymap import use_keys
from reader.core.keys.key_overrides import KeyChoices, Override
from reader.ui.keys.key_dispatcher import KeyDispatcher, Waiting, is_text_field

Key, Mod = Qt.Key, Qt.KeyboardModifier
NONE, CTRL, ALT, SHIFT, META = (
    Mod.NoModifier,
    Mod.ControlModifier,
    Mod.AltModifier,
    Mod.ShiftModifier,
    Mod.MetaModifier,
)


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
        self.popups: list[tuple[str, ...]] = []
        self.pane: Pane | None = Pane.READING
        self.dispatcher = KeyDispatcher(
            self,
            self.pane_of,
            self.run,
            self.show_popup,
            lambda digit, _pane: digit in self.counting,
        )

    def run(self, name: str, count: int) -> None:
        self.ran.append(name)
        self.counts.append(count)

    def pane_of(self, widget: QWidget) -> Pane | None:
        return None if widget is self.other else self.pane

    def show_popup(self, waiting: Waiting | None) -> None:
        if waiting is not None:
            self.popups.append((*waiting.digits.split(), *waiting.pressed))


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
    assert bench.ran == ["cursor.next_paragraph", "list.next", "list.next"]


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


def test_the_popup_comes_after_a_while_and_once(bench: Bench, qtbot: QtBot) -> None:
    press(Key.Key_G)
    assert bench.popups == []
    qtbot.waitUntil(lambda: bench.popups == [("g",)], timeout=20_000)
    press(Key.Key_I)
    assert bench.ran == ["go.inbox"]
    press(Key.Key_G)
    press(Key.Key_A)
    qtbot.wait(0)
    assert bench.popups == [("g",)]


def test_a_list_does_not_search_by_letters(bench: Bench, qtbot: QtBot) -> None:
    give_focus(qtbot, bench.list)
    bench.list.setCurrentRow(0)
    bench.pane = Pane.LIST
    press(Key.Key_Q)
    assert bench.list.currentRow() == 0
    press(Key.Key_J)
    assert bench.ran == ["list.next"]
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


# -- counts ----------------------------------------------------------------------------------------


def test_a_count_is_handed_to_the_command(bench: Bench) -> None:
    bench.counting = "345"
    for key in (Key.Key_3, Key.Key_J, Key.Key_1, Key.Key_4, Key.Key_0, Key.Key_K, Key.Key_K):
        press(key)
    assert list(zip(bench.ran, bench.counts, strict=True)) == [
        ("cursor.next_paragraph", 3),
        ("highlight.slot_1", 1),
        ("cursor.previous_paragraph", 40),
        ("cursor.previous_paragraph", 1),
    ]


def test_r_and_digits_are_a_count_whatever_is_bound(bench: Bench) -> None:
    for key in (Key.Key_R, Key.Key_1, Key.Key_2, Key.Key_J):
        press(key)
    assert (bench.ran, bench.counts) == (["cursor.next_paragraph"], [12])


def test_a_count_waits_visibly_and_esc_drops_it(bench: Bench, qtbot: QtBot) -> None:
    bench.counting = "3"
    press(Key.Key_3)
    qtbot.waitUntil(lambda: bench.popups == [("3",)], timeout=20_000)
    press(Key.Key_Escape)
    press(Key.Key_J)
    assert (bench.ran, bench.counts) == (["cursor.next_paragraph"], [1])


def test_a_count_that_is_asked_for(bench: Bench) -> None:
    bench.dispatcher.begin_count(Pane.READING)
    press(Key.Key_2)
    press(Key.Key_J)
    assert (bench.ran, bench.counts) == (["cursor.next_paragraph"], [2])


def test_digits_in_a_text_field_are_typed(bench: Bench, qtbot: QtBot) -> None:
    bench.counting = "3"
    give_focus(qtbot, bench.line)
    QTest.keyClicks(bench.line, "3jr2j")
    assert (bench.ran, bench.line.text()) == ([], "3jr2j")


# -- other keyboards -------------------------------------------------------------------------------


def send(event: QKeyEvent) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    QApplication.sendEvent(widget, event)


def test_a_letter_of_another_script_is_the_key_in_its_place(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "platformName", staticmethod(lambda: "xcb"))
    send(QKeyEvent(QEvent.Type.KeyPress, 0x420, NONE, 43, 0, 0, "р"))  # h on a Russian keyboard
    send(QKeyEvent(QEvent.Type.KeyPress, 0x43F, NONE, 42, 0, 0, "п"))  # g
    send(QKeyEvent(QEvent.Type.KeyPress, 0x43F, NONE, 42, 0, 0, "п"))
    send(QKeyEvent(QEvent.Type.KeyPress, Key.Key_Eacute, NONE, 11, 0, 0, "é"))  # 2 on AZERTY
    assert bench.ran == ["highlight", "cursor.start", "highlight.slot_2"]


def test_a_character_that_is_bound_itself_is_that(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "platformName", staticmethod(lambda: "xcb"))
    own = KeyChoices(overrides=(Override("view.theme", (), ("р", "é")),))
    use_keys(effective_keys(own))
    bench.dispatcher.update_keys()
    try:
        send(QKeyEvent(QEvent.Type.KeyPress, 0x420, NONE, 43, 0, 0, "р"))
        send(QKeyEvent(QEvent.Type.KeyPress, Key.Key_Eacute, NONE, 11, 0, 0, "é"))
    finally:
        use_keys(effective_keys(KeyChoices()))
    assert bench.ran == ["view.theme", "view.theme"]


def test_control_and_a_foreign_letter_in_a_text_field_stay_its_own(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "platformName", staticmethod(lambda: "xcb"))
    give_focus(qtbot, bench.line)
    send(QKeyEvent(QEvent.Type.KeyPress, 0x421, CTRL, 54, 0, 0, ""))  # С, where C is: copy
    send(QKeyEvent(QEvent.Type.KeyPress, 0x41B, CTRL, 45, 0, 0, ""))  # Л, where K is: the palette
    assert bench.ran == ["help.palette"]


# -- input methods ---------------------------------------------------------------------------------


def test_while_an_input_method_composes_no_key_is_ours(bench: Bench, qtbot: QtBot) -> None:
    give_focus(qtbot, bench.note)
    QApplication.sendEvent(bench.note, QInputMethodEvent("にほ", []))
    press(Key.Key_K, CTRL)
    press(Key.Key_F6)
    assert bench.ran == []
    done = QInputMethodEvent()
    done.setCommitString("日本")
    QApplication.sendEvent(bench.note, done)
    press(Key.Key_F6)
    assert bench.ran == ["pane.next"]
    assert bench.note.toPlainText() == "日本"


def test_only_text_fields_have_an_input_method(bench: Bench, qtbot: QtBot) -> None:
    enabled = Qt.WidgetAttribute.WA_InputMethodEnabled
    for widget in (bench.text, bench.list, bench.note, bench.line):
        give_focus(qtbot, widget)
        assert widget.testAttribute(enabled) == is_text_field(widget)


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


def test_a_widget_that_is_deleted_with_the_keyboard_is_let_go(bench: Bench, qtbot: QtBot) -> None:
    give_focus(qtbot, bench.list)
    shiboken6.delete(bench.list)
    give_focus(qtbot, bench.text)
    press(Key.Key_J)
    assert bench.ran == ["cursor.next_paragraph"]
