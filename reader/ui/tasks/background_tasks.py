"""Runs the tasks of a window in workers, and ends them when it closes."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThreadPool

from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.ui.tasks.notices import Notices, show_task
from reader.ui.tasks.task import Failure, WorkerTask, query_work

R = TypeVar("R")


class BackgroundTasks(QObject):
    """Starts tasks, shows how far they are, and waits for them at the end."""

    def __init__(self, parent: QObject, database: Database, notices: Notices) -> None:
        super().__init__(parent)
        self._database, self._notices = database, notices
        self._tasks: list[WorkerTask[Any]] = []
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._questions = QThreadPool(self)  # of their own: an export must not keep them waiting
        self._questions.setMaxThreadCount(1)

    def ask(
        self, query: Callable[[Queries], R], success: Callable[[R], None], failure: Failure
    ) -> None:
        """Asks the library off the main thread; success or failure is called later."""
        work = query_work(self._database, query)
        self.start(WorkerTask(work, success, failure), self._questions)

    def start(self, task: WorkerTask[Any], pool: QThreadPool | None = None) -> None:
        """Starts a task that ``stop`` is to stop."""
        self._keep_until_over(task)
        task.start(pool or self._pool)

    def stop(self) -> None:
        """Cancels what is running and waits for it; what is done is done."""
        for task in self._tasks:
            task.cancel()
        self._pool.waitForDone(10_000)
        self._questions.waitForDone(10_000)
        for task in self._tasks:
            task.drop()  # its window is gone
            task.finish()
        self._tasks.clear()

    def _keep_until_over(self, task: WorkerTask[Any]) -> None:
        self._tasks.append(task)
        task.ended.connect(lambda: self._tasks.remove(task))

    def _show(self, label: str, task: WorkerTask[Any]) -> None:
        """Shows how far a task is, with a way to stop it."""
        show_task(self._notices, label, task, task.cancel)

    def _start_shown(self, label: str, task: WorkerTask[Any]) -> None:
        self._show(label, task)
        self.start(task)
