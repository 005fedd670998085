"""A window that is closed leaves nothing in memory: neither it nor what it had done in workers."""

import gc
from weakref import ref

from reader.operations.history import History
from tests.journeys.conftest import Journey, keep


def fill(history: History) -> None:
    keep(history, "One|Its words.", "Two|More words.")


def test_nothing_of_it_is_left(journey: Journey) -> None:
    journey.fill(fill)
    windows = []
    for _number in range(3):  # whether a worker is done before it was told to start is chance
        journey.start()
        journey.press("j")
        windows.append(ref(journey.window))
        journey.stop()
    gc.collect()
    assert [window() for window in windows] == [None, None, None]
