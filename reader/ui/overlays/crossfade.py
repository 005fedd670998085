"""Fades a card in over a snapshot of what it covers, which need not be painted again."""

from PySide6.QtCore import QEasingCurve, QEvent, QPoint, QRect, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from reader.ui.style.fade import fade_duration

_KEEPING = frozenset(("xcb", "offscreen"))  # elsewhere the card fades in over what is painted
_SHORTEST = 60  # milliseconds: until the card has surely been painted
_THICKEST = 0.75  # how much of what was there before hides a card that only just comes


def picture_beneath(host: QWidget, area: QRect) -> QImage | None:
    """Returns what a window shows within an area, or None where that cannot be determined.

    It is taken from the memory Qt paints into, where that is known to stay after painting. Where a
    pixel is no whole number of dots, the image would be blurred.
    """
    ratio = host.devicePixelRatioF()
    is_kept = QGuiApplication.platformName() in _KEEPING
    if not is_kept or not host.isVisible() or ratio != round(ratio):
        return None
    QApplication.sendEvent(host, QEvent(QEvent.Type.UpdateRequest))  # what is to be painted, first
    store = host.backingStore()
    image = store.paintDevice() if store is not None else None
    if not isinstance(image, QImage) or image.isNull():
        return None
    whole = round(ratio)
    picture = image.copy(QRect(area.topLeft() * whole, area.size() * whole))
    picture.setDevicePixelRatio(ratio)
    return picture


class Crossfade(QWidget):
    """Covers a card that appears with what was there before, more and more faintly.

    While ``picture`` is there the card's own ground is to be painted from it.
    """

    lifted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.picture: QImage | None = None
        self._animation = QVariantAnimation(self)
        self._animation.setEndValue(0.0)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.valueChanged.connect(lambda _value: self.update())
        self._animation.finished.connect(self.lift)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def fall(self, picture: QImage) -> None:
        """Shows an image of what is beneath the parent, and lets it fade."""
        duration = fade_duration(self)
        self.picture = picture
        self._animation.setStartValue(_THICKEST if duration else 0.0)
        self._animation.setDuration(max(duration, _SHORTEST))
        self._animation.start()
        self.setGeometry(QRect(QPoint(), picture.deviceIndependentSize().toSize()))
        self.setVisible(duration > 0)
        self.raise_()

    def lift(self) -> None:
        """Lets what is beneath be seen itself."""
        if self.picture is not None:
            self.picture = None
            self._animation.stop()
            self.hide()
            self.lifted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.picture is not None:
            painter = QPainter(self)
            painter.setOpacity(self._animation.currentValue())
            painter.drawImage(QPoint(), self.picture)
            painter.end()
