"""Changes keyboard shortcuts one by one, after warning about conflicts with other commands."""

from collections.abc import Callable
from dataclasses import dataclass

from reader.commands.catalogue import BY_ID, effective_keys
from reader.commands.keys.effective_keys import EffectiveKeys
from reader.commands.keys.shortcut_table import KeyLine, KeySection, key_sections, place_name
from reader.core.keys.key_file import KeyFile
from reader.core.keys.key_overrides import (
    Binding,
    KeyChoices,
    KeyConflict,
    PresetBindings,
    as_given,
    in_the_way,
    lost,
    with_key,
    without_key,
)
from reader.core.keys.keymap import format_keys
from reader.core.translation import _, number_text


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed change: the resulting shortcuts, and what the user should know before."""

    choices: KeyChoices
    conflict: str = ""  # what it takes from others, in one sentence
    refusal: str = ""  # why it cannot be, in one sentence


class KeyEditor:
    """Edits the user's shortcuts; every change takes effect at once and can be undone."""

    def __init__(self, file: KeyFile, take_up: Callable[[], None]) -> None:
        self._file = file
        self._take_up = take_up

    @property
    def choices(self) -> KeyChoices:
        """The choices as they are."""
        return self._file.choices

    @property
    def can_take_back(self) -> bool:
        """Whether keys were changed in this session."""
        return bool(self._file.former)

    def sections(self) -> list[KeySection]:
        """Returns every command, grouped by the places where its keys work."""
        return key_sections(effective_keys(self.choices), self._given)

    def propose(self, line: KeyLine, keys: str, instead_of: str = "") -> Proposal:
        """Proposes to assign keys to a command, in addition to its own or in place of some."""
        ground, new, choices = self._ground, Binding(line.command, keys, line.panes), self.choices
        found = in_the_way(ground, choices.overrides, new)
        if instead_of:
            choices = without_key(ground, choices, new._replace(keys=instead_of))
        after = with_key(ground, choices, new)
        return self._proposal(after, keys, _told(found) if found else "")

    def propose_without(self, line: KeyLine, keys: str) -> Proposal:
        """Proposes to remove keys from a command."""
        old = Binding(line.command, keys, line.panes)
        return self._proposal(without_key(self._ground, self.choices, old), keys)

    def propose_as_given(self, line: KeyLine) -> Proposal:
        """Proposes to reset a command to the keys of the preset."""
        after = as_given(self._ground, self.choices, line.command, line.panes)
        return self._proposal(after, line.title)

    def keep(self, choices: KeyChoices) -> None:
        """Applies and stores these shortcuts."""
        self._file.keep(choices)
        self._take_up()

    def take_back(self) -> bool:
        """Undoes the last change of keys, wherever it was made; False if there was none."""
        if not self._file.take_back():
            return False
        self._take_up()
        return True

    @property
    def _given(self) -> EffectiveKeys:
        return effective_keys(KeyChoices(self.choices.preset))

    @property
    def _ground(self) -> PresetBindings:
        return self._given.ground

    def _proposal(self, after: KeyChoices, keys: str, conflict: str = "") -> Proposal:
        """Returns the change; it is refused if a command would lose a key that it must keep."""
        refusal = ""
        for command in lost(self._ground, after.overrides)[:1]:
            text = _("“{title}” needs a shortcut, or there is no way back: {keys} stays as it is.")
            refusal = text.format(title=BY_ID[command].title, keys=format_keys(keys))
        return Proposal(after, conflict, refusal)


def _told(found: tuple[KeyConflict, ...]) -> str:
    """Returns which commands lose a key by a change."""
    first, more = found[0], len({(c.other_command, c.other_keys) for c in found}) - 1
    title, where = BY_ID[first.other_command].title, place_name(first.panes)
    keys, other = format_keys(first.keys), format_keys(first.other_keys)
    if keys == other:
        text = _("{keys} is “{title}” {where}")
    elif len(first.keys.split()) < len(first.other_keys.split()):
        text = _("{keys} begins {other}, “{title}” {where}")
    else:
        text = _("{other}, “{title}” {where}, is the beginning of {keys}")
    told = text.format(keys=keys, other=other, title=title, where=where)
    return _("{told}, and {n} more").format(told=told, n=number_text(more)) if more else told
