"""Pages by their addresses: pasted, typed, dropped, listed in a file; fetched again; never when read."""

import socket
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.core.article_source import WebAddress
from reader.core.models import Color, Status
from reader.operations import annotations
from tests.importers.test_assets import PNG
from tests.journeys.conftest import Journey, keep
from tests.journeys.test_adding import drop
from tests.journeys.test_changed_texts import LINES
from tests.operations.test_web_pages import BODY, page
from tests.web_server import Asked, WebServer, answer


@pytest.fixture
def at_home(journey: Journey) -> Journey:
    """A person who wants pages of their own machine, too."""
    journey.start()
    journey.app.settings.set(is_local_network_allowed=True)
    return journey


def paste(journey: Journey, text: str) -> None:
    QApplication.clipboard().setText(text)
    journey.press("Ctrl+V")


def another(path: str) -> str:
    """A page of its own."""
    return page(f"Page {path}", BODY.replace("fox", f"fox {path}"))


def test_an_address_is_pasted_and_read_without_a_request(at_home: Journey, web: WebServer) -> None:
    journey = at_home
    web.put("/a", page(body=f"{BODY}<p><img src=fox.png alt='a fox'>"))
    web.put("/fox.png", PNG, "Content-Type: image/png")
    paste(journey, f"  {web.address('/a')}\n")
    journey.wait(lambda: journey.toast == "1 added")
    assert journey.titles == ["Foxes"]
    assert journey.app.queries.article(1).url == web.address("/a")
    assert sorted(web.paths()) == ["/a", "/fox.png"]
    web.asked.clear()
    journey.wait(lambda: journey.window.reading.article is not None)
    journey.press("Enter Space End . h")
    journey.wait(lambda: len(journey.cards) == 1)
    journey.restart()
    journey.wait(lambda: journey.window.reading.article is not None)
    assert web.asked == []  # nothing is fetched by reading, marking, or starting again


def test_an_address_is_pasted_without_its_scheme(at_home: Journey, web: WebServer) -> None:
    journey = at_home
    web.put("/a", page())
    paste(journey, web.address("/a").removeprefix("http://") + "\n")
    journey.wait(lambda: journey.toast == "1 added")
    assert web.paths() == ["/a"]
    assert journey.app.queries.article(1).url == web.address("/a")


def test_an_address_is_typed(at_home: Journey, web: WebServer) -> None:
    journey = at_home
    web.put("/typed", another("/typed"))
    QApplication.clipboard().setText(web.address("/copied"))
    journey.press("Ctrl+L")
    assert journey.focus().text() == web.address("/copied")  # type: ignore[attr-defined]
    journey.type("no address")
    journey.press("Enter")
    assert journey.titles == []
    journey.focus().clear()  # type: ignore[attr-defined]
    journey.type(web.address("/typed"))
    journey.press("Enter")
    journey.wait(lambda: journey.toast == "1 added")
    assert web.paths() == ["/typed"]


def test_a_failure_is_withdrawn_once_the_address_was_typed_again(
    at_home: Journey, web: WebServer
) -> None:
    journey = at_home
    paste(journey, web.address("/late"))
    journey.wait(lambda: "not fetched" in journey.toast)
    failure = journey.toast
    web.put("/other", another("/other"))
    paste(journey, web.address("/other"))
    journey.wait(lambda: "1 added" in journey.toasts)
    assert failure in journey.toasts, "that was another page"
    web.put("/late", another("/late"))
    journey.press("Ctrl+L Ctrl+A")
    journey.type(web.address("/late"))
    journey.press("Enter")
    journey.wait(lambda: len(journey.titles) == 2)
    journey.wait(lambda: failure not in journey.toasts)


@pytest.mark.parametrize("keys", ["", "j", "Enter", "g t"], ids=["waits", "next", "reads", "tags"])
def test_a_page_that_comes_late_is_shown_unless_the_user_has_gone_on(
    journey: Journey, web: WebServer, keys: str
) -> None:
    journey.fill(lambda history: keep(history, "One", "Two"))
    journey.start()
    journey.app.settings.set(is_local_network_allowed=True)
    go_on = threading.Event()

    def late(connection: socket.socket, _asked: Asked) -> None:
        go_on.wait(30)
        connection.sendall(answer(another("/late")))

    web.answers["/late"] = late
    paste(journey, web.address("/late"))
    journey.wait(lambda: web.paths() == ["/late"])
    if keys:
        journey.press(keys)
    before = journey.window.list_pane.current_id()
    go_on.set()
    journey.wait(lambda: "1 added" in journey.toasts)
    (late_id,) = set(journey.window.list_pane.model.ids.all()) - {1, 2}
    current = journey.window.list_pane.current_id
    if keys:
        assert current() == before
        (toast,) = [one for one in journey.window.toasts.shown if one.text == "1 added"]
        next(button for button in toast.more if button.text() == "Show").click()
    assert current() == late_id


def test_nothing_is_asked_of_the_own_network_before_that_is_wanted(
    journey: Journey, web: WebServer
) -> None:
    journey.start()
    web.put("/a", page())
    paste(journey, web.address("/a"))
    journey.wait(lambda: "own machine or network" in journey.toast)
    assert not web.asked
    journey.window.run("fetch.local_network")
    (toast, _told) = journey.window.toasts.shown
    assert [button.text() for button in toast.more] == ["Retry", "Allow and retry"]
    toast.more[0].click()
    assert toast not in journey.window.toasts.shown, "what failed is being tried again"
    journey.wait(lambda: "1 added" in journey.toasts)


def test_the_own_network_is_allowed_where_it_was_refused(journey: Journey, web: WebServer) -> None:
    journey.start()
    web.put("/a", page())
    paste(journey, web.address("/a"))
    journey.wait(lambda: "own machine or network" in journey.toast)
    (toast,) = journey.window.toasts.shown
    journey.press("F6 Tab")
    assert journey.target == "Allow and retry"
    journey.press("Enter")
    assert toast not in journey.window.toasts.shown
    assert journey.toasts[0] == "Addresses on this machine and its network are fetched, too."
    journey.wait(lambda: journey.toast == "1 added")
    assert journey.app.settings.is_on("is_local_network_allowed")


def test_fetching_again_offers_to_allow_the_own_network(at_home: Journey, web: WebServer) -> None:
    journey = at_home
    web.put("/a", page())
    paste(journey, web.address("/a"))
    journey.wait(lambda: journey.toast == "1 added")
    journey.app.settings.set(is_local_network_allowed=False)
    journey.window.run("article.reload")
    journey.wait(lambda: "own machine or network" in journey.toast)
    toast = journey.window.toasts.shown[-1]
    assert [button.text() for button in toast.more] == ["Retry", "Allow and retry"]
    QTest.mouseClick(toast.more[-1], Qt.MouseButton.LeftButton)
    journey.wait(lambda: journey.toast == "1 unchanged")


def test_allowing_the_own_network_is_not_offered_where_it_does_not_help_all(
    journey: Journey, web: WebServer, tmp_path: Path
) -> None:
    journey.start()
    listed = tmp_path / "to read.txt"
    listed.write_text(f"{web.address('/a')}\nhttps://user@example.org/\n", "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(listed))])
    assert drop(journey.window, data)
    journey.wait(lambda: "own machine or network" in journey.toast)
    (toast,) = journey.window.toasts.shown
    assert "user name" in toast.text
    assert [button.text() for button in toast.more] == ["Retry"]


def test_a_batch_goes_on_past_failures_and_shows_what_is_new(
    at_home: Journey, web: WebServer, tmp_path: Path
) -> None:
    journey = at_home
    names = [f"/{number}" for number in range(12)]
    for name in names:
        if name not in ("/3", "/7"):
            web.put(name, another(name))
    listed = tmp_path / "to read.txt"
    listed.write_text("\n".join(map(web.address, names)), "utf-8")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(listed))])
    assert drop(journey.window, data)
    journey.wait(lambda: journey.toast.startswith("10 added · 2 failed\n"))
    assert "2 addresses were not fetched: there is no such page" in journey.toast
    assert journey.toast.count("(404)") == 1, "the reason is given once"
    assert web.address("/3") in journey.toast
    assert web.address("/7") in journey.toast
    (toast,) = journey.window.toasts.shown
    assert [button.text() for button in toast.more] == ["Show", "Retry"]
    web.put("/3", another("/3"))
    toast.more[1].click()
    journey.wait(lambda: journey.toast.startswith("1 added · 1 failed\n"))
    assert len(journey.titles) == 11
    journey.window.list_pane.set_query("title:11")
    toast.more[0].click()
    selected = journey.app.queries.articles(journey.window.list_pane.selected_ids())
    assert {one.title for one in selected} == {
        f"Page {name}" for name in names if name not in ("/3", "/7")
    }
    journey.window.toasts.dismiss_all()
    journey.press("z z")  # each batch is one step
    assert journey.titles == []


def test_links_are_dropped(at_home: Journey, web: WebServer) -> None:
    journey = at_home
    web.put("/a", another("/a"))
    data = QMimeData()
    data.setUrls([QUrl(web.address("/a"))])
    data.setHtml(f'<a href="{web.address("/a")}">A page</a>')
    assert drop(journey.window, data)
    journey.wait(lambda: journey.toast == "1 added")
    journey.window.open_named([WebAddress(web.address("/a"))])
    journey.wait(lambda: journey.toast == "“Page /a” is already there")


def test_cancel_ends_what_is_fetched(at_home: Journey, web: WebServer) -> None:
    journey = at_home
    is_over = threading.Event()

    def wait(connection: socket.socket, _asked: Asked) -> None:
        is_over.wait(10)
        connection.sendall(answer(page()))

    web.put("/a", another("/a"))
    web.answers["/slow"] = wait
    paste(journey, "\n".join(map(web.address, ("/a", "/slow", "/other"))))
    journey.wait(lambda: "/slow" in web.paths() and len(journey.titles) == 1)
    (toast,) = journey.window.toasts.shown
    assert toast.text == "Adding articles  ·  1 of 3"
    toast.button.click()
    journey.wait(lambda: journey.toast == "Stopped: 1 added")
    is_over.set()


def test_a_page_is_fetched_again(at_home: Journey, web: WebServer) -> None:
    journey = at_home
    words = list(LINES)

    def answer_by_version(connection: socket.socket, asked: Asked) -> None:
        tag = f'"{hash(tuple(words))}"'
        is_known = asked.headers.get("if-none-match") == tag
        body = "" if is_known else page(body="".join(f"<p>{line}" for line in words))
        status = "304 Not Modified" if is_known else "200 OK"
        connection.sendall(answer(body, f"ETag: {tag}", status=status))

    web.answers["/a"] = answer_by_version
    paste(journey, web.address("/a"))
    journey.wait(lambda: journey.toast == "1 added")
    for line in words:
        journey.app.history.do(
            "Mark", annotations.annotate_quote, 1, line, "", "", Color.YELLOW, (), ""
        )
    journey.press("F5")
    journey.wait(lambda: journey.toast == "1 unchanged")
    assert web.asked[-1].headers["if-none-match"]
    assert len(journey.app.queries.revisions(1)) == 1

    words[1] = "A market is held on the square every second Saturday of the month."
    words[2] = words[2].replace("a small green", "the little green")
    journey.press("F5")
    journey.wait(lambda: journey.toast.startswith("1 updated"))
    found = journey.app.queries.annotations(1)
    assert len(found) == 6
    assert [one.status for one in found].count(Status.EXACT) == 4
    told = [int(part.split()[0]) for part in journey.toast.split(" · ")[1:]]
    assert sum(told) == 2  # the others are where they were
    assert "highlight" in journey.toast
    assert len(journey.app.queries.revisions(1)) == 2

    web.put("/a", page("Log in", "<p>Please log in.<form><input type=password></form>"))
    before = journey.tables()
    for found_instead in (b"", answer("", status="404 Not Found")):
        journey.press("F5")
        journey.wait(lambda: journey.toast.startswith("1 failed"))
        assert journey.tables() == before  # no failure takes the place of a text
        journey.window.toasts.dismiss_all()
        web.answers["/a"] = found_instead


def test_the_original_and_its_address(
    at_home: Journey, web: WebServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = at_home
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    given = web.put("/a?utm_source=x", page())
    paste(journey, given)
    journey.wait(lambda: journey.toast == "1 added")
    journey.press("Shift+O")
    assert opened == [given]
    journey.press("Shift+Y")
    assert QApplication.clipboard().text() == given
    assert len(web.asked) == 1
