"""Holds the active key map, from which menus, status bar, palette and shortcut list read their keys."""

from reader.commands.catalogue import effective_keys
from reader.commands.keys.effective_keys import EffectiveKeys
from reader.core.keys.key_overrides import KeyChoices

_present = effective_keys(KeyChoices())  # Postil's own, until a library says otherwise


def present_keys() -> EffectiveKeys:
    """Returns the keys in force."""
    return _present


def use_keys(table: EffectiveKeys) -> None:
    """Makes these the active keys."""
    global _present
    _present = table
