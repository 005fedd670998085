"""Reads the files beside an article's own file, such as its pictures; nothing outside its folder."""

import os
import re
import stat
from pathlib import Path
from urllib.parse import unquote

from reader.core.models import Source
from reader.importers.importer import Resources
from reader.importers.limits import IMAGE_BYTES

_CLIPBOARD = "clipboard"


def files_beside(source: Source) -> Resources:
    """Returns the resources of a source: the files in its folder and below, if it is a file."""
    folder = _folder_of(source)

    def find(address: str) -> bytes:
        return b"" if folder is None else _file_below(folder, address)

    return find


def _folder_of(source: Source) -> Path | None:
    if source.origin in ("", _CLIPBOARD) or "\0" in source.origin:
        return None
    path = Path(source.origin)
    return path.parent if path.is_file() else None


def _file_below(folder: Path, address: str) -> bytes:
    name = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
    if not name or name.startswith("/") or set(name) & set(":\\\0"):
        return b""
    try:
        folder = folder.resolve(strict=True)
        path = (folder / name).resolve(strict=True)
        if not path.is_relative_to(folder):
            return b""
        return _read_regular_file(path)
    except (OSError, ValueError, RuntimeError):
        return b""


def _read_regular_file(path: Path) -> bytes:
    """Returns all bytes of an ordinary file; empty when it is none, or too large for a picture.

    Never waits: a pipe or a device put in the file's place is opened without blocking. Raises
    OSError when the file cannot be opened or read.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > IMAGE_BYTES:
            return b""
        data = file.read(IMAGE_BYTES + 1)
    return b"" if len(data) > IMAGE_BYTES else data
