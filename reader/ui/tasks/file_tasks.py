"""Adds files to the library and exports from it, in workers.

A worker reads and writes files; the main thread writes to the library, in short transactions between
which the window goes on. A transaction that is long, a new text with the places of all highlights on
it, is the worker's, and the main thread tells of it.
"""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QTimer, Signal

from reader.core.article_source import FETCH_ALL, EncryptedFile, FetchOptions, Source, WebAddress
from reader.core.errors import LibraryError
from reader.core.models import ChangeNotice
from reader.core.translation import _, counted_text
from reader.core.unique_ids import act_key
from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations import adding
from reader.operations.adding import AddReport, Item
from reader.operations.draft_preparation import PreparedDraft
from reader.operations.history import History
from reader.ui.tasks.task import WAIT_STEP, WAIT_STEPS, Failure, WorkerTask, bug_text

if TYPE_CHECKING:
    from reader.exporters.export_item import Written
    from reader.exporters.exporter import ExportFormat
    from reader.operations.reimporting import ReimportRequest
    from reader.operations.sources.import_processes import ReadingProcesses
    from reader.operations.sources.web_pages import PageDownloads

_TURN = 0.002  # seconds between looks whether it is a worker's turn to write
AHEAD = 16  # how many files may have been read and not yet kept
CHUNK = 8  # articles and images that are kept in one transaction, so that it stays short
PICTURES = 4  # with more of them an article is kept by the worker


class WorkerResults(NamedTuple):
    """The results that a worker stored itself, as the main thread would take too long."""

    report: AddReport
    changes: tuple[ChangeNotice, ...]  # of which the window is still to be told


class AddTask(WorkerTask[list[AddReport]]):
    """Reads files, sources or addresses in a worker and keeps them on the main thread.

    Its result is a list of reports, one for each item that was reached.
    """

    _has_read = Signal()  # wakes the main thread; what was read waits in order

    def __init__(
        self,
        history: History,
        items: Sequence[Item],
        success: Callable[[list[AddReport]], None],
        failure: Failure,
        *,
        is_recorded: bool = True,
        database: Database | None = None,
        options: FetchOptions = FETCH_ALL,
    ) -> None:
        """With ``is_recorded=False`` the articles come in without an undo step.

        ``options`` say what may be fetched. With a database, the worker finds the highlights of articles that get a new text.
        """
        super().__init__(lambda _task: self._read_all(), success, failure)
        self._history = history
        self._database = database
        self._items: list[Any] = list(items)
        self._batch = act_key()
        self._is_recorded = is_recorded
        self._options = options
        self._files: ReadingProcesses | None = None  # while the worker reads
        self._ahead = threading.Semaphore(AHEAD)
        self._waiting: deque[PreparedDraft | AddReport | WorkerResults] = deque()
        self._reports: list[AddReport] = []
        self._looks = 0  # in a row that saw another program write
        self._reached = 0  # how many items the worker has read
        self._tell: Callable[[], None] | None = None  # what is to be called at the end
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._keep)
        self._has_read.connect(self._timer.start)

    def cancel(self) -> None:
        super().cancel()
        self._ahead.release(AHEAD)  # so that a waiting worker sees it

    def _read_all(self) -> list[AddReport]:
        queries = None
        with contextlib.suppress(LibraryError):  # said, and what was read is rescued, at the write
            queries = None if self._database is None else self._database.queries()
        try:
            with (
                self._downloads(queries) as pages,
                adding.files_ahead(self._items, lambda: self.is_cancelled) as self._files,
            ):
                can_be_given_up = pages is not None or self._files is not None
                for item in self._items:
                    self._ahead.acquire()
                    if self.is_cancelled:
                        break
                    read = self._read_one(item, queries, pages)
                    if can_be_given_up and self._cancelled.is_set() and isinstance(read, AddReport):
                        break  # which is no failure
                    self._waiting.append(self._kept_if_long(read))
                    self._reached += 1
                    self._has_read.emit()
        finally:
            if queries is not None:
                queries.close()
        return self._reports

    def unfold(self, *, in_chapters: bool) -> int:
        """Puts the addresses that a file or text lists in its place; returns how many items there are.

        Reads files, so it is to be called in a worker, and before the task starts. in_chapters: as
        `adding.unfolded` has it.
        """
        self._items = list[Any](adding.unfolded(self._items, in_chapters=in_chapters))
        return len(self._items)

    def _downloads(
        self, _queries: Queries | None
    ) -> "contextlib.AbstractContextManager[PageDownloads | None]":
        """Fetches the pages among the items, while the block runs."""
        return adding.downloads(self._items, self._options, lambda: self.is_cancelled)

    def failed_items(self, reports: Sequence[AddReport]) -> list[Any]:
        """Returns the things that could not be added, or imported again."""
        pairs = zip(self._items, reports, strict=False)
        return [item for item, report in pairs if report.status == "failed"]

    def _end(self, tell: Callable[[], None]) -> None:
        """Ends when what the worker has read is kept, too."""
        self._tell = tell
        self._timer.start()

    def _kept_if_long(
        self, read: PreparedDraft | AddReport
    ) -> PreparedDraft | AddReport | WorkerResults:
        """Keeps what takes long in the worker, in its turn: a text with highlights, many images."""
        if self._database is None or isinstance(read, AddReport):
            return read
        if not read.places and len(read.draft.assets) <= PICTURES:
            return read
        while self._waiting and not self.is_cancelled:
            time.sleep(_TURN)  # what was read before is kept before
        quiet = History(self._database)
        heard: list[ChangeNotice] = []
        quiet.subscribe(heard.append)
        (report,) = self._keep_chunk([read], quiet, self._reached)
        return WorkerResults(report, tuple(heard))

    def _read_one(
        self, item: Any, queries: Queries | None = None, pages: "PageDownloads | None" = None
    ) -> PreparedDraft | AddReport:
        try:
            return self._read_and_find(item, queries, pages)
        except Exception as error:  # noqa: BLE001 - a bug: told on the main thread, the rest goes on
            self._broke.emit(error)
            if isinstance(item, EncryptedFile):
                item = item.path
            if isinstance(item, Path | Source | WebAddress):
                return adding.failed(item, bug_text(item, error))
            return adding.AddReport(item.title, "failed", None, item.title, bug_text(None, error))

    def _read_and_find(
        self, item: Any, queries: Queries | None, pages: "PageDownloads | None"
    ) -> PreparedDraft | AddReport:
        return adding.read(item, queries, lambda: self.is_cancelled, pages, self._files)

    def finish(self) -> None:
        """Stores what was read after the worker has ended.

        Files that were not reached are still on the disk; text that was pasted or dropped is not.
        """
        self._timer.stop()
        for item in self._items[self._reached :]:
            if isinstance(item, Source):
                with adding.downloads([item], self._options, lambda: True) as no_pictures:
                    self._waiting.append(self._read_one(item, None, no_pictures))
        while self._waiting:
            self._keep()
        self._timer.stop()

    def _must_wait(self) -> bool:
        """Returns whether another program writes: then it is looked again in a moment."""
        database = self._database
        is_busy = database is not None and self._looks < WAIT_STEPS and database.is_busy()
        self._looks = self._looks + 1 if is_busy else 0
        self._timer.setInterval(WAIT_STEP if is_busy else 0)
        return is_busy

    def _keep(self) -> None:
        if self._must_wait():
            return
        chunk = list(self._next_chunk())
        if chunk:
            self._take(chunk)
            self._ahead.release(len(chunk))
            self.progressed.emit(len(self._reports), len(self._items))
        if not self._waiting:
            self._timer.stop()
            if self._tell is not None:
                super()._end(self._tell)

    def _next_chunk(self) -> Iterator[PreparedDraft | AddReport | WorkerResults]:
        """Takes what was read off those that wait, as much as one transaction may have."""
        weight = 0
        while self._waiting:
            one = self._waiting[0]
            is_first = weight == 0
            weight += 1 + (len(one.draft.assets) if isinstance(one, PreparedDraft) else 0)
            if weight > CHUNK and not is_first:
                return
            yield self._waiting.popleft()

    def _take(self, chunk: Sequence[PreparedDraft | AddReport | WorkerResults]) -> None:
        """Stores what was read, together if possible, and reports what the worker has stored."""
        together: list[PreparedDraft | AddReport] = []
        for one in chunk:
            if not isinstance(one, WorkerResults):
                together.append(one)
                continue
            self._reports += self._keep_chunk(together, self._history, len(self._reports))
            together = []
            self._reports.append(one.report)
            for changed in one.changes:
                self._history.tell(changed)
        self._reports += self._keep_chunk(together, self._history, len(self._reports))

    def _keep_chunk(
        self,
        chunk: Sequence[PreparedDraft | AddReport],
        history: History,
        first: int,
    ) -> list[AddReport]:
        try:
            return adding.keep(
                history,
                chunk,
                (),
                self._batch,
                count=len(self._items),
                is_recorded=self._is_recorded,
            )
        except Exception as error:  # noqa: BLE001 - a bug: told like one, and the rest goes on
            self._broke.emit(error)
            return [
                one
                if isinstance(one, AddReport)
                else adding.failed(one.draft.source, bug_text(one.draft.source, error))
                for one in chunk
            ]


class RereadTask(AddTask):
    """Imports articles again in a worker and keeps their new texts on the main thread."""

    def __init__(
        self,
        history: History,
        database: Database,
        items: "Sequence[ReimportRequest]",
        success: Callable[[list[AddReport]], None],
        failure: Failure,
        options: FetchOptions = FETCH_ALL,
    ) -> None:
        super().__init__(history, (), success, failure, database=database, options=options)
        self._items = list(items)

    def _downloads(
        self, queries: Queries | None
    ) -> "contextlib.AbstractContextManager[PageDownloads | None]":
        from reader.operations import reimporting  # start-up time: finding words again

        if queries is None:
            return contextlib.nullcontext()
        return reimporting.downloads(self._items, queries, self._options, lambda: self.is_cancelled)

    def _read_and_find(
        self, item: Any, queries: Queries | None, pages: "PageDownloads | None"
    ) -> PreparedDraft | AddReport:
        from reader.operations import reimporting  # start-up time: finding words again

        if queries is None:
            return reimporting.failed(item, _("The library cannot be read."))
        return reimporting.read(item, queries, lambda: self.is_cancelled, pages)

    def _keep_chunk(
        self, chunk: Sequence[PreparedDraft | AddReport], history: History, first: int
    ) -> list[AddReport]:
        from reader.operations import reimporting  # start-up time: finding words again

        kept: list[AddReport] = []
        for one in chunk:
            item = self._items[first + len(kept)]
            try:
                count = len(self._items)
                kept.append(reimporting.keep(history, item, one, self._batch, count))
            except Exception as error:  # noqa: BLE001 - a bug: told like one, and the rest goes on
                self._broke.emit(error)
                kept.append(reimporting.failed(item, bug_text(None, error)))
        return kept


def export_work(
    database: Database,
    ids: Sequence[int],
    path: Path,
    kind: "str | ExportFormat",
    *,
    is_of_annotations: bool,
) -> "Callable[[WorkerTask[Written]], Written]":
    """Returns the function of a task that exports articles, or annotations."""

    def work(task: "WorkerTask[Written]") -> "Written":
        from reader.exporters.exporter import MARKED_COPY  # start-up time: exporters
        from reader.operations.exporting import article_export  # likewise

        def progress(done: int) -> bool:
            task.progressed.emit(done, len(ids))
            return not task.is_cancelled

        write = article_export.write_annotations if is_of_annotations else article_export.write
        with contextlib.closing(database.queries()) as queries:
            if kind == MARKED_COPY:
                # Start-up time: pypdf.
                from reader.operations.exporting.marked_copy import write_copy

                return write_copy(queries, ids[0], path)
            return write(queries, ids, path, kind, progress)

    return work


def export_text(path: Path, written: "Written", *, is_stopped: bool) -> str:
    """Describes the result of an export: where it is, and what was left unchanged."""
    text = _("Stopped; what was written is in {path}") if is_stopped else _("Exported to {path}")
    text = text.format(path=path)
    if kept := len(written.kept):
        left = counted_text(
            "{n} file was changed since, and left as it is",
            "{n} files were changed since, and left as they are",
            kept,
        )
        text += "; " + left
    return text
