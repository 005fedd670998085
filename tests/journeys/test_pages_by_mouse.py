"""By mouse alone: pages by their tabs and back, and the keys of the strip as buttons."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabBar

from reader.operations.history import History
from reader.ui.keys.status_strip import StatusStrip
from reader.ui.pages.page_tabs import PageTabs
from tests.journeys.conftest import Journey, keep

LEFT = Qt.MouseButton.LeftButton


def one(history: History) -> None:
    keep(history, "First|One here. Two here.")


def tabs_of(journey: Journey) -> PageTabs:
    (tabs,) = journey.window.findChildren(PageTabs)
    return tabs


def choose(bar: QTabBar, title: str) -> None:
    titles = [bar.tabText(index) for index in range(bar.count())]
    QTest.mouseClick(bar, LEFT, pos=bar.tabRect(titles.index(title)).center())


def click_key(strip: StatusStrip, label: str) -> None:
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
    assert journey.toast == "No highlight needs a look."
    assert tabs.tabs.tabText(tabs.tabs.currentIndex()) == "Articles"
    journey.press("g b")
    assert tabs.back.isVisible()
    assert tabs.tabs.tabText(tabs.tabs.currentIndex()) == "Library and backups"
    choose(tabs.tabs, "Articles")
    assert journey.pane == "list"
    journey.window.resize(700, 600)
    assert not tabs.isVisible()


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
    click_key(strip, "saves")
    journey.wait(lambda: [card.note for card in journey.cards] == ["why"])
    assert journey.pane == "reading"
    assert strip.keys_at(QPoint(1, 1)) == ""
    journey.press("f")
    click_key(strip, "leaves")
    assert journey.window.reading_pane.hints is None
    journey.press("g h")
    page = journey.window.pages.page
    assert page is not None
    journey.wait(lambda: "note" in [words for _keys, words in page.strip.key_labels])
    click_key(page.strip, "show in article")
    assert journey.pane == "reading"
