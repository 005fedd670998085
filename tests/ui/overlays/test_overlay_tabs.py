"""Tab goes round within a card, and touches nothing of the window around it."""

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from reader.ui.overlays.overlay import Overlay


def test_tab_goes_round_and_no_widget_of_the_window_goes_with_another(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(600, 400)
    card = Overlay(window, 300, "Card")
    stops = [QLineEdit(card.card), QPushButton("One", card.card), QPushButton("Two", card.card)]
    for widget in stops:
        card.body.addWidget(widget)
    passing = QPushButton(window)
    menus = window.menuBar()  # a widget that Qt makes
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    card.open_card(None, stops[0])
    for expected in (1, 2, 0):
        QTest.keyClick(stops[(expected - 1) % 3], Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is stops[expected]
    QTest.keyClick(stops[0], Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is stops[2]
    shiboken6.delete(passing)
    assert shiboken6.isValid(menus)
    card.close_card()
