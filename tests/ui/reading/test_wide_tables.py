"""Tables wider than the column: they scroll by themselves, and all in them is found where it is."""

from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollBar

from reader.core.text.blocks import Block
from reader.core.text.reading.reading_cursor import Unit
from reader.ui.reading.layout.text_geometry import range_rects
from reader.ui.reading.reading_view import ReadingView
from reader.ui.style.reading_typography import Typography
from reader.ui.style.theme import current_theme
from tests.ui.pictures import colors_in
from tests.ui.reading.test_reading_view import highlight, page

_BEFORE = (
    "<p>Words before it, as many as a line has, and some more than that, so that it wraps.</p>"
)


def _table(columns: int, rows: int = 4) -> str:
    cells = "".join(
        "<tr>"
        + "".join(f"<td>Row {row}, place {column}.</td>" for column in range(columns))
        + "</tr>"
        for row in range(rows)
    )
    return f"<table>{cells}</table>"


def _bar(pane: ReadingView) -> QScrollBar | None:
    pane.grab()
    across = Qt.Orientation.Horizontal
    bars = [bar for bar in pane.findChildren(QScrollBar) if bar.orientation() is across]
    found = [bar for bar in bars if bar.isVisible() and bar.maximum() > 0]
    return found[0] if found else None


def _words(pane: ReadingView) -> str:
    return pane.words_of(pane.passage.span) if pane.passage else ""


def _column(pane: ReadingView) -> QRect:
    """The column of the text, in the viewport."""
    left = round(pane.document().rootFrame().frameFormat().leftMargin())
    return pane.viewport().rect().adjusted(left, 0, -left, 0)


def _seen(pane: ReadingView, words: str) -> list[QRect]:
    assert pane.page is not None
    start = pane.page.text.text.index(words)
    rects = range_rects(pane.document(), *pane.document_range((start, start + len(words))))
    top = pane.verticalScrollBar().value()
    return [rect.toAlignedRect().translated(0, -top) for rect in rects]


def test_a_wide_table_scrolls_by_itself_and_a_narrow_one_does_not(pane: ReadingView) -> None:
    pane.show_page(page(_BEFORE + _table(3)), [])
    assert _bar(pane) is None
    assert not pane.scroll_table(1)
    lines = _seen(pane, "Words before it, as many as a line has, and some more than that")
    pane.show_page(page(_BEFORE + _table(14)), [])
    assert _seen(pane, "Words before it, as many as a line has, and some more than that") == lines
    bar = _bar(pane)
    assert bar is not None
    assert not _seen(pane, "Row 1, place 13.")
    while pane.scroll_table(1) and bar.value() < bar.maximum():
        pass
    (last,) = _seen(pane, "Row 1, place 13.")
    assert _column(pane).contains(last)
    assert not _seen(pane, "Row 1, place 0.")
    assert pane.horizontalScrollBar().maximum() == 0
    pane.set_typography(Typography(size=10, measure=400))
    pane.resize(2400, 600)
    assert _bar(pane) is None
    assert all(len(_seen(pane, f"Row 1, place {n}.")) == 1 for n in (0, 13))
    pane.resize(700, 600)
    assert _bar(pane) is not None


def test_the_reading_cursor_brings_each_cell_into_sight(pane: ReadingView) -> None:
    pane.show_page(page(_BEFORE + _table(14, 2) + _BEFORE), [])
    column = _column(pane)
    for row in range(2):
        for number in range(14):
            pane.move_cursor(Unit.SENTENCE, 1)
            words = f"Row {row}, place {number}."
            assert _words(pane) == words
            assert all(column.contains(rect) for rect in _seen(pane, words))
            assert _seen(pane, words)
    pane.move_cursor(Unit.PARAGRAPH, -1)
    assert _words(pane).startswith("Row 0, place 0.")
    assert _seen(pane, "Row 0, place 0.")


def test_a_passage_that_is_scrolled_aside_keeps_its_height_in_another_size(
    pane: ReadingView,
) -> None:
    pane.set_typography(Typography(size=10, measure=400))
    pane.show_page(page(_BEFORE * 60 + _table(14) + _BEFORE * 60), [])
    assert pane.page is not None
    pane.jump_to(pane.page.text.text.index("Row 1, place 0."))
    height = pane.passage_rect().top()
    pane.scroll_table(1)
    assert pane.passage is not None
    assert pane.is_on_screen(pane.passage)
    for width in (2400, 760):  # where it has room, and where not
        pane.resize(width, 600)
        assert abs(pane.passage_rect().top() - height) < 3


def test_the_mouse_finds_what_it_points_at_in_a_scrolled_table(pane: ReadingView) -> None:
    html = _BEFORE + _table(14).replace(
        "Row 2, place 5.", 'Row <a href="https://x.example">2</a>, x.'
    )
    pane.show_page(page(html), [])
    pane.scroll_table(1)
    for number in range(14):
        for rect in _seen(pane, f"Row 1, place {number}."):
            if rect.width() > 40:
                left = Qt.MouseButton.LeftButton
                QTest.mouseClick(pane.viewport(), left, pos=rect.center())
                assert _words(pane) == f"Row 1, place {number}."
    links: list[str] = []
    pane.link_activated.connect(links.append)
    assert pane.page is not None
    at = pane.page.text.text.index("2, x.")
    (link,) = range_rects(pane.document(), *pane.document_range((at, at + 1)))
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=link.center().toPoint())
    assert links == ["https://x.example"]


def test_a_highlight_in_a_scrolled_table_is_painted_at_its_words_alone(pane: ReadingView) -> None:
    shown = page(_BEFORE + _table(14))
    text = shown.text.text
    start = text.index("Row 1, place 4.")
    pane.show_page(shown, [highlight(7, text, start, text.index("Row 1, place 9."))])
    pane.grab()
    paper, tint = pane.grab().toImage(), current_theme().highlights[highlight(7, text, 0, 1).color]
    pane.scroll_table(1)
    pane.scroll_table(1)
    picture = pane.viewport().grab().toImage()
    rects = _seen(pane, "Row 1, place 6.")
    assert rects
    assert all(tint in colors_in(picture, rect) for rect in rects)
    (above,) = _seen(pane, "Row 0, place 6.")
    assert tint not in colors_in(picture, above)
    column, ground = _column(pane), paper.pixelColor(2, 2).name()
    beside = picture.rect().adjusted(column.right() + 2, above.top(), 0, 0)
    assert colors_in(picture, beside) == {ground}


def test_a_wheel_that_turns_sideways_scrolls_the_table_under_the_mouse(pane: ReadingView) -> None:
    pane.show_page(page(_BEFORE + _table(14) + _BEFORE * 40), [])
    bar = _bar(pane)
    assert bar is not None

    def turn(spot: QPoint, delta: QPoint) -> None:
        at, none = QPointF(spot), Qt.MouseButton.NoButton
        QApplication.sendEvent(
            pane.viewport(),
            QWheelEvent(
                at, pane.viewport().mapToGlobal(at), QPoint(), delta, none,
                Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
            ),
        )  # fmt: skip

    (cell,) = _seen(pane, "Row 1, place 0.")
    (words,) = _seen(pane, "Words before it")
    turn(words.center(), QPoint(-120, 0))
    assert bar.value() == 0
    turn(cell.center(), QPoint(-120, 0))
    assert bar.value() > 0
    before = bar.value()
    turn(cell.center(), QPoint(0, -120))
    assert (bar.value(), pane.verticalScrollBar().value() > 0) == (before, True)


def test_wrappers_that_pyside_gives_up_are_not_missed(pane: ReadingView) -> None:
    pane.show_page(page(_BEFORE + _table(14)), [])
    shiboken6.invalidate(pane.horizontalScrollBar())
    pane.resize(600, 500)
    pane.document().size()
    assert pane.scroll_table(1)
    pane.resize(760, 600)
    assert pane.horizontalScrollBar().maximum() == 0


class _CountedBlocks(tuple[Block, ...]):
    """Blocks of which it is counted how often somebody goes through all of them."""

    __slots__ = ()
    times = 0

    def __iter__(self) -> Iterator[Block]:
        _CountedBlocks.times += 1
        return super().__iter__()


def test_all_of_the_text_is_not_gone_through_for_each_table(pane: ReadingView) -> None:
    def times(tables: int) -> int:
        shown = page(_BEFORE + tables * _table(2, rows=1))
        before, blocks = _CountedBlocks.times, _CountedBlocks(shown.text.blocks)
        pane.show_page(shown._replace(text=shown.text._replace(blocks=blocks)), [])
        return _CountedBlocks.times - before

    assert times(12) == times(1)
