"""Says in a window that a library does not open, and offers what can be done."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QInputDialog, QMessageBox

from reader import paths
from reader.core.errors import LibraryError
from reader.core.translation import _
from reader.library.backups import backups
from reader.settings import Settings
from reader.ui.backups.backup_listing import BackupRow, read_row
from reader.ui.backups.backup_words import spoken_row


def ask(directory: Path, reason: str, notice: str) -> Path | None:
    """Returns the backup to restore that a person chose; None when they turned away.

    The notice says what became of the one chosen before, if there was one.
    """
    try:
        found = backups.listed(Settings.of(directory).backup_folder())
    except LibraryError:
        found = []
    box = QMessageBox()
    box.setObjectName("refusal")
    box.setWindowTitle("Postil")
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(_("The library cannot be opened"))
    box.setInformativeText(f"{notice}\n\n{reason}".strip())
    box.addButton(QMessageBox.StandardButton.Close)
    restoring = None
    if found:
        restoring = box.addButton(_("Restore a backup…"), QMessageBox.ButtonRole.AcceptRole)
    while True:
        box.exec()
        if restoring is None or box.clickedButton() is not restoring:
            return None
        library, now = paths.library_file(directory), datetime.now(UTC)
        names = [spoken_row(read_row(BackupRow(one), library), now) for one in found]
        label = _("What is there now is kept: as a backup, or beside it where it is damaged.")
        name, is_chosen = QInputDialog.getItem(
            box, _("Restore a backup"), label, names, editable=False
        )
        if is_chosen:
            return found[names.index(name)].path
