"""g c: the headings of the article, one of them gone to, and the way back."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.commands.context import Pane
from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.operations import articles
from reader.operations.history import History
from reader.ui.highlights.highlights_page import HighlightsPage
from reader.ui.overlays.choice_list import ChoiceList
from reader.ui.overlays.overlay import open_overlay
from reader.ui.reading.contents.section_strip import SectionStrip
from reader.ui.reading.layout.progressive_layout import LONG
from tests.journeys.conftest import Journey, keep

_WORDS = "".join(f"<p>Paragraph {number} is about nothing else.</p>" for number in range(30))
_HTML = (
    f"<p>A beginning.</p><h2>Origins</h2><p>Of it.</p>{_WORDS}<h3>Early 1900s</h3>{_WORDS}"
    f"<h2>Growth</h2><p>Of it.</p>{_WORDS}<h2>Decline</h2>{_WORDS}"
)


def _fill(history: History) -> None:
    keep(history, "Plain|A text without headings.")
    source = Source(_HTML.encode(), "long.html", "/tmp/long.html")
    draft = Draft("Long", _HTML, source, "test/1", "text/html")
    history.write(articles.add_many, [draft])


def _popup(journey: Journey) -> ChoiceList:
    popup = open_overlay(journey.window)
    assert isinstance(popup, ChoiceList)
    return popup


def test_contents_lead_to_a_section_and_back(journey: Journey) -> None:
    journey.fill(_fill)
    journey.start()
    journey.press("Enter")
    journey.find("Of it.")
    journey.press("h")
    journey.wait(lambda: journey.cards)
    pane = journey.window.reading_pane
    passage, height = pane.passage, pane.verticalScrollBar().value()

    journey.press("g c")
    popup = _popup(journey)
    rows = [
        (shown.row.title, shown.row.depth, shown.row.highlight_count) for shown in popup.model.rows
    ]
    assert rows == [
        ("Origins", 0, 1),
        ("Early 1900s", 1, 0),
        ("Growth", 0, 0),
        ("Decline", 0, 0),
    ]
    assert popup.model.rows[popup.list.row].row.title == "Origins"
    spoken = popup.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Origins, 1 highlight, ")

    def outline() -> list[tuple[str, str]]:
        return [(shown.row.title, shown.detail) for shown in popup.model.rows]

    journey.press("Down Left")  # to what it lies in
    assert popup.model.rows[popup.list.row].row.title == "Origins"
    journey.press("Left")
    assert outline() == [("Origins", "1 section"), ("Growth", ""), ("Decline", "")]
    journey.press("Down Left Up Right")
    assert [title for title, _detail in outline()] == [title for title, *_rest in rows]
    journey.press("Left")
    journey.type("early")
    assert outline() == [("Early 1900s", "")], "what is typed is found in what is folded, too"
    journey.press("Backspace Backspace Backspace Backspace Backspace Down Escape")
    assert (pane.passage, pane.verticalScrollBar().value()) == (passage, height)
    assert journey.pane == "reading"

    journey.press("g c")
    journey.type("grow")
    assert [shown.row.title for shown in _popup(journey).model.rows] == ["Growth"]
    assert journey.window.column.section_button is None  # four headings are found without help
    journey.press("Enter")
    assert (journey.passage, journey.pane) == ("Growth", "reading")
    assert pane.passage is not None
    assert pane.is_on_screen(pane.passage)
    journey.press("g c")
    assert popup.model.rows[popup.list.row].row.title == "Growth"
    journey.press("Down Enter")
    assert journey.passage == "Decline"

    journey.press("Alt+Left")
    assert journey.passage == "Growth"
    back, forward = Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton
    for press, button, there in (
        (QTest.mouseClick, forward, "Decline"),
        (QTest.mouseClick, back, "Growth"),
        (QTest.mouseDClick, forward, "Decline"),  # soon after another
        (QTest.mouseClick, back, "Growth"),
    ):
        press(pane.viewport(), button, pos=QPoint(200, 200))
        assert journey.passage == there
        QTest.mouseRelease(pane.viewport(), button, pos=QPoint(200, 200))  # else held from then on
    assert QApplication.mouseButtons() == Qt.MouseButton.NoButton
    journey.press("F2")
    journey.type("Another title")
    journey.press("Enter")
    assert journey.passage == "Growth"
    journey.press("Alt+Left")
    assert pane.passage == passage, "a changed title forgets no place"
    journey.press("Alt+Left")
    assert journey.toast == "Nothing to go back to."

    journey.press("g v")  # a page that shows the article, and none of its text to go to
    assert journey.pane == "revisions"
    journey.press("Ctrl+K")
    journey.type("table of contents")
    journey.press("Enter")
    assert _popup(journey).model.rows[0].row.title == "Origins"
    journey.press("Escape")
    assert journey.pane != "revisions"
    journey.window.panes.focus_pane(Pane.READING)

    journey.press("g c Down Enter g h")  # to where one came from last, one goes back first
    page = journey.window.pages.page
    assert isinstance(page, HighlightsPage)
    journey.wait(lambda: page.rows.rowCount() == 1)
    journey.press("Enter")
    assert journey.passage == "Of it."
    journey.press("Alt+Left")
    assert journey.pane == "highlights"
    journey.press("Escape")

    journey.press("g c Down Enter Ctrl+PageDown")
    assert journey.passage == "A text without headings."
    journey.press("Alt+Left")  # a place in another text is none to go back to
    assert journey.passage == "A text without headings."
    journey.press("g c")
    assert open_overlay(journey.window) is None
    assert journey.toast == "This article has no headings, so it has no table of contents."


def _told(journey: Journey) -> list[str]:
    """The rows of the contents beside the text, as they are heard."""
    model = journey.window.panes.contents.list.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [model.index(row, 0).data(role) for row in range(model.rowCount())]


def _fill_long(history: History) -> None:
    keep(history, "Plain|A text without headings.")
    names = ("Origins", "Growth & decay", "Decline", "Return", "Notes")
    parts = "".join(f"<h2>{name}</h2><p>{name} it is.</p>{_WORDS * 3}" for name in names)
    source = Source(parts.encode(), "five.html", "/tmp/five.html")
    draft = Draft("Five parts", parts.replace("&", "&amp;"), source, "test/1", "text/html")
    history.write(articles.add_many, [draft])


def _fill_longest(history: History) -> None:
    paragraph = f"<p>{'Words of a very long text. ' * 40}</p>"
    html = "<h2>Origins</h2>" + paragraph * (2 * LONG // len(paragraph))
    source = Source(html.encode(), "one.html", "/tmp/one.html")
    history.write(articles.add_many, [Draft("One heading", html, source, "test/1", "text/html")])


def test_the_strip_over_the_beginning_of_a_text_stays_over_all_of_it(journey: Journey) -> None:
    journey.fill(_fill_longest)
    journey.start()
    pane = journey.window.reading_pane
    journey.wait(lambda: pane.is_whole)
    button = journey.window.column.section_button
    assert button is not None
    assert button.isVisible()


def test_a_strip_over_a_long_text_names_the_section_and_leads_to_the_others(
    journey: Journey,
) -> None:
    journey.fill(_fill_long)
    journey.start()
    journey.press("Enter")
    button = journey.window.column.section_button
    assert button is not None
    strip = button.parentWidget()
    assert isinstance(strip, SectionStrip)
    assert strip.isVisible()
    assert button.accessibleName() == "Origins"
    assert (strip.title.text(), strip.progress.text()) == ("Five parts", "0% read  ·  12 min left")
    journey.press("Alt+PageDown")
    assert button.accessibleName() == "Growth & decay"

    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    popup = _popup(journey)
    foot = button.mapTo(journey.window, button.rect().bottomLeft()).y()
    assert 0 < popup.card_rect.top() - foot < 20
    assert popup.card_rect.width() == button.width()
    assert popup.card_rect.left() == button.mapTo(journey.window, button.rect().topLeft()).x()
    role = Qt.ItemDataRole.AccessibleTextRole
    told = [popup.model.index(row).data(role) for row in (0, 4)]
    assert told[1] == "Notes, 0% read, 2 min"
    assert popup.model.rows[popup.list.row].row.title == "Growth & decay"
    journey.press("Down Down Down Enter")
    assert (journey.passage, journey.pane) == ("Notes", "reading")
    assert button.accessibleName() == "Notes"
    journey.press("g c")
    first = _popup(journey).model.rows[0].row
    assert (first.share, first.ending) == (1.0, "2 min")
    journey.press("Escape Shift+G")
    assert strip.progress.text() == "100% read"
    bar = journey.window.reading_pane.verticalScrollBar()
    bar.setValue(0)  # by the wheel, say
    journey.wait(lambda: button.accessibleName() == "Origins")

    journey.window.resize(640, 700)
    assert strip.isVisible()
    journey.wait(lambda: button.geometry().right() < strip.progress.geometry().left())
    assert strip.progress.geometry().right() < strip.width()
    journey.press("Ctrl+PageDown")
    assert not strip.isVisible()
    journey.press("Ctrl+PageUp")
    assert strip.isVisible()


def test_the_strip_and_the_contents_report_the_share_read_after_scrolling_back(
    journey: Journey,
) -> None:
    journey.fill(_fill_long)
    journey.start()
    bar = journey.window.reading_pane.verticalScrollBar()
    bar.setValue(bar.maximum() * 2 // 5)
    journey.window.reading._progress.save()
    bar.setValue(0)
    journey.press("Ctrl+PageDown Ctrl+PageUp")
    button = journey.window.column.section_button
    assert button is not None
    strip = button.parentWidget()
    assert isinstance(strip, SectionStrip)
    read = journey.app.queries.article(journey.number("Five parts")).progress
    assert 0.3 < read < 0.5
    assert strip.progress.text().startswith(f"{round(100 * read)}% read")
    journey.window.resize(1380, 700)
    journey.press("F8")
    told = journey.window.panes.contents.progress.text()
    assert told == f"{round(100 * read)}% read"


def test_contents_stand_beside_the_text_and_follow_what_is_read(journey: Journey) -> None:
    journey.fill(_fill)
    journey.start()
    journey.window.resize(1380, 700)
    journey.press("Enter")
    journey.find("Of it.")
    journey.press("F8")
    assert journey.pane == "contents"
    assert dict(journey.window.strip.key_labels)["F8"] == "hide the contents"
    journey.press("Escape")
    assert (journey.pane, journey.passage) == ("reading", "Of it.")
    assert _told(journey) == [
        "Origins, where you read, 2 minutes",
        "Early 1900s, 1 minute",
        "Growth, 1 minute",
        "Decline, 1 minute",
    ]
    journey.press("h")
    journey.wait(lambda: _told(journey)[0] == "Origins, 1 highlight, where you read, 2 minutes")
    journey.press("Alt+PageDown")
    assert _told(journey)[1] == "Early 1900s, where you read, 1 minute"
    pane = journey.window.reading_pane
    bar = pane.verticalScrollBar()
    bar.setValue(bar.maximum())  # by the wheel, say
    journey.wait(lambda: _told(journey)[3] == "Decline, where you read, 1 minute")
    assert journey.window.panes.contents.progress.text() == "100% read"

    journey.press("Shift+F6")
    assert journey.pane == "contents"
    journey.press("k Enter")
    assert (journey.passage, journey.pane) == ("Growth", "reading")
    assert _told(journey)[2] == "Growth, where you read, 1 minute"
    journey.press("Alt+Left")
    assert _told(journey)[3] == "Decline, where you read, 1 minute"
    rows = journey.window.panes.contents.list
    spot = rows.visualRect(rows.model().index(0, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert (journey.passage, journey.pane) == ("Origins", "reading")
    journey.press("Shift+F6 Escape")
    assert journey.pane == "reading"

    journey.press("Shift+F11")
    assert not journey.window.panes.contents.isVisible()
    journey.press("Escape")
    assert journey.window.panes.contents.isVisible()

    journey.restart()
    journey.window.resize(1380, 700)
    assert journey.window.panes.contents.isVisible()
    journey.window.resize(800, 700)
    assert not journey.window.panes.contents.isVisible()
    journey.window.resize(1380, 700)
    assert journey.window.panes.contents.isVisible()
    journey.press("F8")
    assert not journey.window.panes.contents.isVisible()
    journey.window.resize(800, 700)
    journey.press("F8")  # there is no room beside the text
    assert _popup(journey).model.rows[0].row.title == "Origins"


def test_hidden_contents_give_the_keyboard_back(journey: Journey) -> None:
    journey.fill(_fill)
    journey.start()
    journey.window.resize(1380, 700)
    assert journey.pane == "list"
    journey.press("F8")
    assert journey.pane == "contents"
    journey.press("F8")
    assert journey.pane == "list"
