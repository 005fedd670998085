"""Looking at what is known of an article, and putting back what was left out, by keys."""

import pytest
from PySide6.QtGui import QGuiApplication

from reader.core.article_source import Source
from reader.operations import adding, annotations
from reader.operations.history import History
from reader.ui.overlays.details_card import DetailsCard
from reader.ui.overlays.left_out_card import LeftOutCard
from reader.ui.reading import reading_controller
from tests.journeys.conftest import Journey
from tests.operations.test_left_out import AD, PROSE, TIP, page


def one(history: History) -> None:
    html = page([TIP, AD], before="<nav>Home</nav>")
    letter = Source(html.encode(), "quay.html", "quay.html", "text/html")
    adding.keep(history, [adding.read(letter)], (), "batch")
    history.do("Mark", annotations.highlight, 1, 85, 120)


def lines(journey: Journey) -> list[str]:
    text = journey.app.queries.revision_text(journey.app.queries.article(1).revision_id)
    return [line for line in text.split("\n") if line]


def test_what_was_left_out_is_read_and_put_back(journey: Journey) -> None:
    journey.fill(one)
    journey.start()
    prompts = journey.window.frontend.prompts
    journey.press("Alt+Enter")
    details = prompts.overlay(DetailsCard)
    told = details.accessibleDescription()
    assert "Address: https://example.org/quay\n" in told
    assert "Left out: 3 parts" in told
    assert [button.text() for button in details.buttons][1:] == [
        "Open the original",
        "Copy the address",
        "What was left out…",
    ]
    journey.press("Right Right")
    assert journey.focus() is details.buttons[2]
    journey.press("Enter")
    assert QGuiApplication.clipboard().text() == "https://example.org/quay"
    assert not details.is_open
    assert journey.pane == "list"

    journey.press("Alt+Enter")
    journey.press("Left Enter")
    card = prompts.overlay(LeftOutCard)
    journey.wait(lambda: card.is_open)
    assert [shown.row.title for shown in card.model.rows] == [
        "Home",
        "Subscribe to the letter",
        "Advertisement",
    ]
    assert card.text.toPlainText() == "Home"
    journey.press("Down")
    assert card.text.toPlainText() == "Subscribe to the letter"
    journey.press("Enter")
    journey.wait(lambda: "Restored to the text" in journey.toast)
    assert lines(journey) == [PROSE[0], "Subscribe to the letter", *PROSE[1:]]
    (mark,) = journey.app.queries.annotations(1)
    assert (mark.status, mark.exact) == ("exact", PROSE[1][4:39])
    pane = journey.window.reading_pane
    journey.wait(lambda: journey.passage == "Subscribe to the letter")
    journey.press("Ctrl+Z")
    journey.wait(lambda: journey.toast.startswith("Undone: Restore a part"))
    journey.wait(lambda: lines(journey) == PROSE)
    journey.wait(lambda: pane.page and "Subscribe" not in pane.page.text.text)

    journey.press("Enter j j")
    assert journey.passage == PROSE[2]
    journey.window.frontend.run("article.left_out")
    journey.wait(lambda: card.is_open)
    journey.press("Space Down Down Space Enter")
    journey.wait(lambda: "2 parts restored to the text" in journey.toast)
    journey.wait(lambda: journey.passage == "Home")  # the first of them
    assert lines(journey) == ["Home", *PROSE[:2], "Advertisement", PROSE[2]]
    journey.window.frontend.run("article.left_out")
    journey.wait(lambda: card.is_open)
    journey.press("a")
    journey.wait(lambda: len(lines(journey)) == 6)
    journey.window.frontend.run("article.left_out")
    journey.wait(lambda: "Nothing was left out of “The quay”" in journey.toast)


def test_what_was_put_back_is_gone_to_in_a_long_text_too(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_controller, "LONG", 0)  # so that it is shown in steps
    journey.fill(one)
    journey.start()
    journey.window.frontend.run("article.left_out")
    card = journey.window.frontend.prompts.overlay(LeftOutCard)
    journey.wait(lambda: card.is_open)
    journey.press("Down Down Enter")
    journey.wait(lambda: journey.passage == "Advertisement")
