"""Records when each backup was last verified, and the result."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from reader.core.private_files import replace_text

NAME = "checks.json"


class Check(NamedTuple):
    """What was found when a backup was read through."""

    at: datetime  # in UTC
    fault: str  # why it cannot be read, to be translated; empty when it is whole


def checks(folder: Path) -> dict[Path, Check]:
    """Returns the last check of each backup that is still the file that was read."""
    found = {}
    for name, told in _read(folder).items():
        with suppress(OSError, KeyError, TypeError, ValueError):
            file = folder / Path(name).name
            if _identity(file) == [told["size"], told["changed"]]:
                at = datetime.fromisoformat(told["at"]).astimezone(UTC)
                found[file] = Check(at, str(told["fault"]))
    return found


def record(file: Path, check: Check) -> None:
    """Remembers what was found; a folder that cannot be written only means that it is not."""
    with suppress(OSError):
        folder = file.parent
        kept = {name: told for name, told in _read(folder).items() if (folder / name).exists()}
        size, changed = _identity(file)
        at, fault = check.at.astimezone(UTC).isoformat(), check.fault
        kept[file.name] = {"at": at, "size": size, "changed": changed, "fault": fault}
        replace_text(folder / NAME, json.dumps(kept, indent=1, sort_keys=True) + "\n")


def _read(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _identity(file: Path) -> list[int]:
    """Returns what is different once a file was changed; raises OSError."""
    found = file.stat()
    return [found.st_size, found.st_mtime_ns]
