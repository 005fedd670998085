"""What is painted from a picture of it looks as if it were painted anew."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.ui.style import painting
from reader.ui.style.painting import keys_width, paint_keys, paint_pictured, paint_tick
from reader.ui.style.theme import current_theme, load_theme

GROUND = "#fafaf0"
PLACE = QRect(7, 5, 120, 30)


class Words:
    """Paints words, and counts how often."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.times = 0

    def __call__(self, painter: QPainter, rect: QRect) -> None:
        self.times += 1
        painter.setPen(Qt.GlobalColor.darkBlue)
        painter.drawText(rect.adjusted(3, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.words)


def sheet(ratio: float = 1) -> QImage:
    image = QImage(round(150 * ratio), round(50 * ratio), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.white)
    return image


def pictured(words: Words, looks: str, *, size: int = 14, ratio: float = 1) -> QImage:
    image = sheet(ratio)
    painter = QPainter(image)
    font = QFont()
    font.setPixelSize(size)
    painter.setFont(font)
    paint_pictured(painter, PLACE, (looks,), GROUND, words)
    painter.end()
    return image


def direct(words: Words, ratio: float = 1) -> QImage:
    image = sheet(ratio)
    painter = QPainter(image)
    font = QFont()
    font.setPixelSize(14)
    painter.setFont(font)
    painter.fillRect(PLACE, GROUND)
    words(painter, PLACE)
    painter.end()
    return image


@pytest.mark.parametrize("ratio", [1, 1.5, 2])
def test_a_picture_of_a_row_is_the_row(qtbot: QtBot, ratio: float) -> None:
    words = Words("#method")
    looks = f"a row at {ratio}"
    images = [pictured(words, looks, ratio=ratio) for _time in range(3)]
    assert all(image == direct(Words("#method"), ratio) for image in images)
    assert words.times == (3 if ratio == 1.5 else 1)


def test_another_row_another_font_and_another_screen_are_other_pictures(qtbot: QtBot) -> None:
    words = Words("#evidence")
    for looks, size, ratio in (("b", 14, 1), ("c", 14, 1), ("b", 15, 1), ("b", 14, 2)):
        pictured(words, looks, size=size, ratio=ratio)
    assert words.times == 4


def test_pictures_not_used_for_long_are_let_go(qtbot: QtBot) -> None:
    words = Words("#history")
    pictured(words, "d")
    for number in range(80):
        pictured(Words("x"), f"row {number}")
        pictured(words, "d")
    assert words.times == 1
    for number in range(80):
        pictured(Words("x"), f"other row {number}")
    pictured(words, "d")
    assert words.times == 2


def test_keys_take_the_room_they_say_and_the_colours_of_the_theme(qtbot: QtBot) -> None:
    seen = []
    for theme in (current_theme(), load_theme("dark"), load_theme("dark")):
        image = sheet()
        painter = QPainter(image)
        width = keys_width(painter.fontMetrics(), "Ctrl+K · g")
        paint_keys(painter, 10, 25, "Ctrl+K · g", theme)
        painter.end()
        columns = [
            x
            for x in range(image.width())
            if any(image.pixelColor(x, y) != Qt.GlobalColor.white for y in range(image.height()))
        ]
        assert (columns[0], columns[-1]) == (10, 10 + width - 1)
        seen.append(image)
    assert seen[0] != seen[1] == seen[2]


@pytest.mark.parametrize("ratio", [1.25, 1.5])
def test_keys_are_as_sharp_where_a_pixel_is_no_whole_number_of_dots(
    qtbot: QtBot, ratio: float
) -> None:
    """Drawn there and then, not from a picture, which would be stretched."""
    image = sheet(ratio)
    painter = QPainter(image)
    painter.fillRect(0, 0, 150, 50, Qt.GlobalColor.black)
    pictures = dict(painting._small.pictures)
    paint_keys(painter, 11, 25, "g i", current_theme())
    painter.end()
    assert painting._small.pictures == pictures
    assert image.pixelColor(round(13 * ratio), round(25 * ratio)) != Qt.GlobalColor.black


@pytest.mark.parametrize("ratio", [1, 1.25])
def test_keys_read_from_left_to_right_in_every_language(qtbot: QtBot, ratio: float) -> None:
    seen = []
    for side in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        QApplication.setLayoutDirection(side)
        painting._small.pictures.clear()
        image = sheet(ratio)
        painter = QPainter(image)
        paint_keys(painter, 11, 25, "Shift+→", current_theme())
        painter.end()
        seen.append(image)
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert seen[0] == seen[1]


@pytest.mark.parametrize("is_partial", [False, True])
def test_a_tick_fills_its_place_and_a_bar_lies_in_the_middle_of_it(
    qtbot: QtBot, is_partial: bool
) -> None:
    image, place = sheet(), QRect(40, 20, 20, 20)
    painter = QPainter(image)
    paint_tick(painter, place, QColor(Qt.GlobalColor.black), is_partial=is_partial)
    painter.end()
    inked = [
        QPoint(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).lightness() < 200
    ]
    assert all(place.contains(point) for point in inked)
    heights = {point.y() - place.top() for point in inked}
    assert (min(heights) > 6, max(heights) > 14) == (is_partial, not is_partial)
    lowest = max(inked, key=lambda point: point.y())
    assert is_partial or 5 < lowest.x() - place.left() < 11


def test_a_cache_keeps_the_images_used_last() -> None:
    made: list[str] = []

    def image_of(name: str) -> QImage:
        def make() -> QImage:
            made.append(name)
            return QImage(1, 1, QImage.Format.Format_RGB32)

        return cache.get((name,), make)

    cache = painting.PictureCache(2)
    first = image_of("a")
    image_of("b")
    assert image_of("a") is first
    image_of("c")
    assert image_of("a") is first
    image_of("b")
    assert made == ["a", "b", "c", "b"]
    assert list(cache.pictures) == [("a",), ("b",)]
