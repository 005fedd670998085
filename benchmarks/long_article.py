"""Keys on an article of 100,000 words with 1,000 highlights, and how long the window is busy.

Run as a program: ``python -m benchmarks.long_article LIBRARY RUNS`` writes the series to standard
output as JSON. Postil's real window and a bare text browser on the same document take turns. Every
turn of the event loop is timed: the longest is what a person's next key may have to wait for.
"""

import gc
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication, QTextBrowser, QWidget

from reader.commands.context import Pane
from reader.core.generators import at_once
from reader.core.models import View
from reader.core.query.query_parser import parse
from reader.operations import tags
from reader.services import Services
from reader.ui.overlays.overlay import open_overlay
from reader.ui.reading.layout.document_builder import DocumentBuilder
from reader.ui.style.reading_typography import Typography
from reader.ui.style.theme import (
    apply_theme_setting,
    current_theme,
    load_theme,
)
from reader.ui.window.main_window import MainWindow
from reader.ui.window.startup.application import make_application

SIZE = (1380, 860)
QUIET = 0.2  # seconds of short turns after which a window counts as at rest
SHORT = 0.0015  # seconds; a longer turn is work
PATIENCE = 90.0
# On a busy machine the time the main thread has run says more: argument "cpu".
CLOCK = time.thread_time if "cpu" in sys.argv else time.perf_counter
CTRL, ALT, SHIFT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass(slots=True)
class Series:
    """What one action took, time after time, beside the bare browser's move; in milliseconds."""

    name: str
    postil: list[float] = field(default_factory=list)  # from the key until it is painted
    bare: list[float] = field(default_factory=list)
    longest: list[float] = field(default_factory=list)  # turn of the event loop, until at rest
    kept: list[float] = field(default_factory=list)  # from the key until it is in the library


class PaintWatch(QObject):
    """Tells when a window has painted what it was asked to."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._is_done: Callable[[], bool] | None = None
        self.at: float | None = None
        window.installEventFilter(self)

    def wait_for(self, is_done: Callable[[], bool]) -> None:
        """Note the end of the first painting at which this holds."""
        self._is_done, self.at = is_done, None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Paint here and now, so that the end of it is known."""
        if event.type() != QEvent.Type.UpdateRequest or self._is_done is None:
            return False
        watched.event(event)
        now = CLOCK()  # before it is asked: looking takes time, too
        if self.at is None and self._is_done():
            self.at = now
        return True


class Stand:
    """Both windows, taken in turn."""

    def __init__(self, qt: QApplication, library: Path) -> None:
        self.qt = qt
        self.app = Services.open(library)
        apply_theme_setting(self.app.settings)
        self.book = max(
            self.app.queries.article_ids(View.ALL),
            key=lambda one: self.app.queries.article(one).annotation_count,
        )
        self.longest = max(
            self.app.queries.article_ids(View.ALL),
            key=lambda one: self.app.queries.article(one).word_count,
        )
        others = self.app.queries.article_ids(View.ALL, parse("title:Article"))
        self.other = next(one for one in others if one != self.book)
        self.app.history.warm_up()
        self.app.history.write(tags.bind_slot, 1, "method")
        self.began = 0.0
        self.kept_at: float | None = None
        self.app.history.subscribe(self._note_kept)  # the first to hear, before the window
        self.window = MainWindow(self.app)
        self.window.resize(*SIZE)
        self.window.show()
        gc.freeze()  # as the program does
        self.painted = PaintWatch(self.window)
        self.rest()
        self.open(self.book)
        self.bare = self._make_bare()
        self.bare_painted = PaintWatch(self.bare)

    def _note_kept(self, _changed: object) -> None:
        self.kept_at = self.kept_at or CLOCK()

    def _make_bare(self) -> QTextBrowser:
        """A text browser of the pane's size on a document built just like the pane's."""
        pane = self.window.reading_pane
        page = pane.page
        assert page is not None
        browser = QTextBrowser()
        browser.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        builder = DocumentBuilder(current_theme(), Typography())
        document = QTextDocument(browser)
        built = at_once(builder.build_steps(page.text, page.header, {}, 600, 40, document))
        browser.setDocument(built.document)
        browser.resize(pane.size())
        browser.show()
        self.rest()
        self.window.activateWindow()
        self.rest()
        self.window.panes.focus_pane(Pane.READING)
        return browser

    def close(self) -> None:
        """Put all away."""
        self.bare.close()
        self.window.close()
        self.rest()
        self.app.close()

    # -- the event loop ------------------------------------------------------------------------

    def turn(self) -> float:
        """One turn of the event loop; the seconds it took."""
        began = CLOCK()
        self.qt.processEvents()
        return CLOCK() - began

    def rest(self) -> float:
        """Turn until nothing long has happened for a while; the longest turn in seconds."""
        longest, last = 0.0, time.perf_counter()
        end = last + PATIENCE
        while (now := time.perf_counter()) - last < QUIET and now < end:
            took = self.turn()
            longest = max(longest, took)
            if took > SHORT:
                last = time.perf_counter()
            time.sleep(0.0005)
        return longest

    def open(self, article_id: int) -> None:
        """Open an article and wait until all of it is there."""
        self.window.articles.reveal(article_id)
        self.rest()
        self.window.panes.focus_pane(Pane.READING)
        self.rest()

    def time(
        self,
        watch: PaintWatch,
        begin: Callable[[], object],
        is_done: Callable[[], bool],
    ) -> tuple[float, float]:
        """Milliseconds until it is painted, and of the longest turn until all is at rest."""
        watch.wait_for(is_done)
        self.kept_at = None
        began = self.began = CLOCK()
        begin()
        longest = CLOCK() - began
        while watch.at is None:
            longest = max(longest, self.turn())
            if CLOCK() - began > PATIENCE:
                raise RuntimeError("an action was never painted")
        longest = max(longest, self.rest())
        return (watch.at - began) * 1000, longest * 1000

    def bare_move(self) -> float:
        """The bare browser's cursor put into the next paragraph, and all of it painted."""
        cursor = self.bare.textCursor()

        def move() -> None:
            cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
            self.bare.setTextCursor(cursor)
            self.bare.viewport().update()

        return self.time(self.bare_painted, move, lambda: True)[0]

    def act(
        self,
        series: Series,
        begin: Callable[[], object],
        is_done: Callable[[], bool],
        *,
        counts: bool,
    ) -> None:
        """Take the bare browser's turn and Postil's."""
        bare = self.bare_move()
        took, longest = self.time(self.painted, begin, is_done)
        if counts:
            series.bare.append(bare)
            series.postil.append(took)
            series.longest.append(longest)
            if self.kept_at is not None and "highlight" in series.name:
                series.kept.append((self.kept_at - self.began) * 1000)


def key(code: Qt.Key, text: str = "", modifiers: Qt.KeyboardModifier = PLAIN) -> None:
    """Put a key press and its release into the queue, for what has the keyboard."""
    target = QApplication.focusWidget()
    assert target is not None
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.postEvent(target, QKeyEvent(kind, code, modifiers, text))


def measure(stand: Stand, runs: int) -> list[Series]:  # noqa: C901 - one after another
    """Every action, ``runs`` times each."""
    window = stand.window
    pane, desk = window.reading_pane, window.reading
    series: dict[str, Series] = {}
    counts = False

    def act(
        name: str, begin: Callable[[], object], state: Callable[[], Any], wanted: Any = ...
    ) -> None:
        """``state`` is another, or the one wanted, once it is done."""
        one = series.setdefault(name, Series(name))
        before = state()
        is_done = (lambda: state() != before) if wanted is ... else (lambda: state() == wanted)
        stand.act(one, begin, is_done, counts=counts)

    def press(name: str, state: Callable[[], Any], *what: Any, wanted: Any = ...) -> None:
        act(name, lambda: key(*what), state, wanted)

    def passage() -> object:
        return pane.passage

    def seen() -> int:
        """How much of the passage's first line is in a highlight's colour, in the screen's pixels."""
        rect = pane.passage_rect().toRect() & pane.viewport().geometry()
        spot = pane.mapTo(window, rect.topLeft())
        shot = window.screen().grabWindow(window.winId(), spot.x(), spot.y() + 5, rect.width(), 1)
        image = shot.toImage()
        tints = {QColor(tint).rgb() for tint in current_theme().highlights.values()}
        return sum(image.pixel(x, 0) in tints for x in range(image.width()))

    def picker() -> bool:
        return type(open_overlay(window)).__name__ == "TagPicker"

    def finding() -> int:
        return len(pane._found)

    def scrolled() -> int:
        return pane.verticalScrollBar().value()

    def go_to_unmarked() -> None:
        """On to a sentence on which a new highlight is to be seen."""
        while pane.passage and pane.is_marked(*pane.document_range(pane.passage.span)):
            key(Qt.Key.Key_Period, ".")
            stand.rest()

    for run in range(-1, runs):
        counts = run >= 0
        passages = pane.passages
        assert passages is not None
        middle = len(passages.paragraphs) * (2 * max(run, 0) + 1) // (2 * runs)
        pane.set_passage(passages.at(passages.paragraphs[middle][0]), is_jump=True)
        stand.rest()
        for _time in range(3):
            press("`j`: the next paragraph tinted", passage, Qt.Key.Key_J, "j")
            press("`.`: the next sentence tinted", passage, Qt.Key.Key_Period, ".")
        go_to_unmarked()
        press("`h`: the highlight painted", seen, Qt.Key.Key_H, "h")
        press("Ctrl+Z: the highlight gone", seen, Qt.Key.Key_Z, "", CTRL)
        press("`.`: the next sentence tinted", passage, Qt.Key.Key_Period, ".")
        go_to_unmarked()
        press("`1`: highlighted with a tag, painted", seen, Qt.Key.Key_1, "1")
        key(Qt.Key.Key_Z, "", CTRL)
        stand.rest()
        for _time in range(3):
            press("`t`: the tag picker open", picker, Qt.Key.Key_T, "t", wanted=True)
            key(Qt.Key.Key_Escape)
            stand.rest()
        for _time in range(3):
            press("Alt+Down: the next highlight", passage, Qt.Key.Key_Down, "", ALT)
        act(
            "A wheel's step",
            lambda: pane.verticalScrollBar().setValue(pane.verticalScrollBar().value() + 120),
            scrolled,
        )
        act("Space: a page on", lambda: key(Qt.Key.Key_Space, " "), scrolled)
        key(Qt.Key.Key_F, "", CTRL)
        stand.rest()
        press("A letter to find, many places", finding, Qt.Key.Key_M, "m")
        key(Qt.Key.Key_Backspace)
        key(Qt.Key.Key_Escape)
        stand.rest()
        resting = (False,)
        act(
            "The window made narrower",
            lambda: window.resize(SIZE[0] - 160, SIZE[1]),
            lambda: (pane.is_laying_out, window.width()),
            (*resting, SIZE[0] - 160),
        )
        window.resize(*SIZE)
        stand.rest()
        theme = "dark" if run % 2 else "light"

        def dress(theme: str = theme) -> None:
            stand.app.settings.set(theme=theme)
            window.frontend.apply_settings()

        act(
            "Another theme",
            dress,
            lambda: (pane.is_laying_out, current_theme().name),
            (*resting, load_theme(theme).name),
        )
        step = "text.larger" if run % 2 else "text.smaller"
        size = pane._typography.size + (1 if run % 2 else -1)
        act(
            "Larger letters",
            lambda step=step: window.run(step),  # type: ignore[misc]
            lambda: (pane.is_laying_out, pane._typography.size),
            (*resting, size),
        )
        for name, number in (("The article", stand.book), ("A text of 5 MB", stand.longest)):
            if number == stand.longest and run:
                continue  # it takes long, and once is enough to see a turn that is too long
            stand.open(stand.other)
            act(
                f"{name} opened",
                lambda number=number: window.articles.reveal(number),  # type: ignore[misc]
                lambda: (pane.is_laying_out, pane.page.article_id if pane.page else 0),
                (*resting, number),
            )
        stand.open(stand.book)
    assert desk.article is not None
    return list(series.values())


def main() -> None:
    """Measure all and write it to standard output."""
    library, runs = Path(sys.argv[1]), int(sys.argv[2])
    qt = make_application([])
    stand = Stand(qt, library)
    try:
        series = measure(stand, runs)
    finally:
        stand.close()
    print(
        json.dumps(
            [
                {
                    "name": s.name,
                    "postil": s.postil,
                    "bare": s.bare,
                    "longest": s.longest,
                    "kept": s.kept,
                    "has_goal": s.name.startswith(("`", "Alt")),
                }
                for s in series
            ]
        )
    )


if __name__ == "__main__":
    main()
