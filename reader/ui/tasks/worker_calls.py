"""What a command has done off the main thread: reading, and writing that takes long.

While something is written the window goes on; what writes next waits for it, so that changes come in
the order of the keys.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool, QTimer

from reader.core.errors import PostilError
from reader.core.models import Changed
from reader.library.database import Database
from reader.library.queries.library_queries import Queries
from reader.operations.history import History
from reader.ui.tasks.chunked_work import ChunkedWork
from reader.ui.tasks.jobs import WorkerJob
from reader.ui.tasks.notices import Notices, Progress

R = TypeVar("R")

TOLD_AFTER = 300  # ms: what is over sooner is not told to be under way


class _LateToast:
    """Says that something is under way when it has not ended after a while."""

    def __init__(self, parent: QObject, notices: Notices, label: str) -> None:
        self._toast: Progress | None = None
        self._notices = notices
        self._label = label
        self._timer = QTimer(parent)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show)
        self._timer.start(TOLD_AFTER)

    def _show(self) -> None:
        self._toast = self._notices.show_progress(self._label)

    def close(self) -> None:
        """It has ended."""
        self._timer.stop()
        self._timer.deleteLater()
        if self._toast is not None:
            self._toast.close()


class WorkerCalls:
    """Reads and writes for commands in workers; one write at a time."""

    def __init__(
        self,
        parent: QObject,
        database: Database,
        history: History,
        notices: Notices,
        run_job: Callable[[WorkerJob, Callable[[Any], None]], None],
        parts: ChunkedWork,
    ) -> None:
        """``run_job`` runs a job that reads; ``parts`` is finished before anything is written."""
        self._parent, self._notices = parent, notices
        self._database, self._history = database, history
        self._run_job, self._parts = run_job, parts
        self._pool = QThreadPool(parent)
        self._pool.setMaxThreadCount(1)
        self._writing: WorkerJob | None = None

    @property
    def is_writing(self) -> bool:
        """Whether a write has not ended yet."""
        return self._writing is not None

    def read(self, label: str, read: Callable[[Queries], R], then: Callable[[R], None]) -> None:
        """Ask the library in a worker and go on with the answer; a PostilError is told."""

        def work(_job: WorkerJob) -> R:
            queries = self._database.queries()
            try:
                return read(queries)
            finally:
                queries.close()

        toast = _LateToast(self._parent, self._notices, label)

        def done(answer: Any) -> None:
            toast.close()
            self._go_on(answer, then)

        self._run_job(WorkerJob(work, self._parent), done)

    def write(self, label: str, write: Callable[[History], R], then: Callable[[R], None]) -> None:
        """Change the library in a worker, tell the window of it, and go on with the answer."""
        self._parts.finish()
        self.finish()
        heard: list[Changed] = []  # the window is told on its own thread

        def work(_job: WorkerJob) -> R:
            quiet = History(self._database)
            quiet.subscribe(heard.append)
            return write(quiet)

        job = WorkerJob(work, self._parent)
        toast = _LateToast(self._parent, self._notices, label)

        def done(answer: Any) -> None:
            self._writing = None
            job.deleteLater()
            toast.close()
            for changed in heard:
                self._history.tell(changed)
            self._go_on(answer, then)

        job.finished.connect(done)
        self._writing = job
        job.start(self._pool)

    def finish(self) -> None:
        """Wait for what is being written: another change, or the end of the window, builds on it."""
        job = self._writing
        if job is not None:
            self._pool.waitForDone()
            # What the worker has sent is waiting for the next turn of the event loop.
            QCoreApplication.sendPostedEvents(job, QEvent.Type.MetaCall.value)

    def _go_on(self, answer: Any, then: Callable[[R], None]) -> None:
        try:
            if isinstance(answer, PostilError):
                raise answer
            then(answer)
        except PostilError as error:
            self._notices.fail(str(error))
