"""Lists all commands, from which key maps, menus, palette, shortcut list and manual are generated.

The list is read from a table, which ``make docs`` prints from the records beside the functions: to
import them all takes 90 million instructions, a twentieth of the start.
"""

import json
from functools import cache

from reader.commands.command import Command, Keys, Need
from reader.commands.context import Pane
from reader.commands.keys.effective_keys import EffectiveKeys
from reader.commands.keys.presets import ground_of
from reader.core.keys.key_overrides import KeyChoices, PresetBindings
from reader.paths import resource


def commands_of(table: str) -> tuple[Command, ...]:
    """Returns the commands of a printed table."""
    panes = {pane.value: pane for pane in Pane}
    found = []
    for id_, text, module, keys, menu, submenu, needs, *rest in json.loads(table):
        bound = tuple(Keys(one, tuple(panes[pane] for pane in where)) for one, where in keys)
        found.append(Command(id_, text, module, bound, menu, submenu, Need(needs), *rest))
    return tuple(found)


CATALOGUE = commands_of(resource("commands.json").read_text("utf-8"))
BY_ID = {command.id: command for command in CATALOGUE}


@cache
def _ground(preset: str) -> PresetBindings:
    return ground_of(CATALOGUE, preset)


@cache
def effective_keys(choices: KeyChoices) -> EffectiveKeys:
    """Returns the keys that follow from the user's choices."""
    return EffectiveKeys(_ground, BY_ID, choices)
