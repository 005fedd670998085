"""Defines the drag-and-drop data of articles."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from reader.ui.style.painting import elided_name
from reader.ui.style.theme import current_theme

MIME = "application/x-postil-articles"
_WIDEST = 240  # pixels of a title that is dragged
_SIDE = 10


def dragged(ids: Sequence[int]) -> QMimeData:
    """Returns the data of a drag of articles."""
    data = QMimeData()
    data.setData(MIME, QByteArray(json.dumps(list(ids)).encode()))
    return data


def label_picture(widget: QWidget, text: str) -> QPixmap:
    """Returns a picture of a label that follows the pointer in a drag."""
    theme, metrics = current_theme(), QFontMetrics(widget.font())
    name = elided_name(metrics, text, _WIDEST)
    area = QRect(0, 0, metrics.horizontalAdvance(name) + 2 * _SIDE, metrics.height() + _SIDE)
    picture = QPixmap(area.size() * widget.devicePixelRatioF())
    picture.setDevicePixelRatio(widget.devicePixelRatioF())
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(widget.font())
    painter.setPen(QPen(QColor(theme.accent), 1.0))
    painter.setBrush(QColor(theme.card))
    painter.drawRoundedRect(area.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setPen(QColor(theme.ink))
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, name)
    painter.end()
    return picture


def dropped(data: QMimeData) -> list[int]:
    """Returns the articles in the data of a drop; none if it is something else."""
    return list(json.loads(bytes(data.data(MIME).data()))) if data.hasFormat(MIME) else []
