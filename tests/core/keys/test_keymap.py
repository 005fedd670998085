"""Chords in one spelling, the laws of the key tree, conflicts, and the resolver's memory."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import InvalidInput
from reader.core.keys.key_resolver import Resolver
from reader.core.keys.keymap import KeyMap, Match, Resolution, format_keys, parse_keys
from tests.each import each
from tests.key_conflicts import ConflictKind, conflicts

CHORDS = ["a", "b", "g", "Shift+G", "Ctrl+K", "1", "?", "Alt+Up", "F6", "+", "Ctrl++"]
sequences = st.lists(st.sampled_from(CHORDS), min_size=1, max_size=4).map(tuple)
commands = st.sampled_from(["list.next", "go.inbox", "note.edit", "tag.pick"])


def resolver_of(keymaps: Mapping[str, KeyMap], *given: Any, **named: Any) -> Resolver:
    """Returns a resolver with some key maps by name; others are empty."""
    return Resolver(lambda name: keymaps.get(name, KeyMap()), *given, **named)


@each(
    ("text", "chords"),
    [
        ("j", ("j",)),
        ("Shift+T", ("Shift+T",)),
        ("shift+t", ("Shift+T",)),
        ("T", ("Shift+T",)),
        ("ctrl+k", ("Ctrl+K",)),
        ("Shift+Ctrl+z", ("Ctrl+Shift+Z",)),
        ("Meta+Alt+control+X", ("Ctrl+Alt+Meta+X",)),
        ("g i", ("g", "i")),
        ("  g   g ", ("g", "g")),
        ("esc", ("Escape",)),
        ("Return", ("Enter",)),
        ("PgDn", ("PageDown",)),
        ("del", ("Delete",)),
        ("f12", ("F12",)),
        ("+", ("+",)),
        ("Ctrl++", ("Ctrl++",)),
        ("Ctrl+plus", ("Ctrl++",)),
        ("Ctrl+-", ("Ctrl+-",)),
        ("Ctrl+,", ("Ctrl+,",)),
        ("?", ("?",)),
        ("#", ("#",)),
        (";", (";",)),
        ("* a", ("*", "a")),
        ("Alt+up", ("Alt+Up",)),
        ("Shift+space", ("Shift+Space",)),
        ("Shift+1", ("Shift+1",)),
        ("ß", ("ß",)),
        ("Ctrl+й", ("Ctrl+Й",)),
    ],
)
def test_keys_have_one_spelling(text: str, chords: tuple[str, ...]) -> None:
    assert parse_keys(text) == chords


@each(
    "text",
    ["", "  ", "Foo", "Ctrl+", "Hyper+x", "Ctrl+Ctrl+x", "gi", "+x", "Ctrl+Alt", "F36", "\x00"],
)
def test_keys_nobody_can_press_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_keys(text)


def test_shift_with_a_sign_is_refused_as_it_would_never_fire() -> None:
    with pytest.raises(InvalidInput, match="Shift gives"):
        parse_keys("Shift+/")


@each(
    ("text", "shown"),
    [
        ("ctrl+shift+z", "Ctrl+Shift+Z"),
        ("g i", "g i"),
        ("Up", "↑"),
        ("Alt+Down", "Alt+↓"),
        ("Escape", "Esc"),
        ("PageDown", "PgDn"),
        ("Ctrl++", "Ctrl++"),
        ("what is this", "what is this"),
    ],
)
def test_keys_are_shown_as_on_the_keyboard(text: str, shown: str) -> None:
    assert format_keys(text) == shown


@given(st.text())
def test_parsing_gives_chords_or_one_known_error(text: str) -> None:
    format_keys(text)
    try:
        chords = parse_keys(text)
    except InvalidInput:
        return
    assert parse_keys(" ".join(chords)) == chords


@given(
    st.sets(st.sampled_from(["Ctrl", "Alt", "Shift", "Meta"])),
    st.characters(),
)
def test_one_spelling_stays_as_it_is(modifiers: set[str], key: str) -> None:
    try:
        chords = parse_keys("+".join([*sorted(modifiers), key]))
    except InvalidInput:
        return
    assert parse_keys(" ".join(chords)) == chords


@given(st.dictionaries(sequences, commands))
def test_every_binding_resolves_and_every_beginning_waits(
    bindings: dict[tuple[str, ...], str],
) -> None:
    keymap = KeyMap((" ".join(chords), command) for chords, command in bindings.items())
    for chords, command in bindings.items():
        resolution = keymap.resolve(chords)
        assert (resolution.kind, resolution.command) == (Match.EXACT, command)
        for length in range(1, len(chords)):
            start = chords[:length]
            resolution = keymap.resolve(start)
            assert resolution.kind is (Match.EXACT if start in bindings else Match.PENDING)
            assert (" ".join(chords[length:]), command) in resolution.following


@given(st.dictionaries(sequences, commands), sequences)
def test_what_is_not_bound_is_nothing(
    bindings: dict[tuple[str, ...], str], asked: tuple[str, ...]
) -> None:
    keymap = KeyMap((" ".join(chords), command) for chords, command in bindings.items())
    starts = {chords[:length] for chords in bindings for length in range(1, len(chords) + 1)}
    assert (keymap.resolve(asked).kind is Match.NONE) == (asked not in starts)


@given(st.lists(st.tuples(sequences, commands), max_size=12))
def test_without_a_conflict_every_binding_can_be_typed(
    bindings: list[tuple[tuple[str, ...], str]],
) -> None:
    keymap = KeyMap((" ".join(chords), command) for chords, command in bindings)
    typed = []
    for chords, command in bindings:
        resolver = resolver_of({"all": keymap})
        kinds = [resolver.feed(chord, "all") for chord in chords]
        waited = all(resolution.kind is Match.PENDING for resolution in kinds[:-1])
        typed.append(waited and kinds[-1].command == command)
    assert all(typed) == (not conflicts(keymap))


def test_the_same_keys_twice_are_a_conflict_and_the_later_works() -> None:
    keymap = KeyMap([("g i", "go.inbox"), ("x", "list.select"), ("g i", "go.index")])
    (conflict,) = conflicts(keymap)
    assert conflict.kind is ConflictKind.SAME_KEYS
    assert (conflict.keys, conflict.command, conflict.other_command) == (
        "g i",
        "go.inbox",
        "go.index",
    )
    assert keymap.resolve(("g", "i")).command == "go.index"
    assert keymap.keys_of("go.inbox") == ()
    assert keymap.keys_of("go.index") == ("g i",)


def test_a_key_that_begins_a_longer_one_is_a_conflict() -> None:
    keymap = KeyMap([("g i", "go.inbox"), ("g", "top")])
    (conflict,) = conflicts(keymap)
    assert conflict.kind is ConflictKind.SHADOWS
    assert (conflict.keys, conflict.other_keys) == ("g", "g i")
    assert keymap.resolve(("g",)) == Resolution(Match.EXACT, "top", (("i", "go.inbox"),))


def test_binding_a_command_twice_is_no_conflict() -> None:
    keymap = KeyMap([("j", "next"), ("Down", "next"), ("j", "next")])
    assert conflicts(keymap) == []
    assert keymap.keys_of("next") == ("j", "Down")


def test_no_chords_wait_for_everything() -> None:
    keymap = KeyMap([("j", "next"), ("g i", "go.inbox")])
    assert keymap.resolve(()).following == (("j", "next"), ("g i", "go.inbox"))
    assert KeyMap([]).resolve(()).kind is Match.NONE


def test_keys_that_cannot_be_parsed_are_refused_when_bound() -> None:
    with pytest.raises(InvalidInput):
        KeyMap([("Bogus", "x")])


def test_the_resolver_waits_for_the_rest() -> None:
    resolver = resolver_of(
        {"list": KeyMap([("g i", "go.inbox"), ("g a", "go.archive"), ("i", "inbox")])}
    )
    waiting = resolver.feed("g", "list")
    assert waiting.kind is Match.PENDING
    assert waiting.following == (("i", "go.inbox"), ("a", "go.archive"))
    assert list(resolver.pending) == ["g"]
    assert resolver.feed("i", "list").command == "go.inbox"
    assert not resolver.pending
    assert resolver.feed("i", "list").command == "inbox"


def test_a_wrong_key_is_swallowed_with_what_waited() -> None:
    resolver = resolver_of({"list": KeyMap([("g i", "go.inbox"), ("d", "delete")])})
    resolver.feed("g", "list")
    assert resolver.feed("d", "list").kind is Match.NONE
    assert not resolver.pending
    assert resolver.feed("d", "list").command == "delete"


def test_another_key_map_and_reset_forget_what_waited() -> None:
    maps = {
        "list": KeyMap([("g i", "go.inbox")]),
        "reading": KeyMap([("i", "info"), ("g g", "top")]),
    }
    resolver = resolver_of(maps)
    resolver.feed("g", "list")
    assert resolver.feed("i", "reading").command == "info"
    resolver.feed("g", "reading")
    resolver.reset()
    assert not resolver.pending
    assert resolver.feed("g", "reading").kind is Match.PENDING


@given(st.lists(st.tuples(st.text(), st.sampled_from(["list", "reading", "nowhere"]))))
def test_odd_chords_are_only_not_bound(presses: list[tuple[str, str]]) -> None:
    resolver = resolver_of({"list": KeyMap([("g i", "go.inbox")]), "reading": KeyMap()})
    for chord, keymap in presses:
        resolution = resolver.feed(chord, keymap)
        assert resolution.kind in (Match.NONE, Match.PENDING, Match.EXACT)


def test_the_resolver_knows_its_chords_without_taking_them() -> None:
    resolver = resolver_of({"reading": KeyMap([("g g", "start"), ("j", "down")])})
    assert resolver.knows("g", "reading")
    assert not resolver.knows("q", "reading")
    assert not resolver.knows("g", "elsewhere")
    assert resolver.pending == ()
    resolver.feed("g", "reading")
    assert resolver.knows("q", "reading")  # it is swallowed as a mistype of the prefix
