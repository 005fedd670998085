"""The menu bar, printed from the catalogue."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar
from pytestqt.qtbot import QtBot

from reader.commands.catalogue import BY_ID, CATALOGUE
from reader.commands.command import MENUS, Command
from reader.commands.command_runner import missing
from reader.commands.context import PANES, Context, Pane, Target
from reader.commands.keys.active_keymap import present_keys
from reader.commands.settings.preferences import changed_by
from reader.core.models import Article
from reader.settings import BY_KEY, PREFERENCES
from reader.ui.overlays.command_palette import palette_rows
from reader.ui.window.menus.command_menus import MenuState, fill_menu_bar, menu_text
from tests.each import each
from tests.ui.shelf import make_article

NOWHERE = Context(Pane.LIST, None, (), None, None)
SLOTS = {1: "method", 3: "quote"}
ON_A_HIGHLIGHT = Context(Pane.READING, 1, (1,), Target(1, 0, 5, 7, "highlight"), None)


class Bar:
    """A menu bar, what is looked at, and the commands it ran."""

    def __init__(self, qtbot: QtBot) -> None:
        self.bar = QMenuBar()
        qtbot.addWidget(self.bar)
        self.context = NOWHERE
        self.ran: list[str] = []
        self.on: set[str] = set()  # settings
        self.recent: list[Article] = []
        self.searches: list[str] = []
        self.shown = {"view.sidebar": False}
        fill_menu_bar(self.bar, self.state, self.ran.append)

    def state(self) -> MenuState:
        is_on = self.on.__contains__
        shown = self.recent, self.searches, self.shown
        return MenuState(self.context, SLOTS, None, is_on, *shown)

    def open(self, name: str) -> list[QAction]:
        """The entries of a menu once it is opened."""
        menu = self.bar.actions()[MENUS.index(name)].menu()
        assert isinstance(menu, QMenu)
        return opened(menu)

    def all_of(self, name: str) -> dict[str, QAction]:
        """The entries of a menu and its submenus once they are opened, by their texts."""
        found: dict[str, QAction] = {}
        for action in self.open(name):
            menu = action.menu()
            entries = opened(menu) if isinstance(menu, QMenu) else [action]
            found |= {plain(entry): entry for entry in entries}
        return found


def opened(menu: QMenu) -> list[QAction]:
    """The entries of a menu once it is opened."""
    menu.aboutToShow.emit()
    return [action for action in menu.actions() if not action.isSeparator()]


def plain(action: QAction) -> str:
    """The text without the letter marked for Alt."""
    return action.text().replace("&", "")


def texts(name: str, pane: Pane) -> dict[str, Command]:
    """What stands in a menu and its submenus, with the command of each."""
    found = {}
    for command in CATALOGUE:
        if command.menu == name:
            tag = SLOTS.get(command.number, "") if "slot_" in command.id else ""
            found[menu_text(command, pane, f"#{tag}" if tag else "")] = command
    return found


@pytest.fixture
def bar(qtbot: QtBot) -> Bar:
    return Bar(qtbot)


def test_each_menu_has_a_letter_of_its_own(bar: Bar) -> None:
    titles = [action.text() for action in bar.bar.actions()]
    assert [title.replace("&", "") for title in titles] == list(MENUS)
    letters = [title[title.index("&") + 1].lower() for title in titles]
    assert len(set(letters)) == len(letters)


@each("name", MENUS)
def test_entries_with_keys_and_reasons(bar: Bar, name: str) -> None:
    for context in (NOWHERE, ON_A_HIGHLIGHT, NOWHERE):
        bar.context = context
        wanted, entries = texts(name, context.pane), bar.all_of(name)
        assert entries.keys() == wanted.keys()
        for text, entry in entries.items():
            reason = missing(wanted[text], context, present_keys())
            if wanted[text].id.startswith("recent."):
                assert (entry.isVisible(), entry.isEnabled()) == (False, False)
                continue
            assert entry.isEnabled() is (entry.isVisible() and not reason)
            if reason:
                assert entry.toolTip() == reason


@each("name", MENUS)
def test_no_menu_is_longer_than_fits(bar: Bar, name: str) -> None:
    for entry in (*bar.open(name), None):
        menu = entry.menu() if entry else None
        rows = opened(menu) if isinstance(menu, QMenu) else bar.open(name)
        assert 1 <= len(rows) <= 15
        letters = [row.text().partition("&")[2][:1].lower() for row in rows if row.isVisible()]
        assert len(set(letters)) == len(letters), "each row has a letter of its own"


def test_a_submenu_in_which_nothing_can_be_done_is_grey(bar: Bar) -> None:
    assert not any(entry.isEnabled() for entry in bar.open("Annotate"))
    bar.context = ON_A_HIGHLIGHT
    enabled = {plain(entry): entry.isEnabled() for entry in bar.open("Annotate")}
    assert enabled["Colour"]
    assert not enabled["Review"]


def test_only_digits_that_have_a_tag_are_shown(bar: Bar) -> None:
    bar.context = ON_A_HIGHLIGHT
    shown = [text for text, entry in bar.all_of("Annotate").items() if entry.isVisible()]
    assert "#method\t1" in shown
    assert not any(text.startswith("Tag with key") for text in shown)


@pytest.mark.parametrize("name", MENUS)
def test_each_entry_runs_its_command(bar: Bar, name: str) -> None:
    bar.context = ON_A_HIGHLIGHT
    wanted = texts(name, ON_A_HIGHLIGHT.pane).values()
    for entry in bar.all_of(name).values():
        if entry.isVisible():
            entry.trigger()
    can_run = {c.id for c in wanted if not missing(c, ON_A_HIGHLIGHT, present_keys())}
    can_run -= {f"highlight.slot_{digit}" for digit in range(1, 10) if digit not in SLOTS}
    can_run -= {one for one in can_run if one.startswith(("recent.", "search.open_"))}
    assert set(bar.ran) == can_run
    assert len(bar.ran) == len(can_run)


def test_the_articles_read_last_stand_in_a_submenu_that_is_grey_without_any(bar: Bar) -> None:
    def submenu() -> QAction:
        return next(row for row in bar.open("File") if plain(row) == "Open recent")

    assert not submenu().isEnabled()
    bar.recent = [make_article(1, "Salt & sea"), make_article(2, "B" * 99)]
    assert submenu().isEnabled()
    menu = submenu().menu()
    assert isinstance(menu, QMenu)
    rows = [one.text() for one in opened(menu) if one.isVisible()]
    assert [one.replace("&&", "\0").replace("&", "") for one in rows] == [
        "Salt \0 sea\tg 1",
        f"{'B' * 60}…\tg 2",
    ]
    opened(menu)[1].trigger()
    assert bar.ran == ["recent.open_2"]


def test_only_saved_searches_that_there_are_have_rows_and_by_their_names(bar: Bar) -> None:
    def rows() -> list[str]:
        found = bar.all_of("Edit")
        return [text for text, entry in found.items() if entry.isVisible()]

    assert not any("saved search 1" in text for text in rows())
    bar.searches = ["Lichens", "Wood"]
    assert {"Lichens\tCtrl+1", "Wood\tCtrl+2"} <= set(rows())
    bar.all_of("Edit")["Wood\tCtrl+2"].trigger()
    assert bar.ran == ["search.open_2"]


def test_what_a_setting_turns_on_and_off_shows_whether_it_is_on(bar: Bar) -> None:
    toggles = {one.title: one for one in CATALOGUE if one.setting}
    assert {one.setting: one.id for one in toggles.values()} == {
        row.key: changed_by(row)
        for row in PREFERENCES
        if row.page and isinstance(row.default, bool)
    }
    for title, command in toggles.items():
        assert title == BY_KEY[command.setting].caption
        for is_on in (False, True, False):
            bar.on = {command.setting} if is_on else set()
            entry = bar.all_of(command.menu)[title]
            assert (entry.isCheckable(), entry.isChecked()) == (True, is_on)
            row = {
                one.value: one for one in palette_rows(bar.context, {}, {}, bar.on.__contains__)
            }[command.id]
            assert (row.title, row.detail) == (title, "on" if is_on else "off")


def test_what_a_command_shows_and_hides_is_told_beside_it(bar: Bar) -> None:
    for is_shown in (False, True, False):
        bar.shown = {"view.sidebar": is_shown}
        entry = bar.all_of("View")["Show the annotations\tF9"]
        assert (entry.isCheckable(), entry.isChecked()) == (True, is_shown)
        rows = palette_rows(bar.context, {}, {}, shown=bar.shown)
        (row,) = (one for one in rows if one.value == "view.sidebar")
        assert row.detail == ("on" if is_shown else "off")


def test_no_entry_tells_a_key_that_does_something_else_here() -> None:
    trash, subscribe = BY_ID["article.trash"], BY_ID["feed.add"]
    assert menu_text(trash, Pane.LIST).partition("\t")[2] == "Delete"
    assert menu_text(trash, Pane.READING).partition("\t")[2] != "Delete", "it is for a highlight"
    assert menu_text(BY_ID["tags.new"], Pane.READING).partition("\t")[2] != "Ctrl+N"
    for pane in (*PANES, Pane.VIEWS):
        assert menu_text(subscribe, pane).partition("\t")[2] == "Ctrl+N"
        assert ("Ctrl+N", "feed.add") in present_keys().in_pane(pane)


def test_no_entry_owns_its_key(bar: Bar) -> None:
    """The dispatcher does; two owners would make Qt call the key ambiguous."""
    for name in MENUS:
        assert all(entry.shortcut().isEmpty() for entry in bar.all_of(name).values())


def test_an_ampersand_in_a_title_is_one() -> None:
    command = BY_ID["view.theme"]._replace(text="Cut & paste")
    assert menu_text(command) == "Cut && paste"
