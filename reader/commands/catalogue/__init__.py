"""Every command, as data: key maps, menus, palette, key sheet and manual are printed from it."""

from functools import cache

from reader.commands.active_keymap import present_keys, use_keys
from reader.commands.catalogue.acts import ACTS_COMMANDS
from reader.commands.catalogue.annotate import ANNOTATE_COMMANDS
from reader.commands.catalogue.article_list import (
    ARTICLE_COMMANDS,
    LIST_MOVES_COMMANDS,
    VIEWS_COMMANDS,
)
from reader.commands.catalogue.edges import EDGES_COMMANDS
from reader.commands.catalogue.highlights import HIGHLIGHTS_COMMANDS
from reader.commands.catalogue.reading import READING_COMMANDS
from reader.commands.catalogue.revising import REVISING_COMMANDS
from reader.commands.catalogue.tags import TAGS_COMMANDS
from reader.commands.catalogue.window import (
    EDIT_COMMANDS,
    FILE_COMMANDS,
    HELP_COMMANDS,
    PANES_COMMANDS,
    VIEW_COMMANDS,
)
from reader.commands.command import MENUS, Command
from reader.commands.context import Pane
from reader.commands.key_table import KeyTable
from reader.commands.presets import ground_of
from reader.core.keys.key_overrides import Ground, KeyChoices
from reader.core.keys.keymap import KeyMap

__all__ = ["BY_ID", "CATALOGUE", "MENUS", "bindings", "key_maps", "key_table", "keys_of"]

CATALOGUE: tuple[Command, ...] = (
    *FILE_COMMANDS,
    *EDIT_COMMANDS,
    *VIEW_COMMANDS,
    *LIST_MOVES_COMMANDS,
    *EDGES_COMMANDS,
    *VIEWS_COMMANDS,
    *PANES_COMMANDS,
    *READING_COMMANDS,
    *ARTICLE_COMMANDS,
    *ANNOTATE_COMMANDS,
    *ACTS_COMMANDS,
    *REVISING_COMMANDS,
    *TAGS_COMMANDS,
    *HIGHLIGHTS_COMMANDS,
    *HELP_COMMANDS,
)
BY_ID = {command.id: command for command in CATALOGUE}


def bindings(pane: Pane) -> list[tuple[str, str]]:
    """The (keys, command id) pairs that hold in a pane now."""
    return present_keys().in_pane(pane)


def key_maps() -> dict[Pane, KeyMap]:
    """The present key map of each pane."""
    return present_keys().keymaps()


def keys_of(command: Command, pane: Pane | None = None) -> tuple[str, ...]:
    """The present keys of a command, those of one pane when one is named."""
    return present_keys().keys_of(command.id, pane)


@cache
def _ground(preset: str) -> Ground:
    return ground_of(CATALOGUE, preset)


def key_table(choices: KeyChoices) -> KeyTable:
    """Returns the keys that follow from a person's choices."""
    return KeyTable(_ground, {command.id: command.title for command in CATALOGUE}, choices)


use_keys(key_table(KeyChoices()))
