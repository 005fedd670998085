"""Faces that depend on the words set in them."""

import pytest
from pytestqt.qtbot import QtBot

from reader.ui.style.reading_typography import Typography


@pytest.mark.parametrize(
    ("name", "is_apart"),
    [
        ("THE BRENN WIRE 2", True),
        ("ΑΘΗΝΑ", True),
        ("الجزيرة", False),
        ("BBC عربي", False),
        ("हिन्दी", False),
    ],
)
def test_only_capitals_are_set_apart(qtbot: QtBot, name: str, is_apart: bool) -> None:
    spacing = Typography().kicker_font(name).letterSpacing()
    assert (spacing > 0) is is_apart
