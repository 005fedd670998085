"""Themes, narrow windows, and notes that are being written when something goes wrong."""

import json
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QTextBlock
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextEdit, QWidget

from reader.commands.context import Pane
from reader.core.models import View
from reader.core.text.searching.text_search import SearchTerm
from reader.operations.history import History
from reader.settings import Settings
from reader.ui.pages.page_tabs import PageTabs
from reader.ui.preferences.preferences_page import PreferencesPage
from reader.ui.style.theme import current_theme
from reader.ui.window.startup.application import fit_to_screen
from tests.journeys.conftest import Journey, keep


def two(history: History) -> None:
    keep(history, "Second|The other text.", "First|One here. Two there. Three.")


def start(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    journey.press("Enter")


class Told(QObject):
    """Notes the widgets that hear of another style sheet."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.widgets: list[QObject] = []

    def eventFilter(self, widget: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.StyleChange:
            self.widgets.append(widget)
        return False


def inks(journey: Journey) -> set[str]:
    """The colours of the characters of the text."""
    return inks_of(journey.window.reading_pane)


def inks_of(pane: QTextEdit) -> set[str]:
    found: set[str] = set()
    block: QTextBlock = pane.document().begin()
    while block.isValid():
        found.update(f.format.foreground().color().name() for f in block.textFormats())
        block = block.next()
    return found


def test_the_open_article_takes_the_theme_at_once(journey: Journey) -> None:
    start(journey)
    for _ in range(4):
        before = current_theme().name
        journey.press("Ctrl+Shift+L")
        theme = current_theme()
        assert theme.name != before
        assert theme.ink in inks(journey)
        assert inks(journey) <= {theme.ink, theme.muted, theme.accent}
        label = journey.window.list_pane.footer.label
        assert label.palette().color(label.foregroundRole()).name() == theme.muted


def test_hits_in_the_list_take_the_theme(journey: Journey) -> None:
    start(journey)
    journey.press("/")
    journey.type("first")
    journey.wait(lambda: journey.titles == ["First"])
    journey.press("Enter")
    rows = journey.window.list_pane.list
    rows.grab()
    journey.press("Ctrl+, Ctrl+Shift+L Escape")
    shown = rows.grab().toImage()
    rows.set_sought(())
    assert rows.grab().toImage() != shown, "there is no hit"
    rows.set_sought((SearchTerm("first", is_beginning=True),))
    assert rows.grab().toImage() == shown


def test_a_page_takes_the_theme_when_it_is_shown_next(journey: Journey, qapp: QApplication) -> None:
    start(journey)

    def muted(page: QWidget) -> list[bool]:
        return [
            label.palette().color(label.foregroundRole()).name() == current_theme().muted
            for label in page.findChildren(QLabel)
        ]

    journey.window.run("go.backups")
    page = journey.window.pages.page
    assert page is not None
    before = muted(page)
    assert any(before)
    journey.press("Escape")
    for _theme in range(2):
        journey.press("Ctrl+Shift+L")
    assert not any(muted(page))  # not styled while it is hidden
    journey.window.run("go.backups")
    assert journey.window.pages.page is page
    assert muted(page) == before
    picture = page.grab().toImage()
    sheet = qapp.styleSheet()
    qapp.setStyleSheet("")
    qapp.setStyleSheet(sheet)
    assert page.grab().toImage() == picture
    journey.press("Ctrl+Shift+L")  # shown
    assert muted(page) == before


def test_what_is_under_a_page_is_not_told_of_a_theme_until_it_is_shown(journey: Journey) -> None:
    start(journey)
    tabs = journey.window.list_pane.tabs
    journey.window.run("go.tags")
    page = journey.window.pages.page
    assert page is not None
    told = Told(journey.window)
    for part in (tabs, page):
        part.installEventFilter(told)
    journey.press("Ctrl+Shift+L")
    assert set(told.widgets) == {page}
    journey.window.run("go.all")
    assert tabs in told.widgets
    label = journey.window.list_pane.footer.label
    assert label.palette().color(label.foregroundRole()).name() == current_theme().muted
    told.widgets.clear()
    journey.press("Ctrl+Shift+L")
    assert set(told.widgets) == {tabs}


def test_the_preview_takes_the_theme_when_it_is_shown_next(journey: Journey) -> None:
    start(journey)
    preview = journey.window.pages.made(Pane.PREFERENCES, PreferencesPage).preview.text
    journey.window.run("go.preferences")
    journey.window.run("go.all")
    before = inks_of(preview)
    journey.press("Ctrl+Shift+L")
    assert inks_of(preview) == before
    assert current_theme().ink not in before
    journey.window.run("go.preferences")
    assert current_theme().ink in inks_of(preview)
    assert preview.palette().base().color().name() == current_theme().paper


def test_a_theme_is_seen_before_it_is_chosen(journey: Journey) -> None:
    start(journey)
    settings, before = journey.app.settings, current_theme().name
    for key in ("Escape", "Enter"):
        journey.window.run("view.theme")
        assert current_theme().name == before
        journey.press("Down")
        journey.press("Down")
        journey.press("Down")
        assert current_theme().name == "dark"
        assert current_theme().ink in inks(journey)
        journey.press(key)
        chosen = key == "Enter"
        assert settings.text("theme") == ("dark" if chosen else "system")
        assert current_theme().name == ("dark" if chosen else before)


def test_in_a_narrow_window_one_outer_pane_gives_way(journey: Journey) -> None:
    start(journey)
    window = journey.window
    window.resize(640, 600)
    journey.wait(lambda: not window.sidebar.isVisible())
    journey.press("F9")
    assert window.sidebar.isVisible()
    assert not window.list_pane.isVisible()
    journey.press("/")
    assert window.list_pane.isVisible()
    assert not window.sidebar.isVisible()


def test_views_take_the_place_of_the_list_where_both_have_no_room(journey: Journey) -> None:
    start(journey)
    window = journey.window
    window.resize(1380, 860)
    journey.press("Ctrl+F9")
    panel = window.frontend.feeds.panel
    shown = (panel, window.list_pane, window.reading_pane)

    def seen() -> list[bool]:
        visible = [one for one in shown if one.isVisible()]
        places = [QRect(one.mapTo(window, QPoint()), one.size()) for one in visible]
        assert all(window.rect().contains(place) for place in places)
        assert not any(one.intersects(other) for one, other in combinations(places, 2))
        return [one in visible for one in shown]

    assert seen() == [True, True, True]
    window.resize(640, 600)
    journey.wait(lambda: seen() == [False, True, True])
    journey.press("Ctrl+F9")
    journey.wait(lambda: seen() == [True, False, True] and panel.list.rows)
    keys = [one.key for one in panel.list.rows]
    at = panel.list.visualRect(panel.list.model().index(keys.index(View.ARCHIVE), 0)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    journey.wait(lambda: seen() == [False, True, True])
    assert journey.pane == "list"
    journey.press("Ctrl+F9 Ctrl+F9")
    journey.wait(lambda: seen() == [False, True, True])
    journey.press("Ctrl+F9")
    window.resize(1380, 860)
    journey.wait(lambda: seen() == [True, True, True])
    window.resize(640, 600)
    journey.wait(lambda: seen() == [False, True, True])
    journey.press("Shift+F11")
    window.resize(1380, 860)
    QApplication.processEvents()
    assert seen() == [False, False, True], "the focus mode goes on"
    journey.press("Shift+F11")
    window.resize(1390, 860)
    journey.wait(lambda: seen() == [True, True, True])


def test_a_window_that_is_made_wide_again_looks_as_before(journey: Journey) -> None:
    start(journey)
    window = journey.window
    window.resize(1380, 860)
    tabs = window.findChild(PageTabs)
    assert tabs is not None
    journey.wait(lambda: tabs.geometry().right() < window.width())
    before = window.splitter.sizes()
    window.resize(640, 800)
    assert not window.sidebar.isVisible()
    assert not tabs.isVisible()
    window.resize(1380, 860)
    assert window.splitter.sizes() == pytest.approx(before, abs=1)
    shown = tabs.tabs
    assert [shown.isTabVisible(at) for at in range(shown.count())] == [False] + [True] * 4
    journey.wait(lambda: shown.width() == shown.sizeHint().width())


@pytest.mark.parametrize("is_maximized", [True, False])
def test_full_screen_ends_in_the_window_it_began_in(journey: Journey, is_maximized: bool) -> None:
    start(journey)
    window = journey.window
    if is_maximized:
        window.showMaximized()
    journey.press("F11")
    assert window.isFullScreen()
    journey.press("F11")
    assert (window.isFullScreen(), window.isMaximized()) == (False, is_maximized)


def test_a_note_being_typed_is_saved_soon(journey: Journey) -> None:
    start(journey)
    journey.press("n")
    journey.type("half a thought")
    journey.wait(lambda: [card.note for card in journey.cards] == ["half a thought"])
    journey.press("Escape")


def test_drafts_of_nonsense_do_not_keep_the_window_shut(journey: Journey) -> None:
    (journey.directory / "drafts.json").write_text(
        json.dumps({"annotation:x": "y", "z": 3}), "utf-8"
    )
    start(journey)
    assert journey.window.drafts.drafts == {}


def test_a_persons_own_file_stands_on_top_of_the_starters(
    first_journey: Journey, tmp_path: Path
) -> None:
    journey = first_journey
    file = tmp_path / "mine.txt"
    file.write_text("Mine\n\nA text of my own, read at the first start.\n", "utf-8")
    journey.start()
    journey.window.open_named([file])
    journey.wait(lambda: journey.window.windowTitle() == "Mine — Postil")
    assert journey.titles[0] == "Mine"
    assert len(journey.titles) > 6


def test_the_views_look_the_same_in_another_theme(journey: Journey) -> None:
    start(journey)
    journey.window.resize(1024, 640)
    journey.press("g e")
    tabs = journey.window.list_pane.tabs
    before = [tabs.tabRect(index) for index in range(tabs.count())]
    for _theme in range(2):
        journey.press("Ctrl+Shift+L")
        assert [tabs.tabRect(index) for index in range(tabs.count())] == before


def test_a_window_saved_larger_than_the_screen_is_fitted_to_it(journey: Journey) -> None:
    Settings(journey.directory / "settings.json").set(window_width=9000, window_height=7000)
    journey.fill(two)
    journey.start()
    fit_to_screen(journey.window)
    assert journey.window.frameGeometry().size() == journey.window.screen().availableSize()


def test_the_empty_annotations_show_the_keyboard_and_the_ways_on(journey: Journey) -> None:
    start(journey)
    empty = journey.window.sidebar.empty
    before = empty.grab().toImage()
    journey.press("F6")
    assert empty.hasFocus()
    assert empty.grab().toImage() != before
    labels = dict(journey.window.strip.key_labels)
    assert labels["Esc"] == "back to the text"
    assert labels["n"] == "note"
