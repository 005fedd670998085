"""A format that changes while Qt still lays a text out: what is below is shown all the same."""

from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from reader.ui.reading.reading_view import ReadingView
from tests.hearing import listening
from tests.ui.reading.test_reading_view import highlight, page

_BEFORE = "<p>Words before it, as many as a line has, and more than that, so that it wraps.</p>"
_TABLE = (
    "<table>"
    + "<tr><td>In a cell.</td><td>Another one.</td><td>A third.</td></tr>" * 4
    + "</table>"
)
_MANY = "".join(f"<p>Paragraph {n}. {'More words. ' * 40}</p>" for n in range(60))


def _blocks_without_lines(pane: ReadingView) -> int:
    document = pane.document()
    document.size()  # has Qt come to the end
    blocks = (document.findBlockByNumber(number) for number in range(document.blockCount()))
    return sum(not block.layout().lineCount() for block in blocks)


def test_what_is_below_a_table_that_becomes_narrow_is_shown(qtbot: QtBot) -> None:
    pane = ReadingView()
    qtbot.addWidget(pane)
    pane.resize(100, 30)  # as before a window has laid it out
    pane.set_page(page(_BEFORE * 5 + _TABLE + _MANY))
    pane.show()
    pane.resize(500, 600)
    assert _blocks_without_lines(pane) == 0
    pane.clear_page()


def test_what_is_below_an_image_that_is_scaled_is_shown(pane: ReadingView) -> None:
    image = "<p><img src='asset:1'></p>"
    pane.resize(200, 600)
    text = page(_BEFORE * 5 + image + _MANY + image + _MANY, {"asset:1": QSize(1200, 600)})
    pane.set_page(text)
    pane.resize(300, 600)
    assert _blocks_without_lines(pane) == 0


def test_what_is_below_a_new_highlight_is_shown_to_who_listens(pane: ReadingView) -> None:
    with listening(lambda _text, _is_urgent: None):
        pane.set_page(page(_BEFORE + _MANY * 4))
        assert pane.page is not None
        one = highlight(1, pane.page.text.text, 0, 5)
        pane.set_annotations([])
        pane.resize(700, 600)
        assert not pane.document().lastBlock().layout().lineCount(), "Qt is still at it"
        pane.change_annotations([one], {1}, [one])
        assert _blocks_without_lines(pane) == 0
