"""Defines the keys of caret mode: letters that move, and letters that must not move the article."""

from reader.commands.catalogue import BY_ID
from reader.commands.command import ARTICLE
from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.commands.keys.effective_keys import KeyLabel
from reader.commands.keys.presets import CARET_LETTERS
from reader.core.keys.keymap import format_keys
from reader.core.translation import _


def arrow_for(chord: str) -> str:
    """Returns the arrow key for a letter in the current preset; other chords unchanged.

    With Shift it selects, as the arrow does.
    """
    arrows = CARET_LETTERS.get(present_keys().choices.preset, {})
    *held, key = chord.split("+")
    arrow = arrows.get(key.upper()) if held in ([], ["Shift"]) else None
    return "+".join([*held, arrow]) if arrow else chord


def is_stray(command: str) -> bool:
    """Returns whether a command files or changes the article by a letter, which a caret gives no meaning."""
    keys = present_keys().keys_of(command, Pane.READING)
    is_by_letter = any(not key.startswith(("Ctrl+", "Alt+", "F")) for key in keys)
    return BY_ID[command].menu == ARTICLE and is_by_letter


def stray_text() -> str:
    """Returns the message in place of moving the article."""
    text = _("This key does nothing in caret mode: {back} or {caret} leaves it.")
    return text.format(
        back=present_keys().key_of("back"), caret=present_keys().key_of("cursor.caret")
    )


def caret_labels() -> list[KeyLabel]:
    """Returns the keys of caret mode, those that move first."""
    rows = [
        (f"{format_keys('Left')} {format_keys('Right')}", _("move")),
        (format_keys("Shift+Right"), _("select")),
        (format_keys("Ctrl+Right"), _("word")),
        (format_keys("Escape"), _("leave")),
    ]
    for command in ("highlight", "highlight.note", "highlight.tag"):
        keys = present_keys().keys_of(command, Pane.READING)
        free = next((key for key in keys if arrow_for(key) == key), "")
        rows.append((format_keys(free), BY_ID[command].label))
    return present_keys().key_labels(Pane.READING, *rows, "help.keys")
