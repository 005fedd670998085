"""A part of a long text is shown at once and can be used; all of it takes its place unnoticed."""

from collections.abc import Callable, Generator

import pytest
from pytestqt.qtbot import QtBot

from reader.core.text.canonical_text import read_html
from reader.core.text.markup.partial_html import part_at
from reader.core.text.reading.reading_cursor import Passage, Unit
from reader.ui.reading.layout.page_content import Page
from reader.ui.reading.reading_view import ReadingView
from reader.ui.style.reading_typography import Typography
from tests.ui.reading.test_long_text import loading, mark, pane

__all__ = ["pane"]

HTML = "".join(
    f"<section><h2>On {n}</h2><p>First of {n}. Second of {n}. {'Words of it. ' * 90}</p></section>"
    for n in range(150)
)
TEXT = read_html(HTML)
MIDDLE = TEXT.text.index("Second of 75.")


def shown(pane: ReadingView, position: int = MIDDLE) -> Page:
    """Shows a part, of which the whole is to come."""
    found = part_at(HTML, TEXT.text, position)
    assert found is not None
    (whole,) = _pages(loading(HTML))
    part = whole._replace(text=found.text, part=(found.start, found.end))
    pane.show_part(part, lambda: loading(HTML), [mark(1, position)], position)
    return part


def _pages(steps: Generator[None, None, Page]) -> list[Page]:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return [end.value]


def whole(pane: ReadingView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: pane.is_whole and not pane._layout.is_running, timeout=10_000)
    assert not pane.is_laying_out


def height_of(pane: ReadingView, offset: int) -> float:
    return pane._top_of(offset) - pane.verticalScrollBar().value()


@pytest.mark.parametrize("position", [0, MIDDLE, len(TEXT.text) - 1])
def test_a_part_can_be_read_until_all_is_there(
    pane: ReadingView, qtbot: QtBot, position: int
) -> None:
    told: list[bool] = []
    pane.text_shown.connect(lambda: told.append(True))
    part = shown(pane, position)
    assert not pane.is_laying_out
    assert (pane.page, pane.is_whole, pane.whole_passages) == (part, False, None)
    assert pane.passage is not None
    assert pane.passage.start <= position <= pane.passage.end
    assert pane.first_offset_on_screen() <= position <= pane.last_offset_on_screen()
    before, height = pane.passage, height_of(pane, pane.passage.start)
    whole(pane, qtbot)
    assert told
    assert pane.passage == before
    assert abs(height_of(pane, before.start) - height) <= 2
    assert pane.whole_passages is not None
    assert len(pane.whole_passages.sections.headings) == 150
    assert pane.positions is not None
    there = [pane.positions.to_text(pane.positions.to_document(at)) for at in range(0, 90_000, 997)]
    pane.show_in_steps(loading(HTML), [], 0)
    whole(pane, qtbot)
    assert [
        pane.positions.to_text(pane.positions.to_document(at)) for at in range(0, 90_000, 997)
    ] == there


@pytest.mark.parametrize(
    "change",
    [
        lambda pane: pane.resize(520, 500),
        lambda pane: pane.resize(900, 500),
        lambda pane: pane.set_typography(Typography(24, 1.5, 60)),
        lambda pane: pane.update_theme(),
    ],
)
def test_what_changes_meanwhile_holds_for_the_whole(
    pane: ReadingView, qtbot: QtBot, change: Callable[[ReadingView], None]
) -> None:
    shown(pane)
    change(pane)
    assert not pane.is_whole
    whole(pane, qtbot)
    assert pane.first_offset_on_screen() <= MIDDLE <= pane.last_offset_on_screen()


def test_a_place_outside_of_the_part_is_in_sight_with_the_whole(
    pane: ReadingView, qtbot: QtBot
) -> None:
    shown(pane)
    place = TEXT.text.index("Second of 140.")
    pane.set_passage(Passage(place, place + 14, Unit.SELECTION), is_jump=True)
    whole(pane, qtbot)
    assert pane.first_offset_on_screen() <= place <= pane.last_offset_on_screen()
    assert pane.words_of((place, place + 14)) == "Second of 140."


def test_the_end_of_a_part_is_not_that_of_the_text(pane: ReadingView) -> None:
    shown(pane)
    for _turn in range(200):
        assert pane.turn_page(1)
    assert pane.progress() < 0.7
    pane.clear_page()


def test_another_article_may_be_opened_instead(pane: ReadingView, qtbot: QtBot) -> None:
    shown(pane)
    pane.show_in_steps(loading("<p>Something else.</p>"), [], 0)
    whole(pane, qtbot)
    assert pane.page is not None
    assert pane.page.text.text == "Something else."


def test_a_part_may_go_before_the_whole_is_there(pane: ReadingView) -> None:
    shown(pane)
    pane.clear_page()
    assert pane.page is None
    assert not pane._layout.is_running
