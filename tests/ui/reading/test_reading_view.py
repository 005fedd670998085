"""The reading pane: what is painted is what was marked, and the cursor stays in sight."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QImage,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QTextCursor,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from reader.core.models import Annotation, Color, Kind, Status
from reader.core.text.canonical_text import read_html
from reader.core.text.reading.reading_cursor import Passage, Unit
from reader.core.text.segmentation.segmentation import snap
from reader.ui.reading.layout.document_builder import Header
from reader.ui.reading.layout.page_content import Page
from reader.ui.reading.layout.text_geometry import block_rect, range_rects
from reader.ui.reading.painting.target_outline import frame, paint_outlines, stacks
from reader.ui.reading.reading_view import ReadingView
from reader.ui.style.reading_typography import Typography
from reader.ui.style.theme import current_theme
from tests.html_samples import ARTICLES
from tests.ui.pictures import colors_in
from tests.ui.style.test_theme import contrast


def picture(_src: str) -> QImage:
    image = QImage(60, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    return image


def page(html: str, images: dict[str, QSize] | None = None) -> Page:
    sizes = {"asset:1": QSize(60, 30)} if images is None else images
    return Page(1, Header("Site", "A title", "By N. N."), read_html(html), "en", sizes, picture)


def highlight(number: int, text: str, start: int, end: int, note: str = "") -> Annotation:
    return Annotation(
        number, f"{number:036}", 1, Kind.HIGHLIGHT, Color.YELLOW, note, text[start:end], "", "",
        1, start, end, start, end, Status.EXACT, 1.0, (), number, number,
    )  # fmt: skip


class PaintWatch(QObject):
    """Keeps the areas that a widget is asked to paint."""

    def __init__(self) -> None:
        super().__init__()
        self.painted: list[QRect] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.painted.append(event.rect())
        return False


def highlight_rects(pane: ReadingView, number: int) -> list[QRectF]:
    """Where a highlight is painted, in document coordinates."""
    one = pane._highlights.get(number)
    return range_rects(pane.document(), one.start, one.end) if one else []


def text_under(pane: ReadingView, rects: list[QRectF]) -> str:
    """The document's characters whose glyphs lie in the rectangles, told without the pane's map."""
    found = []
    block = pane.document().begin()
    while block.isValid():
        origin, layout = block_rect(block).topLeft(), block.layout()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            for at in range(line.textStart(), line.textStart() + line.textLength()):
                for run in line.glyphRuns(at, 1):
                    advance = run.rawFont().advancesForGlyphIndexes(run.glyphIndexes())[0]
                    x = origin.x() + run.positions()[0].x() + advance.x() / 2
                    middle = QRectF(x, origin.y() + line.y() + 3, 0.1, 0.1)
                    if any(rect.contains(middle) for rect in rects):
                        found.append((block.blockNumber(), at))
        block = block.next()
    return _characters(pane, sorted(set(found)))


def _characters(pane: ReadingView, places: list[tuple[int, int]]) -> str:
    document = pane.document()
    units = "".join(
        document.characterAt(document.findBlockByNumber(number).position() + at)
        for number, at in places
    )
    return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def visible(text: str) -> str:
    """What of a text has glyphs to be seen, in any order of combination."""
    kept = (c for c in text if not c.isspace() and c not in "\u00ad\u200d\ufffc\ufffd\u0301\u2028")
    return "".join(kept)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ARTICLES, st.data())
def test_any_passage_is_found_and_painted_where_it_is(
    pane: ReadingView, html: str, data: st.DataObject
) -> None:
    shown = page(html)
    text = shown.text.text
    if not text.strip():
        return
    first = data.draw(st.integers(0, len(text) - 1))
    last = data.draw(st.integers(first + 1, len(text)))
    start, end = snap(text, first, min(last, first + 60))
    pane.show_page(shown, [highlight(7, text, start, end, "note")])
    wanted, got = visible(text[start:end]), visible(text_under(pane, highlight_rects(pane, 7)))
    assert sorted(got) == sorted(wanted)
    comes_back(pane, text)
    pane.set_found([(first, last)])
    pane.set_passage(Passage(first, last, Unit.SELECTION))
    pane.grab()


def comes_back(pane: ReadingView, text: str) -> None:
    """Check that each offset is that of its character in the document, and comes back from there."""
    assert pane.positions is not None
    for offset, character in enumerate(text):
        if character in "\n\t":
            continue
        position = pane.positions.to_document(offset)
        assert pane.positions.to_text(position) == offset
        width = 2 if character > "\uffff" else 1
        units = "".join(pane.document().characterAt(position + n) for n in range(width))
        assert units.encode("utf-16-le", "surrogatepass").decode("utf-16-le") == character


LONG = "".join(f"<p>Paragraph {n} begins. It goes on. It ends here.</p>" for n in range(120))


def test_the_cursor_stays_in_sight(pane: ReadingView) -> None:
    pane.show_page(page(LONG), [])
    for _ in range(60):
        pane.move_cursor(Unit.PARAGRAPH, 1)
        rect = pane.passage_rect()
        assert 0 <= rect.top() < rect.bottom() <= pane.height()
    assert pane.passage is not None
    assert pane.page is not None
    assert pane.page.text.text[pane.passage.start :].startswith("Paragraph 60")


def test_a_cursor_scrolled_away_begins_on_screen(pane: ReadingView) -> None:
    pane.show_page(page(LONG), [])
    pane.verticalScrollBar().setValue(3000)
    pane.move_cursor(Unit.SENTENCE, 1)
    assert 0 <= pane.passage_rect().top() < pane.height()


def test_a_cursor_scrolled_away_takes_the_first_that_begins_on_screen(pane: ReadingView) -> None:
    pane.show_page(page(LONG), [])
    text = read_html(LONG).text
    spans = [(text.index(line), text.index(line) + len(line)) for line in text.split("\n") if line]
    pane.document().size()  # which has Qt lay out all of it
    tops = [range_rects(pane.document(), *pane.document_range(span))[0].top() for span in spans]
    for height in range(3000, 3100, 9):
        pane.verticalScrollBar().setValue(0)
        pane.set_passage(Passage(*spans[0], Unit.PARAGRAPH))
        pane.verticalScrollBar().setValue(height)
        pane.move_cursor(Unit.PARAGRAPH, 1)
        assert pane.passage is not None
        assert pane.passage.span == next(
            span for span, top in zip(spans, tops, strict=True) if top >= height
        )


def test_a_spot_is_found_while_qt_still_lays_the_text_out(pane: ReadingView, qtbot: QtBot) -> None:
    laid_out = ReadingView()
    qtbot.addWidget(laid_out)
    laid_out.resize(pane.size())
    laid_out.show()
    for each in (pane, laid_out):
        each.show_page(page(LONG), [])
    laid_out.document().size()  # which has Qt lay out all of it
    spot = QPoint(200, pane.viewport().height() - 5)
    for height in range(0, 200, 4):
        for each in (pane, laid_out):
            each.verticalScrollBar().setValue(height)
        assert pane.position_at(spot) == laid_out.position_at(spot), height
    laid_out.clear_page()


def test_pages_turn_to_the_end_and_say_so(pane: ReadingView) -> None:
    pane.show_page(page(LONG), [])
    turns = 0
    while pane.turn_page(1):
        turns += 1
    assert 5 < turns < 40
    assert pane.progress() == 1.0
    assert pane.turn_page(-1)


def test_it_opens_where_it_was_left(pane: ReadingView) -> None:
    shown = page(LONG)
    offset = shown.text.text.index("Paragraph 80")
    pane.show_page(shown, [], offset)
    assert pane.passage is not None
    assert pane.passage.start == offset
    assert 0 <= pane.passage_rect().top() < pane.height()


def test_text_size_keeps_the_place(pane: ReadingView) -> None:
    shown = page(LONG)
    pane.show_page(shown, [], shown.text.text.index("Paragraph 80"))
    before = pane.first_offset_on_screen()
    pane.set_typography(Typography(28, 1.5, 60))
    assert abs(pane.first_offset_on_screen() - before) < 120


def test_a_resize_keeps_the_cursor_on_screen(pane: ReadingView) -> None:
    shown = page(LONG.replace("It goes on.", "It goes on and on and on. " * 6))
    pane.show_page(shown, [], shown.text.text.index("Paragraph 80"))
    for width, height in ((420, 500), (1200, 900), (360, 300)):
        pane.resize(width, height)
        assert 0 <= pane.passage_rect().top() < pane.height()


def test_the_measure_is_kept_at_any_width(pane: ReadingView) -> None:
    pane.show_page(page(LONG), [])
    column = Typography().column_width()
    for width in (320, 640, 1440, 3840):
        pane.resize(width, 600)
        text_width = pane.viewport().width()
        assert text_width <= column + 120
        assert pane.document().idealWidth() <= pane.viewport().width() + 1
        assert pane.horizontalScrollBar().maximum() == 0


def test_nothing_overflows_sideways(pane: ReadingView) -> None:
    wide = "x" * 900
    html = (
        f"<p>{wide}</p><pre>{wide}</pre><table><tr>"
        f"<td>{wide}</td>"
        "</tr></table><p><img src='asset:1'></p>"
    )
    pane.show_page(page(html, {"asset:1": QSize(4000, 2000)}), [])
    for width in (1440, 640, 320):
        pane.resize(width, 600)
        assert pane.document().size().width() <= pane.viewport().width() + 1


def test_it_asks_for_nothing_but_its_own_pictures(pane: ReadingView) -> None:
    pane.show_page(page("<p>a</p>"), [])
    for address in ("file:///etc/hostname", "http://127.0.0.1/x.png", "qrc:/x", "/etc/hostname"):
        answer = pane.loadResource(2, QUrl(address))
        assert isinstance(answer, QImage)
        assert answer.size() == QSize(1, 1)
    assert isinstance(pane.loadResource(2, QUrl("asset:1")), QImage)


def test_a_selection_by_mouse_is_a_passage(pane: ReadingView, qtbot: QtBot) -> None:
    pane.show_page(page("<p>One two three four.</p>"), [])
    cursor = QTextCursor(pane.document())
    assert pane.positions is not None
    cursor.setPosition(pane.positions.to_document(4))
    start = pane.cursorRect(cursor).center()
    cursor.setPosition(pane.positions.to_document(13))
    end = pane.cursorRect(cursor).center()
    viewport = pane.viewport()
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, left, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(viewport, QPoint((start.x() + end.x()) // 2, start.y()))
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, left, Qt.KeyboardModifier.NoModifier, end)
    assert pane.passage is not None
    assert (pane.passage.span, pane.passage.unit) == ((4, 13), Unit.SELECTION)


def test_a_click_puts_the_cursor_on_the_sentence(pane: ReadingView, qtbot: QtBot) -> None:
    pane.show_page(page("<p>One two. Three four.</p>"), [])
    cursor = QTextCursor(pane.document())
    assert pane.positions is not None
    cursor.setPosition(pane.positions.to_document(12))
    spot = pane.cursorRect(cursor).center()
    qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert pane.passage is not None
    assert pane.passage.span == (9, 20)
    one = highlight(3, "One two. Three four.", 9, 14)
    pane.set_annotations([one])
    with qtbot.waitSignal(pane.highlight_activated) as signal:
        qtbot.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert signal.args == [3]


def test_a_passage_across_a_picture_is_painted(pane: ReadingView) -> None:
    html = "<p>One.</p><figure><img src='asset:1'></figure><hr><p>Two.</p>"
    shown = page(html)
    pane.show_page(shown, [])
    pane.set_passage(Passage(0, len(shown.text.text), Unit.SELECTION))
    assert not pane.grab().isNull()


def test_overlapping_highlights_are_all_painted(pane: ReadingView) -> None:
    shown = page("<p>One two three four five six.</p>")
    text = shown.text.text
    both = [highlight(1, text, 0, 18), highlight(2, text, 8, 27)]
    pane.show_page(shown, both)
    assert visible(text_under(pane, highlight_rects(pane, 1))) == "Onetwothreefour"
    assert visible(text_under(pane, highlight_rects(pane, 2))) == "threefourfivesix"


def test_the_highlight_that_keys_act_on_is_framed_among_those_it_overlaps(
    pane: ReadingView,
) -> None:
    shown = page("<p>One two three four five six.</p>")
    text = shown.text.text
    pane.show_page(shown, [highlight(1, text, 0, 18), highlight(2, text, 8, 27)])
    accent = QColor(current_theme().accent)
    for number in (1, 2):
        pane.set_target(number)
        picture = pane.viewport().grab().toImage()
        (rect,) = highlight_rects(pane, number)
        top = pane.verticalScrollBar().value()
        middle = round(rect.center().x()), round(rect.top() - top - 2.5)
        column = [picture.pixelColor(middle[0], middle[1] + n) for n in (-1, 0, 1)]
        assert any(_is_near(color, accent) for color in column), number
    pane.set_target(None)
    picture = pane.viewport().grab().toImage()
    assert not any(_is_near(picture.pixelColor(middle[0], middle[1] + n), accent) for n in (-1, 0))


def test_a_bar_for_each_depth_stands_beside_what_is_quoted(pane: ReadingView) -> None:
    html = (
        "<p>Before.</p><blockquote><p>Said.</p><blockquote><p>Deep.</p></blockquote></blockquote>"
    )
    shown = page(html)
    pane.show_page(shown, [])
    picture, accent = pane.viewport().grab().toImage(), QColor(current_theme().accent)
    for words, depth in (("Said.", 1), ("Deep.", 2)):
        start = shown.text.text.index(words)
        (rect,) = range_rects(pane.document(), *pane.document_range((start, start + len(words))))
        height = round(rect.center().y()) - pane.verticalScrollBar().value()
        row = [picture.pixelColor(x, height) == accent for x in range(int(rect.left()))]
        assert sum(now and not before for before, now in pairwise(row)) == depth


def test_only_the_highlight_that_keys_act_on_is_underlined(pane: ReadingView) -> None:
    shown = page("<p>One two three four five six. And on.</p>")
    text = shown.text.text
    pane.show_page(shown, [highlight(1, text, 0, 7), highlight(2, text, 19, 27)])
    pane.set_passage(Passage(text.index("And"), len(text), Unit.SENTENCE))
    for target in (1, 2, None):
        pane.set_target(target)
        picture = pane.viewport().grab().toImage()
        for number in (1, 2):
            (rect,) = highlight_rects(pane, number)
            spot = rect.translated(0, -pane.verticalScrollBar().value()).toAlignedRect()
            is_underlined = picture.pixelColor(spot.center().x(), spot.bottom() - 1) == QColor(
                current_theme().accent
            )
            assert is_underlined == (number == target)


def _is_near(color: QColor, other: QColor) -> bool:
    return all(
        abs(one - two) < 60
        for one, two in zip(color.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]
    )


def test_where_overlapping_highlights_of_one_colour_end_is_to_be_seen(pane: ReadingView) -> None:
    shown = page("<p>One two three four five six.</p>")
    text = shown.text.text
    pane.show_page(shown, [highlight(1, text, 0, 18), highlight(2, text, 8, 27)])
    pane.take_passage(None)
    picture, top = pane.viewport().grab().toImage(), pane.verticalScrollBar().value()
    tint = QColor(current_theme().highlights[Color.YELLOW])
    (lower,), (upper,) = highlight_rects(pane, 1), highlight_rects(pane, 2)
    for x in (lower.right() - 1, upper.left() + 0.5):
        edge = picture.pixelColor(round(x), round(lower.top() - top) + 1)
        assert edge.lightness() < tint.lightness() - 30


def test_all_places_found_are_marked_and_the_current_one_clearly(pane: ReadingView) -> None:
    shown = page("<p>A fox, a fox and a fox.</p>")
    text = shown.text.text
    pane.show_page(shown, [highlight(1, text, 0, len(text))])  # over which they are seen as well
    places = [(2, 5), (9, 12), (19, 22)]
    assert [text[start:end] for start, end in places] == ["fox"] * 3
    pane.set_found(places)
    pane.set_passage(Passage(9, 12, Unit.SELECTION))
    picture, scrolled = pane.viewport().grab().toImage(), pane.verticalScrollBar().value()
    tint = QColor(current_theme().highlights[Color.YELLOW])

    def at(offset: int) -> QColor:
        (rect,) = range_rects(pane.document(), *pane.document_range((offset, offset + 3)))
        return picture.pixelColor(round(rect.center().x()), round(rect.top() - scrolled) + 1)

    quiet, current, other = at(2), at(9), at(19)
    assert quiet == other
    assert current.lightness() < quiet.lightness() < tint.lightness()


def test_the_whole_frame_of_a_passage_is_painted_anew(pane: ReadingView, qtbot: QtBot) -> None:
    shown = page("<p>One two three.</p><p>Four five six.</p>")
    text = shown.text.text
    end = text.index("\n")
    pane.show_page(shown, [highlight(1, text, 0, end)])
    qtbot.waitExposed(pane)
    eye = PaintWatch()
    pane.viewport().installEventFilter(eye)
    qtbot.wait(20)
    eye.painted.clear()
    pane._update_range(*pane.document_range((0, end)))
    qtbot.waitUntil(lambda: bool(eye.painted))
    (rect,) = highlight_rects(pane, 1)
    top = pane.verticalScrollBar().value()
    assert eye.painted[0].bottom() >= rect.bottom() - top + 4
    assert eye.painted[0].top() <= rect.top() - top - 4


def test_only_the_bar_is_painted_anew_when_the_keys_go_elsewhere(
    pane: ReadingView, qtbot: QtBot
) -> None:
    shown = page("<p>One two three.</p>" + "<p>Four <b>five</b> six.</p>" * 20)
    text = shown.text.text
    pane.show_page(shown, [highlight(1, text, 4, 22)])
    field = QLineEdit(pane.parentWidget())
    qtbot.addWidget(field)
    field.show()
    pane.activateWindow()
    pane.setFocus()
    qtbot.waitUntil(pane.hasFocus)
    qtbot.wait(20)
    eye = PaintWatch()
    pane.viewport().installEventFilter(eye)
    with_keys = pane.viewport().grab().toImage()
    eye.painted.clear()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: bool(eye.painted))
    assert all(rect.width() < 8 for rect in eye.painted)
    area = QRect(eye.painted[0])
    without = pane.viewport().grab().toImage()
    changed = [
        (x, y)
        for y in range(without.height())
        if without.copy(0, y, without.width(), 1) != with_keys.copy(0, y, without.width(), 1)
        for x in range(without.width())
        if without.pixel(x, y) != with_keys.pixel(x, y)
    ]
    assert changed
    assert all(area.contains(x, y) for x, y in changed)
    strip = QImage(area.size(), QImage.Format.Format_RGB32)  # painted alone, it looks the same
    pane.viewport().render(strip, QPoint(), QRegion(area))
    assert strip == without.copy(area).convertToFormat(QImage.Format.Format_RGB32)


def line(left: float, top: float, right: float, bottom: float) -> QRectF:
    return QRectF(QPointF(left, top), QPointF(right, bottom))


def test_a_passage_of_several_lines_is_framed_as_one() -> None:
    # A sentence from within a line to within the next but one.
    lines = [line(60, 0, 100, 20), line(0, 22, 100, 42), line(0, 44, 30, 64)]
    assert stacks(lines) == [lines]
    outline = frame(lines)
    inside = [(80, 10), (80, 21), (10, 30), (90, 41), (20, 43), (20, 60)]
    outside = [(50, 10), (59, 21), (90, 43), (31, 60), (-1, 30), (101, 30)]
    for x, y in inside:
        assert outline.containsPoint(QPointF(x, y), Qt.FillRule.WindingFill), (x, y)
    for x, y in outside:
        assert not outline.containsPoint(QPointF(x, y), Qt.FillRule.WindingFill), (x, y)


def test_what_does_not_lie_below_is_framed_by_itself() -> None:
    """The end of one line and the beginning of the next; another paragraph; parts of one line."""
    apart = [line(80, 0, 100, 20), line(0, 22, 30, 42)]
    assert stacks(apart) == [[apart[0]], [apart[1]]]
    far = [line(0, 0, 100, 20), line(0, 60, 100, 80)]
    assert stacks(far) == [[far[0]], [far[1]]]
    beside = [line(0, 0, 40, 20), line(50, 0, 90, 20)]
    assert stacks(beside) == [[beside[0]], [beside[1]]]
    assert stacks([]) == []


@pytest.mark.parametrize("html", ["<p>One two three.</p>", '<p dir="rtl">אחת שתיים שלוש.</p>'])
def test_a_strip_of_the_margin_is_painted_as_it_is_in_the_whole(
    pane: ReadingView, html: str
) -> None:
    """The marks of notes are on one side of the text, the bar on the other."""
    shown = page(html + "<p>Four five six.</p>")
    pane.show_page(shown, [highlight(1, shown.text.text, 0, 7, note="a note")])
    viewport = pane.viewport()
    whole = viewport.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    margin = int(pane.document().rootFrame().frameFormat().leftMargin()) - 5
    for left in (0, viewport.width() - margin):
        strip = QRect(left, 0, margin, viewport.height())
        alone = QImage(strip.size(), QImage.Format.Format_RGB32)
        viewport.render(alone, QPoint(), QRegion(strip))
        inked = {whole.pixel(x, y) for x in range(left, left + margin) for y in range(300)}
        assert len(inked) > 1  # a bar, or a mark
        assert alone == whole.copy(strip)


def test_a_frame_over_mixed_scripts_has_no_lines_within(pane: ReadingView) -> None:
    mixed = "<p>abc אבג def " + "words and words and words ושוב מילים ומילים " * 6 + "</p>"
    shown = page(mixed)
    text = shown.text.text
    pane.show_page(shown, [highlight(1, text, text.index("מילים"), len(text))])
    pane.set_target(1)
    parts = highlight_rects(pane, 1)
    assert len({rect.top() for rect in parts}) < len(parts)
    outline: list[QPainterPath] = []

    class Painter(QPainter):
        def drawPath(self, path: QPainterPath) -> None:
            outline.append(path)

    image = QImage(pane.viewport().size(), QImage.Format.Format_RGB32)
    painter = Painter(image)
    paint_outlines(painter, pane, QRectF(pane.viewport().rect()))
    painter.end()
    (path,) = outline
    top = parts[0].top()
    assert all(path.contains(rect.center()) for rect in parts)
    assert path.elementCount() > 0
    assert path.boundingRect().top() < top


def test_a_selection_is_seen_on_the_page_and_a_passage_stays_soft(pane: ReadingView) -> None:
    shown = page("<p>Some words of a sentence, and others.</p>")
    pane.show_page(shown, [])
    start = shown.text.text.index("words")
    strongest = {}
    for unit in (Unit.SELECTION, Unit.SENTENCE):
        pane.set_passage(Passage(start, start + 5, unit))
        (rect,) = range_rects(pane.document(), *pane.document_range((start, start + 5)))
        below = QRect(round(rect.left()) + 2, round(rect.bottom()) + 1, 20, 4)
        found = colors_in(pane.viewport().grab().toImage(), below)
        strongest[unit] = max(contrast(one, current_theme().paper) for one in found)
    assert strongest[Unit.SELECTION] >= 3
    assert strongest[Unit.SENTENCE] < 1.5


@pytest.mark.parametrize(
    ("href", "tip"),
    [
        ("https://x.example/a?b=1", "https://x.example/a?b=1"),
        ("https://x.example/%3Cb%3E", "https://x.example/%3Cb%3E"),
        (f"https://x.example/{'a' * 300}", f"https://x.example/{'a' * 102}…"),
        ("#part", ""),
    ],
)
def test_a_link_tells_where_it_leads_before_it_is_opened(
    pane: ReadingView, href: str, tip: str
) -> None:
    pane.show_page(page(f'<p>A <a href="{href}">way</a> out.</p><h2 id="part">Part</h2>'), [])
    _start, end = pane.document_range((2, 5))
    cursor = QTextCursor(pane.document())
    cursor.setPosition(end)
    assert cursor.charFormat().toolTip() == tip


def test_a_link_within_the_text_leads_there_and_back(pane: ReadingView) -> None:
    links: list[str] = []
    pane.link_activated.connect(links.append)
    filler = "<p>Filler for the height of it.</p>" * 80
    html = (
        f'<p>One <a href="#a-note" id="a-back">mark</a>.</p>{filler}'
        f'<h2 id="a-note">The part. <a href="#a-back">back</a></h2>{filler}'
    )
    pane.show_page(page(html), [])
    for word, sentence in (("mark", "The part."), ("back", "One mark.")):
        offset = pane.page.text.text.index(word) if pane.page else 0
        if word == "back":
            offset = pane.page.text.text.rindex("back") if pane.page else 0
        start, end = pane.document_range((offset, offset + len(word)))
        rect = range_rects(pane.document(), start, end)[0]
        spot = QPoint(round(rect.center().x()), round(rect.center().y()))
        spot -= QPoint(0, pane.verticalScrollBar().value())
        QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert pane.passage is not None
        assert pane.page is not None
        assert pane.page.text.text[slice(*pane.passage.span)].startswith(sentence)
        assert pane.is_on_screen(pane.passage)
    for direction, sentence in ((-1, "The part."), (-1, "One mark."), (1, "The part.")):
        assert pane.step_in_history(direction)
        assert pane.passage is not None
        assert pane.page is not None
        assert pane.page.text.text[slice(*pane.passage.span)].startswith(sentence)
    assert pane.step_in_history(-1)
    assert not pane.step_in_history(-1)
    pane.follow_link("#a-nowhere")
    pane.follow_link("https://x.example")
    assert links == ["https://x.example"]


def test_how_words_are_read_is_painted_above_them(pane: ReadingView) -> None:
    def ink_above(html: str) -> bool:
        pane.show_page(page(html), [])
        pane.take_passage(None)
        start, end = pane.document_range((3, 6))
        rect = range_rects(pane.document(), start, end)[0].toRect()
        rect.translate(0, -pane.verticalScrollBar().value())
        image = pane.viewport().grab(rect.adjusted(0, -10, 0, -rect.height() - 1)).toImage()
        ground = QColor(current_theme().paper)
        return any(
            image.pixelColor(x, y) != ground
            for x in range(image.width())
            for y in range(image.height())
        )

    assert ink_above('<p>An <ruby title="mmm">eye</ruby> sees.</p>')
    assert not ink_above("<p>An <ruby>eye</ruby> sees.</p>")


def test_the_header_of_a_text_from_right_to_left(pane: ReadingView) -> None:
    from_right, from_left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    for html, sides in (
        ("<div dir=rtl><p>Python 3</p></div>", [from_left, from_right, from_left]),
        ("<p>Python 3</p>", [from_left] * 3),
    ):
        pane.show_page(page(html), [])
        block = pane.document().begin()
        found = []
        for _number in range(3):
            found.append(block.textDirection())
            block = block.next()
        assert found[1:] == sides[1:]


def test_a_rule_below_a_table_is_in_the_column(pane: ReadingView) -> None:
    """Qt puts an empty block behind a table, to its right."""
    spans = []
    for before in ("<p>One</p>", "<table><tr><th>One</th></tr><tr><td>1</td></tr></table>"):
        pane.show_page(page(f"{before}<hr><p>Two</p>"), [])
        block = pane.document().lastBlock().previous()
        y = int(block_rect(block).center().y())
        image = pane.viewport().grab(QRect(0, y - 2, pane.viewport().width(), 5)).toImage()
        line, ratio = QColor(current_theme().line), image.devicePixelRatio()
        spans.append(
            {
                round(x / ratio)
                for x in range(image.width())
                if any(image.pixelColor(x, one) == line for one in range(image.height()))
            }
        )
    assert spans[0] == spans[1]
    assert len(spans[0]) > 200


def test_a_line_is_above_each_row_of_a_table_and_clearest_below_its_header(
    pane: ReadingView,
) -> None:
    rows = "".join(f"<tr><td>Row {n}</td><td>Place {n}</td></tr>" for n in range(3))
    shown = page(f"<table><tr><th>Header</th><th>Other</th></tr>{rows}</table>")
    pane.show_page(shown, [])
    image, theme = pane.viewport().grab().toImage(), current_theme()
    margin = int(pane.document().rootFrame().frameFormat().leftMargin())
    colors = (QColor(theme.muted), QColor(theme.line))
    lines = [
        (y, colors.index(color))
        for y in range(image.height())
        if (color := image.pixelColor(margin + 2, y)) in colors
        and all(image.pixelColor(x, y) == color for x in range(margin + 2, image.width() - margin))
    ]
    assert [color for _y, color in lines] == [0, 1, 1]
    words = ("Header", "Row 0", "Row 1", "Row 2")
    starts = [shown.text.text.index(one) for one in words]
    top = pane.verticalScrollBar().value()
    rects = [range_rects(pane.document(), *pane.document_range((n, n + 5)))[0] for n in starts]
    for (y, _color), (above, below) in zip(lines, pairwise(rects), strict=True):
        assert above.bottom() - top <= y < below.top() - top


@pytest.mark.parametrize("width", [1, 4, 12])
def test_a_pane_narrower_than_its_scroll_bar_is_set_too(pane: ReadingView, width: int) -> None:
    pane.show_page(page("<p>Words</p>" * 200), [])
    pane.resize(width, 100)
    pane.set_typography(Typography(size=24))
    pane.resize(600, 400)
    assert pane.toPlainText().endswith("Words")
