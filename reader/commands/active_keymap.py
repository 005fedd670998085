"""The keys in force: menus, hints, palette and key sheet read them here.

The catalogue sets Postil's own when it is loaded; ``use_keys`` sets others at once.
"""

from reader.commands.context import Pane
from reader.commands.key_table import KeyTable

_present: KeyTable


def present_keys() -> KeyTable:
    """Returns the keys in force."""
    return _present


def use_keys(table: KeyTable) -> None:
    """Puts these keys in force."""
    global _present
    _present = table


def key_of(command: str, pane: Pane | None = None) -> str:
    """Returns the first key of a command as it is shown, see KeyTable."""
    return _present.key_of(command, pane)


def keys_for(commands: str, pane: Pane | None = None) -> str:
    """Returns the first keys of commands as they are shown, see KeyTable."""
    return _present.keys_for(commands, pane)


def key_range(first: str, last: str, pane: Pane) -> str:
    """Returns the keys from one command's to another's, see KeyTable."""
    return _present.key_range(first, last, pane)


def leading_key(command: str, pane: Pane) -> str:
    """Returns the first chord of a command's sequence, see KeyTable."""
    return _present.leading_key(command, pane)


def with_keys(text: str) -> str:
    """Replaces ids of commands in a text with their keys, see KeyTable."""
    return _present.with_keys(text)
