"""Long work on the library in parts, between which the window goes on, with its progress told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from reader.core.errors import PostilError

if TYPE_CHECKING:
    from reader.ui.main_window import MainWindow
    from reader.ui.notifications import ProgressToast


@dataclass(slots=True)
class _Work:
    label: str
    part: Callable[[], bool]
    then: Callable[[], None]
    total: int
    done: int = 0


class PartWork:
    """Does what was begun, part by part; what takes one part is over at once and shows nothing."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._waiting: list[_Work] = []
        self._toast: ProgressToast | None = None
        self._timer = QTimer(window)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def is_busy(self) -> bool:
        """Whether something is not done yet."""
        return bool(self._waiting)

    def begin(
        self, label: str, part: Callable[[], bool], then: Callable[[], None], total: int = 0
    ) -> None:
        """Do the first part now and the others as the window finds time.

        ``part`` answers whether there is more of it; ``total`` is how many parts there are, if known.
        """
        self.finish()  # what was begun before comes first
        self._waiting.append(_Work(label, part, then, total))
        if self._step():
            self._toast = self._window.toasts.show_progress(label, self._cancel)
            self._toast.update(1, total)
            self._timer.start()

    def finish(self) -> None:
        """Do all that is left now: another command, or the end of the window, builds on it."""
        while self._waiting:
            self._step()

    def _cancel(self) -> None:
        """Stop here; what is done is one step and can be undone."""
        self._end()

    def _go_on(self) -> None:
        if self._waiting:
            self._step()

    def _step(self) -> bool:
        """Do a part; whether there is more."""
        work = self._waiting[0]
        try:
            has_more = work.part()
        except PostilError as error:
            self._end()
            self._window.frontend.fail(str(error), can_undo=work.done > 0)
            return False
        except BaseException:
            self._end()  # a bug: who hears of it tells it, once
            raise
        work.done += 1
        if has_more:
            if self._toast is not None:
                self._toast.update(work.done, work.total)
            return True
        self._end()
        work.then()
        return False

    def _end(self) -> None:
        self._waiting.clear()
        self._timer.stop()
        toast, self._toast = self._toast, None
        if toast is not None:
            toast.close()
