"""The article list's rows: what they hold, what they say and how they look."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QImage, QPainter
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from reader.core.errors import LibraryError
from reader.core.listed_ids import HeldIds
from reader.core.models import Article
from reader.core.search_results import Snippet
from reader.core.text.searching.text_search import SearchTerm
from reader.ui.articles.article_list_model import (
    ARTICLE_ROLE,
    ID_ROLE,
    PAGE,
    SNIPPET_ROLE,
    ArticleListModel,
    describe,
    runs,
)
from reader.ui.articles.article_list_pane import ArticleListPane
from reader.ui.articles.article_row_layout import Fonts, RowLayout, fit, fit_tags
from reader.ui.style.reading_typography import direction
from reader.ui.style.theme import current_theme
from tests.ui.shelf import Shelf, make_article

LEFT, RIGHT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
Key = Qt.Key


# -- the model -----------------------------------------------------------------------------------


def test_the_model_keeps_qts_rules(qtbot: QtBot, shelf: Shelf) -> None:
    model = ArticleListModel(shelf.fetch)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_ids(HeldIds([3, 1, 2]))
    model.refresh([1, 99])
    model.set_ids(HeldIds([]))
    assert model.rowCount() == 0


def test_rows_are_read_by_the_page(shelf: Shelf) -> None:
    model = ArticleListModel(shelf.fetch)
    model.set_ids(HeldIds(range(1, 1001)))
    assert shelf.calls == []
    assert model.index(130).data(ARTICLE_ROLE).id == 131
    assert shelf.calls == [list(range(129, 129 + PAGE))]
    assert model.index(140).data() == "Title 141"
    assert model.index(0).data(ID_ROLE) == 1
    assert len(shelf.calls) == 1


def test_twenty_thousand_ids_are_taken_at_once(shelf: Shelf) -> None:
    model = ArticleListModel(shelf.fetch)
    model.set_ids(HeldIds(range(20_000)))
    assert len(shelf.calls) == 0
    for row in range(20_000):
        model.article_at(row)
    assert len(model.articles) <= 32 * PAGE


def test_a_refresh_reads_only_the_rows_named(shelf: Shelf, qtbot: QtBot) -> None:
    model = ArticleListModel(shelf.fetch)
    model.set_ids(HeldIds([5, 6, 7, 8]))
    assert model.index(0).data() == "Title 5"
    spans: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: spans.append((first.row(), last.row())))
    shelf.changed[6] = make_article(6, "New")
    model.refresh([8, 6, 5, 77])
    assert spans == [(0, 1), (3, 3)]
    assert model.index(1).data() == "New"
    assert shelf.calls[-1] == [5, 6, 8]


def test_setting_ids_keeps_what_was_read(shelf: Shelf) -> None:
    model = ArticleListModel(shelf.fetch)
    model.set_ids(HeldIds([1, 2, 3]))
    model.article_at(0)
    model.set_ids(HeldIds([3, 2]))
    assert model.article_at(0) == make_article(3)
    assert len(shelf.calls) == 1


def test_an_article_that_is_gone_leaves_an_empty_row(shelf: Shelf) -> None:
    shelf.gone = {2}
    model = ArticleListModel(shelf.fetch)
    model.set_ids(HeldIds([1, 2]))
    assert model.index(1).data(ARTICLE_ROLE) is None
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) is None
    assert len(shelf.calls) == 1  # and it is not asked for again at every paint


def test_a_library_that_cannot_be_read_is_told(qtbot: QtBot) -> None:
    def broken(_ids: Sequence[int]) -> list[Article]:
        raise LibraryError("The library cannot be read.")

    pane = ArticleListPane(broken)
    qtbot.addWidget(pane)
    pane.show()
    with qtbot.waitSignal(pane.failed) as told:
        pane.set_ids([1, 2])
    assert told.args == ["The library cannot be read."]


def test_runs() -> None:
    assert list(runs([])) == []
    assert list(runs([4, 2, 3, 9, 0])) == [(0, 0), (2, 4), (9, 9)]


def test_a_row_says_what_it_is() -> None:
    article = replace(make_article(1), tags=("a", "b/c"))
    assert describe(article) == "Title 1, The Commonplace, 6 minutes, unread, tags a, b/c"
    read = replace(
        article,
        is_read=True,
        is_starred=True,
        tags=(),
        site="",
        word_count=10,
        progress=0.42,
        annotation_count=1,
    )
    assert describe(read) == "Title 1, 1 minute, starred, 42 percent read, 1 annotation"
    empty = replace(read, word_count=0, progress=1.0, annotation_count=0)
    assert describe(empty) == "Title 1, no text, starred"


def test_a_snippet_stands_in_for_the_excerpt(shelf: Shelf) -> None:
    model = ArticleListModel(shelf.fetch)
    model.set_ids(HeldIds([1, 2]))
    model.set_snippets({2: Snippet("…the words found…", 3), 50: Snippet("elsewhere", 1)})
    assert model.index(0).data(SNIPPET_ROLE) is None
    assert model.index(1).data(SNIPPET_ROLE) == ("…the words found…", 3)
    model.set_snippets({})
    assert model.index(1).data(SNIPPET_ROLE) is None


# -- the lines of a row --------------------------------------------------------------------------


def test_the_first_strong_character_gives_the_direction() -> None:
    assert direction("«Margin» هامش", RIGHT) is LEFT
    assert direction("2026: ما تركته Margin", LEFT) is RIGHT
    assert direction("… 12", RIGHT) is RIGHT
    assert direction("余白", RIGHT) is LEFT


@pytest.mark.parametrize(
    "text",
    [
        "A short one",
        "How tide tables were computed by brass, at length and in every port there is " * 3,
        "余白の静かな帰還読書と書き込みの歴史について考える長い題名の記事です" * 3,
        "ما تركته الهوامش تاريخ القراءة بالقلم الرصاص " * 4,
        "𝒜stral 🦊 letters 👩‍👩‍👧 and more of them 🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊🦊",
        "Unbreakable" * 30,
        "a\u0301\u0302\u0303" * 60,
        "lone \ud800 surrogate",
        "",
    ],
)
def test_text_fits_its_lines(qtbot: QtBot, text: str) -> None:
    font = QFont()
    lines = fit(text, font, 180, 2).split("\u2028")
    assert len(lines) <= 2
    sound = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    plain = "".join(sound.split())
    shown = "".join("".join(lines).split()).rstrip("…\u200d")  # Qt joins an Arabic end to its dots
    assert plain.startswith(shown)
    assert (len(plain) == len(shown)) == (not lines[-1].endswith("…"))


def test_tags_that_have_no_room_are_counted() -> None:
    measure: Callable[[str], float] = len
    assert fit_tags([], 10, measure) == ""
    assert fit_tags(["a", "b"], 100, measure) == "\u2068#a\u2069   \u2068#b\u2069"
    assert fit_tags(["a", "b", "c"], 12, measure).endswith("#a\u2069   +2")
    assert fit_tags(["enormous"], 3, measure) == "\u2068#enormous\u2069"  # cut by its block


def test_a_long_title_takes_a_line_from_the_excerpt(qtbot: QtBot) -> None:
    fonts = Fonts.of(QFont())
    article = make_article(1)
    short = RowLayout(article, None, 290, fonts, LEFT)
    assert (short.title.line_count, short.excerpt.line_count) == (1, 2)
    long = RowLayout(replace(article, title="A long title " * 9), None, 290, fonts, LEFT)
    assert (long.title.line_count, long.excerpt.line_count) == (2, 1)
    for layout in (short, long):
        *_, at_excerpt, at_tags = layout.tops
        assert at_excerpt + layout.excerpt.height <= at_tags
        assert at_tags + layout.tags.height < fonts.row_height()


def test_the_excerpt_has_the_room_of_tags_and_progress_where_there_are_none(qtbot: QtBot) -> None:
    fonts = Fonts.of(QFont())
    article = replace(make_article(1), tags=(), progress=0.0, excerpt="Moss has no roots. " * 20)
    for title, lines in (("Short", 3), ("A long title " * 9, 2)):
        layout = RowLayout(replace(article, title=title), None, 290, fonts, LEFT)
        assert layout.excerpt.line_count == lines
        *_, at_excerpt, _at_tags = layout.tops
        assert at_excerpt + layout.excerpt.height <= fonts.row_height()
        empty = replace(article, title=title, word_count=0, progress=1.0)  # shows no progress
        assert RowLayout(empty, None, 290, fonts, LEFT).excerpt.line_count == lines
        for other in (replace(article, tags=("moss",)), replace(article, progress=0.5)):
            row = RowLayout(replace(other, title=title), None, 290, fonts, LEFT)
            assert row.excerpt.line_count == lines - 1


def test_an_article_without_words_shows_its_address(qtbot: QtBot) -> None:
    fonts = Fonts.of(QFont())
    article = replace(make_article(1), excerpt="", url="https://moss.example/roots")
    layout = RowLayout(article, None, 290, fonts, LEFT)
    assert layout.excerpt.layout.text() == "moss.example/roots"
    said = RowLayout(article, Snippet("Moss has no roots.", 1), 290, fonts, LEFT)
    assert said.excerpt.layout.text() == "Moss has no roots."


def test_a_hit_that_would_be_cut_off_is_shown(qtbot: QtBot) -> None:
    fonts, sought = Fonts.of(QFont()), (SearchTerm("margin", is_beginning=True),)
    words = "There are many words before it and more " + "of them " * 8 + "margin is one"
    article = replace(make_article(1), title="A long title " * 9)
    plain = RowLayout(article, Snippet(words, 1), 290, fonts, LEFT)
    marked = RowLayout(article, Snippet(words, 1), 290, fonts, LEFT, sought)
    assert "margin" not in plain.excerpt.layout.text()
    text = marked.excerpt.layout.text()
    assert text.startswith("… ")
    (mark,) = marked.excerpt.layout.formats()
    assert text[mark.start : mark.start + mark.length] == "margin"


def test_unread_titles_are_bold_and_right_to_left_ones_mirror(qtbot: QtBot) -> None:
    fonts = Fonts.of(QFont())
    assert fonts.title.weight() > fonts.title_read.weight()
    arabic = replace(make_article(1), title="ما تركته الهوامش", is_read=True)
    layout = RowLayout(arabic, None, 290, fonts, LEFT)
    assert layout.is_mirrored
    assert layout.title.layout.font().weight() == fonts.title_read.weight()
    image = QImage(290, 40, QImage.Format.Format_Grayscale8)
    image.fill(0)
    painter = QPainter(image)
    painter.setPen(QColor("white"))
    layout.title.layout.draw(painter, QPointF(0, 0))
    painter.end()
    inked = [x for x in range(290) if any(image.pixelColor(x, y).red() for y in range(40))]
    assert inked[0] > 145
    assert inked[-1] > 280


# -- painting ------------------------------------------------------------------------------------


def painted(pane: ArticleListPane, row: int, size: QSize | None = None) -> QImage:
    """A row as its delegate paints it."""
    delegate = pane.list.itemDelegate()
    option = QStyleOptionViewItem()
    option.font = pane.list.font()
    height = delegate.sizeHint(option, pane.model.index(row)).height()
    area = size or QSize(330, height)
    option.rect = QRect(QPoint(0, 0), area)
    image = QImage(area, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(current_theme().side))
    painter = QPainter(image)
    delegate.paint(painter, option, pane.model.index(row))
    painter.end()
    return image


def test_states_look_different(pane: ArticleListPane, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.changed = {
        2: replace(make_article(2, "Title 1"), is_read=True),
        3: replace(make_article(3, "Title 1"), is_starred=True),
        4: replace(make_article(4, "Title 1"), annotation_count=3),
        5: replace(make_article(5, "Title 1"), progress=0.5),
    }
    pane.set_ids([1, 2, 3, 4, 5])
    view, first, flag = pane.list, pane.model.index(0), QItemSelectionModel.SelectionFlag
    selection = view.selectionModel()
    qtbot.mouseMove(pane, QPoint(pane.width() - 1, pane.height() - 1))
    rows = [painted(pane, row) for row in range(5)]
    selection.select(first, flag.Select)
    selected = painted(pane, 0)
    selection.clearSelection()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    selection.setCurrentIndex(first, flag.NoUpdate)
    focused = painted(pane, 0)
    selection.setCurrentIndex(pane.model.index(4), flag.NoUpdate)
    qtbot.mouseMove(view.viewport(), view.visualRect(first).center())
    qtbot.waitUntil(view.viewport().underMouse)
    touched = painted(pane, 0)
    images = [*rows, selected, focused, touched]
    for at, image in enumerate(images):
        assert all(image != other for other in images[at + 1 :]), at
    theme, middle = current_theme(), rows[0].height() // 2
    assert selected.pixelColor(12, middle) == QColor(theme.selection)
    assert focused.pixelColor(7, middle) == QColor(theme.accent)
    assert rows[0].pixelColor(12, middle) == QColor(theme.side)


@pytest.mark.parametrize("width", [1, 30, 120])
def test_hardly_any_room_is_survived(pane: ArticleListPane, shelf: Shelf, width: int) -> None:
    shelf.changed[1] = replace(
        make_article(1, "W" * 5000), is_starred=True, annotation_count=99, progress=7.0
    )
    pane.set_ids([1])
    assert painted(pane, 0, QSize(width, 60)).width() == width


def test_rows_grow_with_the_font(pane: ArticleListPane, qtbot: QtBot) -> None:
    pane.set_ids([1, 2, 3])
    before = pane.list.visualRect(pane.model.index(0)).height()
    font = QFont(pane.font())
    font.setPixelSize(2 * pane.fontInfo().pixelSize())
    pane.list.setFont(font)
    qtbot.waitUntil(
        lambda: (
            pane.list.visualRect(pane.model.index(0)).height() == pytest.approx(2 * before, rel=0.2)
        )
    )


def test_many_rows_are_shown_at_once(pane: ArticleListPane, shelf: Shelf) -> None:
    pane.set_ids(range(1, 20_001))
    pane.grab()
    pane.select(19_999)
    pane.grab()
    assert len(shelf.calls) <= 4


def test_a_screen_reader_hears_the_rows(pane: ArticleListPane) -> None:
    pane.set_ids([1, 2])
    spoken = QAccessible.queryAccessibleInterface(pane.list)
    assert spoken.text(QAccessible.Text.Name) == "Articles"
    row = spoken.child(1)
    assert row is not None
    assert row.text(QAccessible.Text.Name).startswith("Title 2, The Commonplace, 6 minutes, unread")
