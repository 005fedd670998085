"""Applies a person's own key bindings over a preset, and checks them for conflicts.

A binding is a command, its keys, and the panes they hold in; no panes: everywhere. What a person
changed is kept apart from what a preset gives, by command, so that a preset may move its keys. Where
both want the same keys, the person's hold, in the panes they are for; the preset's come back as soon
as the person's are gone, so nothing that was bound is ever lost.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

Panes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Binding:
    """Keys of a command, in their one spelling, and the panes they hold in (none: everywhere)."""

    command: str
    keys: str
    panes: Panes = ()


@dataclass(frozen=True, slots=True)
class Override:
    """What a person changed about a command in some panes (none: everywhere)."""

    command: str
    panes: Panes = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyChoices:
    """A preset and a person's own changes to it."""

    preset: str = "postil"
    overrides: tuple[Override, ...] = ()
    told: tuple[str, ...] = ()  # the clashes a person was told of, as Clash.mark spells them


class Clash(NamedTuple):
    """Keys a person gave to a command which another command has too, in some panes."""

    command: str
    keys: str
    other_command: str
    other_keys: str
    panes: Panes
    is_own: bool = False  # the other keys are the person's, too

    @property
    def mark(self) -> str:
        """The clash in one word for each of its sides."""
        return f"{self.command}|{self.keys}|{self.other_command}|{self.other_keys}"


class PresetBindings(NamedTuple):
    """What choices are laid over."""

    bindings: tuple[Binding, ...]  # the preset's
    commands: frozenset[str]  # every id there is; changes to others are kept and do nothing
    panes: Panes  # every pane
    kept: tuple[str, ...] = ()  # commands that always keep one of their keys: the ways out

    def spread(self, panes: Panes) -> Panes:
        """Returns panes by name, where none stands for all."""
        return panes or self.panes

    def folded(self, panes: Iterable[str]) -> Panes:
        """Returns the panes in their order, all of them as none."""
        given = set(panes)
        if given.issuperset(self.panes):
            return ()
        return tuple(p for p in self.panes if p in given) + tuple(sorted(given - {*self.panes}))


def overlap(keys: str, others: str) -> bool:
    """Returns whether only one of two key sequences can work: they are the same, or one begins the other."""
    first, second = keys.split(), others.split()
    length = min(len(first), len(second))
    return first[:length] == second[:length]


def apply(ground: PresetBindings, overrides: Sequence[Override]) -> tuple[Binding, ...]:
    """Returns the bindings that hold, a person's own first; no two of them stand in each other's way.

    Provided that the preset's do not. Of two of the person's own the later holds.
    """
    found = _laid(ground, overrides)
    for command, pane in _lost(ground, found):
        first = next(b for b in _in_pane(ground, ground.bindings, pane) if b.command == command)
        back = replace(first, panes=(pane,))
        found = [*_cut_by(ground, found, back), back]
    return tuple(found)


def lost(ground: PresetBindings, overrides: Sequence[Override]) -> tuple[str, ...]:
    """Returns the commands that must keep a key and would not; ``apply`` gives them theirs back."""
    found = _lost(ground, _laid(ground, overrides))
    return tuple(dict.fromkeys(command for command, _pane in found))


def clashes(ground: PresetBindings, overrides: Sequence[Override]) -> tuple[Clash, ...]:
    """Returns where keys of the person's own are in the way of the preset's, or of others of their own."""
    own = _own(ground, overrides)
    found = []
    for place, one in enumerate(own):
        for other in own[:place]:
            found += _clash(ground, one, other, is_own=True)
        for other in _without_removed(ground, overrides):
            found += _clash(ground, one, other, is_own=False)
    return tuple(found)


def in_the_way(
    ground: PresetBindings, overrides: Sequence[Override], binding: Binding
) -> tuple[Clash, ...]:
    """Returns what a new binding would take from other commands, or from longer keys of its own."""
    found: list[Clash] = []
    for other in apply(ground, overrides):
        found += _clash(ground, binding, other, is_own=False)
    return tuple(found)


# -- changes ---------------------------------------------------------------------------------------


def with_key(ground: PresetBindings, choices: KeyChoices, new: Binding) -> KeyChoices:
    """Returns the choices with one more key; what stood in its way gives way.

    Another command's key of the person's own is taken back, a preset's is only covered.
    """
    flat = _flat(ground, choices.overrides)
    panes = ground.spread(new.panes)
    for command, keys, is_added in list(flat):
        is_other = (command, keys) != (new.command, new.keys)
        if is_added and is_other and overlap(keys, new.keys):
            _subtract(flat, (command, keys, True), panes)
    _subtract(flat, (new.command, new.keys, False), panes)
    given = _panes_of(ground, ground.bindings, new.command, new.keys)
    missing = [pane for pane in panes if pane not in given]
    if missing:
        flat.setdefault((new.command, new.keys, True), {}).update(dict.fromkeys(missing))
    return _with_told(ground, replace(choices, overrides=_folded(ground, flat)))


def without_key(ground: PresetBindings, choices: KeyChoices, old: Binding) -> KeyChoices:
    """Returns the choices with a key taken off a command in some panes."""
    flat = _flat(ground, choices.overrides)
    panes = ground.spread(old.panes)
    _subtract(flat, (old.command, old.keys, True), panes)
    given = _panes_of(ground, ground.bindings, old.command, old.keys)
    taken = [pane for pane in panes if pane in given]
    if taken:
        flat.setdefault((old.command, old.keys, False), {}).update(dict.fromkeys(taken))
    return replace(choices, overrides=_folded(ground, flat))


def as_given(ground: PresetBindings, choices: KeyChoices, command: str, panes: Panes) -> KeyChoices:
    """Returns the choices with a command's keys in some panes as the preset has them.

    Keys of the person's own that cover one of these give way.
    """
    flat = _flat(ground, choices.overrides)
    here = ground.spread(panes)
    for change in [change for change in flat if change[0] == command]:
        _subtract(flat, change, here)
    for given in ground.bindings:
        shared = [pane for pane in ground.spread(given.panes) if pane in here]
        if given.command != command or not shared:
            continue
        for change in [c for c in flat if c[2] and overlap(c[1], given.keys)]:
            _subtract(flat, change, shared)
    return replace(choices, overrides=_folded(ground, flat))


def _with_told(ground: PresetBindings, choices: KeyChoices) -> KeyChoices:
    """Returns the choices, all their clashes known: they came about before the person's eyes."""
    present = tuple(clash.mark for clash in clashes(ground, choices.overrides))
    return replace(choices, told=tuple(dict.fromkeys((*choices.told, *present))))


# -- laying over -----------------------------------------------------------------------------------


def _laid(ground: PresetBindings, overrides: Sequence[Override]) -> list[Binding]:
    own: list[Binding] = []
    for one in _own(ground, overrides):
        own = [*_cut_by(ground, own, one), one]
    given = _without_removed(ground, overrides)
    for one in own:
        given = _cut_by(ground, given, one)
    return [*own, *given]


def _own(ground: PresetBindings, overrides: Sequence[Override]) -> list[Binding]:
    return [
        Binding(one.command, keys, one.panes)
        for one in overrides
        if one.command in ground.commands
        for keys in one.added
    ]


def _without_removed(ground: PresetBindings, overrides: Sequence[Override]) -> list[Binding]:
    found = list(ground.bindings)
    for one in overrides:
        for keys in one.removed:
            found = [
                left
                for b in found
                for left in (
                    _outside(ground, b, one.panes)
                    if (b.command, b.keys) == (one.command, keys)
                    else (b,)
                )
            ]
    return found


def _cut_by(ground: PresetBindings, bindings: Iterable[Binding], new: Binding) -> list[Binding]:
    """Returns the bindings but for what the new one takes; itself, too, where it is among them."""
    return [
        left
        for b in bindings
        for left in (_outside(ground, b, new.panes) if overlap(b.keys, new.keys) else (b,))
    ]


def _outside(ground: PresetBindings, binding: Binding, panes: Panes) -> tuple[Binding, ...]:
    """Returns what is left of a binding outside of some panes."""
    here = ground.spread(binding.panes)
    left = [pane for pane in here if pane not in ground.spread(panes)]
    if len(left) == len(here):
        return (binding,)
    return (replace(binding, panes=tuple(left)),) if left else ()


def _lost(ground: PresetBindings, bindings: Sequence[Binding]) -> list[tuple[str, str]]:
    return [
        (command, pane)
        for command in ground.kept
        for pane in ground.panes
        if any(b.command == command for b in _in_pane(ground, ground.bindings, pane))
        and not any(b.command == command for b in _in_pane(ground, bindings, pane))
    ]


def _in_pane(ground: PresetBindings, bindings: Iterable[Binding], pane: str) -> list[Binding]:
    return [b for b in bindings if pane in ground.spread(b.panes)]


def _panes_of(
    ground: PresetBindings, bindings: Iterable[Binding], command: str, keys: str
) -> set[str]:
    found: set[str] = set()
    for b in bindings:
        if (b.command, b.keys) == (command, keys):
            found.update(ground.spread(b.panes))
    return found


def _clash(ground: PresetBindings, one: Binding, other: Binding, *, is_own: bool) -> list[Clash]:
    if not overlap(one.keys, other.keys):
        return []
    if (one.command, one.keys) == (other.command, other.keys):
        return []
    panes = [pane for pane in ground.spread(one.panes) if pane in ground.spread(other.panes)]
    if not panes:
        return []
    shared = ground.folded(panes)
    return [Clash(one.command, one.keys, other.command, other.keys, shared, is_own)]


# -- overrides, key by key -------------------------------------------------------------------------

_Change = tuple[str, str, bool]  # command, keys, whether they are added
_Flat = dict[_Change, dict[str, None]]  # with the panes, in order


def _flat(ground: PresetBindings, overrides: Iterable[Override]) -> _Flat:
    flat: _Flat = {}
    for one in overrides:
        for is_added, sequences in ((True, one.added), (False, one.removed)):
            for keys in sequences:
                panes = dict.fromkeys(ground.spread(one.panes))
                flat.setdefault((one.command, keys, is_added), {}).update(panes)
    return flat


def _subtract(flat: _Flat, change: _Change, panes: Iterable[str]) -> None:
    left = flat.get(change, {})
    for pane in panes:
        left.pop(pane, None)
    if not left:
        flat.pop(change, None)


def _folded(ground: PresetBindings, flat: _Flat) -> tuple[Override, ...]:
    groups: dict[tuple[str, Panes], tuple[list[str], list[str]]] = {}
    for (command, keys, is_added), panes in flat.items():
        added, removed = groups.setdefault((command, ground.folded(panes)), ([], []))
        (added if is_added else removed).append(keys)
    return tuple(
        Override(command, panes, tuple(added), tuple(removed))
        for (command, panes), (added, removed) in groups.items()
    )
