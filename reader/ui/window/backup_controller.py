"""Makes backups, by themselves and when asked to, and asks which one to restore."""

from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDateTime, QLocale, QObject, QTimer, Signal

from reader import paths
from reader.commands.prompt_types import Answer, Choice, ChoicePrompt, Prompt
from reader.core.errors import LibraryError, PostilError
from reader.core.models import ChangeNotice
from reader.core.translation import _
from reader.services import Services
from reader.settings import Settings
from reader.ui.tasks.notices import Notices
from reader.ui.tasks.task import WorkerTask

if TYPE_CHECKING:
    from reader.library.backups.backups import Backup, Counts, Reason

LOOK_AFTER = 60_000  # ms from the start to the first look whether a backup is due
LOOK_EVERY = 600_000  # ms between two looks
DUE_AFTER = timedelta(minutes=30)  # since the last one, if anything was changed
DUE_AT_CLOSE = timedelta(hours=1)
WRITE_AFTER = 30_000  # ms from a change to the writing of the articles' files
_AT_CLOSE = 10.0  # seconds for that once the window is closed; the rest is left to the next one

Ask = Callable[[Prompt, Callable[[Answer], None]], None]


class BackupController(QObject):
    """Backs up the library of a window."""

    chosen = Signal(Path)  # the backup to restore

    def __init__(
        self,
        parent: QObject,
        app: Services,
        notices: Notices,
        ask: Ask,
        start: Callable[[WorkerTask[Any]], None],
    ) -> None:
        """``ask`` asks a person; ``start`` starts a task that closing the window stops."""
        super().__init__(parent)
        self._app, self._notices, self._ask, self._start = app, notices, ask, start
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
        """Makes a backup, with progress and a way to stop."""
        from reader.library.backups.backups import Reason  # start-up time, as all that backups need

        self._make(Reason.BY_HAND, self._made)

    def make_first(self, act: Callable[[], None]) -> None:
        """Makes a backup, then acts; where none can be made, says so and does not act."""
        from reader.library.backups.backups import Reason  # start-up time

        self._make(Reason.BEFORE_DELETION, lambda _backup: act())

    def _make(self, reason: "Reason", success: "Callable[[Backup | None], None]") -> None:
        task = WorkerTask(self._work(reason), success, self._fail)
        toast = self._notices.show_progress(_("Making a backup"), task.cancel)
        task.progressed.connect(lambda done, total: toast.update(done, total))
        task.ended.connect(lambda: toast.close())
        self._start(task)

    def choose(self) -> None:
        """Asks which backup is to be restored."""
        library, folder = self._app.database.path, self._app.settings.backup_folder()
        self._start(WorkerTask(lambda _task: choices(library, folder), self._offer, self._fail))

    def _offer(self, rows: list[Choice]) -> None:
        if not rows:
            text = _("There is no backup in {folder} yet.").format(
                folder=self._app.settings.backup_folder()
            )
            self._notices.notify(text)
            return
        prompt = ChoicePrompt(_("Restore a backup; the present library becomes one"), rows)
        self._ask(prompt, self._answer)

    def _answer(self, answer: Answer) -> None:
        if isinstance(answer, str):
            self.chosen.emit(Path(answer))

    def _look(self) -> None:
        self.timer.setInterval(LOOK_EVERY)
        if self._app.database.is_read_only:
            return
        from reader.library.backups.backups import Reason  # start-up time

        self._start(
            WorkerTask(self._work(Reason.AUTOMATIC), lambda _made: None, self._fail_unasked)
        )
        self._write_articles()

    def _follow(self, _changed: ChangeNotice) -> None:
        if not self.writing_timer.isActive():  # else it would wait for a pause that may never come
            self.writing_timer.start()

    def _write_articles(self) -> None:
        folder = paths.article_folder(self._app.directory)

        def work(task: WorkerTask[int]) -> int:
            from reader.operations import article_files  # start-up time

            def tell(_done: int, _total: int) -> None:
                if task.is_cancelled:
                    raise LibraryError(_("Stopped: the rest is written the next time."))

            with closing(self._app.database.queries()) as queries:
                return article_files.write(queries, folder, tell)

        self._start(WorkerTask(work, lambda _count: None, self._fail_unasked))

    def _work(self, reason: "Reason") -> "Callable[[WorkerTask[Backup | None]], Backup | None]":
        library, folder = self._app.database.path, self._app.settings.backup_folder()

        def work(task: "WorkerTask[Backup | None]") -> "Backup | None":
            def tell(done: int, total: int) -> None:
                if task.is_cancelled:
                    raise LibraryError(_("Stopped: no backup was made."))
                task.progressed.emit(done, total)

            from reader.library.backups import backups  # start-up time
            from reader.library.backups.backups import Reason  # start-up time

            now = datetime.now(UTC)
            if reason is Reason.AUTOMATIC and not backups.is_due(library, folder, now, DUE_AFTER):
                return None
            return backups.back_up(library, folder, reason, now, progress=tell)

        return work

    def _made(self, backup: "Backup | None") -> None:
        assert backup is not None
        text = _("Backup made and read through: {path}")
        self._notices.notify(text.format(path=backup.path))

    def _fail(self, error: PostilError) -> None:
        self._notices.fail(str(error))

    def _fail_unasked(self, error: PostilError) -> None:
        if str(error) not in self._told:
            self._told.add(str(error))
            self._fail(error)


def choices(library: Path, folder: Path) -> list[Choice]:
    """Returns the backups of a folder as rows to choose from, with what each holds."""
    from reader.library.backups import backups  # start-up time

    present = backups.counts_of_library(library)
    return [_choice(backup, present) for backup in backups.listed(folder)]


def _choice(backup: "Backup", present: "Counts | None") -> Choice:
    from reader.library.backups import backups  # start-up time
    from reader.library.backups.backup_texts import (  # start-up time
        counts_text,
        difference_text,
        reason_text,
    )

    made_at = QDateTime.fromSecsSinceEpoch(int(backup.made_at.timestamp()))
    moment = QLocale().toString(made_at, "d MMM yyyy, HH:mm")
    try:
        counts = backups.counts(backup.path)
    except LibraryError:
        detail = _("cannot be read")
    else:
        detail = f"{difference_text(counts, present)} · {counts_text(counts)}"
    return Choice(
        str(backup.path), f"{backup.number} · {moment} · {reason_text(backup.reason)}", detail
    )


def back_up_closed(directory: Path) -> None:
    """Makes a backup of a library whose window was closed, if one is due, and writes its articles.

    If that fails nobody is there to be told: the next window tries it again, and says so.
    """
    # Start-up time.
    from reader.library.backups import backups
    from reader.library.backups.backups import Reason
    from reader.library.queries.queries import Queries
    from reader.operations import article_files

    library, now = paths.library_file(directory), datetime.now(UTC)
    folder = Settings.of(directory).backup_folder()
    end = monotonic() + _AT_CLOSE

    def stop(_done: int, _total: int) -> None:
        if monotonic() > end:
            raise LibraryError

    with suppress(LibraryError):
        if backups.is_due(library, folder, now, DUE_AT_CLOSE):
            backups.back_up(library, folder, Reason.AUTOMATIC, now)
    with suppress(LibraryError), closing(Queries(library)) as queries:
        article_files.write(queries, paths.article_folder(directory), stop)
