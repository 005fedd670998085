"""What the mouse alone can do with an overlay: its keys are clicked on, and no typed word is lost."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from reader.commands.prompt_types import (
    Choice,
    ChoicePrompt,
    FormField,
    FormPrompt,
    TagChoice,
    TagNamePrompt,
    TagPrompt,
)
from reader.core.errors import InvalidInput
from reader.ui.overlays.choice_list import ChoiceList
from reader.ui.overlays.form_card import FormCard
from reader.ui.overlays.list_parts import FootLine
from reader.ui.overlays.overlay import open_overlay
from reader.ui.tags.tag_name_prompt import TagNameCard
from reader.ui.tags.tag_picker import TagPicker
from tests.ui.overlay_host import focused, make_host, write

LEFT = Qt.MouseButton.LeftButton
FORM = FormPrompt(
    "Edit", (FormField("title", "Title", "Old"), FormField("by", "By", "")), lambda *_: None
)


@pytest.fixture
def host(qtbot: QtBot) -> QMainWindow:
    return make_host(qtbot)


def spot_of(foot: FootLine, label: str) -> QPoint:
    """Returns where in the foot of an overlay the hand is shown for a label."""
    names = [name for _keys, name in foot._labels]
    QTest.qWait(0)  # until it is laid out
    for y in range(4, foot.height(), foot.fontMetrics().height()):
        for x in range(foot.width()):
            if foot._label_at(QPoint(x, y)) == names.index(label):
                return QPoint(x + 4, y)
    raise AssertionError(label)


def click_label(foot: FootLine, label: str) -> None:
    QTest.mouseClick(foot, LEFT, pos=spot_of(foot, label))


def click_beside(host: QMainWindow) -> None:
    beside = host.childAt(QPoint(3, 3))
    assert beside is not None
    QTest.mouseClick(beside, LEFT, pos=QPoint(3, 3))


def test_few_choices_are_said_to_have_digits(host: QMainWindow) -> None:
    for count, digits in ((3, ["1…3"]), (1, ["1"]), (20, [])):
        choices = ChoiceList(host)
        rows = tuple(Choice(str(n), f"a{n}") for n in range(count))
        choices.ask_choice(ChoicePrompt("Which", rows), lambda _answer: None)
        assert [k for k, label in choices.foot._labels if label == "choose at once"] == digits
        choices.dismiss()


def test_the_current_choice_is_ticked_though_its_value_is_empty(host: QMainWindow) -> None:
    rows = tuple(Choice(value, f"a{value}") for value in ("", "b"))
    for current, ticked in (("", [True, False]), ("b", [False, True]), (None, [False, False])):
        choices = ChoiceList(host)
        choices.ask_choice(ChoicePrompt("Which", rows, current), lambda _answer: None)
        assert [one.is_current for one in choices.model.rows] == ticked
        choices.dismiss()


def test_what_the_foot_names_is_within_its_width(host: QMainWindow) -> None:
    foot = FootLine(host)
    foot.set_key_labels(tuple((f"Ctrl+{n}", f"what it does {n}") for n in range(9)))
    areas = list(foot._areas(foot.fontMetrics(), 320))
    assert all(area.right() <= 320 for area in areas)
    assert len({area.top() for area in areas}) < len(areas)  # as many in a line as have room


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_the_keys_in_the_foot_are_pressed_by_a_click(
    host: QMainWindow, direction: Qt.LayoutDirection
) -> None:
    QApplication.setLayoutDirection(direction)
    try:
        form, answers = FormCard(host), list[dict[str, str] | None]()
        form.ask(FORM, answers.append)
        write("New")
        click_label(form.foot, "next field")
        assert focused() is form.fields["by"]
        click_label(form.foot, "save")
        assert answers == [{"title": "New", "by": ""}]
        form.ask(FORM, answers.append)
        write("New")
        click_label(form.foot, "cancel")
        assert answers[1:] == [None]
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_key_that_can_be_clicked_on_shows_it(host: QMainWindow) -> None:
    choices, answers = ChoiceList(host), list[str | None]()
    prompt = ChoicePrompt("Which", tuple(Choice(name, name) for name in "abc"))
    choices.ask_choice(prompt, answers.append)
    foot = choices.foot
    spot = spot_of(foot, "choose")
    plain = foot.grab().toImage()
    QTest.mouseMove(foot, spot)
    assert foot.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert foot.grab().toImage() != plain
    QTest.mouseMove(foot, QPoint(foot.width() - 1, 2))
    assert foot.cursor().shape() == Qt.CursorShape.ArrowCursor
    with pytest.raises(AssertionError):
        spot_of(foot, "move")  # two keys: neither is meant
    QTest.mouseClick(foot, Qt.MouseButton.RightButton, pos=spot)
    assert answers == []
    QTest.mouseClick(foot, LEFT, pos=spot)
    assert answers == ["a"]


def test_a_key_of_a_letter_is_typed(host: QMainWindow) -> None:
    picker = TagPicker(host)
    picker.ask(TagPrompt("Tag", (), ()), None, lambda _choice: None)
    write("fresh")
    click_label(picker.foot, "add")
    assert picker.chips.names == ["fresh"]
    write("more")
    click_label(picker.foot, "complete")  # the last, in a second line
    assert picker.field.text() == "more"
    picker.dismiss()


def test_a_click_beside_keeps_what_was_typed(host: QMainWindow) -> None:
    form, name = FormCard(host), TagNameCard(host)
    answers = list[object]()
    prompt = TagNamePrompt("New tag", str)
    asks: tuple[Callable[[], None], ...] = (
        lambda: form.ask(FORM, answers.append),
        lambda: name.ask(prompt, None, answers.append),
    )
    for ask in asks:
        for typed in ("", "words"):
            ask()
            answers.clear()
            write(typed)
            click_beside(host)
            assert bool(answers) is not bool(typed)
        card = open_overlay(host)
        assert card is not None
        card.dismiss()


def test_a_refused_form_can_be_cancelled_by_the_mouse(host: QMainWindow) -> None:
    def refuse(_name: str, _text: str) -> None:
        raise InvalidInput("No date")

    form, answers = FormCard(host), list[dict[str, str] | None]()
    form.ask(FormPrompt("Edit", FORM.fields, refuse), answers.append)
    write("New")
    click_label(form.foot, "save")
    assert form.foot.text == "No date"
    click_beside(host)
    click_label(form.foot, "cancel")
    assert answers == [None]


def test_a_click_beside_closes_what_only_searches(host: QMainWindow) -> None:
    choices, answers = ChoiceList(host), list[str | None]()
    prompt = ChoicePrompt("Which", tuple(Choice(str(n), f"a{n}") for n in range(20)))
    choices.ask_choice(prompt, answers.append)
    write("a1")
    click_beside(host)
    assert answers == [None]


def test_a_click_beside_closes_the_tag_picker_with_what_was_toggled(host: QMainWindow) -> None:
    """The first letters of a tag are soon typed again; a card that stays looks stuck."""
    picker, answers = TagPicker(host), list[TagChoice | None]()
    for toggled in ("", "talk,"):
        picker.ask(TagPrompt("Tag", (), ()), None, answers.append)
        write(f"{toggled}tal")
        click_beside(host)
    assert not picker.is_open
    assert answers == [None, TagChoice(add=("talk",))]


def test_a_click_on_what_enter_will_do_does_it(host: QMainWindow) -> None:
    def preview(text: str) -> str:
        if not text.startswith("http"):
            raise InvalidInput("No address")
        return f"Fetch {text}"

    card, answers = TagNameCard(host), list[str | None]()
    card.ask(TagNamePrompt("Add an address", preview), None, answers.append)
    write("ftp")
    QTest.mouseClick(card.preview, LEFT)
    assert answers == []
    assert card.preview.cursor().shape() == Qt.CursorShape.ArrowCursor
    card.field.selectAll()
    write("http://a.example")
    assert card.preview.cursor().shape() == Qt.CursorShape.PointingHandCursor
    QTest.mouseClick(card.preview, LEFT)
    assert answers == ["http://a.example"]
