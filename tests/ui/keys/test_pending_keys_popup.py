"""The popup for a key that waits: inside the window, and clear of what is acted on."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from reader.ui.keys.pending_keys_popup import PendingKeysPopup
from reader.ui.style.painting import keys_width
from reader.ui.style.theme import apply_theme, load_theme
from tests.ui.overlay_host import make_host
from tests.ui.pictures import contrast_in


@pytest.fixture
def host(qtbot: QtBot) -> QMainWindow:
    return make_host(qtbot)


def test_the_popup_leaves_the_focus(host: QMainWindow) -> None:
    before = QApplication.focusWidget()
    popup = PendingKeysPopup(host)
    popup.show_keys("g", [("g", "Start of the article"), ("i", "Inbox")])
    assert popup.isVisible()
    assert QApplication.focusWidget() is before
    assert "i Inbox" in popup.accessibleName()
    assert host.rect().contains(popup.geometry())
    popup.show_keys("g g", [("x", "Another")])
    assert popup.isVisible()


@pytest.mark.parametrize("count", [0, 1, 7, 40])
def test_the_popup_stays_inside_a_small_window(qtbot: QtBot, count: int) -> None:
    host = make_host(qtbot, 640, 480)
    popup = PendingKeysPopup(host)
    popup.show_keys("g", [(str(n), f"Command number {n} " * 3) for n in range(count)])
    popup.grab()
    assert host.rect().contains(popup.geometry())


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 640), (480, 360)])
@pytest.mark.parametrize("top", [0, 150, 300, 560])
def test_it_does_not_cover_what_is_acted_on(
    qtbot: QtBot, width: int, height: int, top: int
) -> None:
    host = make_host(qtbot, width, height)
    popup = PendingKeysPopup(host)
    target = QRect(60, min(top, height - 60), width - 120, 50)
    rows = [(f"{n}", f"Highlight in colour {n}") for n in range(1, 9)]
    popup.show_keys("c", rows, note="A note " * 8, clear_of=target)
    card = popup.geometry().adjusted(16, 16, -16, -16)
    assert host.rect().contains(card)
    if height > 400:  # else there is no room
        assert not card.intersects(target)
    assert "A note" in popup.accessibleName()
    popup.grab()


def test_without_rows_it_still_shows_what_was_pressed(host: QMainWindow) -> None:
    popup = PendingKeysPopup(host)
    popup.show_keys("12", [])
    assert popup.isVisible()
    assert "12" in popup.accessibleName()
    popup.grab()


@pytest.mark.parametrize("name", ["light", "dark"])
def test_that_more_is_to_follow_is_said_quietly_in_either_theme(
    qapp: QApplication, host: QMainWindow, name: str
) -> None:
    theme = load_theme(name)
    apply_theme(qapp, theme)
    popup = PendingKeysPopup(host)
    popup.show_keys("g", [("i", "Inbox")])
    cap = keys_width(popup.fontMetrics(), "g")
    head = QRect(28 + cap + 2, 28, 60, popup.fontMetrics().height())
    quiet = abs(QColor(theme.muted).lightness() - QColor(theme.card).lightness())
    assert quiet // 2 < contrast_in(popup.grab().toImage(), head, theme.card) <= quiet + 8
