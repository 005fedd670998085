"""Reading with the wheel: where an article opens again."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QPointingDevice, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from reader.commands.context import Pane
from reader.operations.history import History
from tests.journeys.conftest import Journey, keep
from tests.journeys.test_mouse_and_cards import LEFT, NO_KEY, PARAGRAPHS, text_of


def turn_wheel(journey: Journey, notches: float, modifiers: Qt.KeyboardModifier = NO_KEY) -> None:
    """Turn the wheel over the text, down where positive."""
    turn_wheel_over(journey.window.reading_pane.viewport(), notches, modifiers)


def turn_wheel_over(viewport: QWidget, notches: float, modifiers: Qt.KeyboardModifier) -> None:
    at, none = QPointF(viewport.rect().center()), Qt.MouseButton.NoButton
    turn = QPoint(0, round(-120 * notches))
    QApplication.sendEvent(
        viewport,
        QWheelEvent(
            at, viewport.mapToGlobal(at), QPoint(), turn, none, modifiers,
            Qt.ScrollPhase.NoScrollPhase, False,
        ),
    )  # fmt: skip


def pinch(viewport: QWidget, wider: float) -> None:
    """Move two fingers apart on a touchpad, or together where negative."""
    at, device = QPointF(viewport.rect().center()), QPointingDevice.primaryPointingDevice()
    kind, screen = Qt.NativeGestureType.ZoomNativeGesture, viewport.mapToGlobal(at)
    event = QNativeGestureEvent(kind, device, 2, at, at, screen, wider, QPointF())
    QApplication.sendEvent(viewport, event)


def paragraph_at_the_top(journey: Journey) -> int:
    at = journey.window.reading_pane.first_offset_on_screen()
    return text_of(journey).count("\n", 0, at)


def test_lines_that_the_wheel_brought_are_there_again_and_so_is_the_cursor_in_sight(
    journey: Journey,
) -> None:
    def fill(history: History) -> None:
        keep(history, "Other|Short.", "Long|" + "\n".join(PARAGRAPHS))

    journey.fill(fill)
    journey.start()

    def open_by_mouse(title: str) -> None:
        rows = journey.window.list_pane.list
        place = rows.visualRect(rows.model().index(journey.titles.index(title), 0)).center()
        QTest.mouseClick(rows.viewport(), LEFT, NO_KEY, place)
        assert journey.window.windowTitle() == f"{title} — Postil"

    open_by_mouse("Long")
    pane = journey.window.reading_pane
    turn_wheel(journey, 10)
    assert pane.passage is not None
    assert not pane.is_on_screen(pane.passage)
    brought = paragraph_at_the_top(journey)
    assert brought > 2
    open_by_mouse("Other")
    open_by_mouse("Long")
    assert abs(paragraph_at_the_top(journey) - brought) <= 1
    journey.restart()
    assert abs(paragraph_at_the_top(journey) - brought) <= 1

    turn_wheel(journey, 1)  # the cursor is still in sight, below the top
    journey.window.panes.focus_pane(Pane.READING)
    pane, passage = journey.window.reading_pane, journey.passage
    assert pane.passage is not None
    assert pane.is_on_screen(pane.passage)
    journey.restart()
    assert journey.passage == passage


def test_the_wheel_with_ctrl_sets_the_text_larger_or_smaller(journey: Journey) -> None:
    journey.fill(lambda history: keep(history, "Long|" + "\n".join(PARAGRAPHS)) and None)
    journey.start()
    settings, pane = journey.window.app.settings, journey.window.reading_pane
    before, control = settings.number("text_size"), Qt.KeyboardModifier.ControlModifier
    turn_wheel(journey, -1, control)
    assert settings.number("text_size") > before
    for _half in range(4):
        turn_wheel(journey, 0.5, control)
    smaller = settings.number("text_size")
    assert smaller < before
    turn_wheel(journey, 0.75, control)
    turn_wheel(journey, -1, control)
    assert settings.number("text_size") > smaller, "what is turned back begins anew"
    assert pane.verticalScrollBar().value() == 0


def test_two_fingers_set_the_text_larger_or_smaller(journey: Journey) -> None:
    journey.fill(lambda history: keep(history, "Long|" + "\n".join(PARAGRAPHS)) and None)
    journey.start()
    settings, viewport = journey.window.app.settings, journey.window.reading_pane.viewport()
    before = settings.number("text_size")
    pinch(viewport, 0.05)
    assert settings.number("text_size") == before
    for _move in range(2):
        pinch(viewport, 0.05)
    assert settings.number("text_size") > before
    for _move in range(6):
        pinch(viewport, -0.05)
    assert settings.number("text_size") < before
