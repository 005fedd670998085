"""How far one has read: short texts and long ones, pictures at the end, other sizes, jumps."""

from itertools import pairwise

from PySide6.QtCore import QSize

from reader.core.text.reading.reading_cursor import Unit
from reader.ui.reading.reading_view import ReadingView
from tests.each import each
from tests.ui.reading.test_reading_view import LONG, page

_TALL = {"asset:1": QSize(300, 1500)}
_PICTURE = '<img src="asset:1" alt="">'
_ENDS = {
    "below text": f"{LONG}<p>{_PICTURE}</p>",
    "with a caption": f"{LONG}<figure>{_PICTURE}<figcaption>It.</figcaption></figure>",
    "alone": f"<p>{_PICTURE}</p>",
}


def test_a_text_that_is_all_in_sight_is_read(pane: ReadingView) -> None:
    pane.show_page(page("<p>The first sentence. The second one.</p>"), [])
    assert pane.progress() == 1.0
    pane.show_page(page('<img src="asset:1" alt="">'), [])
    assert pane.progress() == 1.0
    pane.show_page(page(""), [])
    assert pane.progress() == 1.0


def test_it_grows_with_the_pages_from_nothing_to_all(pane: ReadingView) -> None:
    pane.show_page(page(LONG), [])
    found = [pane.progress()]
    while pane.turn_page(1):
        found.append(pane.progress())
    assert (found[0], found[-1]) == (0.0, 1.0)
    steps = [after - before for before, after in pairwise(found)]
    assert min(steps) >= 0  # nought at the margin below the text
    assert max(steps) < 3 / len(steps)  # the last page is no leap
    bar = pane.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    assert 0.4 < pane.progress() < 0.6


@each("form", _ENDS)
def test_a_picture_at_the_end_is_to_be_seen_too(pane: ReadingView, form: str) -> None:
    pane.show_page(page(_ENDS[form], _TALL), [])
    height = pane.document().size().height()  # has Qt lay out all of it
    bar = pane.verticalScrollBar()
    bar.setRange(0, round(height) - pane.viewport().height())  # which it would do in a while
    bar.setValue(bar.maximum())
    assert pane.progress() == 1.0
    bar.setValue(bar.maximum() - pane.viewport().height())  # in the midst of the picture
    assert pane.progress() < 1.0


def test_another_size_of_the_pane_makes_nothing_read(pane: ReadingView) -> None:
    pane.show_page(page(LONG), [])
    bar = pane.verticalScrollBar()
    bar.setValue(bar.maximum() // 3)
    before = pane.progress()
    for size in (QSize(420, 600), QSize(1100, 320), QSize(760, 600)):
        pane.resize(size)
        assert abs(pane.progress() - before) < 0.15, size


def test_where_a_jump_ends_nothing_is_read_before_one_goes_on(pane: ReadingView) -> None:
    pane.show_page(page(LONG), [])
    assert pane.page is not None
    pane.jump_to(len(pane.page.text.text) - 5)
    assert pane.is_on_screen(pane.passage) if pane.passage else False
    assert pane.progress() == 0.0
    pane.step_in_history(-1)
    assert pane.progress() == 0.0
    pane.jump_to(len(pane.page.text.text) // 2)
    pane.move_cursor(Unit.SENTENCE, 1)
    assert 0.3 < pane.progress() < 0.7
