"""The tag picker, driven by real keys: every rule of its keys, and hostile names."""

from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit
from pytestqt.qtbot import QtBot

from reader.commands.prompt_types import TagChoice, TagPrompt
from reader.core.errors import LibraryError
from reader.core.models import Tag
from reader.core.tags.tag_suggestions import Reason, Suggestion
from reader.ui.overlays.overlay import open_overlay, overlay_of
from reader.ui.style.theme import apply_theme, load_theme
from reader.ui.tags.removable_tag_chips import TagChip
from reader.ui.tags.tag_picker import TagPicker
from reader.ui.tags.tag_picker_rows import TagRow, tag_model
from tests.ui.overlay_host import make_host, press, write
from tests.ui.pictures import colors_in, contrast_in

CONTROL = Qt.KeyboardModifier.ControlModifier
TAGS = (
    Tag(1, "method", 4, 20, 0, 1),
    Tag(2, "methods/close-reading", 0, 6, 0, None),
    Tag(3, "evidence", 1, 30, 0, 2),
    Tag(4, "history", 1, 2, 0, None),
)


@dataclass
class Driver:
    """The picker, its answers, and keys pressed as a person presses them."""

    picker: TagPicker
    answers: list[TagChoice | None] = field(default_factory=list)

    def ask(
        self,
        present: tuple[str, ...] = (),
        partly: tuple[str, ...] = (),
        anchor: QRect | None = None,
        tags: tuple[Tag, ...] = TAGS,
    ) -> None:
        prompt = TagPrompt("Tag the highlight", tags, present, partly)
        self.picker.ask(prompt, anchor, self.answers.append)

    @property
    def names(self) -> list[str]:
        return [row.name for row in self.picker.rows]

    @property
    def current(self) -> str:
        row = self.picker.list.row
        return self.picker.rows[row].name if row >= 0 else ""


@pytest.fixture
def host(qtbot: QtBot) -> QMainWindow:
    return make_host(qtbot)


@pytest.fixture
def drive(host: QMainWindow) -> Driver:
    return Driver(TagPicker(host))


def test_a_few_letters_and_enter_put_a_tag_on(host: QMainWindow, drive: Driver) -> None:
    before = QApplication.focusWidget()
    drive.ask()
    write("evi")
    assert drive.current == "evidence"
    press(Qt.Key.Key_Return)
    assert drive.answers == [TagChoice(add=("evidence",))]
    assert not drive.picker.is_open
    assert QApplication.focusWidget() is before


def test_enter_takes_a_present_tag_off(drive: Driver) -> None:
    drive.ask(present=("evidence",))
    write("evi")
    assert drive.picker.rows[0].is_on
    press(Qt.Key.Key_Return)
    assert drive.answers == [TagChoice(remove=("evidence",))]


def test_control_enter_stays_and_enter_on_the_empty_field_closes_with_it(drive: Driver) -> None:
    drive.ask()
    write("meth")
    press(Qt.Key.Key_Return, CONTROL)
    assert drive.answers == []
    assert drive.picker.field.text() == ""
    assert drive.picker.chips.names == ["method"]
    assert drive.current == ""
    write("hist")
    press(Qt.Key.Key_Return, CONTROL)
    press(Qt.Key.Key_Return)
    assert drive.answers == [TagChoice(add=("method", "history"))]


def test_an_arrow_after_toggling_chooses_a_row_for_enter_again(drive: Driver) -> None:
    drive.ask()
    write("meth")
    press(Qt.Key.Key_Return, CONTROL)
    press(Qt.Key.Key_Down)
    assert drive.current == "evidence"
    press(Qt.Key.Key_Return)
    assert drive.answers == [TagChoice(add=("method", "evidence"))]


def test_escape_keeps_what_was_toggled_and_answers_none_otherwise(drive: Driver) -> None:
    drive.ask()
    write("evi")
    press(Qt.Key.Key_Escape)
    drive.ask()
    write("evi")
    press(Qt.Key.Key_Return, CONTROL)
    press(Qt.Key.Key_Escape)
    assert drive.answers == [None, TagChoice(add=("evidence",))]


def test_toggling_twice_is_nothing(drive: Driver) -> None:
    drive.ask()
    for _press in range(2):
        write("evi")
        press(Qt.Key.Key_Return, CONTROL)
    press(Qt.Key.Key_Escape)
    assert drive.answers == [None]


def test_a_comma_commits_what_was_typed_and_a_paste_commits_each(drive: Driver) -> None:
    drive.ask()
    write("New Idea,")
    assert drive.picker.field.text() == ""
    assert drive.picker.chips.names == ["New Idea"]
    QApplication.clipboard().setText("a/b, EVIDENCE，rest")
    press(Qt.Key.Key_V, CONTROL)
    assert drive.picker.field.text() == "rest"
    press(Qt.Key.Key_Escape)
    assert drive.answers == [TagChoice(add=("New Idea", "a/b", "evidence"))]


def test_a_comma_never_takes_a_tag_off(drive: Driver) -> None:
    drive.ask(present=("method",))
    write("method,")
    assert drive.picker.chips.names == ["method"]
    press(Qt.Key.Key_Escape)
    assert drive.answers == [None]


def test_tab_completes_and_shift_tab_reaches_the_chips(drive: Driver) -> None:
    drive.ask(present=("history",))
    write("clo")
    press(Qt.Key.Key_Tab)
    assert drive.picker.field.text() == "methods/close-reading"
    assert drive.picker.field.hasFocus()
    press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert isinstance(QApplication.focusWidget(), TagChip)
    press(Qt.Key.Key_Delete)
    assert drive.picker.chips.names == []
    assert drive.picker.field.hasFocus()


def test_backspace_in_the_empty_field_takes_off_the_last_chip(drive: Driver) -> None:
    drive.ask(present=("method", "history"))
    write("x")
    press(Qt.Key.Key_Backspace)
    assert drive.picker.chips.names == ["method", "history"]
    press(Qt.Key.Key_Backspace)
    assert drive.picker.chips.names == ["method"]
    press(Qt.Key.Key_Return)
    assert drive.answers == [TagChoice(remove=("history",))]


def test_control_and_a_digit_bind_the_row_and_show_it_at_once(drive: Driver) -> None:
    drive.ask()
    write("hist")
    press(Qt.Key.Key_1, CONTROL)
    assert drive.picker.rows[0].slot == 1
    assert "#history" in drive.picker.foot.text
    drive.picker.field.clear()
    assert {row.name: row.slot for row in drive.picker.rows}["method"] is None
    press(Qt.Key.Key_Escape)
    assert drive.answers == [TagChoice(slots=((1, "history"),))]


def test_the_last_row_creates_a_new_name_only(drive: Driver) -> None:
    drive.ask()
    write("#metho")
    assert drive.picker.rows[-1].is_new
    assert drive.names[-1] == "metho"
    press(Qt.Key.Key_Up)
    assert drive.current == "metho"
    press(Qt.Key.Key_Return)
    assert drive.answers == [TagChoice(add=("metho",))]
    drive.ask()
    write("METHOD")
    assert not any(row.is_new for row in drive.picker.rows)


def test_a_new_tag_is_found_again_in_the_same_picker(drive: Driver) -> None:
    drive.ask()
    write("brand new,brand")
    assert drive.current == "brand new"
    assert drive.picker.rows[0].is_on


def test_a_partly_present_tag_goes_on_all_before_it_goes_off(drive: Driver) -> None:
    drive.ask(partly=("history",))
    assert drive.picker.chips.names == ["history"]
    row = next(row for row in drive.picker.rows if row.name == "history")
    assert row.is_partly_on
    assert not row.is_on
    answers = []
    for _press in range(3):
        write("hist")
        press(Qt.Key.Key_Return, CONTROL)
        answers.append(drive.picker._changes.choice)
    assert answers == [TagChoice(add=("history",)), TagChoice(remove=("history",)), None]


def test_a_chip_is_taken_off_by_mouse(drive: Driver) -> None:
    drive.ask(present=("method", "history"))
    chip = drive.picker.chips.findChildren(TagChip)[0]
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert drive.picker.chips.names == ["history"]


def test_a_chip_has_its_sign_before_the_name_in_a_window_of_the_other_direction(
    drive: Driver,
) -> None:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        drive.ask(present=("method", "تاريخ"))
        latin, arabic = (chip.text() for chip in drive.picker.chips.findChildren(TagChip))
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    assert latin == "\u2068#method\u2069  ✕"
    assert arabic == "#تاريخ  ✕"


def test_a_row_is_toggled_by_mouse(drive: Driver) -> None:
    drive.ask()
    rect = drive.picker.list.visualRect(drive.picker.model.index(1, 0))
    QTest.mouseClick(
        drive.picker.list.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        rect.center(),
    )
    assert drive.answers[0] is not None
    assert len(drive.answers[0].add) == 1


@pytest.mark.parametrize("name", ["x" * 101, "x" * 5000])
def test_an_invalid_name_says_why_and_is_not_offered(drive: Driver, name: str) -> None:
    drive.ask()
    drive.picker.field.setText(name)
    assert not drive.picker.rows
    assert "too long" in drive.picker.foot.text
    press(Qt.Key.Key_Return)
    assert drive.picker.is_open
    press(Qt.Key.Key_Comma)
    assert "too long" in drive.picker.foot.text
    assert drive.picker.chips.names == []
    drive.picker.field.setText("fine")
    assert "too long" not in drive.picker.foot.text


@pytest.mark.parametrize("name", ["#", " ", "///", ",", ",,,", "\u200b", "# / #"])
def test_a_name_of_nothing_makes_nothing(drive: Driver, name: str) -> None:
    drive.ask()
    drive.picker.field.setText(name)
    assert not any(row.is_new for row in drive.picker.rows)
    assert drive.picker.chips.names == []
    press(Qt.Key.Key_Escape)
    assert drive.answers == [None]


@pytest.mark.parametrize("name", ["日本語", "مرحبا", "e\u0301tude", "🏴‍☠️", "<b>x</b>", "a&b"])
def test_names_of_every_kind_are_offered_and_painted(drive: Driver, name: str) -> None:
    drive.ask()
    drive.picker.field.setText(name)
    drive.picker.grab()
    press(Qt.Key.Key_Return, CONTROL)
    drive.picker.grab()
    press(Qt.Key.Key_Escape)
    assert drive.answers[0] is not None
    assert len(drive.answers[0].add) == 1


def test_a_click_beside_the_card_closes_it_as_escape_does(host: QMainWindow, drive: Driver) -> None:
    drive.ask()
    write("evi")
    press(Qt.Key.Key_Return, CONTROL)
    assert open_overlay(host) is drive.picker
    beside = host.childAt(QPoint(3, 3))
    assert beside is not None
    assert not beside.isAncestorOf(drive.picker.card)
    QTest.mouseClick(beside, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert drive.answers == [TagChoice(add=("evidence",))]
    assert open_overlay(host) is None
    assert host.childAt(QPoint(3, 3)) is not beside  # the window has the mouse again


def test_keys_never_reach_the_window_beneath(host: QMainWindow, drive: Driver) -> None:
    drive.ask()
    assert overlay_of(QApplication.focusWidget()) is drive.picker
    for key in (Qt.Key.Key_F5, Qt.Key.Key_PageDown, Qt.Key.Key_K):
        press(key, CONTROL)
    assert drive.picker.is_open
    central = host.centralWidget()
    assert isinstance(central, QPlainTextEdit)
    assert central.toPlainText() == ""


@pytest.mark.parametrize("size", [(640, 480), (1440, 900), (400, 300)])
@pytest.mark.parametrize("place", [None, (0, 0), (600, 440), (5000, 5000)])
def test_the_card_stays_inside_any_window(
    qtbot: QtBot, size: tuple[int, int], place: tuple[int, int] | None
) -> None:
    host = make_host(qtbot, *size)
    drive = Driver(TagPicker(host))
    anchor = QRect(*place, 100, 24) if place is not None else None
    drive.ask(present=tuple(f"a long tag number {n}" for n in range(12)), anchor=anchor)
    assert host.rect().contains(drive.picker.card_rect)
    assert drive.picker.card.rect().contains(drive.picker.field.geometry())
    host.resize(size[0] + 60, size[1] - 30)
    assert host.rect().contains(drive.picker.card_rect)


def test_the_card_keeps_clear_of_its_anchor(drive: Driver) -> None:
    for top in (60, 640):
        anchor = QRect(400, top, 200, 24)
        drive.ask(anchor=anchor)
        assert not drive.picker.card_rect.intersects(anchor)


def test_asking_again_answers_the_first_question(drive: Driver) -> None:
    drive.ask()
    drive.ask()
    assert drive.answers == [None]
    press(Qt.Key.Key_Escape)
    assert drive.answers == [None, None]


def test_a_thousand_tags_are_filtered_between_two_keys(drive: Driver) -> None:
    tags = tuple(Tag(n, f"topic/{n % 97}/sub {n}", n % 7, n % 11, 0, None) for n in range(1000))
    drive.ask(tags=tags)
    write("sub 49")
    assert drive.picker.rows
    drive.picker.grab()


def test_a_stroke_asks_for_the_nested_and_a_child_finds_its_parent(drive: Driver) -> None:
    tags = (*TAGS, Tag(9, "methods", 0, 1, 0, None), Tag(10, "ethics", 0, 9, 0, None))
    drive.ask(tags=tags)
    write("methods/")
    assert drive.names == ["methods/close-reading"]
    drive.picker.field.setText("close")
    assert drive.names[:2] == ["methods/close-reading", "methods"]
    drive.picker.grab()


def test_what_is_suggested_stands_first_until_something_is_typed(
    qtbot: QtBot, drive: Driver
) -> None:
    suggested = (
        Suggestion("history", Reason.TOGETHER, "method"),
        Suggestion("gone", Reason.NAMED),
        Suggestion("evidence", Reason.NAMED),
    )
    prompt = TagPrompt("Tag", TAGS, ("evidence",), suggest=lambda: suggested)
    drive.picker.ask(prompt, None, drive.answers.append)
    # What is on, and what is no tag, is not suggested.
    qtbot.waitUntil(lambda: drive.names[0] == "history")
    assert drive.picker.rows[0].reason == "suggested: goes with #method"
    assert drive.names.count("history") == 1
    drive.picker.grab()
    write("e")
    assert not any(row.reason for row in drive.picker.rows)
    press(Qt.Key.Key_Backspace)
    press(Qt.Key.Key_Return)
    assert drive.answers == []  # with nothing typed and nothing chosen, Enter tags nothing
    assert drive.picker.is_open
    assert "choose one with Down" in drive.picker.foot.text
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert drive.answers == [TagChoice(add=("history",))]


def test_a_key_finds_the_suggestions_there_however_fast_it_comes(drive: Driver) -> None:
    suggested = (Suggestion("history", Reason.NAMED),)
    prompt = TagPrompt("Tag", TAGS, (), suggest=lambda: suggested)
    drive.picker.ask(prompt, None, drive.answers.append)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert drive.answers == [TagChoice(add=("history",))]


def test_suggestions_are_asked_for_once_and_not_after_the_answer(drive: Driver) -> None:
    asked: list[None] = []

    def suggest() -> tuple[Suggestion, ...]:
        asked.append(None)
        return ()

    drive.picker.ask(TagPrompt("Tag", TAGS, (), suggest=suggest), None, drive.answers.append)
    drive.picker.dismiss()
    QApplication.processEvents()
    assert asked == []
    drive.picker.ask(TagPrompt("Tag", TAGS, (), suggest=suggest), None, drive.answers.append)
    write("ev")
    QApplication.processEvents()
    assert len(asked) == 1


def test_a_library_that_cannot_be_asked_for_suggestions_stops_no_key(
    qtbot: QtBot, drive: Driver
) -> None:
    asked: list[None] = []

    def suggest() -> tuple[Suggestion, ...]:
        asked.append(None)
        raise LibraryError("It is busy.")

    prompt = TagPrompt("Tag", TAGS, (), suggest=suggest)
    drive.picker.ask(prompt, None, drive.answers.append)
    write("evi")
    assert asked
    press(Qt.Key.Key_Return)
    assert drive.answers == [TagChoice(add=("evidence",))]
    drive.picker.ask(prompt, None, drive.answers.append)
    qtbot.waitUntil(lambda: len(asked) == 2)  # once it is painted
    assert len(drive.names) == len(TAGS)


def test_a_colour_is_told_by_its_name_too(drive: Driver) -> None:
    drive.ask(tags=(Tag(1, "claim", 0, 2, 0, 3, "green"),), partly=("claim",))
    spoken = drive.picker.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "#claim, on some, green, 2 uses, 3"
    drive.picker.grab()


def test_a_key_that_is_taken_over_is_told(drive: Driver) -> None:
    drive.ask()
    taken = next(row for row in drive.picker.rows if row.slot)
    other = next(row for row in drive.picker.rows if row.slot is None)
    write(other.name)
    press(Qt.Key(Qt.Key.Key_0 + (taken.slot or 0)), CONTROL)
    text = f"Quick tag {taken.slot} was #{taken.name}, now #{other.name}"
    assert drive.picker.foot.text == text
    drive.picker.field.clear()
    write(taken.name)
    slots = {row.name: row.slot for row in drive.picker.rows}
    assert slots[taken.name] is None


@pytest.mark.parametrize("name", ["light", "dark"])
def test_what_a_tag_is_nested_in_and_its_count_are_said_quietly_in_either_theme(
    qapp: QApplication, drive: Driver, name: str
) -> None:
    theme = load_theme(name)
    apply_theme(qapp, theme)
    drive.ask()
    rows = drive.picker.list
    row = drive.names.index("methods/close-reading")
    assert row != rows.row
    place = rows.visualRect(drive.picker.model.index(row, 0))
    above = QRect(place.left() + 31, place.top(), 30, place.height())
    count = QRect(place.right() - 80, place.top(), 40, place.height())
    picture = rows.viewport().grab().toImage()
    quiet = abs(QColor(theme.muted).lightness() - QColor(theme.card).lightness())
    for area in (above, count):
        assert quiet // 2 < contrast_in(picture, area, theme.card) <= quiet + 8


def test_only_tags_that_are_on_are_ticked(drive: Driver) -> None:
    drive.ask(present=("evidence",), partly=("history",))
    rows = drive.picker.list
    picture, inked = rows.viewport().grab().toImage(), {}
    for row, name in enumerate(drive.names):
        place = rows.visualRect(drive.picker.model.index(row, 0))
        mark = QRect(place.left() + 12, place.center().y() - 6, 12, 13)
        inked[name] = len(colors_in(picture, mark)) > 1
    assert inked == {
        "evidence": True,
        "history": True,
        "method": False,
        "methods/close-reading": False,
    }


def test_uses_are_told_with_separators(qtbot: QtBot) -> None:
    host = QMainWindow()
    qtbot.addWidget(host)
    model = tag_model(host)
    model.set_rows([TagRow("moss", 1234)])
    told = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "#moss, 1,234 uses"
