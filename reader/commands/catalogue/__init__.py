"""Every command, as data: key maps, menus, palette, key sheet and manual are printed from it."""

from reader.commands.catalogue.annotate import ANNOTATE_COMMANDS
from reader.commands.catalogue.article_list import (
    ARTICLE_COMMANDS,
    LIST_MOVES_COMMANDS,
    VIEWS_COMMANDS,
)
from reader.commands.catalogue.entry import MENUS
from reader.commands.catalogue.highlights import HIGHLIGHTS_COMMANDS
from reader.commands.catalogue.reading import READING_COMMANDS
from reader.commands.catalogue.window import (
    EDIT_COMMANDS,
    FILE_COMMANDS,
    HELP_COMMANDS,
    PANES_COMMANDS,
    VIEW_COMMANDS,
)
from reader.commands.command import Command, Pane
from reader.core.keymap import KeyMap

__all__ = ["BY_ID", "CATALOGUE", "MENUS", "bindings", "key_maps", "keys_of"]

CATALOGUE: tuple[Command, ...] = (
    *FILE_COMMANDS,
    *EDIT_COMMANDS,
    *VIEW_COMMANDS,
    *LIST_MOVES_COMMANDS,
    *VIEWS_COMMANDS,
    *PANES_COMMANDS,
    *READING_COMMANDS,
    *ARTICLE_COMMANDS,
    *ANNOTATE_COMMANDS,
    *HIGHLIGHTS_COMMANDS,
    *HELP_COMMANDS,
)
BY_ID = {command.id: command for command in CATALOGUE}


def bindings(pane: Pane) -> list[tuple[str, str]]:
    """The (keys, command id) pairs that hold in a pane."""
    return [
        (one.keys, command.id)
        for command in CATALOGUE
        for one in command.keys
        if not one.panes or pane in one.panes
    ]


def key_maps() -> dict[Pane, KeyMap]:
    """The key map of each pane."""
    return {pane: KeyMap(bindings(pane)) for pane in Pane}


def keys_of(command: Command, pane: Pane | None = None) -> tuple[str, ...]:
    """The keys of a command, those of one pane when one is named."""
    return tuple(
        one.keys for one in command.keys if pane is None or not one.panes or pane in one.panes
    )
