"""Keys of one's own: rebound on the sheet, used, reset; counts; and the keyboards of others."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from reader.commands.catalogue import BY_ID, effective_keys
from reader.commands.keys.active_keymap import use_keys
from reader.core.keys.key_overrides import KeyChoices, Override
from reader.operations.history import History
from reader.settings import Settings
from reader.ui.keys import shortcut_sheet
from reader.ui.keys.shortcut_sheet import ShortcutSheet
from reader.ui.window.menus.command_menus import menu_text
from tests.journeys.conftest import Journey, keep

TEXT = "\n".join(f"Paragraph {n} has a sentence. And it has another." for n in range(1, 9))
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def postils_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(shortcut_sheet, "PAUSE", 20)  # ms
    yield
    use_keys(effective_keys(KeyChoices()))


def five(history: History) -> None:
    keep(history, *(f"Title {n}|Body {n} begins here.\n{TEXT}" for n in range(1, 6)))


@pytest.fixture
def shelf(journey: Journey) -> Journey:
    """Five articles; the last one is current."""
    journey.fill(five)
    journey.start()
    return journey


@pytest.fixture
def reading(shelf: Journey) -> Journey:
    """In the text of the last of five articles, at its first sentence."""
    shelf.press("Enter g g")
    shelf.wait(lambda: shelf.pane == "reading")
    return shelf


def sheet(journey: Journey) -> ShortcutSheet:
    return journey.window.frontend.prompts.overlay(ShortcutSheet)


def shown(journey: Journey, title: str) -> set[str]:
    return {
        keys for row in sheet(journey).listing.rows() if row.title == title for keys in row.shown
    }


def key_labels(journey: Journey) -> str:
    """What the strip teaches."""
    return journey.window.strip.accessibleName()


def test_a_key_is_rebound_used_and_reset(reading: Journey) -> None:
    assert "h highlight" in key_labels(reading)
    reading.press("?")
    reading.type("tag")
    assert sheet(reading).row is not None
    titles = [row.title for row in sheet(reading).listing.rows()]
    reading.press(" ".join(["Down"] * titles.index("Tag…")))
    reading.press("Enter h")
    reading.wait(lambda: "Enter reassigns it" in sheet(reading).foot.text)
    assert "h is “Highlight”" in sheet(reading).foot.text
    reading.press("Enter")
    assert shown(reading, "Tag…") == {"h", "t"}  # t among all highlights, as before
    reading.press("Escape")
    assert reading.pane == "reading"
    # It holds at once, and everything says so.
    assert "h tag" in key_labels(reading)
    assert "h highlight" not in key_labels(reading)
    assert menu_text(BY_ID["highlight.tag"]).endswith("\th")
    reading.press("h")
    reading.type("mine")
    reading.press("Enter")
    assert [card.tags for card in reading.cards] == [("mine",)]
    # And after a restart.
    reading.restart()
    reading.press("Enter . .")
    reading.press("t")  # means nothing now
    reading.press("h")
    reading.type("mine")
    reading.press("Enter")
    assert [card.tags for card in reading.cards] == [("mine",), ("mine",)]
    # The row that lost its key has it back by one stroke.
    reading.press("?")
    reading.type("changed")
    assert shown(reading, "Highlight") == set()
    reading.press("Ctrl+Backspace Escape")
    reading.press("j h")
    assert len(reading.cards) == 3
    assert "d delete" in key_labels(reading)


def test_a_number_before_a_key_is_how_often(shelf: Journey) -> None:
    assert shelf.window.list_pane.current_id() == shelf.number("Title 5")
    shelf.press("3 j")
    assert shelf.window.list_pane.current_id() == shelf.number("Title 2")
    shelf.press("r 2 k")
    assert shelf.window.list_pane.current_id() == shelf.number("Title 4")
    shelf.press("9 9 9 9 9 j")
    assert shelf.window.list_pane.current_id() == shelf.number("Title 1")
    shelf.press("3 Escape k")  # dropped
    assert shelf.window.list_pane.current_id() == shelf.number("Title 2")
    shelf.press("3 q k")  # unrelated
    assert shelf.window.list_pane.current_id() == shelf.number("Title 3")


def test_a_digit_with_a_tag_is_never_kept_waiting(reading: Journey) -> None:
    reading.press("t")
    reading.type("method")
    reading.press("Ctrl+3 Enter")
    cards = len(reading.cards)
    reading.press(". 3")
    assert len(reading.cards) == cards + 1
    assert reading.cards[-1].tags == ("method",)
    reading.window.keys.dispatcher._timer.setInterval(0)
    reading.press("4")
    reading.wait(lambda: reading.window.keys.popup and reading.window.keys.popup.isVisible())
    popup = reading.window.keys.popup
    assert popup is not None
    assert "Ctrl+4 assigns it" in popup.accessibleName()
    assert "Next paragraph" in popup.accessibleName()
    reading.press("Escape")
    assert not popup.isVisible()
    assert reading.pane == "reading"  # Esc dropped the count and no more


def test_counts_among_the_cards(reading: Journey) -> None:
    reading.press("h j h j h j h j h")
    reading.press("F6")
    reading.wait(lambda: reading.pane == "sidebar")
    reading.press("k k k k k 3 j")
    current = reading.window.sidebar.current_id()
    assert current == reading.cards[3].id


def test_the_command_for_a_count_is_in_the_palette_too(shelf: Journey) -> None:
    shelf.window.run("count")
    shelf.press("2 j")
    assert shelf.window.list_pane.current_id() == shelf.number("Title 3")


def test_on_a_russian_keyboard_the_keys_are_where_they_are(
    reading: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QApplication, "platformName", staticmethod(lambda: "xcb"))
    for code, text in ((43, "р"), (44, "о"), (43, "р")):  # h j h
        press = QKeyEvent(QEvent.Type.KeyPress, ord(text.upper()), NONE, code, 0, 0, text)
        QApplication.sendEvent(reading.focus(), press)
    assert len(reading.cards) == 2


def test_a_set_of_keys_from_the_palette(reading: Journey) -> None:
    reading.press("Ctrl+K")
    reading.type("preset")
    reading.press("Enter")
    reading.type("3")
    assert "Vim-like" in reading.toast
    assert "a note" in key_labels(reading)
    reading.press("h")
    reading.press("u")
    assert reading.toast.startswith("Undone")
    assert reading.cards == []
    reading.press("Ctrl+K")
    reading.type("reset all")
    reading.press("Enter")
    assert reading.toast == "The shortcuts are the defaults already."


def test_what_the_empty_panes_teach_is_ones_own(journey: Journey) -> None:
    journey.start()
    taught = journey.window.list_pane.list
    assert taught.accessibleDescription().startswith("Nothing in the inbox. Ctrl+O adds files")
    own = KeyChoices(overrides=(Override("add.files", (), ("F8",), ("Ctrl+O",)),))
    journey.app.settings.keys.keep(own)
    journey.window.keys.apply_choices()
    assert taught.accessibleDescription().startswith("Nothing in the inbox. F8 adds files")


def test_a_conflict_with_a_new_key_is_told_once(journey: Journey) -> None:
    own = KeyChoices(overrides=(Override("highlight", ("reading",), ("z",)),))
    Settings(journey.directory / "settings.json").keys.keep(own)
    journey.start()
    assert journey.toasts == ["z stays “Highlight”, as you chose, and is not “Undo”."]
    journey.restart()
    assert journey.toasts == []


def test_a_file_of_keys_that_cannot_be_read_is_told_once(journey: Journey) -> None:
    (journey.directory / "keys.json").write_text("{", "utf-8")
    journey.start()
    assert "keys.unreadable.json" in journey.toast
    journey.restart()
    assert journey.toasts == []
