"""Files are read in workers: in order, no further ahead than they may be, stopped when asked."""

import base64
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.core.article_source import Source
from reader.core.errors import PostilError
from reader.core.models import View
from reader.library.database import Database
from reader.operations import adding, articles, reimporting
from reader.operations.adding import AddReport
from reader.operations.history import History
from reader.operations.reimporting import ReimportRequest
from reader.ui.tasks.file_tasks import AHEAD, CHUNK, AddTask, RereadTask, export_work
from reader.ui.tasks.task import Task, WorkerTask, bug_text
from tests.importers.test_assets import png
from tests.library.samples import draft


@pytest.fixture
def database(
    qapp: QApplication, tmp_path: Path, put_library: Callable[[Path], None]
) -> Iterator[Database]:
    put_library(tmp_path / "library.sqlite")
    database = Database.open(tmp_path / "library.sqlite")
    yield database
    database.close()


@pytest.fixture
def pool(qapp: QApplication) -> Iterator[QThreadPool]:
    pool = QThreadPool()
    pool.setMaxThreadCount(2)
    yield pool
    assert pool.waitForDone(5000)


def sources(count: int) -> list[Path | Source]:
    return [
        Source(
            f"Number {n}\n\nThe text of {n}.\n".encode(), f"{n}.txt", f"origin {n}", "text/plain"
        )
        for n in range(count)
    ]


def finish(qtbot: QtBot, task: Task[Any]) -> None:
    """Wait for what a task has come to."""
    with qtbot.waitSignal(task.ended, timeout=20_000):
        pass


def fail(error: PostilError) -> None:
    raise error


def add_task(history: History, items: list[Path | Source], reports: list[AddReport]) -> AddTask:
    """A task that puts its reports into a list, and must not fail."""
    return AddTask(history, items, reports.extend, fail)


def test_all_are_kept_in_order_with_progress(
    qtbot: QtBot, database: Database, pool: QThreadPool
) -> None:
    history = History(database)
    reports: list[AddReport] = []
    task = add_task(history, sources(AHEAD + 3), reports)
    progress: list[tuple[int, int]] = []
    task.progressed.connect(lambda done, total: progress.append((done, total)))
    task.start(pool)
    finish(qtbot, task)
    assert [report.source for report in reports] == [f"origin {n}" for n in range(AHEAD + 3)]
    assert [done for done, _total in progress] == sorted({done for done, _total in progress})
    assert progress[-1] == (AHEAD + 3, AHEAD + 3)
    queries = database.queries()
    assert len(queries.article_ids(View.ALL)) == AHEAD + 3
    assert history.undo() is not None
    assert queries.article_ids(View.ALL) == []
    assert history.undo() is None
    queries.close()


def test_nothing_to_add_is_finished_at_once(
    qtbot: QtBot, database: Database, pool: QThreadPool
) -> None:
    reports: list[AddReport] = []
    task = add_task(History(database), [], reports)
    task.start(pool)
    finish(qtbot, task)
    assert reports == []


def test_reading_stays_only_a_little_ahead(
    qtbot: QtBot, database: Database, pool: QThreadPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    full, read, really_read = threading.Event(), [], adding.read

    def note(item: Path | Source, *more: Any) -> object:
        read.append(item)
        if len(read) == AHEAD:
            full.set()
        return really_read(item, *more)

    monkeypatch.setattr(adding, "read", note)
    reports: list[AddReport] = []
    task = add_task(History(database), sources(AHEAD + 3), reports)
    task.start(pool)
    assert full.wait(20)  # nothing is kept meanwhile: this is the main thread
    assert not pool.waitForDone(50)
    assert len(read) == AHEAD
    finish(qtbot, task)
    assert len(reports) == AHEAD + 3


def test_the_library_is_written_on_the_main_thread_only(
    qtbot: QtBot, database: Database, pool: QThreadPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading: set[object] = set()
    writing: set[object] = set()
    really_read, really_keep = adding.read, adding.keep

    def read(item: Path | Source, *more: Any) -> object:
        reading.add(threading.get_ident())
        return really_read(item, *more)

    def keep(*args: object, **named: object) -> list[AddReport]:
        writing.add(threading.get_ident())
        return really_keep(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(adding, "read", read)
    monkeypatch.setattr(adding, "keep", keep)
    reports: list[AddReport] = []
    task = add_task(History(database), sources(5), reports)
    task.start(pool)
    finish(qtbot, task)
    assert writing == {threading.get_ident()}
    assert threading.get_ident() not in reading


def test_what_has_many_pictures_is_written_by_the_worker_in_its_turn(
    qtbot: QtBot, database: Database, pool: QThreadPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each picture is a row or two, which would hold the window up."""
    written: list[tuple[bool, int]] = []
    really_keep = adding.keep

    def keep(history: History, drafts: list[Any], *more: Any, **named: Any) -> list[AddReport]:
        is_here = threading.get_ident() == main
        written.append((is_here, sum(len(one.draft.assets) for one in drafts)))
        return really_keep(history, drafts, *more, **named)

    main = threading.get_ident()
    monkeypatch.setattr(adding, "keep", keep)
    items = [_with_pictures(number, count) for number, count in enumerate((0, 20, 2, 3, 2))]
    reports: list[AddReport] = []
    task = AddTask(History(database), items, reports.extend, fail, database=database)
    task.start(pool)
    finish(qtbot, task)
    assert [report.title for report in reports] == [f"Page {number}" for number in range(5)]
    assert (False, 20) in written
    assert max(count for is_here, count in written if is_here) <= 5


def test_what_waits_together_is_kept_in_parts_that_stay_short(
    qtbot: QtBot, database: Database, pool: QThreadPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window may have been busy while all of it was read."""
    written: list[int] = []
    really_keep = adding.keep

    def keep(history: History, drafts: list[Any], *more: Any, **named: Any) -> list[AddReport]:
        written.append(sum(1 + len(one.draft.assets) for one in drafts))
        return really_keep(history, drafts, *more, **named)

    monkeypatch.setattr(adding, "keep", keep)
    items = [_with_pictures(number, count) for number, count in enumerate((2, 3, 2, 4, 4))]
    reports: list[AddReport] = []
    task = AddTask(History(database), items, reports.extend, fail, database=database)
    task.start(pool)
    pool.waitForDone()
    finish(qtbot, task)
    assert len(reports) == 5
    assert max(written) <= 8


def _with_pictures(number: int, count: int) -> Source:
    pictures = (base64.b64encode(png(number + 3, size + 3)).decode() for size in range(count))
    images = "".join(f'<img src="data:image/png;base64,{data}">' for data in pictures)
    page = f"<title>Page {number}</title><p>The words of page {number}.</p>{images}"
    return Source(page.encode(), f"{number}.html", f"origin {number}", "text/html")


def test_cancelled_before_it_begins(qtbot: QtBot, database: Database, pool: QThreadPool) -> None:
    reports: list[AddReport] = []
    task = add_task(History(database), sources(5), reports)
    task.cancel()
    task.start(pool)
    finish(qtbot, task)
    assert reports == []
    assert task.is_cancelled


def test_a_bug_while_keeping_is_told_and_the_rest_goes_on(
    qtbot: QtBot, database: Database, pool: QThreadPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_keep, times = adding.keep, []

    def keep(*args: object, **named: object) -> list[AddReport]:
        times.append(1)
        if len(times) == 1:
            raise ZeroDivisionError
        return really_keep(*args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(adding, "keep", keep)
    reports: list[AddReport] = []
    task = add_task(History(database), sources(AHEAD + 8), reports)
    with qtbot.captureExceptions() as bugs:
        task.start(pool)
        finish(qtbot, task)
    assert len(reports) == AHEAD + 8
    failed = [report for report in reports if report.status == "failed"]
    assert 1 <= len(failed) <= CHUNK
    assert all("ZeroDivisionError" in report.error for report in failed)
    assert [kind for kind, _error, _trace in bugs] == [ZeroDivisionError]


def test_a_bug_while_an_article_is_read_again_is_told_and_the_rest_goes_on(
    qtbot: QtBot, database: Database, pool: QThreadPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(database)
    titles = ("Number 0", "Number 1")
    ids = [
        history.write(articles.add, draft(title, f"{title} words.")).article_id for title in titles
    ]
    really_keep = reimporting.keep

    def keep(history: History, item: ReimportRequest, *more: Any) -> AddReport:
        if item.title == "Number 0":
            raise ZeroDivisionError
        return really_keep(history, item, *more)

    monkeypatch.setattr(reimporting, "keep", keep)
    reports: list[AddReport] = []
    items = [ReimportRequest(id_, title) for id_, title in zip(ids, titles, strict=True)]
    task = RereadTask(history, database, items, reports.extend, fail)
    with qtbot.captureExceptions() as bugs:
        task.start(pool)
        finish(qtbot, task)
    assert [(one.status, one.id, one.title) for one in reports] == [
        ("failed", ids[0], "Number 0"),
        ("updated", ids[1], "Number 1"),
    ]
    assert (
        reports[0].error
        == "That failed: there was an internal error in Postil (ZeroDivisionError)."
    )
    assert [kind for kind, _error, _trace in bugs] == [ZeroDivisionError]


def test_export_in_a_worker_with_progress_and_cancel(
    qtbot: QtBot, database: Database, pool: QThreadPool, tmp_path: Path
) -> None:
    history = History(database)
    add = add_task(history, sources(6), [])
    add.start(pool)
    finish(qtbot, add)
    queries = database.queries()
    ids = queries.article_ids(View.ALL)
    queries.close()
    written: list[object] = []
    work = export_work(database, ids, tmp_path / "all", "markdown", is_of_annotations=False)
    task = WorkerTask(work, written.append, fail)
    done: list[int] = []
    task.progressed.connect(lambda count, _total: done.append(count))
    task.start(pool)
    finish(qtbot, task)
    assert len(list((tmp_path / "all").iterdir())) == 6
    assert done[-1] == 6
    assert len(written) == 1
    work = export_work(database, ids, tmp_path / "some", "markdown", is_of_annotations=False)
    task = WorkerTask(work, written.append, fail)
    task.cancel()
    task.start(pool)
    finish(qtbot, task)
    assert len(list((tmp_path / "some").glob("*.md"))) <= 1


def test_a_bug_is_told_in_one_sentence_with_the_things_name() -> None:
    error = ZeroDivisionError("secret details")
    for item in (Path("/tmp/x.txt"), Source(b"", "x.txt", "clipboard")):
        text = bug_text(item, error)
        assert "x.txt" in text
        assert text.endswith(".")
        assert "secret" not in text
    assert bug_text(None, error).endswith(".")


def test_many_files_are_read_in_processes_and_kept_in_order(
    qtbot: QtBot,
    database: Database,
    pool: QThreadPool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(adding, "FILES_AHEAD", 3)
    paths: list[Path | Source] = [tmp_path / f"{n}.txt" for n in range(4)]
    for n, path in enumerate(paths):
        if n != 2 and isinstance(path, Path):
            path.write_text(f"Number {n}\n\nThe text of {n}.\n")
    reports: list[AddReport] = []
    task = add_task(History(database), paths, reports)
    task.start(pool)
    finish(qtbot, task)
    assert [report.title for report in reports] == ["Number 0", "Number 1", "", "Number 3"]
    assert reports[2].error == f"There is no file “{paths[2]}”."
