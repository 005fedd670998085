"""Lays out the rows of the `?` sheet, a command and its keys each, in columns."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QLabel, QWidget

from reader.commands.shortcut_table import KeyLine, KeySection
from reader.core.keys.keymap import format_keys
from reader.core.translation import _
from reader.ui.style.painting import keys_width, paint_keys, paint_row, sized
from reader.ui.style.theme import current_theme

_COLUMN = 310  # pixels a column needs at least
_COLUMN_GAP = 20
_SECTION_GAP = 18
_KEYS_GAP = 10  # between a title and its keys
_EDGE = 9  # pixels left and right of a row's words
_DOT = 5  # the mark of a row that is not as the preset has it


class ShortcutRow(QWidget):
    """A command's title and its keys, if any; chosen, it shows which key would be changed."""

    pressed = Signal(object)  # itself
    double_clicked = Signal(object)

    def __init__(self, parent: QWidget, line: KeyLine) -> None:
        super().__init__(parent)
        self.line = line
        self.is_chosen = False
        self.key = 0  # of line.keys, the one that is changed or removed
        self.asked: tuple[str, ...] | None = None  # while it waits for new keys: those pressed
        self.setAccessibleName(self.told())

    @property
    def title(self) -> str:
        """The command's title."""
        return self.line.title

    @property
    def shown(self) -> tuple[str, ...]:
        """Its keys as they are shown."""
        return tuple(format_keys(keys) for keys in self.line.keys)

    def told(self) -> str:
        """Returns what is spoken."""
        keys = ", ".join(self.shown) or _("no key")
        text = f"{self.title}: {keys}"
        return f"{text}, {_('changed')}" if self.line.is_changed else text

    def choose(self, is_chosen: bool) -> None:
        """Marks the row as the one the keys act on, or not."""
        self.is_chosen = is_chosen
        self.key = 0
        self.update()

    def ask(self, chords: Sequence[str] | None) -> None:
        """Shows that it waits for new keys, those pressed so far; None: no longer."""
        self.asked = None if chords is None else tuple(chords)
        self.update()

    def sizeHint(self) -> QSize:
        """Returns one line."""
        return QSize(_COLUMN, self.heightForWidth(_COLUMN * 2))

    def heightForWidth(self, width: int) -> int:
        """Returns as many lines as the title needs beside the keys."""
        room = QRect(0, 0, width - 2 * _EDGE - self._keys_width() - _KEYS_GAP, 1000)
        flags = Qt.TextFlag.TextWordWrap
        return self.fontMetrics().boundingRect(room, flags, self.title).height() + 9

    def paintEvent(self, event: QPaintEvent) -> None:
        """Returns the title at the left, the keys as caps at the right."""
        theme = current_theme()
        painter = QPainter(self)
        if self.is_chosen:
            paint_row(painter, self.rect(), theme)
        if self.line.is_changed:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            middle = QPointF(_EDGE + _DOT / 2, self.height() / 2 + 0.5)
            painter.drawEllipse(middle, _DOT / 2, _DOT / 2)
        painter.setFont(self._small())
        width = self._keys_width()
        left = self.width() - _EDGE - width
        area = QRect(left, 0, width, self.height())
        if self.asked is not None:
            painter.setPen(QColor(theme.accent))
            if self.asked:
                keys = " ".join(format_keys(chord) for chord in self.asked)
                paint_keys(painter, left, self.height() // 2, keys, theme, theme.accent)
            else:
                painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, _("Press the new keys"))
        elif self.line.keys:
            self._paint_keys(painter, left)
        else:
            painter.setPen(QColor(theme.muted))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, _("no key"))
        painter.setFont(self.font())
        painter.setPen(QColor(theme.ink))
        start = _EDGE + (_DOT + 6 if self.line.is_changed else 0)
        room = QRect(start, 0, left - _KEYS_GAP - start, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, self.title)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tells that it was pressed."""
        self.pressed.emit(self)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Asks for new keys."""
        self.double_clicked.emit(self)
        event.accept()

    def _paint_keys(self, painter: QPainter, left: int) -> None:
        theme, metrics = current_theme(), painter.fontMetrics()
        middle = self.height() // 2
        for place, keys in enumerate(self.shown):
            if place:
                paint_keys(painter, left, middle, "·", theme)
                left += keys_width(metrics, "·") + 4
            width = keys_width(metrics, keys)
            is_meant = self.is_chosen and place == self.key
            paint_keys(painter, left, middle, keys, theme, theme.ink if is_meant else "")
            if is_meant:
                painter.setPen(QPen(QColor(theme.accent), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                height = metrics.height() + 6
                frame = QRect(left - 3, middle - height // 2, width + 5, height)
                painter.drawRoundedRect(frame, 5.0, 5.0)
            left += width + 4

    def _small(self) -> QFont:
        return sized(self.font(), 0.86)

    def _keys_width(self) -> int:
        metrics = QFontMetrics(self._small())
        if self.asked is not None and not self.asked:
            return metrics.horizontalAdvance(_("Press the new keys")) + 2
        if self.asked:
            return keys_width(metrics, " ".join(map(format_keys, self.asked)))
        if not self.line.keys:
            return metrics.horizontalAdvance(_("no key")) + 2
        return keys_width(metrics, " · ".join(self.shown))


class ShortcutRows(QWidget):
    """The sections, laid out in columns of about the same height, in order down the columns."""

    chosen = Signal(object)  # a ShortcutRow, by the mouse
    asked = Signal(object)  # a ShortcutRow, by a double click

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[tuple[QLabel, list[ShortcutRow]]] = []

    def rows(self) -> list[ShortcutRow]:
        """Returns the rows that are shown, in order."""
        return [row for _heading, rows in self.sections for row in rows if not row.isHidden()]

    def set_sections(self, sections: Sequence[KeySection]) -> None:
        """Shows these in place of what was shown."""
        for heading, rows in self.sections:
            for widget in (heading, *rows):
                widget.setParent(None)
                widget.deleteLater()
        self.sections = []
        for section in sections:
            heading = QLabel(section.title, self)
            heading.setContentsMargins(_EDGE, 0, 0, 0)
            heading.setFont(sized(self.font(), 0.92, is_bold=True))
            palette = heading.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(current_theme().accent))
            heading.setPalette(palette)
            rows = [ShortcutRow(self, line) for line in section.lines]
            for row in rows:
                row.pressed.connect(self.chosen)
                row.double_clicked.connect(self.asked)
            for widget in (heading, *rows):
                widget.show()
            self.sections.append((heading, rows))

    def filter(self, pattern: str) -> int:
        """Shows the rows that hold every word of the pattern; answers how many."""
        words = pattern.casefold().split()
        count = 0
        for heading, rows in self.sections:
            shown = 0
            for row in rows:
                told = f"{heading.text()} {row.title}"
                told += "" if row.line.keys else f" {_('no key')}"
                told += f" {_('changed')}" if row.line.is_changed else ""
                keys = " ".join(row.shown).casefold().split()
                is_shown = all(word in told.casefold() or word in keys for word in words)
                row.setVisible(is_shown)
                shown += is_shown
            heading.setVisible(shown > 0)
            count += shown
        return count

    def arrange(self, width: int) -> None:
        """Lays out for a width in pixels and takes the height that needs."""
        shown = [
            (heading, [row for row in rows if not row.isHidden()])
            for heading, rows in self.sections
            if not heading.isHidden()
        ]
        columns = max(1, min(len(shown), (width + _COLUMN_GAP) // (_COLUMN + _COLUMN_GAP)))
        column_width = (width - (columns - 1) * _COLUMN_GAP) // columns
        heights = [_height(heading, rows, column_width) for heading, rows in shown]
        limit = _column_height(heights, columns)
        number, y, tallest = 0, 0, 0
        for place, (heading, rows) in enumerate(shown):
            is_full = y + heights[place] > limit or len(shown) - place < columns - number
            if y and is_full and number + 1 < columns:
                number, y = number + 1, 0
            x = number * (column_width + _COLUMN_GAP)
            top = y
            for widget in (heading, *rows):
                height = _height_of(widget, column_width)
                widget.setGeometry(x, top, column_width, height)
                top += height
            y += heights[place]
            tallest = max(tallest, y - _SECTION_GAP)
        self.resize(width, tallest)


def _height_of(widget: QWidget, width: int) -> int:
    if isinstance(widget, ShortcutRow):
        return widget.heightForWidth(width)
    return widget.sizeHint().height() + 4


def _height(heading: QLabel, rows: list[ShortcutRow], width: int) -> int:
    return sum(_height_of(widget, width) for widget in (heading, *rows)) + _SECTION_GAP


def _column_height(heights: list[int], columns: int) -> int:
    """Returns the least height at which the sections, kept in order, fit into that many columns."""
    low, high = max(heights, default=0), sum(heights)
    while low < high:
        middle = (low + high) // 2
        used, y = 1, 0
        for height in heights:
            if y and y + height > middle:
                used, y = used + 1, 0
            y += height
        if used <= columns:
            high = middle
        else:
            low = middle + 1
    return low
