"""The dots that filter the cards by colour: each is filled, ticked when on, ringed at the focus."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.core.models import Color
from reader.ui.annotations.annotation_filter import ColorDot
from reader.ui.style.theme import current_theme
from tests.ui.pictures import colors_in


@pytest.fixture
def dot(qtbot: QtBot) -> ColorDot:
    dot = ColorDot(None, Color.GREEN)  # type: ignore[arg-type]
    qtbot.addWidget(dot)
    return dot


def ring(image: QImage) -> set[str]:
    """The colours beside the dot, at half its height."""
    return colors_in(image, QRect(0, image.height() // 2, 4, 1))


def accented(image: QImage) -> int:
    accent = QColor(current_theme().accent)
    across, down = range(image.width()), range(image.height())
    return sum(image.pixelColor(x, y) == accent for x in across for y in down)


def picture(dot: ColorDot) -> QImage:
    return dot.grab().toImage()


def test_a_dot_is_filled_with_its_colour_and_has_a_tick_and_a_ring_when_it_is_on(
    dot: ColorDot,
) -> None:
    theme = current_theme()
    middle = QRect(dot.rect().center().x() - 4, dot.rect().center().y() - 4, 9, 9)
    off = picture(dot)
    assert colors_in(off, middle) == {QColor(theme.highlights[Color.GREEN]).name()}
    dot.setChecked(True)
    on = picture(dot)
    assert QColor(theme.ink).name() in colors_in(on, middle)
    assert len(ring(off)) == 1 < len(ring(on))


def test_the_ring_at_the_focus_is_dotted_unless_the_colour_is_on(dot: ColorDot) -> None:
    bare = picture(dot)
    dot.setChecked(True)
    checked = picture(dot)
    dot.show()
    dot.activateWindow()
    QTest.qWaitForWindowActive(dot)
    dot.setFocus()
    QApplication.processEvents()
    assert dot.hasFocus()
    assert picture(dot) == checked
    dot.setChecked(False)
    assert accented(bare) < accented(picture(dot)) < accented(checked)
