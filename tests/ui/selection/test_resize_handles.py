"""How the handles at the ends of a highlight are painted."""

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader.core.text.segmentation.span_editing import Edge
from reader.ui.selection.resize_handles import ResizeHandle
from reader.ui.style.theme import current_theme


@pytest.mark.parametrize("edge", list(Edge))
def test_a_handle_is_a_filled_knob_with_a_stem_along_the_line(qtbot: QtBot, edge: Edge) -> None:
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.resize(200, 100)
    handle = ResizeHandle(pane, edge)
    line = QRectF(20, 40, 100, 20)
    handle.put(60, line, QRect(0, 0, 200, 100))
    assert not handle.isHidden()
    picture = handle.grab().toImage()

    def color(x: float, y: float) -> QColor:
        return picture.pixelColor((QPointF(x, y) - QPointF(handle.pos())).toPoint())

    accent = QColor(current_theme().accent)
    knob = line.top() - 6 if edge is Edge.START else line.bottom() + 6
    assert color(60, line.center().y()) == accent
    assert color(57, knob) == color(62, knob) == accent
    handle.put(60, line, QRect(0, 0, 200, 30))
    assert handle.isHidden()
