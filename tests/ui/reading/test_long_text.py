"""A long text, set in slices: it comes to what setting it at once does, wherever one is."""

from collections.abc import Generator, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from reader.core.generators import at_once
from reader.core.models import Annotation, Color, Kind, Status
from reader.core.text.canonical_text import read_html, read_steps
from reader.core.text.reading.reading_cursor import Unit
from reader.ui.reading import page_view
from reader.ui.reading.layout.document_builder import Header
from reader.ui.reading.layout.page_content import Page
from reader.ui.reading.layout.text_geometry import block_rect, visible_blocks
from reader.ui.reading.reading_view import ReadingView
from reader.ui.style.reading_typography import Typography
from tests.html_samples import ARTICLES
from tests.ui.reading.test_reading_view import highlight_rects

CHAPTER = (
    "<h2>On {n}</h2><div><p>First of {n}. Second of {n}. Third of {n} is somewhat longer.</p>"
    "<ul><li>one</li><li>two</li></ul></div><blockquote><p>Quoted {n}.</p></blockquote>"
    "<table><tr><th>a</th><th>b</th></tr><tr><td>1<p>2</p></td><td>3</td></tr></table>"
    "<p>The end of {n}.</p>"
)
HTML = "".join(CHAPTER.format(n=n) for n in range(30))
TEXT = read_html(HTML)
MIDDLE = TEXT.text.index("Second of 15.")


@pytest.fixture(autouse=True)
def everything_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_view, "LONG", 0)


@pytest.fixture
def pane(qtbot: QtBot) -> Iterator[ReadingView]:
    widget = ReadingView()
    qtbot.addWidget(widget)
    widget.resize(620, 500)
    widget.show()
    yield widget
    widget.clear_page()


def loading(html: str) -> Generator[None, None, Page]:
    text = yield from read_steps(html)
    return Page(1, Header("Site", "A title", "By N. N."), text, "en", {}, lambda _s: QImage())


def opened(pane: ReadingView, qtbot: QtBot, position: int = 0) -> None:
    pane.show_in_steps(loading(HTML), [mark(1, MIDDLE)], position)
    settled(pane, qtbot)


def settled(pane: ReadingView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not pane._layout.is_running, timeout=20_000)
    assert not pane.is_laying_out


def mark(number: int, start: int) -> Annotation:
    return Annotation(
        number, f"{number:036}", 1, Kind.HIGHLIGHT, Color.YELLOW, "", "", "", "", 1, start,
        start + 9, start, start + 9, Status.EXACT, 1.0, (), 0, 0,
    )  # fmt: skip


def set_at_once(pane: ReadingView, position: int = 0) -> None:
    pane.show_page(at_once(loading(HTML)), [mark(1, MIDDLE)], position)


def whole(pane: ReadingView) -> list[tuple[str, float, float]]:
    """Every block's text and place."""
    found, block = [], pane.document().begin()
    while block.isValid():
        rect = block_rect(block)
        found.append((block.text(), round(rect.top(), 2), round(rect.bottom(), 2)))
        block = block.next()
    return found


@given(st.one_of(ARTICLES, st.sampled_from([HTML, "<div>a<section>b<p>c</p>d</section></div>"])))
def test_reading_in_steps_reads_the_same(html: str) -> None:
    """Containers are descended into step by step; ``_children`` takes them in one go."""
    at_one_step = f"<p></p>{html}"
    wrapped = html
    for _time in range(30):  # deeper than steps go
        wrapped = f"<div>{wrapped}</div>"
    assert read_html(wrapped) == read_html(html) == read_html(at_one_step)
    assert sum(1 for _step in read_steps(html)) >= html.count("<h2>")


@pytest.mark.parametrize("position", [0, MIDDLE, len(TEXT.text) - 5])
def test_opened_in_slices_it_is_as_set_at_once(
    pane: ReadingView, qtbot: QtBot, position: int
) -> None:
    set_at_once(pane, position)
    expected, places = whole(pane), pane.positions
    assert places is not None
    offsets = [places.to_document(offset) for offset in range(0, len(TEXT.text), 7)]
    opened(pane, qtbot, position)
    assert whole(pane) == expected
    assert pane.positions is not None
    again = [pane.positions.to_document(offset) for offset in range(0, len(TEXT.text), 7)]
    assert again == offsets
    assert pane.passage is not None
    assert pane.passage.start <= position <= pane.passage.end
    assert pane.first_offset_on_screen() <= position <= pane.last_offset_on_screen()
    assert highlight_rects(pane, 1)


def test_the_window_lives_while_it_opens(pane: ReadingView, qtbot: QtBot) -> None:
    turns: list[bool] = []
    pane.text_shown.connect(lambda: turns.append(True))
    pane.show_in_steps(loading(HTML), [], MIDDLE)
    assert pane.is_laying_out
    assert pane.passage is None
    pane.grab()  # says that it is opening
    pane.move_cursor(Unit.PARAGRAPH, 1)
    assert pane.turn_page(1)
    pane.resize(560, 480)
    settled(pane, qtbot)
    assert turns
    assert pane.first_offset_on_screen() <= MIDDLE <= pane.last_offset_on_screen()


def test_another_article_may_be_opened_meanwhile(pane: ReadingView, qtbot: QtBot) -> None:
    pane.show_in_steps(loading(HTML), [mark(1, MIDDLE)], MIDDLE)
    pane.show_in_steps(loading("<p>Something else.</p>"), [], 0)
    settled(pane, qtbot)
    assert pane.page is not None
    assert pane.page.text.text == "Something else."
    pane.show_in_steps(loading(HTML), [], 0)
    pane.clear_page()
    assert not pane.is_laying_out
    assert not pane._layout.is_running


@pytest.mark.parametrize(
    "change",
    [
        lambda pane: pane.resize(520, 500),
        lambda pane: pane.resize(900, 500),
        lambda pane: pane.set_typography(Typography(24, 1.5, 60)),
        lambda pane: pane.update_theme(),
    ],
)
def test_what_is_read_stays_where_it_is(pane: ReadingView, qtbot: QtBot, change: object) -> None:
    opened(pane, qtbot, MIDDLE)
    before = pane.passage_rect().top()
    change(pane)  # type: ignore[operator]
    settled(pane, qtbot)
    assert pane.passage is not None
    assert abs(pane.passage_rect().top() - before) < 3
    sliced, value = whole(pane), pane.verticalScrollBar().value()
    document = pane.document()
    document.setPageSize(document.pageSize())  # laid out anew, at once
    assert whole(pane) == sliced
    assert value == pane.verticalScrollBar().value()


class Timers(QObject):
    """Notes when Qt is about to lay a document out in a step of its own."""

    def __init__(self, watched: QObject) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Timer
        return False


def test_a_text_that_is_soon_replaced_is_laid_out_no_more(pane: ReadingView, qtbot: QtBot) -> None:
    opened(pane, qtbot, MIDDLE)
    old = pane.document()
    timers = Timers(old.documentLayout())
    pane.resize(340, 500)  # the margins are others, so it is built anew
    assert pane.document() is old  # until the other is built
    qtbot.waitUntil(lambda: pane.document() is not old, timeout=20_000)
    assert timers.count == 0
    settled(pane, qtbot)


def test_keys_pressed_while_the_text_is_set_anew_hold(pane: ReadingView, qtbot: QtBot) -> None:
    opened(pane, qtbot, MIDDLE)
    pane.update_theme()
    assert pane.is_laying_out
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 40))
    for _time in range(40):
        pane.move_cursor(Unit.PARAGRAPH, 1)
    wanted = pane.passage
    assert pane.is_laying_out
    settled(pane, qtbot)
    assert pane.passage == wanted
    assert wanted is not None
    assert pane.first_offset_on_screen() <= wanted.start <= pane.last_offset_on_screen()


def test_a_jump_to_what_is_not_laid_out_yet_waits_for_it(pane: ReadingView, qtbot: QtBot) -> None:
    pane.show_in_steps(loading(HTML), [], 0)
    qtbot.waitUntil(lambda: not pane.is_laying_out)
    assert pane.passages is not None
    if pane._layout.is_running:  # else this machine was faster than the test
        pane.set_passage(pane.passages.last(), is_jump=True)
    settled(pane, qtbot)
    pane.set_passage(pane.passages.last(), is_jump=True)
    assert pane.last_offset_on_screen() >= len(TEXT.text) - 3


def test_every_block_in_sight_is_found(pane: ReadingView, qtbot: QtBot) -> None:
    opened(pane, qtbot)
    document, blocks = pane.document(), []
    block = document.begin()
    while block.isValid():
        blocks.append((block.blockNumber(), block_rect(block)))
        block = block.next()
    for top in range(0, int(document.size().height()), 41):
        found = {one.blockNumber() for one in visible_blocks(document, top, top + 60)}
        seen = {number for number, rect in blocks if rect.top() < top + 60 and rect.bottom() > top}
        assert seen <= found
        assert len(found) <= len(seen) + 6


def test_the_window_may_get_another_size_while_the_text_is_hidden(
    pane: ReadingView, qtbot: QtBot
) -> None:
    opened(pane, qtbot, MIDDLE)
    for width in (840, 300):
        pane.hide()
        pane.resize(width, 400)
        pane.show()
        settled(pane, qtbot)
        assert pane._built is not None
        assert pane.viewport().width() <= width


def test_a_text_that_is_left_or_set_anew_leaves_no_document_behind(pane: ReadingView) -> None:
    for number in range(12):
        pane.show_in_steps(loading(HTML), [], 0)
        task = pane._layout._task
        assert task is not None
        for _step in range(5 * (number % 3)):  # the text is read, and begun to be built
            task.step()
        if number % 4 == 2:
            pane._layout.finish()
            pane.set_typography(Typography(size=19 + number))
        if number % 4 == 3:
            pane.clear_page()
    pane.clear_page()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert len(pane.findChildren(QTextDocument)) == 1
