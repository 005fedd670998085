"""The commands of lists do what their titles say in every pane, also where they have no keys."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from reader.commands.context import Pane
from reader.core.models import Color
from reader.operations import annotations, tag_editing
from reader.operations.history import History
from reader.ui.tags.tags_page import TagsPage
from tests.journeys.conftest import Journey, keep

ROWS = 40  # more than two pages of each list


def _fill(history: History) -> None:
    text = "Long|" + "word " * 150
    article = keep(history, *(f"Article {n}" for n in range(ROWS - 1)), text)[-1]

    def mark(unit: Any) -> None:
        for n in range(ROWS):
            tag_editing.create(unit, f"tag{n:02}")
            annotations.highlight(unit, article, 5 * n, 5 * n + 4, Color.YELLOW)

    history.write(mark)


@pytest.fixture
def shelf(journey: Journey) -> Journey:
    """As many articles, tags, and highlights on the article that is read first."""
    journey.fill(_fill)
    journey.start()
    return journey


def test_pages_and_ends_of_the_article_list(shelf: Journey) -> None:
    pane = shelf.window.list_pane
    shelf.window.panes.focus_pane(Pane.LIST)
    shelf.window.run("list.page_down")
    assert 2 < pane.list.currentIndex().row() < ROWS - 1
    shelf.window.run("list.last")
    assert pane.list.currentIndex().row() == ROWS - 1
    shelf.window.run("list.extend_previous")
    assert pane.list.selected_rows() == [ROWS - 2, ROWS - 1]


def test_the_selected_article_is_named_though_another_is_current(shelf: Journey) -> None:
    rows = shelf.window.list_pane.list
    left, control = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    first, second = (rows.visualRect(rows.model().index(row, 0)).center() for row in (0, 1))
    QTest.mouseClick(rows.viewport(), left, pos=first)
    QTest.mouseClick(rows.viewport(), left, control, second)
    QTest.mouseClick(rows.viewport(), left, control, second)
    assert rows.selected_rows() == [0]
    assert rows.currentIndex().row() == 1
    assert shelf.target == f"article “{shelf.titles[0]}”"


def test_pages_and_ends_of_the_tags(shelf: Journey) -> None:
    shelf.press("g t")
    page = shelf.window.pages.page
    assert isinstance(page, TagsPage)
    shelf.window.run("list.first")
    shelf.window.run("list.page_down")
    row = page.view.currentIndex().row()
    assert 2 < row < ROWS - 1
    shelf.window.run("list.page_up")
    assert page.view.currentIndex().row() == 0
    shelf.window.run("list.extend_next")
    assert page.selection.in_order() == ("tag00", "tag01")


def test_pages_of_the_cards(shelf: Journey) -> None:
    shelf.press("Enter")
    shelf.window.panes.focus_pane(Pane.SIDEBAR)
    shelf.window.run("list.first")
    shelf.window.run("list.page_down")
    assert 1 < shelf.window.sidebar.list.current_row < ROWS - 1
