"""Tasks in workers and in slices end in success or failure on the main thread, and can be stopped."""

import threading
import weakref
from collections.abc import Generator, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt, QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.core.errors import ExportFailed, PostilError
from reader.ui.tasks.task import SlicedTask, WorkerTask


@pytest.fixture
def pool(qapp: QApplication) -> Iterator[QThreadPool]:
    pool = QThreadPool()
    yield pool
    assert pool.waitForDone(5000)


class Heard(list[object]):
    """What a task has come to, and whether it was told on the main thread."""

    def success(self, result: object) -> None:
        assert threading.current_thread() is threading.main_thread()
        self.append(result)

    def failure(self, error: PostilError) -> None:
        assert threading.current_thread() is threading.main_thread()
        self.append(f"failed: {error}")


def run(qtbot: QtBot, task: WorkerTask[object], pool: QThreadPool) -> None:
    with qtbot.waitSignal(task.ended, timeout=20_000):
        task.start(pool)


def test_a_worker_succeeds_or_fails_on_the_main_thread(qtbot: QtBot, pool: QThreadPool) -> None:
    heard = Heard()

    def work(_task: WorkerTask[object]) -> object:
        return threading.current_thread() is threading.main_thread()

    def refuse(_task: WorkerTask[object]) -> object:
        raise ExportFailed("No.")

    run(qtbot, WorkerTask(work, heard.success, heard.failure), pool)
    run(qtbot, WorkerTask(refuse, heard.success, heard.failure), pool)
    assert heard == [False, "failed: No."]


def test_a_worker_that_has_ended_keeps_nothing_of_its_work(qtbot: QtBot, pool: QThreadPool) -> None:
    class Plan:
        """What may be large."""

    class PlanTask(WorkerTask[object]):
        def __init__(self, plan: Plan) -> None:
            super().__init__(lambda _task: self.carry_out(plan), heard.success, heard.failure)

        def carry_out(self, _plan: Plan) -> object:
            return "done"

    heard = Heard()
    plan = Plan()
    is_kept = weakref.ref(plan)
    run(qtbot, PlanTask(plan), pool)
    assert heard == ["done"]
    del plan
    assert is_kept() is None  # without any collection of garbage


def test_what_success_cannot_do_is_a_failure(qtbot: QtBot, pool: QThreadPool) -> None:
    heard = Heard()

    def success(_result: object) -> None:
        raise ExportFailed("No.")

    run(qtbot, WorkerTask(lambda _task: 1, success, heard.failure), pool)
    assert heard == ["failed: No."]


def test_a_bug_in_a_worker_ends_the_task(qtbot: QtBot, pool: QThreadPool) -> None:
    heard = Heard()

    def bug(_task: WorkerTask[object]) -> object:
        raise ZeroDivisionError

    with qtbot.captureExceptions() as bugs:
        run(qtbot, WorkerTask(bug, heard.success, heard.failure), pool)
    assert len(heard) == 1
    assert "ZeroDivisionError" in str(heard[0])
    assert [kind for kind, _error, _trace in bugs] == [ZeroDivisionError]


def test_a_worker_tells_progress_and_sees_that_it_is_cancelled(
    qtbot: QtBot, pool: QThreadPool
) -> None:
    heard = Heard()
    told: list[tuple[int, int]] = []

    def work(task: WorkerTask[object]) -> object:
        task.progressed.emit(1, 2)
        return task.is_cancelled

    task: WorkerTask[object] = WorkerTask(work, heard.success, heard.failure)
    task.progressed.connect(lambda done, total: told.append((done, total)))
    task.cancel()
    run(qtbot, task, pool)
    assert (heard, told) == ([True], [(1, 2)])


def test_a_dropped_task_tells_nobody(qtbot: QtBot, pool: QThreadPool) -> None:
    heard = Heard()
    task: WorkerTask[object] = WorkerTask(lambda _task: 1, heard.success, heard.failure)
    task.start(pool)
    assert pool.waitForDone(20_000)
    task.drop()  # its result is on its way
    QApplication.processEvents()
    assert heard == []


def steps(count: int, *, error: Exception | None = None) -> Generator[None, None, int]:
    for _number in range(count):
        yield
    if error is not None:
        raise error
    return count


def test_a_task_is_not_deleted_while_its_worker_tells_that_it_has_ended(
    qtbot: QtBot, pool: QThreadPool
) -> None:
    deleted = threading.Event()
    seen: list[bool] = []
    task = WorkerTask(lambda _task: 1, lambda _one: None, lambda _error: None)
    task.destroyed.connect(lambda: deleted.set())
    # On the worker, within the signal that the main thread acts on meanwhile.
    task._returned.connect(
        lambda _tell: seen.append(deleted.wait(0.2)), Qt.ConnectionType.DirectConnection
    )
    task.start(pool)
    qtbot.waitUntil(deleted.is_set)
    assert seen == [False]


def test_slices_come_to_a_result(qtbot: QtBot) -> None:
    heard = Heard()
    task = SlicedTask(steps(1000), heard.success, heard.failure)
    with qtbot.waitSignal(task.ended, timeout=20_000):
        task.start()
        assert heard == []
    assert (heard, task.done) == ([1000], 1000)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    task.cancel()  # nothing is left to stop
    assert heard == [1000]


def test_single_steps_are_counted(qtbot: QtBot) -> None:
    heard = Heard()
    told: list[int] = []
    task = SlicedTask(steps(3), heard.success, heard.failure, seconds=0)
    task.progressed.connect(lambda done, _total: told.append(done))
    with qtbot.waitSignal(task.ended, timeout=20_000):
        task.start()
    assert (heard, told) == ([3], [1, 2, 3])


def test_a_failure_in_a_slice_arrives_and_a_bug_is_raised(qapp: QApplication) -> None:
    heard = Heard()
    SlicedTask(steps(2, error=ExportFailed("No.")), heard.success, heard.failure).finish()
    assert heard == ["failed: No."]
    task = SlicedTask(steps(2, error=ZeroDivisionError()), heard.success, heard.failure)
    with pytest.raises(ZeroDivisionError):
        task.finish()
    assert task.is_over
    assert len(heard) == 1


def test_cancelled_slices_stop_where_they_are_even_by_their_own_step(qapp: QApplication) -> None:
    heard = Heard()
    reached: list[str] = []

    def work() -> Generator[None, None, None]:
        try:
            yield
            task.cancel()
            reached.append("end of the step")
            yield
            reached.append("next step")
        finally:
            reached.append("closed")

    task = SlicedTask(work(), heard.success, heard.failure)
    task.finish()
    assert reached == ["end of the step", "closed"]
    assert (heard, task.is_over, task.is_cancelled) == ([], True, True)
