"""Sets views up to show rows on the ground that is there, with nothing of their own around them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFrame


def show_plain_rows(view: QAbstractItemView) -> None:
    """Leaves out the frame, the ground, editing and scrolling sideways; rows scroll by pixels."""
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.viewport().setAutoFillBackground(False)
