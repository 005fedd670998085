"""Reads the colours of what a widget has painted."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage


def colors_in(image: QImage, rect: QRect | None = None) -> set[str]:
    """The names of the colours in a part of a picture, or in all of it."""
    area = image.rect() & rect if rect is not None else image.rect()
    pixels = image.copy(area).convertToFormat(QImage.Format.Format_RGB32)
    values = set(memoryview(pixels.constBits()).cast("B").cast("I"))
    return {QColor.fromRgb(value).name() for value in values}


def contrast_in(image: QImage, rect: QRect, ground: str) -> int:
    """How much the strongest colour in a part of a picture differs from the ground's lightness."""
    base = QColor(ground).lightness()
    return max(abs(QColor(name).lightness() - base) for name in colors_in(image, rect))
