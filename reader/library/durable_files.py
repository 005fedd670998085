"""Writes and moves files durably, so that they survive a power cut."""

import os
from contextlib import suppress
from pathlib import Path

ENDINGS = ("", "-wal", "-shm", "-journal")  # of the files that are one library


def synchronise(path: Path) -> None:
    """Ensures that a file, or what a folder lists, survives a power cut."""
    if os.name == "nt" and path.is_dir():
        return  # Windows has no way to do that for a folder
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put_in_place(unfinished: Path, path: Path) -> None:
    """Gives a file that is complete its name, over whatever has it; survives a power cut."""
    synchronise(unfinished)
    unfinished.replace(path)
    with suppress(OSError):  # some network folders cannot do that; the file has its name by now
        synchronise(path.parent)


def put_library_in_place(unfinished: Path, library: Path) -> None:
    """Replaces a library, and removes what SQLite kept beside the former one; survives a power cut.

    The two files have different generations. So a journal of the former one that a kill or a power cut
    leaves, before all of this is done, is set aside when the library is opened.
    """
    put_in_place(unfinished, library)
    for ending in ENDINGS[1:]:
        library.with_name(library.name + ending).unlink(missing_ok=True)
    with suppress(OSError):
        synchronise(library.parent)


def remove_library(path: Path) -> None:
    """Removes a library with the files that SQLite keeps beside it."""
    for ending in ENDINGS:
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).unlink()
