"""For a person who listens: every control has a name, every move is told, and Tab reaches all."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from reader.operations import tags
from reader.operations.history import History
from tests.hearing import listening
from tests.journeys.conftest import Journey, keep

ROLE = QAccessible.Role
PARAGRAPHS = ["First one here. Second one.", "Third one. Fourth one."]


def two_paragraphs(history: History) -> None:
    keep(history, "Short|" + "\n".join(PARAGRAPHS))
    history.write(tags.bind_slot, 1, "method")


@pytest.fixture
def reading(journey: Journey) -> Journey:
    journey.fill(two_paragraphs)
    journey.start()
    journey.press("Enter")
    return journey


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """What is said, the urgent with a mark of exclamation before it."""
    said: list[str] = []
    with listening(lambda text, urgent: said.append("!" + text if urgent else text)):
        yield said


def test_every_move_is_told_with_unit_and_words(reading: Journey, heard: list[str]) -> None:
    reading.press(". j , w Ctrl+Up Ctrl+Up >")
    assert heard == [
        "sentence: Second one.",
        "paragraph: Third one. Fourth one.",
        "sentence: Second one.",
        "word: Second",
        "sentence: Second one.",
        "paragraph: First one here. Second one.",
        "selection: First one here. Second one. Third one.",
    ]


def test_what_is_marked_is_told_with_colour_and_tags(reading: Journey, heard: list[str]) -> None:
    reading.press("1")
    assert heard == ["Highlighted in yellow and tagged #method"]
    heard.clear()
    reading.press(". ,")
    assert heard[-1] == "sentence, highlighted in yellow, tagged method: First one here."


def test_modes_and_errors_are_told(reading: Journey, heard: list[str]) -> None:
    reading.press("f Escape v")
    assert heard[0] == "Hints: 4 sentences"
    assert heard[1].startswith("Caret mode")
    heard.clear()
    reading.press("Escape")
    assert heard[0] == "Caret mode off"
    reading.window.frontend.fail("It did not work.")
    assert heard[-1] == "!It did not work."


def test_nothing_is_told_of_the_text_while_the_list_has_the_keys(
    reading: Journey, heard: list[str]
) -> None:
    reading.press("Escape")
    heard.clear()
    reading.press("j k")
    assert not any(said.startswith(("sentence", "paragraph")) for said in heard)


def test_the_text_interface_follows_the_passage(reading: Journey) -> None:
    pane = reading.window.reading_pane
    interface = QAccessible.queryAccessibleInterface(pane)
    assert interface is not None
    text = interface.textInterface()
    assert interface.text(QAccessible.Text.Name) == "Reading pane"
    reading.press(".")
    assert pane.passage is not None
    start, end = pane.document_range(pane.passage.span)
    assert text.cursorPosition() == start
    assert text.text(start, end) == "Second one."
    reading.press("v Shift+Right Shift+Right")
    assert text.cursorPosition() == start + 2
    assert text.selectionCount() == 1
    assert pane.textCursor().selectedText() == "Se"


def test_assistive_technology_is_shown_the_passage_as_selected(reading: Journey) -> None:
    pane = reading.window.reading_pane
    reading.press("j")
    assert not pane.textCursor().hasSelection()
    QAccessible.setActive(True)
    try:
        reading.press(".")
        assert pane.textCursor().selectedText() == reading.passage == "Third one."
        interface = QAccessible.queryAccessibleInterface(pane)
        assert interface is not None
        assert interface.textInterface().selectionCount() == 1
    finally:
        QAccessible.setActive(False)


def controls(window: QWidget) -> list[QWidget]:
    """What a person may come to by keys."""
    kinds = (QAbstractButton, QAbstractItemView, QLineEdit, QPlainTextEdit, QTextEdit)
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus or isinstance(widget, kinds)
    ]


def nameless(window: QWidget) -> list[str]:
    found = []
    for widget in controls(window):
        if widget.objectName().startswith("qt_"):
            continue  # parts of Qt's own scroll areas
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None, widget
        name = interface.text(QAccessible.Text.Name)
        if not name.strip() or interface.role() in (ROLE.NoRole, ROLE.Window):
            found.append(f"{type(widget).__name__} {widget.objectName()} {interface.role()}")
    return found


def test_every_control_has_a_name_and_a_role(reading: Journey) -> None:
    window = reading.window
    assert len(controls(window)) > 10
    assert nameless(window) == []
    reading.press("h n")
    assert nameless(window) == []
    reading.press("Escape t")
    assert nameless(window) == []
    reading.press("Escape Ctrl+K")
    assert nameless(window) == []
    reading.press("Escape Ctrl+F")
    assert nameless(window) == []
    reading.press("Escape f")
    assert nameless(window) == []
    reading.press("Escape")


def test_tab_reaches_everything_and_f6_every_pane(reading: Journey) -> None:
    window = reading.window
    reading.press("h")
    reached: list[QWidget] = []
    for _ in range(80):
        QTest.keyClick(reading.focus(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        if now in reached:
            break
        reached.append(now)
    wanted = [
        widget
        for widget in controls(window)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
    ]
    missing = [f"{type(w).__name__} {w.accessibleName()}" for w in wanted if w not in reached]
    assert missing == []
    for widget in reached:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        with_it = widget.grab().toImage()
        (window.list_pane.list if widget is window.reading_pane else window.reading_pane).setFocus()
        assert widget.grab().toImage() != with_it, f"no focus to be seen on {widget}"
    panes = set()
    window.reading_pane.setFocus()
    for _ in range(3):
        reading.press("F6")
        panes.add(reading.pane)
    assert panes == {"list", "reading", "sidebar"}
