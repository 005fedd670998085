"""Saved searches: kept under a name, listed with counts, opened by click, key and palette."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from reader.core.models import State, View
from reader.operations import articles, saved_searches
from reader.operations.history import History
from reader.ui.views.view_list import ViewList
from tests.journeys.conftest import Journey, keep


def fill(history: History) -> None:
    one, *_rest = keep(history, "Lichens|Of beeches.", "Beech|A lichen.", "Doors|Of wood.")
    history.write(articles.set_state, [one], State.ARCHIVE)
    history.write(saved_searches.save, "Wood", "wood")


@pytest.fixture
def shelf(journey: Journey) -> Journey:
    journey.fill(fill)
    journey.start()
    return journey


def rows(journey: Journey) -> ViewList:
    return journey.window.frontend.feeds.panel.list


def listed(journey: Journey) -> list[str]:
    """The saved searches in the panel, each with its count."""
    return [f"{one.title} {one.count}" for one in rows(journey).rows if one.typed]


def save(journey: Journey, query: str, name: str) -> None:
    journey.press("/")
    journey.type(query)
    journey.press("Ctrl+S Ctrl+A")
    journey.type(name)
    journey.press("Enter")


def test_the_strip_says_what_keys_do_with_a_saved_search(shelf: Journey) -> None:
    shelf.press("Ctrl+F9")
    shelf.wait(lambda: listed(shelf) == ["Wood 1"])
    shown = rows(shelf)
    shown.setFocus()
    shown.setCurrentIndex(shown.model().index(7, 0))
    shelf.wait(lambda: "F2 rename" in shelf.window.strip.accessibleName())
    assert "Alt+↑ Alt+↓ move" in shelf.window.strip.accessibleName()


def test_a_search_is_saved_and_opened_by_key_click_and_palette(shelf: Journey) -> None:
    shelf.press("Ctrl+F9")
    shelf.wait(lambda: listed(shelf) == ["Wood 1"])
    save(shelf, "lichen", "Lichens")
    shelf.wait(lambda: listed(shelf) == ["Wood 1", "Lichens 2"])
    assert shelf.toast.startswith("Saved search “Lichens”")
    shelf.press("Escape Escape g i")
    shelf.wait(lambda: sorted(shelf.titles) == ["Beech", "Doors"])

    shelf.press("Ctrl+2")
    shelf.wait(lambda: shelf.titles == ["Lichens", "Beech"])
    pane, shown = shelf.window.list_pane, rows(shelf)
    assert (pane.query_text(), shelf.window.articles.view) == ("lichen", View.ALL)
    assert shown.model().data(shown.model().index(8, 0)) == "Lichens"
    assert pane.heading._name.text() == "Lichens"
    heading, row = (shown.visualRect(shown.model().index(number, 0)) for number in (6, 7))
    assert heading.height() > row.height(), "sections stand apart"
    hide = shelf.window.frontend.feeds.panel.hide_button
    hide.setFocus(Qt.FocusReason.TabFocusReason)
    focused = hide.grab().toImage()
    pane.list.setFocus()
    assert hide.grab().toImage() != focused
    assert (pane.heading.isVisible(), shelf.pane) == (True, "list")
    shelf.press("g i")  # it goes with its view
    shelf.wait(lambda: sorted(shelf.titles) == ["Beech", "Doors"])
    assert pane.query_text() == ""

    spot = shown.visualRect(shown.model().index(7, 0)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    shelf.wait(lambda: shelf.titles == ["Doors"])
    shelf.press("g w Down Enter")
    shelf.wait(lambda: shelf.titles == ["Lichens", "Beech"])
    shelf.press("Ctrl+7")
    assert "no saved search 7" in shelf.toast


def test_saved_searches_are_renamed_moved_and_deleted_in_the_panel(shelf: Journey) -> None:
    save(shelf, "lichen", "Lichens")
    shelf.press("Escape Escape g n")
    shelf.wait(lambda: listed(shelf) == ["Wood 1", "Lichens 2"])
    while not rows(shelf).current_row().typed:  # type: ignore[union-attr]
        shelf.press("Down")
    shelf.press("Alt+Down")
    shelf.wait(lambda: listed(shelf) == ["Lichens 2", "Wood 1"])
    assert rows(shelf).current_row().title == "Wood"  # type: ignore[union-attr]
    shelf.press("F2 Ctrl+A")
    shelf.type("Trees")
    shelf.press("Enter")
    shelf.wait(lambda: listed(shelf) == ["Lichens 2", "Trees 1"])
    shelf.press("Delete")
    shelf.wait(lambda: listed(shelf) == ["Lichens 2"])
    assert "Trees" in shelf.toast
    for left in (
        ["Lichens 2", "Trees 1"],
        ["Lichens 2", "Wood 1"],
        ["Wood 1", "Lichens 2"],
        ["Wood 1"],
    ):
        shelf.window.run("undo")
        shelf.wait(partial(is_listed, shelf, left))


def is_listed(journey: Journey, expected: list[str]) -> bool:
    return listed(journey) == expected


def test_what_was_typed_is_needed_to_save_a_search(shelf: Journey) -> None:
    shelf.press("Ctrl+S")
    assert "no search to save" in shelf.toast
    shelf.press("/")
    shelf.type("wood")
    shelf.press("Ctrl+S")
    field = shelf.focus()
    assert isinstance(field, QLineEdit)
    assert field.text() == "Wood"  # as it is saved already
    shelf.press("Escape")
