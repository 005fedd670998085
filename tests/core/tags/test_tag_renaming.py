"""Renaming, nesting and merging as a plan: who gets which name, and in what order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import InvalidInput
from reader.core.tags.tag_renaming import after, joined, merged, nested, outermost, plan

names = st.lists(st.sampled_from("ab"), min_size=1, max_size=4).map("/".join)
libraries = st.lists(names, max_size=8, unique=True)


def carry_out(library: list[str], ways: list[tuple[str, str]]) -> dict[str, set[str]]:
    """What each tag of the library ended up as, moving one after the other as the library does."""
    holds = {name: {name} for name in library}
    for old, new in ways:
        assert old in holds, f"{old} was gone when its turn came"
        holds[new] = holds.pop(old) | holds.get(new, set())
    return holds


def test_children_go_along() -> None:
    library = ["a", "a/x", "a/x/y", "ab", "b"]
    assert plan(library, "a", "c") == [("a", "c"), ("a/x", "c/x"), ("a/x/y", "c/x/y")]
    assert plan(library, "x", "y") == []
    assert plan(library, "A", "A") == [("a", "A"), ("a/x", "A/x"), ("a/x/y", "A/x/y")]


def test_room_is_made_before_a_name_is_taken() -> None:
    assert plan(["a", "a/b"], "a", "a/c") == [("a/b", "a/c/b"), ("a", "a/c")]
    assert plan(["a/b", "a/b/b"], "a/b", "a") == [("a/b", "a"), ("a/b/b", "a/b")]


def test_a_tag_that_goes_into_its_own_child_goes_alone() -> None:
    assert plan(["a", "a/b", "a/c"], "a", "a/b") == [("a", "a/b")]
    assert merged(["a", "a/b", "a/c"], ["a"], "a/b") == [("a", "a/b")]


def test_several_are_merged_with_what_is_nested_in_them() -> None:
    ways = merged(["a", "a/b", "c", "into"], ["a", "a/b", "c", "into"], "into")
    assert set(ways) == {("a", "into"), ("a/b", "into"), ("c", "into")}
    assert carry_out(["a", "a/b", "c", "into"], ways) == {"into": {"a", "a/b", "c", "into"}}


def test_nesting_keeps_the_last_level() -> None:
    library = ["a", "a/b", "c"]
    assert nested(library, ["c"], "a") == [("c", "a/c")]
    assert nested(library, ["a/b"], "") == [("a/b", "b")]
    assert nested(library, ["a", "a/b"], "c") == [("a/b", "c/a/b"), ("a", "c/a")]
    assert nested(library, ["a/b"], "a") == []
    for parent in ("a", "A/b", "a/new"):
        with pytest.raises(InvalidInput, match="nested in itself"):
            nested(library, ["a"], parent)


def test_a_name_too_long_for_a_child_is_refused() -> None:
    with pytest.raises(InvalidInput, match="too long"):
        plan(["a", f"a/{'x' * 60}"], "a", "y" * 60)


def test_what_meets_is_told_apart_from_what_moves() -> None:
    library = ["a", "a/x", "b/x"]
    assert joined(library, plan(library, "a", "b")) == [("a/x", "b/x")]
    assert joined(["a", "a/b"], plan(["a", "a/b"], "a", "a/c")) == []


def test_the_outermost_stand_for_those_in_them() -> None:
    assert outermost(["a/b", "a", "ab", "c/d"]) == ["a", "ab", "c/d"]


@given(libraries, names, names)
def test_no_tag_is_lost_and_only_the_family_moves(library: list[str], old: str, new: str) -> None:
    ways = plan(library, old, new)
    holds = carry_out(library, ways)
    assert set().union(*holds.values(), set()) == set(library)
    assert sorted(holds) == sorted(after(library, ways))
    moved = {name for name, _to in ways}
    assert all(name == old or name.startswith(f"{old}/") for name in moved)
    if new not in library and old != new:
        family = {name for name in library if f"{name}/".startswith(f"{old}/")}
        assert moved == family
        for name in family:
            assert name in holds[new + name[len(old) :]]


@given(libraries, st.lists(names, max_size=3, unique=True), names)
def test_merging_ends_in_one_tag(library: list[str], chosen: list[str], into: str) -> None:
    if into not in library:
        return
    holds = carry_out(library, merged(library, chosen, into))
    assert set().union(*holds.values()) == set(library)
    for name in chosen:
        if name in library:
            assert name in holds[into]
