"""Lays widgets out in rows and columns, each in one call."""

from typing import TypeVar

from PySide6.QtCore import QMargins
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

Box = TypeVar("Box", bound=QBoxLayout)
# A widget or layout, also with its share of the room that is left; or a share that stays empty.
Part = QWidget | QLayout | tuple[QWidget | QLayout, int] | int
Margins = tuple[int, int, int, int]  # pixels: where lines begin, top, where they end, bottom

EMPTY = 1  # the share of room that nothing is in
_USUAL = -1  # the spacing of the style


def in_row(
    *parts: Part,
    parent: QWidget | None = None,
    margins: Margins = (0, 0, 0, 0),
    spacing: int = _USUAL,
) -> QHBoxLayout:
    """Returns a layout with parts side by side; it fills the parent, if one is given."""
    return _filled(QHBoxLayout(), parts, parent, margins, spacing)


def in_column(
    *parts: Part,
    parent: QWidget | None = None,
    margins: Margins = (0, 0, 0, 0),
    spacing: int = _USUAL,
) -> QVBoxLayout:
    """Returns a layout with parts one below the other; it fills the parent, if one is given."""
    return _filled(QVBoxLayout(), parts, parent, margins, spacing)


def mirrored(start: int, top: int, end: int, bottom: int) -> QMargins:
    """Returns margins whose start is where lines begin; layouts do not mirror theirs."""
    if QGuiApplication.isRightToLeft():
        start, end = end, start
    return QMargins(start, top, end, bottom)


def _filled(
    box: Box, parts: tuple[Part, ...], parent: QWidget | None, margins: Margins, spacing: int
) -> Box:
    if parent is not None:
        parent.setLayout(box)
    box.setContentsMargins(mirrored(*margins))
    box.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            box.addStretch(part)
            continue
        one, share = part if isinstance(part, tuple) else (part, 0)
        if isinstance(one, QLayout):
            box.addLayout(one, share)
        else:
            box.addWidget(one, share)
    return box
