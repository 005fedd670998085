"""Preferences in the window: by keys and by mouse, at once, kept, reset and taken back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QSlider,
    QTextEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from reader.commands.settings.preferences import PAGE_TITLES
from reader.operations.history import History
from reader.preference import Page
from reader.settings import PREFERENCES, Settings
from reader.ui.preferences.page_tab import PageTab
from reader.ui.preferences.preference_rows import SettingRow
from reader.ui.preferences.preferences_page import PreferencesPage
from reader.ui.preferences.theme_cards import ThemeCards
from reader.ui.style.theme import current_theme
from tests.journeys.conftest import Journey, keep


def fill(history: History) -> None:
    keep(history, "One|Apples fall. Bees fly.")


def page_of(journey: Journey) -> PreferencesPage:
    page = journey.window.pages.page
    assert isinstance(page, PreferencesPage)
    return page


def control(page: PreferencesPage, key: str) -> QWidget:
    (row,) = [one for one in page.rows if isinstance(one, SettingRow) and one.row.key == key]
    return row.control


def click(widget: QWidget) -> None:
    at = QPoint(8, widget.height() // 2)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at)


def is_justified(view: QTextEdit) -> bool:
    block = view.document().begin()
    while block.isValid():
        if block.blockFormat().alignment() == Qt.AlignmentFlag.AlignJustify:
            return True
        block = block.next()
    return False


def test_settings_are_changed_at_once_kept_reset_and_taken_back(
    journey: Journey, data_dir: Path
) -> None:
    journey.fill(fill)
    journey.start()
    journey.press("Ctrl+,")
    page, text = page_of(journey), journey.window.reading_pane
    settings = journey.window.app.settings
    assert journey.focus() is control(page, "reading_face")
    # Each setting of the page is a stop of j, and only those.
    keys = [row.key for row in PREFERENCES if row.page is Page.READING]
    assert [one.row.key for one in page.rows if not one.isHidden() and hasattr(one, "row")] == keys
    journey.press("j")
    slider = journey.focus()
    assert isinstance(slider, QSlider)
    assert slider.accessibleName() == "Text size"
    journey.press("Right Right")
    assert settings.number("text_size") == 21
    assert page.preview.text.document().defaultFont().pixelSize() == 21
    # Alt and the letter that is marked lead to a setting.
    journey.press("Alt+O")
    assert journey.focus() is control(page, "reading_face")
    # A value is typed where it stands; what cannot be kept is said.
    field = control(page, "text_size").findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    click(field)
    field.selectAll()
    journey.type("500")
    journey.press("Enter")
    assert journey.toast == "“500” was not saved: Text size is a number from 8 to 96."
    assert field.text() == "21 px"
    field.selectAll()
    journey.type("24")
    journey.press("Enter")
    assert settings.number("text_size") == 24
    # A click on a box, and Alt with the letter of its caption.
    box = control(page, "is_justified")
    assert isinstance(box, QCheckBox)
    click(box)
    assert is_justified(page.preview.text)
    # A card of a theme, then the box that follows the system.
    cards = control(page, "theme")
    assert isinstance(cards, ThemeCards)
    painted = cards.cards[2].grab().toImage()
    named = cards.cards[2].text()
    cards.cards[2].setText("")
    assert cards.cards[2].grab().toImage() != painted, "its name is not painted"
    cards.cards[2].setText(named)
    click(cards.cards[2])
    assert current_theme().name == settings.text("theme") == "dark"
    click(cards.follow)
    assert settings.text("theme") == "system"
    journey.press("z")
    assert current_theme().name == "dark"
    # The settings are found by a word of them, from every page.
    journey.press("/")
    journey.type("backups to keep")
    journey.press("Enter")
    assert isinstance(journey.focus(), QComboBox)
    journey.press("Right")
    assert settings.text("backup_keep") == "more"
    journey.press("Escape Escape")  # the error, then the search
    assert page_of(journey).heading.text() == "Reading"
    # In a language of long words no control is cut off.
    row = control(page, "reading_face").parentWidget()
    assert isinstance(row, SettingRow)
    row.caption.setFixedWidth(280)
    journey.window.resize(1030, 650)
    QApplication.processEvents()
    journey.window.resize(1020, 640)
    QApplication.processEvents()
    assert row.width() >= row.minimumSizeHint().width()
    assert row.visibleRegion().boundingRect().width() == row.width()
    # The defaults of one page, by its button; other pages stay; Undo gives it back.
    click(page.reset)
    assert (settings.number("text_size"), settings.text("theme")) == (19, "system")
    assert settings.text("backup_keep") == "more"
    journey.press("Ctrl+Z")
    assert (settings.number("text_size"), settings.text("theme")) == (24, "dark")
    click(page.reset)
    assert settings.number("text_size") == 19
    (undo,) = [
        button
        for button in journey.window.findChildren(QToolButton)
        if button.isVisible() and button.text() == "Undo (Ctrl+Z)"
    ]
    click(undo)
    assert (settings.number("text_size"), settings.text("theme")) == (24, "dark")
    # What a command changes elsewhere is shown here.
    journey.press("4")
    local = control(page, "is_local_network_allowed")
    assert isinstance(local, QCheckBox)
    click(local)
    assert local.isChecked()
    assert settings.is_on("is_local_network_allowed")
    # A sentence where the file cannot be written, and the setting holds all the same.
    (data_dir / "settings.json").unlink()
    (data_dir / "settings.json").mkdir()
    journey.press("1 j Right")
    assert settings.number("text_size") == 25
    assert journey.toast.startswith("This lasts until Postil is closed: ")
    # Told wherever it is changed, also by a command that is no row of the page.
    assert journey.window.toasts.dismiss_all()
    journey.press("Ctrl+Shift+L")
    assert any(text.startswith("This lasts until Postil is closed: ") for text in journey.toasts)
    assert settings.text("theme") == "contrast"
    (data_dir / "settings.json").rmdir()
    journey.press("Right Escape Escape")  # the error, then the page
    assert journey.window.pages.page is None
    assert text.document().defaultFont().pixelSize() == 26
    assert is_justified(text)
    assert Settings.of(data_dir).number("text_size") == 26


def test_escape_in_a_number_restores_it_and_then_leaves_the_page(journey: Journey) -> None:
    journey.fill(fill)
    journey.start()
    journey.press("Ctrl+, j Tab")
    page, field = page_of(journey), journey.focus()
    assert isinstance(field, QLineEdit)
    assert page.strip.accessibleName() == "Enter save, Esc cancel"
    field.selectAll()
    journey.type("40")
    journey.press("Escape")
    assert field.text() == "19 px"
    assert journey.window.app.settings.number("text_size") == 19
    assert isinstance(journey.focus(), QSlider)
    assert "choose" in page.strip.accessibleName()
    journey.press("Escape")
    assert journey.window.pages.page is None


def test_what_stands_beside_a_page_and_below_the_text_goes_with_the_room(journey: Journey) -> None:
    journey.fill(fill)
    journey.start()
    window = journey.window
    window.resize(1440, 900)
    journey.press("Ctrl+,")
    page = page_of(journey)
    wide = page.preview.measure.text()
    window.resize(1024, 640)
    journey.wait(lambda: page.width() <= 1024)
    # The name of a page is bold once it is shown; its digit stays clear of it.
    for number, tab in enumerate(page.tabs.values(), 1):
        journey.press(str(number))
        digit = tab.findChild(QLabel)
        assert digit is not None
        font = QFont(tab.font())
        font.setWeight(QFont.Weight.DemiBold)
        end = 12 + QFontMetrics(font).horizontalAdvance(tab.text())
        assert end + 4 <= digit.x(), tab.text()
    journey.wait(lambda: page.preview.measure.text() != wide)
    caption = page.preview.caption
    room, wrapped = QRect(0, 0, caption.width(), 400), Qt.TextFlag.TextWordWrap
    needed = caption.fontMetrics().boundingRect(room, wrapped, caption.text())
    assert caption.rect().contains(needed), "it was cut"
    window.resize(1440, 900)
    journey.wait(lambda: page.preview.measure.text() == wide)


@pytest.mark.parametrize("is_open", [True, False])
def test_a_sample_is_shown_where_no_text_is_open(journey: Journey, is_open: bool) -> None:
    journey.fill(lambda history: keep(history, "Bare|\n") if is_open else None)
    journey.start()
    assert journey.window.panes.reading_pane.page is None or is_open
    journey.window.resize(1440, 900)
    journey.press("Ctrl+,")
    preview = page_of(journey).preview
    assert preview.isVisible()
    assert preview.caption.text() == "A sample text, as it will look"
    assert "the eye looks for the beginning" in preview.text.toPlainText()


@pytest.mark.parametrize("width", [640, 1024, 1440])
def test_no_control_is_cut_off(journey: Journey, width: int) -> None:
    journey.start()
    journey.window.resize(width, 600)
    journey.press("Ctrl+,")
    page = journey.window.pages.page
    assert isinstance(page, PreferencesPage)
    QApplication.processEvents()
    room = page._room.viewport()
    assert not page._room.horizontalScrollBar().isVisible()
    for row in page.rows:
        if row.isVisible() and isinstance(row, SettingRow):
            assert row.control.mapTo(room, row.control.rect().topRight()).x() < room.width()
    for field in page.findChildren(QLineEdit):
        if field.isVisible() and field.text():
            text = field.fontMetrics().horizontalAdvance(field.text())
            assert text <= field.width() - 18, field.text()


def test_undo_of_a_reset_is_offered_until_it_means_something_else(journey: Journey) -> None:
    journey.fill(fill)
    journey.start()
    settings, told = journey.window.app.settings, "Reading: the settings were reset."
    for end in ("1 j Right", "Escape"):
        journey.press("Ctrl+,")
        settings.set(text_size=24)
        click(page_of(journey).reset)
        journey.wait(lambda: told in [one.text for one in journey.window.toasts.shown])
        journey.press(end)
        assert told not in [one.text for one in journey.window.toasts.shown]
        journey.press("Escape")


def test_long_names_of_pages_are_cut_before_what_is_set_on_them(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Arabic the controls were cut in a small window, beside names that had all their room."""
    long = "The library and all backups of it"
    monkeypatch.setitem(PAGE_TITLES, Page.LIBRARY, long)
    journey.start()
    journey.window.resize(640, 600)
    journey.press("Ctrl+,")
    page = page_of(journey)
    tab = page.tabs[Page.LIBRARY]
    journey.wait(lambda: tab.text() != long)
    assert (tab.accessibleName(), tab.toolTip()) == (long, long)
    assert not page._room.horizontalScrollBar().isVisible()
    journey.window.resize(1440, 600)
    journey.wait(lambda: tab.text() == long)
    assert tab.toolTip() == ""


@pytest.mark.parametrize("pixels", [10, 13, 15, 19])
def test_a_name_of_a_page_is_whole_in_the_width_it_wants(qtbot: QtBot, pixels: int) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.setStyleSheet(f"font-size: {pixels}px")  # some widths are no whole number of pixels
    for name in ("The library and all backups of it", "Speech", "Fox"):
        tab = PageTab(name, 1, page, lambda: None)
        tab.ensurePolished()
        tab.resize(tab.wanted_width(), tab.height())
        tab.grab()
        assert tab.text() == name


def test_a_long_word_on_one_page_takes_no_room_on_another(
    journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In German the controls were cut in a small window, beside captions of short words."""
    changed = {"speech_rate": "Vorlesegeschwindigkeitseinstellung"}
    rows = [one._replace(caption=changed.get(one.key, one.caption)) for one in PREFERENCES]
    monkeypatch.setattr("reader.ui.preferences.preference_rows.PREFERENCES", rows)
    journey.start()
    journey.window.resize(640, 600)
    journey.press("Ctrl+,")
    page = page_of(journey)
    bar = page._room.horizontalScrollBar()
    journey.wait(lambda: page.width() <= 640)
    journey.press("2 1")
    assert not bar.isVisible()


def test_what_has_no_room_can_be_scrolled_to(journey: Journey) -> None:
    journey.start()
    journey.window.resize(1440, 600)
    journey.press("Ctrl+,")
    page = journey.window.pages.page
    assert isinstance(page, PreferencesPage)
    bar = page._room.horizontalScrollBar()
    assert not bar.isVisible()
    page.rows[0].setMinimumWidth(2000)  # as in a language of longer words
    page._share_room()
    QApplication.processEvents()
    assert bar.isVisible()


def test_the_values_of_a_setting_are_all_shown_when_there_is_room(journey: Journey) -> None:
    journey.start()
    journey.press("Ctrl+,")
    box = control(page_of(journey), "language")
    assert isinstance(box, QComboBox)
    box.showPopup()
    rows = box.view()
    journey.wait(rows.isVisible)
    last = rows.visualRect(box.model().index(box.count() - 1, 0))
    assert rows.viewport().rect().contains(last)
    box.hidePopup()


def test_the_wheel_chooses_nothing_where_it_passes(journey: Journey) -> None:
    """Qt chooses the next row: who scrolled over the language had another at the next start."""
    journey.start()
    journey.press("Ctrl+,")
    box = control(page_of(journey), "language")
    assert isinstance(box, QComboBox)
    before = box.currentIndex()
    middle, none = QPointF(box.rect().center()), Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(
        *(middle, QPointF(box.mapToGlobal(middle)), QPoint(), QPoint(0, -120)),
        *(Qt.MouseButton.NoButton, none, Qt.ScrollPhase.NoScrollPhase, False),
    )
    box.wheelEvent(wheel)
    assert box.currentIndex() == before
    assert not wheel.isAccepted(), "the page scrolls"


def test_the_bar_beside_a_setting_moves_with_the_keyboard(journey: Journey) -> None:
    journey.start()
    journey.press("Ctrl+,")
    page, window = page_of(journey), journey.window
    rows = [one for one in page.rows if isinstance(one, SettingRow) and one.isVisible()]

    def marked() -> list[str]:
        QApplication.processEvents()
        image = window.screen().grabWindow(window.winId()).toImage()
        accent = QColor(current_theme().accent)
        spots = [(row, row.mapTo(window, QPoint(1, row.height() // 2))) for row in rows]
        return [row.row.key for row, spot in spots if image.pixelColor(spot) == accent]

    assert marked() == [rows[0].row.key]
    for key, row in (("j", rows[1]), ("j", rows[2]), ("k", rows[1])):
        journey.press(key)
        assert marked() == [row.row.key]
