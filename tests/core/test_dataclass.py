"""Our dataclasses are those of the standard library, but for what a type checker sees to."""

import copy
import dataclasses
import pickle
import subprocess
import sys
from dataclasses import field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Frozen:
    """One of ours."""

    number: int
    text: str = "a"
    kept: tuple[int, ...] = field(default=(), compare=False, repr=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """The same of the standard library's."""

    number: int
    text: str = "a"
    kept: tuple[int, ...] = field(default=(), compare=False, repr=False)


@dataclass(slots=True)
class Open:
    """One that may be changed."""

    items: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wider(Frozen):
    """One with a field more."""

    more: float = 0.5


@dataclass(frozen=True, slots=True)
class Empty:
    """One without a field."""


@dataclass(frozen=True, slots=True)
class Own:
    """One that knows better."""

    name: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own) and self.name.lower() == other.name.lower()

    def __hash__(self) -> int:
        return hash(self.name.lower())

    def __repr__(self) -> str:
        return f"<{self.name}>"


VALUES = st.tuples(
    st.integers(0, 2), st.sampled_from(["a", "b"]), st.lists(st.integers(0, 1)).map(tuple)
)


@given(VALUES, VALUES)
def test_equal_and_hashed_as_the_standard_ones(one: Any, other: Any) -> None:
    ours, theirs = (Frozen(*one), Frozen(*other)), (Standard(*one), Standard(*other))
    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
    assert (hash(ours[0]) == hash(ours[1])) == (hash(theirs[0]) == hash(theirs[1]))
    assert repr(ours[0]) == repr(theirs[0]).replace("Standard", "Frozen")
    assert dataclasses.asdict(ours[0]) == dataclasses.asdict(theirs[0])


def test_another_class_is_never_equal() -> None:
    others: list[object] = [Standard(1), (1, "a", ()), None]
    assert Frozen(1) not in others
    assert Wider(1) != Frozen(1)
    assert Wider(1, more=2.0) == Wider(1, more=2.0) != Wider(1)
    assert Empty() == Empty()
    assert len({Empty(), Empty()}) == 1


def test_they_are_replaced_copied_and_pickled() -> None:
    one = replace(Frozen(1, "b", (3,)), number=2)
    assert (one.number, one.text, one.kept) == (2, "b", (3,))
    for again in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert again == one
        assert again.kept == (3,)
    match one:
        case Frozen(number, text):
            assert (number, text) == (2, "b")


def test_there_are_no_other_attributes() -> None:
    with pytest.raises(AttributeError):
        Frozen(1).other = 1  # type: ignore[attr-defined]
    assert not hasattr(Frozen(1), "__dict__")


def test_what_may_change_has_no_hash() -> None:
    first, second = Open([1]), Open([1])
    second.items.append(2)
    assert first != second
    with pytest.raises(TypeError, match="unhashable"):
        hash(first)


def test_methods_of_its_own_stay() -> None:
    assert Own("A") == Own("a")
    assert hash(Own("A")) == hash(Own("a"))
    assert repr(Own("A")) == "<A>"


def test_the_type_checker_refuses_to_change_a_frozen_one(tmp_path: Path) -> None:
    """Nothing does at run time: this is what keeps them frozen."""
    source = tmp_path / "change.py"
    source.write_text(
        "from reader.core.models import Counts\n"
        "def change(counts: Counts) -> None:\n"
        "    counts.inbox = 3\n"
    )
    root = Path(__file__).parents[2]
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path), str(source)]
    found = subprocess.run(command, capture_output=True, text=True, check=False, cwd=root)
    assert 'Property "inbox" defined in "Counts" is read-only' in found.stdout
