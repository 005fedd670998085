"""Undresses the application after each test that may have put a theme on it."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from reader.ui.style import theme


@pytest.fixture(autouse=True)
def dress(qapp: QApplication) -> Iterator[None]:
    """The window dresses the application; undress it again."""
    palette, font, worn = qapp.palette(), qapp.font(), theme._current
    yield
    if theme._current is not worn or qapp.styleSheet():
        qapp.setStyleSheet("")
        qapp.setPalette(palette)
        qapp.setFont(font)
        theme._current = worn
