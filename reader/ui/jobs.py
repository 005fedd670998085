"""Work off the main thread, whose results land here: adding many files, exporting, warming up.

A worker reads and writes files; only the main thread writes to the library, in short transactions
between which the window goes on.
"""

import threading
import uuid
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal

from reader.core.errors import PostilError
from reader.core.models import Draft, Source
from reader.library.database import Database
from reader.operations import adding
from reader.operations.adding import Report
from reader.operations.history import History

AHEAD = 16  # how many files may have been read and not yet kept
CHUNK = 4  # how many are kept in one transaction, so that it stays short


class _Task(QRunnable):
    """Runs a function on a thread of the pool."""

    def __init__(self, function: Callable[[], None]) -> None:
        super().__init__()
        self._function = function

    def run(self) -> None:
        self._function()


class Job(QObject):
    """One piece of work: progress with a count, an end, and a way to stop it."""

    progressed = Signal(int, int)  # done, total
    finished = Signal(object)  # the result, whatever the job makes

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = threading.Event()

    @property
    def is_cancelled(self) -> bool:
        """Whether it was asked to stop; what is done stays done."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Ask it to stop after what it is at."""
        self._cancelled.set()


class AddJob(Job):
    """Reads files or sources in a worker and keeps them on the main thread.

    ``finished`` carries a list of Report, one for each item that was reached.
    """

    _read = Signal(object)

    def __init__(
        self,
        history: History,
        items: Sequence[Path | Source],
        parent: QObject | None = None,
        *,
        is_recorded: bool = True,
    ) -> None:
        """With ``is_recorded=False`` the articles come in without an undo step."""
        super().__init__(parent)
        self._history = history
        self._items = list(items)
        self._batch = f"add {uuid.uuid4()}"
        self._is_recorded = is_recorded
        self._ahead = threading.Semaphore(AHEAD)
        self._waiting: deque[Draft | Report] = deque()
        self._reports: list[Report] = []
        self._is_read = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._keep)
        self._read.connect(self._take)

    def start(self, pool: QThreadPool) -> None:
        """Begin."""
        pool.start(_Task(self._work))

    def cancel(self) -> None:
        super().cancel()
        self._ahead.release(AHEAD)  # so that a waiting worker sees it

    def _work(self) -> None:
        for item in self._items:
            self._ahead.acquire()
            if self.is_cancelled:
                break
            self._read.emit(adding.read(item))
        self._read.emit(None)

    def _take(self, draft: Draft | Report | None) -> None:
        if draft is None:
            self._is_read = True
        else:
            self._waiting.append(draft)
        self._timer.start()

    def _keep(self) -> None:
        chunk = [self._waiting.popleft() for _ in range(min(CHUNK, len(self._waiting)))]
        if chunk:
            self._reports.extend(
                adding.keep(self._history, chunk, (), self._batch, is_recorded=self._is_recorded)
            )
            self._ahead.release(len(chunk))
            self.progressed.emit(len(self._reports), len(self._items))
        if not self._waiting:
            self._timer.stop()
            if self._is_read:
                self._is_read = False
                self.finished.emit(self._reports)


class WorkerJob(Job):
    """Runs one function in a worker; ``finished`` carries its answer, or the PostilError."""

    _done = Signal(object)

    def __init__(
        self, function: Callable[["WorkerJob"], Any], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._function = function
        self._done.connect(self.finished)

    def start(self, pool: QThreadPool) -> None:
        """Begin."""
        pool.start(_Task(self._work))

    def _work(self) -> None:
        try:
            answer = self._function(self)
        except PostilError as error:
            answer = error
        self._done.emit(answer)


def export_job(
    database: Database, ids: Sequence[int], path: Path, kind: str, parent: QObject
) -> WorkerJob:
    """A job that exports articles; its answer is what the exporter wrote."""

    def work(job: WorkerJob) -> Any:
        from reader.operations import exporting  # start-up time: exporters

        queries = database.queries()
        try:

            def progress(done: int) -> bool:
                job.progressed.emit(done, len(ids))
                return not job.is_cancelled

            return exporting.write(queries, ids, path, kind, progress)
        finally:
            queries.close()

    return WorkerJob(work, parent)
