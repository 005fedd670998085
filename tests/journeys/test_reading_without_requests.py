"""Reading asks nothing of the network: not pictures, links, feeds, footnotes, searches or exports."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.importers.test_assets import PNG
from tests.journeys.conftest import Journey
from tests.journeys.test_addresses import paste
from tests.journeys.test_feeds import go_to, read_all, subscribe, wait_for
from tests.operations.test_feeds import item, rss
from tests.operations.test_web_pages import BODY, page
from tests.web_server import WebServer

PARTS = """
<p><img src=/stored.png alt='a fox'> <img src=/gone.png alt='a goose'> <img srcset='/wide.png 2x'></p>
<p><a href=/linked>A page of the fox</a> and its note<sup><a id=r1 href=#n1>1</a></sup>.</p>
{body}
<p style='background-image: url(/behind.png)'>The fox is not behind this.</p>
<video src=/film.mp4 poster=/poster.png></video><iframe src=/frame></iframe><object data=/object></object>
<link rel=preload href=/early><link rel=icon href=/icon.png><style>@import url(/style.css);</style>
<ol><li id=n1>The note of the fox. <a href=#r1>back</a></li></ol>
"""


def show(journey: Journey, title: str) -> None:
    number = journey.number(title)
    journey.window.articles.reveal(number)
    journey.wait(lambda: journey.window.reading.article_id == number)


def test_a_session_of_reading_opens_no_socket(
    journey: Journey, web: WebServer, count_internet_sockets: Callable[[], int]
) -> None:
    web.put("/a", page(body=PARTS.format(body=BODY)))
    web.put("/b", page("Geese", BODY.replace("fox", "goose")))
    web.put("/stored.png", PNG, "Content-Type: image/png")
    words = f"&lt;img src='{web.address('/entry.png')}'&gt; {'Of the sea. ' * 9}"
    web.put("/feed", rss(item(2, text=words), item(1, text=words)))
    journey.start()
    journey.app.settings.set(is_local_network_allowed=True)
    paste(journey, f"{web.address('/a')}\n{web.address('/b')}")
    journey.wait(lambda: "2 added" in journey.toasts)
    subscribe(journey, web.address("/feed"))
    wait_for(journey, "Harbour Review 2")
    read_all(journey)
    assert "/stored.png" in web.paths()
    before = web.connections, count_internet_sockets()
    assert min(before) >= 4  # what was added: it would be seen here

    journey.restart()  # the feed was read just now: it is not due
    show(journey, "Foxes")
    pane = journey.window.reading_pane
    width, height = pane.viewport().width(), pane.viewport().height()
    places = [QPoint(x, y) for y in range(0, height, 8) for x in range(0, width, 16)]
    links = {anchor for spot in places if (anchor := pane.anchorAt(spot))}
    assert web.address("/linked") in links
    for spot in filter(pane.anchorAt, places):
        QTest.mouseMove(pane.viewport(), spot)
        QApplication.processEvents()
    journey.press("Enter o")  # the picture in full size
    journey.press("Escape")
    journey.press("End Home Space")  # the next article
    show(journey, "Foxes")
    journey.find("The fox is not behind")
    journey.press("h")
    journey.wait(lambda: len(journey.cards) == 1)
    go_to(journey, "Harbour Review")
    journey.press("Enter")
    journey.wait(lambda: "Entry 2" in journey.titles)
    for title in ("Entry 2", "Entry 1"):
        show(journey, title)
    journey.window.run("list.filter")
    journey.type("goose")
    assert (web.connections, count_internet_sockets()) == before
