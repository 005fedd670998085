"""What the field above a list and the pane of an empty list paint: their keys, and where the focus is."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from reader.commands.context import Pane
from reader.ui.lists.empty_state import EmptyState
from reader.ui.lists.filter_field import FilterField
from reader.ui.style.theme import current_theme
from tests.ui.pictures import colors_in


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """A window with a field that has the focus; more goes below it."""
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(QLineEdit(window))
    window.resize(400, 300)
    yield window
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def shown(window: QWidget, widget: QWidget) -> None:
    layout = window.layout()
    assert layout is not None
    layout.addWidget(widget)
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    window.findChildren(QLineEdit)[0].setFocus()
    QApplication.processEvents()
    assert not widget.hasFocus()


def picture(widget: QWidget) -> QImage:
    """The widget as it is on the screen."""
    QApplication.processEvents()
    window = widget.window()
    image = window.screen().grabWindow(window.winId()).toImage()
    return image.copy(QRect(widget.mapTo(window, QPoint()), widget.size()))


def end(field: QWidget) -> QRect:
    """The inner part of the end of a field, where its key is."""
    inner = field.rect().adjusted(6, 6, -6, -6)
    width = 24
    return QRect(
        inner.left() if field.isRightToLeft() else inner.right() - width,
        inner.top(),
        width,
        inner.height(),
    )


@pytest.mark.parametrize("side", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_field_shows_its_key_while_it_is_empty_and_the_keyboard_elsewhere(
    window: QWidget, side: Qt.LayoutDirection
) -> None:
    QApplication.setLayoutDirection(side)
    field = FilterField(window)
    field.setPlaceholderText("")
    shown(window, field)
    margins = field.textMargins()
    cap = margins.left() if field.isRightToLeft() else margins.right()
    assert cap > 8
    assert margins.left() + margins.right() == cap
    elsewhere = picture(field)
    field.setFocus()
    assert field.textMargins().left() + field.textMargins().right() == 0
    assert picture(field).copy(end(field)) != elsewhere.copy(end(field))
    window.findChildren(QLineEdit)[0].setFocus()
    assert picture(field).copy(end(field)) == elsewhere.copy(end(field))
    field.setText(" ")
    assert field.textMargins().left() + field.textMargins().right() == 0
    assert picture(field).copy(end(field)) != elsewhere.copy(end(field))


def test_an_empty_list_has_a_frame_while_it_has_the_keyboard(window: QWidget) -> None:
    empty = EmptyState(Pane.LIST, window)
    empty.show_reason("Nothing is here.", [("a", "adds an article")])
    shown(window, empty)
    middle = QRect(0, empty.height() // 2, 12, 1)
    accent = QColor(current_theme().accent).name()
    before = picture(empty)
    assert accent not in colors_in(before, middle)
    empty.setFocus()
    framed = picture(empty)
    assert accent in colors_in(framed, middle)
    assert accent in colors_in(framed, QRect(empty.width() - 12, empty.height() // 2, 12, 1))
    window.findChildren(QLineEdit)[0].setFocus()
    assert picture(empty) == before


def test_the_lines_of_an_empty_list_are_below_each_other_whatever_their_length(
    window: QWidget,
) -> None:
    empty = EmptyState(Pane.LIST, window)
    keys = ["j", "i", "/"]
    empty.show_reason("Nothing is here. " * 9, [(key, "does a lot of it " * 9) for key in keys])
    shown(window, empty)
    empty.resize(300, 900)
    empty.grab()
    heights = [
        [y for y in range(empty.height()) if empty.keys_at(QPoint(100, y)) == key] for key in keys
    ]
    assert all(heights)
    line = empty.fontMetrics().height()
    assert all(len(one) > 2 * line for one in heights)
    assert heights[0][0] > 3 * line  # the reason is above
    assert all(one[-1] < two[0] for one, two in pairwise(heights))
