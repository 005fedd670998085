"""Runs the garbage collector on the main thread only."""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 500  # ms between two looks whether it is time
_MANY = 50_000  # new objects since the last look: a worker reads a large file


class GarbageCollector(QObject):
    """Replaces Python's own collection, which may happen on any thread.

    A worker's would free widgets and other objects of Qt that only the main thread may touch: while
    that deletes the same object, the process ends. Nothing is collected before ``start``.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.timer = QTimer(self)
        self.timer.setInterval(INTERVAL)
        self.timer.timeout.connect(collect_due)

    def start(self) -> None:
        """Begins to look; Python's own collection is off from now on."""
        gc.disable()
        self.timer.start()


def collect_due() -> None:
    """Collects the generations that Python would have collected by now."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    if counts[0] > thresholds[0]:
        generation = 0
        while generation < 2 and counts[generation + 1] > thresholds[generation + 1]:
            generation += 1
        gc.collect(generation)
        if counts[0] > _MANY:
            # What a worker has read, such as the plan of a large import, contains no garbage, but to
            # look through millions of objects again and again would block the window. They are freed
            # as any others when they are let go; only cycles among what exists now are not found.
            gc.freeze()
