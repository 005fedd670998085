"""What changed between two texts, as one sees it."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from reader.core.anchoring.text_diff import compare
from reader.ui.reading.layout.text_geometry import block_rect
from reader.ui.revisions.diff_view import DiffView
from reader.ui.style.theme import apply_theme, load_theme
from tests.ui.pictures import contrast_in

SAME = "\n".join(f"Line {n} is the same in both." for n in range(6))


@pytest.mark.parametrize("name", ["light", "dark"])
def test_what_is_left_out_is_said_quietly_in_either_theme(
    qapp: QApplication, qtbot: QtBot, name: str
) -> None:
    theme = load_theme(name)
    apply_theme(qapp, theme)
    view = DiffView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show_parts(compare(f"Old words here.\n{SAME}", f"New words here.\n{SAME}"))
    view.show()
    qtbot.waitExposed(view)
    block = view.document().lastBlock()
    assert block.text() == "⋯  5 paragraphs are the same"
    picture = view.viewport().grab().toImage()
    quiet = abs(QColor(theme.muted).lightness() - QColor(theme.paper).lightness())
    place = block_rect(block).toAlignedRect()
    assert quiet // 2 < contrast_in(picture, place, theme.paper) <= quiet + 8


def test_what_is_the_same_is_quieter_than_what_changed(qapp: QApplication, qtbot: QtBot) -> None:
    theme = load_theme("light")
    apply_theme(qapp, theme)
    view = DiffView()
    qtbot.addWidget(view)
    view.show_parts(compare(f"Old words here.\n{SAME}", f"New words here.\n{SAME}"))
    document, colors = view.document(), {}
    for number in range(document.blockCount()):
        block = document.findBlockByNumber(number)
        form = block.begin().fragment().charFormat()
        colors[block.text()] = form.foreground().color().name()
    assert colors["Line 0 is the same in both."] == QColor(theme.muted).name()
    changed = next(text for text in colors if "words here." in text)
    assert colors[changed] == QColor(theme.ink).name()
