"""Searching the library: the view first, then what lies elsewhere; opened at the hit, and back."""

import pytest

from reader.core.models import Color, State
from reader.operations import annotations, articles, tags
from reader.operations.history import History
from reader.ui.articles.search_help import SearchHelp
from tests.journeys.conftest import Journey, keep

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
    shelf.wait(lambda: shelf.titles == ["Doors", "Margins", "Brief"])
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
    shelf.press("Escape")
    assert (shelf.pane, finding.bar.isVisible()) == ("list", False)
    assert window.list_pane.current_id() == shelf.number("Brief")

    shelf.press("j Enter")  # on below the last row
    assert (shelf.window.reading.article_id, shelf.passage) == (shelf.number("Letters"), "margin")
    shelf.press("Escape")
    assert shelf.target == "article “Letters”"
    shelf.press("l")  # keys act on what is current below, too
    shelf.wait(lambda: elsewhere(shelf)[:2] == ["Later · 1", "Letters"])
    shelf.press("j")
    note = elsewhere(shelf).index("as in a margin")
    assert window.articles._search is not None
    assert window.articles._search.elsewhere.currentIndex().row() == note
    shelf.press("Enter")
    assert (window.reading.article_id, shelf.passage) == (shelf.number("Doors"), "Of wood")
    shelf.press("Escape k Escape")
    shelf.wait(lambda: len(shelf.titles) == 15)
    assert window.list_pane.query_text() == ""
    assert bar.value() == scrolled
    assert chosen is not None


def test_fields_and_tags_are_completed_and_mistakes_are_told(shelf: Journey) -> None:
    pane = shelf.window.list_pane
    shelf.press("/")
    shelf.type("ta")
    (help_,) = pane.findChildren(SearchHelp)
    assert help_.isVisible()
    shelf.press("Tab")
    shelf.type("mar")
    assert "tag:marginalia" in help_.text()
    shelf.press("Tab")
    assert pane.query_text() == "tag:marginalia "
    shelf.wait(lambda: shelf.titles == ["Margins"])

    shelf.type("is:nonsense")
    assert help_.isVisible()
    assert "There is no “is:nonsense”; after “is:” may stand unread" in help_.text()
    assert pane.field.toolTip().startswith("There is no “is:nonsense”")
    before = red(shelf)
    shelf.press(" ".join(["Backspace"] * len("is:nonsense")))
    assert not help_.isVisible()
    shelf.type("sought here")
    assert before > red(shelf)
    shelf.press("Tab")  # with nothing to complete it goes on
    assert not pane.field.hasFocus()


def red(journey: Journey) -> int:
    """How many pixels of the field are red, as its frame is and what underlines mistakes."""
    picture = journey.window.list_pane.field.grab().toImage()
    places = ((x, y) for x in range(picture.width()) for y in range(picture.height()))
    colors = (picture.pixelColor(x, y) for x, y in places)
    return sum(one.red() > one.green() + 40 and one.red() > one.blue() + 40 for one in colors)
