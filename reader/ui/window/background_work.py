"""Adds, exports and reads articles in the background, and tells what became of it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from reader.app import App
from reader.commands.highlights import review_text
from reader.core.errors import PostilError
from reader.core.models import Source
from reader.core.translation import _, ngettext
from reader.library.queries.library_queries import Queries
from reader.operations import adding
from reader.operations.adding import Report
from reader.operations.history import History
from reader.ui.tasks.jobs import AddJob, Job, WorkerJob, export_job, question_job
from reader.ui.tasks.notices import Notices
from reader.ui.window.clipboard import put_on_clipboard


class BackgroundWork(QObject):
    """Starts jobs, shows how far they are, and says what became of them."""

    article_added = Signal(int)  # the one that was added, to be shown
    starters_added = Signal()

    def __init__(self, parent: QObject, app: App, notices: Notices) -> None:
        super().__init__(parent)
        self._app, self._notices = app, notices
        self._jobs: list[Job] = []
        self._has_starters_to_come = False
        self._after_starters: list[Sequence[Path | Source]] = []
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._questions = QThreadPool(self)  # of their own: an export must not keep them waiting
        self._questions.setMaxThreadCount(1)

    def add(self, items: Sequence[Path | Source]) -> None:
        if self._has_starters_to_come:
            self._after_starters.append(items)  # a person's own article is to stand on top
            return
        folders = [one.absolute().parent for one in items if isinstance(one, Path)]
        if folders:
            self._app.settings.set(folder=str(folders[-1]))
        job = AddJob(self._app.history, items, self, database=self._app.database)
        toast = self._notices.show_progress(_("Adding articles"), job.cancel)
        job.progressed.connect(lambda done, total: toast.update(done, total))
        job.finished.connect(lambda reports: self._added(job, reports))
        job.finished.connect(lambda _reports: toast.close())
        self._start(job)

    def _finished(self, job: Job) -> bool:
        """Lets go of a job; False when nobody is there to be told, as the window is closing."""
        if job not in self._jobs:
            return False
        self._jobs.remove(job)
        job.deleteLater()
        return True

    def _added(self, job: Job, reports: list[Report]) -> None:
        if not self._finished(job):
            return
        text = adding.summary(reports) or _("Nothing was added.")
        if job.is_cancelled:
            text = _("Stopped: {summary}").format(summary=text)
        updated = [report.id for report in reports if report.status == "updated" and report.id]
        found = [one for id_ in updated for one in self._app.queries.annotations(id_)]
        if review := review_text(found):
            text = f"{text} · {review}"
        is_changed = any(report.status in ("added", "updated", "offered") for report in reports)
        failed = [report for report in reports if report.status == "failed"]
        if failed:
            reasons = "\n".join(report.error for report in failed[:8])
            more = len(failed) - 8
            if more > 0:
                reasons += "\n" + _("… and {n} more").format(n=more)
            self._notices.fail(f"{text}\n{reasons}", can_undo=is_changed)
        else:
            self._notices.notify(text, can_undo=is_changed)
        # One thing added is what a person wants to read; many must not take the text away.
        if len(reports) == 1 and reports[0].id is not None:
            self.article_added.emit(reports[0].id)

    def read_again(self, articles: Sequence[tuple[int, str]], path: Path | None) -> None:
        """Reads articles in again, from a file if one is named; progress, and a way to stop."""
        from reader.operations.reimporting import Rereading  # start-up time: finding words again
        from reader.ui.tasks.jobs import RereadJob

        items = [Rereading(id_, title, path) for id_, title in articles]
        job = RereadJob(self._app.history, self._app.database, items, self)
        toast = self._notices.show_progress(_("Reading in again"), job.cancel)
        job.progressed.connect(lambda done, total: toast.update(done, total))
        job.finished.connect(lambda reports: self._added(job, reports))
        job.finished.connect(lambda _reports: toast.close())
        self._start(job)

    def run(self, job: WorkerJob, on_done: Callable[[Any], None]) -> None:
        """Runs a job that reads; on_done hears its answer, or the PostilError."""

        def done(answer: object) -> None:
            if self._finished(job):
                on_done(answer)

        job.finished.connect(done)
        self._start(job)

    def add_starters(self) -> None:
        """Fills a library that never held anything with the starter articles, once."""
        from reader.operations import starter_articles  # start-up time
        from reader.ui.style.font_coverage import have_faces  # start-up time

        if not starter_articles.are_due(self._app.queries):
            return
        files = starter_articles.missing_files(self._app.queries)
        job = AddJob(
            self._app.history,
            [file for file in files if have_faces(file.read_text("utf-8"))],
            self,
            is_recorded=False,
        )
        self._has_starters_to_come = True

        def remember(write: Callable[[History], None]) -> None:
            try:
                write(self._app.history)
            except PostilError as error:
                self._notices.fail(str(error))

        def done(_reports: list[Report]) -> None:
            if not self._finished(job):
                return
            remember(starter_articles.remember)
            self.starters_added.emit()
            self._has_starters_to_come = False
            for items in self._after_starters:
                self.add(items)
            self._after_starters.clear()

        job.progressed.connect(lambda _done, _total: remember(starter_articles.begin))
        job.finished.connect(done)
        self._start(job)

    def export(self, article_ids: Sequence[int], path: Path, kind: str) -> None:
        self._export(export_job(self._app.database, article_ids, path, kind, self), path)

    def export_annotations(self, ids: Sequence[int], path: Path, kind: str) -> None:
        database = self._app.database
        self._export(export_job(database, ids, path, kind, self, is_of_annotations=True), path)

    def copy_annotations(self, ids: Sequence[int]) -> None:
        """Puts annotations on the clipboard as Markdown."""

        def read(queries: Queries) -> str:
            from reader.operations import exporting  # start-up time: exporters

            return exporting.annotations_markdown(queries, ids)

        def copy(answer: object) -> None:
            if isinstance(answer, PostilError):
                self._notices.fail(str(answer))
                return
            put_on_clipboard(str(answer))
            text = ngettext("{n} highlight copied", "{n} highlights copied", len(ids))
            self._notices.notify(text.format(n=len(ids)))

        self.ask(read, copy)

    def ask(self, question: Callable[[Queries], Any], on_answer: Callable[[Any], None]) -> None:
        """Asks the library off the main thread; the answer, or a PostilError, comes later."""
        job = question_job(self._app.database, question, self)

        def done(answer: object) -> None:
            if self._finished(job):
                on_answer(answer)

        job.finished.connect(done)
        self._jobs.append(job)
        job.start(self._questions)

    def _export(self, job: WorkerJob, path: Path) -> None:
        toast = self._notices.show_progress(_("Exporting"), job.cancel)
        job.progressed.connect(lambda done, total: toast.update(done, total))

        def done(answer: object) -> None:
            if not self._finished(job):
                return
            toast.close()
            if isinstance(answer, PostilError):
                self._notices.fail(str(answer))
            else:
                text = _("Exported to {path}")
                if job.is_cancelled:
                    text = _("Stopped; what was written is in {path}")
                self._notices.notify(text.format(path=path))

        job.finished.connect(done)
        self._start(job)

    def _start(self, job: AddJob | WorkerJob) -> None:
        self._jobs.append(job)
        job.start(self._pool)

    def stop(self) -> None:
        """Cancels what is running and waits for it; what is done is done."""
        for job in self._jobs:
            job.cancel()
        self._pool.waitForDone(10_000)
        self._questions.waitForDone(10_000)
        for job in self._jobs:
            if isinstance(job, AddJob):
                job.blockSignals(True)  # nobody is there to be told any more
                job.finish()
        self._jobs.clear()
