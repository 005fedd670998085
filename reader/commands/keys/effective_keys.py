"""Computes the keys of every command from a preset and the user's changes."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from reader.commands.context import Pane
from reader.core.keys.key_overrides import Binding, KeyChoices, PresetBindings, apply
from reader.core.keys.keymap import KeyMap, format_keys

KeyLabel = tuple[str, str]  # keys as they are shown, what they do
FIELD_KEYS = ("Enter", "Ctrl+Enter", "Escape", "Backspace")  # of text fields and modes
_IN_TEXT = re.compile(r"\{([a-z][a-z0-9_.]*(?:/[a-z]+)?)\}")


class Titled(Protocol):
    """What has a title, as a command."""

    @property
    def title(self) -> str:
        """The title in the language of the user."""

    @property
    def label(self) -> str:
        """What its key does, in a word or two."""


class EffectiveKeys:
    """Bindings by command and by pane; it does not change.

    ``ground_of`` gives the bindings of a preset by its name, ``commands`` each command by its id.
    """

    def __init__(
        self,
        ground_of: Callable[[str], PresetBindings],
        commands: Mapping[str, Titled],
        choices: KeyChoices | None = None,
    ) -> None:
        self.choices = choices or KeyChoices()
        self.commands = commands
        self.ground = ground_of(self.choices.preset)
        self.bindings = apply(self.ground, self.choices.overrides)
        self._ground_of = ground_of
        self._keymaps: dict[Pane, KeyMap] = {}
        self._shown: dict[Pane | None, frozenset[str]] = {}  # the keys, as they are shown
        self._of: dict[str, list[Binding]] = {}
        for binding in self.bindings:
            self._of.setdefault(binding.command, []).append(binding)

    def ground_for(self, preset: str) -> PresetBindings:
        """Returns the bindings of a preset."""
        return self._ground_of(preset)

    def of(self, command: str) -> Sequence[Binding]:
        """Returns the bindings of a command, the user's own first."""
        return self._of.get(command, ())

    def title(self, command: str) -> str:
        """Returns the translated title of a command."""
        return self.commands[command].title

    def keys_of(self, command: str, pane: Pane | None = None) -> tuple[str, ...]:
        """Returns the keys of a command, those of one pane when one is named."""
        found = [b.keys for b in self.of(command) if pane is None or not b.panes or pane in b.panes]
        return tuple(dict.fromkeys(found))

    def in_pane(self, pane: Pane) -> list[tuple[str, str]]:
        """Returns the (keys, command id) pairs that apply in a pane."""
        return [(b.keys, b.command) for b in self.bindings if not b.panes or pane in b.panes]

    def keymap(self, pane: Pane) -> KeyMap:
        """Returns the key map of a pane, cached: each key that is pressed asks for it."""
        if pane not in self._keymaps:
            self._keymaps[pane] = KeyMap(self.in_pane(pane))
        return self._keymaps[pane]

    # -- keys as they are shown ----------------------------------------------------------------

    def key_of(self, command: str, pane: Pane | None = None) -> str:
        """Returns the first key of a command; its title in quotes when it has none."""
        return self.keys_for(command, pane) or f"“{self.title(command)}”"

    def keys_for(self, commands: str, pane: Pane | None = None) -> str:
        """Returns the first key of each command (ids with spaces between); empty without any."""
        found = [self.keys_of(command, pane) for command in commands.split()]
        return " ".join(format_keys(keys[0]) for keys in found if keys)

    def keys_told(self, command: str, pane: Pane | None) -> str:
        """Returns the first key of a command that applies in a pane, else one that does nothing else there."""
        bound = {keys for keys, _command in self.in_pane(pane)} if pane is not None else set()
        elsewhere = [keys for keys in self.keys_of(command) if keys not in bound]
        found = (*self.keys_of(command, pane), *elsewhere)
        return format_keys(found[0]) if found else ""

    def key_labels(self, pane: Pane, *rows: str | tuple[str, str]) -> list[KeyLabel]:
        """Returns what keys do in a pane, without what has no key.

        A row is ids of commands, or ids or keys as they are shown with other words for them.
        """
        found: list[KeyLabel] = []
        for row in rows:
            if isinstance(row, str):
                found += [
                    (self.keys_for(id_, pane), self.commands[id_].label) for id_ in row.split()
                ]
                continue
            keys, label = row
            is_id = keys.partition(" ")[0] in self.commands
            found.append((self.keys_for(keys, pane) if is_id else keys, label))
        return [(keys, label) for keys, label in found if keys]

    def key_range(self, first: str, last: str, pane: Pane) -> str:
        """Returns the keys from one command's to another's, as ``1…9``; empty if one has none."""
        start, end = self.keys_for(first, pane), self.keys_for(last, pane)
        return f"{start}…{end.split()[-1]}" if start and end else ""

    def can_be_clicked(self, shown: str, pane: Pane | None = None) -> bool:
        """Returns whether keys as they are shown do one thing, in a pane if one is named: no range does."""
        if pane not in self._shown:
            bound = self.in_pane(pane) if pane else [(b.keys, b.command) for b in self.bindings]
            keys = (*(keys for keys, _command in bound), *FIELD_KEYS)
            self._shown[pane] = frozenset(map(format_keys, keys))
        return shown in self._shown[pane]

    def leading_key(self, command: str, pane: Pane) -> str:
        """Returns the first chord of a command whose keys are a sequence, else its first key."""
        keys = self.keys_of(command, pane)
        sequences = [one.split()[0] for one in keys if " " in one]
        return format_keys(next(iter([*sequences, *keys]), ""))

    def with_keys(self, text: str) -> str:
        """Replaces ``{highlight.note}`` in a text with the key of that command.

        With a pane after a slash, ``{article.tag/list}``, with its key there.
        """

        def shown(found: re.Match[str]) -> str:
            command, _slash, pane = found[1].partition("/")
            if command not in self.commands:
                return found[0]
            return self.key_of(command, Pane(pane) if pane else None)

        return _IN_TEXT.sub(shown, text)
