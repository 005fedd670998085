"""A label of one line: as much of its text as fits is painted, then an ellipsis."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from reader.ui.style.elided_label import ElidedLabel


def label(qtbot: QtBot, text: str, pixels: int) -> ElidedLabel:
    made = ElidedLabel()
    qtbot.addWidget(made)
    font = QFont(made.font())
    font.setPixelSize(pixels)
    made.setFont(font)
    made.setContentsMargins(8, 0, 8, 0)
    made.setText(text)
    made.resize(160, 40)
    return made


@pytest.mark.parametrize("pixels", [6, 30])
def test_a_text_without_room_is_painted_with_an_ellipsis(qtbot: QtBot, pixels: int) -> None:
    whole = "8 articles · 8 selected"
    long = label(qtbot, whole, pixels)
    cut = long.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, 160 - 16)
    assert cut.endswith("…") == (pixels > 9)
    assert long.grab().toImage() == label(qtbot, cut, pixels).grab().toImage()
    assert long.grab().toImage() != label(qtbot, "", pixels).grab().toImage()
    assert long.text() == whole
