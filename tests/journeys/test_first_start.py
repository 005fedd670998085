"""The first start: a library worth opening, whose starter articles stay away once removed."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from reader import paths
from reader.core.article_source import Source
from reader.core.errors import LibraryLocked
from reader.operations import adding, starter_articles
from reader.operations.adding import AddReport
from reader.operations.draft_preparation import PreparedDraft
from reader.operations.history import History
from reader.ui.style.font_coverage import cjk_advice, have_faces
from reader.ui.tasks.file_tasks import AddTask
from tests.conftest import PutFilled
from tests.journeys.conftest import Journey, keep
from tests.test_seeds import TITLES


@pytest.fixture
def in_order(qapp: QApplication) -> list[str]:
    """The titles of the starters that the fonts of this machine can show."""
    seeds = paths.seeds()
    names = [name for name in sorted(TITLES) if have_faces((seeds / name).read_text("utf-8"))]
    return [TITLES[name] for name in names]


def test_starters_in_order_welcome_on_top_and_open(
    first_journey: Journey, in_order: list[str]
) -> None:
    journey = first_journey
    journey.start()
    journey.wait(lambda: journey.app.queries.meta("starters") == "1")
    assert journey.titles == in_order
    assert journey.window.windowTitle() == f"{in_order[0]} — Postil"
    # A person has done nothing, so nothing is told but which fonts this machine lacks.
    assert journey.toasts == [advice for advice in [cjk_advice()] if advice]
    journey.press("z")
    assert journey.toast == "Nothing to undo."
    journey.restart()
    assert journey.titles == in_order
    assert not journey.window.work._has_starters_to_come


def test_emptied_from_the_trash_they_stay_away(first_journey: Journey, in_order: list[str]) -> None:
    journey = first_journey
    journey.start()
    journey.wait(lambda: journey.app.queries.meta("starters") == "1")
    journey.press("g i * a #")
    assert journey.toast == f"{len(in_order)} articles moved to the trash"
    assert journey.titles == []
    assert journey.window.windowTitle() == "Postil"
    journey.press("Ctrl+K")
    journey.type("empty the")
    journey.press("Enter 1")  # keep them
    journey.press("g x")
    assert len(journey.titles) == len(in_order)
    journey.press("Ctrl+K")
    journey.type("empty the")
    journey.press("Enter 2")
    journey.wait(lambda: journey.toast == "The trash is empty.")
    assert journey.titles == []
    journey.restart()
    assert not journey.window.work._has_starters_to_come
    journey.press("g i z")
    assert journey.titles == []
    assert journey.app.queries.counts().trash == 0


def mine(history: History) -> None:
    keep(history, "Mine|My own text.")


def test_a_library_that_was_filled_by_the_command_line_gets_none(
    first_journey: Journey, data_dir: Path, put_filled: PutFilled
) -> None:
    put_filled(paths.library_file(data_dir), mine)
    first_journey.start()
    assert not first_journey.window.work._has_starters_to_come
    assert first_journey.titles == ["Mine"]


def test_closed_too_soon_the_rest_come_next_time(
    first_journey: Journey, in_order: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = first_journey
    really_read = adding.read
    files = [file for file in starter_articles.files() if have_faces(file.read_text("utf-8"))]

    def read(item: Path | Source, *arguments: Any) -> PreparedDraft | AddReport:
        if item == files[3]:
            journey.window.work._tasks[0].cancel()  # as closing the window does
        return really_read(item, *arguments)

    monkeypatch.setattr(adding, "read", read)
    monkeypatch.setattr(starter_articles, "remember", lambda _history: None)
    journey.start()
    journey.wait(lambda: len(journey.titles) == 4 and not journey.window.work._tasks)
    monkeypatch.undo()
    first = journey.titles[0]
    journey.press("g i #")
    journey.restart()
    journey.wait(lambda: journey.app.queries.meta("starters") == "1")
    assert journey.titles == [title for title in in_order if title != first]


def test_a_persons_own_article_comes_in_though_the_starters_failed(
    first_journey: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = first_journey

    def refuse(_task: AddTask) -> list[AddReport]:
        raise LibraryLocked("Another program is writing.")

    with monkeypatch.context() as patched:
        patched.setattr(AddTask, "_read_all", refuse)
        journey.start()
        journey.wait(lambda: journey.toast == "Another program is writing.")
    journey.window.work.add([Source(b"Mine\n\nMy own text.\n", "mine.txt", "drop", "text/plain")])
    journey.wait(lambda: journey.titles == ["Mine"])
