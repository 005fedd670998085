"""A link that was copied leads back to its highlight, from wherever it was kept."""

from PySide6.QtWidgets import QApplication

from reader.core.library_links import library_link, named_item
from reader.operations.history import History
from tests.journeys.conftest import Journey, keep

GONE = "postil://annotation/0b9c8f1e-5a3d-4c57-9b1a-2f7d1c0a4e11"


def two_texts(history: History) -> list[int]:
    return keep(history, "First|One sentence. Another one.", "Second|Nothing is marked here.")


def copied(journey: Journey) -> str:
    journey.press("Ctrl+Shift+C")
    return QApplication.clipboard().text()


def test_a_link_leads_to_the_highlight_or_the_article(journey: Journey) -> None:
    journey.fill(two_texts)
    journey.start()
    window = journey.window
    window.articles.reveal(journey.number("First"))
    journey.press("Enter")
    journey.find("Another")
    journey.press("h")
    to_highlight = copied(journey)
    assert journey.toast == "Link to the highlight copied"
    window.articles.reveal(journey.number("Second"))
    to_article = copied(journey)
    assert journey.toast == "Link to the article copied"

    window.open_named([named_item(to_highlight)])
    assert journey.target.startswith("yellow highlight")
    assert journey.passage == "Another one."
    window.open_named([named_item(to_article)])
    assert window.reading.article_id == journey.number("Second")
    assert library_link(to_article) == named_item(to_article)

    window.open_named([named_item(GONE)])
    assert "There is no annotation 0b9c8f1e" in journey.toast
