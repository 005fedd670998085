"""The laws of the catalogue: every command is named, reachable, and by keys that can be pressed."""

import inspect
from collections import Counter
from functools import partial

from reader.commands.catalogue import BY_ID, CATALOGUE
from reader.commands.command import MENUS, Command, Need
from reader.commands.context import Pane
from reader.commands.declared_commands import DECLARED
from reader.commands.frontend import Frontend
from reader.commands.keys.active_keymap import present_keys
from reader.commands.prompt_types import Asking
from reader.core.keys.keymap import Match, format_keys, parse_keys
from reader.core.models import Color, View
from tests.commands.scripted import ScriptedFrontend
from tests.each import each
from tests.key_conflicts import conflicts

EVERYWHERE = (Pane.LIST, Pane.READING, Pane.SIDEBAR)
# Signs that many keyboards give only with AltGr, or not at all.
RARE_SIGNS = frozenset("[]#{}\\@~|")


def test_ids_are_unique() -> None:
    assert [name for name, count in Counter(c.id for c in CATALOGUE).items() if count > 1] == []
    assert len(BY_ID) == len(CATALOGUE)


def test_titles_are_unique_so_that_the_palette_tells_them_apart() -> None:
    counts = Counter(command.title for command in CATALOGUE)
    assert [title for title, count in counts.items() if count > 1] == []


def test_a_command_that_asks_is_a_generator() -> None:
    for command in CATALOGUE:
        run = command.run.func if isinstance(command.run, partial) else command.run
        is_asking = inspect.signature(run).return_annotation is Asking
        assert command.may_ask == is_asking, command.id


def test_each_command_is_well_made() -> None:
    for command in CATALOGUE:
        assert command.id == command.id.lower()
        assert command.title == command.title.strip()
        assert command.title[0].isupper(), command.id
        assert not command.title.endswith("."), command.id
        assert command.menu in (*MENUS, ""), command.id
        assert command.menu or command.keys, f"{command.id} is neither in a menu nor on a key"
        for one in command.keys:
            assert " ".join(parse_keys(one.keys)) == one.keys, "keys have one spelling"
            assert format_keys(one.keys)


@each("pane", Pane)
def test_no_keys_stand_in_each_others_way(pane: Pane) -> None:
    keymap = present_keys().keymap(pane)
    assert conflicts(keymap) == []
    for keys, name in present_keys().in_pane(pane):
        resolution = keymap.resolve(parse_keys(keys))
        assert (resolution.kind, resolution.command) == (Match.EXACT, name)


def test_every_menu_has_commands() -> None:
    assert {command.menu for command in CATALOGUE} - {""} == set(MENUS)


def _is_of_a_page(command: Command) -> bool:
    """Whether its keys hold only on a page that takes the whole window, where there is no menu."""
    return all(one.panes and not set(one.panes) & set(EVERYWHERE) for one in command.keys)


def test_only_what_the_digits_do_to_articles_is_in_no_menu() -> None:
    apart = {command.id for command in CATALOGUE if not command.menu and not _is_of_a_page(command)}
    assert apart == {"article.clear_slots", *(f"article.slot_{digit}" for digit in range(1, 10))}


def test_no_command_hangs_on_a_sign_that_keyboards_lack() -> None:
    for command in CATALOGUE:
        keys = present_keys().keys_of(command.id)
        rare = [one for one in keys if set(one) & RARE_SIGNS]
        assert not keys or len(rare) < len(keys), command.id


@each("color", Color)
def test_each_color_has_its_digit(color: Color) -> None:
    number = list(Color).index(color) + 1
    command = BY_ID[f"highlight.{color}"]
    assert set(present_keys().keys_of(command.id)) == {f"Alt+{number}", f"c {number}"}
    assert color.value in command.title


@each("digit", range(1, 10))
def test_each_slot_has_its_digit_in_every_pane(digit: int) -> None:
    found = {
        pane: present_keys().keymap(pane).resolve((str(digit),)).command for pane in EVERYWHERE
    }
    assert found == {
        Pane.LIST: f"article.slot_{digit}",
        Pane.READING: f"highlight.slot_{digit}",
        Pane.SIDEBAR: f"highlight.slot_{digit}",
    }


KEYS = {
    # What the design promises, pane by pane.
    "everywhere": {
        "Ctrl+K": "help.palette",
        "?": "help.keys",
        "F1": "help.keys",
        "Ctrl+Z": "undo",
        "z": "undo",
        "Ctrl+Shift+Z": "redo",
        "Shift+Z": "redo",
        "F6": "pane.next",
        "Shift+F6": "pane.previous",
        "F9": "view.sidebar",
        "Shift+F9": "view.list",
        "F10": "go.menus",
        "F11": "view.full_screen",
        "Shift+F11": "view.focus",
        "Ctrl+=": "text.larger",
        "Ctrl+-": "text.smaller",
        "Ctrl+0": "text.normal",
        "Ctrl+Q": "quit",
        "Ctrl+O": "add.files",
        "Ctrl+V": "add.clipboard",
        "Ctrl+E": "export",
        "Escape": "back",
        "/": "list.filter",
        "e": "article.archive",
        "i": "article.inbox",
        "l": "article.later",
        "s": "article.star",
        "m": "article.read",
        "Shift+T": "article.tag",
        "Shift+N": "article.note",
        "g i": "go.inbox",
        "g l": "go.later",
        "g a": "go.archive",
    },
    Pane.LIST: {
        "j": "list.next",
        "k": "list.previous",
        "Enter": "article.open",
        "o": "article.open",
        "x": "list.select",
        "* a": "list.select_all",
        "* n": "list.select_none",
        "t": "article.tag",
        "#": "article.trash",
        "Delete": "article.trash",
        "0": "article.clear_slots",
    },
    Pane.READING: {
        "j": "cursor.next_paragraph",
        "Up": "cursor.previous_paragraph",
        ".": "cursor.next_sentence",
        ",": "cursor.previous_sentence",
        "Shift+J": "cursor.extend_next_paragraph",
        ">": "cursor.extend_next_sentence",
        "g g": "cursor.start",
        "Shift+G": "cursor.end",
        "w": "cursor.next_word",
        "b": "cursor.previous_word",
        "Shift+W": "cursor.extend_next_word",
        "Shift+B": "cursor.extend_previous_word",
        "Ctrl+Up": "cursor.grow",
        "Ctrl+Down": "cursor.shrink",
        "f": "cursor.hints",
        "v": "cursor.caret",
        "F7": "cursor.caret",
        "Enter": "highlight.open_note",
        "Space": "page.down",
        "Shift+Space": "page.up",
        "h": "highlight",
        "n": "highlight.note",
        "t": "highlight.tag",
        "0": "highlight.clear_slots",
        "d": "highlight.delete",
        "Delete": "highlight.delete",
        "y": "passage.cite",
        "Alt+Down": "highlight.next",
        "Alt+Up": "highlight.previous",
    },
    Pane.SIDEBAR: {
        "j": "list.next",
        "k": "list.previous",
        "Enter": "card.show",
        "d": "highlight.delete",
        "n": "highlight.note",
    },
}


@each("place", KEYS)
def test_the_promised_keys(place: str) -> None:
    for pane in EVERYWHERE if place == "everywhere" else (Pane(place),):
        keymap = present_keys().keymap(pane)
        found = {keys: keymap.resolve(parse_keys(keys)).command for keys in KEYS[place]}
        assert found == KEYS[place], pane


def test_every_view_but_the_whole_has_a_way_there() -> None:
    assert {f"go.{view}" for view in View if view is not View.ALL} <= set(BY_ID)


def test_what_needs_a_highlight_or_passage_is_bound_where_there_is_one() -> None:
    for command in CATALOGUE:
        if command.needs in (Need.TARGET, Need.HIGHLIGHT):
            panes = {pane for one in command.keys for pane in one.panes}
            assert panes, f"{command.id} would be bound in the list"
            assert Pane.LIST not in panes, command.id


def test_the_scripted_frontend_is_one() -> None:
    frontend: Frontend = ScriptedFrontend()  # mypy sees to the rest
    for name, _method in inspect.getmembers(Frontend, inspect.isfunction):
        if not name.startswith("_"):
            assert hasattr(frontend, name)


def test_the_printed_table_holds_the_records_of_the_modules() -> None:
    assert set(CATALOGUE) == set(DECLARED), "print it: make docs"
    assert [command.id for command in CATALOGUE] == [command.id for command in DECLARED]
    for printed, declared in zip(CATALOGUE, DECLARED, strict=True):
        assert isinstance(printed.needs, Need)
        assert all(isinstance(pane, Pane) for one in printed.keys for pane in one.panes)
        assert printed.run is declared.run
