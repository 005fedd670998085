"""Creates library, history and settings once; other parts receive them as arguments."""

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reader import paths
from reader.core.errors import LibraryError
from reader.core.private_files import make_folder, make_private
from reader.core.translation import _
from reader.library import remote_folders
from reader.library.connection import has_journal
from reader.library.database import Database
from reader.library.durable_files import ENDINGS
from reader.library.queries.queries import Queries
from reader.operations.history import History
from reader.settings import Settings


@dataclass(slots=True)
class Services:
    """What the window and the command line work with."""

    directory: Path
    database: Database
    queries: Queries  # of the thread that opened the library
    history: History
    settings: Settings
    is_new: bool  # the library was made just now

    @classmethod
    def open(
        cls, directory: Path, *, create: bool = True, timeout: float | None = None
    ) -> "Services":
        """Opens the library of a data folder, making both when they are not there.

        ``timeout`` is how many seconds to wait for another program that writes, if not the usual few.
        Raises LibraryError in one sentence when that cannot be done.
        """
        file = paths.library_file(directory)
        try:
            is_new = not file.exists()
        except OSError as error:  # a folder that may not be read, a name that is too long
            text = _("The folder {path} cannot be used ({reason}): choose another --data-dir.")
            reason = error.strerror or str(error)
            raise LibraryError(text.format(path=directory, reason=reason)) from error
        settings = Settings.of(directory)
        if is_new and settings.number("article") and not (file.is_symlink() or has_journal(file)):
            text = _(
                "The library {path} is missing, though it has been used: put it back, or "
                "restore a backup (“postil restore”); to create an empty one, move "
                "settings.json away."
            )
            raise LibraryError(text.format(path=file))
        if create:
            try:
                make_folder(directory)
            except OSError as error:
                text = _(
                    "The folder {path} cannot be created ({reason}): choose another --data-dir."
                )
                reason = error.strerror or str(error)
                raise LibraryError(text.format(path=directory, reason=reason)) from error
        make_private(Path(os.path.realpath(file) + ending) for ending in ENDINGS)
        opening = partial(Database.open, file, create=create)
        database = opening() if timeout is None else opening(timeout=timeout)
        database.finds_forms = partial(settings.is_on, "finds_word_forms")
        return cls(directory, database, database.queries(), History(database), settings, is_new)

    @classmethod
    def of_copy(cls, directory: Path, database: Database) -> "Services":
        """Returns what works with a copy of a data folder's library."""
        history, settings = History(database), Settings.of(directory)
        return cls(directory, database, database.queries(), history, settings, is_new=False)

    def folder_warning(self) -> str:
        """Returns what is to be said of a folder that is no place for a library; once for each folder."""
        text = remote_folders.warning(self.directory)
        if not text or self.settings.text("warned_folder") == str(self.directory):
            return ""
        self.settings.set(warned_folder=str(self.directory))
        return text

    def close(self) -> None:
        """Closes the library."""
        self.queries.close()
        self.database.close()
