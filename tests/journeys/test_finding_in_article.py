"""Ctrl+F: words in the article, and what is found can be marked at once."""

import pytest

from reader.operations.history import History
from tests.journeys.conftest import Journey, keep


def two(history: History) -> None:
    keep(history, "Second|The other text.", "First|One fox here. Two foxes there, and a FOX.")


@pytest.fixture
def reading(journey: Journey) -> Journey:
    """Two articles, the first one open, the keyboard in the text."""
    journey.fill(two)
    journey.start()
    journey.press("Enter")
    return journey


def test_find_step_mark_and_leave(reading: Journey) -> None:
    reading.press("Ctrl+F")
    reading.type("fox")
    bar = reading.window.column.finding.bar
    assert bar.isVisible()
    assert reading.window.strip.accessibleName() == "Enter next hit, Esc close"
    assert (reading.passage, bar.count.text()) == ("fox", "1 of 3")
    reading.press("Enter Enter")
    assert (reading.passage, bar.count.text()) == ("FOX", "3 of 3")
    reading.press("Enter Shift+Enter")
    assert reading.passage == "FOX"
    reading.press("Escape")
    assert not bar.isVisible()
    reading.press("h")
    assert [card.exact for card in reading.cards] == ["FOX"]
    reading.press("F3")
    assert bar.isVisible()


def test_nothing_found_is_said(reading: Journey) -> None:
    reading.press("Ctrl+F")
    reading.type("zzzzqqq")
    assert reading.window.column.finding.bar.count.text() == "not found"
    reading.press("Enter F3 Escape")
    assert reading.pane == "reading"
