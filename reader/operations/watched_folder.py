"""Finds new files in a folder, which are added once they have stopped changing.

Nothing in the folder is ever written, moved or removed. What was taken is kept in a record, so that no
file is read a second time, whatever became of its article.
"""

import json
import os
import re
import stat
import threading
import time
from collections.abc import Callable, Container, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from reader.core.errors import PostilError
from reader.core.private_files import replace_text
from reader.core.translation import _
from reader.importers.registry import media_type_of

SETTLED = 2.0  # seconds for which a file has to stay as it is
_PARTIAL = (".part", ".crdownload", ".download", ".partial", ".tmp", ".opdownload")
_BESIDE = re.compile(r"[_ .-][^\W\d_]+$")  # "_files", "-Dateien": where browsers put the images


class Form(NamedTuple):
    """What a file looks like from outside: another when it was changed."""

    size: int
    modified: int  # nanoseconds, as the next
    beside: int = 0  # when something was put last into the folder of its images


class FolderScan(NamedTuple):
    """What was found in a folder."""

    ready: tuple[Path, ...]  # new, and whole as far as can be determined; the oldest first
    is_settling: bool  # whether others may be ready in a moment


class WatchedFolder:
    """A folder, and the record of what was taken from it. Threads may share it."""

    def __init__(
        self, folder: Path, record: Path, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.folder = folder
        self._record, self._clock = record, clock
        self._lock = threading.Lock()
        self._taken = _read(record, folder)
        self._seen: dict[str, tuple[Form, float]] = {}  # since when each file is as it is
        self._held: dict[str, Form] = {}  # what was told to be ready, and is being read
        self._names: set[str] = set()  # of the files that were there at the last look

    def look(self) -> FolderScan:
        """Returns the files that are ready, each once; raises PostilError if the folder is not there."""
        found = _files(self.folder)
        with self._lock:
            now, ready, is_settling = self._clock(), [], False
            seen, self._seen = self._seen, {}
            self._names = set(found)
            for name, form in found.items():
                if name in self._held or self._taken.get(name) == form[:2]:
                    continue
                former, since = seen.get(name, (None, now))
                since = since if former == form else now
                if now - since >= SETTLED:
                    ready.append((form.modified, name))
                    self._held[name] = form
                else:
                    self._seen[name] = form, since
                    is_settling = True
        return FolderScan(tuple(self.folder / name for _at, name in sorted(ready)), is_settling)

    def take(self, files: Iterable[Path]) -> None:
        """Remembers that files were read, as they were when they were ready."""
        with self._lock:
            for file in files:
                if form := self._held.pop(file.name, None):
                    self._taken[file.name] = form[:2]
            self._taken = {name: one for name, one in self._taken.items() if name in self._names}
            _write(self._record, self.folder, self._taken)


def begin(folder: Path, record: Path, *, is_all_new: bool) -> None:
    """Begins to watch a folder: with the files in it, or only with those that will come.

    Raises PostilError if it cannot be read.
    """
    found = {} if is_all_new else {name: form[:2] for name, form in _files(folder).items()}
    _write(record, folder, found)


def present_files(folder: Path) -> list[Path]:
    """Returns the files in a folder that can be added; raises PostilError if it cannot be read."""
    return [folder / name for name in _files(folder)]


def _files(folder: Path) -> dict[str, Form]:
    """Returns what could be added of the files in a folder, without those that are still written."""
    try:
        with os.scandir(folder) as entries:
            by_name = {entry.name: entry for entry in entries}
        found: dict[str, os.stat_result] = {}
        beside: dict[str, int] = {}
        for name, entry in by_name.items():
            with suppress(OSError):  # removed meanwhile, or a link to nowhere
                status = entry.stat()
                if stat.S_ISDIR(status.st_mode) and (ending := _BESIDE.search(name)):
                    beside[name[: ending.start()]] = status.st_mtime_ns
                elif stat.S_ISREG(status.st_mode) and _is_whole(name, status.st_size, by_name):
                    found[name] = status
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or _("it is not a folder")
        message = _("The folder {folder} cannot be watched: {reason}.")
        raise PostilError(message.format(folder=folder, reason=reason)) from None
    return {
        name: Form(one.st_size, one.st_mtime_ns, beside.get(Path(name).stem, 0))
        for name, one in found.items()
    }


def _is_whole(name: str, size: int, others: Container[str]) -> bool:
    """Returns whether a file can be added, and is not still being written."""
    return (
        size > 0  # browsers put an empty file where the whole one will be
        and not name.startswith((".", "~"))
        and bool(media_type_of(name))
        and not any(name + ending in others for ending in _PARTIAL)
    )


def _read(record: Path, folder: Path) -> dict[str, tuple[int, int]]:
    """Returns what was taken from a folder; nothing if the record is of another, or damaged."""
    try:
        kept: Any = json.loads(record.read_text("utf-8"))
        if kept["folder"] != str(folder):
            return {}
        return {str(name): (int(size), int(at)) for name, (size, at) in kept["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def _write(record: Path, folder: Path, taken: dict[str, tuple[int, int]]) -> None:
    """Writes the record; where it cannot be written, files are read again at the next start."""
    text = json.dumps({"folder": str(folder), "files": taken}, indent=0)
    with suppress(OSError):
        replace_text(record, text + "\n")
