"""Runs the command of a key that is clicked on in the status bar."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.commands.keys.effective_keys import FIELD_KEYS
from reader.core.keys.keymap import format_keys
from reader.ui.keys.key_dispatcher import is_text_field
from reader.ui.overlays.key_presses import key_named, press_key


def act_on_click(
    shown: str, pane: Pane | None, focus: QWidget | None, run: Callable[[str], None]
) -> None:
    """Runs the command of the clicked keys; in a field or a mode, sends the key press instead."""
    is_command = pane is not None and not is_text_field(focus)
    if is_command and pane is not None:
        for keys, command in present_keys().in_pane(pane):
            if format_keys(keys) == shown:
                run(command)
                return
    for keys in FIELD_KEYS:
        key = key_named(keys)
        if format_keys(keys) == shown and focus is not None and key is not None:
            press_key(focus, key)
            return
