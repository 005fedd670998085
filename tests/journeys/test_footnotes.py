"""Footnotes shown in place, by key and by mouse, and the way to the note and back."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.operations import articles
from reader.operations.history import History
from reader.ui.overlays.footnote_popup import FootnotePopup
from reader.ui.overlays.toast import REACH
from reader.ui.reading.layout.text_geometry import range_rects
from tests.journeys.conftest import Journey

_FILLER = "".join(f"<p>Paragraph {number} is about nothing else.</p>" for number in range(60))
_HTML = (
    '<p>It was so.<sup><a href="#n1" id="r1">[1]</a></sup> Nobody saw it. Both held.'
    f'<sup><a href="#n1">[1]</a></sup><sup><a href="#n2" id="r2">[2]</a></sup></p>{_FILLER}'
    '<ol><li id="n1">The <i>first</i> note, by <a href="https://x.example/">one</a>.'
    ' <a href="#r1">↩</a></li><li id="n2">The second note. <a href="#r2">↩</a></li></ol>'
)


def _fill(history: History) -> None:
    source = Source(_HTML.encode(), "notes.html", "/tmp/notes.html")
    history.write(articles.add_many, [Draft("Notes", _HTML, source, "test/1", "text/html")])


def _shown(journey: Journey) -> str:
    note = journey.window.reading_pane.opener.shown_note
    return note.words if note else ""


def _popup(journey: Journey) -> FootnotePopup:
    popup = journey.window.reading_pane.findChild(FootnotePopup)
    assert isinstance(popup, FootnotePopup)
    return popup


def _call(journey: Journey, offset: int) -> QPoint:
    """The middle of a character of the text, in the viewport."""
    pane = journey.window.reading_pane
    rect = range_rects(pane.document(), *pane.document_range((offset, offset + 1)))[0]
    return rect.center().toPoint() - QPoint(0, pane.verticalScrollBar().value())


def test_a_footnote_opens_in_place_and_leads_to_the_note_and_back(journey: Journey) -> None:
    journey.fill(_fill)
    journey.start()
    journey.press("Enter")
    pane = journey.window.reading_pane
    height = pane.verticalScrollBar().value()

    # The number is no part of the words that are told, unless it is all of them.
    assert journey.window.column.strip._target == "sentence “It was so.”"
    journey.press("o")
    assert _shown(journey) == "The first note, by one."
    assert (journey.pane, pane.verticalScrollBar().value()) == ("reading", height)
    lines = range_rects(pane.document(), *pane.document_range((10, 13)))
    covered = QRect(0, 0, pane.width(), round(lines[0].bottom()))
    first_height = _popup(journey).height()
    assert not _popup(journey).geometry().adjusted(16, 16, -16, -16).intersects(covered)
    journey.press("Escape")
    assert (_shown(journey), journey.pane) == ("", "reading")
    journey.press("Enter")
    assert _shown(journey)
    assert _popup(journey).height() == first_height
    journey.press("Enter")
    assert not _shown(journey)
    journey.press("o . ")
    assert not _shown(journey)  # the cursor has moved on
    journey.press("o")
    assert journey.toast == "There is no footnote, image or link in this passage."

    journey.press(". o")  # two of them
    journey.press("2")
    assert _shown(journey) == "The second note."
    here = pane.passage
    journey.press("o")
    assert _shown(journey) == ""
    assert journey.passage.startswith("The second note.")
    there = pane.passage
    journey.press("Alt+Left")
    assert pane.passage == here
    journey.press("Alt+Right")
    assert pane.passage == there
    journey.press("Alt+Right")
    assert journey.toast == "Nothing to go forward to."


def test_the_mouse_opens_a_footnote_and_closes_it(journey: Journey) -> None:
    journey.fill(_fill)
    journey.start()
    journey.press("Enter")
    pane = journey.window.reading_pane
    text = pane.page.text.text if pane.page else ""
    passage = pane.passage
    first, second = _call(journey, text.index("[1]") + 1), _call(journey, text.index("[2]") + 1)
    click = QTest.mouseClick
    click(pane.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert _shown(journey) == "The first note, by one."
    assert pane.passage == passage
    click(pane.viewport(), Qt.MouseButton.LeftButton, pos=first)
    assert not _shown(journey)
    click(pane.viewport(), Qt.MouseButton.LeftButton, pos=first)
    click(pane.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert _shown(journey) == "The second note."
    click(pane.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, pane.height() - 60))
    assert not _shown(journey)

    # What is in the card can be followed: a link out of it, and the note in its place.
    outside: list[str] = []
    pane.link_activated.disconnect()
    pane.link_activated.connect(outside.append)
    click(pane.viewport(), Qt.MouseButton.LeftButton, pos=first)
    _popup(journey).link_activated.emit("https://x.example/")
    click(pane.viewport(), Qt.MouseButton.LeftButton, pos=first)
    _popup(journey).link_activated.emit("#n1")
    assert outside == ["https://x.example/"]
    assert journey.passage.startswith("The first note")


def test_back_returns_from_a_note_to_where_the_mouse_called_it(journey: Journey) -> None:
    journey.fill(_fill)
    journey.start()
    journey.press("Enter .")
    pane = journey.window.reading_pane
    text = pane.page.text.text if pane.page else ""
    assert journey.passage == "Nobody saw it."
    call = _call(journey, text.index("[1]") + 1)
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=call)
    _popup(journey).link_activated.emit("#n1")
    assert journey.passage.startswith("The first note")
    journey.press("Alt+Left")
    assert journey.passage.startswith("It was so.")

    # The same from a link in the text: back from the note by its own sign, then to the note again.
    journey.press("Alt+Right k")
    assert journey.passage.startswith("Paragraph 59")
    back = _call(journey, text.index("↩"))
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=back)
    assert journey.passage.startswith("It was so.")
    journey.press("Alt+Left")
    assert "The first note" in journey.passage or journey.passage == "↩"


def test_no_toast_covers_a_footnote(journey: Journey) -> None:
    journey.fill(_fill)
    journey.start()
    window, pane = journey.window, journey.window.reading_pane
    window.resize(760, 340)
    journey.press("Enter")
    text = pane.page.text.text if pane.page else ""
    toast = window.toasts.show("Tagged #method")

    def covers() -> bool:
        popup = _popup(journey)
        card = popup.card_rect.translated(popup.mapTo(window, QPoint()))
        return toast.geometry().adjusted(REACH, REACH, -REACH, -REACH).intersects(card)

    before = toast.geometry()
    call = _call(journey, text.index("[1]") + 1)
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=call)
    assert _shown(journey)
    assert not covers()
    toast.setGeometry(before)
    assert covers(), "it did not have to move"


def test_a_footnote_under_the_mouse_is_shown_until_the_mouse_is_elsewhere(journey: Journey) -> None:
    journey.fill(_fill)
    journey.start()
    journey.press("Enter")
    pane = journey.window.reading_pane
    pane.opener._resting.setInterval(0)
    text = pane.page.text.text if pane.page else ""
    call, words = _call(journey, text.index("[2]") + 1), _call(journey, text.index("Nobody"))
    QTest.mouseMove(pane.viewport(), call)
    journey.wait(lambda: _shown(journey) == "The second note.")
    popup = _popup(journey)
    popup._leaving.setInterval(0)
    QTest.mouseMove(pane.viewport(), words)
    journey.wait(lambda: not _shown(journey))

    QTest.mouseMove(pane.viewport(), call)
    journey.wait(lambda: _shown(journey) == "The second note.")
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=call)
    assert popup.is_pinned
    top = popup.y()
    bar = pane.verticalScrollBar()
    bar.setValue(20)
    assert popup.y() == top - 20
    bar.setValue(bar.maximum())
    assert not _shown(journey)
