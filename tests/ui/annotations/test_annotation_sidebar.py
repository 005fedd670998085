"""The sidebar: cards in order, moved through by key, narrowed, and notes that are never lost."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit
from pytestqt.qtbot import QtBot

from reader.core.models import Annotation, Color, Kind, Status
from reader.library.note_drafts import Draft
from reader.services import Services
from reader.ui.annotations.annotation_card import (
    CardFonts,
    estimate_height,
    lay_out,
    paint_annotation,
    tag_at,
)
from reader.ui.annotations.annotation_filter import CardFilter
from reader.ui.annotations.annotation_sidebar import AnnotationSidebar
from reader.ui.annotations.annotation_texts import foot_words
from reader.ui.annotations.note_autosave import DraftStore
from reader.ui.annotations.note_session import Answer
from reader.ui.overlays.choice_list import ChoiceList
from reader.ui.overlays.choice_rows import Row
from reader.ui.style.painting import SIDE
from reader.ui.style.theme import apply_theme, current_theme, load_theme
from tests.ui.overlay_host import make_annotation, make_host, make_prompt, press, write
from tests.ui.pictures import colors_in

CONTROL = Qt.KeyboardModifier.ControlModifier
LONG = "A page that scrolls has no edge to write on, and a passage is soon forgotten. " * 12
ITEMS = [
    make_annotation(1, "", note="About the whole", kind=Kind.ARTICLE_NOTE, tags=("survey",)),
    make_annotation(2, "left behind the most candid record", note="Why", tags=("evidence",)),
    make_annotation(3, "They mark a sentence", tags=("method/close",), color=Color.GREEN),
    make_annotation(4, "keep the list short", color=Color.BLUE),
    make_annotation(5, LONG, color=Color.GREEN, status=Status.REVIEW, tags=("method",)),
]


@pytest.fixture
def light(qapp: QApplication) -> QApplication:
    """The application in a theme, before there are windows, as it starts."""
    apply_theme(qapp, load_theme("light"))
    return qapp


@pytest.fixture
def host(qtbot: QtBot) -> QMainWindow:
    return make_host(qtbot, 900, 700)


@pytest.fixture
def sidebar(qtbot: QtBot, host: QMainWindow, app: Services) -> AnnotationSidebar:
    sidebar = AnnotationSidebar(DraftStore(app, host), host)
    sidebar.setGeometry(580, 0, 320, 700)
    sidebar.show()
    sidebar.set_annotations(ITEMS, 1)
    return sidebar


def edit(
    sidebar: AnnotationSidebar,
    number: int | None,
    note: str,
    on_answer: Answer = lambda _answer: None,
) -> None:
    """Write a note, which goes into no library."""
    sidebar.edit_note(make_prompt(sidebar.drafts._app, number, note), on_answer)


def shown(sidebar: AnnotationSidebar) -> list[int]:
    return [item.id for item in sidebar.list.cards.items]


def center(sidebar: AnnotationSidebar, number: int) -> QPoint:
    row = sidebar.list.cards.row_of(number)
    return sidebar.list.visualRect(sidebar.list.cards.index(row)).center()


def click(sidebar: AnnotationSidebar, number: int) -> None:
    QTest.mouseClick(
        sidebar.list.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        center(sidebar, number),
    )


# -- moving -----------------------------------------------------------------------------------


def test_keys_move_and_enter_jumps(qtbot: QtBot, sidebar: AnnotationSidebar) -> None:
    moved: list[int] = []
    jumped: list[int] = []
    sidebar.current_changed.connect(moved.append)
    sidebar.jump_requested.connect(jumped.append)
    sidebar.entered.connect(lambda: sidebar.set_nearest(0))
    sidebar.setFocus(Qt.FocusReason.OtherFocusReason)
    for key in (Qt.Key.Key_J, Qt.Key.Key_Down, Qt.Key.Key_K, Qt.Key.Key_End, Qt.Key.Key_Up):
        press(key)
    press(Qt.Key.Key_Return)
    assert moved == [2, 3, 2, 5, 4]
    assert jumped == [4]
    assert sidebar.current_id() == 4


def test_following_the_text_is_silent_and_brings_the_card_into_sight(
    sidebar: AnnotationSidebar,
) -> None:
    moved: list[int] = []
    sidebar.current_changed.connect(moved.append)
    sidebar.set_annotations([make_annotation(n, LONG) for n in range(1, 60)], 1)
    sidebar.set_current(50)
    assert sidebar.current_id() == 50
    assert moved == []
    assert sidebar.list.viewport().rect().contains(center(sidebar, 50))
    sidebar.set_current(None)
    assert sidebar.current_id() is None
    sidebar.set_current(777)
    assert sidebar.current_id() is None


def test_a_click_jumps(sidebar: AnnotationSidebar) -> None:
    jumped: list[int] = []
    sidebar.jump_requested.connect(jumped.append)
    click(sidebar, 3)
    assert jumped == [3]
    assert sidebar.current_id() == 3


def test_the_current_quote_is_shown_whole(sidebar: AnnotationSidebar) -> None:
    row = sidebar.list.cards.row_of(5)
    before = sidebar.list.layout_of(row).height
    sidebar.set_current(5)
    assert sidebar.list.layout_of(row).height > before * 2
    sidebar.set_current(2)
    assert sidebar.list.layout_of(row).height == before


def check_heights(sidebar: AnnotationSidebar) -> None:
    """Each row in sight is as high as its card needs, and begins where the one above it ends."""
    cards = sidebar.list
    rects = [cards.visualRect(cards.cards.index(row)) for row in range(len(cards.cards.items))]
    for rect, following in pairwise(rects):
        assert following.top() == rect.bottom() + 1
    seen = [row for row, rect in enumerate(rects) if rect.intersects(cards.viewport().rect())]
    assert seen
    for row in seen:
        assert rects[row].height() == cards.layout_of(row).height, row


def test_a_row_is_as_high_as_its_card_whichever_is_current(sidebar: AnnotationSidebar) -> None:
    sidebar.set_current(3)
    sidebar.set_annotations([*ITEMS, make_annotation(6, LONG)], 1)  # as when a passage is marked
    sidebar.set_current(6)
    check_heights(sidebar)
    sidebar.set_filter(CardFilter(frozenset({Color.BLUE})))  # without the current card
    check_heights(sidebar)
    sidebar.set_filter(CardFilter())
    check_heights(sidebar)
    sidebar.set_current(5)
    sidebar.hide()
    sidebar.set_current(6)
    sidebar.show()
    check_heights(sidebar)


def test_cards_far_below_have_their_height_as_soon_as_they_are_painted(
    sidebar: AnnotationSidebar,
) -> None:
    sidebar.set_annotations(
        [make_annotation(n, LONG[: 40 + n * 37 % 400], note="why") for n in range(1, 300)], 1
    )
    sidebar.set_current(200)
    check_heights(sidebar)
    bar = sidebar.list.verticalScrollBar()
    for value in (0, bar.maximum() // 3, bar.maximum()):
        bar.setValue(value)
        check_heights(sidebar)


def test_other_keys_are_left_to_the_window(sidebar: AnnotationSidebar) -> None:
    sidebar.setFocus(Qt.FocusReason.OtherFocusReason)
    current = sidebar.current_id()
    for key in (Qt.Key.Key_A, Qt.Key.Key_L, Qt.Key.Key_T):
        press(key)
    press(Qt.Key.Key_J, CONTROL)
    assert sidebar.current_id() == current


def test_the_same_article_again_keeps_card_and_place(sidebar: AnnotationSidebar) -> None:
    items = [make_annotation(n, LONG) for n in range(1, 60)]
    sidebar.set_annotations(items, 1)
    sidebar.set_current(40)
    place = sidebar.list.verticalScrollBar().value()
    sidebar.set_annotations([*items[:-1], make_annotation(59, "new", note="n")], 1)
    assert sidebar.current_id() == 40
    assert sidebar.list.verticalScrollBar().value() == place > 0
    sidebar.set_annotations(items, 2)
    assert sidebar.list.verticalScrollBar().value() == 0


def test_the_cards_in_sight_stay_when_the_one_at_the_top_goes(sidebar: AnnotationSidebar) -> None:
    items = [make_annotation(n, LONG) for n in range(1, 60)]
    sidebar.set_annotations(items, 1)
    cards = sidebar.list
    cards.verticalScrollBar().setValue(cards.heights.top(20) + 30)
    sidebar.set_annotations([item for item in items if item.id != 21], 1)
    assert cards.visualRect(cards.cards.index(cards.cards.row_of(22))).top() == 0


def test_a_card_made_current_while_hidden_is_in_sight_when_shown(
    sidebar: AnnotationSidebar,
) -> None:
    wide = "WWWWWW MMMMMM " * 7  # more lines than their count of letters lets expect
    sidebar.set_annotations([make_annotation(n, wide) for n in range(1, 60)], 1)
    sidebar.hide()
    sidebar.set_current(40)
    sidebar.show()
    row = sidebar.list.visualRect(sidebar.list.cards.index(sidebar.list.cards.row_of(40)))
    assert sidebar.list.viewport().rect().contains(row)


# -- filters ----------------------------------------------------------------------------------


def test_dots_are_there_for_the_colours_in_use_and_have_names(sidebar: AnnotationSidebar) -> None:
    names = [dot.toolTip() for dot in sidebar.row.dots]
    assert names == ["Yellow · 1 highlight", "Green · 2 highlights", "Blue · 1 highlight"]


def test_dots_and_the_tag_menu_narrow_the_cards(sidebar: AnnotationSidebar) -> None:
    green = sidebar.row.dots[1]
    QTest.mouseClick(green, Qt.MouseButton.LeftButton)
    assert shown(sidebar) == [3, 5]
    assert "green" in sidebar.filter_label.text()
    blue = sidebar.row.dots[2]
    blue.setFocus()
    press(Qt.Key.Key_Space)
    assert shown(sidebar) == [3, 4, 5]
    actions = {action.data(): action for action in sidebar.row.menu.actions()}
    actions["method"].trigger()
    assert shown(sidebar) == [3, 5]  # method/close lies below method
    QTest.mouseClick(sidebar.clear_button, Qt.MouseButton.LeftButton)
    assert shown(sidebar) == [1, 2, 3, 4, 5]
    assert not green.isChecked()


def test_a_filter_that_finds_nothing_says_so(sidebar: AnnotationSidebar) -> None:
    sidebar.set_filter(CardFilter(frozenset({Color.BLUE}), "method"))
    assert shown(sidebar) == []
    assert sidebar.empty.isVisible()
    assert sidebar.empty.title == "No card is blue, #method."
    sidebar.grab()


def test_without_an_article_there_is_nothing_to_filter_by(qtbot: QtBot, app: Services) -> None:
    sidebar = AnnotationSidebar(DraftStore(app))
    qtbot.addWidget(sidebar)
    sidebar.show()
    assert not sidebar.row.isVisible()


def test_a_filter_goes_with_what_it_was_for(sidebar: AnnotationSidebar) -> None:
    sidebar.set_filter(CardFilter(frozenset({Color.BLUE})))
    sidebar.set_annotations(ITEMS[:3], 1)
    assert sidebar.filter.is_empty
    sidebar.set_filter(CardFilter(frozenset({Color.GREEN})))
    sidebar.set_annotations(ITEMS, 2)
    assert sidebar.filter.is_empty


def test_an_article_without_annotations_teaches(sidebar: AnnotationSidebar) -> None:
    sidebar.set_annotations([], 1)
    said = sidebar.empty.accessibleName()
    assert "h highlights the sentence" in said
    assert "n adds a note to it" in said
    assert sidebar.row.isHidden()
    assert "1…9" in sidebar.empty.accessibleName()
    sidebar.grab()
    sidebar.set_annotations([], None)
    assert "Open an article" in sidebar.empty.accessibleName()


# -- notes ------------------------------------------------------------------------------------


def test_control_enter_saves_and_gives_the_focus_back(sidebar: AnnotationSidebar) -> None:
    before = QApplication.focusWidget()
    answers: list[str | None] = []
    edit(sidebar, 3, "", answers.append)
    assert QApplication.focusWidget() is sidebar.list.editor.field
    write("Say why, in six words. jk")
    press(Qt.Key.Key_Return)
    write("And again")
    press(Qt.Key.Key_Return, CONTROL)
    assert answers == ["Say why, in six words. jk\nAnd again"]
    assert QApplication.focusWidget() is before
    assert sidebar.list.editing is None
    assert sidebar.drafts.drafts == {}


def test_escape_saves_and_gives_the_focus_back(sidebar: AnnotationSidebar) -> None:
    before = QApplication.focusWidget()
    answers: list[str | None] = []
    edit(sidebar, 2, "Why", answers.append)
    write(" not")
    press(Qt.Key.Key_Escape)
    edit(sidebar, 2, "Why not", answers.append)
    press(Qt.Key.Key_Escape)
    assert answers == ["Why not", None]
    assert QApplication.focusWidget() is before
    assert sidebar.drafts.drafts == {}


def test_a_card_without_place_says_whether_its_article_has_a_text() -> None:
    lost = replace(ITEMS[1], start=None, end=None, status=Status.ORPHAN, is_settled=True)
    waiting = replace(lost, is_waiting_for_text=True)
    words = [foot_words(one)[-1][0] for one in (lost, waiting)]
    assert words == ["orphaned", "article has no text yet"]


def test_what_was_not_saved_is_offered_and_can_be_discarded(sidebar: AnnotationSidebar) -> None:
    answers: list[str | None] = []
    sidebar.drafts.drafts["annotation:2"] = Draft("Why not", "Why")
    assert [item.id for item in ITEMS if sidebar.list.has_draft(item)] == [2]
    at_foot = [[word for word, _ in foot_words(ITEMS[1], has_draft=has)] for has in (False, True)]
    assert ["draft" in words for words in at_foot] == [False, True]
    edit(sidebar, 2, "Why", answers.append)
    editor = sidebar.list.editor
    assert editor.text == "Why not"
    assert editor.notice.isVisible()
    QTest.mouseClick(editor.discard, Qt.MouseButton.LeftButton)
    assert editor.text == "Why"
    assert (editor.notice.isHidden(), editor.discard.isHidden()) == (True, True)
    press(Qt.Key.Key_Z, CONTROL)
    assert editor.text == "Why not"
    press(Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Escape)
    assert sidebar.drafts.drafts == {}
    assert answers == [None]


def test_what_was_not_saved_stands_behind_a_newer_note(sidebar: AnnotationSidebar) -> None:
    sidebar.drafts.drafts["annotation:2"] = Draft("Why not", "Why")
    edit(sidebar, 2, "Who knows")
    assert sidebar.list.editor.text == "Who knows\n\nWhy not"


def test_each_note_is_for_its_own_card_only(sidebar: AnnotationSidebar) -> None:
    answers: list[str | None] = []
    edit(sidebar, 2, "", answers.append)
    write("two")
    edit(sidebar, 3, "", answers.append)
    assert sidebar.list.editor.text == ""
    write("three")
    edit(sidebar, None, "", answers.append)
    assert sidebar.list.editor.text == ""
    assert answers == ["two", "three"]


def test_going_elsewhere_saves(qtbot: QtBot, host: QMainWindow, sidebar: AnnotationSidebar) -> None:
    answers: list[str | None] = []
    edit(sidebar, 4, "", answers.append)
    write("half a thought")
    field = host.centralWidget()
    assert isinstance(field, QPlainTextEdit)
    QTest.mouseClick(field.viewport(), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: answers == ["half a thought"])
    assert QApplication.focusWidget() is field


def test_an_overlay_does_not_close_the_editor(
    qtbot: QtBot, host: QMainWindow, sidebar: AnnotationSidebar
) -> None:
    answers: list[str | None] = []
    edit(sidebar, 4, "", answers.append)
    choices = ChoiceList(host)
    choices.ask([Row("a", "A")], lambda _answer: None)
    qtbot.wait(20)
    assert sidebar.list.editing is not None
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is sidebar.list.editor.field
    assert answers == []


def test_refreshing_the_cards_leaves_the_editor_open(sidebar: AnnotationSidebar) -> None:
    answers: list[str | None] = []
    edit(sidebar, 3, "", answers.append)
    write("a")
    sidebar.set_annotations([make_annotation(9, "new one"), *ITEMS], 1)
    assert QApplication.focusWidget() is sidebar.list.editor.field
    write("b")
    press(Qt.Key.Key_Return, CONTROL)
    assert answers == ["ab"]


def test_a_vanished_card_closes_its_editor_and_answers(sidebar: AnnotationSidebar) -> None:
    answers: list[str | None] = []
    edit(sidebar, 3, "", answers.append)
    write("kept")
    sidebar.set_annotations(ITEMS[:2], 1)
    assert answers == ["kept"]


def test_a_card_that_is_not_listed_yet_is_waited_for(sidebar: AnnotationSidebar) -> None:
    answers: list[str | None] = []
    edit(sidebar, 9, "", answers.append)
    assert sidebar.list.editing is None
    sidebar.set_annotations([*ITEMS, make_annotation(9, "just marked")], 1)
    write("why")
    press(Qt.Key.Key_Return, CONTROL)
    assert answers == ["why"]
    edit(sidebar, 10, "", answers.append)
    sidebar.set_annotations(ITEMS, 1)
    assert answers == ["why", None]


def test_a_hidden_card_comes_out_to_be_edited(sidebar: AnnotationSidebar) -> None:
    sidebar.set_filter(CardFilter(frozenset({Color.BLUE})))
    edit(sidebar, 3, "")
    assert 3 in shown(sidebar)
    assert sidebar.list.editing is not None


@pytest.mark.parametrize("items", [[], ITEMS[1:], ITEMS])
def test_the_article_note_is_written_in_the_first_card(
    sidebar: AnnotationSidebar, items: list[Annotation]
) -> None:
    sidebar.set_annotations(items, 1)
    answers: list[str | None] = []
    edit(sidebar, None, "", answers.append)
    assert sidebar.list.cards.row_of(sidebar.list.editing) == 0
    assert sidebar.current_id() in (None, 1)
    write("about all of it")
    sidebar.set_annotations(items, 1)
    assert sidebar.list.editing is not None
    press(Qt.Key.Key_Return, CONTROL)
    assert answers == ["about all of it"]
    assert shown(sidebar) == [item.id for item in items]


def test_a_double_click_asks_for_the_note_of_its_card(sidebar: AnnotationSidebar) -> None:
    asked: list[int | None] = []
    sidebar.edit_requested.connect(lambda: asked.append(sidebar.current_id()))
    for number in (2, 1):
        click(sidebar, number)
        QTest.mouseDClick(
            sidebar.list.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            center(sidebar, number),
        )
        assert sidebar.list.hasFocus()
    assert asked == [2, 1]


def test_the_editor_lies_in_its_card_grows_and_scrolls_with_it(
    sidebar: AnnotationSidebar,
) -> None:
    items = [make_annotation(n, LONG) for n in range(1, 40)]
    sidebar.set_annotations(items, 1)
    edit(sidebar, 20, "")

    def is_inside() -> bool:
        index = sidebar.list.cards.index(sidebar.list.cards.row_of(20))
        editor = sidebar.list.editor
        top_left = sidebar.list.viewport().mapFromGlobal(editor.mapToGlobal(QPoint()))
        return sidebar.list.visualRect(index).contains(QRect(top_left, editor.size()))

    assert is_inside()
    before = sidebar.list.editor.height()
    for _line in range(8):
        write("line")
        press(Qt.Key.Key_Return)
    assert sidebar.list.editor.height() > before
    assert is_inside()
    bar = sidebar.list.verticalScrollBar()
    bar.setValue(bar.value() - 120)
    assert is_inside()
    sidebar.resize(400, 600)
    QApplication.processEvents()
    assert is_inside()


def test_a_note_of_many_lines_scrolls_inside_the_editor(sidebar: AnnotationSidebar) -> None:
    edit(sidebar, 2, "line\n" * 500)
    assert sidebar.list.editor.height() < 500
    assert isinstance(sidebar.list.editor.field, QPlainTextEdit)


# -- painting ---------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark", "sepia", "contrast"])
def test_the_current_card_is_outlined_in_the_accent(
    qapp: QApplication, sidebar: AnnotationSidebar, theme: str
) -> None:
    apply_theme(qapp, load_theme(theme))
    sidebar.set_current(3)
    QApplication.processEvents()
    rect = sidebar.list.card_rect(sidebar.list.cards.row_of(3))
    image = sidebar.list.viewport().grab().toImage()
    assert image.pixelColor(rect.center().x(), rect.top() + 1) == QColor(current_theme().accent)


def test_beside_the_words_of_a_card_stands_its_colour(
    light: QApplication, sidebar: AnnotationSidebar
) -> None:
    for color in Color:
        sidebar.set_annotations([make_annotation(1, "some words", color=color)], 1)
        rect = sidebar.list.card_rect(0)
        beside = QRect(rect.left() + 4, rect.top() + 16, 20, 12)
        found = colors_in(sidebar.list.viewport().grab().toImage(), beside)
        tint = QColor(load_theme("light").highlights[color])
        assert any(_distance(QColor(name), tint) < 40 for name in found), color


def _distance(color: QColor, other: QColor) -> int:
    return (
        abs(color.red() - other.red())
        + abs(color.green() - other.green())
        + abs(color.blue() - other.blue())
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x" * 50_000,
        "日本語の文章" * 200,
        "القراءة بقلم في اليد عادة قديمة " * 30,
        "🏴‍☠️" * 400,
        "a\n\n\nb\tc\u2028d\u00ad",
        "e\u0301" * 900,
    ],
)
def test_any_text_is_laid_out_and_painted(sidebar: AnnotationSidebar, text: str) -> None:
    sidebar.set_annotations([make_annotation(1, text, note=text, tags=(text[:90] or "t",))], 1)
    sidebar.grab()
    sidebar.set_current(1)
    sidebar.grab()
    assert sidebar.list.layout_of(0).height < 60_000


@pytest.mark.parametrize("window", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
@pytest.mark.parametrize(("word", "is_rtl"), [("margin ", False), ("הדף ", True)])
def test_a_line_that_is_cut_begins_where_the_others_do(
    qtbot: QtBot, window: Qt.LayoutDirection, word: str, is_rtl: bool
) -> None:
    fonts = CardFonts.of(QApplication.font())
    lines = lay_out(make_annotation(1, word * 200), 288, fonts).quote
    assert lines is not None
    assert lines.cut
    picture = QImage(260, lines.bottom, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setLayoutDirection(window)
    lines.paint(painter, QPointF(-lines.left, 0), QColor("black"), picture.width())
    painter.end()
    white = QColor("white").rgb()
    rows = range(lines.bottom - lines.line_height, lines.bottom)
    ink = [x for x in range(picture.width()) if any(picture.pixel(x, y) != white for y in rows)]
    starts_at_right = picture.width() - max(ink) < min(ink)
    assert starts_at_right is is_rtl


@pytest.mark.usefixtures("mirrored")
def test_from_right_to_left_all_begins_at_the_right(sidebar: AnnotationSidebar) -> None:
    sidebar.resize(300, 200)
    QApplication.processEvents()
    assert sidebar.list.viewport().x() > 0  # after the scroll bar
    card = sidebar.list.card_rect(0).translated(sidebar.list.viewport().mapTo(sidebar, QPoint()))
    assert (sidebar.width() - card.right() - 1, card.left()) == (SIDE, SIDE)
    title, dot = sidebar.title, sidebar.row.dots[0]
    end = title.mapTo(sidebar, title.contentsRect().topRight()).x()
    assert end == dot.mapTo(sidebar, dot.rect().topRight()).x() - 4


def test_a_cut_quote_has_six_lines_and_ends_in_an_ellipsis(qtbot: QtBot) -> None:
    layout = lay_out(make_annotation(1, LONG), 288, CardFonts.of(QApplication.font()))
    assert layout.quote is not None
    assert layout.quote.line_count == 6
    assert layout.quote.cut.endswith("…")


@pytest.mark.parametrize("text", ["short", LONG[:90], LONG[:200], LONG])
def test_the_estimate_is_near_the_measure(qtbot: QtBot, text: str) -> None:
    fonts = CardFonts.of(QApplication.font())
    item = make_annotation(1, text, note=text, tags=("a",))
    measured = lay_out(item, 288, fonts).height
    assert abs(estimate_height(item, 288, fonts) - measured) <= 3 * fonts.quote_line


def test_the_last_line_of_a_card_is_within_it_and_has_its_tags(qtbot: QtBot) -> None:
    fonts = CardFonts.of(QApplication.font())
    item = make_annotation(1, "short", note="why", tags=("a",))
    layout = lay_out(item, 288, fonts)
    assert layout.foot_top is not None
    assert layout.foot_top + fonts.small_line < layout.height
    card = QRect(5, 40, 288, layout.height)

    def painted(item: Annotation) -> QImage:
        picture = QImage(300, card.bottom() + 40, QImage.Format.Format_RGB32)
        picture.fill(QColor(current_theme().card))
        painter = QPainter(picture)
        palette = QApplication.palette()
        how = {"is_current": False, "has_focus": False, "has_draft": False}
        paint_annotation(painter, card, item, layout, fonts, palette, **how)
        painter.end()
        return picture

    tagged, bare = painted(item), painted(replace(item, tags=()))
    rows = [y for y in range(bare.height()) if row_of(tagged, y) != row_of(bare, y)]
    assert rows
    foot = card.top() + layout.foot_top
    assert foot <= min(rows) <= max(rows) <= foot + fonts.small_line


def test_tags_have_their_own_line_where_the_state_has_no_room_beside_them(qtbot: QtBot) -> None:
    fonts = CardFonts.of(QApplication.font())
    item = make_annotation(1, "short", tags=("ethics", "greek"), status=Status.REVIEW)
    wide, narrow = (lay_out(item, width, fonts) for width in (700, 180))
    assert narrow.height == wide.height + fonts.small_line
    assert narrow.foot_top is not None
    spots = (QPointF(x, narrow.foot_top + 3) for x in range(180))
    assert {tag_at(item, narrow, fonts, spot) for spot in spots} == {"", "ethics", "greek"}

    picture = QImage(180, narrow.height, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    how = {"is_current": False, "has_focus": False, "has_draft": False}
    paint_annotation(painter, picture.rect(), item, narrow, fonts, QApplication.palette(), **how)
    painter.end()
    accent = QColor(current_theme().accent).name()
    lines = [narrow.foot_top + number * fonts.small_line for number in (0, 1)]
    parts = [picture.copy(0, top, 180, fonts.small_line) for top in lines]
    assert [accent in colors_in(part) for part in parts] == [True, False]


def row_of(picture: QImage, y: int) -> QImage:
    """One row of pixels."""
    return picture.copy(0, y, picture.width(), 1)


def test_a_card_is_spoken_with_its_colour_and_state(sidebar: AnnotationSidebar) -> None:
    index = sidebar.list.cards.index(4)
    told = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("green highlight: A page")
    assert told.endswith("Tags: method. needs review")
    assert index.data(Qt.ItemDataRole.ToolTipRole) == "Green highlight"


def test_narrow_and_wide_sidebars_are_painted(sidebar: AnnotationSidebar) -> None:
    for width in (160, 240, 520, 1200):
        sidebar.resize(width, 500)
        sidebar.grab()


# -- many -------------------------------------------------------------------------------------


def test_a_thousand_annotations_need_one_editor_and_few_measures(
    sidebar: AnnotationSidebar,
) -> None:
    items = [
        make_annotation(n, LONG[: 40 + n % 260], note="why " * (n % 20), tags=("a", "b"))
        for n in range(1, 1001)
    ]
    sidebar.set_annotations(items, 10)
    sidebar.list.viewport().repaint()
    assert sidebar.findChildren(QPlainTextEdit) == []
    height = sidebar.list.viewport().height()
    assert 2 * height < sidebar.list.heights.top(1000)  # the others count with estimates
    assert 1 < len(sidebar.list._measured) < 40


def test_what_was_estimated_is_measured_without_a_jump(sidebar: AnnotationSidebar) -> None:
    items = [make_annotation(n, LONG[: 40 + n * 7 % 400]) for n in range(1, 400)]
    sidebar.set_annotations(items, 7)
    sidebar.set_current(200)
    bar = sidebar.list.verticalScrollBar()
    before = center(sidebar, 200).y()
    for _turn in range(30):  # up, over cards that were not measured yet
        at, value = center(sidebar, 200).y(), bar.value()
        bar.setValue(value - 40)
        assert center(sidebar, 200).y() == at + 40
    assert center(sidebar, 200).y() == before + 1200


def test_another_theme_leaves_cards_as_measured_and_another_font_does_not(
    light: QApplication, sidebar: AnnotationSidebar
) -> None:
    sidebar.set_annotations([make_annotation(n, "words " * n) for n in range(1, 9)], 1)
    sidebar.show()
    sidebar.grab()
    before = dict(sidebar.list._measured)
    assert before
    apply_theme(light, load_theme("dark"))
    sidebar.grab()
    assert before.items() <= sidebar.list._measured.items()
    font = sidebar.list.font()
    font.setPixelSize(sidebar.list.fontInfo().pixelSize() + 9)
    sidebar.list.setFont(font)
    sidebar.grab()
    shared = before.keys() & sidebar.list._measured.keys()
    assert shared
    assert all(sidebar.list._measured[key] > before[key] for key in shared)


def test_the_editor_of_a_long_highlight_is_in_sight_whole(
    qtbot: QtBot, sidebar: AnnotationSidebar
) -> None:
    sidebar.resize(200, 430)
    sidebar.set_current(5)
    edit(sidebar, 5, "")
    editor = sidebar.list.editor
    view = sidebar.list.viewport().rect()
    assert view.contains(editor.geometry())
    card = sidebar.list.layout_of(sidebar.list.cards.row_of(5)).card
    assert card is not None
    assert card.quote is not None
    assert card.quote.line_count <= 4
    editor.field.insertPlainText("one\ntwo\nthree\nfour\nfive\nsix\nseven")
    assert view.contains(editor.geometry())
    assert editor.foot.height() > editor.foot.fontMetrics().height() * 2  # both keys are named


def test_note_and_tags_of_a_long_current_card_are_in_sight(sidebar: AnnotationSidebar) -> None:
    sidebar.resize(320, 400)
    sidebar.set_annotations([make_annotation(7, LONG * 3, note="Why", tags=("method",))], 1)
    sidebar.set_current(7)
    check_heights(sidebar)
    cards = sidebar.list
    assert cards.viewport().rect().contains(cards.visualRect(cards.cards.index(0)))
    sidebar.resize(320, 700)
    check_heights(sidebar)
