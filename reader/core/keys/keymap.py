"""Defines chords and key maps, and matches a chord sequence: exact, pending or none.

A chord is a string: modifiers in the order Ctrl+Alt+Shift+Meta, then a key. A letter alone is lower
case; with any modifier it is upper case ("j", "Shift+T", "Ctrl+K"). A sign is written as the
character the keyboard gives ("?", not "Shift+/"). A key sequence is chords parted by a space.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from reader.core.errors import InvalidInput
from reader.core.translation import N_, _

MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")

_MODIFIER_NAMES = {
    "ctrl": "Ctrl",
    "control": "Ctrl",
    "alt": "Alt",
    "option": "Alt",
    "shift": "Shift",
    "meta": "Meta",
    "super": "Meta",
    "win": "Meta",
}
# What the names are called on screen; the key itself where it has no other name there.
_NAMED = {
    "Enter": N_("Enter"),
    "Escape": N_("Esc"),
    "Space": N_("Space"),
    "Tab": N_("Tab"),
    "Backspace": N_("Backspace"),
    "Delete": N_("Delete"),
    "Insert": N_("Insert"),
    "Home": N_("Home"),
    "End": N_("End"),
    "PageUp": N_("PgUp"),
    "PageDown": N_("PgDn"),
    "Menu": N_("Menu"),
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    **{f"F{number}": f"F{number}" for number in range(1, 36)},
}
_SHOWN_MODIFIERS = {"Ctrl": N_("Ctrl"), "Alt": N_("Alt"), "Shift": N_("Shift"), "Meta": N_("Meta")}
_KEY_NAMES = {name.lower(): name for name in _NAMED} | {
    "return": "Enter",
    "esc": "Escape",
    "del": "Delete",
    "ins": "Insert",
    "pgup": "PageUp",
    "pgdn": "PageDown",
    "pgdown": "PageDown",
    "plus": "+",
}


class Match(StrEnum):
    """What the chords pressed so far amount to."""

    EXACT = "exact"
    PENDING = "pending"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The answer to some chords; following: (keys still to press, command id) pairs."""

    kind: Match
    command: str | None = None
    following: tuple[tuple[str, str], ...] = ()
    count: int = 1  # the number typed before them


@dataclass(slots=True)
class _Node:
    command: str | None = None
    children: "dict[str, _Node]" = field(default_factory=dict)


@lru_cache(maxsize=1024)  # the key map of each pane parses nearly the same keys
def parse_keys(text: str) -> tuple[str, ...]:
    """Returns the chords of a key sequence in their one spelling; raises InvalidInput.

    Forgives order and case of modifiers and the usual other names ("ctrl+esc", "PgDn").
    """
    chords = tuple(_parse_chord(part) for part in text.split())
    if not chords:
        raise InvalidInput(_("No key is given."))
    return chords


def format_keys(text: str) -> str:
    """Returns a key sequence as it is shown to the user ("Ctrl+Shift+Z", "g i", "↑"); odd text as it is."""
    try:
        chords = parse_keys(text)
    except InvalidInput:
        return text
    return " ".join(_format_chord(chord) for chord in chords)


def _parse_chord(text: str) -> str:
    *names, key = _split(text)
    modifiers = set()
    for name in names:
        modifier = _MODIFIER_NAMES.get(name.lower())
        if modifier is None or modifier in modifiers:
            raise InvalidInput(_("“{keys}” is not a key that can be pressed.").format(keys=text))
        modifiers.add(modifier)
    key = _KEY_NAMES.get(key.lower(), key)
    if key not in _NAMED:
        if len(key) != 1 or not key.isprintable():
            raise InvalidInput(_("“{keys}” is not a key that can be pressed.").format(keys=text))
        if _has_case(key):
            if key != key.lower() and not modifiers:
                modifiers.add("Shift")
            key = _one_character(key.upper() if modifiers else key.lower(), key)
        elif "Shift" in modifiers and not key.isalnum():
            message = _("“{keys}”: write the character that Shift gives on your keyboard.")
            raise InvalidInput(message.format(keys=text))
    return "+".join([name for name in MODIFIERS if name in modifiers] + [key])


def _split(chord: str) -> list[str]:
    """Returns the parts between plus signs, of which the last may itself be a plus sign."""
    if chord == "+":
        return ["+"]
    if chord.endswith("++"):
        return [*chord[:-2].split("+"), "+"]
    return chord.split("+")


def _has_case(character: str) -> bool:
    return character.lower() != character.upper()


def _one_character(changed: str, original: str) -> str:
    """Returns the changed letter, unless its other case has several characters, as that of ß has."""
    return changed if len(changed) == 1 else original


def _format_chord(chord: str) -> str:
    *modifiers, key = _split(chord)
    shown = [_(_SHOWN_MODIFIERS[modifier]) for modifier in modifiers]
    return "+".join([*shown, _(_NAMED[key]) if key in _NAMED else key])


class KeyMap:
    """The bindings of one place in the window, as a tree of chords.

    Where the same keys are bound twice, the later binding works, so the user's own go last. Keys
    that begin longer ones fire at once. ``tests.key_conflicts`` finds both cases.
    """

    def __init__(self, bindings: Iterable[tuple[str, str]] = ()) -> None:
        """Takes (keys, command id) pairs; raises InvalidInput for keys that cannot be parsed."""
        self._bindings = tuple((parse_keys(keys), command) for keys, command in bindings)
        self._root = _Node()
        for chords, command in self._bindings:
            node = self._root
            for chord in chords:
                node = node.children.setdefault(chord, _Node())
            node.command = command

    @property
    def bindings(self) -> tuple[tuple[str, str], ...]:
        """The (keys, command id) pairs, in order, in their one spelling."""
        return tuple((" ".join(chords), command) for chords, command in self._bindings)

    def keys_of(self, command: str) -> tuple[str, ...]:
        """Returns every key sequence that runs the command, in the order of the bindings."""
        working = dict(self.bindings)
        return tuple(keys for keys, bound in working.items() if bound == command)

    def resolve(self, chords: tuple[str, ...]) -> Resolution:
        """Returns what the chords amount to; chords nobody can press are merely not bound."""
        node = self._root
        for chord in chords:
            child = node.children.get(chord)
            if child is None:
                return Resolution(Match.NONE)
            node = child
        following = tuple(_below(node, ()))
        if node.command is not None:
            return Resolution(Match.EXACT, node.command, following)
        return Resolution(Match.PENDING if following else Match.NONE, None, following)


def _below(node: _Node, path: tuple[str, ...]) -> Iterable[tuple[str, str]]:
    for chord, child in node.children.items():
        keys = (*path, chord)
        if child.command is not None:
            yield " ".join(keys), child.command
        yield from _below(child, keys)
