"""Collects every command: key maps, menus, palette, key sheet and manual are printed from it."""

from functools import cache

from reader.commands import (
    annotations,
    appearance,
    articles,
    citation,
    highlight_spans,
    highlights,
    keymap_commands,
    lists,
    revisions,
    sticky_tags,
    tag_management,
    text_cursor,
    undo,
    window,
)
from reader.commands.command import Command
from reader.commands.key_table import KeyTable
from reader.commands.presets import ground_of
from reader.core.keys.key_overrides import KeyChoices, PresetBindings

# In this order they stand in the menus and the palette.
CATALOGUE: tuple[Command, ...] = (
    *articles.FILES,
    *articles.COMMANDS,
    *undo.COMMANDS,
    *citation.COMMANDS,
    *window.COMMANDS,
    *appearance.COMMANDS,
    *text_cursor.COMMANDS,
    *lists.COMMANDS,
    *lists.EXTENDING,
    *lists.PAGING,
    *lists.SELECTING,
    *highlights.MOVES,
    *highlights.COMMANDS,
    *highlight_spans.COMMANDS,
    *sticky_tags.COMMANDS,
    *revisions.GOING,
    *revisions.COMMANDS,
    *revisions.REVIEWING,
    *revisions.ACTS,
    *tag_management.COMMANDS,
    *annotations.GOING,
    *annotations.COMMANDS,
    *keymap_commands.COMMANDS,
)
BY_ID = {command.id: command for command in CATALOGUE}


@cache
def _ground(preset: str) -> PresetBindings:
    return ground_of(CATALOGUE, preset)


def key_table(choices: KeyChoices) -> KeyTable:
    """Returns the keys that follow from a person's choices."""
    return KeyTable(_ground, BY_ID, choices)
