"""Parses and writes EPUB CFIs: steps, ids, offsets and ranges."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Dialect(StrEnum):
    """Who wrote a CFI; they number the text between elements differently."""

    STANDARD = "standard"  # the EPUB CFI standard, and foliate-js
    EPUBJS = "epubjs"
    CALIBRE = "calibre"


class Step(NamedTuple):
    """A step to a child: even numbers are elements, odd ones the text between them."""

    number: int
    id: str = ""  # of the element, by which it is found where numbers have changed


class Path(NamedTuple):
    """A path through a document; with an offset it ends in text, without one at an element."""

    steps: tuple[Step, ...]
    offset: int | None = None  # in UTF-16 code units


class Range(NamedTuple):
    """A range of a book."""

    spine: int  # the number of the document in the spine: 0, 1, …; -1 where the CFI does not say
    start: Path
    end: Path


_ESCAPED = re.compile(r"[\^\[\](),;=]")
_STEP = re.compile(r"/(\d{1,9})(?:\[((?:\^.|[^\^\]])*)\])?")
_UNESCAPED_STEP = re.compile(r"/(\d{1,9})(?:\[([^/!,:]*)\])?")  # epub.js escapes nothing
_OFFSET = re.compile(r":(\d{1,9})")
_BRACKETED = re.compile(r"\[(?:\^.|[^\^\]])*\]")
_LONGEST = 10_000
_CALIBRE_ROOT = 2  # its first step is that to ``<html>``


def parse_range(text: str, dialect: Dialect) -> Range | None:
    """Returns the range that a CFI names, which is empty for a position; None for anything else."""
    text = text.strip()
    if not text.startswith("epubcfi(") or not text.endswith(")") or len(text) > _LONGEST:
        return None
    parts = _split(text[len("epubcfi(") : -1])
    if len(parts) not in (1, 3):
        return None
    package, inner = _package_and_document(parts[0])
    start, end = (parts[1], parts[2]) if len(parts) == 3 else ("", "")
    paths = (_parse_path(inner + start, dialect), _parse_path(inner + end, dialect))
    if paths[0] is None or paths[1] is None:
        return None
    steps = [int(number) for number, _id in _UNESCAPED_STEP.findall(package)]
    spine = steps[-1] // 2 - 1 if len(steps) >= 2 else -1
    return Range(spine, paths[0], paths[1])


def write_range(places: Range, dialect: Dialect, idref: str = "") -> str:
    """Returns a range as a CFI. idref: the id of the document in the spine."""
    common = 0
    start, end = places.start.steps, places.end.steps
    while common < min(len(start), len(end)) - 1 and start[common] == end[common]:
        common += 1
    is_escaped = dialect is not Dialect.EPUBJS
    inner = _write_steps(start[:common], is_escaped=is_escaped)
    rest = (
        _write_steps(path.steps[common:], is_escaped=is_escaped) + _write_offset(path)
        for path in (places.start, places.end)
    )
    document = Step(2 * (places.spine + 1), idref)
    package = _write_steps([Step(6), document], is_escaped=is_escaped)
    return f"epubcfi({package}!{inner},{','.join(rest)})"


def _split(text: str) -> list[str]:
    """Returns the parts of a range, which commas outside of brackets part."""
    bare = _BRACKETED.sub(lambda found: "x" * len(found[0]), text)
    ends = [match.start() for match in re.finditer(r"(?<!\^),", bare)]
    starts = [0, *(end + 1 for end in ends)]
    return [text[start:end] for start, end in zip(starts, [*ends, len(text)], strict=True)]


def _package_and_document(text: str) -> tuple[str, str]:
    """Returns the path to a document in the package, and the one in the document."""
    bare = _BRACKETED.sub(lambda found: "x" * len(found[0]), text)
    place = bare.rfind("!")
    return (text[:place], text[place + 1 :]) if place >= 0 else ("", text)


def _parse_path(text: str, dialect: Dialect) -> Path | None:
    pattern = _UNESCAPED_STEP if dialect is Dialect.EPUBJS else _STEP
    steps: list[Step] = []
    place = 0
    while match := pattern.match(text, place):
        name = match[2] or ""
        if dialect is not Dialect.EPUBJS:
            name = re.sub(r"\^(.)", r"\1", name.partition(";")[0])
        steps.append(Step(int(match[1]), name))
        place = match.end()
    found = _OFFSET.match(text, place)
    if not steps or (found is None and place < len(text) and text[place] not in ":~@["):
        return None
    if dialect is Dialect.CALIBRE and steps[0].number == _CALIBRE_ROOT:
        steps = steps[1:]
    return Path(tuple(steps), int(found[1]) if found else None)


def _write_steps(steps: Sequence[Step], *, is_escaped: bool) -> str:
    def name(step: Step) -> str:
        if not step.id:
            return ""
        id_ = _ESCAPED.sub(r"^\g<0>", step.id) if is_escaped else step.id
        return f"[{id_}]"

    return "".join(f"/{step.number}{name(step)}" for step in steps)


def _write_offset(path: Path) -> str:
    return "" if path.offset is None else f":{path.offset}"
