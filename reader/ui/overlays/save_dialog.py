"""Asks where to write or read: for the name of a file, for files, or for a folder."""

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

    def ask_files(
        self, parent: QWidget | None, title: str, kinds: str, start: str
    ) -> tuple[Path, ...] | None:
        """Asks for files of these kinds, first of all in ``start``, if it is not empty."""
        from PySide6.QtWidgets import QFileDialog  # start-up time

        names, _filter = QFileDialog.getOpenFileNames(
            parent,
            title,
            start or str(self._start()),
            kinds,
            options=QFileDialog.Option.HideNameFilterDetails,  # there are too many to show
        )
        if not names:
            return None
        self._folder = Path(names[-1]).parent
        return tuple(Path(name) for name in names)

    def ask_folder(self, parent: QWidget | None, title: str, start: str = "") -> Path | None:
        """Asks for a folder, first of all ``start``, and returns None if the user chose none."""
        from PySide6.QtWidgets import QFileDialog  # start-up time

        name = QFileDialog.getExistingDirectory(parent, title, start or str(self._start()))
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
