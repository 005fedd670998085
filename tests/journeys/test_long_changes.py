"""Changes of many rows: the window goes on, what is pressed next waits for them, nothing is lost."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from reader.core.errors import LibraryLocked
from reader.core.models import View
from reader.core.tags.tag_names import ARTICLES
from reader.core.tags.tag_renaming import Way
from reader.library import write_connection
from reader.library.queries import undo_history
from reader.library.unit_of_work import Unit
from reader.library.write_connection import WriteConnection
from reader.operations import articles, tag_editing, tags
from reader.operations.history import History
from reader.ui.tasks import task_queue
from tests.journeys.conftest import Journey, keep
from tests.journeys.test_tags import page as tags_page
from tests.journeys.test_tags import tagged

COUNT = 30


def _star(history: History) -> None:
    numbers = keep(history, *(f"T{n}|Text number {n} is here." for n in range(COUNT)))
    history.do("Star", articles.set_starred, numbers, True)


@pytest.fixture
def starred(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> Journey:
    """More articles have got a star at once than are taken back while a key waits."""
    monkeypatch.setattr(undo_history, "MANY_ROWS", 20)
    journey.fill(_star)
    journey.start()
    return journey


def stars(journey: Journey) -> int:
    return journey.app.queries.counts().starred


@contextmanager
def _workers_held() -> Iterator[None]:
    """Lets no worker change anything before the block ends, however fast the machine is."""
    go_on = threading.Event()

    def later(change: Any) -> Any:
        def run(history: History, *args: Any, **named: Any) -> Any:
            if threading.current_thread() is not threading.main_thread():
                go_on.wait(10)
            return change(history, *args, **named)

        return run

    with pytest.MonkeyPatch.context() as patch:
        for name in ("do", "undo", "redo"):
            patch.setattr(History, name, later(getattr(History, name)))
        try:
            yield
        finally:
            go_on.set()


def test_many_rows_come_back_while_the_window_goes_on(starred: Journey) -> None:
    full = starred.tables()
    with _workers_held():
        starred.press("z")
        assert starred.toast != "Undone: Star"
    starred.wait(lambda: starred.toast == "Undone: Star")
    assert stars(starred) == 0
    empty = starred.tables()
    for _ in range(2):
        starred.press("Shift+Z")
        starred.wait(lambda: starred.toast == "Redone: Star")
        assert starred.tables() == full
        starred.press("z")
        starred.wait(lambda: starred.toast == "Undone: Star")
        assert starred.tables() == empty


def test_few_rows_come_back_at_once(starred: Journey) -> None:
    starred.press("s")
    assert stars(starred) == COUNT - 1
    starred.press("z")
    assert starred.toast == "Undone: Remove the star"
    assert stars(starred) == COUNT


def test_what_is_pressed_next_comes_after_it(starred: Journey) -> None:
    with _workers_held():
        starred.press("z s")
        assert stars(starred) == COUNT
        assert "runs when “Undoing” is done" in starred.toast
    starred.wait(lambda: stars(starred) == 1)
    starred.press("z z")
    assert stars(starred) == 0
    assert starred.toast == "Nothing to undo."


def test_undo_and_redo_wait_behind_an_undo(starred: Journey) -> None:
    with _workers_held():
        starred.press("z")
        starred.press("Shift+Z z")
        assert "“Redo” is not done" in starred.toast  # undo takes back what waits, and no more
        starred.press("z")
        assert "“Undo” runs when “Undoing” is done" in starred.toast
    starred.wait(lambda: starred.toast == "Nothing to undo.")
    assert stars(starred) == 0


def test_closing_does_what_waits_behind_a_worker(starred: Journey) -> None:
    starred.press("z s")
    starred.restart()
    assert stars(starred) == 1


def test_many_articles_are_filed_while_the_window_goes_on(
    starred: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task_queue, "MANY_ROWS", 20)
    with _workers_held():
        starred.press("* a l")
        assert starred.app.queries.article_ids(View.LATER) == []
        starred.press("s")
        assert "runs when “Keep for later” is done" in starred.toast
    starred.wait(lambda: stars(starred) == 0)
    assert len(starred.app.queries.article_ids(View.LATER)) == COUNT
    undone = [starred.app.history.undo() for _time in range(2)]
    assert [step.label for step in undone if step] == ["Remove the star", "Keep for later"]


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

    starred.window.frontend.queue.run_operation("Working", slowly, answers.append)
    assert starred.toasts == []
    starred.wait(lambda: starred.toasts == ["Working"])
    assert answers == []
    go_on.set()
    starred.wait(lambda: answers == [7])
    assert starred.toasts == []
    assert stars(starred) == 0


def test_a_worker_that_is_cancelled_leaves_all_as_it_was(
    starred: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_connection, "_LOOK_EVERY", 1)
    monkeypatch.setattr(task_queue, "TOLD_AFTER", 0)
    is_watched, go_on, has_written = threading.Event(), threading.Event(), threading.Event()
    ids = starred.app.queries.article_ids(View.ALL)
    counts: list[tuple[int, int]] = []

    def half(unit: Unit) -> None:
        is_watched.wait(10)
        articles.set_starred(unit, ids[: COUNT // 2], False)
        has_written.set()
        go_on.wait(10)
        articles.set_starred(unit, ids[COUNT // 2 :], False)

    queue = starred.window.frontend.queue
    queue.run_operation("Working", lambda history: history.do("Star", half), print, COUNT)
    assert queue._writing is not None
    queue._writing.progressed.connect(lambda done, total: counts.append((done, total)))
    is_watched.set()
    starred.wait(lambda: has_written.is_set() and "Working" in starred.toast)
    (progress,) = starred.window.toasts.shown
    QTest.mouseClick(progress.button, Qt.MouseButton.LeftButton)
    go_on.set()
    starred.wait(lambda: starred.toast == "“Working” is not done.")
    assert (stars(starred), queue.is_idle) == (COUNT, True)
    assert {total for _done, total in counts} == {COUNT}
    starred.press("s")  # what is written next goes on
    assert stars(starred) == COUNT - 1


def test_why_it_did_not_work_is_told(starred: Journey) -> None:
    def refused(_history: History) -> None:
        raise LibraryLocked("Another program is writing.")

    starred.window.frontend.queue.run_operation("Working", refused, lambda _none: None)
    starred.wait(lambda: starred.toast == "Another program is writing.")
    assert stars(starred) == COUNT
    starred.press("s")  # what is written next goes on
    assert stars(starred) == COUNT - 1


MANY = 60


def _fill(history: History) -> None:
    numbers = keep(history, *(f"T{n}|Text number {n} is here." for n in range(MANY)))
    history.write(tags.bind_slot, 1, "one", ARTICLES)
    history.write(tags.tag_articles, numbers[:1], ["other"])


@pytest.fixture
def untagged(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> Journey:
    """More articles, all selected, than are tagged while a key waits."""
    monkeypatch.setattr(task_queue, "MANY_ROWS", MANY)
    journey.fill(_fill)
    journey.start()
    journey.press("* a")
    return journey


def _count(journey: Journey, name: str) -> int:
    return next((t.article_count for t in journey.app.queries.tags() if t.name == name), 0)


def test_a_command_waits_behind_tagging_and_acts_on_what_was_chosen_then(
    untagged: Journey,
) -> None:
    with _workers_held():
        untagged.press("1 s")
        assert (stars(untagged), _count(untagged, "one")) == (0, 0)
        assert "runs when “Tag article” is done" in untagged.toast
        untagged.press("Escape j")
    untagged.wait(lambda: stars(untagged) == MANY)
    assert _count(untagged, "one") == MANY
    history = untagged.app.history
    undone = [step.label for step in (history.undo(), history.undo()) if step]
    assert undone[1] == "Tag article"
    assert (stars(untagged), _count(untagged, "one")) == (0, 0)


def test_what_waits_behind_a_worker_waits_for_the_next_too(untagged: Journey) -> None:
    untagged.press("1")
    queue = untagged.window.frontend.queue
    order: list[str] = []

    def write_first() -> None:
        queue.run_operation("First", lambda _history: None, lambda _none: order.append("first"))

    queue.queue("First", write_first)
    queue.queue("Second", lambda: order.append("second"))
    untagged.wait(lambda: len(order) == 2)
    assert order == ["first", "second"]


def test_a_command_with_a_prompt_waits_while_the_window_goes_on(untagged: Journey) -> None:
    go_on = threading.Event()
    heard: list[bool] = []
    toasts: list[str] = []

    def turn() -> None:
        toasts.append(untagged.toast)
        go_on.set()

    queue = untagged.window.frontend.queue
    queue.run_operation("Undoing", lambda _h: heard.append(go_on.wait(10)), lambda _none: None)
    timer = QTimer(interval=0, singleShot=True)
    timer.timeout.connect(turn)
    timer.start()
    untagged.window.run("article.tag")
    assert heard == [True], "the event loop had its turns meanwhile"
    assert toasts == ["“Tag the article…” runs when “Undoing” is done."]
    untagged.type("one")
    untagged.press("Enter Enter")
    untagged.wait(lambda: _count(untagged, "one") == MANY)


def test_closing_finishes_the_tagging_and_what_waits_behind_it(untagged: Journey) -> None:
    untagged.press("1 s")
    untagged.restart()
    assert (stars(untagged), _count(untagged, "one")) == (MANY, MANY)


def test_cancelled_tagging_leaves_all_as_it_was(
    untagged: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_connection, "_LOOK_EVERY", 1)
    monkeypatch.setattr(task_queue, "TOLD_AFTER", 0)
    before = untagged.tables()
    with _workers_held():
        untagged.press("1")
        untagged.wait(lambda: "Tag article" in untagged.toast)
        (progress,) = untagged.window.toasts.shown
        QTest.mouseClick(progress.button, Qt.MouseButton.LeftButton)
    untagged.wait(lambda: untagged.toast == "“Tag article” is not done.")
    assert untagged.tables() == before


@pytest.fixture
def shelf(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> Journey:
    """The page of tags, with one that more carries than is changed while a key waits."""
    monkeypatch.setattr(task_queue, "MANY_ROWS", 6)  # the tag, its uses and what carries them are 7
    journey.fill(tagged)
    journey.start()
    journey.press("g t")
    tags_page(journey).show_tag("claim")
    return journey


@pytest.mark.parametrize(
    ("key", "name", "toast", "left"),
    [
        ("m", "method", "#claim is now part of #method", {"method"}),
        ("r Ctrl+A", "method", "#claim is now part of #method", {"method"}),
        ("r Ctrl+A", "thesis", "#claim is now #thesis", {"method", "thesis"}),
        ("n", "method", "Now nested under #method", {"method", "method/claim"}),
        ("d", "", "Deleted #claim, removed from 3 highlights", {"method"}),
    ],
    ids=["merged", "renamed to a name that is taken", "renamed", "nested", "deleted"],
)
def test_a_tag_that_much_carries_is_changed_by_a_worker(
    shelf: Journey, monkeypatch: pytest.MonkeyPatch, key: str, name: str, toast: str, left: set[str]
) -> None:
    threads: list[threading.Thread] = []
    run = WriteConnection.run

    def watched(*args: Any) -> Any:
        threads.append(threading.current_thread())
        return run(*args)

    before = shelf.tables()
    monkeypatch.setattr(WriteConnection, "run", watched)
    shelf.press(key)
    if name:
        shelf.type(name)
        shelf.press("Enter")
    shelf.wait(lambda: shelf.toast == toast)
    assert threads
    assert threading.main_thread() not in threads
    assert {tag.name for tag in shelf.app.queries.tags()} == left
    shelf.app.history.undo()
    assert shelf.tables() == before


def test_a_merge_that_is_cancelled_leaves_both_tags(
    shelf: Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_connection, "_LOOK_EVERY", 1)
    monkeypatch.setattr(task_queue, "TOLD_AFTER", 0)
    go_on, has_written = threading.Event(), threading.Event()
    carry_out = tag_editing.carry_out

    def slowly(unit: Unit, ways: Sequence[Way]) -> None:
        carry_out(unit, ways)
        has_written.set()
        go_on.wait(10)

    monkeypatch.setattr(tag_editing, "carry_out", slowly)
    before = shelf.tables()
    shelf.press("m")
    shelf.type("method")
    shelf.press("Enter")
    shelf.wait(lambda: has_written.is_set() and "Merge tags" in shelf.toast)
    (progress,) = shelf.window.toasts.shown
    QTest.mouseClick(progress.button, Qt.MouseButton.LeftButton)
    go_on.set()
    shelf.wait(lambda: shelf.toast == "“Merge tags” is not done.")
    assert shelf.tables() == before
