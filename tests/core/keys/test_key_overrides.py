"""A person's keys over a preset's: theirs win, nothing is lost, every conflict is reported, JSON is whole."""

import json

from hypothesis import given
from hypothesis import strategies as st

from reader.core.keys.key_overrides import (
    Binding,
    KeyChoices,
    Override,
    PresetBindings,
    apply,
    as_given,
    in_the_way,
    key_conflicts,
    lost,
    overlap,
    with_key,
    without_key,
)
from reader.core.keys.key_overrides_json import LONGEST, read_choices, write_choices
from reader.core.keys.keymap import KeyMap
from tests.each import each
from tests.key_conflicts import conflicts

PANES = ("list", "text", "cards")
GIVEN = (
    Binding("undo", "z"),
    Binding("undo", "Ctrl+Z"),
    Binding("back", "Escape"),
    Binding("go.inbox", "g i"),
    Binding("go.top", "g g", ("text",)),
    Binding("next", "j", ("text", "cards")),
    Binding("row", "j", ("list",)),
    Binding("mark", "h", ("text", "cards")),
    Binding("page", "Space", ("list", "text")),
)
IDS = frozenset({*(b.command for b in GIVEN), "keyless"})
GROUND = PresetBindings(GIVEN, IDS, PANES, ("back",))

ids = st.sampled_from(sorted(IDS))
sequences = st.sampled_from(["z", "j", "g", "g i", "g g", "h", "q", "1", "Ctrl+Z", "q q", "Escape"])
panes = st.sampled_from([(), ("text",), ("list",), ("cards", "text"), PANES])
bindings = st.builds(Binding, ids, sequences, panes)
overrides = st.lists(
    st.builds(
        Override,
        ids | st.just("from.the.future"),
        panes,
        st.lists(sequences, max_size=2, unique=True).map(tuple),
        st.lists(sequences, max_size=2, unique=True).map(tuple),
    ),
    max_size=4,
).map(tuple)
edits = st.lists(st.tuples(st.sampled_from(["add", "remove", "reset"]), bindings), max_size=6)


def keymap(found: tuple[Binding, ...], pane: str) -> KeyMap:
    return KeyMap((b.keys, b.command) for b in found if not b.panes or pane in b.panes)


def keys(found: tuple[Binding, ...], command: str, pane: str) -> set[str]:
    return set(keymap(found, pane).keys_of(command))


def edited(steps: list[tuple[str, Binding]]) -> KeyChoices:
    choices = KeyChoices()
    for how, one in steps:
        if how == "add":
            choices = with_key(GROUND, choices, one)
        elif how == "remove":
            choices = without_key(GROUND, choices, one)
        else:
            choices = as_given(GROUND, choices, one.command, one.panes)
    return choices


@each(
    ("one", "other", "is_overlap"),
    [("g", "g i", True), ("g i", "g", True), ("g i", "g i", True), ("g i", "g g", False)],
)
def test_keys_that_overlap(one: str, other: str, is_overlap: bool) -> None:
    assert overlap(one, other) is is_overlap


def test_nothing_changed_is_the_preset() -> None:
    assert apply(GROUND, ()) == GIVEN
    assert key_conflicts(GROUND, ()) == ()


def test_a_persons_key_holds_where_it_is_for_and_the_presets_elsewhere() -> None:
    found = apply(GROUND, with_key(GROUND, KeyChoices(), Binding("mark", "z", ("text",))).overrides)
    assert keys(found, "mark", "text") == {"h", "z"}
    assert keys(found, "undo", "text") == {"Ctrl+Z"}
    assert keys(found, "undo", "list") == {"z", "Ctrl+Z"}


def test_a_key_given_back_is_the_presets_again() -> None:
    choices = with_key(GROUND, KeyChoices(), Binding("keyless", "h"))
    assert keys(apply(GROUND, choices.overrides), "mark", "text") == set()
    back = as_given(GROUND, choices, "mark", ("text", "cards"))
    found = apply(GROUND, back.overrides)
    assert keys(found, "mark", "text") == {"h"}
    assert keys(found, "keyless", "list") == {"h"}  # there it was nobody's


def test_giving_back_one_commands_keys_leaves_other_keys_of_ones_own() -> None:
    choices = with_key(GROUND, KeyChoices(), Binding("keyless", "h"))
    choices = with_key(GROUND, choices, Binding("page", "z", ("text",)))
    back = as_given(GROUND, choices, "mark", ("text", "cards"))
    found = apply(GROUND, back.overrides)
    assert keys(found, "mark", "text") == {"h"}
    assert keys(found, "page", "text") == {"Space", "z"}
    assert keys(found, "undo", "text") == {"Ctrl+Z"}


def test_a_ways_out_stays() -> None:
    choices = with_key(GROUND, KeyChoices(), Binding("mark", "Escape", ("text",)))
    assert lost(GROUND, choices.overrides) == ("back",)
    assert keys(apply(GROUND, choices.overrides), "back", "text") == {"Escape"}
    more = with_key(GROUND, KeyChoices(), Binding("back", "q"))
    assert lost(GROUND, without_key(GROUND, more, Binding("back", "Escape")).overrides) == ()


def test_a_new_default_that_conflicts_is_told_until_it_was() -> None:
    choices = with_key(GROUND, KeyChoices(), Binding("mark", "q", ("text",)))
    newer = PresetBindings((*GIVEN, Binding("keyless", "q")), IDS, PANES, ("back",))
    (conflict,) = key_conflicts(newer, choices.overrides)
    assert (conflict.command, conflict.other_command, conflict.panes) == (
        "mark",
        "keyless",
        ("text",),
    )
    assert conflict.mark not in choices.told
    known = with_key(newer, KeyChoices(), Binding("mark", "q", ("text",)))
    assert conflict.mark in known.told  # one saw it as one did it


def test_what_another_postil_knows_is_kept_and_does_nothing() -> None:
    strange = Override("from.the.future", ("moon",), ("h",), ())
    assert apply(GROUND, (strange,)) == GIVEN
    choices = with_key(GROUND, KeyChoices(overrides=(strange,)), Binding("mark", "q", ("text",)))
    assert strange in choices.overrides


@given(overrides)
def test_no_two_keys_ever_stand_in_each_others_way(given_overrides: tuple[Override, ...]) -> None:
    found = apply(GROUND, given_overrides)
    for pane in PANES:
        assert conflicts(keymap(found, pane)) == []
        assert keys(found, "back", pane)  # the way out


@given(overrides)
def test_no_binding_of_the_preset_is_lost_without_being_told(
    given_overrides: tuple[Override, ...],
) -> None:
    """Where one is gone it was taken off, or a conflict says who has it now."""
    found = apply(GROUND, given_overrides)
    told = key_conflicts(GROUND, given_overrides)
    for b in GIVEN:
        for pane in b.panes or PANES:
            if b.keys in keys(found, b.command, pane):
                continue
            is_taken_off = any(
                one.command == b.command and b.keys in one.removed and pane in (one.panes or PANES)
                for one in given_overrides
            )
            is_told = any(
                (c.other_command, c.other_keys) == (b.command, b.keys)
                and pane in (c.panes or PANES)
                for c in told
            )
            is_way_out = overlap(b.keys, "Escape")
            assert is_taken_off or is_told or is_way_out


@given(edits, bindings)
def test_a_key_that_is_given_works_unless_it_is_a_way_out(
    steps: list[tuple[str, Binding]], new: Binding
) -> None:
    choices = with_key(GROUND, edited(steps), new)
    if lost(GROUND, choices.overrides):
        return
    found = apply(GROUND, choices.overrides)
    for pane in new.panes or PANES:
        assert new.keys in keys(found, new.command, pane)


@given(edits, bindings)
def test_what_is_in_the_way_is_what_gives_way(
    steps: list[tuple[str, Binding]], new: Binding
) -> None:
    choices = edited(steps)
    before, told = apply(GROUND, choices.overrides), in_the_way(GROUND, choices.overrides, new)
    after = with_key(GROUND, choices, new)
    # Where a command keeps a key it would have lost, another key for it lets that one go.
    if lost(GROUND, choices.overrides) or lost(GROUND, after.overrides):
        return
    found = apply(GROUND, after.overrides)
    for pane in PANES:
        gone = {
            (command, each)
            for command in IDS
            for each in keys(before, command, pane) - keys(found, command, pane)
        }
        named = {(c.other_command, c.other_keys) for c in told if pane in (c.panes or PANES)}
        assert gone == named


@given(edits, bindings)
def test_a_key_taken_off_is_off_and_nothing_else_is(
    steps: list[tuple[str, Binding]], old: Binding
) -> None:
    choices = edited(steps)
    before = apply(GROUND, choices.overrides)
    after = without_key(GROUND, choices, old)
    if lost(GROUND, after.overrides):
        return
    found = apply(GROUND, after.overrides)
    for pane in PANES:
        for command in IDS:
            gone = keys(before, command, pane) - keys(found, command, pane)
            assert gone <= {old.keys}
            assert not gone or command == old.command
    for pane in old.panes or PANES:
        assert old.keys not in keys(found, old.command, pane)


@given(edits)
def test_every_row_reset_is_all_reset(steps: list[tuple[str, Binding]]) -> None:
    choices = edited(steps)
    for command in sorted(IDS):
        choices = as_given(GROUND, choices, command, ())
    assert choices.overrides == ()
    assert apply(GROUND, choices.overrides) == GIVEN


@given(edits, ids, panes)
def test_a_reset_row_has_the_presets_keys(
    steps: list[tuple[str, Binding]], command: str, where: tuple[str, ...]
) -> None:
    found = apply(GROUND, as_given(GROUND, edited(steps), command, where).overrides)
    for pane in where or PANES:
        assert keys(found, command, pane) == keys(GIVEN, command, pane)


# -- JSON ------------------------------------------------------------------------------------------


@given(edits, st.sampled_from(["postil", "vim"]))
def test_choices_survive_being_written(steps: list[tuple[str, Binding]], preset: str) -> None:
    made = edited(steps)
    choices = KeyChoices(preset, made.overrides, made.told)
    read = read_choices(write_choices(choices))
    assert read.problems == ()
    assert read.choices == choices
    shared = read_choices(write_choices(choices, is_shared=True)).choices
    assert (shared.preset, shared.overrides, shared.told) == (preset, choices.overrides, ())


@each(
    ("document", "words"),
    [
        ("", "not a file of shortcuts"),
        ("[]", "not a file of shortcuts"),
        ("{}", "not a file of shortcuts"),
        ('{"postil_keys": "1"}', "not a file of shortcuts"),
        ('{"postil_keys": true}', "not a file of shortcuts"),
        ("[" * 5000, "not a file of shortcuts"),
        (" " * 1_000_001, "not a file of shortcuts"),
        ('{"postil_keys": 99}', "newer version of Postil"),
        ('{"postil_keys": 1, "preset": 3}', "preset"),
        ('{"postil_keys": 1, "changes": {}}', "not a list"),
        ('{"postil_keys": 1, "changes": [3]}', "names no command"),
        ('{"postil_keys": 1, "changes": [{"command": "mark", "added": "q"}]}', "added"),
        ('{"postil_keys": 1, "changes": [{"command": "mark", "panes": [1]}]}', "panes"),
        ('{"postil_keys": 1, "changes": [{"command": "mark", "added": ["Bogus"]}]}', "Bogus"),
        ('{"postil_keys": 1, "changes": [{"command": "mark", "added": ["a b c d"]}]}', "more than"),
    ],
)
def test_each_fault_of_a_file_is_one_sentence(document: str, words: str) -> None:
    (problem,) = read_choices(document).problems
    assert words in problem
    assert problem.endswith(".")


def test_what_is_sound_in_a_faulty_file_is_read() -> None:
    rows = [{"command": "mark", "added": ["ctrl+q", "Q", "Bogus"]}, 3]
    read = read_choices(json.dumps({"postil_keys": 1, "changes": rows, "told": ["x", 1]}))
    assert len(read.problems) == 2
    assert read.choices == KeyChoices(
        overrides=(Override("mark", (), ("Ctrl+Q", "Shift+Q"), ()),), told=("x",)
    )


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=5) | st.booleans(),
        lambda each: (
            st.lists(each, max_size=3)
            | st.dictionaries(st.sampled_from(["command", "added", "panes"]), each)
        ),
    )
)
def test_odd_changes_are_told_and_never_raise(odd: object) -> None:
    read = read_choices(json.dumps({"postil_keys": 1, "changes": odd}))
    for one in read.choices.overrides:
        assert all(len(keys.split()) <= LONGEST for keys in (*one.added, *one.removed))
