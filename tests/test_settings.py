"""Preferences: their defaults, what a file may hold, and a folder that cannot be written."""

import json
from pathlib import Path

import pytest

from reader.commands.catalogue import BY_ID
from reader.commands.settings.preferences import changed_by, typed_value
from reader.core.errors import InvalidInput
from reader.settings import BY_KEY, PREFERENCES, Settings
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


def test_what_is_remembered_holds_at_once_and_is_written_with_the_next_change(file: Path) -> None:
    settings = Settings(file)
    settings.remember("article", 7)
    assert settings.number("article") == 7
    assert not file.exists()
    settings.set()
    assert Settings(file).number("article") == 7
    settings.remember("article", 8)
    settings.set(theme="dark")
    again = Settings(file)
    assert (again.number("article"), again.text("theme")) == (8, "dark")


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


def test_every_setting_is_in_preferences_or_says_why_not() -> None:
    for row in PREFERENCES:
        assert (row.page is None) == bool(row.hidden), row.key
        if row.page is not None:
            command = BY_ID[changed_by(row)]
            assert command.menu, f"{row.key}: its command is in the palette and a menu"


def test_what_is_offered_fits() -> None:
    for row in PREFERENCES:
        for value, words in row.options:
            assert row.fits(value), (row.key, value)
            assert words
        is_text = row.page is not None and row.default == ""
        assert not is_text or row.form != "{n}", "what an empty text means is said"
        assert not row.options or row.default in dict(row.options)


def test_a_change_that_is_not_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    settings = Settings(tmp_path / "file" / "settings.json")
    told: list[str] = []
    settings.listeners.append(lambda: told.append(settings.problem))
    settings.set(theme="dark")
    assert "settings.json could not be written" in told[0]
    settings.set(window_width=900)  # which nobody chose
    assert told[1] == ""


@each("text", ["", "7", "97", "big", "19.5", "nan", "1e400", "-19"])
def test_what_cannot_be_a_number_of_a_setting_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="from 8 to 96"):
        typed_value(BY_KEY["text_size"], text)


@each(("text", "value"), [("1.5", 1.5), ("1,5", 1.5), (" 2 ", 2.0)])
def test_a_number_is_typed_as_people_type_it(text: str, value: float) -> None:
    assert typed_value(BY_KEY["line_height"], text) == value
    assert typed_value(BY_KEY["text_size"], "21 px") == 21
