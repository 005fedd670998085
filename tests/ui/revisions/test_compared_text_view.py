"""The words that differ: struck through where they are gone, underlined where they are new."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from reader.core.anchoring.text_diff import DiffKind, DiffPiece
from reader.core.text.canonical_text import read_html
from reader.ui.reading.layout.document_builder import Header
from reader.ui.reading.layout.page_content import Page
from reader.ui.reading.layout.text_geometry import range_rects
from reader.ui.revisions.compared_text_view import ComparedTextView
from reader.ui.style.theme import current_theme
from tests.ui.pictures import colors_in

TEXT = "One nnnn three oooo five."


@pytest.fixture
def pane(qtbot: QtBot) -> ComparedTextView:
    pane = ComparedTextView()
    qtbot.addWidget(pane)
    pane.resize(700, 400)
    pane.show()
    qtbot.waitExposed(pane)
    return pane


def test_what_is_gone_is_struck_through_and_what_is_new_is_underlined(
    pane: ComparedTextView,
) -> None:
    page = Page(1, Header("", "", ""), read_html(f"<p>{TEXT}</p>"), "en", {}, lambda _src: QImage())
    gone, new = TEXT.index("nnnn"), TEXT.index("oooo")
    marks = [
        DiffPiece(DiffKind.DELETED, "nnnn", gone, gone + 4),
        DiffPiece(DiffKind.INSERTED, "oooo", new, new + 4),
    ]
    pane.show_passage_of(page, (), (0, 3), marks)
    picture, theme = pane.viewport().grab().toImage(), current_theme()
    assert pane.positions is not None
    for start, strong, other in (
        (gone, theme.danger, theme.accent),
        (new, theme.accent, theme.danger),
    ):
        (rect,) = range_rects(pane.document(), *pane.positions.range_to_document(start, start + 4))
        word = rect.translated(0, -pane.verticalScrollBar().value()).toAlignedRect()
        assert strong in colors_in(picture, word)
        assert other not in colors_in(picture, word)
        foot = QRect(word.left(), word.bottom() - 4, word.width(), 5)
        assert (strong in colors_in(picture, foot)) == (start == new)
