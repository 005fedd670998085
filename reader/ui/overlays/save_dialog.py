"""Asks where to write: for the name of a file, or for a folder."""

from pathlib import Path

from PySide6.QtWidgets import QWidget


class SaveDialogs:
    """Asks in the folder that was chosen last, at first in the home folder."""

    def __init__(self) -> None:
        self._folder = Path.home()

    def ask_file(self, parent: QWidget | None, title: str, proposed: str) -> Path | None:
        """Asks for a file, and returns None if the user chose none.

        A name that was typed without a suffix gets that of the proposed name.
        """
        from PySide6.QtWidgets import QFileDialog  # start-up time

        name, _filter = QFileDialog.getSaveFileName(parent, title, str(self._start() / proposed))
        if not name:
            return None
        self._folder = Path(name).parent
        return _with_suffix(name, Path(proposed).suffix)

    def ask_folder(self, parent: QWidget | None, title: str) -> Path | None:
        """Asks for a folder, and returns None if the user chose none."""
        from PySide6.QtWidgets import QFileDialog  # start-up time

        name = QFileDialog.getExistingDirectory(parent, title, str(self._start()))
        if not name:
            return None
        self._folder = Path(name)
        return self._folder

    def _start(self) -> Path:
        """Returns the folder to begin in; a drive may have been taken out since."""
        return self._folder if self._folder.is_dir() else Path.home()


def _with_suffix(name: str, suffix: str) -> Path:
    """Returns a file with a suffix, if its name has none.

    A file that is there is only replaced if the dialog asked about it, so by the name as it was typed.
    """
    typed, full = Path(name), Path(name + suffix)
    return typed if typed.suffix or typed.exists() or full.exists() else full
