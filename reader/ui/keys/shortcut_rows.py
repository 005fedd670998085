"""Lays out the rows of the shortcut list, a command and its keys each, in columns."""

from collections.abc import Sequence
from itertools import combinations, pairwise

from PySide6.QtCore import QPointF, QRect, Qt, Signal, SignalInstance
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

from reader.commands.keys.shortcut_table import KeyLine, KeySection
from reader.core.keys.keymap import format_keys
from reader.core.translation import _
from reader.ui.overlays.command_synonyms import synonyms_of
from reader.ui.style.box_layouts import mirrored
from reader.ui.style.painting import (
    keys_width,
    paint_keys,
    paint_row,
    placed,
    sized,
)
from reader.ui.style.theme import current_theme

_COLUMN = 310  # pixels a column needs at least
_COLUMN_GAP = 20
_SECTION_GAP = 18
_KEYS_GAP = 10  # between a title and its keys
_EDGE = 9  # pixels left and right of a row's words
_DOT = 5  # the mark of a row that is not as the preset has it


class ShortcutRow(QWidget):
    """A command's title and its keys, if any; chosen, it shows which key would be changed."""

    line: KeyLine

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_chosen = False
        self.key = 0  # of line.keys, the one that is changed or removed
        self.asked: tuple[str, ...] | None = None  # while it waits for new keys: those pressed

    def set_line(self, section: str, line: KeyLine) -> None:
        """Shows the keys a command has now in a section."""
        self.line, self.title = line, line.title
        self.shown = tuple(format_keys(keys) for keys in line.keys)
        keyless, changed = _("none"), _("changed") if line.is_changed else ""
        told = f"{self.title}: {', '.join(self.shown) or keyless}"
        self.setAccessibleName(f"{told}, {changed}" if changed else told)
        words = (section, self.title, "" if self.shown else keyless, changed)
        self._words = " ".join(words).casefold()
        self._keys = " ".join(self.shown).casefold().split()
        self.update()

    def matches(self, words: Sequence[str]) -> bool:
        """Whether each word is in the title, the section or the state, or is one of the keys."""
        return all(word in self._words or word in self._keys for word in words)

    def is_meant_by(self, words: Sequence[str]) -> bool:
        """Whether each word is in the synonyms of the command."""
        synonyms = " ".join(synonyms_of(self.line.command)).casefold()
        return all(word in synonyms for word in words)

    def choose(self, is_chosen: bool) -> None:
        """Marks the row as the one the keys act on, or not."""
        self.is_chosen = is_chosen
        self.key = 0
        self.update()

    def ask(self, chords: tuple[str, ...] | None) -> None:
        """Shows that it waits for new keys, those pressed so far; None: no longer."""
        self.asked = chords
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Returns the height of the lines the title needs beside the keys, or above them."""
        metrics = self.fontMetrics()
        room = self._room(width)
        if self._has_keys_below(width):
            return 2 * (metrics.height() + 9)
        if metrics.horizontalAdvance(self.title) <= room:
            return metrics.height() + 9
        area, flags = QRect(0, 0, room, 1000), Qt.TextFlag.TextWordWrap
        return metrics.boundingRect(area, flags, self.title).height() + 9

    def _room(self, width: int) -> int:
        """Returns the width that the title has beside the keys."""
        return width - 2 * _EDGE - self._keys_width() - _KEYS_GAP

    def _has_keys_below(self, width: int) -> bool:
        """Whether a word of the title would be cut beside the keys: they are on a line of their own."""
        words = map(self.fontMetrics().horizontalAdvance, self.title.split())
        return max(words, default=0) > self._room(width)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the title at the left, the keys as caps at the right."""
        theme = current_theme()
        painter = QPainter(self)
        if self.is_chosen:
            paint_row(painter, self.rect(), theme)
        start = _EDGE
        if self.line.is_changed:
            start += _DOT + 6
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            dot = placed(self.rect(), QRect(_EDGE, 0, _DOT, self.height()))
            middle = QPointF(dot.left() + _DOT / 2, self.height() / 2 + 0.5)
            painter.drawEllipse(middle, _DOT / 2, _DOT / 2)
        left = self.width() - _EDGE - self._keys_width()
        painter.setPen(QColor(theme.ink))
        room = QRect(start, 0, left - _KEYS_GAP - start, self.height())
        if self._has_keys_below(self.width()):
            room = QRect(start, 0, self.width() - start - _EDGE, self.height() // 2)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        title, metrics = self.title, painter.fontMetrics()
        if metrics.boundingRect(room, flags, title).height() > self.height():  # while it is asked
            title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(placed(self.rect(), room), flags, title)
        painter.setFont(self._small())
        caps = placed(self.rect(), QRect(left, 0, self._keys_width(), 1))
        self._paint_keys(painter, caps.left())
        painter.end()

    def _paint_keys(self, painter: QPainter, left: int) -> None:
        theme, metrics = current_theme(), painter.fontMetrics()
        middle = self.height() * (3 if self._has_keys_below(self.width()) else 2) // 4
        if not self._caps():
            painter.setPen(QColor(theme.muted if self.asked is None else theme.accent))
            area = QRect(left, 0, self._keys_width() + 1, 2 * middle)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, self._without_caps())
        for place, keys in enumerate(self._caps()):
            if place:
                paint_keys(painter, left, middle, "·", theme)
                left += keys_width(metrics, "·") + 4
            width = keys_width(metrics, keys)
            is_meant = self.is_chosen and self.asked is None and place == self.key
            color = theme.ink if is_meant else ""
            paint_keys(painter, left, middle, keys, theme, theme.accent if self.asked else color)
            if is_meant:
                painter.setPen(QPen(QColor(theme.accent), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                height = metrics.height() + 6
                frame = QRect(left - 3, middle - height // 2, width + 5, height)
                painter.drawRoundedRect(frame, 5.0, 5.0)
            left += width + 4

    def _caps(self) -> tuple[str, ...]:
        """Returns the alternatives that are painted: the keys, or the ones pressed so far."""
        if self.asked is None:
            return self.shown
        return (" ".join(map(format_keys, self.asked)),) if self.asked else ()

    def _without_caps(self) -> str:
        return _("none") if self.asked is None else _("Press the new shortcut")

    def _small(self) -> QFont:
        return sized(self.font(), 0.86)

    def _keys_width(self) -> int:
        metrics, caps = QFontMetrics(self._small()), self._caps()
        if caps:
            return keys_width(metrics, " · ".join(caps))
        return metrics.horizontalAdvance(self._without_caps()) + 2


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

    def set_sections(self, sections: Sequence[KeySection], pattern: str) -> None:
        """Shows these; a command that was shown keeps its row."""
        former = [heading for heading, _rows in self.sections]
        old = {_place_of(row.line): row for _heading, rows in self.sections for row in rows}
        self.sections = []
        for section in sections:
            rows = []
            for line in section.lines:
                place = _place_of(line)
                rows.append(old.pop(place) if place in old else ShortcutRow(self))
                rows[-1].set_line(section.title, line)
            self.sections.append((self._heading(section.title), rows))
        for widget in (*former, *old.values()):
            widget.setParent(None)
            widget.deleteLater()
        self.filter(pattern)

    def filter(self, pattern: str) -> None:
        """Shows the rows that contain every word of the pattern; if there are none, its synonyms."""
        words = pattern.casefold().split()
        every = [row for _heading, rows in self.sections for row in rows]
        chosen = {row for row in every if row.matches(words)} or {
            row for row in every if row.is_meant_by(words)
        }
        for heading, rows in self.sections:
            found = [row in chosen for row in rows]
            for widget, is_shown in zip((heading, *rows), (any(found), *found), strict=True):
                if widget.isHidden() == is_shown:
                    widget.setVisible(is_shown)

    def arrange(self, width: int) -> None:
        """Lays out for a width in pixels and takes the height that needs."""
        shown: list[list[QWidget]] = [
            [widget for widget in (heading, *rows) if not widget.isHidden()]
            for heading, rows in self.sections
            if not heading.isHidden()
        ]
        columns = max(1, min(len(shown), (width + _COLUMN_GAP) // (_COLUMN + _COLUMN_GAP)))
        column_width = (width - (columns - 1) * _COLUMN_GAP) // columns
        heights = [[_height_of(widget, column_width) for widget in section] for section in shown]
        tallest = 0
        ends = _column_ends([sum(each) + _SECTION_GAP for each in heights], columns)
        for number, (start, end) in enumerate(pairwise((0, *ends))):
            x, y = number * (column_width + _COLUMN_GAP), 0
            for widgets, measured in zip(shown[start:end], heights[start:end], strict=True):
                for widget, height in zip(widgets, measured, strict=True):
                    place = QRect(x, y, column_width, height)
                    widget.setGeometry(placed(QRect(0, 0, width, 1), place))
                    y += height
                y += _SECTION_GAP
            tallest = max(tallest, y - _SECTION_GAP)
        self.resize(width, tallest)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._tell(self.chosen, event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._tell(self.asked, event)

    def _tell(self, signal: SignalInstance, event: QMouseEvent) -> None:
        row = self.childAt(event.position().toPoint())
        if isinstance(row, ShortcutRow):
            signal.emit(row)

    def _heading(self, title: str) -> QLabel:
        heading = QLabel(title, self)
        heading.setContentsMargins(mirrored(_EDGE, 0, 0, 0))
        heading.setFont(sized(self.font(), 0.92, is_bold=True))
        heading.setForegroundRole(QPalette.ColorRole.Link)
        return heading


def _place_of(line: KeyLine) -> tuple[str, tuple[str, ...]]:
    return line.command, line.panes


def _height_of(widget: QWidget, width: int) -> int:
    if isinstance(widget, ShortcutRow):
        return widget.heightForWidth(width)
    return widget.sizeHint().height() + 4


def _column_ends(heights: Sequence[int], columns: int) -> tuple[int, ...]:
    """Returns where each column ends so that the tallest is low, and of such the first ones full."""

    def tallest(ends: tuple[int, ...]) -> tuple[int, list[int]]:
        columns = [sum(heights[start:end]) for start, end in pairwise((0, *ends))]
        return max(columns), [-end for end in ends]

    last = len(heights)
    cuts = combinations(range(1, last), columns - 1)
    return min(((*each, last) for each in cuts), key=tallest)
