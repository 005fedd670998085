"""Runs long work in a worker thread, or on the main thread in slices, with one interface for both."""

import threading
from collections.abc import Callable, Generator
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from reader.core.article_source import Source, WebAddress
from reader.core.errors import PostilError
from reader.core.translation import _
from reader.library.database import Database
from reader.library.queries.queries import Queries

R = TypeVar("R")

Failure = Callable[[PostilError], None]

WAIT_STEP = 50  # ms between two looks whether another program still writes
WAIT_STEPS = 600  # looks, half a minute's, before a write is given up
SLICE = 0.008  # seconds of work before the window gets its turn again


def bug_text(item: Path | Source | WebAddress | None, error: Exception) -> str:
    """Returns the message about a bug that ended a task, or prevented the reading of one item."""
    reason = type(error).__name__
    if item is None:
        return _("That failed: there was an internal error in Postil ({error}).").format(
            error=reason
        )
    name = item.address if isinstance(item, WebAddress) else item.name or str(item)
    text = _("“{name}” was not read: there was an internal error in Postil ({error}).")
    return text.format(name=name, error=reason)


def _raise(error: Exception) -> None:
    raise error


def _ignore(_result: object) -> None:
    pass


def _let_go(_task: object, *_destroyed: object) -> None:
    """Does nothing; connected to ``destroyed``, it keeps an object alive until then."""


class Task(QObject, Generic[R]):
    """Represents one piece of long work, which ends in ``success(result)`` or ``failure(error)``.

    Both are called on the main thread. A PostilError that is raised in the work, or by ``success``,
    arrives at ``failure``; any other exception is a bug, and ``sys.excepthook`` gets it too.
    """

    progressed = Signal(int, int)  # done, total: 0 if that is not known
    ended = Signal()  # whatever became of it; before success or failure is called

    def __init__(self, success: Callable[[R], None], failure: Failure) -> None:
        super().__init__()
        self._success, self._failure = success, failure
        self._cancelled = threading.Event()
        self._is_over = False

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop; completed work stays."""
        return self._cancelled.is_set()

    @property
    def is_over(self) -> bool:
        """Whether it has ended, or nobody waits for it any more."""
        return self._is_over

    def cancel(self) -> None:
        """Asks it to stop after the current step."""
        self._cancelled.set()

    def drop(self) -> None:
        """Lets it end without a report: what waited for it is gone."""
        self._is_over = True
        self.blockSignals(True)

    def _succeed(self, result: R) -> None:
        try:
            self._success(result)
        except PostilError as error:
            self._failure(error)

    def _end(self, tell: Callable[[], None]) -> None:
        if self._is_over:
            return
        self._is_over = True
        self.ended.emit()
        self.deleteLater()
        tell()


class WorkerTask(Task[R]):
    """Runs a function in a worker thread."""

    _returned = Signal(object)  # what is to be called on the main thread
    _broke = Signal(object)  # an exception that is a bug of ours

    def __init__(
        self,
        function: Callable[["WorkerTask[R]"], R],
        success: Callable[[R], None],
        failure: Failure,
    ) -> None:
        """``function`` gets the task itself, to tell progress and to see whether it is cancelled."""
        super().__init__(success, failure)
        self._function = function
        self._sending = threading.RLock()  # held while the worker tells that it has ended
        self._returned.connect(self._end)
        self._broke.connect(self._on_bug)

    def start(self, pool: QThreadPool) -> None:
        """Starts as soon as a thread of the pool is free."""
        self.setParent(pool)  # else it might be deleted on a thread of the pool
        # The thread must not be the last to let go of it either, while the main thread deletes it.
        self.destroyed.connect(partial(_let_go, self))
        # Not a QRunnable: of one that is done before start() has returned, PySide keeps all for good.
        pool.start(self._work)

    def finish(self) -> None:
        """Completes the work when the window closes and the worker has ended; most need nothing."""

    def _on_bug(self, error: Exception) -> None:
        _raise(error)  # on the main thread, where sys.excepthook can tell of it

    def _work(self) -> None:
        try:
            tell = partial(self._succeed, self._function(self))
        except PostilError as error:
            tell = partial(self._failure, error)
        except Exception as error:  # noqa: BLE001 - a bug: told on the main thread, and the task ends
            self._broke.emit(error)
            tell = partial(self._failure, PostilError(bug_text(None, error)))
        with self._sending:
            self._returned.emit(tell)

    def _end(self, tell: Callable[[], None]) -> None:
        """Ends when the worker has left the signal: to delete its sender before that can crash."""
        with self._sending:
            pass
        super()._end(tell)
        del self._function  # which may hold much, and this task itself


def query_work(database: Database, query: Callable[[Queries], R]) -> Callable[[object], R]:
    """Returns the function of a task that queries the library."""

    def work(_task: object) -> R:
        with closing(database.queries()) as queries:
            return query(queries)

    return work


class SlicedTask(Task[R]):
    """Runs a generator on the main thread, some milliseconds in each turn of the event loop."""

    def __init__(
        self,
        steps: Generator[None, None, R],
        success: Callable[[R], None] = _ignore,
        failure: Failure = _raise,
        parent: QObject | None = None,
        *,
        seconds: float = SLICE,
        interval: int = 0,
    ) -> None:
        """With ``seconds=0`` it takes one step in each turn, or each ``interval`` milliseconds."""
        super().__init__(success, failure)
        self.setParent(parent)
        self.done = 0  # how many steps are
        self._steps = steps
        self._seconds = seconds
        self._timer = QTimer(self)
        self._timer.setInterval(interval)
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        """Starts in the next turn of the event loop."""
        self._timer.start()

    def cancel(self) -> None:
        super().cancel()
        self._end(lambda: None)

    def finish(self) -> None:
        """Completes the work now."""
        while not self._is_over:
            self.step()

    def step(self) -> None:
        """Takes one step."""
        try:
            next(self._steps)
            self.done += 1
        except StopIteration as end:
            self._end(partial(self._succeed, end.value))
        except PostilError as error:
            self._end(partial(self._failure, error))
        except BaseException:
            self._end(lambda: None)
            raise
        if self._is_over:
            self._steps.close()  # its own step may have stopped it

    def _go_on(self) -> None:
        end = perf_counter() + self._seconds
        self.step()
        while not self._is_over and perf_counter() < end:
            self.step()
        if not self._is_over:
            self.progressed.emit(self.done, 0)

    def _end(self, tell: Callable[[], None]) -> None:
        if self._is_over:
            return
        self._timer.stop()
        with suppress(ValueError):  # it runs right now; step() closes it
            self._steps.close()
        super()._end(tell)
