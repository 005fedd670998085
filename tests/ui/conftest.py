"""Every test here begins with an application that wears no theme; some are in a mirrored window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.dress import dress

__all__ = ["dress"]


@pytest.fixture
def mirrored(qapp: QGuiApplication) -> Iterator[None]:
    """The application as in a language that is written from right to left."""
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
