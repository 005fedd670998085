"""What is painted in a row of the panel of views: its sign, count, fault and marks."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.core.models import View
from reader.ui.style.theme import current_theme
from reader.ui.views.view_list import ViewList
from reader.ui.views.view_rows import FEEDS, SEARCHES, Kind, ViewRow
from tests.each import each
from tests.ui.pictures import colors_in, contrast_in

WIDTH = 240  # pixels
NAME = QRect(42, 4, 60, 20)
BARE = ViewRow(Kind.TAG, "row", "row")
FEED = replace(BARE, kind=Kind.FEED, feeds=(1,))
HEADING = replace(BARE, kind=Kind.HEADING, key=SEARCHES, is_open=True)


@pytest.fixture
def rows(qtbot: QtBot) -> Iterator[ViewList]:
    rows = ViewList(None)  # type: ignore[arg-type]
    qtbot.addWidget(rows)
    rows.resize(WIDTH, 300)
    yield rows
    QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def painted(rows: ViewList, row: ViewRow, *, is_shown: bool = False) -> QImage:
    """A picture of the row alone in the list."""
    rows.set_rows([row])
    rows.set_shown(row.id if is_shown else None)
    rect = rows.visualRect(rows.currentIndex())
    return rows.viewport().grab(rect).toImage()


def sign(image: QImage) -> QImage:
    return image.copy(QRect(16, 0, 28, image.height()))


def inked(image: QImage, color: str, rect: QRect) -> bool:
    return QColor(color).name() in colors_in(image, rect)


def test_each_view_and_each_search_has_a_sign_of_its_own(rows: ViewList) -> None:
    kinds = [(Kind.VIEW, view.value) for view in View] + [(Kind.SEARCH, "1"), (Kind.TAG, "row")]
    signs = [sign(painted(rows, ViewRow(kind, key, "row"))) for kind, key in kinds]
    assert all(one != other for n, one in enumerate(signs) for other in signs[:n])
    assert len(colors_in(signs[-1])) == 1  # a tag has none
    ground = signs[-1].pixelColor(0, 0)
    strongest = abs(QColor(current_theme().muted).lightness() - ground.lightness())
    for one in signs[:-1]:
        assert strongest / 2 < contrast_in(one, one.rect(), ground.name()) <= strongest
        ink = [at for at in range(one.height()) if len(colors_in(one, QRect(0, at, 28, 1))) > 1]
        assert 8 <= ink[-1] - ink[0] <= 16
        assert abs(ink[0] + ink[-1] - one.height()) <= 4  # in the middle of the row


def ink_of(image: QImage, rect: QRect) -> list[QPoint]:
    """The pixels in a part of a picture that differ from its ground."""
    ground = image.pixelColor(rect.topLeft())
    spots = [QPoint(x, y) for x in range(rect.width()) for y in range(rect.height())]
    return [at for at in spots if image.pixelColor(rect.topLeft() + at) != ground]


@each("kind", [Kind.FOLDER, Kind.HEADING])
@each("side", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_an_arrow_points_down_into_an_open_row_and_onwards_beside_a_closed_one(
    rows: ViewList, kind: Kind, side: Qt.LayoutDirection
) -> None:
    row = replace(BARE, kind=kind, title="", is_open=True)
    QApplication.setLayoutDirection(side)
    whole = painted(rows, row)
    opened = ink_of(whole, whole.rect())
    closed = ink_of(painted(rows, replace(row, is_open=False)), whole.rect())
    tip = [at.x() for at in opened if at.y() == max(at.y() for at in opened)]
    middle = (min(at.x() for at in opened) + max(at.x() for at in opened)) / 2
    assert all(abs(x - middle) <= 2 for x in tip)
    is_mirrored = side is Qt.LayoutDirection.RightToLeft
    foremost = (min if is_mirrored else max)(at.x() for at in closed)
    tip = [at.y() for at in closed if at.x() == foremost]
    middle = (min(at.y() for at in closed) + max(at.y() for at in closed)) / 2
    assert all(abs(y - middle) <= 2 for y in tip)
    is_at_left = all(at.x() < WIDTH // 2 for at in opened + closed)
    assert is_at_left is ((kind is Kind.FOLDER) is not is_mirrored)


def test_a_row_in_a_folder_begins_further_in(rows: ViewList) -> None:
    outer, inner = painted(rows, FEED), painted(rows, replace(FEED, depth=1))
    assert outer.copy(16, 0, 80, 28) == inner.copy(40, 0, 80, 28)


@each("kind", [Kind.FEED, Kind.SITE])
def test_a_feed_has_a_letter_on_a_colour_that_differs_from_the_next(
    rows: ViewList, kind: Kind
) -> None:
    tiles = {QColor(one).name() for one in current_theme().highlights.values()}
    seen: list[str] = []
    for number in range(1, 1 + len(tiles)):
        image = painted(rows, replace(BARE, kind=kind, feeds=(number,), title="row"))
        seen += colors_in(sign(image)) & tiles
    assert set(seen) == tiles
    edge = QRect(20, image.height() // 2, 1, 2)
    assert colors_in(image, edge) <= tiles  # no frame is around it
    other = painted(rows, replace(BARE, kind=kind, feeds=(number,), title="sow"))
    assert sign(other) != sign(image)


def test_a_count_and_a_fault_are_at_the_end_and_the_name_gives_way(rows: ViewList) -> None:
    theme, end = current_theme(), QRect(WIDTH - 40, 0, 40, 40)
    long = replace(FEED, title="W" * 100)
    counted = painted(rows, replace(long, count=7))
    assert painted(rows, long).copy(end) != counted.copy(end)
    assert not inked(counted, theme.ink, QRect(WIDTH - 22, 0, 22, 40))
    failed = painted(rows, replace(long, failure="It has moved."))
    assert inked(failed, theme.danger, end)
    both = painted(rows, replace(long, failure="It has moved.", count=7))
    assert both.copy(WIDTH - 28, 0, 28, 28) == counted.copy(WIDTH - 28, 0, 28, 28)
    assert inked(both, theme.danger, QRect(WIDTH - 80, 0, 60, 40))


def test_only_the_heading_of_the_feeds_offers_another(rows: ViewList) -> None:
    around = QRect(WIDTH - 8 - 2 * 24 - 2, 0, 20, 40)
    assert len(colors_in(painted(rows, HEADING), around)) == 1
    image = painted(rows, replace(HEADING, key=FEEDS))
    plus = ink_of(image, around)
    assert plus
    across, down = {at.x() for at in plus}, {at.y() for at in plus}
    assert max(across) - min(across) == max(down) - min(down) > 6
    middle = QPoint((min(across) + max(across)) // 2, (min(down) + max(down)) // 2)
    assert {at.x() for at in plus if at.y() == middle.y()} == across
    assert {at.y() for at in plus if at.x() == middle.x()} == down


def test_what_is_shown_has_a_ground_and_what_has_the_keyboard_a_frame(rows: ViewList) -> None:
    theme = current_theme()
    bare = painted(rows, BARE)
    shown = painted(rows, BARE, is_shown=True)
    assert shown.pixelColor(120, 3) != bare.pixelColor(120, 3)
    assert len(ink_of(shown, NAME)) > len(ink_of(bare, NAME))  # its name is bolder
    rows.show()
    rows.activateWindow()
    rows.setFocus()
    QTest.qWaitForWindowActive(rows)
    QApplication.processEvents()
    assert rows.hasFocus()
    framed = painted(rows, BARE)
    edge = framed.copy(120, 0, 1, framed.height())
    assert inked(edge, theme.accent, edge.rect())
    assert not inked(bare, theme.accent, QRect(120, 0, 1, bare.height()))
