"""The menu bar, printed from the catalogue."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar
from pytestqt.qtbot import QtBot

from reader.commands.catalogue import BY_ID, CATALOGUE
from reader.commands.command import MENUS
from reader.commands.command_runner import missing
from reader.commands.context import Context, Pane, Target
from reader.commands.keys.active_keymap import present_keys
from reader.ui.window.menus import fill_menu_bar, menu_text

NOWHERE = Context(Pane.LIST, None, (), None, None)
ON_A_HIGHLIGHT = Context(Pane.READING, 1, (1,), Target(1, 0, 5, 7, "highlight"), None)


class Bar:
    """A menu bar, what is looked at, and the commands it ran."""

    def __init__(self, qtbot: QtBot) -> None:
        self.bar = QMenuBar()
        qtbot.addWidget(self.bar)
        self.context = NOWHERE
        self.ran: list[str] = []
        fill_menu_bar(self.bar, lambda: self.context, self.ran.append)

    def open(self, name: str) -> list[QAction]:
        """The entries of a menu once it is opened."""
        menu = self.bar.actions()[MENUS.index(name)].menu()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        return [action for action in menu.actions() if not action.isSeparator()]


@pytest.fixture
def bar(qtbot: QtBot) -> Bar:
    return Bar(qtbot)


def test_each_menu_has_a_letter_of_its_own(bar: Bar) -> None:
    titles = [action.text() for action in bar.bar.actions()]
    assert [title.replace("&", "") for title in titles] == list(MENUS)
    letters = [title[title.index("&") + 1].lower() for title in titles]
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("name", MENUS)
def test_entries_in_order_with_keys_and_reasons(bar: Bar, name: str) -> None:
    wanted = [command for command in CATALOGUE if command.menu == name]
    for context in (NOWHERE, ON_A_HIGHLIGHT, NOWHERE):
        bar.context = context
        entries = bar.open(name)
        assert [entry.text() for entry in entries] == [menu_text(command) for command in wanted]
        for entry, command in zip(entries, wanted, strict=True):
            reason = missing(command, context, present_keys())
            assert entry.isEnabled() is not bool(reason)
            if reason:
                assert entry.toolTip() == reason


@pytest.mark.parametrize("name", MENUS)
def test_each_entry_runs_its_command(bar: Bar, name: str) -> None:
    bar.context = ON_A_HIGHLIGHT
    wanted = [command for command in CATALOGUE if command.menu == name]
    for entry in bar.open(name):
        entry.trigger()
    assert bar.ran == [
        command.id for command in wanted if not missing(command, ON_A_HIGHLIGHT, present_keys())
    ]


def test_no_entry_owns_its_key(bar: Bar) -> None:
    """The dispatcher does; two owners would make Qt call the key ambiguous."""
    for name in MENUS:
        assert all(entry.shortcut().isEmpty() for entry in bar.open(name))


def test_an_ampersand_in_a_title_is_one() -> None:
    command = replace(BY_ID["view.theme"], text="Cut & paste")
    assert menu_text(command) == "Cut && paste"
