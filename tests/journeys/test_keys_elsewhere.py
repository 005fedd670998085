"""Keys that are pressed where they mean nothing: they act on the text, or it is said what to press."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader.operations.history import History
from reader.ui.style.theme import current_theme
from tests.journeys.conftest import Journey, keep


def two(history: History) -> None:
    keep(history, "Second|Another text.", "First|One here. Two here.\nThree here.")


def linked(history: History) -> None:
    keep(history, 'Linked|See <a href="https://x.example/">there</a>. Two here. Three here.')


def test_the_first_start_begins_in_the_text(first_journey: Journey, data_dir: Path) -> None:
    first_journey.start()
    first_journey.wait(lambda: first_journey.app.queries.meta("starters") == "1")
    assert first_journey.pane == "reading"
    first_journey.press("j h")
    assert len(first_journey.cards) == 1


def test_a_key_of_the_text_goes_from_the_list_to_the_text(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    assert (journey.pane, journey.passage) == ("list", "One here.")
    journey.press("d")
    assert journey.toast == "d acts in the text: Enter or F6 goes there."
    assert journey.pane == "list"
    journey.press(".")
    assert (journey.pane, journey.passage) == ("reading", "Two here.")
    journey.press("Escape h")
    assert [card.exact for card in journey.cards] == ["Two here."]
    journey.press("z Escape c 2")
    assert [card.color for card in journey.cards] == ["green"]
    journey.press("z Escape j")
    assert journey.titles[1] == journey.window.windowTitle().partition(" —")[0], "j is of the list"


def test_keys_of_the_text_with_alt_or_shift_go_there_too(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    journey.press(">")
    assert (journey.pane, journey.passage) == ("reading", "One here. Two here.")
    journey.press("g n g i")
    assert journey.pane == "list"
    journey.press("Alt+3")
    assert [card.color for card in journey.cards] == ["blue"]
    journey.press("g n g i F7")
    assert journey.window.panes.has_caret


def test_a_key_of_the_list_is_explained_in_the_text(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    journey.press("Enter #")
    assert journey.toast == "# acts in the list: Esc goes there."
    assert journey.titles == ["First", "Second"]
    journey.press("Escape Escape #")
    journey.wait(lambda: journey.titles == ["Second"])


def test_shift_with_a_letter_extends_the_selection_of_the_list(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    rows = journey.window.list_pane.list
    journey.press("Shift+J")
    assert (journey.pane, rows.selected_rows()) == ("list", [0, 1])
    assert journey.passage == "Another text.", "the current row is shown"
    journey.press("Shift+K")
    assert rows.selected_rows() == [0], "going back lets go"
    journey.press("Shift+Down Escape Shift+Up")
    assert rows.selected_rows() == [0, 1], "from where it began now"


def test_a_list_without_a_current_row_shows_that_it_has_the_keyboard(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    view = journey.window.list_pane.list.viewport()

    def frame() -> str:
        return view.grab().toImage().pixelColor(7, view.height() // 2).name()

    assert frame() != current_theme().accent, "the current row shows it"
    journey.press("g s")
    assert frame() == current_theme().accent
    journey.press("F6")
    assert frame() != current_theme().accent


def test_the_strip_names_what_can_be_done_here(journey: Journey) -> None:
    journey.fill(linked)
    journey.start()
    journey.press("Enter")
    link, again = ("o", "open link"), (";", "last tags")
    assert link in journey.window.strip.key_labels
    journey.press(".")
    assert link not in journey.window.strip.key_labels
    assert again not in journey.window.strip.key_labels
    journey.press("t")
    journey.type("method")
    journey.press("Enter .")
    assert again in journey.window.strip.key_labels


def test_beside_a_text_without_marks_the_keys_are_those_of_the_text(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    journey.press("F6 F6")
    assert journey.focus() is journey.window.sidebar.empty
    journey.press("j")
    assert journey.passage == "Three here."
    journey.press("k . . h")
    assert [card.exact for card in journey.cards] == ["Two here."]
    journey.press("z")
    assert journey.cards == []
    journey.press("Escape")
    assert journey.focus() is journey.window.reading_pane
    journey.press("F6 F6")
    assert journey.focus() is journey.window.list_pane.list, "F6 goes on from there"


def test_f10_opens_the_menus_also_where_they_are_hidden(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    bar = journey.window.menuBar()
    for before in ("Enter", "Shift+F11", "g t"):
        journey.press(f"{before} F10")
        menu = QApplication.activePopupWidget()
        assert menu is bar.actions()[0].menu()
        QTest.keyClick(menu, Qt.Key.Key_Right)
        menu = QApplication.activePopupWidget()
        assert menu is bar.actions()[1].menu()
        QTest.keyClick(menu, Qt.Key.Key_Escape)
        assert QApplication.activePopupWidget() is None
    assert bar.isVisible()


def test_a_menu_that_is_left_keeps_no_key(journey: Journey) -> None:
    journey.fill(two)
    journey.start()
    journey.press("Enter")
    bar = journey.window.menuBar()
    place = bar.actionGeometry(bar.actions()[1]).center()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=place)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    QTest.keyClick(menu, Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None
    assert journey.focus() is journey.window.reading_pane
    journey.press("h")
    assert len(journey.cards) == 1
