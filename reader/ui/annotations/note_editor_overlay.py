"""Positions the note editor over its card, clipped to the list.

It is beside the list among the widgets: assistive technology finds only rows within a list.
"""

from PySide6.QtCore import QRect
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from reader.ui.annotations.note_editor import NoteEditor


class NoteFrame(QWidget):
    """Contains the editor of one list, as large as its visible part."""

    def __init__(self, view: QAbstractItemView) -> None:
        self._over = view.parentWidget() or view
        super().__init__(self._over)
        self._view = view
        self._rect = QRect()
        self.editor = NoteEditor(self)
        self.hide()

    def begin(self, text: str, note: str, *, is_restored: bool) -> None:
        """Opens the editor, as its ``open_note`` does."""
        self.show()
        self.raise_()
        self.editor.open_note(text, note, is_restored=is_restored)

    def end(self) -> None:
        """Closes the editor."""
        self.hide()
        self.editor.hide()

    def put_at(self, rect: QRect) -> None:
        """Lays the editor over a part of the list's viewport, which may be off screen."""
        self._rect = rect
        viewport = self._view.viewport()
        seen = rect & viewport.rect()
        self.editor.setGeometry(rect.translated(-seen.topLeft()))
        place = viewport.mapTo(self._over, seen.topLeft())
        self.setGeometry(QRect(place, seen.size()))

    def scroll_into_sight(self) -> None:
        """Turns the list until all of the editor is seen, or its end is."""
        bar, room = self._view.verticalScrollBar(), self._view.viewport().height()
        below = self._rect.bottom() + 8 - room
        if below > 0:
            bar.setValue(bar.value() + below)
        elif self._rect.top() < 0 and self._rect.height() <= room:
            bar.setValue(bar.value() + self._rect.top())

    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._view.viewport(), event)
