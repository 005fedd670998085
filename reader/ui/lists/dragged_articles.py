"""Defines the drag-and-drop data of articles."""

import json
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QMimeData

MIME = "application/x-postil-articles"


def dragged(ids: Sequence[int]) -> QMimeData:
    """Returns the data of a drag of articles."""
    data = QMimeData()
    data.setData(MIME, QByteArray(json.dumps(list(ids)).encode()))
    return data


def dropped(data: QMimeData) -> list[int]:
    """Returns the articles in the data of a drop; none if it is something else."""
    return list(json.loads(bytes(data.data(MIME).data()))) if data.hasFormat(MIME) else []
