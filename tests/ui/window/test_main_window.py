"""The frame: what it remembers, how it makes do with little room, which pane a widget is in."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QTextBrowser, QWidget
from pytestqt.qtbot import QtBot

from reader import paths
from reader.commands.context import Pane
from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.core.errors import PostilError
from reader.core.feeds import Subscription
from reader.core.models import View
from reader.library import note_drafts
from reader.library.note_drafts import Draft as NoteDraft
from reader.operations import articles, starter_articles
from reader.operations.feeds import subscriptions
from reader.operations.history import History
from reader.services import Services
from reader.ui.reading import reading_progress
from reader.ui.reading.page_view import PageView
from reader.ui.window.layout.pane_splitter import COMFORTABLE_TEXT, NARROWEST_TEXT
from reader.ui.window.layout.panes import NARROW
from reader.ui.window.main_window import MainWindow
from tests.conftest import PutFilled
from tests.test_architecture import LATE

Open = Callable[[], MainWindow]


def fill(history: History) -> None:
    starter_articles.remember(history)
    for title in "BA":
        html = f"<p>{title}. Words of {title}.</p>"
        source = Source(html.encode(), f"{title}.html", "x")
        draft = Draft(title, html, source, "test/1", "text/html")
        history.write(articles.add_many, [draft])


@pytest.fixture
def library(data_dir: Path, put_filled: PutFilled) -> None:
    """A library with two articles, A above B."""
    put_filled(paths.library_file(data_dir), fill)


@pytest.fixture
def open_window(qtbot: QtBot, data_dir: Path) -> Iterator[Open]:
    """Opens the window of the library; once more is closing it and opening it again."""
    opened: list[MainWindow] = []

    def close() -> None:
        for window in opened:
            window.close()
            window.deleteLater()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            window.app.close()
        opened.clear()

    def open_() -> MainWindow:
        close()
        window = MainWindow(Services.open(data_dir))
        opened.append(window)
        window.show()
        qtbot.waitExposed(window)
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return window

    yield open_
    close()


def settings_of(data_dir: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((data_dir / "settings.json").read_text("utf-8"))
    return found


def test_it_opens_on_the_list_with_the_first_article(library: None, open_window: Open) -> None:
    window = open_window()
    assert window.windowTitle() == "A — Postil"
    assert window.panes.present_pane() is Pane.LIST
    assert window.strip.accessibleName().startswith("article “A”")
    assert (window.width(), window.height()) == (1380, 860)


def test_the_text_is_set_in_a_window_that_has_its_size(
    library: None, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_at: list[int] = []

    def take(view: PageView, document: QTextDocument) -> None:
        set_at.append(view.width())
        QTextBrowser.setDocument(view, document)

    monkeypatch.setattr(PageView, "setDocument", take)
    window = open_window()
    assert set_at == [window.reading_pane.width()]


class Moved(QObject):
    """Lists the widgets that are moved to another parent with all that they hold."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ParentChange and watched.children():
            self.found.append(type(watched).__name__)
        return False


def test_the_panes_are_made_in_their_places_and_tab_goes_through_them_in_order(
    library: None, open_window: Open, qapp: QApplication
) -> None:
    moved = Moved()
    qapp.installEventFilter(moved)
    window = open_window()
    qapp.removeEventFilter(moved)
    assert moved.found == []  # each would be styled twice, with all that is in it
    panes = [window.list_pane.list, window.reading_pane, window.sidebar.list]
    passed: list[QWidget] = []
    widget = window.nextInFocusChain()
    while widget is not None and widget is not window:
        passed += [pane for pane in panes if pane is widget]
        widget = widget.nextInFocusChain()
    assert passed == panes


def test_an_empty_library_says_what_to_do(open_window: Open, data_dir: Path) -> None:
    made = Services.open(data_dir)
    starter_articles.remember(made.history)
    made.close()
    window = open_window()
    assert window.windowTitle() == "Postil"
    assert window.reading.article is None
    assert "add files" in window.strip.accessibleName()


def test_size_widths_article_and_view_are_remembered(library: None, open_window: Open) -> None:
    window = open_window()
    window.resize(1111, 777)
    window.splitter.set_wanted_widths(260, 240)
    window.run("article.next")
    window.run("go.starred")
    window = open_window()
    assert (window.width(), window.height()) == (1111, 777)
    assert window.splitter.wanted_widths == (260, 240)
    assert window.articles.view is View.STARRED
    window.run("go.inbox")
    window = open_window()
    assert window.windowTitle() == "B — Postil" or window.windowTitle() == "A — Postil"


def test_the_article_that_was_open_is_open_again(
    library: None, open_window: Open, data_dir: Path
) -> None:
    open_window()
    window = open_window()
    written = settings_of(data_dir)
    window.run("article.next")
    assert window.windowTitle() == "B — Postil"
    assert settings_of(data_dir) == written  # no disk that one waits for
    assert open_window().windowTitle() == "B — Postil"


def test_the_article_that_is_open_is_kept_after_a_while(
    library: None,
    open_window: Open,
    data_dir: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reading_progress, "SAVE_AFTER", 10)
    window = open_window()
    window.run("article.next")
    shown = window.reading.article
    assert shown is not None
    written = data_dir / "settings.json"
    qtbot.waitUntil(lambda: written.exists() and settings_of(data_dir).get("article") == shown.id)


def test_an_article_that_is_gone_is_not_looked_for(
    library: None, open_window: Open, data_dir: Path
) -> None:
    open_window()
    open_window().app.settings.set(article=4711)
    assert open_window().windowTitle() == "A — Postil"


@pytest.mark.parametrize("width", [NARROW - 1, 640, 480])
def test_with_little_room_the_sidebar_lies_aside(
    library: None, open_window: Open, qtbot: QtBot, width: int
) -> None:
    window = open_window()
    window.panes.focus_pane(Pane.SIDEBAR)
    window.resize(width, 600)
    qtbot.waitUntil(lambda: not window.sidebar.isVisible())
    assert window.panes.present_pane() is Pane.READING
    assert window.reading_pane.width() >= min(NARROWEST_TEXT, width)
    assert window.width() == max(width, window.minimumWidth())
    window.run("view.sidebar")
    assert window.sidebar.isVisible()
    window.resize(1400, 800)
    assert window.sidebar.isVisible()


def test_with_little_room_it_opens_with_the_list_not_with_the_views(
    library: None, open_window: Open, qtbot: QtBot
) -> None:
    window = open_window()
    window.run("view.views")
    window.resize(640, 600)
    window = open_window()
    assert window.width() == 640
    panel = window.frontend.feeds.panel
    assert (window.list_pane.isVisible(), panel.isVisible()) == (True, False)
    assert window.reading_pane.width() >= COMFORTABLE_TEXT - 2
    window.resize(1400, 800)
    qtbot.waitUntil(panel.isVisible)


def test_at_every_size_the_text_keeps_half(library: None, open_window: Open, qtbot: QtBot) -> None:
    window = open_window()
    for width in (920, 1100, 1380, 1920, 3840):
        window.resize(width, 900)
        QCoreApplication.processEvents()
        left, middle, right = window.splitter.sizes()
        assert middle >= (left + middle + right) * 0.5 - 2, width
        assert left >= 200
        assert right >= 200


def drag_edge(window: MainWindow, edge: int, by: int) -> None:
    """Drag an edge between the panes with the mouse, from left to right."""
    handle = window.splitter.handle(edge)
    start = QPointF(handle.rect().center())
    kinds = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease)
    for kind, place in zip(kinds, (start, *[start + QPointF(by, 0)] * 2), strict=True):
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        event = QMouseEvent(kind, place, QPointF(handle.mapToGlobal(place)), left, left, none)
        QApplication.sendEvent(handle, event)


def test_a_pane_that_gave_way_is_not_narrower_later_as_another_is_dragged(
    library: None, open_window: Open
) -> None:
    window = open_window()
    window.resize(1000, 800)
    window.splitter.set_wanted_widths(344, 320)
    shown = window.splitter.sizes()
    assert shown[0] < 344
    drag_edge(window, 2, 20)
    assert window.splitter.sizes()[2] < shown[2]
    assert window.splitter.wanted_widths == (344, window.splitter.sizes()[2])


def test_the_edge_of_the_panel_of_views_which_has_one_width_is_no_handle(
    library: None, open_window: Open
) -> None:
    window = open_window()
    window.resize(1400, 800)
    window.run("view.views")
    edges = [window.splitter.handle(edge) for edge in (1, 2, 3)]
    assert [edge.isEnabled() for edge in edges] == [False, True, True]


def test_which_pane_a_widget_is_in(library: None, open_window: Open) -> None:
    window = open_window()
    wanted: list[tuple[QWidget, Pane | None]] = [
        (window.list_pane.list, Pane.LIST),
        (window.list_pane.field, Pane.LIST),
        (window.reading_pane, Pane.READING),
        (window.reading_pane.viewport(), Pane.READING),
        (window.strip, Pane.READING),
        (window.sidebar.list, Pane.SIDEBAR),
        (window.sidebar.title, Pane.SIDEBAR),
        (window, Pane.READING),
        (window.menuBar(), None),
    ]
    assert [window.panes.place_of(widget) for widget, _pane in wanted] == [
        pane for _w, pane in wanted
    ]
    window.run("help.palette")
    focus = QApplication.focusWidget()
    assert focus is not None
    assert window.panes.pane_of(focus) is None


def test_the_buttons_of_a_toast_undo(library: None, open_window: Open) -> None:
    window = open_window()
    window.run("article.archive")
    assert window.windowTitle() == "B — Postil"
    (toast,) = window.toasts.shown
    QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert [shown.text for shown in window.toasts.shown] == ["Undone: Move to the archive · in “A”"]
    assert list(window.list_pane.model.ids.all()) == [2, 1]


def test_about_tells_versions_and_places(library: None, open_window: Open, data_dir: Path) -> None:
    window = open_window()
    window.run("help.about")
    text = window.toasts.shown[-1].text
    for words in ("Postil ", str(data_dir / "library.sqlite"), "Qt ", "SQLite ", "Python "):
        assert words in text


def test_an_article_that_cannot_be_read_is_told(
    library: None, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()

    def refuse(_number: int) -> None:
        raise PostilError("It cannot be read.")

    monkeypatch.setattr(window.app.queries, "revision", refuse)
    window.run("article.next")
    assert window.toasts.shown[-1].text == "It cannot be read."
    monkeypatch.undo()
    window.run("article.previous")
    assert window.windowTitle() == "A — Postil"


@pytest.mark.parametrize(
    "content",
    [
        '{"view": "nonsense", "sort": "nonsense", "color": "mauve", "theme": "mauve"}',
        '{"text_size": -4, "line_height": 0, "measure": 0}',
        '{"window_width": 0, "window_height": -1, "list_width": 100000, "sidebar_width": -5}',
        '{"article": -1, "is_list_visible": false, "is_sidebar_visible": false}',
        "not json",
    ],
)
def test_it_opens_whatever_the_settings_hold(
    library: None, open_window: Open, data_dir: Path, content: str
) -> None:
    (data_dir / "settings.json").write_text(content, "utf-8")
    window = open_window()
    window.panes.focus_pane(Pane.READING)
    window.run("highlight")
    assert [shown.text for shown in window.toasts.shown] == ["Highlighted in yellow"]
    assert window.width() >= 480


@pytest.mark.parametrize(
    "content",
    [
        "not json",
        "[]",
        '{"annotation:x": "words", "article": "words", "": "words", "annotation:": "w"}',
        '{"annotation:1": 5, "article:1": null}',
    ],
)
def test_it_opens_whatever_the_drafts_hold(
    library: None, open_window: Open, data_dir: Path, content: str
) -> None:
    (data_dir / "drafts.json").write_text(content, "utf-8")
    window = open_window()
    assert window.windowTitle() == "A — Postil"
    assert window.drafts.drafts == {}
    window.start_background_work()
    kept = data_dir / "drafts.json.unreadable-1"
    assert kept.read_text("utf-8") == content
    assert not (data_dir / "drafts.json").exists()
    assert any(str(kept) in toast.text for toast in window.toasts.shown)


def test_of_drafts_that_are_half_readable_nothing_is_lost(data_dir: Path) -> None:
    data_dir.mkdir()
    file = data_dir / "drafts.json"
    for number in (1, 2):
        content = '{"annotation:7": "half", "annotation:8": 5}'
        file.write_text(content, "utf-8")
        aside = data_dir / f"drafts.json.unreadable-{number}"
        assert note_drafts.load(data_dir) == ({"annotation:7": NoteDraft("half")}, aside)
        assert aside.read_text("utf-8") == content
        assert note_drafts.load(data_dir) == ({"annotation:7": NoteDraft("half")}, None)


def test_drafts_put_aside_are_named_where_they_are_though_nothing_can_be_written(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data_dir.mkdir()
    file, aside = data_dir / "drafts.json", data_dir / "drafts.json.unreadable-1"
    file.write_text('{"annotation:7": "half", "annotation:8": 5}', "utf-8")

    def refuse(*_given: object) -> None:
        raise PostilError("The disk is full.")

    monkeypatch.setattr(note_drafts, "save", refuse)
    assert note_drafts.load(data_dir) == ({"annotation:7": NoteDraft("half")}, aside)
    assert aside.is_file()
    assert not file.exists()


def test_drafts_that_are_well_formed_are_kept(data_dir: Path) -> None:
    data_dir.mkdir()
    drafts = {"annotation:7": NoteDraft("half", "ha"), "article:2": NoteDraft("a\nthought")}
    note_drafts.save(data_dir, drafts)
    assert note_drafts.load(data_dir) == (drafts, None)
    assert note_drafts.read(data_dir) == drafts
    note_drafts.save(data_dir, {})
    assert list(data_dir.iterdir()) == []


def test_words_are_sought_above_the_text_and_what_stands_above_it(
    library: None, open_window: Open
) -> None:
    window = open_window()
    window.column.put_above_text(QLabel("a banner"))
    window.column.finding.open()
    QApplication.processEvents()
    assert window.column.finding.bar.y() == 0
    top = window.reading_pane.mapTo(window.column, QPoint()).y()
    assert window.column.finding.bar.height() < top


def test_a_library_with_feeds_loads_nothing_slow_before_the_first_input(
    library: None, data_dir: Path, run_python: Callable[..., str]
) -> None:
    app = Services.open(data_dir)
    subscriptions.subscribe(app.history, [Subscription("https://a.example/feed")], "Subscribe")
    app.settings.set(feed_minutes=0, is_views_visible=True)  # shown, and not read by itself
    app.close()
    slow = LATE - {"lxml"}  # by which the open article is read
    program = f"""
import sys
from pathlib import Path
from reader.services import Services
from reader.ui.window.startup.application import make_application
application = make_application([])
from reader.ui.window.main_window import MainWindow
app = Services.open(Path({str(data_dir)!r}))
window = MainWindow(app)
window.show()
window.start_background_work()
application.processEvents()
print(window.reading.article is not None, window.frontend.feeds.panel.isVisible())
print(sorted({slow!r} & {{name.split(".")[0] for name in sys.modules}}))
from PySide6 import QtGui, QtWidgets  # which make a class when it is first asked for
made = {{*vars(QtGui), *vars(QtWidgets)}}
print(sorted({{"QGradient", "QIcon", "QImageReader", "QStyle"}} & made))
print("reader.operations.adding" in sys.modules)
window.close()
app.close()
"""
    assert run_python(program).splitlines() == ["True True", "[]", "[]", "False"]
