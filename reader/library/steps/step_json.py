"""Writes and reads the changes of an undo step as JSON."""

import base64
import json
import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby, islice
from typing import Any

from reader.library.steps.changeset import Change, Run, Value, gathered

# The beginning of an encoded change. Inside what the user wrote, quotes are escaped.
_ROW = re.compile(r'\["([a-z_]+)",(-?\d+),')

_PART = 500  # changes encoded in one go


def encode(changes: Iterable[Change | Run]) -> str:
    """Returns the changes as JSON; bytes become base64.

    In parts, between which other threads get their turn: 48,000 changes took 60 to 120 ms in one.
    """
    parts: list[str] = []
    for _type, group in groupby(changes, type):
        while several := [*islice(group, _PART)]:
            if runs := [one for one in several if isinstance(one, Run)]:
                parts += map(_spelled, runs)
            else:
                parts.append(_ENCODER.encode(several)[1:-1])
    return f"[{','.join(parts)}]"


def _spelled(run: Run) -> str:
    """Returns the changes as ``encode`` writes each of them, in a third of the time."""
    values: list[Sequence[Value | str]] = [run.ids]
    images: list[str] = []
    for columns in (run.before, run.after):
        parts: list[str] = []
        for name, column in (columns or {}).items():
            parts.append(f'"{name}":%s')
            is_plain = {*map(type, column)} == {int}
            values.append(column if is_plain else [*map(_ENCODER.encode, column)])
        images.append("null" if columns is None else f"{{{','.join(parts)}}}")
    spelling = f'["{run.table}",%s,{",".join(images)}]'
    # A comprehension, since other threads get their turn in it.
    return ",".join([spelling % row for row in zip(*values, strict=True)])


def decode(text: str) -> list[Change]:
    """Returns the changes that ``encode`` wrote, one by one."""
    return list(map(Change._make, _rows(text)))


def decode_runs(text: str) -> list[Change | Run]:
    """Returns the changes that ``encode`` wrote, those together that are alike."""
    return gathered(_rows(text))


def _rows(text: str) -> list[list[Any]]:
    has_bytes = '{"base64":' in text  # which few steps have; to look at each row takes time
    rows: list[list[Any]] = json.loads(text, object_hook=_decode_bytes if has_bytes else None)
    return rows


def rows_in(text: str) -> list[tuple[str, int]]:
    """Returns the table and id of each change that ``encode`` wrote, without reading all of it."""
    return [(table, int(id_)) for table, id_ in _ROW.findall(text)]


def spelled_without(text: str, rows: AbstractSet[tuple[str, int]]) -> list[str]:
    """Returns the changes that ``encode`` wrote, each as it is spelled, but those of some rows.

    To read and to write a step of thousands of rows, of which a few go, takes longer than all else.
    """
    found = list(_ROW.finditer(text))
    ends = [*(one.start() - 1 for one in found), len(text) - 1][1:]  # none where there is no change
    return [
        text[one.start() : end]
        for one, end in zip(found, ends, strict=True)
        if (one[1], int(one[2])) not in rows
    ]


def inserted(spelled: str) -> str:
    """Returns the table that a change, as it is spelled, has put a row into; empty if it has not."""
    found = _ROW.match(spelled)
    return found[1] if found and spelled.startswith("null,", found.end()) else ""


def may_concern(text: str, articles: Iterable[int]) -> bool:
    """Returns whether changes that ``encode`` wrote may be of one of some articles, likewise."""
    return any(f'["article",{id_},' in text or f'"article_id":{id_}' in text for id_ in articles)


def _encode_bytes(value: object) -> Any:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    raise TypeError(f"{type(value).__name__} cannot be kept in the history")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_encode_bytes)


def _decode_bytes(value: dict[str, Any]) -> Any:
    if value.keys() == {"base64"}:
        return base64.b64decode(value["base64"])
    return value
