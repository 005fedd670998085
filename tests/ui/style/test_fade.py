"""What appears over the window fades in, unless motion is unwanted."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QAbstractAnimation, QPropertyAnimation
from PySide6.QtWidgets import (
    QGraphicsOpacityEffect,
    QProxyStyle,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reader.ui.style.fade import Fade


class Moving(QProxyStyle):
    """A style that says whether motion is wanted, and that it may take a second."""

    def __init__(self, is_moving: bool) -> None:
        super().__init__("fusion")
        self.is_moving = is_moving

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint is QStyle.StyleHint.SH_Widget_Animate:
            return int(self.is_moving)
        if hint is QStyle.StyleHint.SH_Widget_Animation_Duration:
            return 1000
        return super().styleHint(hint, option, widget, returned)


@pytest.fixture
def faded(qtbot: QtBot) -> Callable[[bool], tuple[QWidget, Fade]]:
    def make(is_moving: bool) -> tuple[QWidget, Fade]:
        widget = QWidget()
        qtbot.addWidget(widget)
        style = Moving(is_moving)
        style.setParent(widget)
        widget.setStyle(style)
        return widget, Fade(widget)

    return make


def test_it_fades_and_may_begin_again(faded: Callable[[bool], tuple[QWidget, Fade]]) -> None:
    widget, fade = faded(True)
    fade.start()
    first = widget.graphicsEffect()
    assert isinstance(first, QGraphicsOpacityEffect)
    assert first.opacity() < 1
    fade.start()
    fade.stop()
    running = QAbstractAnimation.State.Running
    animations = fade.findChildren(QPropertyAnimation)
    assert not any(one.state() is running for one in animations)


def test_where_motion_is_unwanted_it_is_there_at_once(
    faded: Callable[[bool], tuple[QWidget, Fade]],
) -> None:
    widget, fade = faded(False)
    fade.start()
    assert not fade.findChildren(QPropertyAnimation)
    assert widget.graphicsEffect() is None
