"""When things go wrong around the window: it says so in one sentence, loses nothing, and goes on."""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from reader import paths
from reader.cli import main
from reader.commands import catalogue
from reader.commands.command import FUNCTIONS, Call
from reader.commands.context import Pane
from reader.commands.prompt_types import Asking, NotePrompt
from reader.library import database, remote_folders
from reader.library.database import Database
from reader.library.write_lock import write_lock
from reader.operations import note_writing, tags
from reader.operations.history import History
from reader.services import Services
from reader.ui.tasks import file_tasks, task_queue
from reader.ui.window.bug_reporter import BugReporter
from tests.fault_table import Tally
from tests.guards import ExpectLog
from tests.journeys.conftest import Journey, keep

TEXT = "First sentence. Second sentence. Third sentence."


def two(history: History) -> None:
    keep(history, "Other|Other text.", f"Mine|{TEXT}")


@pytest.fixture
def shelf(journey: Journey) -> Journey:
    """Two articles; the window is not open yet."""
    journey.fill(two)
    return journey


def is_one_sentence(text: str) -> bool:
    return bool(text) and "\n" not in text and text.endswith(".") and "Error" not in text


# -- read only -----------------------------------------------------------------------------------


@pytest.fixture
def read_only(shelf: Journey, monkeypatch: pytest.MonkeyPatch) -> Journey:
    """The same where neither file nor folder may be written (root may always, so it is told)."""
    monkeypatch.setattr(database, "_is_writable", lambda _path: False)
    shelf.start()
    return shelf


def test_a_read_only_library_opens_and_reads(read_only: Journey) -> None:
    read_only.press("Enter .")
    assert read_only.passage == "Second sentence."
    read_only.press("Escape /")
    read_only.type("third")
    read_only.wait(lambda: read_only.titles == ["Mine"])


WRITING = "h n t d Alt+2 Shift+T Shift+N e i l s m Ctrl+V z Shift+Z Ctrl+O".split()


def test_each_write_to_a_read_only_library_is_refused(read_only: Journey) -> None:
    before = read_only.tables()
    for key in WRITING:
        read_only.press("Enter")
        assert read_only.pane == "reading"
        read_only.press(key)
        assert len(read_only.toasts) == 1, key
        assert is_one_sentence(read_only.toast), key
        assert "is read-only" in read_only.toast, key
        assert read_only.window.sidebar.list.editing is None, key
        read_only.press("Escape Escape j k")  # and it goes on
        assert (read_only.toasts, read_only.pane) == ([], "list"), key
        assert read_only.tables() == before, key
    read_only.stop()  # quietly


# -- the command line beside the window ------------------------------------------------------------


def run(*arguments: str) -> None:
    assert main.main(arguments) == 0


def watch_closely(journey: Journey) -> None:
    """It looks often enough for two seconds; here more often than that."""
    assert 0 < journey.window.watch.timer.interval() < 2000
    journey.window.watch.timer.setInterval(20)


def test_what_the_command_line_writes_is_shown(
    shelf: Journey, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.start()
    watch_closely(shelf)
    shelf.press("Enter .")
    number = str(shelf.number("Mine"))
    run("annotate", number, "--quote", "Third sentence.", "--note", "manual", "--tag", "cli")
    shelf.wait(lambda: [card.note for card in shelf.cards] == ["manual"])
    assert shelf.passage == "Second sentence."
    file = tmp_path / "new.txt"
    file.write_text("A new one\n\nWith a text of its own.\n", "utf-8")
    run("add", str(file), "--tag", "cli")
    shelf.wait(lambda: "A new one" in shelf.titles)
    assert shelf.window.windowTitle() == "Mine — Postil"
    shelf.press("h")
    assert len(shelf.cards) == 2
    run("undo")
    shelf.wait(lambda: len(shelf.cards) == 1)
    shelf.press("z")  # what the command line did is undone here
    shelf.wait(lambda: "A new one" not in shelf.titles)
    capsys.readouterr()


def row_tags(journey: Journey, row: int) -> tuple[str, ...]:
    article = journey.window.list_pane.model.article_at(row)
    assert article is not None
    return article.tags


def test_rows_that_another_program_changed_are_read_again(shelf: Journey) -> None:
    shelf.start()
    watch_closely(shelf)
    model, other = shelf.window.list_pane.model, shelf.number("Other")
    assert shelf.window.reading.article is not None
    assert shelf.window.reading.article.id != other
    row = model.row_of(other)
    assert row is not None
    assert row_tags(shelf, row) == ()
    second = Services.open(shelf.directory)
    second.history.do("Tag", tags.tag_articles, [other], ["elsewhere"])
    second.close()
    shelf.wait(lambda: row_tags(shelf, row) == ("elsewhere",))


def test_new_text_of_the_open_article_is_shown(
    shelf: Journey, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = "<title>Page</title><link rel='canonical' href='https://example.org/p'><p>{}</p>"
    file = tmp_path / "page.html"
    file.write_text(page.format("It said this. And that."), "utf-8")
    run("add", str(file))
    shelf.start()
    watch_closely(shelf)
    shelf.press("Enter h")
    assert shelf.passage == "It said this."
    file.write_text(page.format("Well: It said this. And more than that."), "utf-8")
    run("add", str(file))
    pane = shelf.window.reading_pane
    shelf.wait(lambda: pane.page is not None and "And more" in pane.page.text.text)
    assert [(card.exact, card.start) for card in shelf.cards] == [("It said this.", 6)]
    capsys.readouterr()


# -- locked ----------------------------------------------------------------------------------------


@contextmanager
def busy_connection(path: Path) -> Iterator[None]:
    """Another program in the middle of a write."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@pytest.mark.parametrize("hold", [busy_connection, partial(write_lock, timeout=1)])
def test_a_locked_library_refuses_in_one_sentence_and_recovers(
    shelf: Journey,
    monkeypatch: pytest.MonkeyPatch,
    hold: partial[Iterator[None]],
) -> None:
    monkeypatch.setattr(Database, "open", partial(Database.open, timeout=0.1))
    monkeypatch.setattr(task_queue, "WAIT_STEPS", 1)
    shelf.start()
    shelf.press("Enter . e z")  # the write connection is there
    before = shelf.tables()
    shelf.press("Escape")
    with hold(shelf.app.database.path):  # type: ignore[attr-defined]
        for key in ("h", "n Ctrl+Enter", "s"):
            shelf.press("Escape Enter")
            shelf.press(key)
            shelf.wait(lambda: is_one_sentence(shelf.toast))
            assert "program" in shelf.toast
            assert not any(card.id for card in shelf.cards)
    assert shelf.tables() == before
    shelf.press("h")
    assert shelf.toast == "Highlighted in yellow"
    assert len(shelf.cards) == 1


def test_a_note_typed_while_locked_is_not_lost(
    shelf: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "open", partial(Database.open, timeout=0.1))
    shelf.start()
    shelf.press("Enter h n")
    shelf.type("Long thought about.")
    with busy_connection(shelf.app.database.path):
        shelf.press("Ctrl+Enter")
        assert is_one_sentence(shelf.toast)
        assert shelf.cards[0].note == ""
        assert shelf.window.sidebar.list.editor.text == "Long thought about."
        shelf.type(" Twice.")
        shelf.press("Escape")
    shelf.press("n")
    assert shelf.window.sidebar.list.editor.text == "Long thought about. Twice."
    shelf.press("Ctrl+Enter")
    assert shelf.cards[0].note == "Long thought about. Twice."
    assert shelf.drafts == {}


def test_a_note_edited_on_its_card_while_locked_is_not_lost(
    shelf: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "open", partial(Database.open, timeout=0.1))
    shelf.start()
    shelf.press("Shift+N")
    shelf.type("One")
    shelf.press("Ctrl+Enter")
    number = shelf.cards[0].id
    shelf.window.sidebar.list.edit_requested.emit(number)
    shelf.type(" two")
    with busy_connection(shelf.app.database.path):
        shelf.press("Ctrl+Enter")
        assert is_one_sentence(shelf.toast)
        assert shelf.window.sidebar.list.editing is not None
        assert shelf.window.sidebar.list.editor.text == "One two"
    assert shelf.cards[0].note == "One"
    shelf.restart()
    assert shelf.cards[0].note == "One two"


def test_adding_while_locked_reports_every_file(
    shelf: Journey, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(Database, "open", partial(Database.open, timeout=0.1))
    shelf.start()
    shelf.press("s z Escape")
    monkeypatch.setattr(file_tasks, "WAIT_STEPS", 1)
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for file in files:
        file.write_text(f"Title {file.name}\n\nText of {file.name}.\n", "utf-8")
    with busy_connection(shelf.app.database.path):
        shelf.window.open_named(files)
        shelf.wait(lambda: shelf.toast.startswith("2 failed"))
    shelf.window.open_named(files)
    shelf.wait(lambda: shelf.toast == "2 added")


# -- bugs ------------------------------------------------------------------------------------------


def post(
    journey: Journey,
    key: Qt.Key,
    text: str,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key by the event loop: what breaks then does not come back to the test."""
    event = QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text)
    QApplication.postEvent(journey.focus(), event)


def test_a_bug_in_a_command_is_told_once_and_the_window_lives(
    shelf: Journey, monkeypatch: pytest.MonkeyPatch, expect_log: ExpectLog
) -> None:
    def bug(call: Call) -> Asking:
        article_id = call.context.article_id or 0
        yield NotePrompt("", note_writing.on_article(call.history, article_id, ""), None, 0)
        raise AssertionError

    def early_bug(_call: Call) -> None:
        raise ZeroDivisionError("a bug")

    shelf.start()
    for name, run in {"article.star": early_bug, "article.later": bug}.items():
        assert callable(catalogue.BY_ID[name].run)  # its module is imported
        monkeypatch.setitem(FUNCTIONS, name, run)
    reporter = BugReporter(shelf.directory / "logs", shelf.window.toasts)
    monkeypatch.setattr(sys, "excepthook", reporter.report)
    expect_log("unexpected:")
    for _time in range(3):
        post(shelf, Qt.Key.Key_S, "s")
    shelf.wait(lambda: shelf.toasts)
    (toast,) = shelf.toasts
    log = shelf.directory / "logs" / "postil.log"
    assert "ZeroDivisionError" in toast
    assert str(log) in toast
    assert log.read_text("utf-8").count("Traceback") == 1
    shelf.press("e")
    assert shelf.toast == "1 article archived"
    shelf.press("l")
    shelf.type("x")
    post(shelf, Qt.Key.Key_Return, "", Qt.KeyboardModifier.ControlModifier)
    shelf.wait(lambda: "AssertionError" in shelf.toast)
    assert [card.note for card in shelf.cards] == ["x"]
    shelf.press("z z")
    assert shelf.toast == "Undone: Move to the archive · in “Mine”"


# -- closing at once -------------------------------------------------------------------------------


def test_a_note_begun_is_there_tomorrow(shelf: Journey) -> None:
    shelf.start()
    shelf.press("Enter h n")
    shelf.type("Half a thou")
    shelf.restart()
    assert [card.note for card in shelf.cards] == ["Half a thou"]
    shelf.press("Enter n")
    shelf.type("ght.")
    shelf.press("Ctrl+Enter")
    assert [card.note for card in shelf.cards] == ["Half a thought."]
    shelf.restart()
    shelf.press("Enter n")
    assert shelf.window.sidebar.list.editor.text == "Half a thought."
    assert not shelf.window.sidebar.list.editor.notice.isVisible()
    shelf.press("Escape")


def test_a_note_on_the_article_that_is_left_is_saved(shelf: Journey) -> None:
    shelf.start()
    shelf.press("Shift+N")
    shelf.type("All in all")
    shelf.press("Escape")
    assert [card.note for card in shelf.cards] == ["All in all"]
    shelf.restart()
    assert [card.note for card in shelf.cards] == ["All in all"]
    shelf.press("z")
    assert shelf.cards == []


def test_saved_and_closed_in_the_same_turn(shelf: Journey) -> None:
    shelf.start()
    shelf.press("Enter . n")
    shelf.type("Kept.")
    QTest.keyClick(shelf.focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    shelf.window.close()
    shelf.restart()
    assert [(card.exact, card.note) for card in shelf.cards] == [("Second sentence.", "Kept.")]
    assert shelf.passage == "Second sentence."


def test_another_article_while_writing_saves_the_note(shelf: Journey) -> None:
    shelf.start()
    shelf.press("Enter h n")
    shelf.type("On Mine")
    shelf.window.list_pane.move_current(1)
    assert shelf.window.windowTitle() == "Other — Postil"
    assert shelf.window.sidebar.list.editing is None
    shelf.window.list_pane.move_current(-1)
    shelf.window.panes.focus_pane(Pane.READING)
    shelf.press("n")
    assert shelf.window.sidebar.list.editor.text == "On Mine"
    shelf.press("Escape")
    assert [card.note for card in shelf.cards] == ["On Mine"]


def test_going_elsewhere_while_writing_goes_there(shelf: Journey) -> None:
    shelf.start()
    shelf.press("Enter h n")
    shelf.type("Half")
    field = shelf.window.list_pane.field
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    shelf.wait(lambda: shelf.window.sidebar.list.editing is None)
    assert shelf.focus() is field
    shelf.type("other")
    shelf.wait(lambda: shelf.titles == ["Other"])
    assert [card.note for card in shelf.cards] == ["Half"]


# -- the library is taken away under the window ----------------------------------------------------


def take_away(shelf: Journey) -> Path:
    """Another file is put in the place of the library; the former one, for the test to look at."""
    file = shelf.directory / "library.sqlite"
    other = shelf.directory / "other.sqlite"
    Database.open(other).close()
    other.replace(file)
    return file


def test_a_library_that_is_replaced_under_the_window_is_told_at_the_next_look(
    shelf: Journey, tally: Tally
) -> None:
    shelf.start()
    watch_closely(shelf)
    shelf.press("Enter h")
    take_away(shelf)
    shelf.wait(lambda: "was replaced" in shelf.toast)
    copy = shelf.directory / "library.sqlite.former-1.sqlite"
    assert str(copy) in shelf.toast
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT exact FROM annotation").fetchall() == [
            ("First sentence.",)
        ]
    told = shelf.toasts
    shelf.window.watch.check()
    assert shelf.toasts == told  # once
    tally.count("gone", kept=1, told=1)


def test_a_highlight_on_a_library_that_is_replaced_is_not_told_as_kept(
    shelf: Journey, tally: Tally
) -> None:
    shelf.start()
    shelf.press("Enter h")
    assert len(shelf.cards) == 1
    take_away(shelf)
    shelf.press(". h")
    assert len(shelf.cards) == 1
    file = shelf.directory / "library.sqlite.not-kept-1.json"
    assert str(file) in shelf.toast
    assert "Second sentence." in file.read_text("ascii")
    assert not any("Highlighted" in toast for toast in shelf.toasts[-1:])
    tally.count("gone", kept=1, told=1)


# -- on a network ----------------------------------------------------------------------------------


def test_a_library_on_a_network_is_warned_of_once_and_works(
    shelf: Journey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"1 0 0:1 / {shelf.directory} rw - cifs //server/share rw\n", "utf-8")
    monkeypatch.setattr(remote_folders, "_MOUNTS", mounts)
    shelf.start()
    assert "network file system (cifs)" in shelf.toast
    shelf.restart()
    assert shelf.toasts == []
    shelf.press("Enter h . h n")
    shelf.type("a note")
    shelf.press("Ctrl+Enter")
    assert [card.note for card in shelf.cards] == ["", "a note"]
    shelf.press("z z")
    assert not paths.library_file(shelf.directory).with_name("library.sqlite-wal").exists()
    shelf.restart()
    assert len(shelf.cards) == 1
