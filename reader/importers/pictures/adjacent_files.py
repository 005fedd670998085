"""Reads the files beside an article's file, such as its images.

Nothing else is read: only what is in the article's folder and below; in a folder beside one of the
folders around it, where programs that export notes keep their images; and in the vault of notes
that the article is in.
"""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from reader.core.article_source import Source
from reader.importers.importer import Resources
from reader.importers.limits import IMAGE_BYTES
from reader.importers.pictures.vault_pictures import PICTURES, Vault

_FOLDER_ENDING = re.compile(r"[_ .-][^\W\d_]+$")  # "_files", "-Dateien": browsers translate it
# In which note programs put the images of notes that name them without a folder.
_FOLDERS = ("attachments", "assets", "images", "img", "media", "_resources")
_JOPLIN = re.compile(r":/([0-9a-f]{32})")  # how a note names a file of its own
_CLIPBOARD = "clipboard"
_MOST_STEPS = 3  # out of the article's folder


def files_beside(source: Source) -> Resources:
    """Returns the resources of a source: the files of its folder and its vault, if it is a file."""
    folder = _folder_of(source)

    def find(address: str) -> bytes:
        # Browsers take a backslash for a slash, and so did the programs that wrote some.
        name = unquote(re.split(r"[?#]", address, maxsplit=1)[0]).replace("\\", "/")
        if folder is not None and (resource := _JOPLIN.fullmatch(name)):
            return _resource_of_joplin(folder, resource[1])
        name = name.removeprefix("/")  # from the root of a site, which may be the folder
        if folder is None or not name or name.startswith("/") or set(name) & set(":\0"):
            return b""
        for spelling in dict.fromkeys(_spellings(name, Path(source.origin).stem)):
            if data := _file_below(folder, spelling):
                return data
        return _file_around(folder, name) or in_vault(name)

    @cache
    def vault() -> "Vault | None":
        return Vault.around(folder) if folder is not None else None

    def in_vault(name: str) -> bytes:
        notes = vault()
        path = None if notes is None else notes.find(name)
        return b"" if notes is None or path is None else _file_below(notes.folder, path)

    return find


def _spellings(name: str, page: str) -> Iterator[str]:
    """Yields the names a file may have: as given, composed, decomposed, or in a renamed folder.

    page: the page's name without its suffix. Some file managers rename a page's folder with it.
    """
    yield name
    yield unicodedata.normalize("NFC", name)
    yield unicodedata.normalize("NFD", name)
    if "/" not in name:
        yield from (f"{one}/{name}" for one in _FOLDERS)
    folder, _slash, rest = name.removeprefix("./").partition("/")
    if rest and (ending := _FOLDER_ENDING.search(folder)):
        yield f"{page}{ending[0]}/{rest}"


def _resource_of_joplin(folder: Path, name: str) -> bytes:
    """Returns the bytes of a file that Joplin exports beside its notes, whatever its suffix."""
    for place in ("resources", "_resources"):
        for suffix in PICTURES:
            if data := _file_below(folder, f"{place}/{name}{suffix}"):
                return data
    return b""


def name_in_vault(source: Source) -> str:
    """Returns what a vault calls a note: the name of its file. Empty outside vaults."""
    folder = _folder_of(source)
    is_note = folder is not None and Vault.around(folder) is not None
    return Path(source.origin).stem if is_note else ""


def _folder_of(source: Source) -> Path | None:
    if source.origin in ("", _CLIPBOARD) or "\0" in source.origin:
        return None
    path = Path(source.origin)
    return path.parent if path.is_file() else None


def _file_below(folder: Path, name: str) -> bytes:
    """Returns the bytes of a file in a folder or below; empty for one that a link leads out of it to."""
    try:
        folder = folder.resolve(strict=True)
        path = (folder / name).resolve(strict=True)
        return _read_regular_file(path) if path.is_relative_to(folder) else b""
    except (OSError, ValueError, RuntimeError):
        return b""


def _file_around(folder: Path, name: str) -> bytes:
    """Returns the bytes of a file such as ``../_resources/a.png``: in a folder beside one around.

    Folders beside the user's home or in it, and hidden ones, are not looked into.
    """
    parts = PurePosixPath(name).parts
    steps = next((i for i, part in enumerate(parts) if part != ".."), len(parts))
    inner = parts[steps:]
    if not 0 < steps <= _MOST_STEPS or len(inner) < 2 or any(p.startswith(".") for p in inner):
        return b""
    try:
        around = folder.resolve(strict=True).parents[steps - 1]
        if Path.home().resolve().is_relative_to(around):
            return b""
    except (OSError, IndexError, RuntimeError):
        return b""
    return _file_below(around, str(PurePosixPath(*inner)))


def _read_regular_file(path: Path) -> bytes:
    """Returns all bytes of an ordinary file; empty for other files, and if it is too large for an image.

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
