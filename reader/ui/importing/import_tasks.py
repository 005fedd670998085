"""Plans and runs imports in a worker, with progress; cancelling keeps what has been imported."""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Signal

from reader.core.models import ChangeNotice
from reader.library.database import Database
from reader.operations.history import History
from reader.operations.importing import planning, running
from reader.operations.importing.plan import ImportOptions, ImportPlan, ImportStopped
from reader.operations.importing.running import ImportResult
from reader.ui.tasks.task import Failure, WorkerTask

R = TypeVar("R")

_PART = 1000  # rows that are written at a time: other writes wait no longer than for these


class _StoppableTask(WorkerTask[R]):
    """A task that can be cancelled until it has written something."""

    def _check(self) -> None:
        if self.is_cancelled:
            raise ImportStopped


class PlanTask(_StoppableTask[ImportPlan]):
    """Reads the chosen files, and plans what importing them would do."""

    def __init__(
        self,
        database: Database,
        path: Path,
        success: Callable[[ImportPlan], None],
        failure: Failure,
    ) -> None:
        super().__init__(lambda _task: self._plan(database, path), success, failure)

    def _plan(self, database: Database, path: Path) -> ImportPlan:
        with closing(database.queries()) as queries:
            return planning.plan(queries, path, None, self._check, self.progressed.emit)


class ImportTask(_StoppableTask[ImportResult]):
    """Carries out the plan."""

    changed = Signal(ChangeNotice)  # what the worker has written, for the window to be told

    def __init__(
        self,
        database: Database,
        plan: ImportPlan,
        options: ImportOptions,
        success: Callable[[ImportResult], None],
        failure: Failure,
    ) -> None:
        super().__init__(lambda _task: self._import(database, plan, options), success, failure)

    def _import(self, database: Database, plan: ImportPlan, options: ImportOptions) -> ImportResult:
        self._check()  # it may have been stopped while a backup was made
        quiet = History(database)
        quiet.subscribe(self.changed.emit)
        result = ImportResult("")
        total = len(plan.articles)
        for done in running.run(quiet, plan, options, _PART):
            result = done
            self.progressed.emit(done.articles, total)
            if self.is_cancelled and done.articles < total:
                result.is_stopped = True
                break
        return result
