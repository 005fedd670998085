"""Feeds in the window: subscribing, reading them in the background, folders, leaving, dragging."""

import warnings
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from reader.core.models import State, View
from reader.operations.feeds import subscriptions
from reader.operations.history import History
from reader.ui.lists.dragged_articles import dragged
from reader.ui.overlays.command_palette import CommandPalette
from reader.ui.tags.tag_name_prompt import TagNameCard
from reader.ui.views.view_list import ViewList
from reader.ui.views.view_rows import Kind
from tests.journeys.conftest import Journey, keep
from tests.journeys.test_context_menus import right_click
from tests.operations.test_feeds import item, rss
from tests.operations.test_web_pages import page
from tests.web_server import Asked, WebServer, answer


@pytest.fixture
def at_home(journey: Journey) -> Journey:
    """A person who wants pages of their own machine, too, and has one article to read."""
    journey.fill(_one_article)
    journey.start()
    journey.app.settings.set(is_local_network_allowed=True)
    QApplication.clipboard().setText("no address")
    journey.wait(lambda: journey.window.reading.article is not None)
    return journey


def _one_article(history: History) -> None:
    keep(history, "Read now", "Another", tags=("sea",))


def views(journey: Journey) -> ViewList:
    return journey.window.frontend.feeds.panel.list


def shown(journey: Journey) -> list[str]:
    """The rows of the panel: indented, with how many."""
    return [
        f"{'  ' * one.depth}{one.title} {one.count or ''}".rstrip() for one in views(journey).rows
    ]


def wait_for(journey: Journey, row: str) -> None:
    journey.wait(lambda: row in shown(journey))
    # What is asked for while feeds are still written waits its turn, and so has not run at once.
    journey.wait(lambda: not journey.window.frontend.feeds.reader.is_reading)
    journey.wait(lambda: not journey.app.database.is_busy())


def subscribe(journey: Journey, address: str) -> None:
    journey.window.run("feed.add")
    journey.type(address)
    journey.press("Enter")


def read_all(journey: Journey) -> None:
    journey.wait(lambda: not journey.window.frontend.feeds.reader.is_reading)
    journey.wait(lambda: not journey.window.frontend.feeds._soon.isActive())
    journey.wait(lambda: not journey.window.frontend.feeds._latest.is_waiting)


def go_to(journey: Journey, title: str) -> None:
    journey.wait(lambda: title in [one.title for one in views(journey).rows])
    row = [one.title for one in views(journey).rows].index(title)
    views(journey).setCurrentIndex(views(journey).model().index(row, 0))
    journey.window.run("go.views")


def test_the_panel_is_hidden_until_it_is_asked_for_and_stays_as_it_was_left(
    journey: Journey,
) -> None:
    journey.fill(_one_article)
    journey.start()
    assert journey.window.frontend._feeds is None
    assert journey.window.list_pane.tabs.isVisible()
    journey.press("Ctrl+F9")
    wait_for(journey, "Inbox 2")
    own = ["Inbox 2", "Later", "Archive", "Starred", "All", "Trash"]
    assert shown(journey) == [*own, "Feeds", "Tags", "#sea 2", "Sites", "Days"]
    assert not journey.window.list_pane.tabs.isVisible()
    journey.restart()
    assert journey.window.frontend.feeds.panel.isVisible()
    journey.press("Ctrl+F9")
    assert journey.window.list_pane.tabs.isVisible()
    journey.restart()
    assert journey.window.frontend._feeds is None


def test_a_site_is_subscribed_to_by_its_address_and_read_without_moving_what_is_read(
    at_home: Journey, web: WebServer
) -> None:
    journey = at_home
    reading = journey.window.reading.article_id
    web.put("/site", page(head="<link rel=alternate type=application/rss+xml href=/feed>"))
    web.put("/feed", rss(item(2), item(1)))
    subscribe(journey, web.address("/site"))
    wait_for(journey, "Harbour Review 2")
    assert journey.window.reading.article_id == reading
    assert journey.titles == ["Another", "Read now"]  # the inbox has nothing of it
    read_all(journey)
    assert [one.path for one in web.asked] == ["/site", "/feed"]  # each once
    assert views(journey).current_row().title == "Harbour Review"  # type: ignore[union-attr]
    go_to(journey, "Harbour Review")
    journey.press("Enter")
    assert journey.titles == ["Entry 2", "Entry 1"]
    assert journey.pane == "list"
    assert journey.window.list_pane.selected_ids() == [journey.number("Entry 2")]
    journey.wait(lambda: journey.window.reading.article_id == journey.number("Entry 2"))
    journey.press("Enter")
    web.put("/feed", rss(item(3), item(2), item(1)))
    journey.window.run("feed.refresh")
    journey.wait(lambda: journey.titles == ["Entry 3", "Entry 2", "Entry 1"])
    assert journey.window.list_pane.current_id() == journey.number("Entry 2")
    read_all(journey)
    assert journey.toast == "1 new article"
    journey.press("l")
    assert journey.app.queries.article(journey.number("Entry 2")).state is State.LATER
    assert journey.titles == ["Entry 3", "Entry 2", "Entry 1"]  # a feed's list keeps what is filed


def test_feeds_are_arranged_by_keys_and_left_and_all_of_it_can_be_undone(
    at_home: Journey, web: WebServer
) -> None:
    journey = at_home
    for name in ("a", "b"):
        web.put(f"/{name}", rss(item(1), title=f"Feed {name}"))
        subscribe(journey, web.address(f"/{name}"))
        wait_for(journey, f"Feed {name} 1")
    read_all(journey)
    go_to(journey, "Feed b")
    journey.press("Ctrl+M")
    journey.type("Slow/Sea")
    journey.press("Enter")
    wait_for(journey, "    Feed b 1")
    assert shown(journey)[6:11] == ["Feeds", "Slow 1", "  Sea 1", "    Feed b 1", "Feed a 1"]
    go_to(journey, "Sea")
    journey.press("Left")
    assert "    Feed b 1" not in shown(journey)
    journey.press("Left")
    assert views(journey).current_row().title == "Slow"  # type: ignore[union-attr]
    journey.press("Right Right Right")
    assert views(journey).current_row().title == "Feed b"  # type: ignore[union-attr]
    journey.press("F2")
    journey.focus().clear()  # type: ignore[attr-defined]
    journey.type("The sea")
    journey.press("Enter")
    wait_for(journey, "    The sea 1")
    journey.press("Delete")
    journey.wait(lambda: "Slow 1" not in shown(journey))
    assert "Unsubscribed from “The sea”" in journey.toast
    for _step in range(3):
        journey.window.run("undo")
    wait_for(journey, "Feed b 1")


def test_a_feed_that_is_refused_can_be_allowed_and_one_that_fails_tried_again(
    at_home: Journey, web: WebServer
) -> None:
    journey = at_home
    journey.app.settings.set(is_local_network_allowed=False)
    subscribe(journey, web.address("/feed"))
    journey.wait(lambda: "own machine or network" in journey.toast)
    journey.press("F6 Tab Enter")
    journey.wait(lambda: "no such page (404)" in journey.toast)
    assert len(journey.toasts) == 1, "what is tried again has failed no more"
    web.put("/feed", rss(item(1)))
    journey.press("F6 Enter")
    wait_for(journey, "Harbour Review 1")
    read_all(journey)


def test_a_feed_that_fails_has_a_sign_and_its_reason(at_home: Journey, web: WebServer) -> None:
    journey = at_home
    web.put("/feed", rss(item(1)))
    subscribe(journey, web.address("/feed"))
    wait_for(journey, "Harbour Review 1")
    read_all(journey)
    del web.answers["/feed"]
    journey.window.run("feed.refresh")
    journey.wait(lambda: any(one.failure for one in views(journey).rows))
    assert journey.toast == "0 new articles · 1 feed failed · its row shows why"
    (row,) = [at for at, one in enumerate(views(journey).rows) if one.failure]
    tip = views(journey).model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "no such page (404)" in tip
    panel = journey.window.frontend.feeds.panel
    journey.wait(lambda: "1 failed" in panel.foot.text())
    assert panel.why.isVisible()
    assert "no such page (404)" in panel.why.text()
    journey.press("g n Home")
    assert panel.why.isHidden()


def test_a_feed_that_was_to_be_added_can_be_subscribed_to(at_home: Journey, web: WebServer) -> None:
    journey = at_home
    QApplication.clipboard().setText(web.put("/feed", rss(item(1)), "Content-Type: text/xml"))
    journey.press("Ctrl+V")
    journey.wait(lambda: "is a feed, not an article" in journey.toast)
    (button,) = journey.window.toasts.shown[-1].more
    assert button.text() == "Subscribe"
    button.click()
    wait_for(journey, "Harbour Review 1")


def test_the_feed_of_a_page_that_was_added_can_be_subscribed_to(
    at_home: Journey, web: WebServer
) -> None:
    journey = at_home
    web.put("/feed", rss(item(1)))
    link = "<link rel=alternate type='application/rss+xml' href=/feed>"
    QApplication.clipboard().setText(web.put("/page", page(head=link)))
    journey.press("Ctrl+V")
    journey.wait(lambda: journey.toast == "1 added")
    (button,) = journey.window.toasts.shown[-1].more
    assert button.text() == "Subscribe"
    button.click()
    wait_for(journey, "Harbour Review 1")
    QApplication.clipboard().setText(web.put("/bare", page("Bare")))
    journey.press("Ctrl+V")
    journey.wait(lambda: journey.toasts[-1] == "1 added" and "Bare" in journey.titles)
    assert journey.window.toasts.shown[-1].more == []


def test_articles_and_feeds_are_dropped_on_rows(at_home: Journey, web: WebServer) -> None:
    journey = at_home
    web.put("/feed", rss(item(1)))
    subscribe(journey, web.address("/feed"))
    wait_for(journey, "Harbour Review 1")
    (feed,) = journey.app.queries.feeds()
    journey.app.history.do("Move", subscriptions.move, [feed.id], ["Slow"])
    journey.app.history.do("Tag", _tag, journey.number("Another"), "land")
    journey.wait(lambda: "Slow 1" in shown(journey) and "#land 1" in shown(journey))
    drop(views(journey), [journey.number("Read now")], "Later")
    assert journey.app.queries.article_ids(View.LATER) == [journey.number("Read now")]
    drop(views(journey), [journey.number("Read now")], "#land")
    assert journey.tags("Read now") == ("land", "sea")
    drop(views(journey), [journey.number("Another")], "Starred")
    assert journey.app.queries.article(journey.number("Another")).is_starred
    for takes_none in ("Slow", "All"):
        drop(views(journey), [journey.number("Another")], takes_none)
    drop(views(journey), [journey.number("Read now")], "Trash")
    assert journey.app.queries.article_ids(View.TRASH) == [journey.number("Read now")]
    journey.window.run("undo")
    drag = views(journey).model()
    rows = [one.title for one in views(journey).rows]
    data = drag.mimeData([drag.index(rows.index("Harbour Review"), 0)])
    drop(views(journey), data, "Feeds")
    assert journey.app.queries.feeds()[0].folder == ()
    assert views(journey).rows[0].kind is Kind.VIEW


def _tag(unit: object, article: int, name: str) -> None:
    from reader.operations.tags import tag_articles

    tag_articles(unit, [article], [name])  # type: ignore[arg-type]


def drop(rows: ViewList, what: list[int] | QMimeData, title: str) -> None:
    """Drops articles, or the data of a drag, on the row of a title."""
    data = dragged(what) if isinstance(what, list) else what
    at = [one.title for one in rows.rows].index(title)
    spot = rows.visualRect(rows.model().index(at, 0)).center()
    action, button = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        # From 6.12 on Qt would rather have a QPointF, which is no choice before.
        enter = QDragEnterEvent(spot, action, data, button, none)
        move = QDragMoveEvent(spot, action, data, button, none)
    before = rows.grab(rows.visualRect(rows.model().index(at, 0))).toImage()
    rows.dragEnterEvent(enter)
    rows.dragMoveEvent(move)
    over = rows.grab(rows.visualRect(rows.model().index(at, 0))).toImage()
    assert (over != before) is move.isAccepted(), "a row that takes it is framed"
    if move.isAccepted():
        rows.dropEvent(QDropEvent(QPointF(spot), action, data, button, none))


def test_dragging_a_heading_does_nothing(at_home: Journey) -> None:
    at_home.window.run("go.views")
    rows = views(at_home)
    wait_for(at_home, "Feeds")
    before, shown_before = shown(at_home), at_home.window.articles.view
    places = {
        title: rows.visualRect(rows.model().index(row, 0)).center()
        for row, title in enumerate(one.title for one in rows.rows)
    }
    left = Qt.MouseButton.LeftButton
    for heading, to in (("Feeds", "Trash"), ("Tags", "Feeds")):
        QTest.mousePress(rows.viewport(), left, pos=places[heading])
        for spot in (places[heading] - QPoint(0, 20), places[to]):
            at = QPointF(spot)
            globally = QPointF(rows.viewport().mapToGlobal(spot))
            kind, held = QEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
            move = QMouseEvent(kind, at, globally, Qt.MouseButton.NoButton, left, held)
            QApplication.sendEvent(rows.viewport(), move)
        assert rows.current_row() == next(one for one in rows.rows if one.title == heading)
        QTest.mouseRelease(rows.viewport(), left, pos=places[to])
        assert (shown(at_home), at_home.window.articles.view) == (before, shown_before)


def test_the_menu_of_a_row_names_what_it_does_with_that_row(
    at_home: Journey, web: WebServer
) -> None:
    journey = at_home
    web.put("/feed", rss(item(1)))
    subscribe(journey, web.address("/feed"))
    wait_for(journey, "Harbour Review 1")
    rows = views(journey)

    def offered(title: str) -> dict[str, QAction]:
        at = [one.title for one in rows.rows].index(title)
        return right_click(rows, rows.visualRect(rows.model().index(at, 0)).center())

    assert list(offered("#sea")) == ["Show", "Go to the tags", "Show views, feeds and tags"]
    of_feed = offered("Harbour Review")
    assert "Rename…" in of_feed
    of_feed["Unsubscribe"].trigger()
    assert journey.app.queries.feeds() == []


def test_lists_of_feeds_go_in_and_out(
    at_home: Journey, web: WebServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = at_home
    web.put("/1", rss(item(1), title="One"))
    web.put("/2", rss(item(2), title="Two"))
    outlines = "".join(f'<outline xmlUrl="{web.address(f"/{n}")}" text="N{n}"/>' for n in (1, 2))
    file = tmp_path / "in.opml"
    file.write_text(f'<opml><body><outline text="In">{outlines}</outline></body></opml>')
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: ([str(file)], ""))
    journey.window.run("feed.import")
    wait_for(journey, "In 2")  # of both, whichever is read first
    assert "  N2 1" in shown(journey)
    other = tmp_path / "out.opml"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(other), ""))
    journey.window.run("feed.export")
    assert '<outline text="In">' in other.read_text("utf-8")
    file.write_text("<html>")
    journey.window.run("feed.import")
    assert "is not a list of feeds" in journey.toast


def test_closing_the_window_ends_what_is_being_read(at_home: Journey, web: WebServer) -> None:
    journey = at_home
    web.put("/feed", rss(item(1)))
    subscribe(journey, web.address("/feed"))
    wait_for(journey, "Harbour Review 1")
    read_all(journey)

    def endless(connection: object, asked: Asked) -> None:
        connection.sendall(answer(b"x" * 9)[:-5])  # type: ignore[attr-defined]
        while connection.recv(9):  # type: ignore[attr-defined]
            pass

    web.answers["/feed"] = endless
    journey.window.run("feed.refresh")
    journey.wait(lambda: len(web.asked) > 1)
    journey.restart()
    (feed,) = journey.app.queries.feeds()
    assert feed.failure == ""


def test_the_mouse_shows_folds_and_subscribes(at_home: Journey, web: WebServer) -> None:
    journey = at_home
    journey.press("Ctrl+F9")
    wait_for(journey, "Later")
    rows = views(journey)

    def click(title: str, x: int) -> None:
        at = [one.title for one in rows.rows].index(title)
        rect = rows.visualRect(rows.model().index(at, 0))
        spot = QPoint(x, rect.bottom() - 12)
        QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    for title, view in (("Later", View.LATER), ("Trash", View.TRASH), ("All", View.ALL)):
        click(title, 80)
        assert journey.window.articles.view is view
    click("#sea", 80)
    assert journey.titles == ["Another", "Read now"]
    click("Feeds", rows.viewport().width() - 8 - 2 * 24 + 8)
    assert journey.focus().text() == ""  # type: ignore[attr-defined] # the field for an address
    journey.press("Escape")
    click("Tags", 80)
    assert "#sea 2" not in shown(journey)


def test_letters_jump_and_panes_follow_each_other(at_home: Journey) -> None:
    journey = at_home
    journey.press("g n")
    wait_for(journey, "Later")
    assert journey.pane == "views"
    journey.press("a")
    assert views(journey).current_row().title == "Archive"  # type: ignore[union-attr]
    journey.press("Enter")
    assert (journey.window.articles.view, journey.pane) == (View.ARCHIVE, "list")
    journey.press("Shift+F6")
    assert journey.pane == "views"
    journey.press("Ctrl+F9")
    assert journey.pane == "list"


def test_the_panel_comes_back_from_the_text_alone_as_the_library_is_then(at_home: Journey) -> None:
    journey = at_home
    journey.press("Ctrl+F9")
    wait_for(journey, "Starred")
    journey.press("Enter Shift+F11 s")
    assert not journey.window.frontend.feeds.panel.isVisible()
    journey.press("Shift+F11")
    wait_for(journey, "Starred 1")


def test_why_a_drop_did_nothing_is_said(at_home: Journey) -> None:
    journey = at_home
    journey.press("Ctrl+F9")
    wait_for(journey, "Archive")
    gone = 1 + max(journey.app.queries.article_ids(View.ALL))
    drop(views(journey), [gone], "Archive")
    assert str(gone) in journey.toast
    assert journey.app.queries.article_ids(View.ARCHIVE) == []


def test_in_a_row_without_articles_keys_act_on_none(at_home: Journey) -> None:
    journey = at_home
    before = journey.app.queries.articles(journey.app.queries.article_ids(View.ALL))
    journey.press("g n")
    wait_for(journey, "Later")
    journey.press("a Enter")
    assert (journey.window.articles.view, journey.pane) == (View.ARCHIVE, "list")
    assert journey.window.reading.article_id in (None, 0)
    assert "no article is selected" in journey.target
    journey.press("h l")
    assert journey.app.queries.articles(journey.app.queries.article_ids(View.ALL)) == before
    go_to(journey, "Inbox")
    journey.press("Enter")
    assert journey.window.reading.article_id == journey.window.list_pane.current_id()
    assert journey.titles[0] in journey.target


def test_a_feed_is_subscribed_to_from_everywhere_by_the_palette(
    at_home: Journey, web: WebServer
) -> None:
    journey = at_home
    QApplication.clipboard().setText(web.put("/feed", rss(item(1))))
    journey.press("Ctrl+K")
    journey.type("Subscribe to a feed")
    palette = journey.window.frontend.prompts.overlay(CommandPalette)
    assert palette.model.rows[0].row.value == "feed.add"
    journey.press("Enter Enter")  # the address that was copied
    wait_for(journey, "Harbour Review 1")


@pytest.mark.parametrize("key", ["Ctrl+F9", "wider"])
def test_annotations_come_back_with_the_room_for_them(journey: Journey, key: str) -> None:
    journey.fill(_one_article)
    journey.start()
    window = journey.window
    window.resize(1024, 640)
    assert window.sidebar.isVisible()
    journey.press("Ctrl+F9")
    assert not window.sidebar.isVisible()
    if key == "wider":
        window.resize(1300, 640)
    else:
        journey.press(key)
    journey.wait(lambda: window.sidebar.isVisible())
    journey.press("F9")  # a person wants them hidden
    assert not window.sidebar.isVisible()
    for width in (1024, 1300):
        window.resize(width, 640)
    assert not window.sidebar.isVisible()


def test_an_empty_field_is_no_mistake_before_anything_was_typed(at_home: Journey) -> None:
    journey = at_home
    for command in ("feed.add", "add.address"):
        journey.window.run(command)
        card = journey.window.frontend.prompts.overlay(TagNameCard)
        assert (journey.focus(), card.preview.text()) == (card.field, "")
        journey.press("Enter")
        assert card.is_open
        journey.type("x ")
        assert card.preview.text()
        journey.press("Escape")


def test_a_feed_that_is_cut_off_says_so_and_keeps_what_was_read(
    at_home: Journey, web: WebServer
) -> None:
    journey = at_home
    web.put("/feed", rss(item(1), item(2)).removesuffix("</item></channel></rss>"))
    app, names = journey.window.app, set[str]()
    app.history.subscribe(
        lambda _notice: names.update(one.name for one in app.queries.feeds(is_counted=False))
    )
    subscribe(journey, web.address("/feed"))
    wait_for(journey, "Harbour Review 2")
    assert names == {"Harbour Review"}  # also before it was read
    assert "The feed is incomplete" in journey.toast
    assert journey.window.toasts.shown[-1].label.wordWrap()  # all of it is in sight
    read_all(journey)
    assert "The feed is incomplete" in next(one.failure for one in views(journey).rows if one.feeds)


def test_of_several_feeds_of_a_page_it_is_said_which_is_taken(
    at_home: Journey, web: WebServer
) -> None:
    journey = at_home
    link = "<link rel=alternate type=application/rss+xml href=/{}>"
    web.put("/site", page(head=link.format("a") + link.format("b")))
    web.put("/a", rss(item(1), title="Posts"))
    subscribe(journey, web.address("/site"))
    wait_for(journey, "Posts 1")
    assert "“Posts” · the first of 2 feeds of the page" in journey.toast
    read_all(journey)


def test_when_the_feed_that_is_listed_is_left_the_inbox_is_listed(
    at_home: Journey, web: WebServer
) -> None:
    journey = at_home
    web.put("/feed", rss(item(3), item(2), item(1)))
    subscribe(journey, web.address("/feed"))
    wait_for(journey, "Harbour Review 3")
    read_all(journey)
    journey.press("g n Enter")
    assert journey.titles == ["Entry 3", "Entry 2", "Entry 1"]
    journey.press("l j e")
    journey.press("g n Delete")
    assert "Unsubscribed from “Harbour Review”" in journey.toast
    assert "2 kept articles stay (Later 1, Archive 1)" in journey.toast
    journey.wait(lambda: journey.window.articles.view is View.INBOX)
    assert journey.titles == ["Another", "Read now"]
    assert "Harbour" not in journey.window.list_pane.field.placeholderText()
    assert journey.window.reading.article_id == journey.number("Another")


def test_a_feed_that_is_left_while_the_panel_is_hidden_is_listed_no_more(
    at_home: Journey, web: WebServer
) -> None:
    journey = at_home
    web.put("/feed", rss(item(1)))
    subscribe(journey, web.address("/feed"))
    wait_for(journey, "Harbour Review 1")
    read_all(journey)
    journey.press("g n Enter Ctrl+F9")
    assert journey.titles == ["Entry 1"]
    journey.window.run("undo")
    journey.wait(lambda: journey.window.articles.view is View.INBOX)
    journey.wait(lambda: journey.titles == ["Another", "Read now"])


def test_the_page_of_a_short_entry_is_fetched_by_a_click_above_its_text(
    at_home: Journey, web: WebServer
) -> None:
    """Nothing near the text said that there is more of it."""
    journey = at_home
    long = " ".join(f"Word {n} of the whole page." for n in range(60))
    web.put(
        "/feed",
        rss(item(1, more=f"<link>{web.address('/1')}</link>"), item(2, text=f"<p>{long}</p>")),
    )
    web.put("/1", page(body=f"<p>The whole page is here.</p><p>{long}</p>"))
    subscribe(journey, web.address("/feed"))
    wait_for(journey, "Harbour Review 2")
    go_to(journey, "Harbour Review")
    journey.press("Enter")
    banner = journey.window.revisions.more_banner
    assert banner is None
    for title, is_short in (("Entry 2", False), ("Entry 1", True)):
        journey.window.list_pane.select(journey.number(title))
        journey.wait(lambda: journey.window.reading.article_id == journey.number(title))  # noqa: B023
        banner = journey.window.revisions.more_banner
        assert (banner is not None and banner.isVisible()) is is_short
    assert banner is not None
    QTest.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    journey.wait(lambda: "The whole page is here." in journey.window.reading_pane.toPlainText())
    journey.wait(lambda: banner.isHidden())
