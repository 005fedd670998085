"""What tests of the reading pane share: the pane, shown and empty."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from reader.ui.reading.reading_view import ReadingView


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[ReadingView]:
    widget = ReadingView()
    qtbot.addWidget(widget)
    widget.resize(760, 600)
    widget.show()
    yield widget
    widget.clear_page()
