"""The keys of every command as they are now; menus, hints, palette, sheet and texts read them here.

Until a library says otherwise these are Postil's own; ``use_keys`` sets others at once.
"""

import re
from collections.abc import Sequence

from reader.commands.command import Pane
from reader.core.keys.key_overrides import Binding, Ground, KeyChoices, apply
from reader.core.keys.keymap import KeyMap, format_keys
from reader.core.translation import _

_IN_TEXT = re.compile(r"\{([a-z][a-z0-9_.]*(?:/[a-z]+)?)\}")


class KeyTable:
    """The bindings that follow from a preset and a person's choices; it does not change."""

    def __init__(self, ground: Ground, choices: KeyChoices) -> None:
        self.ground = ground
        self.choices = choices
        self.bindings = apply(ground, choices.overrides)
        self._keymaps: dict[Pane, KeyMap] | None = None
        self._of: dict[str, list[Binding]] = {}
        for binding in self.bindings:
            self._of.setdefault(binding.command, []).append(binding)

    def of(self, command: str) -> Sequence[Binding]:
        """The bindings of a command, the person's own first."""
        return self._of.get(command, ())

    def keys_of(self, command: str, pane: Pane | None = None) -> tuple[str, ...]:
        """The keys of a command, those of one pane when one is named."""
        found = [b.keys for b in self.of(command) if pane is None or not b.panes or pane in b.panes]
        return tuple(dict.fromkeys(found))

    def in_pane(self, pane: Pane) -> list[tuple[str, str]]:
        """The (keys, command id) pairs that hold in a pane."""
        return [(b.keys, b.command) for b in self.bindings if not b.panes or pane in b.panes]

    def keymaps(self) -> dict[Pane, KeyMap]:
        """The key map of each pane; made once, for each digit that is pressed asks."""
        if self._keymaps is None:
            self._keymaps = {pane: KeyMap(self.in_pane(pane)) for pane in Pane}
        return dict(self._keymaps)


_present = KeyTable(Ground((), frozenset(), tuple(Pane)), KeyChoices())


def present_keys() -> KeyTable:
    """The keys that hold now."""
    return _present


def use_keys(table: KeyTable) -> None:
    """Let these keys hold."""
    global _present
    _present = table


def key_of(command: str, pane: Pane | None = None) -> str:
    """The first key of a command as it is shown; its title in quotes when it has none."""
    keys = _present.keys_of(command, pane)
    if keys:
        return format_keys(keys[0])
    from reader.commands.catalogue import BY_ID  # a cycle: commands name keys in what they say

    return f"“{_(BY_ID[command].title)}”"


def keys_for(commands: str, pane: Pane | None = None) -> str:
    """The first keys of commands named with spaces between, as they are shown; empty without any."""
    found = [_present.keys_of(command, pane) for command in commands.split()]
    return " ".join(format_keys(keys[0]) for keys in found if keys)


def key_range(first: str, last: str, pane: Pane) -> str:
    """The keys from one command's to another's, such as ``1…9``; empty when one has none."""
    start, end = keys_for(first, pane), keys_for(last, pane)
    return f"{start}…{end.split()[-1]}" if start and end else ""


def leading_key(command: str, pane: Pane) -> str:
    """The first chord of a command whose keys are a sequence, else its first key."""
    keys = _present.keys_of(command, pane)
    sequences = [one.split()[0] for one in keys if " " in one]
    return format_keys(next(iter([*sequences, *keys]), ""))


def with_keys(text: str) -> str:
    """A text in which ``{highlight.note}`` stands for the present key of that command.

    With a pane after a slash, ``{article.tag/list}``, for its key there.
    """

    def shown(found: re.Match[str]) -> str:
        command, _slash, pane = found[1].partition("/")
        if command not in _present.ground.commands:
            return found[0]
        return key_of(command, Pane(pane) if pane else None)

    return _IN_TEXT.sub(shown, text)
