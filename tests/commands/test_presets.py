"""The sets of keys: whole, free of conflicts in every pane, and what each promises."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.commands.catalogue import BY_ID, CATALOGUE, effective_keys
from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys, use_keys
from reader.commands.keys.presets import KEPT, PRESETS, preset_named
from reader.commands.keys.shortcut_table import key_sections, place_name
from reader.core.keys.key_overrides import Binding, KeyChoices, Override, with_key, without_key
from reader.core.keys.keymap import Match, parse_keys
from tests.each import each
from tests.key_conflicts import conflicts

NAMES = [preset.name for preset in PRESETS]


@pytest.fixture(autouse=True)
def postils_keys() -> Iterator[None]:
    yield
    use_keys(effective_keys(KeyChoices()))


@each("name", NAMES)
@each("pane", Pane)
def test_no_preset_has_a_conflict_in_any_pane(name: str, pane: Pane) -> None:
    keymap = effective_keys(KeyChoices(name)).keymap(pane)
    assert conflicts(keymap) == []
    for keys, command in keymap.bindings:
        found = keymap.resolve(parse_keys(keys))
        assert (found.kind, found.command) == (Match.EXACT, command)


@each("name", NAMES)
@each("pane", Pane)
def test_what_has_a_key_in_postils_has_one_in_each(name: str, pane: Pane) -> None:
    ours = {command for _keys, command in effective_keys(KeyChoices()).in_pane(pane)}
    theirs = {command for _keys, command in effective_keys(KeyChoices(name)).in_pane(pane)}
    assert ours - theirs == set()


@pytest.mark.parametrize("preset", PRESETS, ids=NAMES)
def test_a_preset_names_commands_there_are_and_keys_in_their_one_spelling(preset: object) -> None:
    for command, keys in next(p for p in PRESETS if p is preset).keys:
        assert command in BY_ID
        for one in keys:
            assert " ".join(parse_keys(one.keys)) == one.keys
            assert len(parse_keys(one.keys)) <= 3


def test_a_preset_nobody_knows_is_postils() -> None:
    assert preset_named("emacs") is PRESETS[0]
    assert effective_keys(KeyChoices("emacs")).bindings == effective_keys(KeyChoices()).bindings
    assert {*KEPT} <= set(BY_ID)


PROMISED = {
    ("vim", Pane.READING): {
        "j": "cursor.next_paragraph",
        "g g": "cursor.start",
        "Shift+G": "cursor.end",
        "Ctrl+D": "page.down",
        "Ctrl+U": "page.up",
        "/": "text.find",
        "n": "text.find_next",
        "Shift+N": "text.find_previous",
        "y": "passage.cite",
        "d d": "highlight.delete",
        "u": "undo",
        "Ctrl+R": "redo",
        "m 1": "highlight.slot_1",
        ":": "help.palette",
    },
    ("vim", Pane.LIST): {"m 9": "article.slot_9", "d d": "article.trash", "/": "list.filter"},
    ("readwise", Pane.READING): {
        "Down": "cursor.next_paragraph",
        "h": "highlight",
        "t": "highlight.tag",
        "n": "highlight.note",
        "Shift+T": "article.tag",
        "Shift+N": "article.note",
        "z": "undo",
        "Shift+Z": "redo",
        "[": "view.list",
        "]": "view.sidebar",
        "/": "list.filter",
        "1": "highlight.slot_1",
    },
}


@pytest.mark.parametrize(("name", "pane"), PROMISED)
def test_the_keys_hands_are_used_to(name: str, pane: Pane) -> None:
    keymap = effective_keys(KeyChoices(name)).keymap(pane)
    wanted = PROMISED[name, pane]
    assert {keys: keymap.resolve(parse_keys(keys)).command for keys in wanted} == wanted


def test_in_vims_every_digit_is_free_for_counts() -> None:
    keys = effective_keys(KeyChoices("vim"))
    # On the page of tags a digit is given to a tag, in Preferences it shows a page.
    for pane in set(Pane) - {Pane.TAGS, Pane.PREFERENCES}:
        keymap = keys.keymap(pane)
        assert [digit for digit in "0123456789" if keymap.resolve((digit,)).following] == []
        assert [digit for digit in "0123456789" if keymap.resolve((digit,)).command] == []


def test_the_present_keys_are_what_everything_prints() -> None:
    use_keys(effective_keys(KeyChoices("vim")))
    assert present_keys().keys_of("highlight.note", Pane.SIDEBAR) == ("a",)
    assert ("u", "undo") in present_keys().in_pane(Pane.LIST)
    assert present_keys().key_of("undo") == "u"
    assert present_keys().key_of("view.theme") == "“Theme…”"
    assert present_keys().with_keys("{highlight.note} or {article.note/list}") == "a or Shift+A"
    assert present_keys().with_keys("Press {Ctrl}, {n}.") == "Press {Ctrl}, {n}."


# -- by place --------------------------------------------------------------------------------------

ids = st.sampled_from([command.id for command in CATALOGUE])
keys = st.sampled_from(["q", "z", "h", "Ctrl+Alt+Q", "g i", "Space", "1"])
panes = st.sampled_from([(), (Pane.READING,), (Pane.LIST,), (Pane.READING, Pane.SIDEBAR)])


@given(st.lists(st.tuples(st.booleans(), ids, keys, panes), max_size=4), st.sampled_from(NAMES))
def test_the_sheet_lists_every_present_key_and_every_command(
    steps: list[tuple[bool, str, str, tuple[str, ...]]], name: str
) -> None:
    given = effective_keys(KeyChoices(name))
    choices = KeyChoices(name)
    for is_added, command, sequence, where in steps:
        change = with_key if is_added else without_key
        choices = change(given.ground, choices, Binding(command, sequence, where))
    table = effective_keys(choices)
    sections = key_sections(table, given)
    lines = [line for section in sections for line in section.lines]
    assert {line.command for line in lines} == set(BY_ID)
    for name in BY_ID:
        listed = {keys for line in lines if line.command == name for keys in line.keys}
        assert listed == set(table.keys_of(name))
    assert len({(line.command, line.panes) for line in lines}) == len(lines)


def test_a_series_of_digits_stands_below_what_holds_everywhere() -> None:
    given = effective_keys(KeyChoices())
    names = [line.command for line in key_sections(given, given)[0].lines if line.keys]
    assert "recent.open_1" in names
    assert names.index("recent.open_1") > names.index("undo")
    assert names.index("recent.open_1") > names.index("export")


def test_a_line_knows_whether_it_is_as_it_came() -> None:
    given = effective_keys(KeyChoices())
    choices = with_key(
        given.ground, KeyChoices(), Binding("highlight.tag", "h", ("reading", "sidebar"))
    )
    lines = {
        (line.command, section.title): line
        for section in key_sections(effective_keys(choices), given)
        for line in section.lines
    }
    place = "In the text and the annotations"
    assert lines["highlight.tag", place].keys == ("h", "t")
    assert lines["highlight", place].keys == ()
    changed = {command for (command, _place), line in lines.items() if line.is_changed}
    assert changed == {"highlight.tag", "highlight"}


def test_places_have_names() -> None:
    assert place_name(()) == "everywhere"
    assert place_name(("list", "reading", "sidebar")) == "everywhere"
    assert place_name(("sidebar", "reading")) == "in the text and the annotations"
    assert place_name(("list", "tags")) == "in the list and in all tags"


def test_what_is_left_of_a_key_stands_where_its_command_stood() -> None:
    """With t taken for stars in the text, it still tags at the cards and among all highlights."""
    choices = KeyChoices(
        "postil",
        (
            Override("article.star", ("reading",), ("t",)),
            Override("highlight.tag", ("reading",), (), ("t",)),
        ),
    )
    given = effective_keys(KeyChoices("postil"))
    found = [
        (section.title, line.keys)
        for section in key_sections(effective_keys(choices), given)
        for line in section.lines
        if line.command == "highlight.tag"
    ]
    assert found == [
        ("In the text and the annotations", ("t",)),
        ("In all highlights", ("t",)),
    ]
