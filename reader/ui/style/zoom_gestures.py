"""Reads how far two fingers on a touchpad zoom."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QNativeGestureEvent


def pinch_factor(event: QEvent) -> float:
    """Returns how much larger an event makes what is under the fingers; 1 if it is no pinch."""
    if (
        isinstance(event, QNativeGestureEvent)
        and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
    ):
        return 1 + event.value()
    return 1.0
