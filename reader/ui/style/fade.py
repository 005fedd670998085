"""Fades in overlays and notifications, unless the system reduces motion."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QPropertyAnimation
    from PySide6.QtWidgets import QGraphicsEffect

_LONGEST = 110  # milliseconds


def fade_duration(widget: QWidget) -> int:
    """Milliseconds a fade may take: none when the style or the system wants no motion."""
    from PySide6.QtWidgets import QStyle  # start-up time: 6 ms, before anything fades

    style = widget.style()
    if not style.styleHint(QStyle.StyleHint.SH_Widget_Animate, None, widget):
        return 0
    wanted = style.styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget)
    return min(_LONGEST, wanted)


class Fade(QObject):
    """Fades its widget in; the effect is taken off at once when the fade has ended."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._animation: QPropertyAnimation | None = None
        self._effect: QGraphicsEffect | None = None

    def start(self) -> None:
        """Fades in from now on."""
        self.stop()
        duration = fade_duration(self._widget)
        if duration <= 0:
            return
        # Start-up time: before anything fades.
        from PySide6.QtCore import QEasingCurve, QPropertyAnimation
        from PySide6.QtWidgets import QGraphicsOpacityEffect

        effect = QGraphicsOpacityEffect(self._widget)
        effect.setOpacity(0.25)
        self._widget.setGraphicsEffect(effect)
        animation = QPropertyAnimation(effect, b"opacity", self)
        animation.setDuration(duration)
        animation.setStartValue(0.25)
        animation.setEndValue(1.0)
        animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        animation.finished.connect(self.stop)
        self._animation, self._effect = animation, effect
        animation.start()

    def stop(self) -> None:
        """Becomes fully there at once."""
        animation, self._animation = self._animation, None
        if animation is None:
            return
        animation.stop()
        animation.deleteLater()
        # Without setGraphicsEffect(None), in which PySide 6.11.3 crashed now and then.
        effect, self._effect = self._effect, None
        if effect is not None:
            effect.setEnabled(False)
            effect.deleteLater()
