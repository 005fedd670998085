"""Finding keys and being let alone: palette, key sheet, menus, hints, text fields, Esc."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu

from reader.commands.catalogue import CATALOGUE
from reader.commands.command import MENUS, Command, Need
from reader.commands.context import PANES, Pane
from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.core.keys.keymap import format_keys
from reader.core.text.reading.reading_cursor import Unit
from reader.operations import articles, saved_searches
from reader.operations.history import History
from reader.ui.keys.shortcut_sheet import ShortcutSheet
from reader.ui.overlays.command_palette import CommandPalette
from reader.ui.overlays.document_card import DocumentCard
from reader.ui.overlays.overlay import open_overlay
from tests.journeys.conftest import Journey, keep

TEXT = "One here. Two here. Three here.\nFour there. Five there.\nSix."
EVERY_LETTER = "hntdcyjkeilsmxozu0123456789gg*a?.,;#"


def two(history: History) -> None:
    keep(history, "Second|The other text.", f"First|{TEXT}")


@pytest.fixture
def reading(journey: Journey) -> Journey:
    """Two articles, the first one open, the keyboard in the text."""
    journey.fill(two)
    journey.start()
    journey.press("Enter")
    assert journey.passage == "One here."
    return journey


def menus(journey: Journey) -> list[QMenu]:
    return [action.menu() for action in journey.window.menuBar().actions()]  # type: ignore[misc]


# -- the palette ---------------------------------------------------------------------------------


def test_the_palette_runs_what_is_chosen_where_one_was(reading: Journey) -> None:
    reading.press(". Ctrl+K")
    overlay = open_overlay(reading.window)
    assert isinstance(overlay, CommandPalette)
    reading.type("highl")
    reading.press("Enter")
    assert open_overlay(reading.window) is None
    assert [card.exact for card in reading.cards] == ["Two here."]
    assert reading.pane == "reading"


def is_of_a_page(command: Command) -> bool:
    """Whether it means something only on pages that take the whole window, or in a row of a panel."""
    panes = {pane for one in command.keys for pane in one.panes or PANES}
    if Pane.VIEWS in panes and command.needs is Need.NOTHING:
        return False
    return bool(panes) and panes.isdisjoint(PANES)


def test_the_palette_lists_every_command_with_its_keys(reading: Journey) -> None:
    reading.press("Ctrl+K")
    overlay = open_overlay(reading.window)
    assert isinstance(overlay, CommandPalette)
    rows = {shown.row.value: shown.row for shown in overlay.model.rows}
    here = [command for command in CATALOGUE if not is_of_a_page(command)]
    here.sort(key=lambda command: (*MENUS, "").index(command.menu))
    here.sort(key=lambda command: rows[command.id].is_numbered)  # those of a digit after the others
    assert list(rows)[: len(here)] == [command.id for command in here]
    of_pages = list(rows)[len(here) :]
    assert len(rows) == len(CATALOGUE)
    assert not any(rows[name].is_enabled for name in of_pages)
    for command in here:
        if command.keys:
            assert format_keys(command.keys[0].keys) in rows[command.id].keys
    assert not rows["highlight.delete"].is_enabled
    assert "h adds one" in rows["highlight.delete"].detail
    reading.press("Escape")
    assert open_overlay(reading.window) is None
    assert reading.cards == []


def test_what_cannot_run_is_not_run_and_says_why(reading: Journey) -> None:
    start = reading.tables()
    reading.press("Ctrl+K")
    reading.type("delete the highlight")
    reading.press("Enter")
    overlay = open_overlay(reading.window)
    assert isinstance(overlay, CommandPalette)
    assert "no highlight here" in overlay.foot.text
    reading.press("Escape")
    assert reading.tables() == start


# -- the sheet -----------------------------------------------------------------------------------


def test_the_sheet_shows_the_keys_and_searches_them(reading: Journey) -> None:
    for key in ("?", "F1"):
        reading.press(key)
        overlay = open_overlay(reading.window)
        assert isinstance(overlay, ShortcutSheet)
        reading.type("archive")
        reading.press("Escape")
        while open_overlay(reading.window) is not None:
            reading.press("Escape")
        assert reading.pane == "reading"
        assert reading.titles == ["First", "Second"]


# -- the menus -----------------------------------------------------------------------------------


def test_menus_run_their_commands(reading: Journey) -> None:
    actions: dict[str, QAction] = {}
    for menu, name in zip(menus(reading), MENUS, strict=True):
        assert menu.title().replace("&", "") == name
        menu.aboutToShow.emit()
        for inner in (menu, *menu.findChildren(QMenu)):
            inner.aboutToShow.emit()
            actions |= {a.text().replace("&", "").partition("\t")[0]: a for a in inner.actions()}
    actions["Highlight in green"].trigger()
    assert [card.color for card in reading.cards] == ["green"]
    menus(reading)[MENUS.index("Edit")].aboutToShow.emit()  # there is something to undo now
    actions["Undo"].trigger()
    assert reading.cards == []
    actions["Go to the archive"].trigger()
    assert reading.titles == []


def test_menus_grey_what_cannot_run_and_say_why(journey: Journey) -> None:
    journey.start()
    annotate = menus(journey)[MENUS.index("Annotate")]
    annotate.aboutToShow.emit()
    assert not any(action.isEnabled() for action in annotate.actions() if not action.isSeparator())
    assert all(action.toolTip() for action in annotate.actions() if not action.isSeparator())
    file = menus(journey)[0]
    file.aboutToShow.emit()
    greyed = [action.text() for action in file.actions() if not action.isEnabled()]
    titles = [text.replace("&", "").split("\t")[0] for text in greyed]
    assert titles == ["Open recent", "Empty the trash…", "Print…", "Save as PDF…"]


def test_saved_searches_are_changed_only_where_there_are_some(journey: Journey) -> None:
    journey.start()
    edit = menus(journey)[MENUS.index("Edit")]
    edit.aboutToShow.emit()
    rows = {row.text().replace("&", "").partition("\t")[0]: row.menu() for row in edit.actions()}
    inner = rows["Saved searches"]
    assert isinstance(inner, QMenu)
    for has_one in (False, True):
        inner.aboutToShow.emit()
        enabled = {
            row.text().replace("&", "").partition("\t")[0]
            for row in inner.actions()
            if row.isEnabled()
        }
        changes = {"Move saved search up", "Move saved search down", "Rename saved search…"}
        assert changes & enabled == (changes if has_one else set())
        journey.app.history.write(saved_searches.save, "Wood", "wood")


def test_what_concerns_backups_is_in_one_submenu(journey: Journey) -> None:
    journey.start()
    file = menus(journey)[0]
    file.aboutToShow.emit()
    rows = {row.text().replace("&", "").partition("\t")[0]: row.menu() for row in file.actions()}
    assert "Library and backups" not in rows
    backups = rows["Backups"]
    assert isinstance(backups, QMenu)
    backups.aboutToShow.emit()
    first = next(row for row in backups.actions() if row.text().startswith("&Library"))
    first.trigger()
    assert journey.pane == "backups"


# -- prefixes ------------------------------------------------------------------------------------


def test_a_prefix_waits_visibly(reading: Journey) -> None:
    reading.press("g")
    keys = reading.window.keys
    assert keys.popup is None or not keys.popup.isVisible()
    reading.wait(lambda: keys.popup and keys.popup.isVisible())
    popup = keys.popup
    assert popup is not None
    told = popup.accessibleName()
    for words in ("After g", "i Go to the inbox", "a Go to the archive", "g Start of the article"):
        assert words in told
    assert told.endswith("1…9 Open recent article …")
    assert "new revision" not in told, "none is offered"
    reading.press("a")
    assert not popup.isVisible()
    assert reading.window.articles.view == "archive"


def test_a_mistyped_second_key_runs_nothing(reading: Journey) -> None:
    start = reading.tables()
    reading.press("g y g q g Escape")
    assert reading.tables() == start
    assert reading.pane == "reading"
    reading.press("h")
    assert len(reading.cards) == 1


# -- text fields ---------------------------------------------------------------------------------


def test_letters_in_the_filter_are_letters(reading: Journey) -> None:
    start = reading.tables()
    reading.press("/")
    reading.type(EVERY_LETTER)
    assert reading.window.list_pane.query_text() == EVERY_LETTER
    reading.press("Backspace Delete Home End Space")
    assert reading.window.list_pane.query_text() == EVERY_LETTER[:-1] + " "
    assert reading.tables() == start
    assert open_overlay(reading.window) is None
    assert reading.toasts == []


def test_letters_in_a_note_are_letters(reading: Journey) -> None:
    start = reading.tables()
    reading.press("n")
    reading.type(EVERY_LETTER)
    reading.press("Enter")
    reading.type("-> second line")
    reading.press("Ctrl+Home")
    reading.type("<")
    reading.press("Ctrl+Enter")
    reading.press("z")
    assert reading.toast == "Undone: Note"
    assert reading.tables() == start
    reading.press("Shift+Z")
    assert [card.note for card in reading.cards] == [f"<{EVERY_LETTER}\n-> second line"]


def test_undo_in_a_note_is_the_fields_own(reading: Journey) -> None:
    reading.press("n")
    start = reading.tables()
    reading.type("words")
    reading.press("Ctrl+Z")
    assert reading.window.sidebar.list.editor.text == ""
    assert reading.tables() == start
    reading.press("Escape")


def test_commands_with_ctrl_work_from_a_text_field(reading: Journey) -> None:
    reading.press("/ Ctrl+K")
    assert isinstance(open_overlay(reading.window), CommandPalette)
    reading.press("Escape")
    assert QApplication.focusWidget() is reading.window.list_pane.field


# -- going back ----------------------------------------------------------------------------------


def test_escape_goes_back_step_by_step(reading: Journey) -> None:
    window = reading.window
    reading.press("h F6")
    assert reading.pane == "sidebar"
    assert reading.toasts == ["Highlighted in yellow"]
    reading.press("Escape")
    assert reading.toasts == []  # a notice goes along, and takes no step of its own
    assert reading.pane == "reading"
    reading.press("> >")
    passage = window.reading_pane.passage
    assert passage is not None
    assert passage.unit is Unit.SELECTION
    assert reading.passage == "One here. Two here. Three here."
    reading.press("Escape")
    assert reading.unit is Unit.SENTENCE
    reading.press("Escape")
    assert reading.pane == "list"
    reading.press("x j x")
    assert len(window.list_pane.selected_ids()) == 2
    reading.press("Escape")
    assert len(window.list_pane.selected_ids()) <= 1
    reading.press("Escape Escape")
    assert reading.pane == "list"
    assert window.isVisible()


def test_escape_takes_an_error_away_and_stays_in_the_text(reading: Journey) -> None:
    reading.window.frontend.fail("It did not work.")
    reading.press("Escape")
    assert (reading.toasts, reading.pane) == ([], "reading")
    reading.press("Escape")
    assert reading.pane == "list"


def test_the_way_round_the_panes_leads_through_each(reading: Journey) -> None:
    for pane in ("sidebar", "list", "reading", "sidebar"):  # nothing is marked yet
        reading.press("F6")
        assert reading.pane == pane
    reading.press("Shift+F6")
    assert reading.pane == "reading"
    reading.press("h F6 j d")  # the last card goes while it has the keyboard
    assert reading.cards == []
    assert reading.pane == "sidebar"
    reading.press("z j Enter")
    assert reading.pane == "reading"
    reading.press("F6 F6")
    assert reading.pane == "list"


def test_the_text_stays_while_the_keyboard_goes_round(reading: Journey) -> None:
    reading.press("h j h j j")
    text, words = reading.window.reading_pane, reading.passage
    place = text.verticalScrollBar().value()
    reading.press("F6")
    assert (reading.pane, reading.passage) == ("sidebar", words)
    assert reading.window.sidebar.current_id() == reading.cards[-1].id, "the nearest"
    assert reading.target.startswith("yellow highlight")
    reading.press("F6 F6")
    assert (reading.pane, reading.passage) == ("reading", words)
    assert reading.window.sidebar.current_id() is None
    assert text.verticalScrollBar().value() == place
    reading.press("F6 k")
    assert reading.passage == reading.cards[0].exact, "the text follows the cards"


def test_focus_mode_and_back(reading: Journey) -> None:
    window = reading.window
    reading.press("Escape Shift+F11")
    assert reading.pane == "reading"
    assert [window.list_pane.isVisible(), window.sidebar.isVisible()] == [False, False]
    reading.press("Escape Escape")
    assert [window.list_pane.isVisible(), window.sidebar.isVisible()] == [True, True]
    assert window.menuBar().isVisible()


def linked(history: History) -> None:
    html = "<p>A <a href='https://example.org'>link</a> here.</p>" + "<p>More of it.</p>" * 60
    draft = Draft("Linked", html, Source(b"1", "1.html", "/1"), "test/1", "text/html")
    history.write(articles.add_many, [draft])


def test_tab_leaves_a_text_with_links_where_it_is(journey: Journey) -> None:
    journey.fill(linked)
    journey.start()
    journey.press("Enter Shift+G")
    bar = journey.window.reading_pane.verticalScrollBar()
    place = bar.value()
    assert place > 0
    journey.press("Tab")
    assert (journey.pane, bar.value()) == ("sidebar", place)


def test_what_a_key_shows_has_the_keyboard_until_it_is_hidden(reading: Journey) -> None:
    reading.press("h . h j j F9")  # hides the annotations
    words = reading.passage
    for key, pane in (("F9", "sidebar"), ("Ctrl+F9", "views")):
        reading.press(key)
        assert (reading.pane, reading.passage) == (pane, words)
        reading.press(key)
        assert (reading.pane, reading.passage) == ("reading", words)
    reading.press("Escape Ctrl+F9 F9 F9")
    assert reading.pane == "views"
    reading.press("Ctrl+F9")
    assert reading.pane == "list"
    reading.press("F9 Shift+F9 F9")
    assert reading.pane == "reading", "what had the keyboard before is hidden"
    reading.press("Ctrl+F9 Escape")
    assert reading.pane == "list"


def test_panes_hide_and_come_back_also_tomorrow(reading: Journey) -> None:
    reading.press("F9 Shift+F9")
    assert not reading.window.sidebar.isVisible()
    assert not reading.window.list_pane.isVisible()
    reading.press("F6 F6")
    assert reading.pane == "reading"
    reading.restart()
    assert not reading.window.sidebar.isVisible()
    reading.press("F9 Shift+F9")
    assert reading.window.sidebar.isVisible()
    assert reading.window.list_pane.isVisible()


def test_next_article_and_unread_by_key(reading: Journey) -> None:
    reading.press("Ctrl+PageDown")
    assert reading.window.windowTitle() == "Second — Postil"
    assert reading.pane == "reading"
    reading.press("Ctrl+PageUp")
    assert reading.window.windowTitle() == "First — Postil"
    reading.press("Space")  # all of it is on screen
    assert reading.window.windowTitle() == "Second — Postil"


def test_text_and_theme_by_key(reading: Journey) -> None:
    before = reading.app.settings.number("text_size")
    reading.press("Ctrl+= Ctrl+=")
    assert reading.app.settings.number("text_size") > before
    assert reading.toasts == []  # it is seen, so it is not told
    reading.press("Ctrl+0 Ctrl+Shift+L")
    assert reading.app.settings.text("theme") == "sepia"
    reading.press("Ctrl+Shift+L")
    assert reading.app.settings.text("theme") == "dark"
    height = reading.app.settings.fraction("line_height")
    reading.press("Alt+=")
    assert reading.app.settings.fraction("line_height") > height
    reading.restart()
    assert reading.app.settings.number("text_size") == before
    assert reading.app.settings.text("theme") == "dark"


def test_each_document_opens_at_its_beginning(journey: Journey) -> None:
    journey.start()
    for command in ("help.guide", "help.guide", "help.changes"):
        journey.window.run(command)
        card = open_overlay(journey.window)
        assert isinstance(card, DocumentCard)
        QApplication.processEvents()
        assert card.text.verticalScrollBar().value() == 0
        journey.press("j j")
        assert card.text.verticalScrollBar().value() > 0
        journey.press("Escape")


def test_words_are_found_in_a_document(journey: Journey) -> None:
    journey.start()
    journey.window.run("help.guide")
    card = open_overlay(journey.window)
    assert isinstance(card, DocumentCard)
    bar = card.text.verticalScrollBar()

    def place() -> int:
        cursor = card.text.textCursor()
        assert cursor.selectedText().lower() == "footnote"
        return cursor.selectionStart()

    journey.press("Ctrl+F")
    assert journey.focus() is card.field
    journey.type("footnote")
    first = place()
    assert bar.value() > 0
    journey.press("Enter")
    second = place()
    assert second > first
    journey.press("Shift+Enter")
    assert place() == first
    journey.press("Shift+Enter")
    assert place() >= second, "past the beginning"
    journey.press("Enter Ctrl+A")
    journey.type("nowhere in it")
    assert card.foot.text == "not found"
    journey.press("Escape")
    assert journey.focus() is card.text
    assert not card.field.isVisible()
    journey.press("Escape")
    assert open_overlay(journey.window) is None


@pytest.mark.parametrize(
    ("command", "begins"),
    [
        ("help.guide", "Guide"),
        ("help.changes", "Changes"),
        ("help.licences", ""),
    ],
)
def test_what_comes_with_postil_is_read_in_the_window(
    journey: Journey, command: str, begins: str
) -> None:
    journey.start()
    journey.window.run(command)
    card = open_overlay(journey.window)
    assert isinstance(card, DocumentCard)
    text = card.text.toPlainText()
    assert text.strip().startswith(begins)
    assert "![" not in text or command == "help.changes"  # which tells of such marks
    assert ("SIL OPEN FONT LICENSE" in text) is (command == "help.licences")
    assert journey.focus() is card.text
    journey.press("j j")
    assert card.text.verticalScrollBar().value() > 0
    if command == "help.guide":
        before = card.text.verticalScrollBar().value()
        card.text.follow("#troubleshooting")
        assert card.text.verticalScrollBar().value() > before + 1_000
    journey.press("Escape")
    assert open_overlay(journey.window) is None
