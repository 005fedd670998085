"""Applies the user's own shortcuts over a preset, and detects conflicts.

A binding is a command, its keys, and the panes they apply in; no panes: everywhere. What the user
changed is kept apart from what a preset gives, by command, so that a preset may move its keys. Where
both want the same keys, the user's apply, in the panes they are for; the preset's come back as soon
as the user's are gone, so nothing that was bound is ever lost.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

Panes = tuple[str, ...]


class Binding(NamedTuple):
    """Keys of a command, in their one spelling, and the panes they apply in (none: everywhere)."""

    command: str
    keys: str
    panes: Panes = ()


class Override(NamedTuple):
    """What the user changed about a command in some panes (none: everywhere)."""

    command: str
    panes: Panes = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


class KeyChoices(NamedTuple):
    """A preset and the user's own changes to it."""

    preset: str = "postil"
    overrides: tuple[Override, ...] = ()
    told: tuple[str, ...] = ()  # the conflicts that were reported, as KeyConflict.mark spells them


class KeyConflict(NamedTuple):
    """Keys the user gave to a command which another command has too, in some panes."""

    command: str
    keys: str
    other_command: str
    other_keys: str
    panes: Panes
    is_own: bool = False  # the other keys are the user's, too

    @property
    def mark(self) -> str:
        """The conflict in one word for each of its sides."""
        return f"{self.command}|{self.keys}|{self.other_command}|{self.other_keys}"


class PresetBindings(NamedTuple):
    """The keys of a preset, which the user's choices override."""

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
    if keys and others and keys[0] != others[0]:  # nearly always, and told without parting them
        return False
    first, second = keys.split(), others.split()
    length = min(len(first), len(second))
    return first[:length] == second[:length]


def apply(ground: PresetBindings, overrides: Sequence[Override]) -> tuple[Binding, ...]:
    """Returns the bindings that apply, the user's own first; no two of them conflict.

    Provided that the preset's do not. Of two of the user's own the later applies.
    """
    found = _laid(ground, overrides)
    for command, pane in _lost(ground, found):
        given = (b for b in ground.bindings if b.command == command)
        back = next(b for b in given if pane in ground.spread(b.panes))._replace(panes=(pane,))
        found = [*_cut_by(ground, found, back), back]
    return tuple(found)


def lost(ground: PresetBindings, overrides: Sequence[Override]) -> tuple[str, ...]:
    """Returns the commands that must keep a key and would not; ``apply`` gives them theirs back."""
    found = _lost(ground, _laid(ground, overrides))
    return tuple(dict.fromkeys(command for command, _pane in found))


def key_conflicts(ground: PresetBindings, overrides: Sequence[Override]) -> tuple[KeyConflict, ...]:
    """Where keys of the user's own are in the way of the preset's, or of others of their own."""
    own, given = _own(ground, overrides), _without_removed(ground, overrides)
    found: list[KeyConflict] = []
    for place, one in enumerate(own):
        found += _conflicts(ground, one, own[:place], is_own=True)
        found += _conflicts(ground, one, given)
    return tuple(found)


def in_the_way(
    ground: PresetBindings, overrides: Sequence[Override], binding: Binding
) -> tuple[KeyConflict, ...]:
    """Returns what a new binding would take from other commands, or from longer keys of its own."""
    return tuple(_conflicts(ground, binding, apply(ground, overrides)))


# -- changes ---------------------------------------------------------------------------------------


def with_key(ground: PresetBindings, choices: KeyChoices, new: Binding) -> KeyChoices:
    """Returns the choices with one more key; what stood in its way gives way.

    Another command's key that the user chose is removed, a preset's is only covered.
    """
    flat = _flat(ground, choices.overrides)
    for (command, keys, is_added), panes in flat.items():
        is_other = (command, keys) != (new.command, new.keys)
        if is_added and is_other and overlap(keys, new.keys):
            panes.difference_update(ground.spread(new.panes))
    _set_key(ground, flat, new, is_on=True)
    after = choices._replace(overrides=_folded(ground, flat))
    # The user has seen how the present conflicts arose.
    present = [conflict.mark for conflict in key_conflicts(ground, after.overrides)]
    return after._replace(told=tuple(dict.fromkeys((*choices.told, *present))))


def without_key(ground: PresetBindings, choices: KeyChoices, old: Binding) -> KeyChoices:
    """Returns the choices with a key taken off a command in some panes."""
    flat = _flat(ground, choices.overrides)
    _set_key(ground, flat, old, is_on=False)
    return choices._replace(overrides=_folded(ground, flat))


def as_given(ground: PresetBindings, choices: KeyChoices, command: str, panes: Panes) -> KeyChoices:
    """Returns the choices with a command's keys in some panes as the preset has them.

    Keys of the user's own that cover one of these give way.
    """
    flat = _flat(ground, choices.overrides)
    here = set(ground.spread(panes))
    for (other, keys, is_added), changed in flat.items():
        if other == command:
            changed -= here
        for given in ground.bindings:
            if given.command == command and is_added and overlap(keys, given.keys):
                changed -= here.intersection(ground.spread(given.panes))
    return choices._replace(overrides=_folded(ground, flat))


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
    gone: dict[tuple[str, str], set[str]] = {}
    for one in overrides:
        for keys in one.removed:
            gone.setdefault((one.command, keys), set()).update(ground.spread(one.panes))
    if not gone:
        return list(ground.bindings)
    left = (_without(ground, b, gone.get((b.command, b.keys), ())) for b in ground.bindings)
    return [b for b in left if b is not None]


def _cut_by(ground: PresetBindings, bindings: Iterable[Binding], new: Binding) -> list[Binding]:
    """Returns the bindings but for what the new one takes; itself, too, where it is among them."""
    taken = ground.spread(new.panes)
    left = (_without(ground, b, taken) if overlap(b.keys, new.keys) else b for b in bindings)
    return [b for b in left if b is not None]


def _without(ground: PresetBindings, binding: Binding, gone: Collection[str]) -> Binding | None:
    """Returns a binding in the panes that are not gone; None where none is left."""
    here = ground.spread(binding.panes)
    left = tuple(pane for pane in here if pane not in gone)
    if not left:
        return None
    return binding if len(left) == len(here) else binding._replace(panes=left)


def _lost(ground: PresetBindings, bindings: Sequence[Binding]) -> list[tuple[str, str]]:
    found = []
    for command in ground.kept:
        had = _panes_of(ground, ground.bindings, command)
        gone = had - _panes_of(ground, bindings, command)
        found += [(command, pane) for pane in ground.panes if pane in gone]
    return found


def _panes_of(
    ground: PresetBindings, bindings: Iterable[Binding], command: str, keys: str = ""
) -> set[str]:
    """Returns where a command has a key: these keys, or any."""
    found = (b for b in bindings if b.command == command and keys in ("", b.keys))
    return {pane for b in found for pane in ground.spread(b.panes)}


def _conflicts(
    ground: PresetBindings, one: Binding, others: Iterable[Binding], *, is_own: bool = False
) -> Iterator[KeyConflict]:
    for other in others:
        is_same = (one.command, one.keys) == (other.command, other.keys)
        if not is_same and overlap(one.keys, other.keys):
            shared = {*ground.spread(one.panes)}.intersection(ground.spread(other.panes))
            if shared:
                panes = ground.folded(shared)
                yield KeyConflict(one.command, one.keys, other.command, other.keys, panes, is_own)


# -- overrides, key by key -------------------------------------------------------------------------

_Flat = dict[tuple[str, str, bool], set[str]]  # command, keys, whether they are added: the panes


def _flat(ground: PresetBindings, overrides: Iterable[Override]) -> _Flat:
    flat: _Flat = defaultdict(set)
    for one in overrides:
        for is_added, sequences in ((True, one.added), (False, one.removed)):
            for keys in sequences:
                flat[one.command, keys, is_added].update(ground.spread(one.panes))
    return flat


def _set_key(ground: PresetBindings, flat: _Flat, one: Binding, *, is_on: bool) -> None:
    """Adds a key to a command or removes it; if the preset has it so, nothing is stored."""
    panes = set(ground.spread(one.panes))
    given = _panes_of(ground, ground.bindings, one.command, one.keys)
    flat[one.command, one.keys, not is_on] -= panes
    flat[one.command, one.keys, is_on] |= panes - given if is_on else panes & given


def _folded(ground: PresetBindings, flat: _Flat) -> tuple[Override, ...]:
    groups: dict[tuple[str, Panes], tuple[list[str], list[str]]] = {}
    for (command, keys, is_added), panes in flat.items():
        if panes:
            added, removed = groups.setdefault((command, ground.folded(panes)), ([], []))
            (added if is_added else removed).append(keys)
    return tuple(
        Override(command, panes, tuple(added), tuple(removed))
        for (command, panes), (added, removed) in groups.items()
    )
