"""Changes of many rows: the window goes on, what is pressed next waits for them, nothing is lost."""

import threading

import pytest

from reader.app import App
from reader.core.errors import LibraryLocked
from reader.library import queries_of_steps
from reader.operations import articles
from reader.operations.history import History
from tests.journeys.conftest import Journey, keep

COUNT = 30


@pytest.fixture
def starred(journey: Journey, library: App, monkeypatch: pytest.MonkeyPatch) -> Journey:
    """More articles have got a star at once than are taken back while a key waits."""
    monkeypatch.setattr(queries_of_steps, "MANY_ROWS", 20)
    numbers = keep(library, *(f"T{n}|Text number {n} is here." for n in range(COUNT)))
    library.history.do("Star", articles.set_starred, numbers, True)
    journey.start()
    return journey


def stars(journey: Journey) -> int:
    return journey.app.queries.counts().starred


def test_many_rows_come_back_while_the_window_goes_on(starred: Journey) -> None:
    full = starred.tables()
    starred.press("z")
    assert starred.window.frontend.aside.is_writing
    starred.wait(lambda: starred.toast == "Undone: Star")
    assert stars(starred) == 0
    empty = starred.tables()
    for _ in range(2):
        starred.press("Shift+Z")
        starred.wait(lambda: starred.toast == "Done again: Star")
        assert starred.tables() == full
        starred.press("z")
        starred.wait(lambda: starred.toast == "Undone: Star")
        assert starred.tables() == empty


def test_few_rows_come_back_at_once(starred: Journey) -> None:
    starred.press("s")
    assert stars(starred) == COUNT - 1
    starred.press("z")
    assert not starred.window.frontend.aside.is_writing
    assert stars(starred) == COUNT


def test_what_is_pressed_next_comes_after_it(starred: Journey) -> None:
    starred.press("z s")
    assert not starred.window.frontend.aside.is_writing
    assert stars(starred) == 1
    starred.press("z z")
    assert stars(starred) == 0
    assert starred.toast == "Nothing to undo."


def test_closing_waits_for_it(starred: Journey) -> None:
    starred.press("z")
    starred.stop()
    starred.start()
    assert stars(starred) == 0
    starred.press("Shift+Z")
    starred.wait(lambda: stars(starred) == COUNT)


def test_what_takes_long_is_told_to_be_under_way(starred: Journey) -> None:
    go_on = threading.Event()
    answers: list[int] = []

    def slowly(history: History) -> int:
        go_on.wait(5)
        history.undo()
        return 7

    starred.window.frontend.write_aside("Working", slowly, answers.append)
    assert starred.toasts == []
    starred.wait(lambda: starred.toasts == ["Working"])
    assert answers == []
    go_on.set()
    starred.wait(lambda: answers == [7])
    assert starred.toasts == []
    assert stars(starred) == 0


def test_why_it_did_not_work_is_told(starred: Journey) -> None:
    def refused(_history: History) -> None:
        raise LibraryLocked("Another program is writing.")

    starred.window.frontend.write_aside("Working", refused, lambda _none: None)
    starred.wait(lambda: starred.toast == "Another program is writing.")
    assert not starred.window.frontend.aside.is_writing
    assert stars(starred) == COUNT
