"""The examples of docs/how-to-add.md are true of the code."""

import re
from pathlib import Path
from typing import Any

from reader.commands.catalogue import CATALOGUE
from reader.commands.command import Call, Commands
from reader.commands.context import LIST, Pane
from reader.commands.keys.effective_keys import EffectiveKeys
from reader.commands.keys.presets import ground_of
from reader.core.keys.key_overrides import KeyChoices
from reader.core.translation import N_
from reader.importers.importer import Certainty, Importer
from reader.importers.source_content import Content
from reader.preference import Page, Preference

PAGE = Path(__file__).parents[1] / "docs" / "how-to-add.md"


def example(heading: str, names: dict[str, Any]) -> dict[str, Any]:
    """Runs the code below a heading of the page with some names given; returns all names."""
    section = PAGE.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    (code,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    exec(code, names)
    return names


def test_a_format_to_read() -> None:
    def recognizes(_content: Content) -> Certainty:
        return Certainty.NONE

    names = {"Importer": Importer, "N_": N_, "recognizes": recognizes, "read": lambda *_: None}
    assert isinstance(example("A format to read", names)["FORMAT"], Importer)


def test_a_setting() -> None:
    names = {"Preference": Preference, "Page": Page, "N_": N_}
    section = PAGE.read_text("utf-8").split("## A setting\n")[1].split("\n## ")[0]
    (code,) = re.findall(r"```python\n(.*?)```", section, re.DOTALL)
    row = eval(code, names)
    assert row.fits(row.default)
    assert row.page in Page


def test_a_command() -> None:
    commands = Commands()
    example("A command", {"COMMANDS": commands, "Call": Call, "LIST": LIST, "N_": N_})
    (command,) = commands
    everything = (*CATALOGUE, command)
    by_id = {one.id: one for one in everything}
    table = EffectiveKeys(lambda preset: ground_of(everything, preset), by_id, KeyChoices())
    assert table.keys_for(command.id, Pane.LIST) == "Alt+S"
    assert not any(one.keys == "Alt+S" for other in CATALOGUE for one in other.keys)
