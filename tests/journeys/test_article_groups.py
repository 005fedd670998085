"""All articles grouped by tag, site and day in the panel of views, by keys and by the mouse."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from reader.core.query.query_ranges import first_moment
from reader.library import lazy_tables
from reader.library.unit_of_work import Unit
from reader.operations.history import History
from reader.ui.views.view_rows import Kind
from tests.journeys.conftest import Journey, keep
from tests.journeys.test_feeds import go_to, shown, views, wait_for

ARTICLES = {
    "Old": ("example.org", date(2025, 3, 9)),
    "Newer": ("example.org", date(2026, 3, 9)),
    "Newest": ("blog.example.org", date(2026, 4, 1)),
    "Nowhere": ("", date(2026, 4, 1)),
}


def _fill(history: History) -> None:
    ids = keep(history, *(f"{title}|Words of {title}." for title in ARTICLES), tags=("sea",))

    def describe(unit: Unit) -> None:
        for id_, (site, day) in zip(ids, ARTICLES.values(), strict=True):
            article = unit.get(lazy_tables.Article, id_)
            article.site, article.created_at = site, first_moment(day) + 1_000

    history.write(describe)


@pytest.fixture
def grouped(journey: Journey) -> Journey:
    journey.fill(_fill)
    journey.start()
    return journey


def group(journey: Journey, letter: str) -> None:
    """Chooses by what articles are grouped."""
    journey.press("g d")
    journey.type(letter)
    journey.press("Enter")


def below(journey: Journey, heading: str) -> list[str]:
    rows = shown(journey)
    return rows[rows.index(heading) + 1 :]


def test_sites_are_listed_with_the_number_of_their_articles(grouped: Journey) -> None:
    group(grouped, "s")
    wait_for(grouped, "example.org 2")
    assert below(grouped, "Sites")[:2] == ["blog.example.org 1", "example.org 2"]
    assert views(grouped).current_row().title == "Sites"  # type: ignore[union-attr]
    grouped.press("j j Enter")
    assert grouped.titles == ["Newer", "Old"]  # and none of the blog
    assert grouped.window.list_pane.heading._name.text() == "example.org"
    grouped.press("s z")
    assert grouped.titles == ["Newer", "Old"]


def test_days_are_in_months_and_years(grouped: Journey) -> None:
    group(grouped, "d")
    wait_for(grouped, "2026 3")
    assert below(grouped, "Days") == ["2026 3", "2025 1"]
    grouped.press("j Right")
    assert below(grouped, "Days") == ["2026 3", "  April 2026 2", "  March 2026 1", "2025 1"]
    grouped.press("j Right j")
    assert below(grouped, "Days")[:3] == ["2026 3", "  April 2026 2", "    1 Apr 2026 2"]
    grouped.press("Enter")
    assert sorted(grouped.titles) == ["Newest", "Nowhere"]
    go_to(grouped, "2026")
    grouped.press("Enter")
    assert "Old" not in grouped.titles
    assert len(grouped.titles) == 3
    grouped.press("g n Left")
    assert below(grouped, "Days") == ["2026 3", "2025 1"]


def test_tags_are_expanded_where_they_were_collapsed(grouped: Journey) -> None:
    grouped.press("Ctrl+F9")
    wait_for(grouped, "#sea 4")
    go_to(grouped, "Tags")
    grouped.press("Left")
    assert "#sea 4" not in shown(grouped)
    group(grouped, "t")
    wait_for(grouped, "#sea 4")
    assert views(grouped).current_row().id == (Kind.HEADING, "tags")  # type: ignore[union-attr]


def test_a_click_on_a_heading_reads_what_is_below_and_it_stays_expanded(grouped: Journey) -> None:
    grouped.press("Ctrl+F9")
    wait_for(grouped, "Sites")
    assert below(grouped, "Sites") == ["Days"]
    rows = views(grouped)
    (at,) = [n for n, row in enumerate(rows.rows) if row.title == "Sites"]
    spot = rows.visualRect(rows.model().index(at, 0)).topLeft() + QPoint(30, 8)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    wait_for(grouped, "example.org 2")
    grouped.restart()
    wait_for(grouped, "example.org 2")
    go_to(grouped, "Sites")
    grouped.press("Left")
    assert "example.org 2" not in shown(grouped)


def test_groups_follow_what_is_changed(grouped: Journey) -> None:
    group(grouped, "s")
    wait_for(grouped, "example.org 2")
    grouped.press("j j Enter #")
    wait_for(grouped, "example.org 1")
    grouped.press("z")
    wait_for(grouped, "example.org 2")
