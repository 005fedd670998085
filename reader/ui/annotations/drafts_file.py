"""Reads and writes the file of drafts beside the library: notes begun and not saved."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from reader.core.errors import PostilError
from reader.core.models import Annotation, Kind
from reader.core.private_files import replace_text
from reader.core.translation import _
from reader.paths import free_name

_FILE = "drafts.json"
_NAME = re.compile(r"(?:annotation|article|passage(?::\d{1,18}){3}):\d{1,18}")


def draft_name(one: Annotation) -> str:
    """Returns what the draft of an annotation's note is kept by."""
    if one.kind is Kind.ARTICLE_NOTE:
        return f"article:{one.article_id}"
    return f"annotation:{one.id}" if one.id else passage_name(one)


def passage_name(one: Annotation) -> str:
    """Returns what a draft begun before a highlight was made is kept by: the words first marked."""
    return f"passage:{one.article_id}:{one.made_on_revision_id}:{one.made_start}:{one.made_end}"


def load(directory: Path) -> tuple[dict[str, str], Path | None]:
    """Returns the drafts of a data folder, and where a file is kept of which not all can be read.

    Such a file is put aside, since what is drafted next is written in its place.
    """
    file = directory / _FILE
    try:
        found = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}, None
    except (OSError, ValueError):
        found = None
    pairs = found.items() if isinstance(found, dict) else ()
    kept = {name: text for name, text in pairs if _NAME.fullmatch(name) and isinstance(text, str)}
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


def save(directory: Path, drafts: Mapping[str, str]) -> None:
    """Writes the drafts whole, or removes the file when there are none; raises PostilError."""
    file = directory / _FILE
    try:
        if not drafts:
            file.unlink(missing_ok=True)
            return
        # Escaped: also what UTF-8 has no form for.
        replace_text(file, json.dumps(dict(drafts), indent=1), is_lasting=True)
    except OSError as error:
        text = _("The note you have begun cannot be kept in {path}: {reason}. Save it or copy it.")
        reason = error.strerror or str(error)
        raise PostilError(text.format(path=file, reason=reason)) from error
