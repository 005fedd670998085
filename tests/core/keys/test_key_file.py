"""The file of keys: what is kept is there again, what cannot be read is put aside and told."""

from pathlib import Path

import pytest

from reader.core.keys.key_file import KeyFile
from reader.core.keys.key_overrides import KeyChoices, Override
from reader.settings import Settings

OWN = KeyChoices("vim", (Override("highlight", ("reading",), ("q",), ("h",)),), ("a|b|c|d",))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys.json"


def test_it_lies_beside_the_settings(tmp_path: Path) -> None:
    Settings(tmp_path / "settings.json").keys.keep(OWN)
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]
    assert Settings(tmp_path / "settings.json").keys.choices == OWN


def test_without_a_file_nothing_is_changed_and_nothing_told(file: Path) -> None:
    keys = KeyFile(file)
    assert (keys.choices, keys.problem) == (KeyChoices(), "")
    keys.keep(KeyChoices())
    assert not file.exists()


def test_changes_are_taken_back_one_by_one(file: Path) -> None:
    keys = KeyFile(file)
    keys.keep(OWN)
    keys.keep(KeyChoices("readwise"))
    assert keys.take_back()
    assert KeyFile(file).choices == keys.choices == OWN
    assert keys.take_back()
    assert keys.choices == KeyChoices()
    assert not keys.take_back()


def test_being_told_is_no_change(file: Path) -> None:
    keys = KeyFile(file)
    keys.tell(("x|y|z|w",))
    assert not keys.take_back()
    assert KeyFile(file).choices.told == ("x|y|z|w",)


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[]", b'{"postil_keys": 99}'])
def test_an_unreadable_file_is_put_aside_and_told_once(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    keys = KeyFile(file)
    assert keys.choices == KeyChoices()
    assert "keys.unreadable.json" in keys.problem
    assert (file.parent / "keys.unreadable.json").read_bytes() == content
    assert not file.exists()
    assert KeyFile(file).problem == ""


def test_what_is_sound_in_it_still_holds(file: Path) -> None:
    file.write_text(
        '{"postil_keys": 1, "preset": "vim", "changes": [{"command": "undo", "added": ["Bogus"]}]}'
    )
    keys = KeyFile(file)
    assert keys.choices == KeyChoices("vim")
    assert "Bogus" in keys.problem
    again = KeyFile(file)
    assert (again.choices, again.problem) == (KeyChoices("vim"), "")


def test_a_folder_that_cannot_be_written_keeps_them_for_now(tmp_path: Path) -> None:
    keys = KeyFile(tmp_path / "gone" / "keys.json")
    keys.keep(OWN)
    assert keys.choices == OWN
