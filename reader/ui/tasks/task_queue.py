"""Runs the long work of commands, and performs writes in the order of the key presses."""

from collections.abc import Callable, Generator
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QThreadPool, QTimer

from reader.core.cancellation import cancelled_by, progress_told_to
from reader.core.errors import PostilError, WriteStopped
from reader.core.models import ChangeNotice
from reader.core.translation import _
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.library.queries.undo_history import MANY_ROWS
from reader.operations.history import History
from reader.ui.tasks.notices import Notices, show_task
from reader.ui.tasks.task import WAIT_STEP, WAIT_STEPS, SlicedTask, WorkerTask, query_work

R = TypeVar("R")

TOLD_AFTER = 300  # ms: what is over sooner is not told to be under way


class TaskQueue:
    """Reads in workers, and writes in a worker: one write at a time.

    Beside a worker the window goes on, and what writes next is queued behind it.
    """

    def __init__(
        self,
        parent: QObject,
        database: Database,
        history: History,
        notices: Notices,
        start: Callable[[WorkerTask[Any]], None],
    ) -> None:
        """``start`` starts a task that reads."""
        self._parent, self._notices, self._start = parent, notices, start
        self._database, self._history = database, history
        self._pool = QThreadPool(parent)
        self._pool.setMaxThreadCount(1)
        self._writing: WorkerTask[Any] | None = None
        # What waits for another program, and the looks whether that still writes.
        self._waiting: tuple[str, Callable[[], None], SlicedTask[None]] | None = None
        self._label = ""  # of what the worker does, or of what waits
        self._queued: list[tuple[str, Callable[[], None]]] = []

    @property
    def is_idle(self) -> bool:
        """Whether no write is under way, or waits for another program."""
        return self._waiting is None and self._writing is None

    def finish(self) -> None:
        """Waits for the worker: another change, or closing, builds on it."""
        while self._writing is not None:
            self._pool.waitForDone()
            # What the worker has sent is waiting for the next turn of the event loop.
            QCoreApplication.sendPostedEvents(self._writing, QEvent.Type.MetaCall.value)

    def wait(self, title: str) -> None:
        """Waits for the worker while the window is painted, and says so; what is typed comes after it."""
        if self._writing is not None:
            text = _("“{title}” runs when “{label}” is done.")
            self._notices.show(text.format(title=title, label=self._label))
        flags = QEventLoop.ProcessEventsFlag
        while self._writing is not None:
            QCoreApplication.processEvents(flags.ExcludeUserInputEvents | flags.WaitForMoreEvents)

    def settle(self) -> None:
        """Runs what waits or is queued, before the window closes."""
        if self._waiting is not None:
            _title, act, looks = self._waiting
            looks.cancel()
            act()
            self._run_queued()
        self.finish()

    # -- in workers ------------------------------------------------------------------------------

    def run_query(
        self, label: str, query: Callable[[Queries], R], success: Callable[[R], None]
    ) -> None:
        """Asks the library in a worker and goes on with the answer; a PostilError is reported."""
        task = WorkerTask(query_work(self._database, query), success, self._notices.fail)
        self._show_late(task, label)
        self._start(task)

    def run_operation(
        self,
        label: str,
        operation: Callable[[History], R],
        success: Callable[[R], None],
        total: int = 0,
    ) -> None:
        """Changes the library in a worker, notifies the window, and continues with the result.

        ``total`` is how many rows are to be written, if known. Cancelled in a transaction, none of
        it is kept.
        """
        self.finish()
        heard: list[ChangeNotice] = []  # the window is notified on its own thread

        def work(task: WorkerTask[R]) -> R:
            told = 0

            def tell_rows(done: int) -> None:
                nonlocal told
                if done - told > total // 100:
                    told = done
                    task.progressed.emit(min(done, total), total)

            quiet = History(self._database)
            quiet.subscribe(heard.append)
            with cancelled_by(lambda: task.is_cancelled), progress_told_to(tell_rows):
                return operation(quiet)

        def tell() -> None:
            self._writing = None
            for changed in heard:
                self._history.tell(changed)

        def succeed(result: R) -> None:
            try:
                success(result)
            finally:
                self._run_queued()

        def fail(error: PostilError) -> None:
            if isinstance(error, WriteStopped):
                self._notices.notify(_("“{title}” is not done.").format(title=label))
            else:
                self._notices.fail(error)
            self._run_queued()

        self._label = label
        self._writing = task = WorkerTask(work, succeed, fail)
        self._show_late(task, label, task.cancel)
        task.ended.connect(tell)
        task.start(self._pool)

    def run_change(
        self,
        label: str,
        count: int,
        operation: Callable[[History], R],
        success: Callable[[R], None],
    ) -> None:
        """Changes so many rows of the library: at once where they are few, else in a worker."""
        if count > MANY_ROWS:
            self.run_operation(label, operation, success, count)
            return
        try:
            success(operation(self._history))
        except PostilError as error:
            self._notices.fail(error)

    def _show_late(
        self, task: WorkerTask[Any], label: str, on_cancel: Callable[[], None] | None = None
    ) -> None:
        """Shows that a task is running when it has not ended after a while."""
        timer = QTimer(task, singleShot=True, interval=TOLD_AFTER)
        timer.timeout.connect(lambda: show_task(self._notices, label, task, on_cancel))
        task.ended.connect(timer.stop)
        timer.start()

    # -- behind another ------------------------------------------------------------------------

    def wait_for_library(self, title: str, act: Callable[[], None]) -> None:
        """Lets an act come when no other program writes; what writes next is queued behind it."""

        def steps() -> Generator[None, None, None]:
            for _look in range(WAIT_STEPS):
                if not self._database.is_busy():
                    return
                yield
            self._database.refuse_if_busy()

        def succeed(_none: None) -> None:
            act()
            self._run_queued()

        def end() -> None:
            self._waiting = None

        def give_up(why: str) -> None:
            titles = ", ".join(
                f"“{name}”" for name in (title, *(name for name, _act in self._queued))
            )
            self._queued.clear()
            self._notices.fail(_("{why} Not done: {titles}.").format(why=why, titles=titles))

        def cancel() -> None:
            task.cancel()
            give_up(_("Waiting was cancelled."))

        task = SlicedTask(
            steps(),
            succeed,
            lambda error: give_up(str(error)),
            self._parent,
            seconds=0,
            interval=WAIT_STEP,
        )
        task.ended.connect(end)
        self._waiting = title, act, task
        text = _("{why}: “{title}” waits for it")
        self._label = text.format(why=self._database.busy_text(), title=title)
        toast = self._notices.show_progress(self._label, cancel)
        task.ended.connect(lambda: toast.close())
        task.start()

    def queue(self, title: str, act: Callable[[], None]) -> None:
        """Lets an act come when what is under way is done, and says so."""
        self._queued.append((title, act))
        text = _("“{title}” runs when “{label}” is done.")
        if self._waiting is not None:
            text = _("“{title}” waits too, and runs then.")
        self._notices.show(text.format(title=title, label=self._label))

    def take_back(self) -> bool:
        """Drops the act queued last, or what waits for another program; False if there is neither.

        A worker is not stopped: what it does is undone when it is done.
        """
        if self._queued:
            title, _act = self._queued.pop()
        elif self._waiting is not None:
            title, _act, looks = self._waiting
            looks.cancel()
        else:
            return False
        self._notices.show(_("“{title}” is not done.").format(title=title))
        return True

    def _run_queued(self) -> None:
        while self._queued and self.is_idle:  # an act may have begun what takes long
            _title, act = self._queued.pop(0)
            act()
