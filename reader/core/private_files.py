"""Makes files and folders that only their owner may read."""

import os
from pathlib import Path


def private(path: str, flags: int) -> int:
    """Opens a file for ``open(…, opener=private)``: one that is made is only its owner's."""
    return os.open(path, flags, 0o600)


def make_folder(path: Path) -> None:
    """Makes a folder and those above it that are missing, only for their owner; raises OSError.

    A folder that exists stays as it is.
    """
    if not path.parent.exists():
        make_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)


def make_empty(path: Path) -> None:
    """Makes an empty file, for a library that SQLite is to fill: it gives a file to all."""
    os.close(private(str(path), os.O_CREAT | os.O_WRONLY))


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
