"""Reads the colours of what a widget has painted."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage


def colors_in(image: QImage, rect: QRect | None = None) -> set[str]:
    """The names of the colours in a part of a picture, or in all of it."""
    area = image.rect() & rect if rect is not None else image.rect()
    return {
        image.pixelColor(x, y).name()
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    }


def contrast_in(image: QImage, rect: QRect, ground: str) -> int:
    """How much the strongest colour in a part of a picture differs from the ground's lightness."""
    base = QColor(ground).lightness()
    return max(abs(QColor(name).lightness() - base) for name in colors_in(image, rect))
