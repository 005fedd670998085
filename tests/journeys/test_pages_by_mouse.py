"""By mouse alone: pages by their tabs and back, and the keys of the strip as buttons."""

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

from reader.core.models import Color
from reader.operations import annotations, metadata_editing
from reader.operations.history import History
from reader.ui.annotations.annotation_list import AnnotationList
from reader.ui.articles.article_list_view import ArticleListView
from reader.ui.highlights.highlights_page import HighlightsPage
from reader.ui.highlights.highlights_view import HighlightsView
from reader.ui.keys.status_bar import StatusBar
from reader.ui.pages.list_page import ListPage
from reader.ui.pages.page_tabs import PageTabs
from tests.journeys.conftest import Journey, keep
from tests.journeys.test_context_menus import right_click

LEFT = Qt.MouseButton.LeftButton


def one(history: History) -> None:
    keep(history, "First|One here. Two here.")


def tabs_of(journey: Journey) -> PageTabs:
    (tabs,) = journey.window.findChildren(PageTabs)
    return tabs


def choose(bar: QTabBar, title: str) -> None:
    titles = [bar.tabText(index) for index in range(bar.count())]
    QTest.mouseClick(bar, LEFT, pos=bar.tabRect(titles.index(title)).center())


def click_key(strip: StatusBar, label: str) -> None:
    keys = next(keys for keys, words in strip.key_labels if words == label)
    spots = (QPoint(x, strip.height() // 2) for x in range(0, strip.width(), 4))
    QTest.mouseClick(strip, LEFT, pos=next(spot for spot in spots if strip.keys_at(spot) == keys))


def test_tabs_lead_to_the_pages_and_back(journey: Journey) -> None:
    journey.fill(one)
    journey.start()
    tabs = tabs_of(journey)
    assert tabs.isVisible()
    assert not tabs.back.isVisible()
    choose(tabs.tabs, "Highlights")
    assert journey.pane == "highlights"
    assert journey.window.windowTitle() == "Highlights — Postil"
    choose(tabs.tabs, "Tags")
    assert journey.pane == "tags"
    QTest.mouseClick(tabs.back, LEFT)
    assert journey.pane == "list"
    assert journey.window.windowTitle() == "First — Postil"
    choose(tabs.tabs, "Review")
    assert tabs.tabs.tabText(tabs.tabs.currentIndex()) == "Review"
    QTest.mouseClick(tabs.back, LEFT)
    for page in ("highlights", "preferences", "backups"):
        journey.press({"highlights": "g h", "preferences": "Ctrl+,", "backups": "g b"}[page])
        assert journey.pane == page
    QTest.mouseClick(tabs.back, LEFT)
    assert journey.pane == "preferences"
    journey.press("Escape")
    assert journey.pane == "highlights"
    journey.press("g b g t Escape")
    assert journey.pane == "list", "a tab is not opened from another page"
    journey.press("g b")
    assert tabs.back.isVisible()
    assert tabs.tabs.tabText(tabs.tabs.currentIndex()) == "Library and backups"
    choose(tabs.tabs, "Articles")
    assert journey.pane == "list"
    journey.window.resize(700, 600)
    assert not tabs.isVisible()


def spots_of(bar: QTabBar) -> dict[str, QPoint]:
    """Returns where on the screen each tab is, by its title."""
    shown = [index for index in range(bar.count()) if bar.isTabVisible(index)]
    return {bar.tabText(one): bar.mapToGlobal(bar.tabRect(one).center()) for one in shown}


def test_tabs_stay_where_they_are_while_a_page_has_one_of_its_own(journey: Journey) -> None:
    journey.fill(one)
    journey.start()
    tabs = tabs_of(journey).tabs
    before = spots_of(tabs)
    for title, pane in (("Articles", "list"), ("Highlights", "highlights"), ("Tags", "tags")):
        journey.press("Ctrl+,")
        journey.wait(lambda: "Preferences" in spots_of(tabs))
        journey.wait(lambda: spots_of(tabs)["Review"] == before["Review"])
        QTest.mouseClick(tabs, LEFT, pos=tabs.mapFromGlobal(before[title]))
        assert (journey.pane, tabs.tabText(tabs.currentIndex())) == (pane, title)
        journey.press("Escape")


def test_a_narrow_window_keeps_the_way_back_from_a_page(journey: Journey) -> None:
    journey.fill(one)
    journey.start()
    tabs = tabs_of(journey)
    journey.window.resize(640, 600)
    assert not tabs.isVisible()
    journey.press("g t")
    assert (tabs.back.isVisible(), tabs.tabs.isVisible()) == (True, False)
    journey.wait(lambda: tabs.geometry().right() < journey.window.width())
    QTest.mouseClick(tabs.back, LEFT)
    assert journey.pane == "list"
    assert not tabs.isVisible()
    journey.press("g t")
    journey.window.resize(1400, 800)
    assert tabs.tabs.isVisible()


def test_the_way_back_is_an_arrow_beside_long_names_of_menus(journey: Journey) -> None:
    journey.fill(one)
    journey.start()
    tabs, bar = tabs_of(journey), journey.window.menuBar()
    german = "Datei Bearbeiten Ansicht Gehe_zu Artikel Anmerken Schlagwörter Hilfe"
    for menu, title in zip(bar.actions(), german.split(), strict=True):
        menu.setText(title.replace("_", " "))
    journey.press("g t")
    menus = bar.actionGeometry(bar.actions()[-1]).right()  # wider in some fonts
    journey.window.resize(max(640, menus + 50), 600)
    journey.wait(lambda: tabs.back.isVisible() and tabs.back.text() == "‹")
    assert bar.actionGeometry(bar.actions()[-1]).right() < tabs.geometry().left()
    assert tabs.geometry().right() < journey.window.width()
    QTest.mouseClick(tabs.back, LEFT)
    assert journey.pane == "list"
    journey.window.resize(720, 600)
    journey.press("g t")
    assert tabs.back.text() == "‹ Back"


def test_the_corner_is_placed_before_the_menus_are_painted_again(journey: Journey) -> None:
    """On X, the menus that had no room beside the tabs were missing in a window made narrow."""
    journey.fill(one)
    journey.start()
    journey.window.resize(1400, 800)
    journey.press("g r")
    tabs, bar = tabs_of(journey), journey.window.menuBar()
    tabs.set_wide(False)
    assert 0 <= bar.width() - tabs.geometry().right() < 10


def test_a_click_on_a_key_of_the_strip_does_what_the_key_does(journey: Journey) -> None:
    journey.fill(one)
    journey.start()
    strip = journey.window.strip
    click_key(strip, "read")
    assert journey.pane == "reading"
    click_key(strip, "highlight in yellow")
    assert [card.exact for card in journey.cards] == ["One here."]
    click_key(strip, "note")
    journey.type("why")
    click_key(strip, "save")
    journey.wait(lambda: [card.note for card in journey.cards] == ["why"])
    assert journey.pane == "reading"
    assert strip.keys_at(QPoint(1, 1)) == ""
    journey.press("f")
    click_key(strip, "cancel")
    assert journey.window.reading_pane.hints is None
    journey.press("g h")
    page = journey.window.pages.page
    assert page is not None
    journey.wait(lambda: "note" in [words for _keys, words in page.strip.key_labels])
    click_key(page.strip, "show in article")
    assert journey.pane == "reading"


def test_a_click_on_a_key_of_an_empty_pane_does_what_the_key_does(journey: Journey) -> None:
    journey.fill(one)
    journey.start()
    empty = journey.window.sidebar.empty
    empty.grab()
    spots = [QPoint(30, y) for y in range(0, empty.height(), 4)]
    assert {empty.keys_at(spot) for spot in spots} == {"", "h", "n", "Shift+N"}, (
        "a range does nothing"
    )
    spot = next(spot for spot in spots if empty.keys_at(spot) == "h")
    QTest.mouseClick(empty, LEFT, pos=spot)
    assert [card.exact for card in journey.cards] == ["One here."]


def test_what_does_nothing_does_not_look_clickable(journey: Journey) -> None:
    journey.fill(one)
    journey.start()
    for keys, wanted in (("g t", {"", "Ctrl+N", "Esc"}), ("g h", {"", "n", "Esc"})):
        journey.press(keys)
        page = journey.window.pages.page
        assert isinstance(page, ListPage)
        journey.wait(page.empty.isVisible)
        page.empty.grab()
        spots = [QPoint(30, y) for y in range(0, page.empty.height(), 4)]
        assert {page.empty.keys_at(spot) for spot in spots} == wanted
    journey.press("Ctrl+,")
    shown = journey.window.pages.page
    assert shown is not None
    strip = shown.strip
    spots = [QPoint(x, strip.height() // 2) for x in range(0, strip.width(), 4)]
    assert {"j k", "1…6"} <= {keys for keys, _label in strip.key_labels}
    assert {strip.keys_at(spot) for spot in spots} == {"", "/", "Ctrl+Z", "Esc", "?"}


def tagged(history: History) -> None:
    keep(history, "Second|Two here.", tags=("physics",))
    (first,) = keep(history, "First|One here. Two here.", tags=("long name", "physics"))
    details = {"site": "Example", "url": "https://example.org/1"}
    history.write(metadata_editing.edit, first, details)
    for words, name in (("One here.", "claim"), ("Two here.", "method")):
        annotate = annotations.annotate_quote
        history.write(annotate, first, words, "", "", Color.YELLOW, (name,), "")


def click_tag(view: ArticleListView | AnnotationList | HighlightsView, tag: str) -> None:
    """Click where a tag is told to be."""
    area = view.viewport()
    spots = (QPoint(x, y) for y in range(0, area.height(), 3) for x in range(0, area.width(), 6))
    if isinstance(view, HighlightsView):
        rows = ((spot, view.indexAt(spot).row()) for spot in spots)
        found = (at for at, row in rows if row >= 0 and view.tag_at(row, at.toPointF()) == tag)
    elif isinstance(view, AnnotationList):
        found = (spot for spot in spots if view.tag_at(spot.toPointF()) == tag)
    else:
        found = (spot for spot in spots if view.tag_at(spot) == tag)
    QTest.mouseClick(area, LEFT, pos=next(found))


def test_tags_and_the_site_can_be_clicked(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    journey.fill(tagged)
    journey.start()
    window = journey.window
    window.articles.reveal(journey.number("First"))
    pane = window.reading_pane
    spots = (QPoint(x, y) for y in range(0, 200, 3) for x in range(0, pane.width(), 6))
    QTest.mouseClick(pane.viewport(), LEFT, pos=next(spot for spot in spots if pane.anchorAt(spot)))
    assert opened == ["https://example.org/1"]
    click_tag(window.sidebar.list, "claim")
    assert [card.tags for card in journey.cards] == [("claim",)]
    QTest.mouseClick(window.sidebar.clear_button, LEFT)
    before = journey.window.windowTitle()
    click_tag(window.list_pane.list, "long name")
    assert window.list_pane.query_text() == 'tag:"long name"'
    journey.wait(lambda: journey.titles == ["First"])
    window.list_pane.set_query("")
    click_tag(window.list_pane.list, "physics")
    assert window.list_pane.query_text() == "tag:physics"
    assert window.windowTitle() == before, "a tag opens no article"
    journey.press("g h")
    page = window.pages.page
    assert isinstance(page, HighlightsPage)
    journey.wait(lambda: len(page.listed_ids) == 2)
    page.grab()
    click_tag(page.view, "method")
    assert page.query == "tag:method"


def test_a_highlight_of_the_page_of_all_is_recoloured_by_a_right_click(journey: Journey) -> None:
    journey.fill(tagged)
    journey.start()
    journey.press("g h")
    highlights = journey.window.pages.page
    assert isinstance(highlights, HighlightsPage)
    journey.wait(lambda: len(highlights.listed_ids) == 2)
    highlights.grab()
    spot = highlights.view.card_rect(0).center()
    right_click(highlights.view, spot)["Colour: Highlight in green"].trigger()
    one = journey.app.queries.annotation(highlights.listed_ids[0])
    assert one.color is Color.GREEN
    bar = highlights.view.verticalScrollBar()
    journey.window.resize(1200, 2000)
    journey.wait(lambda: bar.maximum() == 0)
    assert not bar.isEnabled(), "a handle as long as the bar looks as if there were more"
