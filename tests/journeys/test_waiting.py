"""Another program holds the library: the window goes on, and what was asked for comes in order."""

from pathlib import Path

import pytest

from reader.library.write_lock import write_lock
from reader.operations.history import History
from reader.ui.tasks import task_queue
from tests.journeys.conftest import Journey, keep


def fill(history: History) -> None:
    keep(history, "Other|Other words.", "Mine|One sentence. Two sentences. Three of them.")


@pytest.fixture
def reading(journey: Journey) -> Journey:
    """An article that is read in a window that has written before."""
    journey.fill(fill)
    journey.start()
    journey.press("Enter . s s")
    return journey


def is_waiting(journey: Journey) -> bool:
    return any(text.endswith(" waits for it") for text in journey.toasts)


def test_commands_wait_beside_the_window_and_come_in_order(reading: Journey) -> None:
    with write_lock(reading.app.database.path, 1.0):
        reading.press("h")
        assert is_waiting(reading)
        assert reading.cards == []
        before = reading.passage
        reading.press(".")  # the window goes on
        assert reading.passage != before
        reading.press("h s")
        assert reading.toast == "“Star” waits too, and runs then."
    reading.wait(lambda: not is_waiting(reading))
    assert [card.exact for card in reading.cards] == ["Two sentences.", "Three of them."]
    assert not is_waiting(reading)
    assert reading.toast == "Star added"
    for count in (2, 1, 0):
        reading.press("z")
        assert len(reading.cards) == count


def test_who_writes_is_told_and_waiting_can_be_given_up(reading: Journey) -> None:
    with write_lock(reading.app.database.path, 1.0):
        reading.press("h s")
        (toast,) = [one for one in reading.window.toasts.shown if one.text.endswith("waits for it")]
        assert "(process " in toast.text
        toast._act()  # Cancel
        assert reading.toast == "Waiting was cancelled. Not done: “Highlight”, “Star”."
    reading.press("h")
    assert len(reading.cards) == 1


def test_undo_takes_back_what_waits(reading: Journey) -> None:
    with write_lock(reading.app.database.path, 1.0):
        reading.press("h z")
        assert reading.toast == "“Highlight” is not done."
        assert not is_waiting(reading)
    assert reading.cards == []


def test_what_waited_too_long_is_told(reading: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task_queue, "WAIT_STEPS", 2)
    with write_lock(reading.app.database.path, 1.0):
        reading.press("h")
        reading.wait(lambda: "Not done: “Highlight”." in reading.toast)
        assert " has been writing to the library " in reading.toast
    assert reading.cards == []


def test_closing_does_what_waits_once_it_can_be_done(reading: Journey) -> None:
    lock = write_lock(reading.app.database.path, 1.0)
    with lock:
        reading.press("h")
        assert is_waiting(reading)
    reading.restart()
    assert [card.exact for card in reading.cards] == ["Two sentences."]


@pytest.mark.parametrize(
    ("keys", "said", "made"),
    [
        ("h h", "Already highlighted", ["yellow"]),
        ("h Alt+2", "Now green", ["green"]),
        ("h d", "Highlight deleted", []),
        ("h d h", "Highlighted in yellow", ["yellow"]),
    ],
)
def test_what_waits_behind_a_highlight_acts_on_it(
    reading: Journey, keys: str, said: str, made: list[str]
) -> None:
    with write_lock(reading.app.database.path, 1.0):
        reading.press(keys)
    reading.wait(lambda: not is_waiting(reading))
    assert reading.toast.startswith(said)
    assert [card.color for card in reading.cards] == made


def test_a_highlight_that_waits_behind_its_deletion_is_made_anew(reading: Journey) -> None:
    reading.press("h")
    with write_lock(reading.app.database.path, 1.0):
        reading.press("d h")
    reading.wait(lambda: not is_waiting(reading))
    assert reading.toast == "Highlighted in yellow"
    assert len(reading.cards) == 1


@pytest.mark.parametrize("flushes", [False, True])
@pytest.mark.parametrize("end", ["Ctrl+Enter", "Escape"])
def test_a_note_begun_while_its_highlight_waits_is_that_of_it(
    reading: Journey, flushes: bool, end: str
) -> None:
    with write_lock(reading.app.database.path, 1.0):
        reading.press("h n")
        reading.type("why")
        if flushes:  # as by the timer
            reading.window.drafts.flush()
            assert reading.drafts_on_disk == ["why"]
    reading.wait(lambda: not is_waiting(reading))
    assert reading.window.sidebar.list.cards.ids == [card.id for card in reading.cards]
    reading.type(" not")
    reading.press(end)
    assert [(card.exact, card.note) for card in reading.cards] == [("Two sentences.", "why not")]
    assert reading.drafts_on_disk == []
    reading.press("z")
    assert [card.note for card in reading.cards] == [""]
    reading.press("z")
    assert reading.cards == []


def test_a_note_left_while_its_highlight_waits_is_that_of_it(reading: Journey) -> None:
    with write_lock(reading.app.database.path, 1.0):
        reading.press("h n")
        reading.type("why")
        reading.press("Escape")
    reading.wait(lambda: not is_waiting(reading))
    reading.window.drafts.flush()
    assert [card.note for card in reading.cards] == ["why"]


def test_tags_chosen_while_their_highlight_waited_are_put_on_it(reading: Journey) -> None:
    with write_lock(reading.app.database.path, 1.0):
        reading.press("h t")
        reading.type("new")
    reading.wait(lambda: not is_waiting(reading))
    reading.press("Enter Enter")
    assert [card.tags for card in reading.cards] == [("new",)]


def test_bookkeeping_does_not_wait(reading: Journey) -> None:
    def position() -> int:
        return reading.app.queries.article(reading.number("Mine")).position

    with write_lock(reading.app.database.path, 1.0):
        before = position()  # saved by itself by now, or not
        reading.press(". .")
        reading.window.reading._progress.save()
        assert position() == before
    reading.window.reading._progress.save()
    assert position() > before


def test_added_files_wait_too(reading: Journey, tmp_path: Path) -> None:
    file = tmp_path / "new.txt"
    file.write_text("New\n\nNew words.\n", "utf-8")
    with write_lock(reading.app.database.path, 1.0):
        reading.window.open_named([file])
        reading.wait(
            lambda: any(getattr(task, "_looks", 0) > 1 for task in reading.window.work._tasks)
        )
    reading.wait(lambda: reading.toast == "1 added")
    assert "New" in reading.titles
