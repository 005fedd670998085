"""Explains in a window why a library does not open, and offers what to do."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QAbstractButton, QFileDialog, QInputDialog, QMessageBox, QWidget

from reader import paths
from reader.core.errors import LibraryError
from reader.core.translation import _
from reader.library.backups import backups
from reader.library.backups.backups import Backup
from reader.library.integrity.read_only_copy import ReadingCopy, can_be_read, open_copy
from reader.settings import Settings
from reader.ui.backups.backup_listing import BackupRow, read_row
from reader.ui.backups.backups_page_texts import spoken_row
from reader.ui.tasks.task import WorkerTask
from reader.ui.window.startup.library_recovery_choices import (
    Again,
    Elsewhere,
    Mending,
    Repair,
    Restore,
)
from reader.ui.window.startup.waiting_dialog import wait_for

Way = Again | Mending | Elsewhere | ReadingCopy


def ask(directory: Path, reason: str, notice: str, *, is_damaged: bool) -> Way | None:
    """Returns what the user wants to do; None when they turned away.

    The notice reports the result of the way chosen before, if there was one.
    """
    library = paths.library_file(directory)
    try:
        found = backups.listed(Settings.of(directory).backup_folder())
    except LibraryError:
        found = []
    ways: list[tuple[str, Callable[[QWidget], Way | None]]] = []
    ways.append((_("Try again"), lambda _box: Again()))
    if found:
        ways.append((_("Restore the backup…"), lambda box: _choose_backup(box, library, found)))
    if is_damaged:
        ways.append((_("Repair"), lambda _box: Repair()))
    if can_be_read(library):
        ways.append((_("Open read-only"), lambda box: _open_copy(box, library)))
    ways.append((_("Choose another folder…"), lambda box: _choose_folder(box, directory)))
    while True:
        box = QMessageBox()
        box.setObjectName("refusal")
        box.setWindowTitle("Postil")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(_("The library cannot be opened"))
        box.setInformativeText(f"{notice}\n\n{reason}".strip())
        box.addButton(QMessageBox.StandardButton.Close)
        buttons: list[QAbstractButton] = [
            box.addButton(name, QMessageBox.ButtonRole.AcceptRole) for name, _act in ways
        ]
        box.exec()
        if box.clickedButton() not in buttons:
            return None
        _name, act = ways[buttons.index(box.clickedButton())]
        try:
            way = act(box)
        except LibraryError as error:
            notice = str(error)
        else:
            if way is not None:
                return way


def _choose_backup(parent: QWidget, library: Path, found: list[Backup]) -> Restore | None:
    """Asks which backup is to be restored."""

    def read(_task: object) -> list[str]:
        now = datetime.now(UTC)
        return [spoken_row(read_row(BackupRow(one), library), now) for one in found]

    names = wait_for(parent, _("Reading the backups"), read)
    label = _("The current library is kept: as a backup, or beside it if it is damaged.")
    title = _("Restore a backup")
    name, is_chosen = QInputDialog.getItem(parent, title, label, names, editable=False)
    return Restore(found[names.index(name)].path) if is_chosen else None


def _open_copy(parent: QWidget, library: Path) -> ReadingCopy:
    """Opens a copy of the library."""

    def work(task: WorkerTask[ReadingCopy]) -> ReadingCopy:
        return open_copy(library, lambda: task.is_cancelled)

    return wait_for(parent, _("Copying the library, to leave it as it is"), work)


def _choose_folder(parent: QWidget, directory: Path) -> Elsewhere | None:
    """Asks for the folder of another library, and whether a new one is to be made if there is none."""
    title = _("Library folder")
    name = QFileDialog.getExistingDirectory(parent, title, str(directory.parent))
    if not name:
        return None
    chosen = Path(name)
    if not paths.library_file(chosen).exists():
        box = QMessageBox(parent)
        box.setObjectName("newLibrary")
        box.setWindowTitle("Postil")
        box.setText(_("There is no library in {folder}").format(folder=chosen))
        box.setInformativeText(_("A new, empty one can be created there."))
        box.addButton(QMessageBox.StandardButton.Cancel)
        making = box.addButton(_("Create a new library"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        if box.clickedButton() is not making:
            return None
    return Elsewhere(chosen)
