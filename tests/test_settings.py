"""Preferences: their defaults, what a file may hold, and a folder that cannot be written."""

import json
from pathlib import Path

import pytest

from reader.settings import PREFERENCES, Settings
from tests.each import each


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def test_keys_are_unique_and_captions_said() -> None:
    keys = [row.key for row in PREFERENCES]
    assert len(set(keys)) == len(keys)
    assert all(row.caption for row in PREFERENCES)


def test_without_a_file_the_defaults_hold(file: Path) -> None:
    settings = Settings(file)
    assert settings.text("theme") == "system"
    assert settings.number("text_size") == 19
    assert settings.fraction("line_height") == 1.35
    assert settings.is_on("is_list_visible") is True
    assert not file.exists()


def test_what_is_set_is_there_again(file: Path) -> None:
    settings = Settings(file)
    settings.set(theme="dark", text_size=22, line_height=1.5, is_list_visible=False)
    again = Settings(file)
    assert (again.text("theme"), again.number("text_size")) == ("dark", 22)
    assert (again.fraction("line_height"), again.is_on("is_list_visible")) == (1.5, False)
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


def test_only_what_differs_is_written(file: Path) -> None:
    settings = Settings(file)
    settings.set(theme="dark")
    file.unlink()
    settings.set(theme="dark")
    assert not file.exists()


def test_keys_that_are_not_preferences_are_left_out(file: Path) -> None:
    settings = Settings(file)
    settings.set(nonsense=1, theme="dark")
    assert json.loads(file.read_text("utf-8")) == {"theme": "dark"}
    with pytest.raises(KeyError):
        settings.text("nonsense")


@each(
    "content",
    [
        '{"text_size": "large"}',
        '{"text_size": true}',
        '{"text_size": null}',
        '{"text_size": 19.5}',
        '{"is_list_visible": 1}',
        '{"is_list_visible": "no"}',
        '{"line_height": "tall"}',
        '{"theme": 5}',
        '{"text_size": 0}',
        '{"text_size": -19}',
        '{"text_size": 100000}',
        '{"line_height": 0}',
        '{"line_height": NaN}',
        '{"line_height": Infinity}',
        '{"view": "nonsense"}',
        '{"sort": "nonsense"}',
        '{"color": "mauve"}',
        '{"theme": ["dark"]}',
        '{"unknown": {"deep": 1}}',
    ],
)
def test_a_value_of_the_wrong_kind_is_the_default(file: Path, content: str) -> None:
    file.write_text(content, "utf-8")
    settings = Settings(file)
    assert settings.number("text_size") == 19
    assert settings.is_on("is_list_visible") is True
    assert settings.fraction("line_height") == 1.35
    assert settings.text("theme") == "system"
    assert settings.text("view") == "inbox"
    assert settings.text("sort") == "added"
    assert settings.text("color") == "yellow"


def test_every_default_fits_its_own_row() -> None:
    assert all(row.fits(row.default) for row in PREFERENCES)


def test_a_whole_number_may_stand_for_a_fraction(file: Path) -> None:
    file.write_text('{"line_height": 2}', "utf-8")
    assert Settings(file).fraction("line_height") == 2.0


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'"text"', b"\xff\xfe{}", b"null", b"[" * 100_000]
)
def test_an_unreadable_file_is_put_aside(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    settings = Settings(file)
    assert settings.text("theme") == "system"
    assert (file.parent / "settings.unreadable.json").read_bytes() == content
    settings.set(theme="dark")
    assert Settings(file).text("theme") == "dark"


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings(tmp_path / "file" / "settings.json")
    settings.set(theme="dark")
    assert settings.text("theme") == "dark"
