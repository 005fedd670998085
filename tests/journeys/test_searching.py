"""Searching the library: the view first, then what lies elsewhere; opened at the hit, and back."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QToolButton
from pytestqt.qtbot import QtBot

from reader.core.errors import LibraryError
from reader.core.models import Color, Sort, State, View
from reader.core.query.query_parser import parse
from reader.core.search_results import SearchResult
from reader.library.queries.queries import Queries
from reader.operations import annotations, articles, tags
from reader.operations.history import History
from reader.ui.articles.article_list_pane import ArticleListPane
from reader.ui.articles.article_search import ArticleSearch
from reader.ui.highlights.highlights_page import HighlightsPage
from reader.ui.lists.query_assistance import QueryAssistance
from tests.journeys.conftest import Journey, keep
from tests.journeys.test_context_menus import right_click

_LINES = "\n".join(f"A line of much text, the {n}th of it." for n in range(80))


def five(history: History) -> None:
    _, two, three, four = keep(
        history,
        f"Brief|{_LINES}\nThere had to be a Märgin.\nA wide margin was a fence.\n{_LINES}",
        "Margins|Nothing else.",
        f"Letters|{_LINES}\nIn the margin.",
        "Doors|Of wood.",
    )
    keep(history, *(f"More {n}|Another one, the {n}th." for n in range(12)))
    history.write(articles.set_state, [three], State.ARCHIVE)
    history.write(annotations.highlight, four, 0, 7, Color.GREEN, (), "as in a margin")
    history.write(tags.tag_articles, [two], ["marginalia"])


@pytest.fixture
def shelf(journey: Journey) -> Journey:
    journey.fill(five)
    journey.start()
    return journey


def elsewhere(journey: Journey) -> list[str]:
    search = journey.window.articles._search
    return [row.text for row in search.elsewhere.rows] if search else []


def test_everything_is_searched_and_opened_at_the_hit(shelf: Journey) -> None:
    window, bar = shelf.window, shelf.window.list_pane.list.verticalScrollBar()
    shelf.press("j j j j j j j")
    chosen, scrolled = window.list_pane.current_id(), bar.value()
    shelf.press("/")
    shelf.type("margin")
    shelf.wait(lambda: shelf.titles == ["Margins", "Doors", "Brief"])
    assert elsewhere(shelf) == [
        *("Archive · 1", "Letters", "Notes · 1", "as in a margin", "Tags · 1", "marginalia")
    ]
    assert window.list_pane.footer.label.text() == "3 of 15 here, 3 elsewhere"

    shelf.press("Down j j Enter")
    finding = window.column.finding
    assert (shelf.pane, shelf.passage) == ("reading", "Märgin")
    assert (finding.bar.field.text(), finding.bar.count.text()) == ("margin", "1 of 2")
    shelf.press("F3")
    assert (shelf.passage, finding.bar.count.text()) == ("margin", "2 of 2")
    shelf.press("F3 Shift+F3")
    assert finding.bar.count.text() == "2 of 2"
    ticks = finding.ticks
    assert ticks.isVisible()
    assert 0 < ticks.places[0] < ticks.places[1] < 1
    assert ticks.current == ticks.places[1]
    shelf.press("Escape")
    assert not ticks.isVisible()
    assert (shelf.pane, finding.bar.isVisible()) == ("reading", False)
    assert shelf.passage == "margin"
    shelf.press("Escape Escape")  # the passage, then the text
    assert shelf.pane == "list"
    assert window.list_pane.current_id() == shelf.number("Brief")

    shelf.press("j Enter")  # on below the last row
    assert (shelf.window.reading.article_id, shelf.passage) == (shelf.number("Letters"), "margin")
    shelf.press("Escape Escape Escape")
    assert shelf.target == "article “Letters”"
    shelf.press("l")  # keys act on what is current below, too
    shelf.wait(lambda: elsewhere(shelf)[:2] == ["Later · 1", "Letters"])
    shelf.press("j")
    note = elsewhere(shelf).index("as in a margin")
    assert window.articles._search is not None
    assert window.articles._search.elsewhere.currentIndex().row() == note
    shelf.press("Enter")
    assert (window.reading.article_id, shelf.passage) == (shelf.number("Doors"), "Of wood")
    shelf.press("Escape Escape Escape k Escape")
    shelf.wait(lambda: len(shelf.titles) == 15)
    assert window.list_pane.query_text() == ""
    assert bar.value() == scrolled
    assert chosen is not None


def test_the_next_place_is_that_of_the_search_whatever_way_its_row_was_shown(
    shelf: Journey,
) -> None:
    shelf.press("/")
    shelf.type("margin")
    shelf.wait(lambda: shelf.titles == ["Margins", "Doors", "Brief"])
    shelf.press("Down j j")
    shelf.wait(lambda: shelf.window.reading.article_id == shelf.number("Brief"))
    assert shelf.pane == "list"
    assert "F3 next hit" in shelf.window.column.strip.accessibleName()
    shelf.press("F3")
    finding = shelf.window.column.finding
    assert (shelf.pane, shelf.passage) == ("reading", "Märgin")
    assert finding.bar.count.text() == "1 of 2"
    shelf.press("Escape Shift+F3")
    assert (shelf.passage, finding.bar.count.text()) == ("margin", "2 of 2")


def test_a_click_on_what_is_found_shows_where_it_is(shelf: Journey) -> None:
    """The text was shown from its beginning, and nothing said that a double click shows the words."""
    shelf.press("/")
    shelf.type("margin")
    shelf.wait(lambda: shelf.titles == ["Margins", "Doors", "Brief"])
    rows, finding = shelf.window.list_pane.list, shelf.window.column.finding
    for row, title, has_hits in ((2, "Brief", True), (1, "Doors", False), (2, "Brief", True)):
        spot = rows.visualRect(rows.model().index(row, 0)).center()
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert shelf.window.reading.article_id == shelf.number(title)
        assert shelf.pane == "list"
        assert finding.bar.isVisible() is has_hits, "found by a highlight, not in the text"
        if has_hits:
            assert (shelf.passage, finding.bar.count.text()) == ("Märgin", "1 of 2")


def test_the_hits_are_marked_no_more_when_the_search_has_ended(shelf: Journey) -> None:
    shelf.press("/")
    shelf.type("margin")
    shelf.wait(lambda: shelf.titles == ["Margins", "Doors", "Brief"])
    shelf.press("Enter Enter")
    finding = shelf.window.column.finding
    assert finding.bar.isVisible()
    shelf.press("/ Escape")
    shelf.wait(lambda: len(shelf.titles) == 15)
    assert not finding.bar.isVisible()
    shelf.press("Escape")
    assert shelf.pane == "list"


def test_enter_goes_to_the_best_of_a_new_search_though_what_is_read_is_found_too(
    shelf: Journey,
) -> None:
    shelf.press("Shift+G Enter")
    assert shelf.window.reading.article_id == shelf.number("Brief")
    shelf.press("/")
    shelf.type("margin")
    shelf.wait(lambda: shelf.titles == ["Margins", "Doors", "Brief"])
    shelf.press("Enter")
    assert (shelf.pane, shelf.target) == ("list", "article “Margins”")
    shelf.press("j / Enter")
    assert shelf.target == "article “Doors”", "it was chosen among what is found"
    shelf.press("/ Ctrl+A")
    shelf.type("is:unread")
    shelf.wait(lambda: len(shelf.titles) > 3)
    shelf.press("Enter")
    assert shelf.target == "article “Doors”", "nothing is sought by words"


@pytest.fixture
def answer(shelf: Journey, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """What searches for words wait for."""
    may_answer = threading.Event()
    search = Queries.search

    def wait_and_search(*given: Any, **named: Any) -> SearchResult:
        assert may_answer.wait(30)
        return search(*given, **named)

    monkeypatch.setattr(Queries, "search", wait_and_search)
    yield may_answer
    may_answer.set()


def test_an_answer_that_comes_late_leaves_the_keyboard_where_it_is(
    shelf: Journey, answer: threading.Event
) -> None:
    shelf.press("/")
    shelf.type("margin")
    shelf.press("Enter g h")
    page = shelf.window.pages.page
    assert isinstance(page, HighlightsPage)
    answer.set()
    shelf.wait(lambda: shelf.titles == ["Margins", "Doors", "Brief"])
    assert page.isAncestorOf(shelf.focus())
    shelf.press("Escape j")
    assert (shelf.pane, shelf.target) == ("list", "article “Margins”")


def test_enter_twice_opens_the_best_though_the_answer_comes_late(
    shelf: Journey, answer: threading.Event
) -> None:
    shelf.press("j /")
    shelf.type("fence")
    shelf.press("Enter Enter")
    assert shelf.pane == "list"
    answer.set()
    shelf.wait(lambda: shelf.pane == "reading")
    assert (shelf.passage, shelf.window.reading.article_id) == ("fence", shelf.number("Brief"))


def click_row(rows: QListView, row: int) -> None:
    at = rows.visualRect(rows.model().index(row, 0)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=at)


def open_elsewhere(journey: Journey, text: str) -> None:
    """Search, and click on a row of what is elsewhere."""
    journey.press("/")
    journey.type("margin")
    journey.wait(lambda: text in elsewhere(journey))
    search = journey.window.articles._search
    assert search is not None
    click_row(search.elsewhere, elsewhere(journey).index(text))


def test_a_right_click_on_what_is_elsewhere_acts_on_its_article(shelf: Journey) -> None:
    shelf.press("/")
    shelf.type("margin")
    shelf.wait(lambda: "Letters" in elsewhere(shelf))
    search = shelf.window.articles._search
    assert search is not None
    rows = search.elsewhere

    def place(text: str) -> QPoint:
        return rows.visualRect(rows.model().index(elsewhere(shelf).index(text), 0)).center()

    rows.scrollToBottom()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.RightButton, pos=place("marginalia"))
    assert QApplication.activePopupWidget() is None, "which is no article"
    rows.scrollToTop()
    right_click(rows, place("Letters"))["Star"].trigger()
    assert shelf.app.queries.article(shelf.number("Letters")).is_starred
    right_click(rows, place("Letters"))["Open the article"].trigger()
    assert shelf.window.reading.article_id == shelf.number("Letters")
    assert shelf.window.column.is_finding, "at the hit"


def clear(journey: Journey) -> None:
    """Click on the cross in the search field."""
    pane = journey.window.list_pane
    (cross,) = pane.field.findChildren(QToolButton)
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    journey.wait(lambda: len(journey.titles) == 15)


@pytest.mark.parametrize("title", ["Brief", "More 11"])  # which is found, and which is not
def test_no_row_is_current_while_what_is_open_is_in_another_view(
    shelf: Journey, title: str
) -> None:
    window, rows = shelf.window, shelf.window.list_pane.list
    window.list_pane.select(shelf.number(title))
    open_elsewhere(shelf, "Letters")
    assert window.list_pane.current_id() is None, "so that a click on any row opens it"
    clear(shelf)
    assert window.reading.article_id == shelf.number("Letters")
    assert (window.list_pane.current_id(), window.list_pane.selected_ids()) == (None, [])
    window.list_pane.focus_list()
    assert shelf.target == "article “Letters”"
    click_row(rows, shelf.titles.index(title))
    assert window.reading.article_id == shelf.number(title)
    assert shelf.target == f"article “{title}”"


def test_what_is_opened_below_the_list_is_current_where_the_list_shows_it(shelf: Journey) -> None:
    open_elsewhere(shelf, "as in a margin")
    clear(shelf)
    doors = shelf.number("Doors")
    assert (shelf.window.reading.article_id, shelf.window.list_pane.current_id()) == (doors, doors)
    assert shelf.window.list_pane.selected_ids() == [doors]


def test_up_from_what_is_elsewhere_to_the_last_row_opens_it(shelf: Journey) -> None:
    shelf.press("/")
    shelf.type("margin")
    shelf.wait(lambda: shelf.titles == ["Margins", "Doors", "Brief"])
    shelf.press("Down j j j Enter Escape Escape Escape k")
    assert (shelf.pane, shelf.target) == ("list", "article “Brief”")
    assert shelf.window.reading.article_id == shelf.number("Brief")


def test_what_is_picked_stays_so_when_something_elsewhere_is_opened(shelf: Journey) -> None:
    pane = shelf.window.list_pane
    picked = [shelf.number("Margins"), shelf.number("Doors")]
    pane.picking.pick(picked)
    open_elsewhere(shelf, "Letters")
    assert (pane.current_id(), sorted(pane.selected_ids())) == (None, picked)
    pane.focus_list()
    assert shelf.target == "2 articles"


def test_searches_keep_an_order_of_their_own(shelf: Journey) -> None:
    listed = shelf.titles
    button = shelf.window.list_pane.footer.sort
    shelf.press("/")
    shelf.type("margin")
    shelf.wait(lambda: shelf.titles == ["Margins", "Doors", "Brief"])
    assert button.text() == "Best match"
    shelf.press("Down g o")
    shelf.type("title")
    shelf.press("Enter")
    shelf.wait(lambda: shelf.titles == ["Brief", "Doors", "Margins"])
    shelf.press("Escape")
    shelf.wait(lambda: shelf.titles == listed)
    assert button.text() == "Added ↓"
    shelf.press("/")
    shelf.type("margin")
    shelf.wait(lambda: shelf.titles == ["Brief", "Doors", "Margins"])
    shelf.press("Down g o End Enter")
    shelf.wait(lambda: shelf.titles == ["Margins", "Doors", "Brief"])
    shelf.press("/ Ctrl+A")
    shelf.type("has:note")
    shelf.wait(lambda: shelf.titles == ["Doors"])
    assert button.text() == "Added ↓"  # without words, that of the list


def long(history: History) -> None:
    lines = "\n".join(
        f"A line of very much text, the {n}th that there is of it." for n in range(1200)
    )
    (one,) = keep(history, f"Long|{lines}\nA margin.\n{lines}\nMargin, as one highlights it.")
    history.write(articles.remember_position, one, 110_000, 0.9)


def test_a_long_text_is_opened_at_the_first_hit_too(journey: Journey) -> None:
    journey.fill(long)
    journey.start()
    journey.press("/")
    journey.type("margin")
    journey.wait(lambda: journey.window.articles.sought)
    journey.press("Enter Enter")
    journey.wait(lambda: journey.passage == "margin")
    assert journey.window.column.finding.bar.count.text() == "1 of 2"


def many(history: History) -> None:
    found = keep(history, *(f"Old {n}|A margin, the {n}th." for n in range(5)), "New|A tree.")
    history.write(articles.set_state, found[:5], State.ARCHIVE)
    for one in found[:5]:
        history.write(annotations.highlight, one, 0, 8, Color.PINK)
    history.write(tags.tag_articles, found[:1], ["margin of error"])


def test_more_is_shown_in_its_place_by_the_same_words(journey: Journey) -> None:
    journey.fill(many)
    journey.start()
    window = journey.window
    journey.press("/")
    journey.type("margin")
    journey.wait(lambda: "Archive · 5" in elsewhere(journey))
    assert journey.titles == []
    assert window.list_pane.list.accessibleDescription().startswith("Nothing here matches “margin”")
    journey.press("Enter j j j")  # past the empty list, and the first three
    assert elsewhere(journey)[1:6] == ["Old 4", "Old 3", "Old 2", "2 more", "Highlights · 5"]
    assert "margin of error" in elsewhere(journey)
    journey.press("j j j j j Enter")
    journey.wait(lambda: window.list_pane.query_text() == 'tag:"margin of error"')
    journey.wait(lambda: journey.titles == ["Old 0"])
    window.list_pane.set_query("margin")
    journey.wait(lambda: journey.titles == [f"Old {n}" for n in (4, 3, 2, 1, 0)])
    window.articles.show_view(View.INBOX, is_searched=True)
    journey.wait(lambda: journey.titles == [])
    journey.press("j j j j Enter")
    journey.wait(lambda: len(journey.titles) == 5)
    assert window.articles.view is View.ARCHIVE
    assert (journey.pane, window.list_pane.query_text()) == ("list", "margin")


def test_a_letter_ends_the_search_for_those_before_it(shelf: Journey, qtbot: QtBot) -> None:
    pane = ArticleListPane(shelf.app.queries.articles)
    qtbot.addWidget(pane)
    failed: list[str] = []
    asked: list[str] = []

    def connect() -> Queries:
        """While the first is asked, a letter more is typed."""
        queries = shelf.app.database.queries()
        asked.append("asked")
        if len(asked) == 1:
            queries._connection.set_progress_handler(type_more, 1)
        return queries

    def ask(query: object, success: object, failure: object) -> None:
        try:
            success(query(shelf.app.queries))  # type: ignore[operator]
        except LibraryError as error:
            failed.append(str(error))
            failure(error)  # type: ignore[operator]

    def type_more() -> int:
        if len(asked) == 1:
            asked.append("typed")
            search.search(View.INBOX, None, parse("märgin"), Sort.ADDED, True)
        return 0

    search = ArticleSearch(pane, ask, connect)
    search.search(View.INBOX, None, parse("m"), Sort.ADDED, True)
    assert failed == ["The search was stopped."]
    assert asked == ["asked", "typed", "asked"]
    assert len(pane.model.ids) == 3
    search.close()


def test_fields_and_tags_are_completed_and_mistakes_are_told(shelf: Journey) -> None:
    pane = shelf.window.list_pane
    shelf.press("/")
    shelf.type("ta")
    (help_,) = pane.findChildren(QueryAssistance)
    assert help_.isVisible()
    shelf.press("Tab")
    shelf.type("mar")
    assert "tag:marginalia" in help_.text()
    shelf.press("Tab")
    assert pane.query_text() == "tag:marginalia "
    shelf.wait(lambda: shelf.titles == ["Margins"])

    shelf.type("is:nonsense")
    assert help_.isVisible()
    assert "There is no “is:nonsense”; “is:” may be followed by unread" in help_.text()
    assert pane.field.toolTip().startswith("There is no “is:nonsense”")
    before = red(shelf)
    shelf.press(" ".join(["Backspace"] * len("is:nonsense")))
    assert not help_.isVisible()
    shelf.type("sought here")
    assert before > red(shelf)
    shelf.press("Tab")  # with nothing to complete it goes on
    assert not pane.field.hasFocus()


def test_near_words_are_offered_where_nothing_is_found(shelf: Journey) -> None:
    pane = shelf.window.list_pane
    shelf.press("/")
    shelf.type("is:unread fnece")
    shelf.wait(lambda: not shelf.titles)
    (help_,) = pane.findChildren(QueryAssistance)
    shelf.wait(help_.isVisible)
    assert "Did you mean:" in help_.text()
    assert "Did you mean “is:unread fence”?" in pane.list.accessibleDescription()
    shelf.press("Tab")
    assert pane.query_text() == "is:unread fence"
    shelf.wait(lambda: shelf.titles == ["Brief"])
    assert not help_.isVisible()

    shelf.press("Escape Escape g h /")
    page = shelf.window.pages.page
    assert isinstance(page, HighlightsPage)
    shelf.type("mrgin")
    shelf.wait(page.assistance.isVisible)
    assert "Did you mean “märgin”?" in page.empty.title
    page.assistance.linkActivated.emit("0")
    assert page.query == "märgin"
    shelf.wait(lambda: len(page.listed_ids) == 1)
    shelf.type(" is:nonsense")
    assert "There is no “is:nonsense”" in page.assistance.text()


def red(journey: Journey) -> int:
    """How many pixels of the field are red, as its frame is and what underlines mistakes."""
    picture = journey.window.list_pane.field.grab().toImage()
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    colors = (picture.pixelColor(x, y) for x, y in places)
    return sum(one.red() > one.green() + 40 and one.red() > one.blue() + 40 for one in colors)
