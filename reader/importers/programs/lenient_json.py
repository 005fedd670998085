"""Reads JSON of other programs leniently: the part before an error, and values of any type."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from reader.core.translation import _, number_text
from reader.importers.programs.damage_messages import damaged, damaged_from
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.records import ArticleRecord, Record, Unreadable

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{},"]', re.DOTALL)
# Lists that are part of what is said of an article or a highlight: without the rest, it is neither.
_PARTS = frozenset(
    "target selector body bodies ranges tags book_tags labels author authors editor creators".split()
)
_OBJECT_LINE = re.compile(r"\s*\{.*\n\s*")
_DIGITS = re.compile("[0-9]{1,15}")
_CLOSING = {"[": "]", "{": "}"}
#: What files are called that have a value, or one in each line.
SUFFIXES = (".json", ".jsonl", ".ndjson")
_DEEPEST = 200  # nested parts of a damaged file
_PAGES_WITHIN = 4  # an answer in a list, its embedded part, and the list in that


def load(files: ExportFiles, name: str) -> tuple[Any, list[Unreadable]]:
    """Returns the value in a file, and what is wrong with it.

    Of a file that is damaged or cut short, what is before that is kept: the whole articles and
    highlights of its lists.
    """
    for _name, given in files.texts([name]):
        return loads(given, name)
    return None, []


def read_entries(
    files: ExportFiles,
    names: Iterable[str],
    read: Callable[["Object", str], Iterable[ArticleRecord]],
    *keys: str,
) -> Iterator[Record]:
    """Yields the articles in each entry of some files, and what is damaged in these.

    read: is called with an entry and the name of its file. keys: see ``entries``.
    """
    for name in names:
        found, told = load(files, name)
        yield from told
        for one in entries(found, *keys):
            yield from read(one, name)


def loads(text: str, name: str) -> tuple[Any, list[Unreadable]]:
    """Returns the value of a text; of several lines with one each, a list; see ``load``."""
    try:
        return json.loads(text), []
    except (ValueError, RecursionError) as error:
        if _are_lines(text, error):
            return _of_lines(text, name)
        if isinstance(error, json.JSONDecodeError):  # no number too long, and no list too deep
            told = [damaged_from(name, error.lineno)]
            with suppress(ValueError, RecursionError):
                return json.loads(_before(text, error.pos)), told
    return None, [Unreadable(str(damaged(name)))]


def _are_lines(text: str, error: Exception) -> bool:
    """Returns whether a text that is no value has one in each line, whichever of them is damaged."""
    if isinstance(error, json.JSONDecodeError) and error.msg == "Extra data":
        return _OBJECT_LINE.fullmatch(text, 0, error.pos) is not None
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    whole = sum(line[0] == "{" and line[-1] == "}" for line in lines)
    return 2 * whole > len(lines) > 1  # half of them are so in a list whose end is missing, too


def _of_lines(text: str, name: str) -> tuple[Any, list[Unreadable]]:
    """Returns the values of all lines that have one, a single one alone, and which are damaged."""
    found: list[Any] = []
    told: list[Unreadable] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                found.append(json.loads(line))
            except (ValueError, RecursionError):
                message = _("“{name}”: line {n} is damaged.")
                told.append(Unreadable(message.format(name=name, n=number_text(number))))
    return found[0] if len(found) == 1 else found, told


def _before(text: str, end: int) -> str:
    """Returns the beginning of a JSON text up to the last whole entry of a list, with all closed.

    What lists other than those of ``_PARTS`` contain are entries, if they are objects.
    """
    stack: list[str] = []
    kept, closing = 0, ""
    part = 0  # how many are open up to the list that is part of an entry, if any is
    before = ""
    for token in _TOKEN.finditer(text, 0, end):
        sign = token[0]
        if sign == '"':
            break  # of a text that does not end
        if sign in _CLOSING:
            stack.append(sign)
            if len(stack) > _DEEPEST:
                break
            if sign == "[" and not part and before.strip('"') in _PARTS:
                part = len(stack)
        elif sign in "]}":
            if not stack or _CLOSING[stack.pop()] != sign:
                break
            if len(stack) < part:
                part = 0
            if sign == "}" and not part and stack and stack[-1] == "[":
                kept, closing = token.end(), _closed(stack)
        before = sign
    return text[:kept] + closing


def _closed(stack: list[str]) -> str:
    return "".join(_CLOSING[one] for one in reversed(stack))


#: An object of JSON.
Object = Mapping[str, Any]


def text(value: Any) -> str:
    """Returns a value as text; empty for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def texts(value: Any, key: str = "name") -> tuple[str, ...]:
    """Returns a list of texts; of a list of objects, what they have under a key."""
    if isinstance(value, str):
        value = value.split(",")
    if not isinstance(value, list) or not value:
        return ()
    found = (text(one.get(key)) if isinstance(one, dict) else text(one) for one in value)
    return tuple(one.strip() for one in found if one.strip())


def mapping(value: Any) -> Mapping[str, Any]:
    """Returns an object, empty for anything else."""
    return value if isinstance(value, dict) else {}


def mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yields the objects of a list, or those that an object contains by their keys."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            if isinstance(one, dict):
                yield one


def entries(value: Any, *keys: str, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Yields the objects of an answer of an API, or of several that were put into a list.

    They are what a list contains, or what an object has under one of the keys; else it is one itself.
    """
    for one in (value,) if isinstance(value, dict) else mappings(value):
        key = next((name for name in keys if name in one), "")
        if not key:
            yield one
        elif depth < _PAGES_WITHIN:
            yield from entries(one[key], *keys, depth=depth + 1)


def whole(value: Any) -> int | None:
    """Returns a whole number, also of text, as which RDF returns positions; None for anything else."""
    if isinstance(value, str):
        return int(value) if _DIGITS.fullmatch(value) else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def truth(value: Any) -> bool:
    """Returns whether a value says yes: true, 1, or a word for it."""
    return value is True or value == 1 or str(value).strip().lower() in ("true", "1", "yes")


def percentage(value: Any) -> float:
    """Returns how far something was read, of a percentage; 0 to 1."""
    return min(1.0, max(0.0, value / 100)) if isinstance(value, int | float) else 0.0


def fraction(value: Any) -> float:
    """Returns how far something was read, of a share or a percentage; 0 to 1."""
    try:
        number = float(text(value).rstrip("% ") or 0)
    except ValueError:
        return 0.0
    if not 0 <= number <= 100:
        return 0.0
    return number / 100 if number > 1 else number
