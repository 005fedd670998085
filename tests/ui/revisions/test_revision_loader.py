"""The part of a text that is shown around a passage."""

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from reader.core.text.canonical_text import read_html
from reader.ui.reading.layout.document_builder import Header
from reader.ui.reading.layout.page_content import Page
from reader.ui.revisions.compared_text_view import ComparedTextView
from reader.ui.revisions.revision_loader import excerpt


def _table(rows: int, word: str) -> str:
    cells = "".join(f"<tr><td>{word} {row}</td><td>{row}</td></tr>" for row in range(rows))
    return f"<table>{cells}</table>"


def test_a_small_table_is_part_of_what_is_around_a_passage(qtbot: QtBot) -> None:
    html = f"<p>Before.</p>{_table(2, 'small')}<p>Found.</p>{_table(200, 'large')}<p>After.</p>"
    text = read_html(html)
    page = Page(1, Header("", "", ""), text, "", {}, lambda _src: QImage())
    for words, shown in (("Found.", True), ("small 1", True), ("large 199", False)):
        start = text.text.index(words)
        part = excerpt(page, start, start + len(words))
        assert (part is page) is not shown, "in a large table, all of it"
        view = ComparedTextView()
        qtbot.addWidget(view)
        view.show_passage_of(part, (), (start, start + len(words)))
        assert words in view.toPlainText()
        assert "small 0" in view.toPlainText()
        assert ("large 0" in view.toPlainText()) is not shown
