"""Creates backups: automatically, on request, and before changes that cannot be undone."""

from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from reader import paths
from reader.core.errors import LibraryError, PostilError
from reader.core.models import ChangeNotice
from reader.core.translation import _
from reader.services import Services
from reader.settings import Settings
from reader.ui.tasks.notices import Notices, show_task
from reader.ui.tasks.task import WorkerTask

if TYPE_CHECKING:
    from reader.library.backups.backups import Backup, Reason

LOOK_AFTER = 60_000  # ms from the start to the first look whether a backup is due
LOOK_EVERY = 600_000  # ms between two looks
WRITE_AFTER = 30_000  # ms from a change to the writing of the articles' files
_BEFORE_IMPORT, _OTHERWISE = 0.5, 60.0  # seconds to wait for a backup that is being made
_AT_CLOSE = 10.0  # seconds for that once the window is closed; the rest is left to the next one


class BackupController(QObject):
    """Backs up the library of a window."""

    chosen = Signal(Path)  # the backup to restore
    repair_chosen = Signal()
    ended = Signal()  # one was made, or could not be made

    def __init__(
        self,
        parent: QObject,
        app: Services,
        notices: Notices,
        start: Callable[[WorkerTask[Any]], None],
    ) -> None:
        """``start`` starts a task that closing the window stops."""
        super().__init__(parent)
        self._app, self._notices, self.begin = app, notices, start
        self.failure = ""  # why the last one was not made; empty if it was
        self._told: set[str] = set()  # failures of what nobody asked for: each is told once
        self.timer = QTimer(self)
        self.timer.setInterval(LOOK_AFTER)
        self.timer.timeout.connect(self._look)
        self.writing_timer = QTimer(self)
        self.writing_timer.setSingleShot(True)
        self.writing_timer.setInterval(WRITE_AFTER)
        self.writing_timer.timeout.connect(self._write_articles)
        self._unsubscribe = app.history.subscribe(self._follow)

    def start(self) -> None:
        """Begins to look whether a backup is due."""
        self.timer.start()

    def stop(self) -> None:
        """Begins nothing more: the window closes."""
        self._unsubscribe()
        self.timer.stop()
        self.writing_timer.stop()

    def make(self) -> None:
        """Creates a backup, with progress and a way to stop."""
        from reader.library.backups.backups import Reason  # start-up time, as all that backups need

        self._make(Reason.BY_HAND, self._made)

    def repair(self) -> None:
        """Has the library repaired, if it is damaged."""
        if self._app.database.damage:
            self.repair_chosen.emit()
        else:
            self._notices.notify(_("No damage was found in the library."))

    def make_first(self, act: Callable[[], None]) -> None:
        """Creates a backup, then acts; where none can be made, says so and does not act."""
        from reader.library.backups.backups import Reason  # start-up time

        self._make(Reason.BEFORE_DELETION, lambda _backup: act())

    def make_beside(self, act: Callable[[], None]) -> None:
        """Creates a backup before something that writes much, and acts as soon as it may.

        That is when what is written cannot come into the backup any more, or when none can be
        made; which is reported, but prevents nothing.
        """
        if self._app.database.is_read_only:
            act()
            return
        from reader.library.backups.backups import Reason  # start-up time

        waiting = [act]

        def go_on() -> None:
            while waiting:
                waiting.pop()()

        def hold(done: int, _total: int) -> None:
            if not done:
                go_on()

        def fail(error: PostilError) -> None:
            self._settle(str(error))
            self._notices.fail(error)

        work = self._work(Reason.BEFORE_IMPORT)
        task = WorkerTask(work, lambda _made: self._settle(""), fail)
        task.progressed.connect(hold)
        task.ended.connect(go_on)
        self.begin(task)

    def _make(self, reason: "Reason", success: "Callable[[Backup | None], None]") -> None:
        def made(backup: "Backup | None") -> None:
            self._settle("")
            success(backup)

        def fail(error: PostilError) -> None:
            self._settle("" if task.is_cancelled else str(error))
            self._notices.fail(error)

        task = WorkerTask(self._work(reason), made, fail)
        show_task(self._notices, _("Creating a backup"), task, task.cancel)
        self.begin(task)

    def _look(self) -> None:
        is_first = self.timer.interval() == LOOK_AFTER
        self.timer.setInterval(LOOK_EVERY)
        if self._app.database.is_read_only:
            return
        if is_first:  # what is made from now on is private from its beginning
            self._keep_private()
        from reader.library.backups.backups import Reason  # start-up time

        def fail(error: PostilError) -> None:
            self._settle(str(error))
            self._fail_unasked(error)

        work = self._work(Reason.AUTOMATIC)
        self.begin(WorkerTask(work, lambda _made: self._settle(""), fail))
        self._write_articles()

    def _keep_private(self) -> None:
        directory, folder = self._app.directory, self._app.settings.backup_folder()

        def work(_task: object) -> None:
            from reader.operations.permission_tightening import keep_private  # start-up time

            keep_private(directory, folder)

        self.begin(WorkerTask(work, lambda _none: None, self._fail_unasked))

    def _settle(self, failure: str) -> None:
        self.failure = failure
        self.ended.emit()

    def _follow(self, _changed: ChangeNotice) -> None:
        if not self.writing_timer.isActive():  # else it would wait for a pause that may never come
            self.writing_timer.start()

    def _write_articles(self) -> None:
        folder = paths.article_folder(self._app.directory)

        def work(task: WorkerTask[int]) -> int:
            from reader.operations.archive import json_mirror  # start-up time

            def tell(_done: int, _total: int) -> None:
                if task.is_cancelled:
                    raise LibraryError(_("Stopped: the rest is written next time."))

            with closing(self._app.database.queries()) as queries:
                return json_mirror.write(queries, folder, tell)

        self.begin(WorkerTask(work, lambda _count: None, self._fail_unasked))

    def _work(self, reason: "Reason") -> "Callable[[WorkerTask[Backup | None]], Backup | None]":
        library, settings = paths.library_file(self._app.directory), self._app.settings
        folder, kept = settings.backup_folder(), settings.text("backup_keep")
        after = timedelta(minutes=settings.number("backup_minutes"))

        def work(task: "WorkerTask[Backup | None]") -> "Backup | None":
            def tell(done: int, total: int) -> None:
                if task.is_cancelled:
                    raise LibraryError(_("Stopped: no backup was created."))
                task.progressed.emit(done, total)

            from reader.library.backups import backups  # start-up time
            from reader.library.backups.backups import KEEPS, Reason  # start-up time

            now = datetime.now(UTC)
            if reason is Reason.AUTOMATIC and not backups.is_due(library, folder, now, after):
                return None
            patience = _BEFORE_IMPORT if reason is Reason.BEFORE_IMPORT else _OTHERWISE
            return backups.back_up(
                library, folder, reason, now, keep=KEEPS[kept], progress=tell, patience=patience
            )

        return work

    def _made(self, _backup: "Backup | None") -> None:
        # Without its path, which would cover the buttons of the page that shows the backup.
        self._notices.notify(_("Backup created and verified"))

    def _fail_unasked(self, error: PostilError) -> None:
        if str(error) not in self._told:
            self._told.add(str(error))
            self._notices.fail(error)


def back_up_closed(directory: Path) -> None:
    """Creates a backup of a library whose window was closed, if one is due, and writes its articles.

    A failure cannot be reported any more: the next window tries it again, and says so.
    """
    # Start-up time.
    from reader.library.backups import backups
    from reader.library.backups.backups import KEEPS, Reason
    from reader.library.connection import SCHEMA
    from reader.library.database import inspect
    from reader.library.queries.queries import Queries
    from reader.operations.archive import json_mirror
    from reader.operations.permission_tightening import keep_private

    library, now = paths.library_file(directory), datetime.now(UTC)
    settings = Settings.of(directory)
    folder, keep = settings.backup_folder(), KEEPS[settings.text("backup_keep")]
    after = timedelta(minutes=settings.number("backup_minutes"))
    end = monotonic() + _AT_CLOSE

    def stop(_done: int, _total: int) -> None:
        if monotonic() > end:
            raise LibraryError

    keep_private(directory, folder)
    schema, fault = inspect(library)
    if fault or schema != SCHEMA:
        return  # it did not open in the window either
    with suppress(LibraryError):
        if backups.is_due(library, folder, now, after):
            backups.back_up(library, folder, Reason.AUTOMATIC, now, keep=keep)
    with suppress(LibraryError), closing(Queries(library)) as queries:
        json_mirror.write(queries, paths.article_folder(directory), stop)
