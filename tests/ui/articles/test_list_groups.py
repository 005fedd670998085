"""The article list grouped by day or by site: headings, their sizes, and what they leave room for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from reader.core.errors import LibraryError
from reader.core.listed_ids import HeldIds, ListedIds
from reader.core.models import Article, Sort, State, View
from reader.operations import articles, metadata_editing
from reader.services import Services
from reader.ui.articles import list_groups
from reader.ui.articles.article_list_controller import ArticleListController
from reader.ui.articles.article_list_model import HEADING_ROLE, ArticleListModel
from reader.ui.articles.article_list_pane import ArticleListPane
from reader.ui.articles.article_row_layout import Fonts, RowLayout
from reader.ui.articles.list_groups import Heading, name_of
from tests.library.samples import draft
from tests.ui.shelf import Shelf, make_article

LEFT = Qt.LayoutDirection.LeftToRight
SITES = ("zeit.de", "BBC", "", "bbc", "zeit.de")


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[ArticleListController]:
    app = Services.open(tmp_path)
    for number, site in enumerate(SITES, 1):
        app.history.do("Add", articles.add, draft(f"Title {number}", f"Moss {number}.", site=site))
    pane = ArticleListPane(app.queries.articles)
    qtbot.addWidget(pane)
    desk = ArticleListController(app, pane, lambda ask, then, _fail: then(ask(app.queries)))
    app.history.subscribe(desk.refresh)
    pane.resize(300, 900)
    pane.show()
    yield desk
    app.close()


def headings(pane: ArticleListPane) -> list[tuple[str, int] | None]:
    model = pane.model
    return [model.index(row).data(HEADING_ROLE) for row in range(model.rowCount())]


def test_a_list_by_site_has_a_heading_above_the_first_of_each(desk: ArticleListController) -> None:
    pane, app = desk.pane, desk._app
    desk.load()
    assert headings(pane) == [None] * 5
    desk.sort(Sort.SITE, False)
    assert list(pane.model.ids.all()) == [3, 4, 2, 5, 1]
    by_site = [("Without a site", 1), ("bbc", 2), None, ("zeit.de", 2), None]
    assert headings(pane) == by_site
    assert app.settings.text("sort") == "site"
    spoken = pane.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("bbc, 2 articles: Title 4, ")
    assert not pane.grab().isNull()
    app.history.do("Edit", metadata_editing.edit, 3, {"site": "zeit.de"})
    assert headings(pane) == [("bbc", 2), None, ("zeit.de", 3), None, None]
    app.history.do("Archive", articles.set_state, [5], State.ARCHIVE)
    assert headings(pane) == [("bbc", 2), None, ("zeit.de", 2), None]
    desk.sort(Sort.ADDED, True)
    assert headings(pane) == [None] * 4


def test_sites_differ_where_those_of_the_order_do(desk: ArticleListController) -> None:
    """Only the letters of ASCII are the same in both cases."""
    for number, site in enumerate(("Ära", "ära", "ÄRA", "straße", "strasse"), 6):
        desk._app.history.do("Add", articles.add, draft(f"{number}", f"Fern {number}.", site=site))
    desk.load()
    desk.sort(Sort.SITE, False)
    sites = [("strasse", 1), ("straße", 1), ("zeit.de", 2), None, ("ÄRA", 2), None, ("ära", 1)]
    assert headings(desk.pane)[3:] == sites


def test_what_a_search_finds_is_grouped_by_its_own_numbers(desk: ArticleListController) -> None:
    desk.show_view(View.ALL)
    desk.pane.set_query("moss -2 -3")
    desk.sort(Sort.SITE, True)
    assert headings(desk.pane) == [("zeit.de", 2), None, ("bbc", 1)]
    desk.sort(Sort.BEST, True)
    assert headings(desk.pane) == [None] * 3
    desk.pane.set_query("")
    assert headings(desk.pane) == [None] * 5


def test_a_list_by_day_is_grouped_where_the_order_stays_the_same(
    desk: ArticleListController,
) -> None:
    desk.load()
    desk.sort(Sort.DAY, True)
    assert headings(desk.pane)[0] == ("Today", 5)
    assert headings(desk.pane)[1:] == [None] * 4


def test_today_is_yesterday_after_midnight(
    desk: ArticleListController, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Tomorrow(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Tomorrow":
            return super().now(tz) + timedelta(days=1)

    desk.sort(Sort.DAY, True)
    assert headings(desk.pane)[0] == ("Today", 5)
    monkeypatch.setattr(list_groups, "datetime", Tomorrow)
    assert headings(desk.pane)[0] == ("Yesterday", 5)


def test_days_are_named_as_the_user_does() -> None:
    now = datetime.now(UTC)

    def name(day: datetime) -> str:
        added = replace(make_article(1), added_at=round(day.timestamp() * 1000))
        return name_of(added, Sort.DAY)

    assert (name(now), name(now - timedelta(days=1))) == ("Today", "Yesterday")
    assert name(datetime(2019, 3, 4, 12, tzinfo=UTC)) == "4 March 2019"
    assert name(datetime(now.year, 1, 1, 12, tzinfo=UTC)).endswith("1 January") or now.month == 1


def test_a_heading_takes_the_second_line_of_the_title_or_the_excerpt(qtbot: QtBot) -> None:
    fonts, heading = Fonts.of(QFont()), Heading("A site of a name too long to be shown whole", 1234)
    for title in ("Short", "A long title " * 9):
        article = replace(make_article(1), title=title)
        layout = RowLayout(article, None, 290, fonts, LEFT, heading=heading)
        assert (layout.title.line_count, layout.excerpt.line_count) == (1, 1)
        assert layout.heading is not None
        assert layout.heading.height <= layout.strip
        *_, at_excerpt, at_tags = layout.tops
        assert at_excerpt + layout.excerpt.height <= at_tags
        assert layout.strip + at_tags + layout.tags.height < fonts.row_height()


def test_tags_below_a_heading_are_found_where_they_are(pane: ArticleListPane) -> None:
    """At the foot of a row, which is as high as others."""

    def places_of_tags() -> list[int]:
        pane.set_ids([])
        pane.set_ids([1, 2])
        index, option = pane.model.index(0), QStyleOptionViewItem()
        pane.list.initViewItemOption(option)
        option.rect = pane.list.visualRect(index)
        spots = [QPointF(40, y) for y in range(option.rect.height())]
        return [round(at.y()) for at in spots if pane.list._delegate.tag_at(option, index, at)]

    plain = places_of_tags()
    pane.model.group_size = lambda *_of: 2
    pane.set_sort(Sort.SITE, False)
    assert plain == places_of_tags() != []


def test_a_size_that_cannot_be_read_is_told(qtbot: QtBot, shelf: Shelf) -> None:
    def broken(_ids: ListedIds, _sort: Sort, _row: int, _first: Article) -> int:
        raise LibraryError("The library cannot be read.")

    model = ArticleListModel(shelf.fetch)
    model.group_size = broken
    model.set_ids(HeldIds([1]), Sort.SITE)
    with qtbot.waitSignal(model.failed) as told:
        assert model.heading_at(0) is None
    assert told.args == ["The library cannot be read."]
