"""Pages over the panes: made when asked for, left by Escape, the keyboard given back."""

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from reader.commands.context import Pane
from reader.core.models import ChangeNotice
from reader.ui.pages.window_page import WindowPage
from reader.ui.window.layout.window_pages import WindowPages


class _Page(WindowPage):
    pane = Pane.TAGS

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heard: list[str] = []

    def enter(self) -> None:
        super().enter()
        self.heard.append("enter")

    def leave(self) -> None:
        self.heard.append("leave")

    def refresh(self, changed: ChangeNotice) -> None:
        self.heard.append("refresh")

    def update_strip(self) -> None:
        self.heard.append("update_strip")


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    found = QWidget()
    qtbot.addWidget(found)
    return found


@pytest.fixture
def pages(host: QWidget) -> WindowPages:
    panes = QWidget()
    found = WindowPages(host)
    found.addWidget(panes)
    found.set_makers({Pane.TAGS: _Page})
    host.resize(400, 300)
    host.show()
    return found


def test_a_page_is_made_once_and_when_asked_for(pages: WindowPages) -> None:
    assert pages.count() == 1
    page = pages.open(Pane.TAGS)
    assert pages.page is page
    assert pages.open(Pane.TAGS) is page
    assert pages.count() == 2


def test_a_page_hears_of_changes_only_while_it_is_shown(pages: WindowPages) -> None:
    page = pages.open(Pane.TAGS)
    assert isinstance(page, _Page)
    pages.context_changed.connect(lambda: page.heard.append("context"))
    pages.refresh(ChangeNotice({}, frozenset()))
    pages.close_page()
    pages.refresh(ChangeNotice({}, frozenset()))
    pages.close_page()
    assert page.heard == ["enter", "update_strip", "refresh", "context", "leave"]
    assert pages.page is None


def test_the_panes_get_the_keyboard_when_what_had_it_is_gone(
    pages: WindowPages, host: QWidget, qtbot: QtBot
) -> None:
    button = QPushButton(pages.widget(0))
    button.show()
    host.activateWindow()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    pages.open(Pane.TAGS)
    shiboken6.delete(button)
    pages.close_page()
    assert pages.page is None
    assert QApplication.focusWidget() is pages
