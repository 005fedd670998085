"""Commands on the keys: a preset, a file exported and imported unchanged, and reported conflicts."""

import json
from pathlib import Path

import pytest

from reader.commands.keys import keymap_commands
from reader.commands.keys.active_keymap import present_keys
from reader.commands.prompt_types import ChoicePrompt, OpenFilesPrompt, SavePrompt
from reader.core.keys.key_overrides import KeyChoices, Override
from tests.commands.scripted import Desk, ScriptedFrontend

OWN = KeyChoices("vim", (Override("highlight", ("reading", "sidebar"), ("q",), ("h",)),))


def choices(desk: Desk) -> KeyChoices:
    return desk.app.settings.keys.choices


def take(desk: Desk, document: object, tmp_path: Path) -> ScriptedFrontend:
    file = tmp_path / "in.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document), "utf-8")
    return desk.run("keys.import", (file,))


def test_a_preset_is_chosen_and_ones_own_keys_stay(desk: Desk) -> None:
    desk.app.settings.keys.keep(OWN)
    done = desk.run("keys.preset", "readwise")
    (prompt,) = done.asked
    assert isinstance(prompt, ChoicePrompt)
    assert ([one.value for one in prompt.choices], prompt.current) == (
        ["postil", "readwise", "vim"],
        "vim",
    )
    assert (choices(desk).preset, choices(desk).overrides) == ("readwise", OWN.overrides)
    assert ("apply_settings",) in done.done
    assert "Readwise-like" in done.said[0]
    assert desk.run("keys.preset", "readwise").said == []
    assert desk.run("keys.preset", None).said == []


def test_what_is_written_can_be_taken_elsewhere(desk: Desk, tmp_path: Path) -> None:
    desk.app.settings.keys.keep(OWN)
    done = desk.run("keys.export", tmp_path / "mine")
    assert isinstance(done.asked[0], SavePrompt)
    assert "mine.json" in done.said[0]
    desk.app.settings.keys.keep(KeyChoices())
    done = desk.run("keys.import", (tmp_path / "mine.json",))
    assert isinstance(done.asked[0], OpenFilesPrompt)
    assert (choices(desk).preset, choices(desk).overrides) == ("vim", OWN.overrides)
    assert done.said[0].startswith("Shortcuts imported: 1 change.")
    assert keymap_commands.news(present_keys(), choices(desk)) == ()


def test_a_place_that_cannot_be_written_is_told(desk: Desk, tmp_path: Path) -> None:
    done = desk.run("keys.export", tmp_path / "no folder" / "keys.json")
    assert "could not be written" in done.failed[0]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("no JSON", "not a file of shortcuts"),
        ({"postil_keys": 1, "preset": "emacs"}, "“emacs”"),
        ({"postil_keys": 1, "changes": [{"command": "undo", "panes": ["moon"]}]}, ""),
        (
            {"postil_keys": 1, "changes": [{"command": "undo", "panes": ["moon"], "added": ["q"]}]},
            "“moon”",
        ),
        ({"postil_keys": 1, "changes": [{"command": "undo", "added": ["Bogus"]}]}, "“Bogus”"),
        (
            {
                "postil_keys": 1,
                "changes": [
                    {"command": "undo", "added": ["q"]},
                    {"command": "redo", "added": ["q q"]},
                ],
            },
            "both “Redo” and “Undo”",
        ),
        (
            {"postil_keys": 1, "changes": [{"command": "undo", "added": ["Escape"]}]},
            "“Cancel” would be left without a shortcut.",
        ),
        (
            {"postil_keys": 1, "changes": [{"command": "help.keys", "removed": ["?", "F1"]}]},
            "“Keyboard shortcuts” would be left without a shortcut.",
        ),
    ],
)
def test_a_faulty_file_changes_nothing_and_says_why(
    desk: Desk, tmp_path: Path, document: object, words: str
) -> None:
    desk.app.settings.keys.keep(OWN)
    done = take(desk, document, tmp_path)
    if words:
        assert words in done.failed[0]
        assert "in.json" in done.failed[0]
        assert choices(desk) == OWN
        assert done.done == []
    else:  # a change that changes nothing is no fault
        assert done.failed == []


def test_every_problem_is_told(desk: Desk, tmp_path: Path) -> None:
    document = {
        "postil_keys": 1,
        "preset": "emacs",
        "changes": [3, {"command": "undo", "added": ["Bogus"]}],
    }
    (told,) = take(desk, document, tmp_path).failed
    assert all(words in told for words in ("“emacs”", "names no command", "“Bogus”"))


def test_a_file_that_cannot_be_read(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "raw.json").write_bytes(b"\xff\xfe\x00")
    for name in ("raw.json", "gone.json"):
        assert name in desk.run("keys.import", (tmp_path / name,)).failed[0]
    assert desk.run("keys.import", None).said == []


def test_what_this_postil_does_not_know_is_kept_and_told(desk: Desk, tmp_path: Path) -> None:
    document = {"postil_keys": 1, "changes": [{"command": "page.fold", "added": ["h"]}]}
    done = take(desk, document, tmp_path)
    assert "1 is for an unknown command" in done.said[0]
    assert [one.command for one in choices(desk).overrides] == ["page.fold"]


def test_all_as_it_came_and_back_again(desk: Desk) -> None:
    assert desk.run("keys.reset").said == ["The shortcuts are the defaults already."]
    desk.app.settings.keys.keep(OWN)
    done = desk.run("keys.reset")
    back = "Ctrl+Z among the keyboard shortcuts (?) undoes it."
    assert done.said == [f"All shortcuts were reset. {back}"]
    assert choices(desk) == KeyChoices("vim")
    assert desk.app.settings.keys.take_back()
    assert choices(desk) == OWN


def test_a_conflict_is_told_by_title() -> None:
    own = KeyChoices(overrides=(Override("highlight", ("reading",), ("z",)),))
    (conflict,) = keymap_commands.news(present_keys(), own)
    assert (
        keymap_commands.conflict_text(present_keys(), [conflict])
        == "z stays “Highlight”, as you chose, and is not “Undo”."
    )
