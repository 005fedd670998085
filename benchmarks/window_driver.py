"""Drives the real window without a screen: runs commands by their ids and answers what they ask.

Nothing leaves the machine: commands that fetch, print, speak or close the window are left out, and
files are chosen in a folder of its own.
"""

import gc
import os
import random
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QThreadPool
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from benchmarks.make_library import make_library
from reader.commands.catalogue import CATALOGUE
from reader.commands.command import Command
from reader.commands.command_runner import missing
from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.operations import starter_articles
from reader.services import Services
from reader.ui.overlays.command_palette import home_page
from reader.ui.overlays.overlay import Overlay, open_overlay
from reader.ui.style.theme import apply_theme_setting
from reader.ui.tasks.garbage_collection import GarbageCollector
from reader.ui.window.main_window import MainWindow
from reader.ui.window.startup.application import make_application

SIZE = (1380, 860)
PATIENCE = 900.0  # seconds, in which a library of any size is read through
_QUIET_TURNS = 4  # without work, after which the window is at rest
_SHORT = 0.002  # seconds; a longer turn is work
_LETTERS = "etaoinshrd"

APART = frozenset(
    # what ends the window, or puts another library in the place of this one
    "quit backups.restore library.repair"
    # what asks other machines, a printer or a loudspeaker
    " add.address article.reload fetch.pictures feed.add feed.add_site feed.refresh feed.refresh_this"
    " feed.content article.print browser.receive speech.toggle speech.stop speech.faster"
    " speech.slower speech.voice"
    # what puts the window into another language, in which the counts are others
    " view.language".split()
)
COMMANDS: tuple[Command, ...] = tuple(one for one in CATALOGUE if one.id not in APART)


def isolate(home: Path) -> None:
    """Lets this process keep its files in an empty folder, and draw without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(home)
    os.environ.pop("POSTIL_DATA_DIR", None)


class WindowDriver:
    """A window, and the hands of a person who answers by chance."""

    def __init__(self, library: Path, files: Path, seed: int = 0) -> None:
        """``files`` is a folder for what is written, with what can be chosen to be read."""
        self.chance = random.Random(seed)
        self.files = files
        self.around_turn: Callable[[], AbstractContextManager[None]] = nullcontext
        self.qt = QApplication.instance() or make_application([])
        self.app = Services.open(library)
        starter_articles.remember(self.app.history)
        self.app.database.check()
        apply_theme_setting(self.app.settings)
        self._stay_inside()
        self.window = MainWindow(self.app)
        self.window.resize(*SIZE)
        self.window.show()
        self.window.activateWindow()
        gc.freeze()  # and collected on the main thread only: as the program does
        GarbageCollector(self.window).start()
        self.window.start_background_work()
        self.window.backups.stop()  # the first files of 20,000 articles take minutes to write
        self.app.history.warm_up()
        self.rest()

    def close(self) -> None:
        """Closes window and library."""
        self.window.close()
        self.rest()
        self.window.deleteLater()
        self.turn()
        self.app.close()

    def _stay_inside(self) -> None:
        """Chooses files without a dialog, and opens nothing outside."""
        written = self.files / "written"
        written.mkdir(exist_ok=True)

        def choose(*_question: object, **_options: object) -> tuple[list[str], str]:
            offered = sorted(path for path in self.files.iterdir() if path.is_file())
            return [str(path) for path in self.chance.sample(offered, min(1, len(offered)))], ""

        QFileDialog.getOpenFileNames = staticmethod(choose)  # type: ignore[method-assign]
        QFileDialog.getExistingDirectory = staticmethod(  # type: ignore[method-assign]
            lambda *_question, **_options: str(written)
        )
        QFileDialog.getSaveFileName = staticmethod(  # type: ignore[method-assign]
            lambda *question, **_options: (str(written / Path(str(question[2])).name), "")
        )
        QDesktopServices.openUrl = staticmethod(lambda _url: True)  # type: ignore[method-assign]

    # -- time --------------------------------------------------------------------------------------

    def turn(self) -> float:
        """One turn of the event loop; the seconds it took."""
        began = time.perf_counter()
        with self.around_turn():
            self.qt.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return time.perf_counter() - began

    def rest(self) -> None:
        """Lets the window go on until neither it nor a worker has anything to do."""
        quiet, end = 0, time.perf_counter() + PATIENCE
        while quiet < _QUIET_TURNS:
            took = self.turn()
            quiet = 0 if took > _SHORT or self._is_at_work() else quiet + 1
            if time.perf_counter() > end:
                raise RuntimeError("the window does not come to rest")
            if quiet:
                time.sleep(0.001)

    def _is_at_work(self) -> bool:
        queue = self.window.frontend.queue
        pools = [QThreadPool.globalInstance(), *self.window.findChildren(QThreadPool)]
        return not queue.is_idle or any(pool.activeThreadCount() for pool in pools)

    def can_run(self, command: Command, *, is_needy: bool = True) -> bool:
        """Whether the palette would offer a command here, or list it with what it lacks."""
        context = self.window.frontend.context()
        if home_page(command, context.pane) is not None:
            return False
        return not is_needy or not missing(command, context, present_keys())

    # -- hands -------------------------------------------------------------------------------------

    def run(self, name: str) -> None:
        """Runs a command, which is a turn of its own."""
        with self.around_turn():
            self.window.run(name)
        self.turn()

    def key(self, code: Qt.Key, text: str = "") -> None:
        """Presses a key at what has the keyboard."""
        target = QApplication.focusWidget()
        if target is None:
            self.window.activateWindow()
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.postEvent(
                target, QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, text)
            )
        self.turn()

    def type(self, text: str) -> None:
        """Types a text at what has the keyboard."""
        for letter in text:
            self.key(Qt.Key(ord(letter.upper())), letter)

    @property
    def question(self) -> Overlay | QWidget | None:
        """What is open over the window and waits for a person."""
        modal = QApplication.activeModalWidget()
        return open_overlay(self.window) or (modal if modal is not self.window else None)

    @property
    def is_typing(self) -> bool:
        """Whether what has the keyboard takes letters as text."""
        widget = QApplication.focusWidget()
        is_field = isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit)
        return is_field and widget is not None and not widget.property("readOnly")

    def answer(self, *, is_willing: bool = True) -> None:
        """Answers what was asked with whatever comes first, or turns away."""
        for _question in range(4):
            if self.question is None:
                break
            if is_willing:
                if self.is_typing and self.chance.random() < 0.7:
                    self.type("".join(self.chance.choices(_LETTERS, k=2)))
                for _step in range(self.chance.randint(0, 3)):
                    self.key(Qt.Key.Key_Down)
                self.key(Qt.Key.Key_Return, "\r")
            if self.question is not None:
                self.key(Qt.Key.Key_Escape)
        while (left := self.question) is not None:
            left.dismiss() if isinstance(left, Overlay) else left.close()
            self.turn()

    def go_home(self) -> None:
        """Back to the list of all articles, with nothing open and nothing narrowed."""
        self.answer(is_willing=False)
        for _time in range(3):
            self.key(Qt.Key.Key_Escape)
        self.window.run("go.all")
        self.window.list_pane.set_query("")
        self.window.panes.focus_pane(Pane.LIST)
        self.rest()


def write_samples(folder: Path) -> None:
    """Writes files that can be added."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("one", "two"):
        (folder / f"{name}.txt").write_text(f"{name.title()}\n\nWhat {name} has to say.\n", "utf-8")


@contextmanager
def driven_window(library: Path | None, articles: int, seed: int = 0) -> Iterator[WindowDriver]:
    """Drives a window on a copy of a data folder, or on a library that is made with so many articles."""
    with tempfile.TemporaryDirectory(prefix="postil-driven-") as temporary:
        folder = Path(temporary)
        isolate(folder / "home")
        if library:
            shutil.copytree(library, folder / "library")
        else:
            make_library(folder / "library", articles)
        write_samples(folder / "files")
        with closing(WindowDriver(folder / "library", folder / "files", seed)) as driver:
            yield driver
