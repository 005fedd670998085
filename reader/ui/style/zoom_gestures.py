"""Reads how far the wheel, or two fingers on a touchpad, zoom."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent


def pinch_factor(event: QEvent) -> float:
    """Returns how much larger an event makes what is under the fingers; 1 if it is no pinch."""
    if (
        isinstance(event, QNativeGestureEvent)
        and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture
    ):
        return 1 + event.value()
    return 1.0


def wheel_factor(event: QWheelEvent) -> float:
    """Returns how much larger a turn of the wheel makes what is under the pointer: a fifth a notch."""
    return float(1.0015 ** event.angleDelta().y())
