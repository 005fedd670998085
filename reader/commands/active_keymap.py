"""Holds the keys in force: menus, strips, palette and key sheet read them here."""

from reader.commands.catalogue import key_table
from reader.commands.key_table import KeyTable
from reader.core.keys.key_overrides import KeyChoices

_present = key_table(KeyChoices())  # Postil's own, until a library says otherwise


def present_keys() -> KeyTable:
    """Returns the keys in force."""
    return _present


def use_keys(table: KeyTable) -> None:
    """Puts these keys in force."""
    global _present
    _present = table
