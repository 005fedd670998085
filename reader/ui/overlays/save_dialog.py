"""Asks for the name of a file to write."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def ask_file_to_write(parent: QWidget | None, title: str, proposed: str) -> Path | None:
    """Asks for a file in the home folder, and returns None if the user chose none.

    A name that was typed without a suffix gets that of the proposed name.
    """
    name, _filter = QFileDialog.getSaveFileName(parent, title, str(Path.home() / proposed))
    return _with_suffix(name, Path(proposed).suffix) if name else None


def _with_suffix(name: str, suffix: str) -> Path:
    """Returns a file with a suffix, if its name has none.

    A file that is there is only replaced if the dialog asked about it, so by the name as it was typed.
    """
    typed, full = Path(name), Path(name + suffix)
    return typed if typed.suffix or typed.exists() or full.exists() else full
