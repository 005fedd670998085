"""Keys that a person gave to a command before it was merged with others still hold."""

import json

from reader.commands.catalogue import BY_ID, effective_keys
from reader.commands.context import Pane
from reader.core.keys.key_overrides import KeyChoices
from reader.core.keys.key_overrides_json import read_choices
from reader.core.keys.keymap import KeyMap
from tests.each import each

STEPS = ("next", "previous", "first", "last")
SELECTIONS = ("select_toggle", "select_range", "select_all", "select_none")
MOVES = ("sentence", "word")
FORMER = {
    Pane.LIST: [f"article.{name}" for name in STEPS],
    Pane.SIDEBAR: [f"card.{name}" for name in STEPS],
    Pane.TAGS: [f"tags.{name}" for name in (*STEPS, *SELECTIONS)],
    Pane.HIGHLIGHTS: [
        f"annotations.{name}"
        for name in (
            *(*STEPS, *SELECTIONS),
            *("extend_next", "extend_previous", "page_down", "page_up"),
            *("tag", "note", "delete", "clear_slots", *(f"slot_{n}" for n in range(1, 10))),
            *("yellow", "green", "blue", "pink", "purple", "orange", "red", "grey"),
        )
    ],
    Pane.REVIEW: [
        *("review.next", "review.previous", "review.select", "review.grow", "review.shrink"),
        *(f"review.{way}_{unit}" for way in ("next", "previous") for unit in MOVES),
        *(
            f"review.extend_{way}_{unit}"
            for way in ("next", "previous")
            for unit in (*MOVES, "paragraph")
        ),
    ],
    Pane.REVISIONS: [f"revision.{name}" for name in ("next", "previous", "page_down", "page_up")],
}


def read(*changes: dict[str, object], told: tuple[str, ...] = ()) -> KeyChoices:
    """The choices in a file of keys as it was written before."""
    text = json.dumps({"postil_keys": 1, "preset": "postil", "changes": changes, "told": told})
    found = read_choices(text)
    assert found.problems == ()
    return found.choices


def keymap(choices: KeyChoices, pane: Pane) -> KeyMap:
    return effective_keys(choices).keymap(pane)


@each("pane", FORMER)
def test_a_key_of_a_former_command_holds_in_its_pane(pane: Pane) -> None:
    for name in FORMER[pane]:
        choices = read({"command": name, "panes": [pane.value], "added": ["Ctrl+Alt+Q"]})
        (one,) = choices.overrides
        assert one.command in BY_ID, name
        for other in Pane:
            found = keymap(choices, other).resolve(("Ctrl+Alt+Q",)).command
            assert found == (one.command if other is pane else None), name


def test_a_key_that_was_taken_off_stays_off_in_its_pane_alone() -> None:
    choices = read({"command": "tags.next", "panes": ["tags"], "removed": ["j"]})
    assert keymap(choices, Pane.TAGS).resolve(("j",)).command is None
    assert keymap(choices, Pane.LIST).resolve(("j",)).command == "list.next"
    assert keymap(choices, Pane.TAGS).resolve(("Down",)).command == "list.next"


def test_a_key_for_the_next_article_holds_outside_the_list_as_before() -> None:
    everywhere = read({"command": "article.next", "added": ["Ctrl+Alt+Q"]})
    for pane in Pane:
        assert keymap(everywhere, pane).resolve(("Ctrl+Alt+Q",)).command == "article.next"
    some = read({"command": "article.next", "panes": ["list", "reading"], "added": ["q"]})
    assert keymap(some, Pane.LIST).resolve(("q",)).command == "list.next"
    assert keymap(some, Pane.READING).resolve(("q",)).command == "article.next"


def test_a_key_for_a_renamed_command_holds_where_it_did() -> None:
    choices = read({"command": "library.restore", "added": ["Ctrl+Alt+Q"]})
    for pane in Pane:
        assert keymap(choices, pane).resolve(("Ctrl+Alt+Q",)).command == "go.backups"


def test_a_conflict_that_was_told_is_not_told_again() -> None:
    choices = read(told=("highlight|j|tags.next|j",))
    assert "highlight|j|list.next|j" in choices.told
