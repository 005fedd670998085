"""The popup for a key that waits: in time, inside the window, and clear of what is acted on."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from reader.ui.keys.pending_keys_popup import PendingKeysPopup
from tests.ui.overlay_host import make_host


@pytest.fixture
def host(qtbot: QtBot) -> QMainWindow:
    return make_host(qtbot)


def test_hints_wait_then_appear_and_leave_the_focus(qtbot: QtBot, host: QMainWindow) -> None:
    before = QApplication.focusWidget()
    hints = PendingKeysPopup(host)
    hints.show_hints("g", [("g", "Start of the article"), ("i", "Inbox")], delay=30)
    assert not hints.isVisible()
    qtbot.waitUntil(hints.isVisible, timeout=2000)
    assert QApplication.focusWidget() is before
    assert "i Inbox" in hints.accessibleName()
    assert host.rect().contains(hints.geometry())
    hints.show_hints("g g", [("x", "Another")])
    assert hints.isVisible()
    hints.dismiss()
    assert not hints.isVisible()


def test_a_key_in_time_shows_no_hints(qtbot: QtBot, host: QMainWindow) -> None:
    hints = PendingKeysPopup(host)
    hints.show_hints("g", [("g", "Start")], delay=20)
    hints.dismiss()
    qtbot.wait(40)
    assert not hints.isVisible()


@pytest.mark.parametrize("count", [0, 1, 7, 40])
def test_hints_stay_inside_a_small_window(qtbot: QtBot, count: int) -> None:
    host = make_host(qtbot, 640, 480)
    hints = PendingKeysPopup(host)
    hints.show_hints("g", [(str(n), f"Command number {n} " * 3) for n in range(count)], 0)
    hints.grab()
    assert host.rect().contains(hints.geometry())


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 640), (480, 360)])
@pytest.mark.parametrize("top", [0, 150, 300, 560])
def test_it_does_not_cover_what_is_acted_on(
    qtbot: QtBot, width: int, height: int, top: int
) -> None:
    host = make_host(qtbot, width, height)
    hints = PendingKeysPopup(host)
    target = QRect(60, min(top, height - 60), width - 120, 50)
    rows = [(f"{n}", f"Highlight in colour {n}") for n in range(1, 9)]
    hints.show_hints("c", rows, delay=0, note="A note " * 8, clear_of=target)
    card = hints.geometry().adjusted(16, 16, -16, -16)
    assert host.rect().contains(card)
    if height > 400:  # else there is no room
        assert not card.intersects(target)
    assert "A note" in hints.accessibleName()
    hints.grab()


def test_without_rows_it_still_shows_what_was_pressed(qtbot: QtBot, host: QMainWindow) -> None:
    hints = PendingKeysPopup(host)
    hints.show_hints("12", [], delay=0)
    assert hints.isVisible()
    assert "12" in hints.accessibleName()
    hints.grab()
