"""Explains why a pane is empty, and which keys change that."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.commands.keys.effective_keys import KeyLabel
from reader.core.translation import _
from reader.ui.style.painting import SIDE, keys_width, paint_focus_frame, paint_keys, placed, sized
from reader.ui.style.theme import current_theme


def first_steps() -> list[KeyLabel]:
    """Returns the keys that make an annotation, and what they do."""
    keys = present_keys()
    slots = keys.key_range("highlight.slot_1", "highlight.slot_9", Pane.READING)
    return keys.key_labels(
        Pane.READING,
        ("highlight", _("highlights the sentence")),
        (slots, _("highlights and tags it")),
        ("highlight.note", _("adds a note to it")),
        ("article.note", _("adds a note to the article")),
    )


class EmptyState(QWidget):
    """Shows one line, then the keys that change that a pane is empty.

    Those that do something in the pane whose keys apply here can be clicked on.
    """

    keys_clicked = Signal(str)  # as they are shown

    def __init__(self, pane: Pane, parent: QWidget) -> None:
        super().__init__(parent)
        self._pane = pane
        self._title = ""
        self._labels: tuple[KeyLabel, ...] = ()
        self._lines: list[QRect] = []  # of the labels, as they were painted
        self.setAccessibleName(_("Nothing to show"))  # until it is said why
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the way round the panes leads here too
        self.setMouseTracking(True)

    @property
    def title(self) -> str:
        """Its first line."""
        return self._title

    def show_reason(self, title: str, labels: Sequence[KeyLabel]) -> None:
        """Shows why it is empty, and which keys change that."""
        self._title, self._labels, self._lines = title, tuple(labels), []
        keys = ", ".join(f"{keys} {label}" for keys, label in labels)
        self.setAccessibleName(f"{title} {keys}".strip())
        self.update()

    def keys_at(self, spot: QPoint) -> str:
        """Returns the keys at a spot that can be clicked on, as they are shown; empty for none."""
        lines = zip(self._lines, self._labels, strict=False)  # none before they are painted
        found = next((keys for line, (keys, _label) in lines if line.contains(spot)), "")
        return found if present_keys().can_be_clicked(found, self._pane) else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        is_on_keys = bool(self.keys_at(event.position().toPoint()))
        shape = Qt.CursorShape.PointingHandCursor if is_on_keys else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        keys = self.keys_at(event.position().toPoint())
        if keys and event.button() is Qt.MouseButton.LeftButton:
            self.keys_clicked.emit(keys)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the reason, then a line per key; a frame while the keyboard is here."""
        theme = current_theme()
        painter = QPainter(self)
        if self.hasFocus():
            paint_focus_frame(painter, self.rect(), theme)
        room = self.rect().adjusted(SIDE, 20, -SIDE, 0)
        painter.setPen(QColor(theme.muted))
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        used = painter.boundingRect(room, flags, self._title)
        painter.drawText(room, flags, self._title)
        y = used.bottom() + 14
        small = sized(self.font(), 0.9)
        painter.setFont(small)
        metrics = painter.fontMetrics()
        column = max((keys_width(metrics, keys) for keys, _label in self._labels), default=0) + 10
        self._lines = []
        for keys, label in self._labels:
            line = QRect(room.left() + column, y, room.width() - column, metrics.height() * 3)
            line = placed(room, line)
            caps = placed(room, QRect(room.left(), y, keys_width(metrics, keys), 1))
            paint_keys(painter, caps.left(), y + metrics.height() // 2, keys, theme)
            painter.setPen(QColor(theme.muted))
            painter.drawText(line, flags, label)
            height = painter.boundingRect(line, flags, label).height()
            self._lines.append(QRect(room.left(), y - 4, room.width(), height + 8))
            y += height + 12
        painter.end()
