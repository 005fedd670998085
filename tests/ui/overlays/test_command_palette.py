"""The palette and the list of choices: found by letters, chosen by key, digit or mouse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from reader.commands.catalogue import CATALOGUE
from reader.commands.context import Context, Pane, Target
from reader.commands.prompt_types import Choice, ChoicePrompt
from reader.core.models import Color
from reader.ui.overlays.choice_list import ChoiceList
from reader.ui.overlays.choice_row_delegate import _runs
from reader.ui.overlays.choice_rows import Row, filter_rows
from reader.ui.overlays.command_palette import CommandPalette, palette_rows, with_recent
from reader.ui.overlays.command_synonyms import _SYNONYMS, synonyms_of
from reader.ui.overlays.fuzzy_match import match
from reader.ui.overlays.overlay import open_overlay
from tests.each import each
from tests.ui.overlay_host import make_host, press, write
from tests.ui.shelf import make_article

ROWS = (
    Row("highlight.add", "Highlight the passage", keys="h"),
    Row("highlight.tag", "Tag the highlight…", keys="t"),
    Row("highlight.delete", "Delete the highlight", "There is none here.", "d", is_enabled=False),
    Row("view.sidebar", "Show or hide the sidebar", keys="F9"),
    Row("go.inbox", "Go to the inbox", keys="g i"),
)


@pytest.fixture
def host(qtbot: QtBot) -> QMainWindow:
    return make_host(qtbot)


def titles(choices: ChoiceList) -> list[str]:
    return [shown.row.title for shown in choices.model.rows]


def test_markup_in_what_is_asked_is_shown_not_rendered(host: QMainWindow) -> None:
    """An article may be called so; what Qt takes for markup it would leave out."""
    choices = ChoiceList(host)
    prompt = ChoicePrompt("Import “<b>Bold</b> news” again", [Choice("a", "A")], "a")
    choices.ask_choice(prompt, lambda _answer: None)
    assert choices.title.isVisible()
    assert choices.title.textFormat() is Qt.TextFormat.PlainText


def test_a_long_question_is_read_to_its_end(host: QMainWindow) -> None:
    choices = ChoiceList(host)
    question = "Delete 12 articles and their notes for good? This cannot be undone."
    choices.ask_choice(ChoicePrompt(question, [Choice("a", "Cancel")], "a"), lambda _answer: None)
    title = choices.title
    assert title.height() >= title.heightForWidth(title.width()) > title.fontMetrics().height() * 2
    assert choices.list.geometry().top() >= title.geometry().bottom()


def test_letters_find_a_command_and_enter_runs_it(host: QMainWindow) -> None:
    answers: list[str | None] = []
    before = QApplication.focusWidget()
    palette = CommandPalette(host)
    palette.ask(ROWS, answers.append, is_searched=True)
    assert len(titles(palette)) == len(ROWS)
    write("side")
    assert titles(palette)[0] == "Show or hide the sidebar"
    press(Qt.Key.Key_Return)
    assert answers == ["view.sidebar"]
    assert QApplication.focusWidget() is before


def test_a_second_question_answers_the_first_with_nothing(host: QMainWindow) -> None:
    first: list[str | None] = []
    second: list[str | None] = []
    choices = ChoiceList(host)
    choices.ask(ROWS, first.append)
    choices.ask(ROWS[3:], second.append)
    assert (first, second) == ([None], [])
    press(Qt.Key.Key_Return)
    assert (first, second) == ([None], [ROWS[3].value])


@each(
    ("typed", "first"),
    [
        ("high", "Highlight the passage"),
        ("gti", "Go to the inbox"),
        ("inbox go", "Go to the inbox"),
        ("tag", "Tag the highlight…"),
        ("F9", "Show or hide the sidebar"),
        ("view.s", "Show or hide the sidebar"),
        ("TAG HIGH", "Tag the highlight…"),
    ],
)
def test_what_is_typed_finds(typed: str, first: str) -> None:
    assert filter_rows(typed, ROWS)[0].row.title == first


CONTEXT = Context(Pane.READING, 1, (1,), Target(1, 0, 9, None, "sentence"), None)


def found(pattern: str, slots: dict[int, str]) -> list[str]:
    return [shown.row.title for shown in filter_rows(pattern, palette_rows(CONTEXT, slots, slots))]


def test_plain_titles_come_before_numbered_ones() -> None:
    titles = found("tag", {1: "method", 3: "claim"})
    assert titles[:2] == ["Tag…", "Tag the article…"]
    numbered = [title for title in titles if title.startswith("Quick tag ")]
    assert numbered[:2] == ["Quick tag 1", "Quick tag 3"]
    assert set(numbered) == {
        *(f"Quick tag {n}" for n in (1, 3)),
        *(f"Quick tag {n} for the article" for n in (1, 3)),
    }
    start = titles.index(numbered[0])
    assert titles[start : start + 4] == numbered
    assert "Remove quick tags from the article" in titles[:start]


def test_a_digit_finds_a_key_that_has_no_tag_and_a_tag_its_key() -> None:
    assert found("tag 2", {})[0] == "Quick tag 2"
    assert found("method", {4: "method"})[0] == "Quick tag 4"
    rows = {row.value: row for row in palette_rows(CONTEXT, {4: "method"}, {4: "later"})}
    assert rows["highlight.slot_4"].detail == "#method"
    assert rows["article.slot_4"].detail == "#later"


@each(
    ("typed", "command"),
    [
        ("bookmark", "article.star"),
        ("favourite", "article.star"),
        ("delete", "tags.delete"),  # which begins with it, but comes after what can run here
        ("label", "highlight.tag"),
        ("label", "article.tag"),
        ("remove", "article.trash"),
        ("dark", "view.theme"),
        ("high contrast", "view.theme"),
        ("high contrast", "view.next_theme"),
        ("zoom in", "text.larger"),
        ("settings", "go.preferences"),
        ("outline", "cursor.contents"),
        ("shortcuts", "help.keys"),
        ("exit", "quit"),
    ],
)
def test_a_command_is_found_by_what_others_call_it(typed: str, command: str) -> None:
    found = [shown.row.value for shown in filter_rows(typed, palette_rows(CONTEXT, {}, {}))]
    assert command in found[:12]


def test_a_synonym_is_found_by_the_beginning_of_a_word_and_is_told() -> None:
    rows = [Row("a", "Star", "Article", synonyms=("bookmark, so to say", "pin")), Row("b", "Mark")]
    (shown,) = filter_rows("book", rows)
    assert (shown.row.value, shown.detail) == ("a", "bookmark, so to say")
    assert [one.row.value for one in filter_rows("mark", rows)] == ["b"]
    (named,) = filter_rows("star", rows)
    assert named.detail == "Article", "found by its own name"


def test_a_word_that_begins_with_what_is_typed_comes_first() -> None:
    rows = [
        Row("a", "Restart"),
        Row("b", "Go to what is starred"),
        Row("c", "Starving", "no", is_enabled=False),
    ]
    assert [one.row.value for one in filter_rows("star", rows)] == ["b", "c", "a"]


@each(
    ("typed", "first"),
    [
        ("import", ["Import from another program…", "Import shortcuts…"]),
        ("copy", ["Copy the passage", "Copy the passage with its source"]),
        ("find", ["Find in the article", "Find next", "Find previous"]),
        ("highlight", ["Highlight", "Highlight in yellow", "Highlight in green"]),
        ("tag", ["Tag…", "Tag the article…"]),
        ("show", ["Show the article list", "Show the annotations"]),
        ("what is new", ["What's new"]),
    ],
)
def test_what_fits_as_well_comes_in_the_order_of_the_menus(typed: str, first: list[str]) -> None:
    """The shortest title is not the one that is meant: “import” listed Import again… first."""
    assert found(typed, {})[: len(first)] == first


def test_letters_that_are_scattered_are_for_want_of_better_rows() -> None:
    rows = [Row("a", "Go to the inbox"), Row("b", "Guess it"), Row("c", "Digital")]
    assert [one.row.value for one in filter_rows("gi", rows)] == ["c"]
    assert [one.row.value for one in filter_rows("gi", rows[:2])] == ["b", "a"]


def test_a_title_comes_before_a_synonym() -> None:
    rows = [
        Row("a", "Show or hide the annotations", synonyms=("highlights panel",)),
        Row("b", "Go to the highlight that comes next, as far as it is of this article"),
    ]
    assert [one.row.value for one in filter_rows("high", rows)] == ["b", "a"]


def test_a_synonym_that_is_typed_whole_comes_before_a_longer_word_of_a_title() -> None:
    rows = [
        Row("a", "Show the bookmarklet that saves pages"),
        Row("b", "Star", synonyms=("Bookmark",)),
        Row("c", "Open a bookmark"),
    ]
    assert [one.row.value for one in filter_rows("bookmark", rows)] == ["c", "b", "a"]


def test_every_synonym_is_of_a_command_and_no_word_of_its_title() -> None:
    commands = {command.id: command for command in CATALOGUE}
    for name, words in _SYNONYMS.items():
        title = commands[name].title.lower()
        parts = [word.strip() for word in words.split(",")]
        assert all(part and part.lower() not in title for part in parts), name
        assert synonyms_of(name) == tuple(parts)
    assert synonyms_of("nothing") == ()


def test_what_was_run_last_comes_first_and_other_pages_last() -> None:
    recent = with_recent(with_recent("", "view.theme"), "export")
    assert with_recent(recent, "view.theme") == "view.theme export"
    assert len(with_recent("a b c d e f", "g").split()) == 5
    rows = palette_rows(CONTEXT, {}, {}, recent=["highlight.delete", *recent.split(), "gone"])
    assert [row.value for row in rows[:2]] == ["export", "view.theme"]
    by_id = {row.value: row for row in rows}
    assert len(by_id) == len(rows) == len(CATALOGUE)
    assert not by_id["highlight.delete"].is_enabled, "which is why it is not first"
    renaming = by_id["tags.rename"]
    assert (renaming.is_enabled, renaming.detail) == (False, "On the page of all tags: g t")
    at = {row.value: number for number, row in enumerate(rows)}
    assert at["tags.rename"] > at["help.about"]
    on_page = palette_rows(Context(Pane.TAGS, None, (), None, None, tags=("a",)), {}, {})
    assert {row.value: row for row in on_page}["tags.rename"].is_enabled


def test_articles_read_last_are_found_by_their_titles() -> None:
    rows = palette_rows(CONTEXT, {}, {}, read_last=[make_article(7, "The Salt Road")])
    assert [row.value for row in rows].index("recent.open_1") > [row.value for row in rows].index(
        "help.about"
    )
    first = filter_rows("salt road", rows)[0].row
    assert (first.value, first.detail) == ("recent.open_1", "The Salt Road")
    found = [shown.row.value for shown in filter_rows("open recent", rows)]
    assert [one for one in found if one.startswith("recent.")] == ["recent.open_1"]


def test_saved_searches_are_found_by_their_names() -> None:
    rows = palette_rows(CONTEXT, {}, {}, searches=["Fog", "Harbour unread"])
    first = filter_rows("harbour un", rows)[0].row
    assert (first.value, first.detail) == ("search.open_2", "Harbour unread")
    found = [shown.row.value for shown in filter_rows("open saved", rows)]
    assert found == ["search.open", "search.open_1", "search.open_2"]


@each("pane", list(Pane))
def test_whatever_cannot_run_says_why(pane: Pane) -> None:
    for row in palette_rows(Context(pane, None, (), None, None, can_undo=False), {}, {}):
        assert row.is_enabled or len(row.detail) > len("Edit "), row
        assert "{" not in row.detail, row


def test_the_match_is_bold_whatever_else_the_title_holds(host: QMainWindow) -> None:
    assert _runs("Tag…", (0, 1, 2)) == [(0, 3)]
    assert _runs("😀 tag", (2, 4)) == [(3, 1), (5, 1)]
    assert _runs("a😀b", (1, 2)) == [(1, 3)]


def test_a_disabled_command_comes_last_and_says_why(host: QMainWindow) -> None:
    answers: list[str | None] = []
    palette = CommandPalette(host)
    palette.ask(ROWS, answers.append, is_searched=True)
    write("delete")
    assert titles(palette)[-1] == "Delete the highlight"
    press(Qt.Key.Key_Return)
    assert palette.is_open
    assert palette.foot.text == "There is none here."
    press(Qt.Key.Key_Escape)
    assert answers == [None]


def test_nothing_found_is_said(host: QMainWindow) -> None:
    palette = CommandPalette(host)
    palette.ask(ROWS, lambda _answer: None, is_searched=True)
    write("zzqq")
    assert titles(palette) == []
    assert palette.nothing.text() == "Nothing matches “zzqq”"
    assert "Esc close" in palette.foot.text
    press(Qt.Key.Key_Return)
    assert palette.is_open
    palette.field.clear()
    assert len(titles(palette)) == len(ROWS)


def test_arrows_go_round_and_pages_stop_at_the_ends(host: QMainWindow) -> None:
    palette = CommandPalette(host)
    palette.ask(ROWS, lambda _answer: None, is_searched=True)
    press(Qt.Key.Key_Up)
    assert palette.list.row == len(ROWS) - 1
    press(Qt.Key.Key_Down)
    assert palette.list.row == 0
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageUp)
    assert palette.list.row == 0


def test_a_colour_is_chosen_by_its_digit(host: QMainWindow) -> None:
    answers: list[str | None] = []
    choices = ChoiceList(host)
    prompt = ChoicePrompt(
        "Colour", [Choice(c.value, c.value.title(), color=c.value) for c in Color], "blue"
    )
    choices.ask_choice(prompt, answers.append)
    assert choices.list.row == 2
    assert choices.field.isHidden()
    choices.grab()
    press(Qt.Key.Key_5)
    assert answers == ["purple"]
    choices.ask_choice(prompt, answers.append)
    press(Qt.Key.Key_9)
    assert choices.is_open
    press(Qt.Key.Key_G)
    assert choices.list.row == 7
    press(Qt.Key.Key_Return)
    assert answers == ["purple", "grey"]


def test_many_choices_get_a_field_and_digits_are_typed_into_it(host: QMainWindow) -> None:
    answers: list[str | None] = []
    choices = ChoiceList(host)
    prompt = ChoicePrompt("Size", [Choice(str(n), f"{n} px") for n in range(10, 40)])
    choices.ask_choice(prompt, answers.append)
    write("32")
    assert titles(choices) == ["32 px"]
    press(Qt.Key.Key_Return)
    assert answers == ["32"]


def test_keys_are_painted(host: QMainWindow) -> None:
    palette = CommandPalette(host)
    pictures = []
    for keys in ("", "Ctrl+K"):
        palette.ask((Row("a", "Title", keys=keys),), lambda _answer: None, is_searched=True)
        pictures.append(palette.list.viewport().grab().toImage())
    assert pictures[0] != pictures[1]


def test_a_row_is_chosen_by_mouse(host: QMainWindow) -> None:
    answers: list[str | None] = []
    palette = CommandPalette(host)
    palette.ask(ROWS, answers.append, is_searched=True)
    rect = palette.list.visualRect(palette.model.index(1, 0))
    QTest.mouseClick(
        palette.list.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        rect.center(),
    )
    assert answers == ["highlight.tag"]


def test_one_overlay_at_a_time_and_the_focus_goes_back_to_the_window(host: QMainWindow) -> None:
    before = QApplication.focusWidget()
    first, second = CommandPalette(host), ChoiceList(host)
    answers: list[str | None] = []
    first.ask(ROWS, answers.append)
    second.ask(ROWS, answers.append)
    assert answers == [None]
    assert open_overlay(host) is second
    press(Qt.Key.Key_Escape)
    assert answers == [None, None]
    assert QApplication.focusWidget() is before


def test_the_focus_goes_back_though_another_window_was_active(
    host: QMainWindow, qtbot: QtBot
) -> None:
    first, before = QLineEdit(host), QLineEdit(host)
    for field in (first, before):
        field.show()
        field.setFocus()
    other = QWidget()  # a dialog of the desktop, say, that was just closed
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not before)
    palette = CommandPalette(host)
    palette.ask(ROWS, lambda _answer: None, is_searched=True)
    palette.dismiss()
    host.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is before)


def test_an_answer_may_open_the_next_overlay(host: QMainWindow) -> None:
    palette = CommandPalette(host)
    asked: list[str | None] = []
    palette.ask(
        ROWS,
        lambda _value: palette.ask(ROWS[:1], asked.append, is_searched=True),
        is_searched=True,
    )
    press(Qt.Key.Key_Return)
    assert palette.is_open
    press(Qt.Key.Key_Return)
    assert asked == ["highlight.add"]


def test_an_empty_list_can_only_be_left(host: QMainWindow) -> None:
    answers: list[str | None] = []
    choices = ChoiceList(host)
    choices.ask((), answers.append, title="Nothing")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Escape)
    assert answers == [None]


@pytest.mark.parametrize("title", ["日本語の題", "ẞİ ß", "x" * 400, "<b>&amp;</b>", ""])
def test_titles_of_every_kind_are_painted(host: QMainWindow, title: str) -> None:
    palette = CommandPalette(host)
    palette.ask(
        [Row("a", title, "detail " * 40, "Ctrl+K · g i")], lambda _answer: None, is_searched=True
    )
    palette.grab()
    palette.field.setText(title[:2])
    palette.grab()


@given(st.text(max_size=12), st.text(max_size=40))
def test_matching_tells_places_that_exist(pattern: str, text: str) -> None:
    found = match(pattern, text)
    if found is not None:
        assert all(0 <= place < len(text) for place in found.places)
        assert list(found.places) == sorted(set(found.places))


@given(st.text(min_size=1, max_size=30))
def test_a_text_is_found_by_itself(text: str) -> None:
    assert match(text, text) is not None


def test_a_number_that_only_tells_rows_apart_is_not_searched() -> None:
    rows = (Row("1203", "Origins"), Row("77", "Part 1"))
    assert [shown.row.title for shown in filter_rows("1", rows)] == ["Part 1"]
