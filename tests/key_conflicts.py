"""Finds bindings of a key map of which only one can work."""

from enum import StrEnum
from typing import NamedTuple

from reader.core.keys.keymap import KeyMap


class ConflictKind(StrEnum):
    """How two bindings stand in each other's way."""

    SAME_KEYS = "same keys"
    SHADOWS = "shadows"  # the first is the beginning of the second, which is never reached


class Conflict(NamedTuple):
    """Two bindings of one key map of which only one can work."""

    kind: ConflictKind
    keys: str
    command: str
    other_keys: str
    other_command: str


def conflicts(keymap: KeyMap) -> list[Conflict]:
    """Bindings that stand in each other's way, in the order of the bindings."""
    found: list[Conflict] = []
    earlier: dict[tuple[str, ...], str] = {}
    for text, command in keymap.bindings:
        chords = tuple(text.split())
        other = earlier.get(chords)
        if other is not None and other != command:
            keys = " ".join(chords)
            found.append(Conflict(ConflictKind.SAME_KEYS, keys, other, keys, command))
        earlier[chords] = command
    for chords, command in earlier.items():
        for length in range(1, len(chords)):
            start = chords[:length]
            if start in earlier:
                shorter = (" ".join(start), earlier[start])
                longer = (" ".join(chords), command)
                found.append(Conflict(ConflictKind.SHADOWS, *shorter, *longer))
    return found
