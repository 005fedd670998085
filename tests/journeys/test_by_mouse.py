"""By mouse alone: mark, recolour, note, tag, resize, undo, find, jump and export."""

from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QToolButton, QWidget

from reader.core.models import Annotation, Color
from reader.core.text.segmentation.span_editing import Edge
from reader.operations import tags
from reader.operations.history import History
from reader.ui.overlays.choice_list import ChoiceList
from reader.ui.overlays.overlay import open_overlay
from reader.ui.reading.finding.find_bar import FindBar
from reader.ui.reading.painting.note_mark import note_mark_rect
from reader.ui.selection.highlight_card import HighlightCard
from reader.ui.selection.resize_handles import ResizeHandle
from reader.ui.selection.selection_toolbar import SelectionToolbar
from tests.journeys.conftest import Journey, keep
from tests.journeys.test_mouse_and_cards import LEFT, NO_KEY, PARAGRAPHS, drag, spot, text_of

ALT = Qt.KeyboardModifier.AltModifier


def with_tags(history: History) -> None:
    keep(history, "Long|" + "\n".join(PARAGRAPHS))
    history.write(tags.make, ("method", "evidence"))
    for digit, name in ((1, "method"), (2, "evidence")):
        history.write(tags.bind_slot, digit, name)


@pytest.fixture
def mouse(journey: Journey) -> Journey:
    journey.fill(with_tags)
    journey.start()
    return journey


def toolbar(journey: Journey) -> SelectionToolbar:
    """The toolbar, which is made when it is first wanted."""
    (found,) = journey.window.findChildren(SelectionToolbar)
    return found


def is_shown(journey: Journey) -> bool:
    return toolbar(journey).isVisible()


def click(widget: QWidget) -> None:
    QTest.mouseClick(widget, LEFT, NO_KEY)


def click_words(journey: Journey, words: str) -> None:
    at = text_of(journey).index(words) + len(words) // 2
    QTest.mouseClick(journey.window.reading_pane.viewport(), LEFT, NO_KEY, spot(journey, at))


def in_pane(journey: Journey, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(journey.window.reading_pane, QPoint()), widget.size())


def pull(
    journey: Journey,
    edge: Edge,
    words: str,
    key: Qt.KeyboardModifier = NO_KEY,
    *,
    to_end: bool,
    by_knob: bool = False,
) -> None:
    """Drag a handle to the start or the end of words."""
    pane = journey.window.reading_pane
    handle = next(one for one in pane.findChildren(ResizeHandle) if one.edge is edge)
    assert handle.isVisible()
    at = text_of(journey).index(words) + len(words) * to_end
    goal = handle.mapFrom(pane, pane.viewport().mapTo(pane, spot(journey, at)))
    knob = {Edge.START: 12, Edge.END: handle.height() - 12}[edge]
    start = QPoint(handle.width() // 2, knob if by_knob else handle.height() // 2)
    kinds = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease)
    for kind, place in zip(kinds, (start, goal, goal), strict=True):
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
        at_screen = QPointF(handle.mapToGlobal(place))
        event = QMouseEvent(kind, QPointF(place), at_screen, button, LEFT, key)
        QApplication.sendEvent(handle, event)


def is_at_start(journey: Journey, handle: QWidget) -> bool:
    """Whether a handle stands where the passage begins."""
    rect = journey.window.reading_pane.passage_rect()
    return abs(in_pane(journey, handle).center().x() - rect.left()) < 4


def card(journey: Journey) -> Annotation:
    (one,) = journey.cards
    return one


def test_mark_recolour_tag_note_resize_and_undo(mouse: Journey) -> None:
    drag(mouse, "goes on for a while")
    bar = toolbar(mouse)
    assert is_shown(mouse)
    assert mouse.focus() is mouse.window.reading_pane
    assert not bar.delete.isVisible()
    click(bar.swatches[2])
    assert (card(mouse).exact, card(mouse).color) == ("goes on for a while", Color.BLUE)
    places = [button.x() + bar.x() for button in (bar.swatches[2], bar.tag)]
    buttons = (*bar.swatches, bar.note, bar.tag, *bar.tags, bar.copy, bar.delete)
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    click(bar.swatches[1])
    assert places == [button.x() + bar.x() for button in (bar.swatches[2], bar.tag)]
    assert card(mouse).color is Color.GREEN
    assert [swatch.color for swatch in bar.swatches if swatch.isChecked()] == [Color.GREEN]
    click(bar.tags[0])
    assert card(mouse).tags == ("method",)
    assert [tag.isChecked() for tag in bar.tags] == [True, False]
    click(bar.note)
    assert not is_shown(mouse)
    mouse.type("why?")
    click_words(mouse, "Paragraph 5 begins")
    mouse.wait(lambda: card(mouse).note == "why?")
    assert mouse.passage == "Paragraph 5 begins here.", "a click that leaves a note is a click"
    click_words(mouse, "on for a")
    assert is_shown(mouse)
    assert bar.delete.isVisible()
    assert mouse.window.sidebar.current_id() == card(mouse).id
    pull(mouse, Edge.END, "for", to_end=True)
    assert card(mouse).exact == "goes on for"
    pull(mouse, Edge.START, "It", to_end=False)
    assert card(mouse).exact == "It goes on for"
    mouse.press("z")
    assert card(mouse).exact == "goes on for", "one drag is one step"
    assert mouse.passage == "goes on for", "the cursor stays on the highlight"
    scroll_bar = mouse.window.reading_pane.verticalScrollBar()
    scroll_bar.setValue(scroll_bar.value() + 90)
    before = scroll_bar.value()
    click_words(mouse, "on for")
    assert scroll_bar.value() == before, "what is clicked on stays where it is"
    pull(mouse, Edge.END, "a wh", ALT, to_end=True)
    assert card(mouse).exact == "goes on for a wh"
    click_words(mouse, "on for")
    handle = next(one for one in mouse.window.findChildren(ResizeHandle) if one.edge is Edge.START)
    scroll_bar.setValue(0)
    mouse.window.watch.timer.stop()  # which would have all of it placed anew
    mouse.window.reading.stop()
    for width in (1900, 1300):  # the column is in the middle of the pane
        mouse.window.resize(width, mouse.window.height())
        mouse.wait(lambda: is_at_start(mouse, handle))
    click_words(mouse, "on for")
    click(bar.delete)
    assert mouse.cards == []


def test_a_knob_moves_an_end_to_the_word_that_the_mouse_is_moved_onto(mouse: Journey) -> None:
    drag(mouse, "goes on for a while")
    click(toolbar(mouse).swatches[0])
    pull(mouse, Edge.END, "for", to_end=True, by_knob=True)
    assert card(mouse).exact == "goes on for"
    pull(mouse, Edge.START, "It", to_end=False, by_knob=True)
    assert card(mouse).exact == "It goes on for"


def choose(journey: Journey, menu_title: str, title: str) -> None:
    """Open a menu of the bar and click on one of its rows."""
    bar = journey.window.menuBar()
    titles = {action.text().replace("&", ""): action for action in bar.actions()}
    QTest.mouseClick(bar, LEFT, pos=bar.actionGeometry(titles[menu_title]).center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    rows = {action.text().replace("&", "").partition("\t")[0]: action for action in menu.actions()}
    QTest.mouseClick(menu, LEFT, pos=menu.actionGeometry(rows[title]).center())
    assert QApplication.activePopupWidget() is None


def test_a_click_on_a_highlight_shows_its_note_while_the_annotations_are_hidden(
    mouse: Journey,
) -> None:
    def shown() -> str:
        found = mouse.window.reading_pane.findChild(HighlightCard)
        return found.words.toPlainText() if found is not None and found.isVisible() else ""

    drag(mouse, "goes on for a while")
    click(toolbar(mouse).swatches[2])
    click(toolbar(mouse).tags[0])
    click(toolbar(mouse).note)
    mouse.type("**why?**")
    click_words(mouse, "Paragraph 5 begins")
    mouse.wait(lambda: card(mouse).note == "**why?**")
    click_words(mouse, "on for a")
    assert not shown(), "its card is beside the text"
    mouse.press("Escape F9")
    assert not mouse.window.sidebar.isVisible()
    click_words(mouse, "on for a")
    assert shown().split() == ["why?", "#method"]
    assert is_shown(mouse)
    click(toolbar(mouse).tags[0])
    assert shown() == "why?"
    mouse.press("Escape")
    assert not shown()
    click_words(mouse, "on for a")
    (one,) = mouse.window.reading_pane.findChildren(HighlightCard)
    one.link_activated.emit("command:view.sidebar")
    assert mouse.window.sidebar.isVisible()
    mouse.press("F9")
    drag(mouse, "Paragraph 5 begins")
    click(toolbar(mouse).swatches[1])
    assert not shown(), "what was just made says nothing new"


def test_a_click_on_the_mark_of_a_note_shows_the_highlight_that_has_it(mouse: Journey) -> None:
    drag(mouse, "goes on for a while")
    click(toolbar(mouse).note)
    mouse.type("why?")
    click_words(mouse, "Paragraph 5 begins")
    mouse.wait(lambda: card(mouse).note == "why?")
    pane = mouse.window.reading_pane
    at = text_of(mouse).index("goes on for a while")

    def mark() -> QPoint:
        """Where it is now: the text may still be laid out."""
        found = note_mark_rect(pane.document(), at).center().toPoint()
        return found - QPoint(0, pane.verticalScrollBar().value())

    nudges = cycle((0, 1))  # a mouse that stays where it is sends no event

    def has_hand(below: int) -> bool:
        QTest.mouseMove(pane.viewport(), mark() + QPoint(next(nudges), below))
        return pane.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor

    mouse.wait(lambda: has_hand(0))
    QTest.mouseClick(pane.viewport(), LEFT, NO_KEY, mark())
    assert is_shown(mouse)
    assert mouse.passage == "goes on for a while"
    assert mouse.window.sidebar.current_id() == card(mouse).id
    mouse.wait(lambda: not has_hand(60))


def test_find_jump_undo_and_export(
    mouse: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "md"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: str(folder))
    for words in ("Paragraph 1 begins", "Paragraph 3 begins"):
        drag(mouse, words)
        click(toolbar(mouse).swatches[0])
    click_words(mouse, "Paragraph 0 begins")
    choose(mouse, "Go", "Next highlight")
    assert mouse.passage == "Paragraph 1 begins"
    choose(mouse, "Go", "Next highlight")
    assert mouse.passage == "Paragraph 3 begins"
    drag(mouse, "Paragraph 5 begins")
    click(toolbar(mouse).swatches[4])
    toast = mouse.window.toasts.shown[-1]
    click(toast.button)
    assert [card.exact for card in mouse.cards] == ["Paragraph 1 begins", "Paragraph 3 begins"]
    choose(mouse, "Edit", "Find in the article")
    mouse.type("Paragraph 30")
    (find_bar,) = mouse.window.findChildren(FindBar)
    buttons = find_bar.findChildren(QToolButton)
    assert not any(button.text() or button.icon().isNull() for button in buttons)
    step = next(button for button in buttons if button.accessibleName() == "Find next")
    click(step)
    assert mouse.passage.startswith("Paragraph 30")
    choose(mouse, "File", "Export…")
    for words in ("This article", "Markdown", "Plain Markdown"):
        overlay = open_overlay(mouse.window)
        assert isinstance(overlay, ChoiceList)
        titles = [shown.row.title for shown in overlay.model.rows]
        row = next(n for n, title in enumerate(titles) if title.startswith(words))
        index = overlay.list.model().index(row, 0)
        QTest.mouseClick(overlay.list.viewport(), LEFT, pos=overlay.list.visualRect(index).center())
    mouse.wait(lambda: mouse.toast == f"Exported to {folder}")
    assert "Paragraph 3 begins" in (folder / "Long.md").read_text("utf-8")


def test_the_toolbar_leaves_and_covers_nothing_that_is_selected(mouse: Journey) -> None:
    pane = mouse.window.reading_pane
    for words in ("Paragraph 0 begins", "Paragraph 5 begins", "Paragraph 7 begins here. It"):
        drag(mouse, words)
        assert is_shown(mouse)
        covered = in_pane(mouse, toolbar(mouse)).adjusted(16, 16, -16, -16)
        assert not covered.intersects(pane.passage_rect().toRect())
        assert pane.rect().contains(covered)
        mouse.press("Escape")
        assert not is_shown(mouse)
        assert mouse.passage == words, "Escape takes the toolbar alone away"
    for leave in ("scroll", "click", ".", "F6"):
        drag(mouse, "Paragraph 8 begins")
        assert is_shown(mouse)
        if leave == "scroll":
            pane.verticalScrollBar().setValue(pane.verticalScrollBar().value() + 5)
        elif leave == "click":
            click_words(mouse, "Paragraph 9 begins")
        else:
            mouse.press(leave)
        assert not is_shown(mouse)
    mouse.press("Shift+F6 Shift+Enter")
    assert is_shown(mouse)
    assert mouse.focus() is toolbar(mouse).swatches[0]
    mouse.press("Right Right Enter")
    assert [one.color for one in mouse.cards] == [Color.BLUE]
    mouse.press("End Left Escape")
    assert not is_shown(mouse)
    assert mouse.focus() is pane
