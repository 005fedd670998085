"""The texts of an article, told in words to who listens."""

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from reader.core.models import RevisionFacts
from reader.ui.revisions.revision_list import RevisionList, day_of


def facts(number: int) -> RevisionFacts:
    return RevisionFacts(
        id=number, article_id=1, seq=number, length=100, extractor="test/1", source="a.html",
        created_at=0, is_current=number == 3, is_offered=False, exact=2, fuzzy=1, review=0,
        orphan=0, lost=0,
    )  # fmt: skip


def test_the_text_to_compare_with_is_told_and_ticked(qtbot: QtBot) -> None:
    view = RevisionList()
    qtbot.addWidget(view)
    view.show_all([facts(number) for number in (3, 2, 1)], 3, 2, {})
    rows = [view.item(row) for row in range(3)]
    heard = [row.data(Qt.ItemDataRole.AccessibleTextRole) for row in rows]
    assert [text.startswith("revision 3, current,") for text in heard] == [True, False, False]
    assert ["to be compared with" in text for text in heard] == [False, True, False]
    assert [row.text().startswith("✓") for row in rows] == [False, True, False]
    assert all(text.endswith("2 exact, 1 approximate") for text in heard)


def test_the_name_of_a_file_keeps_its_direction(qtbot: QtBot) -> None:
    """Else the digits that it begins with are put at its end."""
    view = RevisionList()
    qtbot.addWidget(view)
    try:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        view.show_all([facts(1)._replace(source="05-margins.txt")], 1, 0, {})
        assert "\u206805-margins.txt\u2069" in view.item(0).text()
    finally:
        QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_the_time_is_in_the_format_of_the_user() -> None:
    before = QLocale()
    try:
        for name, is_half_day in (("en_US", True), ("de_DE", False)):
            QLocale.setDefault(QLocale(name))
            assert day_of(0).endswith(("AM", "PM")) is is_half_day
    finally:
        QLocale.setDefault(before)
