"""The caret: it stops at every character a person sees, in text only, and selects what is between."""

import itertools

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from reader.core.text.reading.reading_cursor import Unit
from reader.core.text.segmentation.segmentation import snap
from reader.ui.reading.reading_view import ReadingView
from reader.ui.style.reading_typography import Typography
from reader.ui.style.theme import current_theme
from tests.html_samples import ARTICLES, BLOCK
from tests.ui.reading.test_reading_view import page

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
LONG = "".join(f"<p>Paragraph {n} begins. It goes on. It ends here.</p>" for n in range(120))


def show(pane: ReadingView, html: str, position: int = 0) -> str:
    """Show a text with the caret in it."""
    shown = page(html)
    if pane.is_caret_mode:
        pane.caret.toggle()
    pane.show_page(shown, [], position)
    pane.caret.toggle()
    return shown.text.text


def press(
    pane: ReadingView, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, times: int = 1
) -> None:
    for _ in range(times):
        QTest.keyClick(pane, key, modifiers)


def selected(pane: ReadingView) -> str:
    assert pane.page is not None
    passage = pane.passage
    if passage is None or passage.unit is not Unit.SELECTION:
        return ""
    return pane.page.text.text[passage.start : passage.end]


def test_it_steps_over_what_a_person_sees_as_one_character(pane: ReadingView) -> None:
    text = show(pane, "<p>e\u0301a👩\u200d👩\u200d👧b🇩🇪c𝒳d</p>")
    stops = [pane.caret.offset]
    while stops[-1] < len(text):
        press(pane, Qt.Key.Key_Right)
        assert pane.caret.offset > stops[-1]
        stops.append(pane.caret.offset)
    letters = [text[a:b] for a, b in itertools.pairwise(stops)]
    assert letters == ["e\u0301", "a", "👩\u200d👩\u200d👧", "b", "🇩🇪", "c", "𝒳", "d"]
    for stop in stops[-2::-1]:
        press(pane, Qt.Key.Key_Left)
        assert pane.caret.offset == stop


def test_shift_selects_both_ways_round_the_place_it_began(pane: ReadingView) -> None:
    show(pane, "<p>One two three.</p>", 0)
    press(pane, Qt.Key.Key_Right, CTRL)
    press(pane, Qt.Key.Key_Right, SHIFT, 3)
    assert selected(pane) == "two"
    press(pane, Qt.Key.Key_Left, SHIFT, 5)
    assert selected(pane) == "e"
    press(pane, Qt.Key.Key_End, SHIFT)
    assert selected(pane) == "two three."
    press(pane, Qt.Key.Key_Home)
    assert (selected(pane), pane.caret.offset) == ("", 0)
    press(pane, Qt.Key.Key_Right, CTRL | SHIFT, 2)
    assert selected(pane) == "One two"


def test_in_arabic_left_is_forward(pane: ReadingView) -> None:
    text = show(pane, "<p>مرحبا بك هنا.</p>")
    press(pane, Qt.Key.Key_Left, SHIFT, 5)
    assert selected(pane) == text[:5]
    press(pane, Qt.Key.Key_Right, SHIFT, 5)
    assert selected(pane) == ""
    press(pane, Qt.Key.Key_Left, CTRL)
    assert pane.caret.offset == text.index("بك")


def test_up_and_down_go_by_the_line_that_is_seen_and_keep_the_column(pane: ReadingView) -> None:
    show(pane, f"<p>{'word and more ' * 60}</p>")
    press(pane, Qt.Key.Key_Right, times=12)
    start = pane.caret.offset
    tops = [pane.caret._box().top()]
    for _ in range(4):
        press(pane, Qt.Key.Key_Down)
        tops.append(pane.caret._box().top())
    assert all(b > a for a, b in itertools.pairwise(tops))
    press(pane, Qt.Key.Key_Up, times=4)
    assert pane.caret.offset == start
    press(pane, Qt.Key.Key_Up, SHIFT, 3)
    assert selected(pane) == "word and mor"[:12].strip()


def test_pages_and_the_ends_of_the_text(pane: ReadingView) -> None:
    text = show(pane, LONG)
    press(pane, Qt.Key.Key_PageDown, times=3)
    assert 0 < pane.caret.offset < len(text) // 2
    box = pane.caret._box()
    top = pane.verticalScrollBar().value()
    assert top <= box.top() <= top + pane.viewport().height()
    press(pane, Qt.Key.Key_PageUp, SHIFT)
    assert selected(pane).count("Paragraph") > 3
    press(pane, Qt.Key.Key_End, CTRL)
    assert pane.caret.offset == len(text)
    press(pane, Qt.Key.Key_Home, CTRL | SHIFT)
    assert selected(pane) == text


def test_it_leaves_out_title_pictures_and_rules(pane: ReadingView) -> None:
    html = "<p>ab</p><hr><figure><img src='asset:1'></figure><p>cd</p>"
    text = show(pane, html)
    press(pane, Qt.Key.Key_Up, times=3)
    assert pane.caret.offset == 0
    press(pane, Qt.Key.Key_Right, SHIFT, 4)
    assert selected(pane).startswith("ab\n\nc")
    press(pane, Qt.Key.Key_Down, times=9)
    assert pane.caret.offset == len(text)


def test_it_is_painted_where_it_stands(pane: ReadingView) -> None:
    show(pane, "<p>One two three.</p>")
    press(pane, Qt.Key.Key_Right, times=5)
    box = pane.caret._box().translated(0, -pane.verticalScrollBar().value())
    picture = pane.viewport().grab().toImage()
    spot = QRectF(box).center()
    spot.setX(box.left() + 1)
    assert picture.pixelColor(spot.toPoint()) == QColor(current_theme().accent)


def test_a_text_set_anew_keeps_the_caret(pane: ReadingView) -> None:
    show(pane, LONG)
    press(pane, Qt.Key.Key_Down, times=5)
    press(pane, Qt.Key.Key_Right, SHIFT, 4)
    before, offset = selected(pane), pane.caret.offset
    pane.set_typography(Typography(26, 1.6, 50))
    assert (selected(pane), pane.caret.offset) == (before, offset)
    press(pane, Qt.Key.Key_Right, SHIFT)
    assert pane.caret.offset == offset + 1


def test_units_move_the_caret_and_it_goes_on_from_there(pane: ReadingView) -> None:
    show(pane, "<p>One two. Three four.</p><p>Five.</p>")
    pane.move_cursor(Unit.SENTENCE, 1)
    assert (pane.caret.offset, pane.passage and pane.passage.unit) == (9, Unit.SENTENCE)
    press(pane, Qt.Key.Key_Right, SHIFT, 5)
    assert selected(pane) == "Three"
    pane.move_cursor(Unit.WORD, 1, extend=True)
    assert selected(pane) == "Three four"
    pane.move_cursor(Unit.WORD, -2, extend=True)
    assert selected(pane) == ""
    pane.move_cursor(Unit.PARAGRAPH, 1)
    assert pane.caret.offset == 22


KEYS = st.sampled_from(
    [
        getattr(Qt.Key, f"Key_{name}")
        for name in ("Left", "Right", "Up", "Down", "Home", "End", "PageUp", "PageDown")
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ARTICLES, st.lists(st.tuples(KEYS, st.booleans(), st.booleans()), max_size=12))
def test_no_key_leaves_the_text_or_splits_a_character(
    pane: ReadingView, html: str, keys: list[tuple[Qt.Key, bool, bool]]
) -> None:
    text = show(pane, html)
    if not text.strip():
        return
    for key, has_shift, has_ctrl in keys:
        modifiers = (SHIFT if has_shift else NONE) | (CTRL if has_ctrl else NONE)
        if has_ctrl and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            continue  # those grow and shrink the passage
        QTest.keyClick(pane, key, modifiers)
        passage = pane.passage
        assert passage is not None
        assert 0 <= pane.caret.offset <= len(text)
        assert 0 <= passage.start < passage.end <= len(text)
        assert snap(text, *passage.span) == passage.span
        assert text[passage.start : passage.end].strip()
    pane.grab()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(BLOCK, min_size=1, max_size=2).map("".join))
@example("<table><tr><td></td><td>margin</td></tr></table>")
def test_right_and_left_reach_every_place(pane: ReadingView, html: str) -> None:
    """However a text is made, going on arrives at its end, and going back at its start."""
    text = show(pane, html)
    if not text.strip() or pane.positions is None:
        return
    end = pane.positions.to_text(pane.positions.to_document(len(text), is_end=True))
    press(pane, Qt.Key.Key_End, CTRL)
    assert pane.caret.offset == end
    press(pane, Qt.Key.Key_Home, CTRL)
    # An empty cell at the start has the place of the one behind it.
    assert pane.caret.offset == pane.positions.to_text(pane.positions.to_document(0))
    for _ in range(2 * len(text) + 20):
        before = pane.caret.offset
        rtl = pane.document().findBlock(pane.textCursor().position()).textDirection()
        is_rtl = rtl is Qt.LayoutDirection.RightToLeft
        press(pane, Qt.Key.Key_Left if is_rtl else Qt.Key.Key_Right)
        assert pane.caret.offset >= before
        if pane.caret.offset == end:
            break
    assert pane.caret.offset == end
