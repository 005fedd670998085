"""Journeys of notes that are saved while they are written, and undone as one change."""

import sqlite3
import threading
import time
from contextlib import closing

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from reader.commands.context import Pane
from reader.library import note_drafts
from reader.operations import annotations
from reader.operations.history import History
from reader.ui.annotations import note_autosave
from reader.ui.highlights.highlights_page import HighlightsPage
from tests.journeys.conftest import Journey, keep
from tests.journeys.test_refused_notes import editor, locked, notes

TEXT = "First sentence. Second sentence. Third sentence."
FIRST, SECOND = "First sentence.", "Second sentence."


def fill(history: History) -> None:
    keep(history, "Other|Other text.", f"Mine|{TEXT}")


@pytest.fixture
def reading(journey: Journey) -> Journey:
    """An article that is read, in a window that saves only when it is told to."""
    journey.fill(fill)
    journey.start()
    for timer in (journey.window.drafts._timer, journey.window.drafts._latest):
        timer.setInterval(3_600_000)
    journey.press("Enter s s")
    return journey


def let_save(journey: Journey) -> None:
    """Let the time pass after which a note is saved without a rest."""
    assert journey.window.drafts._latest.isActive()
    journey.window.drafts._latest.timeout.emit()


def test_a_character_that_is_composed_has_no_placeholder_behind_it(reading: Journey) -> None:
    """As by an input method for Korean; Qt looks for the placeholder only when the text changes."""
    reading.press("n")
    field = editor(reading).field
    invitation = field.placeholderText()
    assert invitation
    QApplication.sendEvent(field, QInputMethodEvent("ㅎ", []))
    assert field.placeholderText() == ""
    QApplication.sendEvent(field, QInputMethodEvent("", []))
    assert field.placeholderText() == invitation
    written = QInputMethodEvent("", [])
    written.setCommitString("한")
    QApplication.sendEvent(field, written)
    assert field.toPlainText() == "한"
    reading.press("Ctrl+Enter")
    reading.wait(lambda: notes(reading) == [(FIRST, "한")])


def test_no_more_than_two_seconds_of_typing_are_missing(journey: Journey) -> None:
    assert note_autosave.SAVE_WITHIN == 200  # as tests have it
    journey.fill(fill)
    journey.start()
    latest = journey.window.drafts._latest
    assert latest.interval() == note_autosave.SAVE_WITHIN
    latest.setInterval(3_600_000)
    journey.window.drafts._timer.setInterval(3_600_000)
    journey.press("Enter n")
    assert not latest.isActive()
    journey.type("a")
    assert latest.isActive()
    began = latest.timerId()
    journey.type("b")
    assert latest.timerId() == began  # typing on does not put it off


def test_a_note_is_saved_as_it_is_typed_and_undone_as_one_change(reading: Journey) -> None:
    before = reading.tables()
    reading.press("n")
    for words in ("Why", " does", " it say so?"):
        reading.type(words)
        let_save(reading)
        assert notes(reading)[-1] == (FIRST, editor(reading).text)
        assert len(reading.cards) == 1
        assert len(reading.window.reading_pane._highlights) == 1  # not painted twice
    reading.press("Escape")
    assert reading.toast == "Note saved"
    assert notes(reading) == [(FIRST, "Why does it say so?")]
    after = reading.tables()
    reading.press("z")
    assert reading.tables() == before
    reading.press("Shift+Z")
    assert reading.tables() == after
    assert reading.passage == FIRST


def test_a_note_that_is_looked_at_keeps_what_no_keyboard_types(reading: Journey) -> None:
    note = "At 10\u00a0km,\u2028a\ttab\ufdd0 and \u2029 more"
    reading.press("n")
    reading.type("x")
    reading.press("Escape")
    id_ = reading.app.queries.annotations(2)[0].id
    reading.app.history.do("Edit note", annotations.set_note, id_, note)
    before = reading.tables()
    for keys in ("Escape", "Ctrl+Enter"):
        reading.press(f"n {keys}")
        assert reading.tables() == before
    reading.press("n")
    reading.type("!")
    reading.press("Escape")
    assert notes(reading) == [(FIRST, "At 10\u00a0km,\na\ttab\n and \n more!")]


def test_a_note_of_which_a_part_is_saved_is_not_told_to_be_saved(reading: Journey) -> None:
    reading.press("n")
    reading.type("Why")
    let_save(reading)
    reading.type(" not")
    with locked(reading.app):
        reading.press("Escape")
        assert any("kept as a draft" in text for text in reading.toasts)
        assert "Note saved" not in reading.toasts
    reading.window.drafts.flush()
    assert "Note saved" in reading.toasts
    assert notes(reading) == [(FIRST, "Why not")]


def test_two_notes_in_turn_are_two_changes(reading: Journey) -> None:
    reading.press("n")
    reading.type("One")
    let_save(reading)
    reading.type("!")
    reading.press("Escape s s n")  # the same note again
    reading.type("?")
    reading.press("Escape . n")
    reading.type("Two")
    let_save(reading)
    reading.press("Ctrl+Enter")
    assert notes(reading) == [(FIRST, "One!?"), (SECOND, "Two")]
    reading.press("z")
    assert notes(reading) == [(FIRST, "One!?")]
    reading.press("z z z")
    assert notes(reading) == [(FIRST, "One!")]
    reading.press("z")
    assert notes(reading) == []


def test_what_is_written_and_erased_leaves_the_passage_as_it_was(reading: Journey) -> None:
    before = reading.tables()
    reading.press("n")
    reading.type("ab")
    let_save(reading)
    reading.press("Backspace Backspace")
    let_save(reading)
    assert notes(reading) == [(FIRST, "ab")]  # it may be written anew
    reading.press("Escape")
    assert reading.tables() == before
    assert reading.toast.startswith("The note is empty")


def test_the_fields_own_undo_is_for_what_was_typed(reading: Journey) -> None:
    reading.press("n")
    reading.type("Why")
    let_save(reading)
    reading.press("Ctrl+Z")
    assert editor(reading).text == ""
    reading.press("Ctrl+Shift+Z Escape")
    assert notes(reading) == [(FIRST, "Why")]


def test_undo_by_menu_takes_back_the_visit_and_shows_it(reading: Journey) -> None:
    reading.press("h n")
    reading.type("Before")
    reading.press("Escape n")
    reading.type(" and after")
    reading.window.run("undo")
    assert editor(reading).text == "Before"
    assert notes(reading) == [(FIRST, "Before")]
    reading.type("!")
    reading.press("Escape")
    assert notes(reading) == [(FIRST, "Before!")]


def test_undo_of_a_highlight_made_with_its_note_ends_the_visit(reading: Journey) -> None:
    before = reading.tables()
    reading.press("n")
    reading.type("Why")
    reading.window.run("undo")
    assert reading.window.sidebar.list.editing is None
    assert reading.toast.startswith("Undone")
    assert (reading.tables(), reading.drafts) == (before, {})


def test_another_window_of_the_program_saves_and_leaves_it_open(reading: Journey) -> None:
    reading.press("n")
    reading.type("Why")
    other = QLineEdit()
    reading.qtbot.addWidget(other)
    other.show()
    reading.qtbot.waitExposed(other)
    other.activateWindow()
    other.setFocus()
    reading.wait(lambda: other.hasFocus())
    reading.wait(lambda: notes(reading) == [(FIRST, "Why")])
    assert reading.window.sidebar.list.editing is not None
    reading.window.activateWindow()
    reading.wait(reading.window.sidebar.list.editor.field.hasFocus)


def test_another_programs_note_is_kept_in_front_and_shown(reading: Journey) -> None:
    reading.press("h n")
    reading.type("Mine")
    other = History(reading.app.database)  # whose changes the window is not told of
    other.do("Note", annotations.set_note, 1, "Theirs")
    let_save(reading)
    assert editor(reading).text == "Theirs\n\nMine"
    reading.type("!")
    reading.press("Escape")
    assert notes(reading) == [(FIRST, "Theirs\n\nMine!")]


def test_the_note_on_the_article_grows_in_one_card(reading: Journey) -> None:
    reading.press("h")  # whose card is the current one while its words are
    reading.press("Shift+N")
    for words in ("All", " in all"):
        reading.type(words)
        let_save(reading)
        assert editor(reading).isVisible()
        assert reading.window.sidebar.current_id() == reading.window.sidebar.list.editing
    reading.press("Escape")
    assert reading.toast == "Note on the article saved"
    assert notes(reading) == [("", "All in all"), (FIRST, "")]
    reading.press("Shift+N Ctrl+A Backspace Escape")
    assert notes(reading) == [(FIRST, "")]
    reading.press("z")
    assert notes(reading) == [("", "All in all"), (FIRST, "")]
    reading.press("z")
    assert notes(reading) == [(FIRST, "")]


def test_a_row_stays_on_the_page_while_its_note_is_written(reading: Journey) -> None:
    reading.press("h . h g h")
    page = reading.window.pages.page
    assert isinstance(page, HighlightsPage)
    page.narrow("-has:note")
    reading.wait(lambda: len(page.rows.ids) == 2)
    reading.press("n")
    reading.type("Why")
    let_save(reading)
    assert reading.app.queries.annotation(page.view.editing or 0).note == "Why"
    reading.window.work._questions.waitForDone()
    QApplication.processEvents()  # which brings an answer, if the page has asked
    assert page.view.editor.field.hasFocus()
    assert len(page.rows.ids) == 2
    reading.press("Escape")
    reading.wait(lambda: len(page.rows.ids) == 1)


def test_leaving_for_another_article_while_the_library_is_locked(reading: Journey) -> None:
    reading.press("h n")
    reading.type("Words")
    with locked(reading.app):
        reading.window.list_pane.move_current(1)
        assert reading.drafts_on_disk == ["Words"]
        assert reading.toast.endswith("the note is kept as a draft until it can be saved.")
        let_save(reading)  # tried again, and told once
        assert len(reading.toasts) == 2
        reading.window.list_pane.move_current(-1)
        (card,) = reading.cards
        assert (card.note, reading.window.sidebar.list.shown(card).note) == ("", "Words")
    let_save(reading)
    assert notes(reading) == [(FIRST, "Words")]
    assert (reading.toast, reading.drafts_on_disk) == ("Note saved", [])
    reading.window.run("undo")
    assert notes(reading) == [(FIRST, "")]


def test_a_note_of_which_no_draft_can_be_written_is_not_told_to_be_one(reading: Journey) -> None:
    file = reading.app.directory / "drafts.json"
    file.mkdir()
    reading.press("h n")
    reading.type("Words")
    with locked(reading.app):
        reading.press("Escape")
        assert not any("kept as a draft" in text for text in reading.toasts)
        assert any(text.endswith("Copy its text.") for text in reading.toasts)
    file.rmdir()
    let_save(reading)
    assert notes(reading) == [(FIRST, "Words")]


def test_words_that_could_not_be_saved_stay_in_sight_where_nothing_was_marked(
    reading: Journey,
) -> None:
    sidebar = reading.window.sidebar.list
    with locked(reading.app):
        reading.press("n")
        reading.type("Words")
        reading.press("Escape")
        (card,) = reading.cards
        assert (card.exact, sidebar.shown(card).note) == (FIRST, "Words")
        assert sidebar.has_draft(card)
        before = reading.tables()
        reading.window.panes.focus_pane(Pane.SIDEBAR)
        reading.press("j Enter d t 1 c o")  # it is only to be looked at
        reading.press("Escape Escape")
        assert reading.tables() == before
        reading.window.panes.focus_pane(Pane.READING)
        reading.press("n")
        assert editor(reading).text == "Words"
        assert len(reading.cards) == 1
        reading.press("Escape")
        assert len(reading.cards) == 1
    reading.wait(lambda: reading.window.frontend.queue.is_idle)  # the keys have had their turn
    let_save(reading)
    assert notes(reading) == [(FIRST, "Words")]
    assert len(reading.cards) == 1


def test_typing_does_not_wait_for_a_program_that_does_not_know_the_lock(
    reading: Journey,
) -> None:
    with closing(sqlite3.connect(reading.app.database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        reading.press("n")
        reading.type("Words")
        let_save(reading)
        # After a wait it would say that the library is in use.
        assert reading.toast.startswith("Another program is writing to the library")
        assert reading.drafts_on_disk == ["Words"]
        other.execute("ROLLBACK")
    let_save(reading)
    assert notes(reading) == [(FIRST, "Words")]
    assert reading.drafts_on_disk == []
    reading.press("Escape")


def test_a_note_begun_before_the_drafts_are_looked_at_is_no_draft_found(
    reading: Journey,
) -> None:
    with locked(reading.app):
        reading.press("n")
        reading.type("Words")
        let_save(reading)
        reading.window.drafts.save_found()
    reading.press("Escape")
    assert notes(reading) == [(FIRST, "Words")]
    assert reading.toast == "Note saved"


def test_what_was_found_is_thrown_away_only_while_it_is_the_last_change(
    reading: Journey,
) -> None:
    reading.stop()
    note_drafts.save(reading.directory, {"article:2": note_drafts.Draft("Begun")})
    reading.start()
    (toast,) = reading.window.toasts.shown
    reading.press("Enter s")
    QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert reading.toast.startswith("Other changes came after it")
    assert notes(reading) == [("", "Begun")]
    reading.press("z")
    reading.window.drafts.throw_away_found()
    assert notes(reading) == []


def test_closing_while_a_long_change_is_under_way_saves_behind_it(reading: Journey) -> None:
    done: list[int] = []

    def slowly(_history: History) -> None:
        time.sleep(0.1)
        done.append(1)

    reading.press("n")
    reading.type("Words")
    reading.window.frontend.queue.run_operation("Tagging", slowly, lambda _none: None)
    reading.restart()
    assert done == [1]
    assert notes(reading) == [(FIRST, "Words")]
    assert reading.drafts_on_disk == []


def test_a_note_that_is_submitted_while_a_long_change_is_under_way_waits_as_a_draft(
    reading: Journey,
) -> None:
    go_on = threading.Event()
    reading.press("n")
    reading.type("Words")
    queue = reading.window.frontend.queue
    queue.run_operation("Tagging", lambda _history: go_on.wait(10), lambda _none: None)
    reading.press("Ctrl+Enter")
    assert not go_on.is_set(), "the window has not waited"
    assert not queue.is_idle
    assert reading.window.sidebar.list.editing is None
    assert reading.drafts_on_disk == ["Words"]
    assert notes(reading) == []
    go_on.set()
    reading.wait(lambda: queue.is_idle)
    let_save(reading)
    assert notes(reading) == [(FIRST, "Words")]
    assert reading.drafts_on_disk == []
    assert reading.toast == "Note saved"


def test_a_click_elsewhere_saves(reading: Journey) -> None:
    reading.press("n")
    reading.type("Why")
    QTest.mouseClick(reading.window.reading_pane.viewport(), Qt.MouseButton.LeftButton)
    reading.wait(lambda: reading.window.sidebar.list.editing is None)
    assert notes(reading) == [(FIRST, "Why")]
