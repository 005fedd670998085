"""Bugs, wherever they happen: logged and told once, on the main thread, without the reader's words."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QRunnable, Qt, QThread, QThreadPool, QTimer, QUrl, qWarning
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.core.errors import LibraryError
from reader.ui.window.bug_reporter import BugReporter
from reader.ui.window.toasts import Toasts
from tests.guards import ExpectLog
from tests.ui.overlay_host import make_host


class Bench:
    """A reporter that is installed, its toasts and its log."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.toasts = Toasts(make_host(qtbot), lambda _kind, work: work(), lambda: None)
        self.folder = folder
        self.reporter = BugReporter(folder, self.toasts)

    @property
    def log(self) -> str:
        file = self.folder / "postil.log"
        return file.read_text("utf-8") if file.exists() else ""

    @property
    def told(self) -> list[str]:
        return [toast.text for toast in self.toasts.shown]


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path, expect_log: ExpectLog) -> Iterator[Bench]:
    expect_log("unexpected:")
    bench = Bench(qtbot, tmp_path / "logs")
    hooks = sys.excepthook, threading.excepthook
    bench.reporter.install()
    yield bench
    bench.reporter.remove()
    assert (sys.excepthook, threading.excepthook) == hooks


def report(act: Callable[[], object]) -> None:
    try:
        act()
    except Exception as error:  # noqa: BLE001 - each is another
        sys.excepthook(type(error), error, error.__traceback__)


def divide() -> float:
    return 1 / 0


def look_up(name: str) -> object:
    return {"one": 1}[name]


class Runnable(QRunnable):
    """Work of a pool that breaks."""

    def run(self) -> None:
        raise LookupError("a title")


def in_pool() -> None:
    pool = QThreadPool()
    for _time in range(3):
        pool.start(Runnable())
    pool.waitForDone()


def in_thread() -> None:
    def run() -> None:
        raise LookupError("a title")

    for _time in range(3):
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()


@pytest.mark.parametrize("act", [in_pool, in_thread])
def test_a_bug_on_another_thread_is_told_once_on_the_main_one(
    bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, act: Callable[[], None]
) -> None:
    threads: list[QThread] = []
    show = bench.toasts.show

    def note_thread(*arguments: Any, **more: Any) -> None:
        threads.append(QThread.currentThread())
        show(*arguments, **more)

    monkeypatch.setattr(bench.toasts, "show", note_thread)
    act()
    qtbot.waitUntil(lambda: bool(bench.told))
    assert "(LookupError)" in bench.told[0]
    assert str(bench.folder / "postil.log") in bench.told[0]
    assert threads == [bench.toasts.thread()]
    assert bench.log.count("Traceback") == 1
    assert "a title" not in bench.log.replace('LookupError("a title")', "")  # a line of this module


def test_a_thread_that_wants_to_end_is_no_bug(bench: Bench) -> None:
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    qWarning("so that something is logged")
    assert "SystemExit" not in bench.log
    assert bench.told == []


def test_each_traceback_is_reported_once_and_can_be_copied(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    for _time in range(5):
        report(divide)
    assert bench.log.count("Traceback") == 1
    for name in ("a title", "another"):
        report(lambda name=name: look_up(name))  # type: ignore[misc]
    assert bench.log.count("Traceback") == 2
    assert len(bench.told) == 2
    toast = bench.toasts.shown[-1]
    QTest.mouseClick(toast.more[0], Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert "ZeroDivisionError" in copied
    assert "KeyError" in copied
    assert "a title" not in copied
    QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert opened == [QUrl.fromLocalFile(str(bench.folder))]
    assert toast.isVisible()  # there is more to do with it
    QTest.mouseClick(toast.cross, Qt.MouseButton.LeftButton)
    assert len(bench.told) == 1


def test_what_can_be_told_in_a_sentence_is_no_internal_error(bench: Bench) -> None:
    def fail() -> None:
        raise LibraryError("The disk failed; check it.")

    for _time in range(2):
        report(fail)
    assert bench.told == ["The disk failed; check it."]  # once more, for it happened once more
    assert bench.log.count("Traceback") == 1


def test_messages_of_qt_are_logged_with_the_code_they_came_from(bench: Bench) -> None:
    for number in range(3):
        qWarning(f"QFont::setPixelSize: Pixel size <= {number}")
    thread = threading.Thread(target=lambda: QTimer().start(1))
    thread.start()
    thread.join()
    assert bench.log.count("QFont::setPixelSize") == 2  # the message, and the line it came from
    assert "in test_messages_of_qt_are_logged" in bench.log
    assert "QObject::startTimer" in bench.log
    assert bench.told == []


def test_a_message_is_logged_once_and_the_terminal_gets_no_code(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """Qt warns on Wayland of what is no fault, with another address each time."""
    for address in ("0x5580632d7c50", "0xc0ffee"):
        qWarning(f"Trying to disable {address} but 0x0 is focused")
    assert bench.log.count("QtWarningMsg") == 1
    assert [record.getMessage().count("\n") for record in caplog.records] == [0]


def test_an_endless_stream_of_messages_ends(bench: Bench) -> None:
    for number in range(300):
        qWarning("message " + "x" * number)
    assert bench.log.count("QtWarningMsg: ") == 100


def test_where_there_is_no_room_for_a_log_it_is_told_all_the_same(bench: Bench) -> None:
    bench.folder.touch()
    report(divide)
    assert len(bench.told) == 1
