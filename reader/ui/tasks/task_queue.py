"""Runs the long work of commands, and performs writes in the order of the key presses."""

from collections.abc import Callable, Generator
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool, QTimer

from reader.core.cancellation import cancelled_by, progress_told_to
from reader.core.errors import PostilError, WriteStopped
from reader.core.models import ChangeNotice
from reader.core.translation import _, number_text
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.library.queries.undo_history import MANY_ROWS
from reader.operations.history import History
from reader.ui.tasks.notices import Notices, show_task
from reader.ui.tasks.task import WAIT_STEP, WAIT_STEPS, SlicedTask, WorkerTask, query_work

R = TypeVar("R")

TOLD_AFTER = 300  # ms: what is over sooner is not told to be under way


class TaskQueue:
    """Reads in workers, and writes in a worker or in parts: one write at a time.

    Between the parts of a write, and beside a worker, the window goes on, and what writes next is
    queued behind it.
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
        self._parts: SlicedTask[None] | None = None
        # What waits for another program; the parts are looks whether that still writes.
        self._waiting: tuple[str, Callable[[], None]] | None = None
        self._label = ""  # of the parts, or of what the worker does
        self._total = 0
        self._each = 1  # rows of the total that one part changes
        self._queued: list[tuple[str, Callable[[], None]]] = []

    @property
    def is_idle(self) -> bool:
        """Whether no write is under way, or waits for another program."""
        return self._parts is None and self._writing is None

    def finish(self) -> None:
        """Does what is left, and waits for the worker: another change, or closing, builds on it."""
        while True:
            if self._parts is not None and self._waiting is None:
                self._parts.step()
            elif self._writing is not None:
                self._pool.waitForDone()
                # What the worker has sent is waiting for the next turn of the event loop.
                QCoreApplication.sendPostedEvents(self._writing, QEvent.Type.MetaCall.value)
            else:
                return

    def settle(self) -> None:
        """Does what is left, and what waits for another program as far as that lets it: the end."""
        if self._waiting is not None and self._parts is not None:
            _title, act = self._waiting
            self._parts.cancel()
            act()
            self._run_queued()
        self.finish()

    def _fail(self, error: PostilError) -> None:
        self._notices.fail(str(error))

    # -- in workers ------------------------------------------------------------------------------

    def run_query(
        self, label: str, query: Callable[[Queries], R], success: Callable[[R], None]
    ) -> None:
        """Asks the library in a worker and goes on with the answer; a PostilError is reported."""
        task = WorkerTask(query_work(self._database, query), success, self._fail)
        self._show_late(task, label)
        self._start(task)

    def run_operation(
        self,
        label: str,
        operation: Callable[[History], R],
        success: Callable[[R], None],
        total: int = 0,
    ) -> None:
        """Changes the library in a worker, tells the window of it, and goes on with the answer.

        ``total`` is how many rows are to be written, if known. Cancelled in a transaction, none of
        it is kept.
        """
        self.finish()
        heard: list[ChangeNotice] = []  # the window is told on its own thread

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
                self._fail(error)
            self._run_queued()

        self._label, self._total = label, 0
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
            self._fail(error)

    def _show_late(
        self, task: WorkerTask[Any], label: str, on_cancel: Callable[[], None] | None = None
    ) -> None:
        """Shows that a task is running when it has not ended after a while."""
        timer = QTimer(task, singleShot=True, interval=TOLD_AFTER)
        timer.timeout.connect(lambda: show_task(self._notices, label, task, on_cancel))
        task.ended.connect(timer.stop)
        timer.start()

    # -- in parts --------------------------------------------------------------------------------

    def run_in_parts(
        self,
        label: str,
        part: Callable[[], bool],
        then: Callable[[], None],
        total: int = 0,
        each: int = 1,
    ) -> None:
        """Does the first part now and the others as the window finds time.

        ``part`` answers whether there is more of it; ``total`` is how many rows are changed, if
        known, and ``each`` how many of them by one part. What takes one part shows nothing.
        """

        def steps() -> Generator[None, None, None]:
            while part():
                yield

        def succeed(_none: None) -> None:
            then()
            self._run_queued()

        def fail(error: PostilError) -> None:
            self._notices.fail(str(error), can_undo=task.done > 0)
            self._run_queued()

        def end() -> None:
            self._parts = None

        self.finish()
        task = SlicedTask(steps(), succeed, fail, self._parent, seconds=0)
        task.ended.connect(end)
        self._parts, self._label, self._total = task, label, total
        self._each = each
        task.step()
        if task.is_over:
            return
        toast = self._notices.show_progress(label, self._cancel)
        toast.update(self._done_rows(), total)
        task.progressed.connect(lambda _done, _total: toast.update(self._done_rows(), total))
        task.ended.connect(lambda: toast.close())
        task.start()

    def _done_rows(self) -> int:
        done = 0 if self._parts is None else self._parts.done * self._each
        return min(done, self._total or done)

    @property
    def is_waiting(self) -> bool:
        """Whether a write waits for another program."""
        return self._waiting is not None

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
            self._parts = self._waiting = None

        def give_up(why: str) -> None:
            titles = ", ".join(
                f"“{name}”" for name in (title, *(name for name, _act in self._queued))
            )
            self._queued.clear()
            self._notices.fail(_("{why} Not done: {titles}.").format(why=why, titles=titles))

        def cancel() -> None:
            task.cancel()
            give_up(_("You did not wait."))

        task = SlicedTask(
            steps(),
            succeed,
            lambda error: give_up(str(error)),
            self._parent,
            seconds=0,
            interval=WAIT_STEP,
        )
        task.ended.connect(end)
        self._parts, self._waiting = task, (title, act)
        text = _("{why}: “{title}” waits for it")
        self._label = text.format(why=self._database.busy_text(), title=title)
        toast = self._notices.show_progress(self._label, cancel)
        task.ended.connect(lambda: toast.close())
        task.start()

    def queue(self, title: str, act: Callable[[], None]) -> None:
        """Lets an act come when the parts are done, and says so."""
        self._queued.append((title, act))
        text = _("“{title}” comes when “{label}” is done.")
        if self._waiting is not None:
            text = _("“{title}” waits too, and comes then.")
        self._notices.show(text.format(title=title, label=self._label))

    def take_back(self) -> bool:
        """Drops the act queued last, or else stops the parts; True if nothing is left to undo.

        When it stops the parts, those that are done are the step to undo.
        """
        if self._queued:
            title, _act = self._queued.pop()
            self._notices.show(_("“{title}” is not done.").format(title=title))
            return True
        parts = self._parts
        if parts is None:
            return False  # a worker is not stopped: what it does is undone when it is done
        if self._waiting is not None:
            title = self._waiting[0]
            parts.cancel()
            self._notices.show(_("“{title}” is not done.").format(title=title))
            return True
        parts.cancel()
        return not parts.done

    def _cancel(self) -> None:
        """Stops the parts and says how far they came; what is done is one step, to be undone."""
        parts = self._parts
        if parts is None:
            return
        text = _("“{label}” stopped part way")
        if self._total:
            text = _("“{label}” stopped after {n} of {total}")
        n, total = number_text(self._done_rows()), number_text(self._total)
        said = text.format(label=self._label, n=n, total=total)
        self._notices.notify(said, can_undo=parts.done > 0)
        parts.cancel()
        self._run_queued()

    def _run_queued(self) -> None:
        while self._queued and self.is_idle:  # an act may have begun what takes long
            _title, act = self._queued.pop(0)
            act()
