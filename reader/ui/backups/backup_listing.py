"""Reads the data of the page of backups in a worker: the library first, then each backup."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal

from reader.core.errors import PostilError
from reader.library.backups import backup_inspection, backups, verification_record
from reader.library.backups.backup_inspection import Counts, Difference, UnreadableBackup
from reader.library.backups.backups import Backup
from reader.library.backups.verification_record import Check
from reader.library.durable_files import ENDINGS
from reader.ui.tasks.task import WorkerTask


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """What is told of the library."""

    counts: Counts | None  # None when it cannot be read
    size: int  # bytes on the disk, with its journal
    changed_at: datetime  # in UTC


@dataclass(frozen=True, slots=True)
class BackupRow:
    """What is told of a backup; until it was read, only what its name tells."""

    backup: Backup
    is_read: bool = False
    counts: Counts | None = None  # None when it cannot be read
    difference: Difference | None = None  # None when the library cannot be read
    fault: str = ""  # why it cannot be read, to be translated
    check: Check | None = None  # the last time it was read through by a check

    @property
    def can_be_restored(self) -> bool:
        """Whether nothing is known that is in the way."""
        return not self.fault


class Listing(WorkerTask[None]):
    """Reports each row as soon as it is read, in the order of the list."""

    library_read = Signal(LibraryFacts)
    listed = Signal(list)  # of BackupRow
    row_read = Signal(BackupRow)

    def __init__(
        self,
        library: Path,
        folder: Path,
        success: Callable[[None], None],
        failure: Callable[[PostilError], None],
    ) -> None:
        super().__init__(lambda _task: self._read(library, folder), success, failure)

    def _read(self, library: Path, folder: Path) -> None:
        counts = backup_inspection.counts_of_library(library)
        changed_at = backups.changed_at(library)
        self.library_read.emit(LibraryFacts(counts, _size_of(library), changed_at))
        checked = verification_record.checks(folder)
        rows = [BackupRow(one, check=checked.get(one.path)) for one in backups.listed(folder)]
        self.listed.emit(rows)
        for row in rows:
            if self.is_cancelled:
                return
            self.row_read.emit(read_row(row, library))


def read_row(row: BackupRow, library: Path) -> BackupRow:
    """Returns a row with what its backup contains, or why it cannot be read."""
    path, fault = row.backup.path, row.check.fault if row.check else ""
    try:
        counts = backup_inspection.counts(path)
        difference = backup_inspection.difference(path, library)
    except UnreadableBackup as error:
        return replace(row, is_read=True, fault=fault or error.reason)
    return replace(row, is_read=True, counts=counts, difference=difference, fault=fault)


def _size_of(library: Path) -> int:
    size = 0
    for ending in ENDINGS:
        with suppress(OSError):
            size += library.with_name(library.name + ending).stat().st_size
    return size
