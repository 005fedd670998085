"""The real window over a real library, driven by key events at the widget that has the focus."""

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QDeadlineTimer, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from reader import paths
from reader.core.article_draft import Draft
from reader.core.article_source import Source
from reader.core.errors import LibraryError
from reader.core.models import Annotation
from reader.core.text.reading.reading_cursor import Unit
from reader.library import note_drafts
from reader.library.connection import connect
from reader.operations import articles, starter_articles
from reader.operations.history import History
from reader.services import Services
from reader.ui.annotations import note_autosave
from reader.ui.keys.chords import NAMES
from reader.ui.style.theme import apply_theme_setting
from reader.ui.window.main_window import MainWindow
from tests.conftest import PutFilled
from tests.dress import dress

__all__ = ["dress"]

R = TypeVar("R")

WIRE = """\
Cities Count Their Trees Again

After forty years without a census, the town of Brenn has counted every tree in its streets. The count took nine weeks and two hundred volunteers. They found…

Cities Count Their Trees Again
After forty years without a census, the town of Brenn has counted every tree in its streets.

The count took nine weeks and two hundred volunteers. They found 14,212 trees. Half of them are limes. Nobody had expected that.

“We planted what the nursery had,” said Ruth Amsel, who kept the first list. She still has the notebook.

The new list is public. Anyone may look up the tree before the door. Most people do.

Jonas Rehm contributed to this article for The Brenn Wire
"""

_CODES = {name: code for code, name in NAMES.items() if code is not Qt.Key.Key_Return}
_FLAGS = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}
_WITH_SHIFT = "?#*<>:"  # on the keyboard these tests have


@dataclass(frozen=True)
class _WithoutStarters(Generic[R]):
    """Fills a library that no starter articles come into."""

    fill: Callable[[History], R]

    def __call__(self, history: History) -> R:
        starter_articles.remember(history)
        return self.fill(history)


class Journey:
    """One person's way through the window; stop() and start() are closing and opening Postil."""

    def __init__(self, qtbot: QtBot, directory: Path, put_filled: PutFilled) -> None:
        self.qtbot = qtbot
        self.directory = directory
        self._put_filled = put_filled
        self._app: Services | None = None
        self._window: MainWindow | None = None
        # Else a key that is pressed at once may have to wait until the library was read through.
        self.is_checked_first = True

    @property
    def app(self) -> Services:
        """The library, while the window is open."""
        assert self._app is not None
        return self._app

    @property
    def window(self) -> MainWindow:
        """The window, while it is open."""
        assert self._window is not None
        return self._window

    # -- the program -----------------------------------------------------------------------------

    def fill(self, fill: Callable[[History], R]) -> R:
        """Have what a function of a module makes of an empty library; before it is opened."""
        return self._put_filled(paths.library_file(self.directory), _WithoutStarters(fill))

    def start(self) -> None:
        """Open the window of the library, as the program does."""
        self._app = Services.open(self.directory)
        if self.is_checked_first:
            with suppress(LibraryError):
                self.app.database.check()
        apply_theme_setting(self.app.settings)
        self._window = MainWindow(self.app)
        self.window.show()
        self.qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.wait(lambda: QApplication.focusWidget() is not None)
        self.window.start_background_work()
        if self.is_checked_first:  # a key may have to wait while a thread opens the library, too
            self.wait(lambda: "warm-up" not in {thread.name for thread in threading.enumerate()})

    def stop(self) -> None:
        """Close the window and the library."""
        window, self._window = self._window, None
        if window is None:
            return
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not shiboken6.isValid(window)
        self.app.close()
        self._app = None

    def restart(self) -> None:
        """Close and open again."""
        self.stop()
        self.start()

    # -- hands -----------------------------------------------------------------------------------

    def focus(self) -> QWidget:
        """The widget that has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget

    def press(self, keys: str) -> None:
        """Press chords parted by spaces, each at the widget that has the focus by then."""
        for chord in keys.split():
            *held, name = chord.split("+") if chord[-1] != "+" else [*chord[:-2].split("+"), "+"]
            modifiers = Qt.KeyboardModifier.NoModifier
            for modifier in held:
                if modifier:
                    modifiers |= _FLAGS[modifier]
            if name in _WITH_SHIFT:
                modifiers |= Qt.KeyboardModifier.ShiftModifier
            code = (
                Qt.Key.Key_Tab if name == "Tab" else _CODES.get(name) or Qt.Key(ord(name.upper()))
            )
            QTest.keyClick(self.focus(), code, modifiers)

    def type(self, text: str) -> None:
        """Type a text."""
        for character in text:
            QTest.keyClicks(self.focus(), character)

    # -- eyes ------------------------------------------------------------------------------------

    def wait(self, condition: Callable[[], Any]) -> None:
        """Let the window go on until something holds.

        On a busy machine a process takes seconds to start.
        """
        deadline = QDeadlineTimer(30_000)
        while not condition():
            assert not deadline.hasExpired(), "waited in vain"
            # waitUntil waits ten at a time; QTest.qWait stops other threads, and errors in events
            # are raised within the next event.
            self.qtbot.wait(1)

    @property
    def toasts(self) -> list[str]:
        """What the toasts say, the oldest first."""
        return [toast.text for toast in self.window.toasts.shown]

    @property
    def toast(self) -> str:
        """What the newest toast says."""
        return self.toasts[-1] if self.toasts else ""

    @property
    def drafts(self) -> dict[str, str]:
        """What was typed in notes and is not saved yet."""
        return {name: draft.text for name, draft in self.window.drafts.drafts.items()}

    @property
    def drafts_on_disk(self) -> list[str]:
        """What of that would be there after a crash."""
        return [draft.text for draft in note_drafts.read(self.directory).values()]

    @property
    def cards(self) -> list[Annotation]:
        """The cards of the sidebar."""
        return list(self.window.sidebar.list.cards.items)

    @property
    def titles(self) -> list[str]:
        """The titles in the list."""
        ids = list(self.window.list_pane.model.ids.all())
        return [article.title for article in self.app.queries.articles(ids)]

    @property
    def passage(self) -> str:
        """The words the reading cursor is on."""
        return self.window.reading.passage_text()

    @property
    def target(self) -> str:
        """What the strip says the next key acts on."""
        return self.window.strip._target

    @property
    def pane(self) -> str:
        """The pane that has the keyboard."""
        return self.window.panes.present_place().value

    def number(self, title: str) -> int:
        """The id of the article that has this title."""
        with closing(connect(self.app.database.path, "ro")) as connection:
            row = connection.execute("SELECT id FROM article WHERE title = ?", (title,)).fetchone()
        assert row is not None, f"no article is called {title}"
        found: int = row[0]
        return found

    def tags(self, title: str) -> tuple[str, ...]:
        """The tags of an article."""
        return self.app.queries.article(self.number(title)).tags

    def find(self, words: str) -> None:
        """Go with the reading cursor, sentence by sentence, to the one that begins with words."""
        self.press("g g")
        for _ in range(200):
            if self.passage.startswith(words):
                return
            before = self.window.reading_pane.passage
            self.press(".")
            assert self.window.reading_pane.passage != before, f"no sentence begins with {words}"

    @property
    def unit(self) -> Unit | None:
        """The unit the reading cursor is on."""
        passage = self.window.reading_pane.passage
        return passage.unit if passage else None

    def tables(self) -> dict[str, list[tuple[Any, ...]]]:
        """Every row that can be undone: without the history, and without reading positions."""
        return undoable_rows(self.app.database.path)


_NOT_UNDONE = {"step", "annotation_history", "sqlite_sequence", "sqlite_stat1", "meta"}
_READING = {"position", "progress", "is_read"}  # kept in passing


def undoable_rows(library: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of a library that undo brings back."""
    with closing(connect(library, "ro")) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        found = {}
        for (name,) in names:
            if name in _NOT_UNDONE or name.startswith(("search_", "list_", "alembic")):
                continue
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})")]
            kept = ", ".join(f'"{c}"' for c in columns if c not in _READING)
            found[name] = sorted(
                connection.execute(f"SELECT {kept} FROM {name}").fetchall(), key=repr
            )
    return found


def keep(history: History, *texts: str, tags: tuple[str, ...] = ()) -> list[int]:
    """Keep articles without a step, as if they had been there for long; "Title|text" each."""
    drafts = []
    for text in texts:
        title, _, body = text.partition("|")
        html = "".join(f"<p>{line}</p>" for line in (body or f"The text of {title}.").splitlines())
        source = Source(f"{title}\n{body}".encode(), f"{title}.html", f"/tmp/{title}.html")
        drafts.append(Draft(title, html, source, "test/1", "text/html", tags=tags))
    return [added.article_id for added in history.write(articles.add_many, drafts)]


def _nothing(_history: History) -> None:
    """Leave the library empty."""


@pytest.fixture
def collected() -> Iterator[None]:
    """Collects what a window leaves, which is garbage in cycles that would stay for long.

    Postil freezes what it has loaded, and with it the window, which is the only one there. Here
    the windows are many, so what is left is frozen when one has gone.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        yield
    gc.collect()
    gc.freeze()


@pytest.fixture
def journey(
    qtbot: QtBot, data_dir: Path, put_filled: PutFilled, collected: None
) -> Iterator[Journey]:
    """A person in front of an empty library without starter articles; nothing is open yet.

    Notes are saved after a moment.
    """
    journey = Journey(qtbot, data_dir, put_filled)
    journey.fill(_nothing)
    # Its own, for what a test patches is to be as it was before the window closes.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(note_autosave, "SAVE_AFTER", 50)
        patch.setattr(note_autosave, "SAVE_WITHIN", 200)
        yield journey
        journey.stop()


@pytest.fixture
def first_journey(
    qtbot: QtBot, data_dir: Path, put_filled: PutFilled, collected: None
) -> Iterator[Journey]:
    """A person who has never started Postil."""
    journey = Journey(qtbot, data_dir, put_filled)
    yield journey
    journey.stop()


@pytest.fixture
def wire_file(tmp_path: Path) -> Path:
    """An article in the shape news wires have."""
    file = tmp_path / "wire.txt"
    file.write_text(WIRE, "utf-8")
    return file
