"""A right click: what the text, a highlight, a link, a card and an article of the list offer."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt, QUrl
from PySide6.QtGui import QAction, QContextMenuEvent, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFileDialog, QMenu, QWidget

from reader.core.article_draft import Draft
from reader.core.article_source import Asset, Source
from reader.core.models import Color
from reader.operations import annotations, articles, tags
from reader.operations.history import History
from reader.ui.overlays.overlay import open_overlay
from reader.ui.overlays.picture_viewer import PictureViewer
from reader.ui.tags.tags_page import TagsPage
from tests.importers.test_assets import png
from tests.journeys.conftest import Journey
from tests.journeys.test_mouse_and_cards import card_rect, drag, spot, text_of

HTML = (
    "<p>One sentence here. Another <a href='https://example.org/a'>way out</a> is there.</p>"
    "<p>Marked words stand here. And some more.</p>"
)


def two(history: History) -> None:
    drafts = [
        Draft("First", HTML, Source(b"1", "1.html", "/1"), "test/1", "text/html"),
        Draft(
            "Second", "<p>Two.</p>", Source(b"2", "2.html", "/2"), "test/1", "text/html",
            url="https://example.org/two",
        ),
    ]  # fmt: skip
    for draft in drafts:
        history.write(articles.add_many, [draft])


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []

    def open_url(url: QUrl) -> bool:
        found.append(url.toString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return found


def menu_by_key(widget: QWidget) -> dict[str, QAction]:
    """What the menu key offers, as Qt sends it: to what has the focus, where its cursor is."""
    cursor = QRectF(widget.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle))
    place = cursor.toRect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    found = dict(_offered(menu, ""))
    menu.close()
    return found


def right_click(area: QAbstractScrollArea, place: QPoint) -> dict[str, QAction]:
    """What is offered, by title; what is in a submenu, by both titles."""
    viewport = area.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.RightButton, pos=place)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(viewport, QContextMenuEvent(reason, place, viewport.mapToGlobal(place)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    y = viewport.mapToGlobal(place).y()
    assert menu.y() == y or y + menu.height() > menu.screen().geometry().bottom()
    found = dict(_offered(menu, ""))
    menu.close()
    return found


def _offered(menu: QMenu, before: str) -> Iterator[tuple[str, QAction]]:
    for action in menu.actions():
        inner = action.menu()
        title = before + action.text().replace("&", "").partition("\t")[0]
        if isinstance(inner, QMenu):
            inner.aboutToShow.emit()
            yield from _offered(inner, f"{title}: ")
        elif not action.isSeparator():
            yield title, action


def test_a_menu_by_key_leaves_the_passage(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    journey.window.articles.reveal(journey.number("First"))
    journey.press("Enter j")
    assert journey.passage == "Marked words stand here. And some more."
    assert "Highlight" in menu_by_key(journey.focus())
    assert journey.passage == "Marked words stand here. And some more."


def test_the_tick_of_star_tells_of_what_would_be_starred(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    window, first = journey.window, journey.number("First")
    window.articles.reveal(first)
    journey.press("Enter")
    window.run("article.star")
    assert journey.app.queries.article(first).is_starred
    window.list_pane.picking.select_all()
    assert journey.pane == "reading"
    assert window.frontend.menu_state().shown["article.star"]
    window.list_pane.focus_list()
    assert not window.frontend.menu_state().shown["article.star"], "one of the two is not"


def test_the_page_of_tags_has_a_menu(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    for name in ("alpha", "beta", "gamma"):
        journey.app.history.write(tags.make, [name])
    journey.press("g t")
    page = journey.window.pages.page
    assert isinstance(page, TagsPage)

    def chosen() -> list[str]:
        return list(page.chosen)

    beta, gamma = (page.view.visualRect(page.model.index(row, 0)).center() for row in (1, 2))
    offered = right_click(page.view, beta)
    assert chosen() == ["beta"]
    wanted = {"Show what has the tag", "Rename the tag…", "Merge the tag into another…"}
    assert wanted | {"Link the tag to a colour…", "Delete the tag"} <= offered.keys()
    group = "Make it a quick tag in the text: "
    offered[f"{group}Make it quick tag 3 in the text"].trigger()
    assert journey.app.queries.slots() == {3: "beta"}, "which the mouse could not do"
    offered["Delete the tag"].trigger()
    assert [row.name for row in page.model.rows] == ["alpha", "gamma"]
    journey.press("Ctrl+Z g g x j x")
    right_click(page.view, beta)
    assert chosen() == ["alpha", "beta"], "all that are selected"
    right_click(page.view, gamma)
    assert chosen() == ["gamma"], "what is clicked on is not selected"
    assert menu_by_key(page.view)["Delete the tag"].isEnabled()


def test_a_right_click_offers_what_can_be_done_there(journey: Journey, opened: list[str]) -> None:
    journey.fill(two)
    journey.start()
    pane, window = journey.window.reading_pane, journey.window
    journey.window.articles.reveal(journey.number("First"))

    def place(words: str) -> QPoint:
        return spot(journey, text_of(journey).index(words) + 3)

    text = right_click(pane, place("One sentence"))
    assert journey.passage == "One sentence here."
    assert "Delete the highlight" not in text
    assert "Open the link" not in text
    right_click(pane, place("Marked"))["Colour: Highlight in green"].trigger()
    assert [(one.exact, one.color) for one in journey.cards] == [
        ("Marked words stand here.", Color.GREEN)
    ]
    offered = right_click(pane, place("One sentence"))
    assert "Highlight" in offered
    offered = right_click(pane, place("Marked"))
    assert "Highlight" not in offered
    assert not offered["Adjust: Split the highlight"].isEnabled(), "nothing overlaps it"
    offered["Colour: Highlight in pink"].trigger()
    assert [one.color for one in journey.cards] == [Color.PINK]
    drag(journey, "words stand")
    assert "Highlight" in right_click(pane, place("words st")), "the selection is kept"
    assert journey.passage == "words stand"
    right_click(pane, place("One sentence"))
    assert journey.passage == "One sentence here.", "the selection is elsewhere"

    link = right_click(pane, place("way out"))
    link["Open the link"].trigger()
    right_click(pane, place("way out"))["Copy its address"].trigger()
    assert opened == ["https://example.org/a"]
    assert QApplication.clipboard().text() == "https://example.org/a"

    card = right_click(window.sidebar.list, card_rect(journey, 0).center())
    assert journey.pane == "sidebar"
    assert not card["Open a link of the note…"].isEnabled()
    annotation = journey.cards[0].id
    journey.app.history.do("Note", annotations.set_note, annotation, "See <https://example.org/n>")
    card = right_click(window.sidebar.list, card_rect(journey, 0).center())
    card["Open a link of the note…"].trigger()
    assert opened[-1] == "https://example.org/n"
    card["Delete the highlight"].trigger()
    assert journey.cards == []

    rows = window.list_pane.list

    def offered_in_list(title: str) -> dict[str, QAction]:
        row = journey.titles.index(title)
        return right_click(rows, rows.visualRect(rows.model().index(row, 0)).center())

    first = offered_in_list("First")
    assert not first["Open the original in the browser"].isEnabled()
    assert not first["Star"].isChecked()
    first["Star"].trigger()
    assert offered_in_list("First")["Star"].isChecked()
    second = offered_in_list("Second")
    second["Copy the address"].trigger()
    window.list_pane.picking.select_all()
    both = offered_in_list("Second")
    assert not both["Star"].isChecked(), "one of them has none"
    assert (len(window.list_pane.selected_ids()), "Move to the trash" in both) == (2, True)
    window.list_pane.picking.select_none()
    assert QApplication.clipboard().text() == "https://example.org/two"
    second = offered_in_list("Second")
    assert "Restore from the trash" not in second
    second["Move to the trash"].trigger()
    assert journey.titles == ["First"]
    journey.press("g x")
    offered_in_list("Second")["Restore from the trash"].trigger()
    assert journey.titles == []


def test_a_right_click_on_an_image_offers_what_can_be_done_with_it(
    journey: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[str]
) -> None:
    address = "https://example.org/map.png"
    shown = png(3000, 1000)
    one = Asset(sha256(shown).hexdigest(), "image/png", shown, address)
    image = f'<img src="asset:{one.sha256}" alt="A map">'
    html = f'<p>Before.</p><p><a href="https://example.org/maps">{image}</a></p><p>After.</p>'
    source = Source(html.encode(), "p.html", "/tmp/p.html")
    draft = Draft("Maps", html, source, "test/1", "text/html", assets=(one,))
    journey.fill(lambda history: history.write(articles.add_many, [draft]) and None)
    journey.start()
    pane = journey.window.reading_pane
    middle = pane.viewport().width() // 2
    heights = range(0, pane.viewport().height(), 8)
    place = next(at for y in heights if pane.image_at(at := QPoint(middle, y)))
    offered = right_click(pane, place)
    assert list(offered)[:6] == [
        "Open the link", "Copy its address",
        "Show in full size", "Copy the image", "Save the image…", "Copy the address of the image",
    ]  # fmt: skip
    offered["Copy its address"].trigger()
    assert QApplication.clipboard().text() == "https://example.org/maps"
    offered["Open the link"].trigger()
    assert opened == ["https://example.org/maps"]
    journey.press("Enter o Down Enter")  # by key, the link is behind the image
    assert opened == ["https://example.org/maps"] * 2
    offered["Copy the address of the image"].trigger()
    assert QApplication.clipboard().text() == address
    offered["Copy the image"].trigger()
    assert QApplication.clipboard().image().isNull(), "the window does not wait for it"
    journey.wait(lambda: QApplication.clipboard().image().width() == 3000)  # all its pixels
    asked: list[str] = []

    def choose(_window: QWidget, _title: str, start: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return str(tmp_path / "saved.png"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    right_click(pane, place)["Save the image…"].trigger()
    assert asked == ["A map.png"]
    journey.wait(lambda: any("saved.png" in text for text in journey.toasts))
    assert (tmp_path / "saved.png").read_bytes() == shown, "as it was added"
    right_click(pane, place)["Show in full size"].trigger()
    viewer = open_overlay(journey.window)
    assert isinstance(viewer, PictureViewer)
    assert list(right_click(viewer.view, viewer.view.viewport().rect().center())) == [
        "Copy the image", "Save the image…", "Copy the address of the image"
    ]  # fmt: skip


def test_the_mouse_leaves_focus_mode_by_menu_and_by_notification(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    window = journey.window
    pane = window.reading_pane
    place = pane.viewport().rect().center()
    assert "Leave focus mode" not in right_click(pane, place)
    for way in ("menu", "notification"):
        window.run("view.focus")
        assert not window.list_pane.isVisible()
        journey.wait(lambda: journey.toasts)
        if way == "menu":
            right_click(pane, place)["Leave focus mode"].trigger()
        else:
            (toast,) = window.toasts.shown
            (button,) = toast.more
            assert button.text() == "Leave focus mode"
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            assert window.toasts.shown == ()
        assert window.list_pane.isVisible()
        assert window.menuBar().isVisible()
