"""Starts what adds articles automatically, if the user wants it: the receiver, and the watched folder."""

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from reader.core.errors import PostilError
from reader.services import Services
from reader.ui.tasks.notices import Notices
from reader.ui.tasks.task import WorkerTask

if TYPE_CHECKING:
    from reader.core.article_source import Source
    from reader.operations.adding import AddReport
    from reader.ui.receiving.folder_watch_controller import Add, FolderWatchController
    from reader.ui.receiving.receiving_controller import ReceivingController


class AutomaticAdding:
    """Makes the two controllers when they are first needed: most people use neither."""

    def __init__(
        self,
        window: QWidget,
        app: Services,
        notices: Notices,
        start: Callable[[WorkerTask[Any]], None],
        add_received: "Callable[[Source, Callable[[AddReport], None]], None]",
        add_watched: "Add",
    ) -> None:
        """``start`` starts a task that closing the window stops."""
        self._window, self._app, self._notices, self._start = window, app, notices, start
        self._add_received, self._add_watched = add_received, add_watched
        self._receiving: ReceivingController | None = None
        self.watching: FolderWatchController | None = None

    @property
    def receiving(self) -> "ReceivingController":
        """What receives pages from the browser."""
        if self._receiving is None:
            from reader.ui.receiving.receiving_controller import (  # start-up time
                ReceivingController,
            )

            self._receiving = ReceivingController(
                self._window, self._app.settings, self._add_received
            )
        return self._receiving

    def begin(self) -> None:
        """Adds what arrives, as the settings say; reports it when that cannot be done."""

        def start(_module: object) -> None:
            if self._app.settings.is_on("is_receiving_on"):  # still
                try:
                    self.receiving.start()
                except PostilError as error:
                    self._notices.fail(error)

        self.follow_settings()
        if self._app.settings.is_on("is_receiving_on"):
            # Loaded in a worker, as a window that has just been painted is to answer at once; but
            # nothing that uses Qt is, see reader.ui.window.startup.module_preloading.
            name = "reader.receiving.receiver"
            self._start(WorkerTask(lambda _task: import_module(name), start, lambda _error: None))

    def follow_settings(self) -> None:
        """Watches the folder that the user has chosen, if one was."""
        is_wanted = self._app.settings.watched_folder() is not None
        if self._app.database.is_read_only or (self.watching is None and not is_wanted):
            return
        if self.watching is None:
            from reader.ui.receiving.folder_watch_controller import (  # start-up time
                FolderWatchController,
            )

            self.watching = FolderWatchController(
                self._window, self._app.settings, self._notices, self._start, self._add_watched
            )
        self.watching.follow_settings()

    def stop(self) -> None:
        """Adds nothing more: the window closes."""
        for part in (self.watching, self._receiving):
            if part is not None:
                part.stop()
