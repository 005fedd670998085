"""The marks on the scroll bar lie over the whole of it."""

import shiboken6
from PySide6.QtWidgets import QTextBrowser
from pytestqt.qtbot import QtBot

from reader.ui.reading.finding.hit_ticks import HitTicks


def test_ticks_cover_the_bar_whatever_becomes_of_its_wrapper(qtbot: QtBot) -> None:
    browser = QTextBrowser()
    qtbot.addWidget(browser)
    browser.setPlainText("A line of text.\n" * 500)
    browser.resize(400, 300)
    browser.show()
    ticks = HitTicks(browser.verticalScrollBar())
    ticks.set_places([0.2, 0.5])
    qtbot.waitUntil(lambda: ticks.size() == browser.verticalScrollBar().size())
    width = browser.verticalScrollBar().sizeHint().width()

    # As PySide does when it gives up the wrapper of a widget above it.
    shiboken6.invalidate(browser.verticalScrollBar())
    browser.resize(400, 500)
    qtbot.waitUntil(lambda: ticks.size() == browser.verticalScrollBar().size())
    assert ticks.height() > 400
    assert browser.verticalScrollBar().sizeHint().width() == width
