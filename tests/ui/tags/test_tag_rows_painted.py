"""What is painted in a row of the tag picker: tick, colour, name, uses, reason and digit."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from reader.core.models import Color
from reader.ui.style.theme import current_theme
from reader.ui.tags.tag_picker_rows import TagDelegate, TagRow, tag_model
from tests.ui.pictures import colors_in

WIDTH = 400  # pixels
MARK, NAME = QRect(8, 0, 18, 60), QRect(30, 0, 100, 60)
COUNT, DIGIT = QRect(WIDTH - 90, 0, 50, 60), QRect(WIDTH - 36, 0, 30, 60)
ROW = TagRow("row", 7)


@pytest.fixture
def rows(qtbot: QtBot) -> QListView:
    rows = QListView()
    qtbot.addWidget(rows)
    rows.setFrameShape(QListView.Shape.NoFrame)
    rows.setModel(tag_model(rows))
    rows.setItemDelegate(TagDelegate(rows))
    rows.resize(WIDTH, 300)
    return rows


def painted(rows: QListView, row: TagRow) -> QImage:
    """A picture of the row alone in the list, which is not current."""
    rows.model().set_rows([row])  # type: ignore[attr-defined]
    return rows.viewport().grab(rows.visualRect(rows.model().index(0, 0))).toImage()


def where(image: QImage, other: QImage) -> QRect:
    """The place in which two pictures of rows differ."""
    spots = [
        (x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixel(x, y) != other.pixel(x, y)
    ]
    across, down = zip(*spots, strict=True)
    return QRect(min(across), min(down), 1 + max(across) - min(across), 1 + max(down) - min(down))


def test_a_tag_that_is_on_has_a_tick_and_one_on_some_a_bar(rows: QListView) -> None:
    bare, on = painted(rows, ROW), painted(rows, replace(ROW, is_on=True))
    partly = painted(rows, replace(ROW, is_partly_on=True))
    assert MARK.contains(where(bare, on))
    assert MARK.contains(where(bare, partly))
    assert where(bare, partly).height() < where(bare, on).height()
    assert QColor(current_theme().accent).name() in colors_in(on, MARK)


def test_uses_and_the_digit_are_at_the_end_unless_the_tag_is_new(rows: QListView) -> None:
    image = painted(rows, ROW)
    assert COUNT.contains(where(image, painted(rows, replace(ROW, count=8))))
    assert DIGIT.contains(where(image, painted(rows, replace(ROW, slot=3))))
    new = replace(ROW, is_new=True)
    assert painted(rows, new) == painted(rows, replace(new, count=8))
    titled = replace(ROW, title="All tags")
    assert painted(rows, titled) == painted(rows, replace(titled, count=8))
    assert len(colors_in(painted(rows, titled), NAME)) > 2


def test_a_colour_is_before_the_name(rows: QListView) -> None:
    image = painted(rows, replace(ROW, color=Color.GREEN))
    green = QColor(current_theme().highlights[Color.GREEN]).name()
    assert green in colors_in(image, QRect(30, 0, 14, image.height()))
    assert green not in colors_in(image, QRect(46, 0, 200, image.height()))
    rows_of_dot = [
        y for y in range(image.height()) if green in colors_in(image, QRect(30, y, 14, 1))
    ]
    assert abs(sum(rows_of_dot) / len(rows_of_dot) - image.height() / 2) <= 1  # in the middle
    assert image.copy(49, 0, 80, image.height()) == painted(rows, ROW).copy(
        31, 0, 80, image.height()
    )


def test_what_a_tag_is_nested_in_is_quieter_than_its_name(rows: QListView) -> None:
    def darkest(name: str, rect: QRect) -> int:
        image = painted(rows, TagRow(name))
        return min(QColor(one).lightness() for one in colors_in(image, rect))

    half = rows.fontMetrics().horizontalAdvance("#llllll")
    before, after = QRect(31, 0, half - 8, 60), QRect(31 + half + 12, 0, half, 60)
    nested = "llllll/llllll"
    assert darkest(nested, before) > darkest(nested, after)
    assert darkest(nested, before) > darkest(nested.replace("/", "l"), before)


def test_why_a_tag_is_suggested_gives_way_to_its_name(rows: QListView) -> None:
    image = painted(rows, replace(ROW, reason="used here"))
    place = where(image, painted(rows, ROW))
    assert place.left() > WIDTH // 3
    assert place.right() < COUNT.left() + 20
    long = replace(ROW, reason="because of this and that " * 9)
    assert painted(rows, long).copy(NAME.adjusted(0, 0, -60, 0)) == image.copy(
        NAME.adjusted(0, 0, -60, 0)
    )
    assert painted(rows, long).copy(COUNT.adjusted(30, 0, 0, 0)) == image.copy(
        COUNT.adjusted(30, 0, 0, 0)
    )


def test_a_line_is_below_the_last_that_is_suggested(rows: QListView) -> None:
    bare, last = painted(rows, ROW), painted(rows, replace(ROW, is_last_suggested=True))
    place = where(bare, last)
    assert (place.height(), place.bottom()) == (1, last.height() - 1)
    assert place.width() > WIDTH - 30
    assert colors_in(last, place) == {QColor(current_theme().line).name()}
