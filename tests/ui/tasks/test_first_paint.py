"""What waits for the first picture, and for the first touch."""

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader.ui.tasks.first_paint import PAINTED_IN, after_first_paint, on_first_input


def test_once_after_the_first_picture(qtbot: QtBot) -> None:
    calls: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    after_first_paint(window, lambda: calls.append("painted"))
    qtbot.waitUntil(lambda: calls == ["painted"])
    window.hide()
    window.show()
    qtbot.wait(2 * PAINTED_IN)
    assert calls == ["painted"]


def test_once_at_the_first_key(qtbot: QtBot) -> None:
    calls: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    on_first_input(window, lambda: calls.append("touched"))
    assert calls == []
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_J)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_J)
    assert calls == ["touched"]


def test_a_mouse_that_moves_is_a_touch_too(qtbot: QtBot) -> None:
    calls: list[str] = []
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    on_first_input(window, lambda: calls.append("touched"))
    for x in (20, 30, 40):
        QTest.mouseMove(window.windowHandle(), QPoint(x, 20))
        QCoreApplication.processEvents()
    assert calls == ["touched"]
