"""Adds new files of the watched folder while the window is open."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

from reader.core.errors import PostilError
from reader.operations.watched_folder import SETTLED, FolderScan, WatchedFolder
from reader.settings import Settings
from reader.ui.tasks.notices import Notices
from reader.ui.tasks.task import WorkerTask

if TYPE_CHECKING:
    from reader.operations.adding import AddReport

_SOON = 200  # milliseconds after something has changed in the folder
_AGAIN = round(SETTLED * 1000) + 100  # while files may still be written
_EVERY = 60_000  # where nothing tells of changes, as on a network

Add = Callable[[Sequence[Path], "Callable[[list[AddReport]], None]"], None]


class FolderWatchController(QObject):
    """Looks into a folder when something changed in it, in a worker, and adds what is ready."""

    def __init__(
        self,
        parent: QObject,
        settings: Settings,
        notices: Notices,
        start: Callable[[WorkerTask[Any]], None],
        add: Add,
    ) -> None:
        """``start`` starts a task that closing the window stops; ``add`` adds files and reports each."""
        super().__init__(parent)
        self._settings, self._notices, self._start, self._add = settings, notices, start, add
        self._folder: WatchedFolder | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._is_looking = False
        self._told = ""  # what was said last of a folder that cannot be watched
        self.timer = QTimer(self, singleShot=True)
        self.timer.timeout.connect(self._look)

    def follow_settings(self) -> None:
        """Watches the folder of the settings; begins again if it is another, stops if there is none."""
        folder = self._settings.watched_folder()
        if self._folder is not None and self._folder.folder == folder:
            return
        self.stop()
        if folder is not None:
            self._folder = WatchedFolder(folder, self._settings.watched_record())
            self._watcher = QFileSystemWatcher(self)
            self._watcher.directoryChanged.connect(self._look_soon)
            self.timer.start(0)

    def stop(self) -> None:
        """Watches nothing more."""
        self.timer.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
        self._folder = self._watcher = None
        self._told = ""

    def _look_soon(self) -> None:
        self.timer.start(_SOON)

    def _look(self) -> None:
        folder = self._folder
        if folder is None or self._is_looking:
            return
        self._is_looking = True
        work = WorkerTask(
            lambda _task: folder.look(), partial(self._found, folder), partial(self._fail, folder)
        )
        self._start(work)

    def _found(self, folder: WatchedFolder, look: FolderScan) -> None:
        self._is_looking = False
        if not self._go_on(folder, _AGAIN if look.is_settling else _EVERY):
            return
        self._told = ""
        if self._watcher is not None and not self._watcher.directories():
            self._watcher.addPath(str(folder.folder))  # at first, and when it has come back
        if look.ready:
            self._add(look.ready, partial(self._added, folder, look.ready))

    def _fail(self, folder: WatchedFolder, error: PostilError) -> None:
        self._is_looking = False
        if not self._go_on(folder, _EVERY):
            return
        if self._watcher is not None and (watched := self._watcher.directories()):
            self._watcher.removePaths(watched)  # it may be another folder that comes back
        if str(error) != self._told:
            self._told = str(error)
            self._notices.notify(self._told)

    def _go_on(self, folder: WatchedFolder, milliseconds: int) -> bool:
        """Looks again after a while; False if another folder is watched by now."""
        is_same = folder is self._folder
        self.timer.start(milliseconds if is_same else 0)
        return is_same

    def _added(
        self, folder: WatchedFolder, files: Sequence[Path], reports: "list[AddReport]"
    ) -> None:
        if folder is self._folder:
            # What the library refused, as when its disk is full, is looked at again at the next start.
            pairs = zip(files, reports, strict=False)
            folder.take([file for file, report in pairs if not report.is_refused])
