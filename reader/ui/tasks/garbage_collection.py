"""Runs the garbage collector on the main thread only."""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL = 1_000  # ms between two looks whether it is time


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
