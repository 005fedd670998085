"""What Tab leads to, or away from: buttons are pressed by Enter and Space, tabs moved along by arrows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from reader.commands.context import Pane
from reader.operations.history import History
from tests.journeys.conftest import Journey, keep


def two(history: History) -> None:
    keep(history, "Second|Another text.", "First|One here. Two here.\nThree here.")


def go(widget: QWidget) -> None:
    """Give the keyboard to a widget as Tab does."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_button_of_a_message_is_pressed(journey: Journey, key: str) -> None:
    journey.fill(two)
    journey.start()
    journey.press("Enter")
    done: list[str] = []
    toast = journey.window.toasts.show("1 failed", ("Retry", lambda: done.append("x")), "error")
    before, title = journey.passage, journey.window.windowTitle()
    go(toast.button)
    assert journey.target == "Retry"
    journey.press(key)
    assert done == ["x"]
    assert (journey.passage, journey.window.windowTitle()) == (before, title)
    assert journey.window.toasts.shown == (), "nothing else is said"
    assert journey.pane == "reading", "the keyboard is back where it was"
    assert journey.focus() is journey.window.reading_pane


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_back_leaves_a_page(journey: Journey, key: str) -> None:
    journey.fill(two)
    journey.start()
    journey.press("g t")
    go(journey.window._tabs.back)
    journey.press(key)
    assert journey.window.panes.pages.page is None


def test_arrows_move_along_the_tabs_of_the_pages(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    journey.press("Enter")
    go(journey.window._tabs.tabs)
    journey.press("Right")
    page = journey.window.panes.pages.page
    assert page is not None
    assert page.pane is Pane.HIGHLIGHTS
    assert journey.toasts == []


def test_tab_leaves_a_note_for_the_text(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    journey.press("Enter n")
    journey.type("why")
    journey.press("Tab")
    assert journey.focus() is journey.window.reading_pane
    journey.wait(lambda: [card.note for card in journey.cards] == ["why"])


@pytest.mark.parametrize("keys", ["Ctrl+K", "?", "t", "Ctrl+L", "Alt+Enter"])
def test_the_window_is_left_from_an_overlay(journey: Journey, keys: str) -> None:
    journey.fill(two)
    journey.start()
    journey.press(f"Enter {keys}")
    window = journey.window
    journey.press("Ctrl+Q")
    journey.wait(lambda: not window.isVisible())
