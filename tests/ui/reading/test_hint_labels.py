"""Hints on a pane of its own: which sentences have one, where it lies, by which keys it is reached."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.ui.reading.moving.sentence_hint_labels import HintLabels
from reader.ui.reading.reading_view import ReadingView
from tests.ui.reading.test_reading_view import page

KEY = Qt.Key


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[ReadingView]:
    widget = ReadingView()
    qtbot.addWidget(widget)
    widget.resize(760, 600)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    widget.setFocus()
    yield widget
    widget.clear_page()


def shown(pane: ReadingView) -> HintLabels:
    pane.show_hints()
    assert pane.hints is not None
    return pane.hints


def words(pane: ReadingView, hints: HintLabels) -> list[str]:
    assert pane.page is not None
    text = pane.page.text.text
    return [text[one.passage.start : one.passage.end] for one in hints.labels]


def test_every_kind_of_block_has_its_labels(pane: ReadingView) -> None:
    html = (
        "<h2>Head</h2><p>One. Two.</p><ul><li>Item one. More.</li><li>Item two.</li></ul>"
        "<table><tr><td>a</td><td>Yes. No</td></tr><tr><td>d</td><td>e</td></tr></table>"
        "<blockquote><p>Quoted.</p></blockquote><pre>code()</pre><p>שלום. עולם.</p><hr><p>End.</p>"
    )
    pane.resize(760, 1600)
    pane.show_page(page(html), [])
    hints = shown(pane)
    assert words(pane, hints) == [
        "Head", "One.", "Two.", "Item one.", "More.", "Item two.", "a", "Yes.", "No", "d", "e",
        "Quoted.", "code()", "שלום.", "עולם.", "End.",
    ]  # fmt: skip
    lefts = {
        word: one.cap.left() for word, one in zip(words(pane, hints), hints.labels, strict=True)
    }
    assert lefts["שלום."] > lefts["עולם."] > lefts["End."]  # from the right
    assert lefts["Item one."] > lefts["One."]
    assert lefts["Yes."] > lefts["a"]


def test_only_what_is_on_screen_has_one_also_what_begins_above(pane: ReadingView) -> None:
    long = "This sentence goes on and on " * 40 + "to here."
    pane.show_page(page(f"<p>Before.</p><p>{long} After it. {'Far. ' * 2000}</p>"), [])
    end = pane.cursorRect(pane.document().find("to here."))
    pane.verticalScrollBar().setValue(end.top() - 60)
    hints = shown(pane)
    found = words(pane, hints)
    assert found[0].startswith("This sentence")
    assert found[1] == "After it."
    assert 0 <= hints.labels[0].cap.top() < 40
    assert 50 < len(found) < 400
    assert len({label.code for label in hints.labels}) == len(found)


def test_a_letter_of_another_script_counts_by_its_place(
    pane: ReadingView, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane.show_page(page("<p>One. Two. Three.</p>"), [])
    monkeypatch.setattr(QApplication, "platformName", staticmethod(lambda: "xcb"))
    hints = shown(pane)
    # ы lies on the place of s; d has code 40.
    event = QKeyEvent(
        QEvent.Type.KeyPress, 0x42B, Qt.KeyboardModifier.NoModifier, 39, 0, 0, "ы", False, 1
    )
    QApplication.sendEvent(hints, event)
    assert pane.hints is None
    assert pane.passage is not None
    assert pane.passage.span == (5, 9)


def test_capitals_count_too(pane: ReadingView) -> None:
    pane.show_page(page("<p>One. Two. Three.</p>"), [])
    QTest.keyClick(shown(pane), KEY.Key_D, Qt.KeyboardModifier.ShiftModifier)
    assert pane.passage is not None
    assert pane.passage.span == (10, 16)
    assert pane.hasFocus()
    QTest.keyClick(shown(pane), KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert (pane.hints, pane.passage.span) == (None, (10, 16))


def test_a_page_without_words_shows_none(pane: ReadingView) -> None:
    pane.show_page(page("<hr>"), [])
    pane.show_hints()
    assert pane.hints is None
    pane.clear_page()
    pane.show_hints()
    assert pane.hints is None


def test_text_that_is_scrolled_or_resized_loses_its_labels(pane: ReadingView) -> None:
    pane.show_page(page("<p>One.</p>" * 90), [])
    shown(pane)
    pane.verticalScrollBar().setValue(30)
    assert pane.hints is None
    shown(pane)
    pane.resize(600, 500)
    assert pane.hints is None
    assert pane.hasFocus()
