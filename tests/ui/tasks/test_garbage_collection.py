"""Garbage that holds objects of Qt is collected on the main thread, whoever makes more of it."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from reader.ui.tasks.garbage_collection import INTERVAL, GarbageCollector, collect_due


class Noted(QObject):
    """Notes the thread that it goes on."""

    threads: list[threading.Thread] = []  # noqa: RUF012 (what is gone has no other place)

    def __del__(self) -> None:
        self.threads.append(threading.current_thread())


def test_threads_collect_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Noted, "threads", [])
    gc.enable()
    parent = QObject()
    collector = GarbageCollector(parent)
    collector.start()
    assert not gc.isenabled()
    assert collector.timer.interval() == INTERVAL

    def make_garbage() -> None:
        for _number in range(100_000):
            cycle: list[object] = []
            cycle.append(cycle)

    garbage: list[object] = [Noted()]
    garbage.append(garbage)
    del garbage
    thread = threading.Thread(target=make_garbage)
    thread.start()
    thread.join()
    assert Noted.threads == []
    collector.timer.setInterval(0)
    qtbot.waitUntil(lambda: bool(Noted.threads))
    assert Noted.threads == [threading.main_thread()]


def test_what_a_worker_has_read_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    frozen: list[int] = []
    monkeypatch.setattr(gc, "freeze", lambda: frozen.append(gc.get_count()[0]))
    gc.collect()
    few: list[object] = [[] for _number in range(2_000)]
    collect_due()
    assert frozen == []
    many: list[object] = [[] for _number in range(200_000)]
    collect_due()
    assert len(frozen) == 1
    assert frozen[0] < len(few) < len(many)  # after they were looked through
