"""Long work on the main thread in slices, between which the window takes keys and paints."""

from collections.abc import Generator
from contextlib import suppress
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

SLICE = 0.008  # seconds of work before the window gets its turn again


class TimeSlices(QObject):
    """Runs one generator at a time, a few milliseconds in each turn of the event loop."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Generator[None, None, None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_running(self) -> bool:
        """Whether there is work left."""
        return self._steps is not None

    def start(self, steps: Generator[None, None, None]) -> None:
        """Begin, in the place of what was running: that ends where it is."""
        self.stop()
        self._steps = steps
        self._timer.start()

    def finish(self) -> None:
        """Do what is left now."""
        while self._steps is not None:
            self.step()

    def stop(self) -> None:
        """Do no more."""
        steps, self._steps = self._steps, None
        self._timer.stop()
        if steps is not None:
            with suppress(ValueError):  # it runs right now, and its own step stops it
                steps.close()

    def _go_on(self) -> None:
        end = perf_counter() + SLICE
        while self._steps is not None and perf_counter() < end:
            self.step()

    def step(self) -> None:
        """Take one step."""
        steps = self._steps
        assert steps is not None
        try:
            next(steps)
        except StopIteration:
            if self._steps is steps:  # else its last step began something else
                self.stop()
        except BaseException:
            if self._steps is steps:
                self.stop()
            raise
