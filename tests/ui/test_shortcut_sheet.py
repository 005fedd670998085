"""The sheet of all keys, and the popup for a key that waits: complete, searchable, inside the window."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from reader.commands.catalogue import CATALOGUE
from reader.ui.key_hints import KeyHints
from reader.ui.shortcut_sheet import KeyRow, ShortcutSheet, sections_by_place
from tests.ui.overlay_host import make_host, press, write

SECTIONS = [
    ("Reading", [("Next paragraph", "j · ↓"), ("Start of the article", "g g")]),
    ("Passage", [("Highlight", "h"), ("Tag the highlight…", "t"), ("Previous sentence", ",")]),
    ("List", [("Tag the article…", "Shift+T"), ("To the trash", "# · Delete")]),
    ("Everywhere", [(f"Command {n}", f"Ctrl+{n}") for n in range(30)]),
]


def shown(sheet: ShortcutSheet) -> list[str]:
    return [row.title for row in sheet.board.findChildren(KeyRow) if not row.isHidden()]


@pytest.mark.parametrize(("width", "columns"), [(1440, 3), (900, 2), (640, 1)])
def test_columns_follow_the_width_and_nothing_overlaps(
    qtbot: QtBot, width: int, columns: int
) -> None:
    sheet = ShortcutSheet(make_host(qtbot, width, 600))
    sheet.show_keys(SECTIONS)
    rows = sheet.board.findChildren(KeyRow)
    assert len({row.x() for row in rows}) == columns
    areas = [row.geometry() for row in rows]
    assert not any(a.intersects(b) for i, a in enumerate(areas) for b in areas[i + 1 :])
    assert all(sheet.board.rect().contains(area) for area in areas)
    assert sheet.rect().contains(sheet.card.geometry())
    sheet.grab()


def test_typing_narrows_by_title_section_and_key(qtbot: QtBot) -> None:
    sheet = ShortcutSheet(make_host(qtbot))
    sheet.show_keys(SECTIONS)
    write("tag")
    assert shown(sheet) == ["Tag the highlight…", "Tag the article…"]
    sheet.field.setText("tag list")
    assert shown(sheet) == ["Tag the article…"]
    sheet.field.setText("shift+t")
    assert shown(sheet) == ["Tag the article…"]
    sheet.field.setText("nothing at all")
    assert shown(sheet) == []
    assert "nothing at all" in sheet.foot.text
    sheet.field.clear()
    assert len(shown(sheet)) == 37


def test_every_command_stands_under_each_place_its_keys_work_in() -> None:
    sections = {title: dict(rows) for title, rows in sections_by_place()}
    assert list(sections) == [
        "Everywhere",
        "In the list",
        "In the text",
        "In the text and the annotations",
        "In the annotations",
        "Among all tags",
    ]
    assert sections["In the list"]["Next article"] == "j · ↓"
    assert sections["Everywhere"]["Next article"] == "Ctrl+PgDn"
    assert sections["In the text"]["Next paragraph"] == "j · ↓"
    assert sections["In the annotations"]["Next card"] == "j · ↓"
    assert sections["In the text and the annotations"]["Highlight"] == "h"
    assert "Space" in sections["In the list"]["A page down; at the end, the next unread article"]
    assert sections["Everywhere"]["Theme…"] == ""
    listed = {title for rows in sections.values() for title in rows}
    assert listed >= {command.title for command in CATALOGUE}
    for title, rows in sections_by_place():
        used = [key for _command, keys in rows for key in keys.split(" · ") if keys]
        assert len(used) == len(set(used)), title


def test_a_long_title_wraps_and_what_has_no_key_says_so(qtbot: QtBot) -> None:
    sheet = ShortcutSheet(make_host(qtbot, 640, 600))
    sheet.show_keys([("Everywhere", [("A command " * 12, "Shift+Space · PgDn"), ("Theme…", "")])])
    long, keyless = sheet.board.findChildren(KeyRow)
    assert long.height() > 1.5 * keyless.height()
    assert keyless.accessibleName() == "Theme…: no key"
    sheet.grab()
    sheet.field.setText("no key")
    assert shown(sheet) == ["Theme…"]


def test_arrows_scroll_and_escape_closes(qtbot: QtBot) -> None:
    host = make_host(qtbot, 640, 400)
    before = QApplication.focusWidget()
    sheet = ShortcutSheet(host)
    sheet.show_keys(SECTIONS)
    press(Qt.Key.Key_PageDown)
    assert sheet.area.verticalScrollBar().value() > 0
    press(Qt.Key.Key_Escape)
    assert not sheet.is_open
    assert QApplication.focusWidget() is before


def test_it_reflows_with_the_window(qtbot: QtBot) -> None:
    host = make_host(qtbot, 1440, 800)
    sheet = ShortcutSheet(host)
    sheet.show_keys(SECTIONS)
    host.resize(640, 500)
    assert len({row.x() for row in sheet.board.findChildren(KeyRow)}) == 1
    assert sheet.rect().contains(sheet.card.geometry())


def test_every_row_has_a_name_to_be_spoken(qtbot: QtBot) -> None:
    sheet = ShortcutSheet(make_host(qtbot))
    sheet.show_keys(SECTIONS)
    names = [row.accessibleName() for row in sheet.board.findChildren(KeyRow)]
    assert "Previous sentence: ," in names


@pytest.fixture
def host(qtbot: QtBot) -> QMainWindow:
    return make_host(qtbot)


def test_hints_wait_then_appear_and_leave_the_focus(qtbot: QtBot, host: QMainWindow) -> None:
    before = QApplication.focusWidget()
    hints = KeyHints(host)
    hints.show_hints("g", [("g", "Start of the article"), ("i", "Inbox")], delay=30)
    assert not hints.isVisible()
    qtbot.waitUntil(hints.isVisible, timeout=2000)
    assert QApplication.focusWidget() is before
    assert "i Inbox" in hints.accessibleName()
    assert host.rect().contains(hints.geometry())
    hints.show_hints("g g", [("x", "Another")])
    assert hints.isVisible()
    hints.dismiss()
    assert not hints.isVisible()


def test_a_key_in_time_shows_no_hints(qtbot: QtBot, host: QMainWindow) -> None:
    hints = KeyHints(host)
    hints.show_hints("g", [("g", "Start")], delay=20)
    hints.dismiss()
    qtbot.wait(40)
    assert not hints.isVisible()


@pytest.mark.parametrize("count", [0, 1, 7, 40])
def test_hints_stay_inside_a_small_window(qtbot: QtBot, count: int) -> None:
    host = make_host(qtbot, 640, 480)
    hints = KeyHints(host)
    hints.show_hints("g", [(str(n), f"Command number {n} " * 3) for n in range(count)], 0)
    hints.grab()
    assert host.rect().contains(hints.geometry())
