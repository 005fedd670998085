"""Provides the active key map to menus, status bar, palette and shortcut list."""

from reader.commands.catalogue import effective_keys
from reader.commands.context import Pane
from reader.commands.keys.effective_keys import EffectiveKeys
from reader.core.keys.key_overrides import KeyChoices
from reader.core.keys.keymap import KeyMap

_present = effective_keys(KeyChoices())  # Postil's own, until a library says otherwise


def present_keys() -> EffectiveKeys:
    """Returns the active keys."""
    return _present


def keymap_of(pane: str) -> KeyMap:
    """Returns the active key map of a pane by its name."""
    return _present.keymap(Pane(pane))


def use_keys(table: EffectiveKeys) -> None:
    """Makes these the active keys."""
    global _present
    _present = table
