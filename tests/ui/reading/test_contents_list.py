"""Where the table of contents is scrolled to while the text is read."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from reader.core.text.reading.sections import Heading, SectionProgress
from reader.ui.reading.contents.contents_pane import _Section, _SectionList


def sections(current: int, count: int = 60) -> list[_Section]:
    headings = [Heading(f"Section {n}", 1, 10 * n, 10 * n + 9) for n in range(count)]
    return [_Section(SectionProgress(h, 0.0, 1, n == current), 0) for n, h in enumerate(headings)]


def test_the_contents_follow_the_section_that_is_read_and_else_stay_where_they_are(
    qtbot: QtBot,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rows = _SectionList(window)
    rows.resize(200, 120)
    window.show()

    def is_in_sight(row: int) -> bool:
        middle = rows.visualRect(rows.model().index(row, 0)).center().y()
        return 0 <= middle < rows.viewport().height()

    rows.show_sections(sections(40))
    assert is_in_sight(40)
    rows.show_sections(sections(2))
    assert is_in_sight(2)
    rows.scrollToBottom()  # to look further down
    assert is_in_sight(59)
    rows.show_sections(sections(2))
    assert is_in_sight(59)
    rows.show_sections(sections(2, count=59))  # another text
    assert is_in_sight(2)
