"""Checks that the open file is still the file at the library's path.

A program that synchronizes folders, or a user who restores a backup by hand, may remove or replace
the file while Postil is running. SQLite goes on with the former file, which has no name any more:
what is written then would be acknowledged and lost.
"""

from pathlib import Path

from reader.core.errors import LibraryGone
from reader.core.translation import _


class LibraryFile:
    """A library's path, and which file was there when it was opened."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened = _identity(path)

    def loss(self) -> str:
        """Returns what happened to the file, in one sentence; empty if it is in its place."""
        try:
            found = _identity(self._path)
        except FileNotFoundError:
            text = _(
                "The library {path} was moved or deleted while it was open, so nothing more is"
                " written: put it back, or close Postil and restore a backup."
            )
        except OSError:
            return ""  # a disk that does not answer now: SQLite reports what fails
        else:
            if found == self._opened:
                return ""
            text = _(
                "The library {path} was replaced by another file while it was open, so nothing"
                " more is written: close Postil and start it again to open the new file."
            )
        return text.format(path=self._path)

    def check(self) -> None:
        """Raises LibraryGone when the file is not in its place."""
        if loss := self.loss():
            raise LibraryGone(loss)


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino
