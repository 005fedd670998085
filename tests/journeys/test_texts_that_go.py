"""Pages of an article's texts while the article goes: purged, or the window closed, amid loading."""

import threading
from collections.abc import Mapping, Sequence

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.core.text.blocks import CanonicalText
from reader.library.queries.queries import Queries
from reader.operations import articles, revisions
from reader.operations.history import History
from reader.services import Services
from reader.ui.revisions import review_page
from reader.ui.revisions.review_page import ReviewPage
from reader.ui.revisions.revision_loader import texts_of
from reader.ui.revisions.revisions_page import RevisionsPage
from tests.journeys.conftest import Journey
from tests.journeys.test_changed_texts import (
    CHANGED,
    LINES,
    _start,
    changed,
    harbour,
    mark_lines,
)
from tests.journeys.test_troubles import watch_closely

MORE = " Extra words follow here."


def two_changed(history: History) -> None:
    changed(history)
    second = mark_lines(history, "Second", [line + MORE for line in LINES])
    more = [line + MORE for line in CHANGED]
    history.write(revisions.reread, second, harbour("Second", more))


def test_the_window_is_closed_while_a_text_loads(journey: Journey) -> None:
    _start(journey, changed)
    journey.press("g v")
    assert journey.window.work._tasks
    journey.window.close()
    QApplication.processEvents()
    QTest.qWait(50)  # what a slot raises fails the test
    assert not journey.window.isVisible()


def test_the_trash_is_emptied_on_the_page_of_texts(journey: Journey) -> None:
    _start(journey, changed)
    journey.press("g v")
    page = journey.window.pages.page
    assert isinstance(page, RevisionsPage)
    journey.app.history.do("Move to the trash", articles.trash, [1])
    journey.app.history.write(articles.purge, [1])  # raises what a listener raises
    assert page.chosen is None
    assert "no longer there" in page.heading.text()
    assert not page.stack.isVisible()
    assert page.list.count() == 0
    journey.press("j n x Enter m")  # no key finds anything, and none fails
    journey.window.toasts.dismiss_all()
    journey.press("Escape")
    assert journey.window.pages.page is None


def test_review_goes_on_when_its_article_is_purged_while_texts_load(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    _start(journey, two_changed)
    second = journey.number("Second")
    journey.window.articles.reveal(1)
    journey.wait(lambda: getattr(journey.window.reading.article, "id", None) == 1)
    is_purged = threading.Event()

    def slow(queries: Queries, ids: Sequence[int]) -> Mapping[int, CanonicalText]:
        is_purged.wait(5)
        return texts_of(queries, ids)

    monkeypatch.setattr(review_page, "texts_of", slow)
    journey.press("g r")
    page = journey.window.pages.page
    assert isinstance(page, ReviewPage)
    journey.app.history.write(articles.trash, [1])
    journey.app.history.write(articles.purge, [1])
    is_purged.set()
    journey.wait(lambda: page.item is not None and page.old.text.page is not None)
    assert page.item is not None
    assert page.item.article_id == second
    assert journey.toasts == []


def test_a_new_text_of_the_open_article_keeps_the_place_and_is_not_taken_for_reading(
    journey: Journey,
) -> None:
    _start(journey)
    journey.find("She wrote")
    lines = [*LINES[:5], "In the evening nobody stood on the pier any more."]
    journey.app.history.do("Read again", revisions.reread, 1, harbour("Harbour", lines))
    shown = journey.window.reading_pane.page
    assert shown is not None
    assert "nobody stood" in shown.text.text
    assert journey.passage.startswith("She wrote")
    before = journey.app.queries.article(1)
    journey.restart()
    after = journey.app.queries.article(1)
    assert (after.position, after.progress) == (before.position, before.progress)


def test_the_open_article_goes_when_another_program_purges_it(
    journey: Journey,
) -> None:
    _start(journey)
    watch_closely(journey)
    other = Services.open(journey.directory)
    other.history.do("Trash", articles.trash, [1])
    other.history.write(articles.purge, [1])
    other.close()
    journey.wait(lambda: journey.window.reading.article is None)
    assert journey.window.reading_pane.page is None
    assert journey.cards == []
