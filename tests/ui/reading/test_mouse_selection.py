"""The mouse in the text: words at both ends of a drag, a word, a paragraph, a sentence."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.core.text.reading.reading_cursor import Unit
from reader.ui.reading.moving.mouse_selection import whole_words
from reader.ui.reading.reading_view import ReadingView
from tests.each import each
from tests.ui.reading.test_reading_view import page

TEXT = "<p>Once upon a time there was. It ended well.</p><p>Another paragraph.</p>"
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[ReadingView]:
    widget = ReadingView()
    qtbot.addWidget(widget)
    widget.resize(760, 600)
    widget.show()
    widget.show_page(page(TEXT), [])
    yield widget
    widget.clear_page()


def spot(pane: ReadingView, offset: int) -> QPoint:
    assert pane.positions is not None
    cursor = QTextCursor(pane.document())
    cursor.setPosition(pane.positions.to_document(offset))
    return pane.cursorRect(cursor).center()


def text(pane: ReadingView) -> str:
    assert pane.page is not None
    return pane.page.text.text


def words(pane: ReadingView) -> str:
    assert pane.passage is not None
    return text(pane)[pane.passage.start : pane.passage.end]


def drag(
    pane: ReadingView, start: int, end: int, modifiers: Qt.KeyboardModifier = NONE
) -> list[str]:
    """Drag from one offset to another; what was tinted on the way."""
    first, last = spot(pane, start), spot(pane, end)
    seen = []
    QTest.mousePress(pane.viewport(), LEFT, modifiers, first)
    for place in ((first + last) / 2, last):
        _move(pane, place, modifiers)
        seen.append(words(pane))
    QTest.mouseRelease(pane.viewport(), LEFT, modifiers, last)
    return seen


def _move(pane: ReadingView, place: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    QTest.mouseMove(pane.viewport(), place)


def test_a_drag_takes_the_words_it_begins_and_ends_in(pane: ReadingView, qtbot: QtBot) -> None:
    start = text(pane).index("upon") + 2
    with qtbot.waitSignal(pane.passage_changed):
        seen = drag(pane, start, text(pane).index("there") + 3)
    assert words(pane) == "upon a time there"
    assert pane.passage is not None
    assert pane.passage.unit is Unit.SELECTION
    assert seen[-1] == "upon a time there", "what is tinted is what will be taken"
    drag(pane, text(pane).index("time") + 2, text(pane).index("upon") + 1)
    assert words(pane) == "upon a time"


@pytest.mark.parametrize("key", ["AltModifier", "ControlModifier"])
def test_with_alt_or_ctrl_it_goes_by_character(pane: ReadingView, key: str) -> None:
    start = text(pane).index("upon") + 2
    drag(pane, start, text(pane).index("there") + 3, Qt.KeyboardModifier[key])
    assert words(pane) == "on a time the"


def test_a_double_click_takes_a_word_a_triple_click_the_paragraph(pane: ReadingView) -> None:
    place = spot(pane, text(pane).index("there") + 2)
    QTest.mouseClick(pane.viewport(), LEFT, NONE, place)
    assert words(pane) == "Once upon a time there was."
    QTest.mouseDClick(pane.viewport(), LEFT, NONE, place)
    assert pane.passage is not None
    assert (pane.passage.unit, words(pane)) == (Unit.WORD, "there")
    QTest.mouseClick(pane.viewport(), LEFT, NONE, place)
    assert (pane.passage.unit, words(pane)) == (
        Unit.PARAGRAPH,
        "Once upon a time there was. It ended well.",
    )


def test_a_click_elsewhere_right_after_a_double_click_is_a_click(pane: ReadingView) -> None:
    QTest.mouseDClick(pane.viewport(), LEFT, NONE, spot(pane, 2))
    QTest.mouseClick(pane.viewport(), LEFT, NONE, spot(pane, text(pane).index("ended") + 1))
    assert words(pane) == "It ended well."


def test_a_shift_click_goes_on_from_the_passage(pane: ReadingView) -> None:
    QTest.mouseClick(pane.viewport(), LEFT, NONE, spot(pane, 2))
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(pane.viewport(), LEFT, shift, spot(pane, text(pane).index("ended") + 2))
    assert words(pane) == "Once upon a time there was. It ended"


def test_a_shift_click_before_the_sentence_keeps_it(pane: ReadingView) -> None:
    QTest.mouseClick(pane.viewport(), LEFT, NONE, spot(pane, text(pane).index("ended")))
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(pane.viewport(), LEFT, shift, spot(pane, text(pane).index("time") + 1))
    assert words(pane) == "time there was. It ended well."
    QTest.mouseClick(pane.viewport(), LEFT, shift, spot(pane, text(pane).index("Once") + 1))
    assert words(pane) == "Once upon a"


def test_a_shift_click_beside_a_line_goes_on_from_a_word(pane: ReadingView) -> None:
    """Qt loses what a double click took, and the click was one on the sentence."""
    first = spot(pane, 6)
    QTest.mouseClick(pane.viewport(), LEFT, NONE, first)
    QTest.mouseDClick(pane.viewport(), LEFT, NONE, first)
    shift = Qt.KeyboardModifier.ShiftModifier
    beside = QPoint(pane.viewport().width() - 8, first.y())
    QTest.mouseClick(pane.viewport(), LEFT, shift, beside)
    assert words(pane) == "upon a time there was. It ended well."


def test_the_mouse_puts_the_caret(pane: ReadingView) -> None:
    pane.caret.toggle()
    at = text(pane).index("ended") + 2
    QTest.mouseClick(pane.viewport(), LEFT, NONE, spot(pane, at))
    assert (pane.caret.offset, words(pane)) == (at, "It ended well.")
    drag(pane, text(pane).index("upon"), text(pane).index("time"))
    assert (pane.caret.has_selection, words(pane)) == (True, "upon a")


@each(
    ("whole", "taken"),
    [
        ("one t|wo thr|ee four", "two three"),
        ("one |two| three", "two"),
        ("a d|on't| b", "don't"),
        ("我在|图书|馆看书", "图书"),
        ("naï|ve cafe\u0301|s", "naïve cafe\u0301s"),
    ],
)
def test_ranges_are_widened_to_words_but_not_in_chinese(whole: str, taken: str) -> None:
    before, inside, after = whole.split("|")
    start, end = whole_words(before + inside + after, len(before), len(before) + len(inside))
    assert (before + inside + after)[start:end] == taken


@pytest.mark.parametrize("language", ["en", "ar"])
def test_between_two_lines_the_mouse_is_where_it_points(pane: ReadingView, language: str) -> None:
    """Qt's own hitTest answers with the end of a line for the gap below it."""
    word = {"en": "salt ", "ar": "ملح "}[language]
    table = f"<table><tr><td>{word * 90}</td><td>x</td></tr></table>"
    pane.show_page(page(f"<p>{word * 150}</p>{table}"), [])
    assert pane.positions is not None
    cursor = QTextCursor(pane.document())
    for offset in (300, len(text(pane)) - len(word) * 45):
        cursor.setPosition(pane.positions.to_document(offset))
        middle = pane.cursorRect(cursor).center()
        high = pane.cursorRect(cursor).height()
        ys = range(middle.y() - 2 * high, middle.y() + 2 * high)
        for y in ys:
            there = QTextCursor(pane.document())
            there.setPosition(pane.position_at(QPoint(middle.x(), y)))
            assert abs(pane.cursorRect(there).center().x() - middle.x()) < 3 * high
    offset = text(pane).index(" ", 300) + 2
    first, last = spot(pane, offset), spot(pane, offset + 4 * len(word))
    if first.y() == last.y():
        for step in range(2 * pane.cursorRect(cursor).height()):
            down = QPoint(0, step)
            QTest.mousePress(pane.viewport(), LEFT, NONE, first + down)
            QTest.mouseMove(pane.viewport(), (first + last) / 2 + down)
            QTest.mouseMove(pane.viewport(), last + down)
            QTest.mouseRelease(pane.viewport(), LEFT, NONE, last + down)
            assert 3 <= len(words(pane).split()) <= 7
