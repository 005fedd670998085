"""Qt's words, dates, numbers and the direction of the window follow its language."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMargins, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenuBar, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from pytestqt.qtbot import QtBot

from reader.core.errors import InvalidInput
from reader.core.search_results import Found, FoundGroup, FoundRow
from reader.importers.programs.records import ArticleRecord, HighlightRecord
from reader.library.backups.backup_inspection import Counts
from reader.library.backups.backups import Backup, Reason
from reader.operations.importing.plan import Fate, PlannedArticle, PlannedHighlight
from reader.preference import Preference, Value
from reader.settings import PREFERENCES
from reader.ui.annotations.annotation_filter import CardFilter
from reader.ui.articles.other_hits_list import OtherHitsList
from reader.ui.articles.view_tabs import ViewTabs
from reader.ui.backups.backup_listing import BackupRow, LibraryFacts
from reader.ui.backups.backups_table import BackupsModel, BackupsTable
from reader.ui.backups.library_cards import LibraryCard
from reader.ui.highlights.highlights_facets import FacetsLine
from reader.ui.importing.import_rows import ImportModel, ImportRow, ImportTable
from reader.ui.importing.programs_list import ProgramsList
from reader.ui.keys.status_bar import StatusBar
from reader.ui.lists.column_list import ColumnList
from reader.ui.lists.filter_field import FilterField
from reader.ui.pages.page_tabs import PageTabs
from reader.ui.preferences.preference_rows import SettingRow, align_captions
from reader.ui.style.banner import Banner
from reader.ui.style.box_layouts import in_row
from reader.ui.style.painting import draw_elided, placed
from reader.ui.style.reading_typography import in_line, tag_text
from reader.ui.style.theme import current_theme
from reader.ui.views.view_delegate import plus_of
from reader.ui.views.view_list import ViewList
from reader.ui.views.view_rows import FEEDS, Kind, ViewRow
from reader.ui.window.toasts import Toasts
from resources.translations import catalogues
from tests.conftest import ROOT
from tests.ui.overlay_host import make_host
from tests.ui.pictures import colors_in

SYSTEM_PROGRAM = """
from PySide6.QtCore import QDate, QLocale
from reader.ui.window.startup.application import make_application
application = make_application([])
print(application.layoutDirection().name)
print(QLocale().toString(QDate(2026, 3, 1), "d MMMM yyyy"))
print(application.translate("QPlatformTheme", "Cancel"))
"""


@pytest.mark.parametrize("system", ["he_IL", "fa_IR"])
def test_an_english_window_is_english_throughout(system: str) -> None:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "offscreen",
        "LANG": f"{system}.UTF-8",
        "LC_ALL": f"{system}.UTF-8",
        "LANGUAGE": "",
    }
    done = subprocess.run(
        [sys.executable, "-c", SYSTEM_PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == ["LeftToRight", "1 March 2026", "Cancel"]


PROGRAM = """
import sys
from pathlib import Path
from reader import paths
compiled = Path(sys.argv[1])
resource = paths.resource
paths.resource = lambda name: compiled if name == "translations" else resource(name)
from PySide6.QtCore import QDate, QLocale
from reader.ui.window.startup.application import make_application
application = make_application([], [sys.argv[2]])
from reader.commands.catalogue import BY_ID
from reader.core.keys.keymap import format_keys
print(application.layoutDirection().name)
print(BY_ID["undo"].title, application.translate("QPlatformTheme", "Cancel").replace("&", ""))
print(QLocale().toString(QDate(2026, 3, 1), "d MMMM yyyy"), QLocale().toString(1234))
print(format_keys("Ctrl+Shift+Delete"))
from reader.commands.settings.preferences import value_text
from reader.settings import BY_KEY
from reader.ui.overlays.list_parts import FootLine
foot = FootLine(None)
foot.set_key_labels((("Ctrl+Enter", "..."), ("1…9", "...")))
print(foot.text, value_text(BY_KEY["line_height"], 1.35))
"""


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (
            "de",
            [
                "LeftToRight",
                "Rückgängig Abbrechen",
                "1 März 2026 1.234",
                "Strg+Umschalt+Entf",
                "Strg+Eingabe ...   1…9 ... 1,35",
            ],
        ),
        (
            "ar",
            [
                "RightToLeft",
                "تراجع ألغِ",
                "1 مارس 2026 1,234",
                "Ctrl+Shift+Delete",
                "Ctrl+Enter ...   1…9 ... 1.35",
            ],
        ),
    ],
)
def test_a_language_that_is_chosen_holds_throughout(
    language: str, wanted: list[str], tmp_path: Path
) -> None:
    catalogues.compile_all(target=tmp_path)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, tmp_path, language],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.splitlines() == wanted


@pytest.mark.usefixtures("mirrored")
def test_what_is_painted_by_hand_is_mirrored() -> None:
    assert placed(QRect(0, 0, 100, 10), QRect(5, 0, 20, 10)) == QRect(75, 0, 20, 10)
    assert placed(QRect(0, 0, 100, 10), QRect(99, 0, 1, 10)) == QRect(0, 0, 1, 10)
    assert placed(QRect(0, 0, 101, 10), QRect(1, 0, 20, 10)) == QRect(80, 0, 20, 10)


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize(
    "text", ["MMMMMM \u200f. . . . . .", "\u2068MMMMMM\u2069 \u2068. . . . . .\u2069"]
)
def test_a_line_from_right_to_left_begins_at_the_right_with_any_word(text: str) -> None:
    picture = QImage(600, 46, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    width = draw_elided(painter, picture.rect(), picture.rect(), text)
    painter.end()
    beginning, end = QRect(600 - width // 2, 0, width // 2, 46), QRect(0, 0, 600 - width // 2, 46)
    assert ink(picture, beginning) > 2 * ink(picture, end) > 0


@pytest.mark.usefixtures("mirrored")
def test_margins_are_mirrored() -> None:
    window = QWidget()
    row = in_row(parent=window, margins=(1, 2, 3, 4))
    assert row.contentsMargins() == QMargins(3, 2, 1, 4)


@pytest.mark.usefixtures("mirrored")
def test_the_bar_of_an_error_is_where_its_text_begins(qtbot: QtBot) -> None:
    toast = Toasts(make_host(qtbot), lambda _kind, work: work(), lambda: None).show(
        "No", kind="error"
    )
    toast._fade.stop()
    picture, danger = toast.grab().toImage(), QColor(current_theme().danger).name()
    half = picture.width() // 2
    assert danger in colors_in(picture, picture.rect().adjusted(half, 0, 0, 0))
    assert danger not in colors_in(picture, picture.rect().adjusted(0, 0, -half, 0))


@pytest.mark.usefixtures("mirrored")
def test_the_bar_of_a_banner_is_where_its_text_begins() -> None:
    window = QWidget()
    banner = Banner(window)
    banner.resize(300, 60)
    picture, accent = banner.grab().toImage(), QColor(current_theme().accent).name()
    assert colors_in(picture, QRect(297, 0, 3, 59)) == {accent}
    assert accent not in colors_in(picture, QRect(0, 0, 297, 60))
    window.deleteLater()


@pytest.mark.usefixtures("mirrored")
def test_the_keys_of_the_status_bar_are_where_they_are_painted() -> None:
    strip = StatusBar()
    strip.resize(400, 30)
    strip.set_target("sentence")
    strip.set_key_labels((("h", "highlight"), ("n", "note")))
    spots = [x for x in range(400) if strip.keys_at(QRect(x, 15, 1, 1).center()) == "h"]
    others = [x for x in range(400) if strip.keys_at(QRect(x, 15, 1, 1).center()) == "n"]
    assert spots
    assert min(spots) > max(others)  # from the right
    assert max(spots) < 400 - strip.fontMetrics().horizontalAdvance("sentence")
    strip.deleteLater()


@pytest.mark.usefixtures("mirrored")
def test_a_name_in_the_other_direction_keeps_its_sign_and_its_neighbours() -> None:
    assert tag_text("claim") == "\u2068#claim\u2069"
    assert tag_text("وسم") == "#وسم"
    assert in_line("14") == "14"
    window = QWidget()
    facets = FacetsLine(window)
    facets.set_counts({"tag:claim": 3})
    assert facets.label("tag:claim") == "\u2068#claim\u2069 3"


def test_names_stand_as_they_are_in_a_window_from_the_left() -> None:
    assert tag_text("claim") == "#claim"
    assert tag_text("وسم") == "\u2068#وسم\u2069"
    assert CardFilter(tag="وسم").description() == "\u2068#وسم\u2069"


def ink(picture: QImage, area: QRect) -> int:
    """Returns how many pixels of an area are not as its first."""
    first = picture.pixel(area.topLeft())
    return sum(
        picture.pixel(x, y) != first
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    )


@pytest.mark.usefixtures("mirrored")
def test_the_rows_of_the_panel_begin_at_the_right() -> None:
    window = QWidget()
    rows = ViewList(window)
    rows.resize(300, 200)
    rows.set_rows(
        [
            ViewRow(Kind.VIEW, "all", ""),
            ViewRow(Kind.TAG, "tag", "#i" + 20 * "."),
            ViewRow(Kind.VIEW, "later", "", count=11),
            ViewRow(Kind.FOLDER, "folder", "Craft", is_open=False),
            ViewRow(Kind.HEADING, FEEDS, "", is_open=True),
        ]
    )
    rows.make_current((Kind.HEADING, FEEDS))
    picture = rows.grab().toImage()
    picture.setDevicePixelRatio(1)
    ratio = rows.devicePixelRatioF()

    def painted(row: int, left: int, right: int) -> int:
        rect = rows.visualRect(rows.model().index(row, 0))
        area = QRect(rect.left() + left, rect.top() + 3, right - left, rect.height() - 6)
        return ink(picture, QRect(area.topLeft() * ratio, area.size() * ratio))

    width = rows.viewport().width()
    assert painted(0, width - 48, width - 12) > 0  # the sign
    assert painted(0, 12, width - 48) == 0
    assert painted(2, 12, 60) > 0  # how many there are
    tag = [x for x in range(12, width - 12) if painted(1, x, x + 1)]
    middle = (tag[0] + tag[-1]) // 2
    assert tag[-1] > width - 60
    assert painted(1, 12, middle) > painted(1, middle, width - 12)  # "#" comes first

    opened, added = [], []
    rows.folding.connect(lambda row, is_open: opened.append((row.title, is_open)))
    rows.add_wanted.connect(lambda: added.append(True))
    folder = rows.visualRect(rows.model().index(3, 0))
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    at = QPoint(folder.right() - 20, folder.center().y())
    QTest.mouseClick(rows.viewport(), button, none, at)
    heading = rows.visualRect(rows.model().index(4, 0))
    plus = plus_of(heading.adjusted(8, 0, -8, 0))
    assert plus.center().x() < heading.center().x()
    QTest.mouseClick(rows.viewport(), button, none, QPoint(plus.center().x(), heading.bottom() - 9))
    assert (opened, added) == ([("Craft", True)], [True])
    window.deleteLater()


@pytest.mark.usefixtures("mirrored")
def test_the_words_of_a_program_leave_room_for_the_bar_of_the_row() -> None:
    window = QWidget()
    rows = ProgramsList(window)
    assert rows.currentIndex().row() == 0, "else the arrow keys begin nowhere"
    option = QStyleOptionViewItem()
    option.rect, option.direction = QRect(0, 0, 100, 30), rows.layoutDirection()
    delegate = rows.itemDelegate()
    assert isinstance(delegate, QStyledItemDelegate)
    delegate.initStyleOption(option, rows.model().index(0, 0))
    assert (option.rect.left(), option.rect.width()) == (0, 92)
    window.deleteLater()


class NoPage:
    """Offers controls nothing to choose, and keeps nothing."""

    def keep(self, row: Preference, value: Value) -> None: ...

    def refuse(self, error: InvalidInput) -> None: ...

    def run(self, command: str) -> None: ...

    def faces(self) -> list[str]:
        return []


@pytest.mark.usefixtures("mirrored")
def test_the_bar_of_a_setting_is_where_its_words_begin() -> None:
    window = QWidget()
    number = next(one for one in PREFERENCES if one.key == "text_size")
    row = SettingRow(number, NoPage(), window)
    row.setGeometry(0, 0, 400, 40)
    align_captions([row])
    window.show()
    row.control.setFocus()
    picture = row.grab().toImage()
    side = round(8 * row.devicePixelRatioF())
    middle = picture.height() // 2
    assert ink(picture, QRect(picture.width() - side, middle, side, 1)) > 0
    assert row.caption.geometry().right() == row.width() - 13
    assert row.control.geometry().left() == 0
    window.deleteLater()


@pytest.mark.usefixtures("mirrored")
def test_the_key_of_a_search_field_is_where_its_line_ends() -> None:
    field = FilterField()
    field.setPlaceholderText("")
    field.resize(200, 30)
    picture = field.grab().toImage()
    ratio = field.devicePixelRatioF()
    left, right = (
        QRect(round(x * ratio), round(13 * ratio), round(16 * ratio), 4) for x in (6, 178)
    )
    assert ink(picture, left) > 0
    assert ink(picture, right) == 0
    assert field.textMargins().left() > field.textMargins().right() == 0
    field.deleteLater()


@pytest.mark.usefixtures("mirrored")
def test_the_tabs_of_pages_keep_off_the_edge_of_the_window() -> None:
    bar = QMenuBar()
    tabs = PageTabs(bar)
    bar.show()
    assert tabs.tabs.x() > 0
    assert tabs.tabs.geometry().right() == tabs.rect().right()
    bar.deleteLater()


@pytest.mark.usefixtures("mirrored")
def test_figures_of_a_library_are_over_their_captions() -> None:
    window = QWidget()
    card = LibraryCard(Path("library.sqlite"), window)
    card.resize(480, 140)
    card.show_facts(LibraryFacts(Counts(12, 3, 4), 1000, datetime(2026, 3, 1, tzinfo=UTC)))
    window.show()
    for figure in card.figures[:3]:
        picture = figure.grab().toImage()
        whole, half = picture.rect(), picture.width() // 2
        assert ink(picture, whole.adjusted(half, 0, 0, 0)) > 0
        assert ink(picture, whole.adjusted(0, 0, -half, 0)) == 0
    window.deleteLater()


def test_captions_of_settings_are_as_wide_as_their_longest_word() -> None:
    window = QWidget()
    number = next(one for one in PREFERENCES if one.key == "text_size")
    long = "Aktualisierungsintervall"
    captions = ("Size", f"{long} der Feeds")
    rows = [SettingRow(number._replace(caption=one), NoPage(), window) for one in captions]
    align_captions(rows)
    needed = rows[1].caption.fontMetrics().horizontalAdvance(long)
    assert [row.caption.width() >= needed for row in rows] == [True, True]
    assert rows[0].caption.width() == rows[1].caption.width()
    window.deleteLater()


def backup_rows(window: QWidget) -> ColumnList:
    model = BackupsModel(window)
    made = datetime(2026, 3, 1, tzinfo=UTC)
    model.set_rows([BackupRow(Backup(Path("b"), 1, made, Reason.BY_HAND, 0), fault=".")])
    return BackupsTable(model, window)


def import_rows(window: QWidget) -> ColumnList:
    model = ImportModel(window)
    highlight = PlannedHighlight(HighlightRecord(quote=".", color="yellow"), "", Fate.NEW)
    model.set_rows(
        [ImportRow(PlannedArticle(ArticleRecord(), "", None, "", [highlight]), highlight)]
    )
    return ImportTable(model, window)


@pytest.mark.usefixtures("mirrored")
@pytest.mark.parametrize("rows_in", [backup_rows, import_rows])
def test_what_stands_before_words_in_a_cell_is_at_the_right(
    rows_in: Callable[[QWidget], ColumnList],
) -> None:
    window = QWidget()
    rows = rows_in(window)
    model = rows.model()
    texts = [str(model.index(0, one).data()) for one in range(model.columnCount())]
    words = max(one for one, text in enumerate(texts) if "." in text)
    picture = QImage(600, 46, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    option = QStyleOptionViewItem()
    option.rect, option.font = picture.rect(), rows.font()
    rows.itemDelegate().paint(painter, option, model.index(0, words))
    painter.end()
    assert ink(picture, QRect(300, 0, 300, 46)) > 20
    assert ink(picture, QRect(0, 0, 300, 46)) == 0
    window.deleteLater()


@pytest.mark.usefixtures("mirrored")
def test_the_button_of_more_views_lies_over_no_tab() -> None:
    pane = QWidget()
    tabs = ViewTabs(pane)
    pane.show()
    for width in (200, 150):
        tabs.resize(width, 40)
        assert not tabs.more.isHidden()
        shown = [at for at in range(tabs.count()) if tabs.isTabVisible(at)]
        assert tabs.more.geometry().right() < min(tabs.tabRect(at).left() for at in shown)
    pane.deleteLater()


@pytest.mark.usefixtures("mirrored")
def test_the_number_of_hits_lies_over_no_title() -> None:
    window = QWidget()
    rows = OtherHitsList(window)

    def paint(title: str, hits: int) -> QImage:
        found = FoundRow(title, 1, hits=hits)
        rows.set_groups([FoundGroup(Found.ARCHIVE, 1, (found,))], ())
        picture = QImage(300, 30, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.white)
        painter = QPainter(picture)
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        option = QStyleOptionViewItem()
        option.rect, option.font = picture.rect(), rows.font()
        option.direction = Qt.LayoutDirection.RightToLeft
        rows.itemDelegate().paint(painter, option, rows.model().index(1, 0))
        painter.end()
        return picture

    few, many = paint(".", 1234), paint("MMMM MMMM MMMM MMMM MMMM MMMM MMMM", 1234)
    number = QRect(0, 0, rows.fontMetrics().horizontalAdvance("1234"), 30)
    assert few.copy(number) == many.copy(number)
    assert few.copy(number) != paint(".", 0).copy(number), "the number is there"
    window.deleteLater()
