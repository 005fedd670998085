"""Colours of other programs become the nearest of the eight."""

from reader.core.color_matching import nearest_color
from reader.core.models import Color
from tests.each import each


@each(
    "given, color",
    [
        # Zotero's
        ("#ffd400", Color.YELLOW),
        ("#ff6666", Color.RED),
        ("#5fb236", Color.GREEN),
        ("#2ea8e5", Color.BLUE),
        ("#a28ae5", Color.PURPLE),
        ("#e56eee", Color.PURPLE),
        ("#f19837", Color.ORANGE),
        ("#aaaaaa", Color.GREY),
        # Pale ones, as of Obsidian's plug-ins: none is grey but the last.
        ("#FFB8EBA6", Color.PINK),
        ("#FF5582A6", Color.RED),
        ("#FFB86CA6", Color.ORANGE),
        ("#FFF3A3A6", Color.YELLOW),
        ("#BBFABBA6", Color.GREEN),
        ("#ABF7F7A6", Color.BLUE),
        ("#ADCCFFA6", Color.BLUE),
        ("#D2B3FFA6", Color.PURPLE),
        ("#CACFD9A6", Color.GREY),
        ("#c8e6c9", Color.GREEN),
        ("rgb(255, 245, 157)", Color.YELLOW),
        ("#fff", Color.GREY),
        ("#000000", Color.GREY),
        ("hltr-red", Color.RED),
        ("Light Blue", Color.BLUE),
    ],
)
def test_a_colour_becomes_the_nearest(given: str, color: Color) -> None:
    assert nearest_color(given) is color


def test_what_is_no_colour_has_none_near() -> None:
    assert nearest_color("") is None
    assert nearest_color("my marks") is None
