"""Notes with Markdown in them on the cards: measured, cut, painted in the theme's colours, clicked."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage, QMouseEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from reader.core.models import Kind
from reader.services import Services
from reader.ui.annotations.annotation_card import CardFonts, lay_out
from reader.ui.annotations.annotation_sidebar import AnnotationSidebar
from reader.ui.annotations.note_autosave import DraftStore
from reader.ui.annotations.note_rendering import Documents, NoteText, note_text
from reader.ui.style.theme import apply_theme, load_theme
from tests.ui.overlay_host import make_annotation, make_host, make_prompt
from tests.ui.pictures import colors_in
from tests.work import calls_of

NOTE = "# Why\n\n**Bold**, *italic*, `code` and [a link](https://example.org/).\n\n> said\n\n- a\n- b\n\n```\nx = 1\n```\n\nThe end."


@pytest.fixture
def host(qtbot: QtBot) -> QMainWindow:
    return make_host(qtbot, 900, 700)


@pytest.fixture
def sidebar(host: QMainWindow, app: Services) -> AnnotationSidebar:
    sidebar = AnnotationSidebar(DraftStore(app, host), host)
    sidebar.setGeometry(580, 0, 320, 700)
    sidebar.show()
    return sidebar


def set_note(
    text: str, width: int = 260, most: int = 1000, kept: Documents | None = None
) -> NoteText:
    found = note_text(
        text, QFont(QApplication.font()), width, most, 18, {} if kept is None else kept
    )
    assert found is not None
    return found


def test_the_words_are_set_and_not_the_signs(qtbot: QtBot) -> None:
    text = set_note(NOTE).document.toPlainText()
    assert text == "Why\nBold, italic, code and a link.\nsaid\na\nb\nx = 1\nThe end."


def test_plain_notes_have_no_document(qtbot: QtBot) -> None:
    assert note_text("plain", QFont(), 260, 8, 18, {}) is None


@pytest.mark.parametrize("width", [60, 120, 260, 500])
def test_all_of_it_has_room_and_no_line_is_wider(qtbot: QtBot, width: int) -> None:
    found = set_note(NOTE + "\n\n    " + "long_code_" * 30, width)
    assert found.height >= found.document.size().height()
    assert not found.is_cut
    assert found.document.idealWidth() <= width


def test_a_long_note_is_cut_after_so_many_lines(qtbot: QtBot) -> None:
    kept: Documents = {}
    whole, cut = set_note(NOTE, kept=kept), set_note(NOTE, most=5, kept=kept)
    assert cut.is_cut
    assert cut.bottom < whole.bottom
    assert cut.document is whole.document  # set once for both
    item = make_annotation(1, "quote", note=f"{NOTE}\n\n{NOTE}")
    fonts = CardFonts.of(QApplication.font())
    short = lay_out(item, 288, fonts)
    assert short.height < lay_out(item, 288, fonts, is_expanded=True).height


def test_of_a_note_that_is_cut_nothing_is_painted_below_it(qtbot: QtBot) -> None:
    cut = set_note("> " + "A long quotation of many words. " * 40, most=5)
    assert cut.is_cut
    picture = QImage(300, cut.bottom + 400, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    cut.paint(painter, QPointF(0, 0), QColor(Qt.GlobalColor.black), 260)
    painter.end()
    assert len(colors_in(picture, QRect(0, cut.top, 300, cut.height))) > 1
    assert colors_in(picture, QRect(0, cut.bottom, 300, 400)) == {"#ffffff"}


def test_it_loads_nothing(qtbot: QtBot) -> None:
    document = set_note("*a*").document
    for kind in range(1, 5):
        assert document.resource(kind, "file:///etc/passwd") is None


@pytest.mark.parametrize("name", ["light", "dark"])
def test_links_have_the_accent_of_the_theme(
    qtbot: QtBot, qapp: QApplication, sidebar: AnnotationSidebar, name: str
) -> None:
    sidebar.set_annotations([make_annotation(1, note="**a** [link](https://example.org/)")], 1)
    for each in ("dark", "light", name):
        apply_theme(qapp, load_theme(each))
    assert load_theme(name).accent in colors_in(sidebar.list.viewport().grab().toImage())


def spot_of_link(sidebar: AnnotationSidebar) -> QPoint:
    """Some point of the viewport that is on the link."""
    view = sidebar.list.viewport()
    for y in range(0, view.height(), 3):
        for x in range(0, view.width(), 3):
            if sidebar.list.link_at(QPointF(x, y)):
                return QPoint(x, y)
    raise AssertionError("no link is shown")


def hover(view: QWidget, spot: QPoint) -> None:
    """Move the mouse without a button, whatever another test left it on."""
    kind, none = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
    at, seen = QPointF(spot), QPointF(view.mapToGlobal(spot))
    QApplication.sendEvent(
        view, QMouseEvent(kind, at, seen, none, none, Qt.KeyboardModifier.NoModifier)
    )


def test_a_click_on_a_link_opens_it_and_nothing_else(sidebar: AnnotationSidebar) -> None:
    opened: list[str] = []
    jumped: list[int] = []
    sidebar.list.link_activated.connect(opened.append)
    sidebar.jump_requested.connect(jumped.append)
    sidebar.set_annotations([make_annotation(1), make_annotation(2, note=NOTE)], 1)
    view, spot = sidebar.list.viewport(), spot_of_link(sidebar)
    hover(view, spot)
    assert view.cursor().shape() is Qt.CursorShape.PointingHandCursor
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert (opened, jumped) == (["https://example.org/"], [])
    hover(view, QPoint(40, 20))
    assert view.cursor().shape() is Qt.CursorShape.ArrowCursor
    QTest.mouseClick(
        view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(40, 20)
    )
    assert (opened, jumped) == (["https://example.org/"], [1])


def test_editing_shows_the_source(sidebar: AnnotationSidebar) -> None:
    sidebar.set_annotations([make_annotation(1, note=NOTE)], 1)
    sidebar.edit_note(make_prompt(sidebar.drafts._app, 1, NOTE), lambda _answer: None)
    assert sidebar.list.editor.text == NOTE
    sidebar.leave_editor()


@pytest.mark.parametrize(
    "note", ["*x* " * 250_000, ">" * 10_000, "> " * 2900 + "x", "- a\n" * 150, "*a **b " * 180]
)
def test_hostile_notes_are_laid_out_in_few_steps(sidebar: AnnotationSidebar, note: str) -> None:
    def show() -> None:
        sidebar.set_annotations([make_annotation(1, "", note=note, kind=Kind.ARTICLE_NOTE)], 1)
        sidebar.set_current(1)
        sidebar.list.viewport().repaint()

    calls_of(show, 200_000)
    assert sidebar.list.heights.height(0) > 0


def test_a_thousand_cards_with_markdown_open_at_once(sidebar: AnnotationSidebar) -> None:
    items = [make_annotation(n, note=f"**{n}** {NOTE}") for n in range(1, 1001)]
    sidebar.set_annotations(items[:1], 1)
    sidebar.set_annotations(items, 1)
    sidebar.list.viewport().repaint()
    assert len(sidebar.list._measured) < 40
