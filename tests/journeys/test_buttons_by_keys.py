"""Buttons that Tab leads to: Enter and Space press them, whatever these keys do in the pane."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

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
