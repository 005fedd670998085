"""The page of tags by itself: what it says to who listens, and thousands of rows."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader import paths
from reader.core.models import TagSort
from reader.operations import color_tags, tag_editing, tags
from reader.services import Services
from reader.ui.tags.tags_list import used_text
from reader.ui.tags.tags_page import TagsPage
from tests.hearing import listening
from tests.work import calls_of

DAY = 24 * 3600 * 1000


@pytest.fixture
def app(data_dir: Path, put_library: Callable[[Path], None]) -> Iterator[Services]:
    put_library(paths.library_file(data_dir))
    app = Services.open(data_dir)
    yield app
    app.close()


def open_page(qtbot: QtBot, app: Services, width: int = 1000) -> TagsPage:
    page = TagsPage(app.queries, app.settings, None)  # type: ignore[arg-type]  # it is its own window here
    qtbot.addWidget(page)
    page.resize(width, 600)
    page.show()
    qtbot.waitExposed(page)
    page.enter()
    return page


def test_a_row_is_told_in_words(qtbot: QtBot, app: Services) -> None:
    app.history.write(tag_editing.create, "claim/first")
    app.history.write(color_tags.set_color_of_tag, "claim", "green")
    app.history.write(tags.bind_slot, 2, "claim")
    app.history.write(tags.bind_slot, 5, "claim", "article")
    page = open_page(qtbot, app)
    page.select("toggle")
    spoken = [page.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert spoken == [
        "#claim, selected, green, 0 highlights, 0 articles, 1 nested tag, quick tag 2, quick tag 5 for articles",
        "#claim/first, 0 highlights, 0 articles",
    ]
    assert page.count.text() == "2 tags  ·  1 selected"
    assert page.context().tags == ("claim",)
    page.grab()


class _Painted(QObject):
    """The parts of a view that are painted."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self.region = QRegion()
        viewport.installEventFilter(self)

    def eventFilter(self, _viewport: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.region += event.region()
        return False


def test_all_of_a_row_is_painted_when_it_becomes_current(qtbot: QtBot, app: Services) -> None:
    app.history.write(tags.make, ["claim", "method"])
    page = open_page(qtbot, app)
    QApplication.processEvents()
    viewport, painted = page.view.viewport(), _Painted(page.view.viewport())
    page.step(1)
    QApplication.processEvents()
    first, last = (page.view.visualRect(page.model.index(row, 0)) for row in (0, 1))
    rows = QRect(0, first.top(), viewport.width(), last.bottom() - first.top() + 1)
    assert (QRegion(rows) - painted.region).isEmpty()


@pytest.mark.parametrize("width", [480, 640, 1440])
def test_it_fits_every_width(qtbot: QtBot, app: Services, width: int) -> None:
    app.history.write(tag_editing.create, "a rather long name of a tag " * 3)
    page = open_page(qtbot, app, width)
    assert page.minimumSizeHint().width() <= width
    anchor = page.anchor()
    assert anchor is not None
    assert page.rect().contains(anchor)
    page.grab()


def test_a_thousand_tags_are_listed_filtered_and_sorted(qtbot: QtBot, app: Services) -> None:
    app.history.write(tags.make, [f"topic {n % 97}/sub {n}" for n in range(1000)])
    page = open_page(qtbot, app)
    assert len(page.model.rows) == 1097  # the parents are shown too
    page.sort(TagSort.USE)
    page.select("all")
    assert len(page.chosen) == 1097
    page.select("none")
    page.field.setText("sub 999")
    page.field.tell_now()
    assert page.current == "topic 29/sub 999"
    page.field.setText("sub 49")
    assert calls_of(page.field.tell_now, most=500_000)  # 500 for each row; half of it is made
    assert "/sub 49" in page.current


def test_it_says_why_it_shows_none(qtbot: QtBot, app: Services) -> None:
    page = open_page(qtbot, app)
    assert page.empty.isVisible()
    assert page.empty.title.startswith("No tags yet.")
    app.history.write(tags.make, ["topic"])
    page.enter()
    assert not page.empty.isVisible()
    page.field.setText(" zebra ")
    page.field.tell_now()
    assert page.empty.isVisible()
    assert page.empty.title == "No tag matches “zebra”."


def test_when_a_tag_was_used_is_told_in_the_nearest_words() -> None:
    now = 1_800_000_000_000
    told = [used_text(at, now) for at in (0, now, now - DAY, now - 9 * DAY, now - 400 * DAY)]
    assert told == ["", "today", "yesterday", "9 days ago", "11 Dec 2025"]


def test_a_click_on_any_column_means_the_whole_row(qtbot: QtBot, app: Services) -> None:
    app.history.write(tags.make, ["one", "two"])
    page = open_page(qtbot, app)
    at_name = page.anchor()
    heard: list[str] = []
    for column in range(page.model.columnCount()):
        spot = page.view.visualRect(page.model.index(1, column)).center()
        QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert page.current == "two"
        anchor = page.anchor()
        assert anchor is not None
        assert at_name is not None
        assert (anchor.left(), anchor.width()) == (at_name.left(), at_name.width())
        with listening(lambda text, _is_urgent: heard.append(text)):
            page.select("toggle")
        assert "#two" in heard[-1]


def test_each_cell_says_what_it_is_of(qtbot: QtBot, app: Services) -> None:
    app.history.write(tags.make, ["one"])
    app.history.write(tags.bind_slot, 3, "one")
    page = open_page(qtbot, app)
    role = Qt.ItemDataRole.AccessibleTextRole
    cells = [page.model.index(0, column).data(role) for column in range(1, 6)]
    assert cells == ["Highlights: 0", "Articles: 0", None, "Quick tag in text: 3", None]
    across = Qt.Orientation.Horizontal
    captions = [page.model.headerData(column, across) for column in range(4)]
    assert captions == ["", "Highlights", "Articles", "Last used"]
