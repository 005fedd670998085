"""Lists the presets of keyboard shortcuts.

A preset names the commands whose keys differ from Postil's; where its keys are in the way of a key
of Postil's, the preset's apply.
"""

from collections.abc import Iterable
from typing import NamedTuple

from reader.commands.command import Command, Keys, on
from reader.commands.context import (
    HIGHLIGHTS,
    LIST,
    PANES,
    READING,
    REVIEW,
    REVISIONS,
    TAGS,
    TEXT,
    Pane,
)
from reader.core.keys.key_overrides import Binding, Override, PresetBindings, apply
from reader.core.translation import N_

KEPT = ("back", "help.keys")  # nobody can lock themselves out


class Preset(NamedTuple):
    """A preset: for some commands, all the keys they have in it."""

    name: str
    title: str
    detail: str
    keys: tuple[tuple[str, tuple[Keys, ...]], ...] = ()


_CURSOR = (READING, REVIEW)
_PAGES = (READING, LIST)
_ROWS = (LIST, TAGS, HIGHLIGHTS, REVIEW)

_READWISE = (
    ("view.list", on("[", "Shift+F9")),
    ("view.sidebar", on("]", "F9")),
    ("list.filter", on("/", on("Shift+F", panes=PANES))),
    ("add.files", on("Ctrl+O", on("u", panes=PANES))),
    ("article.restore", on("Shift+U", panes=(LIST,))),
    ("text.larger", on("+", "Ctrl+=", "Ctrl++")),
    ("text.smaller", on("_", "Ctrl+-")),
    ("text.wider", on(">", "Ctrl+Alt+=")),
    ("text.narrower", on("<", "Ctrl+Alt+-")),
    ("text.looser", on('"', "Alt+=")),
    ("text.tighter", on(":", "Alt+-")),
    ("cursor.extend_next_sentence", on("Alt+.", panes=_CURSOR)),
    ("cursor.extend_previous_sentence", on("Alt+,", panes=_CURSOR)),
    ("view.next_theme", on("Ctrl+Alt+T", "Ctrl+Shift+L")),
    ("export", on("Ctrl+E", "Alt+Shift+D")),
)

_VIM = (
    *(  # the digits are counts
        (f"{name}.{command}", on(f"m {digit}", panes=panes))
        for name, panes in (
            ("highlight", (*TEXT, HIGHLIGHTS)),
            ("article", (LIST,)),
        )
        for digit, command in enumerate(("clear_slots", *(f"slot_{n}" for n in range(1, 10))))
    ),
    ("article.read", on("Shift+U", panes=PANES)),
    ("cursor.next_paragraph", on("j", "Down", "}", panes=(READING,))),
    ("cursor.previous_paragraph", on("k", "Up", "{", panes=(READING,))),
    ("cursor.next_sentence", on(".", on(")", panes=(READING,)), panes=_CURSOR)),
    ("cursor.previous_sentence", on(",", on("(", panes=(READING,)), panes=_CURSOR)),
    ("page.down", on("Ctrl+D", "Ctrl+F", "Space", on("PageDown", panes=(READING,)), panes=_PAGES)),
    (
        "page.up",
        on("Ctrl+U", "Ctrl+B", "Shift+Space", on("PageUp", panes=(READING,)), panes=_PAGES),
    ),
    ("text.find", on(on("/", panes=TEXT), "g /")),
    ("text.find_next", on(on("n", panes=TEXT), "F3")),
    ("text.find_previous", on(on("Shift+N", panes=TEXT), "Shift+F3")),
    ("list.filter", on("/", on("g f"), panes=(LIST, HIGHLIGHTS, TAGS, REVIEW, REVISIONS))),
    ("highlight", on("h", "x", panes=TEXT)),  # in caret mode h goes left
    ("highlight.note", on("a", on("n", panes=(HIGHLIGHTS,)), panes=TEXT)),
    ("article.note", on("Shift+A", on("a", panes=(LIST,)), panes=PANES)),
    ("highlight.delete", on("d d", "Delete", on("d", "Delete", panes=(HIGHLIGHTS,)), panes=TEXT)),
    ("article.trash", on("d d", "Delete", "#", panes=(LIST,))),
    ("article.restore", on("p", panes=(LIST,))),
    ("undo", on("u", "Ctrl+Z")),
    ("redo", on("Ctrl+R", "Ctrl+Shift+Z")),
    ("article.read_again", on("Alt+R")),
    ("list.select", on("x", on("v", panes=(LIST,)), on("Space", panes=(TAGS,)), panes=_ROWS)),
    ("list.select_range", on("Shift+X", on("Shift+V", panes=(LIST,)), panes=_ROWS[:-1])),
    ("pane.next", on("F6", "Ctrl+W w")),
    ("pane.previous", on("Shift+F6", "Ctrl+W Shift+W")),
    ("back", on("Escape", "Ctrl+[")),
    ("help.palette", on(":", "Ctrl+K")),
    ("quit", on("Ctrl+Q", "Shift+Z Shift+Z")),
)

# The letters that move the caret in caret mode, as arrows do; what they mean elsewhere waits.
CARET_LETTERS = {"vim": {"H": "Left", "J": "Down", "K": "Up", "L": "Right"}}

PRESETS = (
    Preset("postil", N_("Postil"), N_("Digits tag, letters act")),
    Preset(
        "readwise", N_("Readwise-like"), N_("As in Readwise Reader, as far as possible"), _READWISE
    ),
    Preset("vim", N_("Vim-like"), N_("Digits are counts; m and a digit add a quick tag"), _VIM),
)
_BY_NAME = {preset.name: preset for preset in PRESETS}


def preset_named(name: str) -> Preset:
    """Returns a preset; Postil's own for a name nobody knows."""
    return _BY_NAME.get(name, PRESETS[0])


def ground_of(catalogue: Iterable[Command], name: str) -> PresetBindings:
    """Returns the keys below the user's own ones, for this preset."""
    commands = tuple(catalogue)
    given = tuple(_binding(c.id, one) for c in commands for one in c.keys)
    ids, panes = frozenset(c.id for c in commands), tuple(Pane)
    ground = PresetBindings(given, ids, panes, KEPT)
    preset = preset_named(name)
    changed = {command for command, _keys in preset.keys}
    overrides = [
        *(Override(b.command, b.panes, removed=(b.keys,)) for b in given if b.command in changed),
        *(Override(c, tuple(one.panes), (one.keys,)) for c, keys in preset.keys for one in keys),
    ]
    laid = apply(ground, overrides)
    order = {command.id: place for place, command in enumerate(commands)}
    return PresetBindings(tuple(sorted(laid, key=lambda b: order[b.command])), ids, panes, KEPT)


def _binding(command: str, keys: Keys) -> Binding:
    return Binding(command, keys.keys, tuple(keys.panes))
