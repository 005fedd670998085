"""Notes begun and not saved, kept beside the library so that closing the window loses no word."""

import contextlib
import json
from collections.abc import Mapping
from pathlib import Path

_NAME = "drafts.json"


def load(directory: Path) -> dict[str, str]:
    """The drafts of a data folder; none when there is no readable file."""
    try:
        found = json.loads((directory / _NAME).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: text for name, text in found.items() if isinstance(text, str)}


def save(directory: Path, drafts: Mapping[str, str]) -> None:
    """Write the drafts, or remove the file when there are none.

    Where the folder cannot be written they stay in memory only.
    """
    file = directory / _NAME
    with contextlib.suppress(OSError):
        if not drafts:
            file.unlink(missing_ok=True)
            return
        temporary = file.with_suffix(".tmp")
        temporary.write_text(json.dumps(dict(drafts), ensure_ascii=False, indent=1), "utf-8")
        temporary.replace(file)
