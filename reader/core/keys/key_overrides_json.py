"""Reads and writes the user's shortcuts as JSON; each error is one sentence."""

import json
from typing import Any, NamedTuple

from reader.core.errors import InvalidInput
from reader.core.keys.key_overrides import KeyChoices, Override
from reader.core.keys.keymap import parse_keys
from reader.core.keys.renamed_commands import renamed_marks, renamed_overrides
from reader.core.translation import _

VERSION = 1
LONGEST = 3  # chords in one sequence of the user's own
_LISTS = ("panes", "added", "removed")
_MOST = 1_000_000  # characters of a file that is looked at


class ParsedKeyChoices(NamedTuple):
    """What a text contains: the choices that could be read, and a sentence for each that could not."""

    choices: KeyChoices
    problems: tuple[str, ...] = ()


def write_choices(choices: KeyChoices, *, is_shared: bool = False) -> str:
    """Returns the choices as JSON; for export, without the conflicts that were reported."""
    rows = [_row(one) for one in choices.overrides]
    document: dict[str, Any] = {"postil_keys": VERSION, "preset": choices.preset, "changes": rows}
    if choices.told and not is_shared:
        document["told"] = list(choices.told)
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def read_choices(text: str) -> ParsedKeyChoices:
    """Returns the choices in a text; never raises. What cannot be read is left out and reported."""
    nothing = KeyChoices()
    try:
        found = json.loads(text) if len(text) <= _MOST else None
    except (ValueError, RecursionError):
        found = None
    document: dict[str, Any] = found if isinstance(found, dict) else {}
    version = document.get("postil_keys")
    if type(version) is not int or version < 1:  # a bool is an int, too
        return ParsedKeyChoices(nothing, (_("This is not a file of shortcuts."),))
    if version > VERSION:
        return ParsedKeyChoices(
            nothing, (_("The shortcuts were written by a newer version of Postil."),)
        )
    problems: list[str] = []
    preset = document.get("preset", nothing.preset)
    if not isinstance(preset, str):
        problems.append(_("The preset is not a name."))
        preset = nothing.preset
    changes = document.get("changes", [])
    if not isinstance(changes, list):
        problems.append(_("The changes are not a list."))
        changes = []
    read = [_override(row, problems) for row in changes]
    overrides = renamed_overrides(one for one in read if one and (one.added or one.removed))
    told = document.get("told", [])
    marks = [each for each in told if isinstance(each, str)] if isinstance(told, list) else []
    choices = KeyChoices(preset, tuple(overrides), tuple(renamed_marks(marks)))
    return ParsedKeyChoices(choices, tuple(problems))


def _row(one: Override) -> dict[str, Any]:
    lists = {name: [str(each) for each in getattr(one, name)] for name in _LISTS}
    return {"command": one.command} | {name: values for name, values in lists.items() if values}


def _override(row: object, problems: list[str]) -> Override | None:
    if not isinstance(row, dict) or not isinstance(row.get("command"), str):
        problems.append(_("A change names no command."))
        return None
    command, lists = row["command"], [row.get(name, []) for name in _LISTS]
    for name, values in zip(_LISTS, lists, strict=True):
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            text = _("“{command}”: “{name}” is not a list of texts.")
            problems.append(text.format(command=command, name=name))
            return None
    panes, *sequences = lists
    added, removed = (_spelled(command, each, problems) for each in sequences)
    return Override(command, tuple(panes), added, removed)


def _spelled(command: str, sequences: list[str], problems: list[str]) -> tuple[str, ...]:
    found = []
    for keys in sequences:
        try:
            chords = parse_keys(keys)
        except InvalidInput as error:
            problems.append(f"“{command}”: {error}")
            continue
        if len(chords) > LONGEST:
            text = _("“{command}”: “{keys}” has more than {n} keys.")
            problems.append(text.format(command=command, keys=keys, n=LONGEST))
        else:
            found.append(" ".join(chords))
    return tuple(dict.fromkeys(found))
