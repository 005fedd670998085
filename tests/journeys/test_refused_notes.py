"""Journeys of notes that the library cannot take: their words are never run as commands, nor lost."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from sqlalchemy import event

from reader.library.database import Database
from reader.operations.history import History
from reader.services import Services
from reader.ui.annotations.note_editor import NoteEditor
from reader.ui.highlights.highlights_page import HighlightsPage
from tests.journeys.conftest import Journey, keep

TEXT = "First sentence. Second sentence. Third sentence."
LONG = " and so on" * 2_000  # more than fits into the pages that the library has
WORDS = "see else"  # each letter of it is a command

_HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


@contextmanager
def locked(app: Services) -> Iterator[None]:
    """Let another process be in the middle of a write."""
    with subprocess.Popen(
        (sys.executable, "-c", _HOLD, str(app.database.path)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield
        other.communicate("\n", timeout=20)


@contextmanager
def each_connection(app: Services, pragma: str) -> Iterator[None]:
    """Let each write connection begin with a pragma."""
    engine = app.database.writer.engine

    def begin(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA {pragma}")

    event.listen(engine, "connect", begin)
    engine.dispose()
    yield
    event.remove(engine, "connect", begin)
    engine.dispose()


def full(app: Services) -> AbstractContextManager[None]:
    """Let the library grow no further, as on a full disk."""
    with closing(sqlite3.connect(app.database.path)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    return each_connection(app, f"max_page_count = {pages}")


def write_protected(app: Services) -> AbstractContextManager[None]:
    """Let the library be one that is read-only, from now on."""
    return each_connection(app, "query_only = 1")


HOLDS = (locked, full, write_protected)


def three(history: History) -> None:
    keep(history, "Other|Other text.", "Third|Third text.", f"Mine|{TEXT}")


@pytest.fixture
def reading(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> Journey:
    """Three articles; one is read in a window that waits a tenth of a second for others."""
    journey.fill(three)
    monkeypatch.setattr(Database, "open", partial(Database.open, timeout=0.1))
    journey.start()
    journey.press("Enter . s s")  # the write connection is there
    assert journey.passage == "Second sentence."
    return journey


def editor(journey: Journey) -> NoteEditor:
    """Return the note editor, which must have the keyboard."""
    found = journey.window.sidebar.list.editor
    assert found.field.hasFocus()
    return found


def notes(journey: Journey) -> list[tuple[str, str]]:
    """Return the words and the note of each card."""
    return [(card.exact, card.note) for card in journey.cards if card.id > 0]


@pytest.mark.parametrize("hold", HOLDS)
def test_words_of_a_note_that_cannot_be_kept_stay_in_the_editor(
    reading: Journey, hold: Callable[[Services], AbstractContextManager[None]]
) -> None:
    before, titles = reading.tables(), reading.titles
    with hold(reading.app):
        reading.press("n")
        reading.type(WORDS)
        assert editor(reading).text == WORDS
        editor(reading).field.insertPlainText(LONG)
        assert reading.toast == "Star removed"  # nothing was told since
        reading.press("Ctrl+Enter")
        assert editor(reading).text == f"{WORDS}{LONG}"
        assert reading.toast.endswith(".")
        reading.type(" more")
        reading.wait(lambda: reading.drafts_on_disk == [f"{WORDS}{LONG} more"])
        reading.press("Ctrl+Enter")
        assert editor(reading).text == f"{WORDS}{LONG} more"
        assert (reading.tables(), reading.titles) == (before, titles)
    reading.press("Ctrl+Enter")
    assert notes(reading) == [("Second sentence.", f"{WORDS}{LONG} more")]
    assert reading.pane == "reading"
    assert reading.passage == "Second sentence."
    reading.wait(lambda: reading.drafts_on_disk == [])
    reading.press("z")
    assert reading.tables() == before


def test_what_is_told_of_a_full_disk_goes_when_the_note_is_saved(reading: Journey) -> None:
    in_the_way = reading.directory / "drafts.json.tmp"  # of what is written first
    in_the_way.mkdir()
    with full(reading.app):
        reading.press("n")
        reading.type(WORDS)
        editor(reading).field.insertPlainText(LONG)
        assert not reading.window.drafts.flush()
        assert any("Copy its text." in toast for toast in reading.toasts)
        told = set(reading.toasts)
    in_the_way.rmdir()
    assert reading.window.drafts.flush()
    assert notes(reading) == [("Second sentence.", f"{WORDS}{LONG}")]
    assert told & set(reading.toasts) <= {"Star removed"}


def test_a_note_left_while_the_library_is_locked_is_offered_again(reading: Journey) -> None:
    with locked(reading.app):
        reading.press("n")
        reading.type(WORDS)
        reading.press("Escape")
        assert reading.window.sidebar.list.editing is None
        assert "Another program" in reading.toast
        reading.press("n")
        assert editor(reading).text == WORDS
        assert editor(reading).notice.isVisible()
        reading.press("Escape")
    assert notes(reading) == []
    reading.press("h n")  # highlighted in another way: the draft goes along
    assert editor(reading).text == WORDS
    reading.press("Ctrl+Enter")
    assert notes(reading) == [("Second sentence.", WORDS)]
    assert reading.drafts == {}


def test_a_note_on_the_article_and_one_that_is_edited_stay_open_too(reading: Journey) -> None:
    for key in ("Shift+N", "h n"):
        reading.press(key)
        reading.type("a")
        with locked(reading.app):
            reading.press("Ctrl+Enter")
            reading.type(WORDS)
            assert editor(reading).text == f"a{WORDS}"
        reading.press("Ctrl+Enter")
    assert notes(reading) == [("", f"a{WORDS}"), ("Second sentence.", f"a{WORDS}")]


def test_a_note_on_the_page_of_all_highlights_stays_open_too(reading: Journey) -> None:
    reading.press("h g h")
    page = reading.window.pages.page
    assert isinstance(page, HighlightsPage)
    reading.wait(lambda: page.rows.rowCount() == 1)
    reading.press("j n")
    reading.type("a")
    with locked(reading.app):
        reading.press("Ctrl+Enter")
        reading.type(WORDS)
        assert page.view.editor.field.hasFocus()
        assert page.view.editor.text == f"a{WORDS}"
    reading.press("Ctrl+Enter g h")
    assert notes(reading) == [("Second sentence.", f"a{WORDS}")]


def test_the_passage_looks_highlighted_while_its_note_is_written(reading: Journey) -> None:
    reading.press("n")
    layers = reading.window.reading_pane._highlights
    assert [(one.exact, one.color) for one in reading.cards] == [("Second sentence.", "yellow")]
    assert len(layers) == 1
    reading.press("Escape")
    assert (reading.cards, len(layers)) == ([], 0)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_note_not_saved_when_the_program_was_killed_is_saved_and_told(
    reading: Journey, is_there: bool
) -> None:
    with locked(reading.app):
        reading.press("n")
        reading.type(WORDS)
        reading.wait(lambda: reading.drafts_on_disk == [WORDS])
        kept = (reading.directory / "drafts.json").read_text("utf-8")
        reading.stop()
    if not is_there:
        (name,) = json.loads(kept)
        kept = kept.replace(name, name.rpartition(":")[0] + ":900")  # not in this text
    (reading.directory / "drafts.json").write_text(kept, "utf-8")
    reading.start()
    if not is_there:
        reading.wait(lambda: "note is kept" in reading.toast)
        reading.press("Shift+N")
        assert editor(reading).text.endswith(WORDS)
        reading.press("Escape")
        return
    assert notes(reading) == [("Second sentence.", WORDS)]
    assert (reading.drafts, reading.drafts_on_disk) == ({}, [])
    (toast,) = reading.window.toasts.shown
    assert toast.text == f"A note was not saved yet when Postil ended; it is now: “{WORDS}”"
    QTest.mouseClick(toast.button, Qt.MouseButton.LeftButton)
    assert notes(reading) == []
    reading.press("Enter Shift+Z")
    assert notes(reading) == [("Second sentence.", WORDS)]


def test_words_meant_for_a_field_that_does_not_open_go_nowhere(
    reading: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, titles = reading.tables(), reading.titles
    for key in ("n", "t", "Shift+N", "Shift+T"):
        with monkeypatch.context() as patched:
            patched.setattr(reading.app.database, "is_read_only", True)
            reading.press(key)
        assert "is read-only" in reading.toast, key
        reading.window.keys.dispatcher._dropping.setInterval(3_600_000)
        reading.type(f"{WORDS} ")
        reading.press("Enter Backspace")
        assert (reading.tables(), reading.titles) == (before, titles), key
        assert reading.passage == "Second sentence."
        reading.press("Escape")  # which ends it, and does no more than it always does
        reading.press("Enter s")
        assert reading.toast == "Star added", key
        reading.press("z")


def test_after_a_rest_letters_are_commands_again(reading: Journey) -> None:
    reading.window.keys.dispatcher._dropping.setInterval(0)
    reading.window.frontend.drop_typing()
    reading.wait(lambda: not reading.window.keys.dispatcher._dropping.isActive())
    reading.press("s")
    assert reading.toast == "Star added"


def test_a_field_does_not_wait_behind_a_long_change(reading: Journey) -> None:
    done: list[int] = []

    def slowly(_history: History) -> None:
        time.sleep(0.1)
        done.append(1)

    reading.window.frontend.queue.run_operation("Tagging", slowly, lambda _none: None)
    assert not reading.window.frontend.queue.is_idle
    reading.press("n")
    reading.type(WORDS)
    assert editor(reading).text == WORDS
    assert done == [1]
    reading.press("Ctrl+Enter")
    assert notes(reading) == [("Second sentence.", WORDS)]
