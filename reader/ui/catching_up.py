"""What may follow a key once the text has been painted: the cards beside it, the strip below it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class CatchingUp(QObject):
    """Work put off to the next turn of the event loop; of each kind only the last is done."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._works: dict[str, Callable[[], object]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.now)

    @property
    def is_behind(self) -> bool:
        """Whether there is something to do."""
        return bool(self._works)

    def later(self, kind: str, work: Callable[[], object]) -> None:
        """Do this after painting, in the place of what of this kind waits already."""
        self._works[kind] = work
        self._timer.start()

    def now(self) -> None:
        """Do what waits, in the order in which the kinds were first asked for."""
        self._timer.stop()
        while self._works:
            kind = next(iter(self._works))
            self._works.pop(kind)()

    def forget(self) -> None:
        """What waits need not be done any more."""
        self._timer.stop()
        self._works.clear()
