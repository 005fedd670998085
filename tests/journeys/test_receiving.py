"""Pages from the browser: received while that is on, told quietly, and never while it is off."""

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from reader.core.article_source import Source
from reader.core.models import View
from reader.receiving.bookmarklet import Key, bookmarklet
from reader.ui.receiving.bookmarklet_dialog import BookmarkletDialog
from reader.ui.receiving.receiving_controller import ReceivingController
from reader.ui.tasks.task import WorkerTask
from tests.importers.test_assets import PNG
from tests.journeys.conftest import Journey, keep
from tests.operations.test_web_pages import BODY, page
from tests.receiving.sender import SITE, Sender
from tests.web_server import WebServer

Post = Callable[..., "Future[tuple[int, str]]"]


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as threads:
        yield threads


@pytest.fixture
def post(receiving: Journey, pool: ThreadPoolExecutor) -> Post:
    """Sends a page as the browser does, while the window goes on."""

    def send(html: str, address: str = f"{SITE}/a") -> "Future[tuple[int, str]]":
        origin = "/".join(address.split("/")[:3])
        fields = {"Postil-Address": address, "Postil-Origin": origin}
        sender = Sender(key_of(receiving))
        return pool.submit(sender.request, body=html.encode(), fields=fields)

    return send


@pytest.fixture
def receiving(journey: Journey) -> Journey:
    """A person who saves pages from the browser."""
    journey.start()
    journey.window.run("browser.receive")
    close_dialog(journey)
    return journey


def key_of(journey: Journey) -> Key:
    settings = journey.app.settings
    return Key(settings.number("receiver_port"), settings.text("receiver_secret"))


def dialog(journey: Journey) -> BookmarkletDialog:
    journey.wait(
        lambda: any(one.isVisible() for one in journey.window.findChildren(BookmarkletDialog))
    )
    found = journey.window.findChild(BookmarkletDialog)
    assert found is not None
    return found


def close_dialog(journey: Journey) -> None:
    dialog(journey).close()
    journey.window.activateWindow()  # as a window manager does
    journey.wait(lambda: QApplication.focusWidget() is not None)


def is_open(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 5).close()
    except ConnectionRefusedError:
        return False
    return True


def test_a_page_is_added_and_what_is_read_stays(journey: Journey, pool: ThreadPoolExecutor) -> None:
    journey.fill(lambda history: keep(history, "Read now"))
    journey.start()
    journey.window.run("browser.receive")
    close_dialog(journey)
    read = journey.window.reading.article
    sender = Sender(key_of(journey))
    html = page(body=f"<form><input value=SECRET></form>{BODY}")
    answer = pool.submit(sender.request, body=html.encode())
    journey.wait(answer.done)
    assert answer.result() == (200, "The page is in Postil.")
    journey.wait(lambda: journey.toast == "From the browser: Foxes")
    assert journey.window.reading.article == read
    found = journey.app.queries.article(journey.number("Foxes"))
    assert (found.url, found.site) == (f"{SITE}/a", "news.example")
    source = journey.app.queries.source(found.revision_id)
    assert b"SECRET" not in source.data
    assert source.address == f"{SITE}/a"
    toast = journey.window.toasts.shown[-1]
    QTest.mouseClick(toast.more[0], Qt.MouseButton.LeftButton)
    journey.wait(lambda: journey.window.list_pane.selected_ids() == [found.id])
    journey.press("Ctrl+Z")
    journey.wait(lambda: journey.titles == ["Read now"])


def test_the_same_page_and_a_changed_one(receiving: Journey, post: Post) -> None:
    journey = receiving
    html = page()
    for answer in (
        "The page is in Postil.",
        "Postil has the page already.",
    ):
        sent = post(html)
        journey.wait(sent.done)
        assert sent.result() == (200, answer)
    sent = post(page(body=f"{BODY}<p>And another paragraph."))
    journey.wait(sent.done)
    assert sent.result() == (200, "The page is in Postil, as a new revision of an article.")
    assert journey.app.queries.article_ids(View.ALL) == [1]


def test_several_pages_at_once(receiving: Journey, post: Post) -> None:
    journey = receiving
    sent = [post(page(f"Page {n}", BODY.replace("fox", f"f{n}")), f"{SITE}/{n}") for n in range(4)]
    journey.wait(lambda: all(one.done() for one in sent))
    assert {one.result()[0] for one in sent} == {200}
    assert sorted(journey.titles) == [f"Page {n}" for n in range(4)]


def test_what_stands_before_an_article_is_not_kept(receiving: Journey, post: Post) -> None:
    journey = receiving
    for html, reason in (
        ("<p>Log in<input type=password>", "it asks for a login; save it again once the browser"),
        ("", "has no text"),
    ):
        sent = post(html)
        journey.wait(sent.done)
        status, said = sent.result()
        assert (status, reason in said) == (422, True), said
        assert journey.toast == said
    assert journey.titles == []


def test_pictures_are_fetched_as_a_person_allows(
    receiving: Journey, post: Post, web: WebServer
) -> None:
    journey = receiving
    web.put("/a.png", PNG)
    html = page(body=f"{BODY}<p><img src=a.png alt=den>")
    sent = post(html, web.address("/guarded"))  # of a page of this machine
    journey.wait(sent.done)
    assert (sent.result()[0], web.paths()) == (200, [])
    journey.app.settings.set(is_local_network_allowed=True)
    for path, policy in (("/one", "none"), ("/two", "all")):
        journey.app.settings.set(pictures=policy)
        sent = post(html, web.address(path))
        journey.wait(sent.done)
        assert sent.result()[0] == 200
        assert web.paths() == ([] if policy == "none" else ["/a.png"])


def test_it_is_off_at_first_and_ends_with_the_window(
    journey: Journey, pool: ThreadPoolExecutor
) -> None:
    journey.start()
    journey.window.run("browser.bookmarklet")
    wanted = "First turn on “Save pages from the browser”: File › Web pages, or Ctrl+K."
    journey.wait(lambda: journey.toast == wanted)
    assert not key_of(journey).is_usable
    journey.window.run("browser.receive")
    key = key_of(journey)
    assert is_open(key.port)
    journey.stop()
    assert not is_open(key.port)
    journey.start()
    journey.wait(lambda: is_open(key.port))
    assert key_of(journey) == key
    answer = pool.submit(Sender(key).request, body=page().encode())
    journey.wait(answer.done)
    assert answer.result()[0] == 200
    journey.window.run("browser.receive")
    assert not is_open(key.port)
    journey.restart()
    assert not is_open(key.port)


def test_closing_does_not_wait_for_a_page(receiving: Journey, post: Post) -> None:
    controller = receiving.window.frontend.receiving
    assert isinstance(controller, ReceivingController)
    sent = post(page())
    while not controller._waiting:
        time.sleep(0.001)
    controller.stop()
    status, said = sent.result()
    assert (status, said.startswith("Postil stopped before the page was saved")) == (422, True)
    receiving.wait(lambda: receiving.titles == ["Foxes"])  # it was saved all the same


def test_a_page_that_has_not_been_read_is_kept_when_the_window_closes(
    receiving: Journey, web: WebServer
) -> None:
    journey = receiving
    head = "<link rel=canonical href=https://elsewhere.example/>"
    html = page(body=f"{BODY}<p><img src=a.png alt=den>", head=head).encode()
    address = web.address("/a")
    journey.window.work._pool.setMaxThreadCount(1)
    blocking = WorkerTask(lambda task: wait_until_cancelled(task), lambda _: None, lambda _: None)
    journey.window.work.start(blocking)
    source = Source(html, address, address, "text/html; charset=utf-8", address)
    journey.window.work.add_received(source, lambda _report: None)
    journey.restart()
    assert journey.titles == ["Foxes"]
    assert journey.app.queries.article(1).url == address
    assert web.asked == []


def wait_until_cancelled(task: "WorkerTask[None]") -> None:
    while not task.is_cancelled:
        time.sleep(0.001)


def test_a_new_bookmarklet_ends_the_old_one(receiving: Journey) -> None:
    journey = receiving
    old = key_of(journey)
    journey.window.run("browser.new_bookmarklet")
    new = key_of(journey)
    assert dialog(journey).link.link().text() == bookmarklet(new)
    (buttons,) = dialog(journey).findChildren(QDialogButtonBox)
    assert dialog(journey).copy in buttons.buttons()
    assert new.secret != old.secret
    sender = Sender(new)
    assert sender.request("POST", "/proof", b"")[1] == new.proof
    status, said = sender.request("POST", "/proof", b"", {"Postil-Token": old.token})
    assert (status, "use the one that Postil shows now" in said) == (403, True)


def test_a_port_that_is_taken_is_said_in_a_sentence(receiving: Journey) -> None:
    journey = receiving
    key = key_of(journey)
    journey.stop()
    with socket.create_server(("127.0.0.1", key.port)):
        journey.start()
        journey.wait(lambda: f"port {key.port} of this machine cannot be used" in journey.toast)
        journey.window.run("browser.new_bookmarklet")
        assert key_of(journey).port != key.port
        assert is_open(key_of(journey).port)


def test_the_bookmarklet_is_copied_or_dragged(receiving: Journey) -> None:
    journey = receiving
    journey.window.run("browser.bookmarklet")
    shown = dialog(journey)
    address = bookmarklet(key_of(journey))
    QTest.mouseClick(shown.copy, Qt.MouseButton.LeftButton)
    assert (QApplication.clipboard().text(), shown.copy.text()) == (address, "Copied")
    link = shown.link.link()
    assert bytes(link.data("text/uri-list").data()).decode() == f"{address}\r\n"
    assert address.replace("&", "&amp;").replace("'", "&#x27;") in link.html()
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_there_is_one_dialog_however_often_it_is_asked_for(receiving: Journey) -> None:
    journey = receiving
    for command in ("browser.bookmarklet", "browser.bookmarklet", "browser.new_bookmarklet") * 2:
        journey.window.run(command)
        shown = dialog(journey)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        assert journey.window.findChildren(BookmarkletDialog) == [shown]
        assert shown.copy.text() == "Copy"
        QTest.mouseClick(shown.copy, Qt.MouseButton.LeftButton)
        copied = QApplication.clipboard().text()
        assert (copied, shown.copy.text()) == (bookmarklet(key_of(journey)), "Copied")
