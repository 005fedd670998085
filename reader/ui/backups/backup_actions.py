"""Restores, verifies and deletes backups, and opens and changes their folder, for the page of backups."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from reader import paths
from reader.commands.prompt_types import Answer, Choice, ChoicePrompt, Prompt, SavePrompt
from reader.core.translation import _
from reader.library.backups import backup_inspection, backups, verification_record
from reader.library.backups.backup_inspection import UnreadableBackup
from reader.library.backups.verification_record import Check
from reader.settings import Settings
from reader.ui.backups import backups_page_texts
from reader.ui.backups.backup_listing import BackupRow
from reader.ui.tasks.notices import Notices, show_task
from reader.ui.tasks.task import WorkerTask


class BackupServices(NamedTuple):
    """What the page of backups uses of the application."""

    library: Path
    settings: Settings
    start: Callable[[WorkerTask[Any]], None]  # a task that closing the window stops
    ask: Callable[[Prompt, Callable[[Answer], None]], None]
    notices: Notices
    run: Callable[[str], None]  # a command by its id
    is_read_only: Callable[[], bool]  # the library
    failure: Callable[[], str]  # returns why the last backup was not made; empty if it was


class BackupActions(QObject):
    """Carries out the commands of the page on the selected backup."""

    restore_confirmed = Signal(Path)  # the file of the backup
    checked = Signal(Path, Check)
    changed = Signal()  # the folder, or what is in it

    def __init__(self, services: BackupServices, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services

    def restore(self, row: BackupRow) -> None:
        """Asks whether to restore a backup."""
        if row.fault:
            text = _("This backup cannot be restored. {reason}.")
            self._services.notices.fail(text.format(reason=backups_page_texts.difference_of(row)))
            return
        title = backups_page_texts.question_of_restore(row, datetime.now(UTC))
        choices = (Choice("restore", _("Restore")), Choice("keep", _("Cancel")))

        def answer(chosen: Answer) -> None:
            if chosen == "restore":
                self.restore_confirmed.emit(row.backup.path)

        self._services.ask(ChoicePrompt(title, choices), answer)

    def check(self, row: BackupRow) -> None:
        """Verifies a backup, with progress and Cancel, and records the result."""
        path = row.backup.path

        def work(task: WorkerTask[Check]) -> Check:
            fault = ""
            try:
                backup_inspection.check(path, lambda: task.is_cancelled)
            except UnreadableBackup as error:
                fault = error.reason
            found = Check(datetime.now(UTC), fault)
            verification_record.record(path, found)
            return found

        def told(found: Check) -> None:
            moment = backups_page_texts.moment_text(row.backup.made_at, found.at)
            if found.fault:
                text = _("The backup of {moment} cannot be read: {reason}.")
                self._services.notices.fail(text.format(moment=moment, reason=_(found.fault)))
            else:
                text = _("The backup of {moment} was verified: no damage was found.")
                self._services.notices.notify(text.format(moment=moment))
            self.checked.emit(path, found)

        self._start(_("Verifying the backup"), WorkerTask(work, told, self._services.notices.fail))

    def delete(self, row: BackupRow, *, is_last: bool) -> None:
        """Asks whether to delete a backup permanently, and deletes it."""
        title = backups_page_texts.question_of_deletion(row, datetime.now(UTC))
        if is_last:
            title += " " + _("It is the only backup.")
        choices = (Choice("keep", _("Cancel")), Choice("delete", _("Delete permanently")))

        def told(_nothing: None) -> None:
            self._services.notices.notify(_("The backup was deleted."))
            self.changed.emit()

        def answer(chosen: Answer) -> None:
            if chosen == "delete":
                work = WorkerTask(
                    lambda _task: backups.delete(row.backup), told, self._services.notices.fail
                )
                self._services.start(work)

        self._services.ask(ChoicePrompt(title, choices, "keep"), answer)

    def open_folder(self) -> None:
        """Shows the folder of the backups in the program for that."""
        folder = self._services.settings.backup_folder()
        if not folder.is_dir():
            text = _("There is no backup in {folder} yet.")
            self._services.notices.notify(text.format(folder=folder))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            text = _("No program is set up to open {address}.")
            self._services.notices.fail(text.format(address=folder))

    def change_folder(self) -> None:
        """Asks for the folder of new backups."""
        if not self._services.settings.text("backup_folder"):
            self._ask_for_folder()
            return
        choices = (
            Choice("other", _("Another folder…")),
            Choice("own", _("Beside the library")),
        )

        def answer(chosen: Answer) -> None:
            if chosen == "other":
                self._ask_for_folder()
            elif chosen == "own":
                self._use_folder("")

        self._services.ask(ChoicePrompt(_("Backup folder"), choices), answer)

    def _ask_for_folder(self) -> None:
        def answer(chosen: Answer) -> None:
            if isinstance(chosen, Path):
                self._take_folder(chosen)

        self._services.ask(SavePrompt(_("Folder for the backups"), "", is_folder=True), answer)

    def _take_folder(self, chosen: Path) -> None:
        directory = self._services.library.parent
        if chosen == paths.backup_folder(directory, str(chosen.parent)):
            chosen = chosen.parent  # the one that a library's own backups are in was named
        if not os.access(chosen, os.W_OK):
            text = _(
                "No backups can be created in {folder}, as it is not writable: choose another folder."
            )
            self._services.notices.fail(text.format(folder=chosen))
        else:
            self._use_folder("" if chosen == paths.backup_folder(directory) else str(chosen))

    def _use_folder(self, name: str) -> None:
        settings = self._services.settings
        before = settings.backup_folder()
        settings.set(backup_folder=name)
        after = settings.backup_folder()
        if after != before:
            text = _("Backups are now created in {folder}; earlier ones stay in {before}.")
            self._services.notices.notify(text.format(folder=after, before=before))
            self.changed.emit()

    def _start(self, label: str, task: WorkerTask[Any]) -> None:
        show_task(self._services.notices, label, task, task.cancel)
        self._services.start(task)
