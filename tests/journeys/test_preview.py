"""A highlight is on the screen before it is written, and gone again when it cannot be."""

import errno
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from reader.core.errors import LibraryError
from reader.core.models import Color
from reader.library.database import Database
from reader.library.write_connection import WriteConnection
from reader.operations import color_tags, tags
from reader.operations.history import History
from reader.ui.reading.optimistic_highlight import PREVIEW
from reader.ui.style.theme import current_theme
from tests.journeys.conftest import Journey, keep

TEXT = "First sentence. Second sentence. Third sentence."


def one(history: History) -> None:
    history.write(tags.bind_slot, 1, "method")
    history.write(color_tags.set_color_of_tag, "method", "blue")
    keep(history, f"Mine|{TEXT}")


@pytest.fixture
def shelf(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> Journey:
    """One article, read by sentences; its slot 1 is a blue tag. Others are waited for shortly."""
    journey.fill(one)
    monkeypatch.setattr(Database, "open", partial(Database.open, timeout=0.1))
    journey.start()
    journey.press("Enter .")
    QApplication.processEvents()
    return journey


def colors_on_screen(journey: Journey) -> set[Color]:
    """The colours of highlights seen on the passage: in the pixels of the screen, not asked for."""
    window, pane = journey.window, journey.window.reading_pane
    rect = pane.passage_rect().toRect()
    corner = pane.mapTo(window, rect.topLeft())
    image = window.screen().grabWindow(window.winId()).toImage()
    row = [image.pixelColor(corner + QPoint(x, 3)).name() for x in range(2, rect.width() - 2)]
    tints = {QColor(tint).name(): color for color, tint in current_theme().highlights.items()}
    return {tints[name] for name in row if name in tints}


def watch_writing(
    monkeypatch: pytest.MonkeyPatch, look: Callable[[], object], then: Exception | None = None
) -> list[object]:
    """Look at the beginning of each transaction, and let it fail if told."""
    seen: list[object] = []
    run = WriteConnection.run

    def watched(self: WriteConnection, *args: Any) -> Any:
        seen.append(look())
        if then is not None:
            raise then
        return run(self, *args)

    monkeypatch.setattr(WriteConnection, "run", watched)
    return seen


def test_a_highlight_is_seen_before_it_is_written(
    shelf: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert colors_on_screen(shelf) == set()
    seen = watch_writing(monkeypatch, lambda: colors_on_screen(shelf))
    for key, color in (("h", Color.YELLOW), ("1", Color.BLUE), ("Alt+2", Color.GREEN)):
        seen.clear()
        shelf.press(key)
        assert seen == [{color}]
        (one,) = shelf.app.queries.annotations(shelf.number("Mine"))
        assert one.color is color
        pane = shelf.window.reading_pane
        assert pane._highlights.get(PREVIEW) is None
        assert pane._highlights.get(one.id) is not None
        assert len(pane._highlights) == 1
        QApplication.processEvents()
        assert colors_on_screen(shelf) == {color}
        shelf.press("Ctrl+Z")
        QApplication.processEvents()
        assert colors_on_screen(shelf) == set()


def test_what_cannot_be_written_is_taken_off_the_screen(
    shelf: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = LibraryError("The disk is full.")
    seen = watch_writing(monkeypatch, lambda: colors_on_screen(shelf), reason)
    shelf.press("h")
    assert seen == [{Color.YELLOW}]
    assert shelf.toasts == [str(reason)]
    assert len(shelf.window.reading_pane._highlights) == 0
    QApplication.processEvents()
    assert colors_on_screen(shelf) == set()


def test_a_locked_library_leaves_no_mark(shelf: Journey) -> None:
    with closing(sqlite3.connect(shelf.app.database.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        shelf.press("h")
    assert len(shelf.toasts) == 1
    QApplication.processEvents()
    assert colors_on_screen(shelf) == set()
    shelf.press("h")
    QApplication.processEvents()
    assert colors_on_screen(shelf) == {Color.YELLOW}


def test_a_bug_while_writing_leaves_no_mark(
    shelf: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch_writing(monkeypatch, lambda: None, OSError(errno.EIO, "no such luck"))
    with pytest.raises(OSError, match="no such luck"):
        shelf.window.run("highlight")
    assert len(shelf.window.reading_pane._highlights) == 0


def test_a_page_over_the_text_or_another_article_shows_no_mark(shelf: Journey) -> None:
    reading = shelf.window.reading
    with reading.preview(shelf.number("Mine") + 1, 0, 5, Color.RED):
        assert len(shelf.window.reading_pane._highlights) == 0
