"""Holds the keys in force: menus, strips, palette and shortcut sheet read them here."""

from reader.commands.catalogue import effective_keys
from reader.commands.keys.effective_keys import EffectiveKeys
from reader.core.keys.key_overrides import KeyChoices

_present = effective_keys(KeyChoices())  # Postil's own, until a library says otherwise


def present_keys() -> EffectiveKeys:
    """Returns the keys in force."""
    return _present


def use_keys(table: EffectiveKeys) -> None:
    """Puts these keys in force."""
    global _present
    _present = table
