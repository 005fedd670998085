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


@pytest.mark.parametrize("size", [10, 19, 40])
def test_captions_and_bylines_are_smaller_than_the_text_but_can_be_read(
    qtbot: QtBot, size: int
) -> None:
    assert 11 <= Typography(size=size).byline_font().pixelSize() <= max(11, size - 3)
