"""The sheet of all keys: complete, searchable, laid out, and where keys are changed."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from reader.commands.catalogue import CATALOGUE, effective_keys
from reader.commands.keys.active_keymap import present_keys, use_keys
from reader.commands.keys.shortcut_table import KeyLine
from reader.core.keys.key_file import KeyFile
from reader.core.keys.key_overrides import KeyChoices
from reader.ui.keys import shortcut_sheet
from reader.ui.keys.shortcut_rows import ShortcutRow
from reader.ui.keys.shortcut_sheet import ShortcutSheet
from tests.ui.overlay_host import focused, make_host, press, write

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TEXT = "In the text and the annotations"


class Bench:
    """A sheet over a file of keys; what is changed holds at once."""

    def __init__(self, host: QMainWindow, file: Path) -> None:
        self.host = host
        self.file = KeyFile(file)
        self.taken = 0
        self.sheet = ShortcutSheet(host)
        self.open()

    def open(self) -> None:
        self.sheet.show_keys(self.file, self.take_up)

    @property
    def is_capturing(self) -> bool:
        """Whether every key is taken as a new one of the chosen command."""
        row = self.sheet.row
        return row is not None and row.asked is not None and self.sheet._proposal is None

    def take_up(self) -> None:
        self.taken += 1
        use_keys(effective_keys(self.file.choices))

    def shown(self) -> list[str]:
        return [row.title for row in self.sheet.listing.rows()]

    def row(self, title: str, section: str = TEXT) -> ShortcutRow:
        """A row by its title and the place it stands under."""
        return next(
            row
            for heading, rows in self.sheet.listing.sections
            for row in rows
            if (heading.text(), row.title) == (section, title)
        )

    def keys(self, title: str, section: str = TEXT) -> tuple[str, ...]:
        return self.row(title, section).shown

    def chosen(self) -> ShortcutRow | None:
        return self.sheet.row

    def choose(self, title: str, section: str = TEXT) -> None:
        self.sheet._choose(self.row(title, section))

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            press(key)

    @property
    def told(self) -> str:
        return self.sheet.foot.text


@pytest.fixture(autouse=True)
def postils_keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(shortcut_sheet, "PAUSE", 20)  # ms
    yield
    use_keys(effective_keys(KeyChoices()))


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Bench:
    return Bench(make_host(qtbot, 1000, 400), tmp_path / "keys.json")


def capture(bench: Bench, qtbot: QtBot, *keys: Qt.Key, is_more: bool = False) -> None:
    """Ask for new keys of the chosen row, press them, and wait for the pause after them."""
    press(Key.Key_Return, CTRL if is_more else Qt.KeyboardModifier.NoModifier)
    assert bench.is_capturing
    bench.press(*keys)
    qtbot.waitUntil(lambda: not bench.is_capturing)


# -- what is shown ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "columns"), [(1440, 3), (900, 2), (640, 1)])
def test_columns_follow_the_width_and_nothing_overlaps(
    qtbot: QtBot, tmp_path: Path, width: int, columns: int
) -> None:
    sheet = Bench(make_host(qtbot, width, 600), tmp_path / "keys.json").sheet
    rows = sheet.listing.rows()
    assert len({row.x() for row in rows}) == columns
    areas = [row.geometry() for row in rows]
    assert not any(a.intersects(b) for i, a in enumerate(areas) for b in areas[i + 1 :])
    assert all(sheet.listing.rect().contains(area) for area in areas)
    assert sheet.window().rect().contains(sheet.card_rect)
    assert sheet.field.width() >= 190
    sheet.grab()


def test_keys_are_below_a_title_that_has_no_room_beside_them(qtbot: QtBot) -> None:
    """As in German: the end of a long word would be cut."""
    keys = ("Ctrl+Shift+Z", "Ctrl+Y", "Shift+Z")
    listing = QWidget()
    qtbot.addWidget(listing)
    heights = []
    for title in ("Wiederherstellungspunkt", "W"):
        row = ShortcutRow(listing)
        row.set_line("", KeyLine("edit.redo", title, (), keys, keys))
        row.resize(270, row.heightForWidth(270))
        row.grab()
        heights.append(row.height())
    assert heights[0] == 2 * heights[1]


def test_a_title_without_room_while_keys_are_asked_for_is_elided(qtbot: QtBot) -> None:
    listing = QWidget()
    qtbot.addWidget(listing)
    row = ShortcutRow(listing)
    title, keys = "Copy a link to the highlight or article", ("q",)
    row.set_line("", KeyLine("copy.link", title, (), keys, keys))
    width = row.fontMetrics().horizontalAdvance(title) + 60
    row.resize(width, row.heightForWidth(width))
    assert row.height() < 2 * row.fontMetrics().height(), "one line"
    row.ask(())
    image = row.grab().toImage()
    edges = {image.pixel(x, y) for x in range(width) for y in (0, 1, -2 + image.height())}
    assert len(edges) == 1, "a second line would be cut there"


@pytest.mark.usefixtures("mirrored")
def test_the_first_column_is_at_the_right_in_a_window_from_right_to_left(bench: Bench) -> None:
    rows, listing = bench.sheet.listing.rows(), bench.sheet.listing
    assert rows[0].geometry().right() == listing.rect().right()
    assert rows[-1].x() == 0


def test_it_reflows_with_the_window(bench: Bench) -> None:
    bench.host.resize(640, 500)
    assert len({row.x() for row in bench.sheet.listing.rows()}) == 1
    assert bench.host.rect().contains(bench.sheet.card_rect)


def test_every_command_is_listed_and_keyless_ones_say_so(bench: Bench) -> None:
    assert set(bench.shown()) == {command.title for command in CATALOGUE}
    assert bench.row("Theme…", "Everywhere").accessibleName() == "Theme…: none"
    assert bench.row("Previous sentence", "In the text").accessibleName() == "Previous sentence: ,"
    assert bench.keys("Next in the list", "In the list") == ("j", "↓")
    assert bench.keys("Next article", "Everywhere") == ("Ctrl+PgDn",)
    assert bench.keys("Page up", "In the list") == ("Shift+Space",)


def test_typing_narrows_by_title_place_and_key(bench: Bench) -> None:
    write("tag")
    assert "Tag…" in bench.shown()
    assert "Highlight" not in bench.shown()
    bench.sheet.field.setText("ctrl+k")
    assert bench.shown() == ["Command palette…"]
    bench.sheet.field.setText("none")
    assert "Theme…" in bench.shown()
    bench.sheet.field.setText("zoom in")
    assert bench.shown() == ["Larger text"], "as other programs call it"
    bench.sheet.field.setText("nothing at all")
    assert bench.shown() == []
    assert "nothing at all" in bench.told
    bench.sheet.field.clear()
    assert len(bench.shown()) > 80


def test_pressing_a_key_finds_it(bench: Bench) -> None:
    press(Key.Key_K, CTRL)
    assert (bench.sheet.field.text(), bench.shown()) == ("Ctrl+K", ["Command palette…"])
    press(Key.Key_F6)
    assert bench.shown() == ["Next pane"]
    assert bench.sheet.row is bench.sheet.listing.rows()[0]


def test_arrows_choose_a_row_and_escape_closes(bench: Bench) -> None:
    assert bench.chosen() is None
    rows = bench.sheet.listing.rows()
    bench.press(Key.Key_Down, Key.Key_Down)
    assert bench.chosen() is rows[1]
    bench.press(Key.Key_PageDown)
    assert bench.chosen() is rows[11]
    bench.press(Key.Key_Up, Key.Key_PageUp, Key.Key_PageUp, Key.Key_Up)
    assert bench.chosen() is rows[-1]  # around the end
    row = rows[-1]
    area = bench.sheet.area.viewport().rect()
    assert area.contains(row.mapTo(bench.sheet.area.viewport(), row.rect().center()))
    bench.press(Key.Key_Escape)
    assert not bench.sheet.is_open
    assert QApplication.focusWidget() is bench.host.centralWidget()


# -- new keys --------------------------------------------------------------------------------------


def test_a_key_is_changed_at_once_and_taken_back(bench: Bench, qtbot: QtBot) -> None:
    bench.choose("Highlight")
    capture(bench, qtbot, Key.Key_Q)
    assert bench.keys("Highlight") == ("q",)
    assert present_keys().keys_of("highlight") == ("q",)
    assert bench.row("Highlight").line.is_changed
    assert "changed" in bench.row("Highlight").accessibleName()
    assert bench.sheet.row is bench.row("Highlight")  # still chosen
    assert "Ctrl+Z" in bench.told
    press(Key.Key_Z, CTRL)
    assert bench.keys("Highlight") == ("h",)
    assert present_keys().keys_of("highlight") == ("h",)
    press(Key.Key_Z, CTRL)
    assert "No shortcut was changed" in bench.told


def test_one_more_key_and_a_sequence(bench: Bench, qtbot: QtBot) -> None:
    bench.choose("Highlight")
    capture(bench, qtbot, Key.Key_Q, Key.Key_Q, is_more=True)
    assert bench.keys("Highlight") == ("q q", "h")
    press(Key.Key_Insert)
    bench.press(Key.Key_Q, Key.Key_W, Key.Key_Q)  # three are all there can be
    assert bench.keys("Highlight") == ("q q", "q w q", "h")
    press(Key.Key_Return)
    bench.press(Key.Key_F12, Key.Key_Return)  # Enter ends
    assert bench.keys("Highlight") == ("q w q", "F12", "h")


def test_what_was_pressed_so_far_is_painted(bench: Bench) -> None:
    bench.choose("Highlight")
    row, pictures = bench.row("Highlight"), []
    for chords in (None, (), ("q",), ("w",)):
        row.ask(chords)
        pictures.append(row.grab().toImage())
    assert all(one != other for one, other in combinations(pictures, 2))


def test_a_command_without_a_key_gets_one(bench: Bench, qtbot: QtBot) -> None:
    bench.choose("Theme…", "Everywhere")
    capture(bench, qtbot, Key.Key_F12)
    assert bench.keys("Theme…", "Everywhere") == ("F12",)
    assert present_keys().keys_of("view.theme") == ("F12",)


def test_where_no_row_is_chosen_the_first_is_asked_for(bench: Bench) -> None:
    assert bench.chosen() is None
    press(Key.Key_Return)
    assert bench.is_capturing
    assert bench.chosen() is bench.sheet.listing.rows()[0]
    press(Key.Key_Escape)


def test_escape_leaves_all_as_it_was(bench: Bench) -> None:
    bench.choose("Highlight")
    bench.press(Key.Key_Return, Key.Key_Q, Key.Key_Escape)
    assert (bench.taken, bench.keys("Highlight")) == (0, ("h",))
    assert bench.sheet.is_open
    bench.press(Key.Key_Down)
    assert bench.sheet.row is bench.row("Note…")


def test_a_conflict_is_shown_before_anything_is_kept(bench: Bench, qtbot: QtBot) -> None:
    bench.choose("Tag…")
    capture(bench, qtbot, Key.Key_H)
    assert (
        bench.told
        == f"h is “Highlight” {TEXT[0].lower()}{TEXT[1:]}: Enter reassigns it, Esc cancels"
    )
    assert (bench.taken, bench.keys("Tag…")) == (0, ("t",))
    press(Key.Key_J)  # neither Enter nor Esc
    press(Key.Key_Escape)
    assert (bench.taken, bench.keys("Tag…"), bench.sheet.is_open) == (0, ("t",), True)
    capture(bench, qtbot, Key.Key_H)
    bench.press(Key.Key_Return)
    assert (bench.keys("Tag…"), bench.keys("Highlight")) == (("h",), ())
    assert bench.row("Highlight").line.is_changed
    bench.choose("Highlight")
    press(Key.Key_Backspace)  # has its key back, and nobody else has it
    assert (bench.keys("Highlight"), bench.row("Highlight").line.is_changed) == (("h",), False)
    assert "h" not in bench.keys("Tag…")


def test_a_key_that_begins_others_says_so(bench: Bench, qtbot: QtBot) -> None:
    bench.choose("Highlight")
    capture(bench, qtbot, Key.Key_G)
    assert bench.told.startswith("g begins ")
    assert " more: Enter reassigns" in bench.told
    press(Key.Key_Escape)
    capture(bench, qtbot, Key.Key_T, Key.Key_Q)
    assert bench.told.startswith(
        "t, “Tag…” in the text and the annotations, is the beginning of t q"
    )
    press(Key.Key_Escape)


def test_the_same_key_again_changes_nothing(bench: Bench, qtbot: QtBot) -> None:
    bench.choose("Highlight")
    capture(bench, qtbot, Key.Key_H)
    assert (bench.taken, bench.told) == (0, "h is “Highlight” already")


def test_nobody_locks_themselves_out(bench: Bench, qtbot: QtBot) -> None:
    bench.choose("Keyboard shortcuts", "Everywhere")
    bench.press(Key.Key_Delete)
    assert bench.keys("Keyboard shortcuts", "Everywhere") == ("F1",)
    bench.press(Key.Key_Delete)
    assert bench.keys("Keyboard shortcuts", "Everywhere") == ("F1",)
    assert "needs a shortcut" in bench.told
    bench.choose("Theme…", "Everywhere")
    capture(bench, qtbot, Key.Key_F1)
    assert "needs a shortcut" in bench.told
    assert bench.keys("Theme…", "Everywhere") == ()
    bench.choose("Cancel", "Everywhere")
    bench.press(Key.Key_Delete)
    assert bench.keys("Cancel", "Everywhere") == ("Esc",)


def test_of_several_keys_one_is_meant(bench: Bench, qtbot: QtBot) -> None:
    bench.choose("Redo", "Everywhere")
    bench.press(Key.Key_Right, Key.Key_Delete)
    assert bench.keys("Redo", "Everywhere") == ("Ctrl+Shift+Z", "Shift+Z")
    bench.press(Key.Key_Left)
    capture(bench, qtbot, Key.Key_F12)
    assert bench.keys("Redo", "Everywhere") == ("F12", "Ctrl+Shift+Z")


def test_all_are_reset_with_one_stroke(bench: Bench, qtbot: QtBot) -> None:
    assert not bench.sheet.presets.reset_button.isEnabled()
    for title, key in (("Highlight", Key.Key_F4), ("Note…", Key.Key_F12)):
        bench.choose(title)
        capture(bench, qtbot, key)
    assert bench.sheet.presets.reset_button.isEnabled()
    bench.sheet.field.setText("changed")
    assert bench.shown() == ["Highlight", "Note…"]
    press(Key.Key_Backspace, CTRL)
    bench.sheet.field.clear()
    assert bench.keys("Highlight") == ("h",)
    press(Key.Key_Backspace, CTRL | SHIFT)
    assert bench.file.choices == KeyChoices()
    assert "All shortcuts reset" in bench.told
    press(Key.Key_Backspace, CTRL | SHIFT)
    assert "All shortcuts are the defaults already." in bench.told


def test_a_set_of_keys_is_chosen_and_ones_own_stay(bench: Bench, qtbot: QtBot) -> None:
    bench.choose("Highlight")
    capture(bench, qtbot, Key.Key_F12)
    pill = bench.sheet.presets.pills["vim"]
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert (bench.keys("Note…"), bench.keys("Highlight")) == (("a",), ("F12", "x"))
    assert "Vim-like" in bench.told
    assert "your 1 change stays" in bench.told
    assert focused() is bench.sheet.field
    press(Key.Key_P, CTRL)
    assert bench.file.choices.preset == "postil"
    press(Key.Key_Z, CTRL)
    assert (bench.file.choices.preset, pill.isChecked()) == ("vim", True)


def test_the_mouse_chooses_and_asks(bench: Bench, qtbot: QtBot) -> None:
    row = bench.row("Add files…", "Everywhere")
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    assert bench.sheet.row is row
    QTest.mouseDClick(row, Qt.MouseButton.LeftButton, pos=QPoint(9, 9))
    bench.press(Key.Key_F12)
    qtbot.waitUntil(lambda: not bench.is_capturing)
    assert bench.keys("Add files…", "Everywhere") == ("F12",)


def test_closing_in_the_middle_changes_nothing(bench: Bench, qtbot: QtBot) -> None:
    bench.choose("Highlight")
    bench.press(Key.Key_Return, Key.Key_Q)
    bench.sheet.dismiss()
    qtbot.wait(50)
    assert bench.taken == 0
    bench.open()
    assert bench.keys("Highlight") == ("h",)


@pytest.mark.parametrize("is_searched", [True, False])
def test_what_else_is_done_in_the_middle_ends_the_asking(bench: Bench, is_searched: bool) -> None:
    bench.choose("Highlight")
    row = bench.chosen()
    assert row is not None
    bench.press(Key.Key_Return, Key.Key_F12)
    if is_searched:
        bench.sheet.field.setText("note")  # pasted by the mouse
    else:
        QTest.mouseClick(bench.sheet.presets.pills["vim"], Qt.MouseButton.LeftButton)
    assert (bench.is_capturing, row.asked) == (False, None)
    assert "F12" not in row.shown


def test_the_foot_names_the_keys(bench: Bench) -> None:
    assert "Ctrl+P" in bench.told
    bench.choose("Highlight")
    for words in ("Enter change", "Ctrl+Enter add another", "Delete remove", "Esc close"):
        assert words in bench.told
    bench.choose("Theme…", "Everywhere")
    assert "Enter assign a shortcut" in bench.told
    bench.press(Key.Key_Delete)
    assert "no shortcut to remove" in bench.told
