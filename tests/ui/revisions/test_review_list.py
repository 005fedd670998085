"""What needs a look: articles, and below the one shown its highlights."""

from pytestqt.qtbot import QtBot

from reader.ui.revisions.review_list import ReviewList
from tests.ui.overlay_host import make_annotation


def test_the_highlights_stand_below_their_article_which_is_bold(qtbot: QtBot) -> None:
    view = ReviewList()
    qtbot.addWidget(view)
    items = [make_annotation(7, "first words"), make_annotation(8, "second words")]
    view.show_all([(1, "One", 4), (2, "Two", 2), (3, "Three", 1)], 2, items, 8, {7})
    rows = [view.item(row) for row in range(view.count())]
    told = [row.text() for row in rows]
    assert told == ["One  (4)", "Two  (2)", "✓ first words", "second words", "Three  (1)"]
    assert [row.font().bold() for row in rows] == [False, True, False, False, False]
    assert view.currentRow() == 3


def test_words_of_the_other_direction_keep_theirs(qtbot: QtBot) -> None:
    view = ReviewList()
    qtbot.addWidget(view)
    view.show_all([(1, "كتاب", 4)], 1, [make_annotation(7, "كلمات")], 7, {7})
    told = [view.item(row).text() for row in range(view.count())]
    assert told == ["\u2068كتاب\u2069  (4)", "✓ \u2068كلمات\u2069"]
