"""The table of what an import brings: its headings stand above what is in the columns."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader.importers.programs.records import ArticleRecord
from reader.operations.importing.plan import PlannedArticle
from reader.ui.importing.import_rows import Column, ImportModel, ImportRow, ImportTable
from reader.ui.style.theme import apply_theme, load_theme


@pytest.fixture(params=[Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def direction(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Qt.LayoutDirection]:
    before = qapp.layoutDirection()
    qapp.setLayoutDirection(request.param)
    yield request.param
    qapp.setLayoutDirection(before)


def test_a_heading_stands_above_its_column(
    direction: Qt.LayoutDirection, qtbot: QtBot, qapp: QApplication
) -> None:
    apply_theme(qapp, load_theme("light"))
    host = QWidget()
    qtbot.addWidget(host)
    model = ImportModel(host)
    article = PlannedArticle(ArticleRecord("Hill", tags=("Hill",)), "uid", None, "", [])
    model.set_rows([ImportRow(article, None)] * 2)
    table = ImportTable(model, host)
    table.resize(1000, 200)
    table.setCurrentIndex(model.index(1, 0))
    host.show()
    header = table.header()
    for column in (Column.WORDS, Column.ARTICLE, Column.TAGS):
        left, width = header.sectionViewportPosition(column), header.sectionSize(column)
        cell = table.visualRect(model.index(0, column))
        starts = [
            _ink_begins(
                table.viewport(), left, width, cell.top() + 4, cell.bottom() - 4, direction
            ),
            _ink_begins(header.viewport(), left, width, 2, header.height() - 4, direction),
        ]
        assert abs(starts[0] - starts[1]) <= 4, (column, starts)


def _ink_begins(
    part: QWidget, left: int, width: int, top: int, bottom: int, direction: Qt.LayoutDirection
) -> int:
    """Where the first letter is, from the side that the text begins at."""
    picture = part.grab().toImage()
    ground = QColor(picture.pixel(left + width // 2, top)).lightness()
    columns = range(left, left + width)
    if direction is Qt.LayoutDirection.RightToLeft:
        columns = columns[::-1]
    return next(
        n
        for n, x in enumerate(columns)
        if any(abs(picture.pixelColor(x, y).lightness() - ground) > 60 for y in range(top, bottom))
    )
