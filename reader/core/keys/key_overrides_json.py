"""Reads and writes a person's key bindings as JSON; each fault found is one sentence."""

import json
from typing import Any, NamedTuple

from reader.core.errors import InvalidInput
from reader.core.keys.key_overrides import KeyChoices, Override
from reader.core.keys.keymap import parse_keys
from reader.core.keys.renamed_commands import renamed_marks, renamed_overrides
from reader.core.translation import _

VERSION = 1
LONGEST = 3  # chords in one sequence of a person's own
_MOST = 1_000_000  # characters of a file that is looked at


class ParsedKeyChoices(NamedTuple):
    """What a text held: the choices that could be read, and a sentence for each that could not."""

    choices: KeyChoices
    problems: tuple[str, ...] = ()


def write_choices(choices: KeyChoices, *, is_shared: bool = False) -> str:
    """Returns the choices as JSON; to be handed on, without what this library's person was told of."""
    rows = [_row(one) for one in choices.overrides]
    document: dict[str, Any] = {"postil_keys": VERSION, "preset": choices.preset, "changes": rows}
    if choices.told and not is_shared:
        document["told"] = list(choices.told)
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def read_choices(text: str) -> ParsedKeyChoices:
    """Returns the choices in a text; never raises. What cannot be read is left out and told."""
    nothing = KeyChoices()
    try:
        found = json.loads(text) if len(text) <= _MOST else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        return ParsedKeyChoices(nothing, (_("This is no file of keys."),))
    version = found.get("postil_keys")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return ParsedKeyChoices(nothing, (_("This is no file of keys."),))
    if version > VERSION:
        return ParsedKeyChoices(nothing, (_("The keys were written by a newer Postil."),))
    problems: list[str] = []
    preset = found.get("preset", nothing.preset)
    if not isinstance(preset, str):
        problems.append(_("The preset is not a name."))
        preset = nothing.preset
    changes = found.get("changes", [])
    if not isinstance(changes, list):
        problems.append(_("The changes are not a list."))
        changes = []
    read = [_override(row, problems) for row in changes]
    overrides = renamed_overrides(one for one in read if one and (one.added or one.removed))
    told = found.get("told", [])
    marks = [each for each in told if isinstance(each, str)] if isinstance(told, list) else []
    choices = KeyChoices(preset, tuple(overrides), tuple(renamed_marks(marks)))
    return ParsedKeyChoices(choices, tuple(problems))


def _row(one: Override) -> dict[str, Any]:
    row: dict[str, Any] = {"command": one.command}
    for name in ("panes", "added", "removed"):
        values = [str(each) for each in getattr(one, name)]
        if values:
            row[name] = values
    return row


def _override(row: object, problems: list[str]) -> Override | None:
    if not isinstance(row, dict) or not isinstance(row.get("command"), str):
        problems.append(_("A change names no command."))
        return None
    command = row["command"]
    lists: list[tuple[str, ...]] = []
    for name in ("panes", "added", "removed"):
        values = row.get(name, [])
        if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
            text = _("“{command}”: “{name}” is not a list of texts.")
            problems.append(text.format(command=command, name=name))
            return None
        lists.append(tuple(values))
    panes, added, removed = lists
    return Override(
        command,
        panes,
        _spelled(command, added, problems),
        _spelled(command, removed, problems),
    )


def _spelled(command: str, sequences: tuple[str, ...], problems: list[str]) -> tuple[str, ...]:
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
