"""Calls back when a window has been painted, and at its first input."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

PAINTED_IN = 100  # ms from when the screen first asks for an image until it is complete
LONGEST_WAIT = 2_000  # ms for the screen to ask, which it does not of a window it starts hidden

_PICTURE = frozenset((QEvent.Type.Expose,))
_TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.DragEnter,
    )
)


class _Moment(QObject):
    """Watches the events of a shown window until one kind of event has occurred."""

    def __init__(
        self, window: QWidget, kinds: frozenset[QEvent.Type], then: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._kinds = kinds
        self._then = then
        window.windowHandle().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in self._kinds:
            watched.removeEventFilter(self)
            self._then()
        return False


def after_first_paint(window: QWidget, then: Callable[[], None]) -> None:
    """Calls back soon after a shown window was first painted, or after a while if it is not.

    A timer alone would fire before the screen has asked for the first image, and what is done
    then would keep the user waiting for it.
    """
    timer = QTimer(window, singleShot=True)
    timer.timeout.connect(then)
    timer.start(LONGEST_WAIT)

    def hasten() -> None:
        if timer.isActive():
            timer.start(PAINTED_IN)

    _Moment(window, _PICTURE, hasten)


def on_first_input(window: QWidget, then: Callable[[], None]) -> None:
    """Calls back at the first key, scroll, drag, or mouse event in a shown window, before others."""
    _Moment(window, _TOUCHES, then)
