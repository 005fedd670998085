"""Defers updates after a key press until the text has been painted: cards, status bar."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class DeferredUpdates(QObject):
    """Defers work until the changes are painted; only the last of each kind is done.

    Timers come before painting in the turn of the event loop in which they are started, and after
    it in the next one: that is waited for.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._works: dict[str, Callable[[], object]] = {}
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._go_on)
        self._has_waited = False

    def schedule(self, kind: str, work: Callable[[], object]) -> None:
        """Does this after painting, in the place of what of this kind waits already."""
        self._works[kind] = work
        self._has_waited = False
        self._timer.start()

    def _go_on(self) -> None:
        if self._has_waited:
            self.flush()
        else:
            self._has_waited = True
            self._timer.start()

    def flush(self) -> None:
        """Runs the deferred updates, in the order in which their kinds were first requested."""
        self._timer.stop()
        while self._works:
            kind = next(iter(self._works))
            self._works.pop(kind)()

    def cancel(self) -> None:
        """Drops what waits."""
        self._timer.stop()
        self._works.clear()
