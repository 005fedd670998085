"""Reads and writes the drafts of notes: text that is not in the library yet, for example after a crash."""

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from reader.core.errors import PostilError
from reader.core.models import Annotation, Kind
from reader.core.private_files import replace_text
from reader.core.text.notes.note_normalization import behind
from reader.core.translation import _
from reader.paths import free_name

_FILE = "drafts.json"
_NAME = re.compile(r"(?:annotation|article|passage(?::\d{1,18}){3}):\d{1,18}")


class Draft(NamedTuple):
    """What was typed in a note, and what the library had of it when that was begun."""

    text: str
    known: str = ""


Drafts = Mapping[str, Draft]  # by the names that ``draft_name`` gives


def draft_name(one: Annotation) -> str:
    """Returns what the draft of an annotation's note is kept by."""
    if one.kind is Kind.ARTICLE_NOTE:
        return f"article:{one.article_id}"
    return f"annotation:{one.id}" if one.id > 0 else passage_name(one)


def passage_name(one: Annotation) -> str:
    """Returns what a draft begun before a highlight was made is kept by: the words first marked."""
    return f"passage:{one.article_id}:{one.made_on_revision_id}:{one.made_start}:{one.made_end}"


def id_of(name: str, kind: str) -> int | None:
    """Returns the "annotation" or "article" in a draft's name; None if there is neither."""
    first, *numbers = name.split(":")
    return int(numbers[0]) if (first == "annotation") == (kind == "annotation") else None


def articles_of(drafts: Iterable[str]) -> frozenset[int]:
    """Returns the articles that drafts are of, by their names; of those of annotations it is not told."""
    parts = [name.split(":") for name in drafts]
    return frozenset(int(part[1]) for part in parts if part[0] != "annotation")


def merged(note: str, draft: Draft) -> str:
    """Returns what a note will be once its draft is saved: one that was written since is in front."""
    return behind(note, draft.text, draft.known)


def with_drafts(found: Iterable[Annotation], drafts: Drafts) -> tuple[Annotation, ...]:
    """Returns annotations with their notes as they will be once the drafts are saved."""
    if not drafts:
        return tuple(found)
    return tuple(
        replace(one, note=merged(one.note, draft))
        if (draft := drafts.get(draft_name(one))) is not None
        else one
        for one in found
    )


def load(directory: Path) -> tuple[dict[str, Draft], Path | None]:
    """Returns the drafts of a data folder, and where a file is kept of which not all can be read.

    Such a file is put aside, since what is drafted next is written in its place.
    """
    file = directory / _FILE
    found = _read(file)
    if found is None:
        return {}, None
    kept = _valid(found)
    if isinstance(found, dict) and len(kept) == len(found):
        return kept, None
    aside = free_name(file, "unreadable")
    try:
        file.replace(aside)
    except OSError:  # a folder that may only be read: nothing is written there
        return kept, file
    with suppress(PostilError):  # what could be read is in memory, and in the file put aside
        save(directory, kept)
    return kept, aside


def put_aside(directory: Path, drafts: Drafts) -> Path:
    """Stores drafts in a separate file, which is never rewritten; raises PostilError."""
    aside = free_name(directory / _FILE, "other-library")
    _write(aside, drafts)
    return aside


def read(directory: Path) -> dict[str, Draft]:
    """Returns the drafts of a data folder as far as they can be read, and changes nothing there."""
    return _valid(_read(directory / _FILE))


def save(directory: Path, drafts: Drafts) -> None:
    """Writes the drafts whole, or removes the file when there are none; raises PostilError."""
    file = directory / _FILE
    try:
        if not drafts:
            file.unlink(missing_ok=True)
            return
    except OSError as error:
        raise _unkept(file, error) from error
    _write(file, drafts)


def _write(file: Path, drafts: Drafts) -> None:
    # Escaped: also what UTF-8 has no form for.
    values = {name: draft._asdict() for name, draft in drafts.items()}
    try:
        replace_text(file, json.dumps(values, indent=1), is_lasting=True)
    except OSError as error:
        raise _unkept(file, error) from error


def _unkept(file: Path, error: OSError) -> PostilError:
    text = _("The note you are writing cannot be saved in {path}: {reason}. Copy its text.")
    return PostilError(text.format(path=file, reason=error.strerror or str(error)))


def _read(file: Path) -> object:
    """Returns what a file contains, nothing valid if that cannot be read; None where there is no file."""
    try:
        return json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError):
        return ()


def _valid(found: object) -> dict[str, Draft]:
    """Returns the drafts among what was read from a file, also from one of an earlier version."""
    pairs = found.items() if isinstance(found, dict) else ()
    drafts = {name: _draft(value) for name, value in pairs if _NAME.fullmatch(name)}
    return {name: draft for name, draft in drafts.items() if draft is not None}


def _draft(value: object) -> Draft | None:
    if isinstance(value, dict):
        text, known = value.get("text"), value.get("known", "")
    else:  # of an earlier version
        text, known = value, ""
    return Draft(text, known) if isinstance(text, str) and isinstance(known, str) else None
