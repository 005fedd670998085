"""Configures item views without a frame and a background of their own."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QFrame

from reader.ui.style.announcement import is_heard, tell_current_row
from reader.ui.style.own_viewport import take_viewport


class _FocusedRow(QObject):
    """Announces the row that gets the focus with its view; Qt announces only the view."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Waits until Qt has announced the view."""
        if event.type() == QEvent.Type.FocusIn and is_heard():
            QTimer.singleShot(0, self, lambda: tell_current_row(self._view))
        return False


def show_plain_rows(view: QAbstractItemView) -> None:
    """Leaves out the frame, the ground, editing and scrolling sideways; rows scroll by pixels."""
    take_viewport(view)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.viewport().setAutoFillBackground(False)
    _FocusedRow(view)
