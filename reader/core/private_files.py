"""Creates files and folders that only their owner can read."""

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path


def private(path: str, flags: int) -> int:
    """Opens a file for ``open(…, opener=private)``: one that is made is only its owner's."""
    return os.open(path, flags, 0o600)


def make_folder(path: Path) -> None:
    """Creates a folder and its missing parents, readable only by their owner; raises OSError.

    A folder that exists stays as it is.
    """
    if not path.parent.exists():
        make_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)


def make_empty(path: Path) -> None:
    """Creates an empty file for a new library, because SQLite would make it readable by all."""
    os.close(private(str(path), os.O_CREAT | os.O_WRONLY))


def make_private(paths: Iterable[Path]) -> None:
    """Takes from all but the owner what they may do with these files and folders.

    Links, what is missing, and what belongs to somebody else stay as they are.
    """
    if os.name == "nt":  # which has no such modes
        return
    for path in paths:
        with suppress(OSError):
            found = path.lstat()
            mode = stat.S_IMODE(found.st_mode)
            is_own = found.st_uid == os.getuid() and not stat.S_ISLNK(found.st_mode)
            if is_own and mode & 0o077:
                path.chmod(mode & 0o700)


def replace_text(file: Path, text: str, *, is_lasting: bool = False) -> None:
    """Writes a file whole or not at all, only for its owner; raises OSError.

    With ``is_lasting`` it survives a power cut, which takes some milliseconds.
    """
    temporary = file.with_name(f"{file.name}.tmp")
    temporary.unlink(missing_ok=True)  # of a program that was killed; it may be anybody's to read
    with open(temporary, "w", encoding="utf-8", opener=private) as out:
        out.write(text)
        if is_lasting:
            out.flush()
            os.fsync(out.fileno())
    temporary.replace(file)
    if is_lasting:
        sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Lets a new name in a folder survive a power cut, where the system can do that."""
    if os.name != "posix":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
