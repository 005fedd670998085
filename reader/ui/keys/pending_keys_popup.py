"""Shows a popup of the keys that can follow a pressed key."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from reader.core.translation import _
from reader.ui.style.announcement import announce
from reader.ui.style.painting import (
    draw_elided,
    keys_width,
    paint_card,
    paint_keys,
    placed,
    sized,
)
from reader.ui.style.theme import current_theme

_REACH = 16  # pixels of shadow around the card
_PADDING = 12
_COLUMN = 200  # pixels, at least
_WIDEST = 330
_GAP = 4
_ABOVE = 40  # pixels kept free at the window's foot, for the strip


class PendingKeysPopup(QWidget):
    """Is at the bottom of its host, and takes neither focus nor mouse."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self._prefix = ""
        self._entries: tuple[tuple[str, str], ...] = ()
        self._note = ""
        self._clear_of = QRect()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        host.installEventFilter(self)

    def show_keys(
        self,
        prefix: str,
        entries: Sequence[tuple[str, str]],
        note: str = "",
        clear_of: QRect | None = None,
    ) -> None:
        """Lists (keys, title) of what may follow the prefix, and a note below.

        What is at ``clear_of`` in the host stays on screen where there is room.
        """
        self._prefix = prefix
        self._entries = tuple(entries)
        self._note = note
        self._clear_of = clear_of or QRect()
        told = ", ".join(f"{keys} {title}" for keys, title in entries)
        name = _("After {keys}").format(keys=prefix) + ": " + told
        self.setAccessibleName(f"{name}. {note}" if note else name)
        self._place()
        self.show()
        self.raise_()
        self.update()
        announce(self, self.accessibleName())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the prefix, then what may follow, in columns."""
        theme = current_theme()
        painter = QPainter(self)
        card = self.rect().adjusted(_REACH, _REACH, -_REACH, -_REACH)
        paint_card(painter, card, theme, 10.0, _REACH)
        small = sized(self.font(), 0.86)
        painter.setFont(small)
        line = self._line()
        left, top = card.left() + _PADDING, card.top() + _PADDING
        cap = keys_width(painter.fontMetrics(), self._prefix)
        caps = placed(card, QRect(left, top, cap, 1))
        paint_keys(painter, caps.left(), top + line // 2, self._prefix, theme, theme.accent)
        painter.setPen(QColor(theme.muted))
        rest = placed(card, QRect(left + cap + 6, top, card.width() - cap - 30, line))
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, _("then …") if self._entries else "")
        columns, rows = self._grid()
        width = (card.width() - 2 * _PADDING) // columns
        column = self._keys_column()
        for number, (keys, title) in enumerate(self._entries):
            x = left + number // rows * width
            y = top + line + _GAP + number % rows * line
            painter.setFont(small)
            caps = placed(card, QRect(x, y, keys_width(painter.fontMetrics(), keys), 1))
            paint_keys(painter, caps.left(), y + line // 2, keys, theme)
            painter.setFont(self.font())
            painter.setPen(QColor(theme.ink))
            room = QRect(x + column, y, width - column - 12, line)
            draw_elided(painter, card, room, title)
        if self._note:
            painter.setFont(small)
            painter.setPen(QColor(theme.muted))
            y = top + line + _GAP + rows * line + _GAP
            room = QRect(left, y, card.width() - 2 * _PADDING, self._note_height(card.width()))
            flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
            painter.drawText(room, flags, self._note)
        painter.end()

    def _line(self) -> int:
        return self.fontMetrics().height() + 9

    def _keys_column(self) -> int:
        """Returns how wide the keys of an entry are at most, so that the titles begin at one line."""
        metrics = QFontMetrics(sized(self.font(), 0.86))
        return max([26, *(keys_width(metrics, keys) for keys, _title in self._entries)]) + 8

    def _column(self) -> int:
        """Returns the width of a column: that of its longest entry, within reason."""
        widths = [self.fontMetrics().horizontalAdvance(title) for _keys, title in self._entries]
        return min(_WIDEST, max(_COLUMN, self._keys_column() + max(widths, default=0) + 24))

    def _grid(self) -> tuple[int, int]:
        """Columns and rows for the host's width."""
        room = self._host.width() - 2 * (_REACH + _PADDING) - 16
        wanted = 1 if len(self._entries) <= 4 else 2 if len(self._entries) <= 10 else 3
        columns = max(1, min(wanted, room // self._column()))
        return columns, -(-len(self._entries) // columns)

    def _note_height(self, width: int) -> int:
        if not self._note:
            return 0
        metrics = QFontMetrics(sized(self.font(), 0.86))
        room = QRect(0, 0, width - 2 * _PADDING, 1000)
        return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self._note).height() + _GAP

    def _place(self) -> None:
        """Moves to the foot of the host, or where the target is not covered."""
        columns, rows = self._grid()
        host = self._host.rect()
        edges = 2 * (_REACH + _PADDING)
        width = min(columns * self._column() + edges, host.width())
        height = (rows + 1) * self._line() + _GAP + edges + self._note_height(width - 2 * _REACH)
        height = min(height, host.height())
        lefts = ((host.width() - width) // 2, host.width() - width, 0)
        tops = (max(0, host.height() - height - _ABOVE + _REACH), _ABOVE - _REACH)
        places = [QRect(left, top, width, height) for top in tops for left in lefts]
        self.setGeometry(min(places, key=self._covered))

    def _covered(self, place: QRect) -> int:
        """Returns how much of the target the card would cover, in square pixels."""
        card = place.adjusted(_REACH, _REACH, -_REACH, -_REACH) & self._clear_of
        return card.width() * card.height()
