"""The `?` sheet: every key and what it does, searchable, in as many columns as there is room for."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

from reader.commands.catalogue import CATALOGUE
from reader.commands.catalogue.entry import (
    HIGHLIGHTS,
    LIST,
    PANES,
    READING,
    REVIEW,
    REVISIONS,
    SIDEBAR,
    TAGS,
    TEXT,
)
from reader.commands.command import Pane
from reader.core.keymap import format_keys
from reader.core.translation import N_, _
from reader.ui.card_painting import keys_width, paint_keys, sized
from reader.ui.overlay import Overlay
from reader.ui.pick_list import FootLine, PickField
from reader.ui.theme import current_theme

_COLUMN = 310  # pixels a column needs at least
_COLUMN_GAP = 28
_SECTION_GAP = 18
_KEYS_GAP = 10  # between a title and its keys

# Keys that hold in two panes at once stand under each of them, but for the many of TEXT.
_PLACES: tuple[tuple[str, tuple[Pane, ...]], ...] = (
    (N_("Everywhere"), ()),
    (N_("In the list"), (LIST,)),
    (N_("In the text"), (READING,)),
    (N_("In the text and the annotations"), TEXT),
    (N_("In the annotations"), (SIDEBAR,)),
    (N_("Among all highlights"), (HIGHLIGHTS,)),
    (N_("Among all tags"), (TAGS,)),
    (N_("In the review"), (REVIEW,)),
    (N_("Among the revisions"), (REVISIONS,)),
)

Section = tuple[str, Sequence[tuple[str, str]]]


def sections_by_place() -> list[Section]:
    """Every command with its keys, under each place they work in; last those without a key."""
    sections: list[Section] = []
    for title, panes in _PLACES:
        rows = []
        for command in CATALOGUE:
            keys = [one.keys for one in command.keys if _is_in(one.panes, panes)]
            if keys:
                rows.append((_(command.title), " · ".join(format_keys(one) for one in keys)))
        if rows:
            sections.append((_(title), rows))
    everywhere = sections[0][1]
    keyless = [(_(command.title), "") for command in CATALOGUE if not command.keys]
    return [(sections[0][0], [*everywhere, *keyless]), *sections[1:]]


def _is_in(panes: tuple[Pane, ...], place: tuple[Pane, ...]) -> bool:
    """Whether keys that hold in these panes are listed under a place."""
    if panes == PANES:
        return not place  # said once, though the pages that take the whole window lack them
    return panes == place or (panes != TEXT and len(place) == 1 and place[0] in panes)


class KeyRow(QWidget):
    """A command's title and its keys, if any; one widget each, so that a row can be edited one day."""

    def __init__(self, parent: QWidget, title: str, keys: str) -> None:
        super().__init__(parent)
        self.title = title
        self.keys = keys
        self.setAccessibleName(f"{title}: {keys or _('no key')}")

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(_COLUMN, self.heightForWidth(_COLUMN * 2))

    def heightForWidth(self, width: int) -> int:
        """As many lines as the title needs beside the keys."""
        room = QRect(0, 0, width - self._keys_width() - _KEYS_GAP, 1000)
        flags = Qt.TextFlag.TextWordWrap
        return self.fontMetrics().boundingRect(room, flags, self.title).height() + 9

    def paintEvent(self, event: QPaintEvent) -> None:
        """The title at the left, the keys as caps at the right."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setFont(self._small())
        width = self._keys_width()
        left = self.width() - width
        painter.setPen(QColor(theme.muted))
        if self.keys:
            paint_keys(painter, left, self.height() // 2, self.keys, theme)
        else:
            area = QRect(left, 0, width, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, _("no key"))
        painter.setFont(self.font())
        painter.setPen(QColor(theme.ink))
        room = QRect(0, 0, left - _KEYS_GAP, self.height())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, flags, self.title)
        painter.end()

    def _small(self) -> QFont:
        return sized(self.font(), 0.86)

    def _keys_width(self) -> int:
        metrics = QFontMetrics(self._small())
        if not self.keys:
            return metrics.horizontalAdvance(_("no key")) + 2
        return keys_width(metrics, self.keys)


class _Board(QWidget):
    """The sections, laid out in columns of about the same height, in order down the columns."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[tuple[QLabel, list[KeyRow]]] = []

    def set_sections(self, sections: Sequence[Section]) -> None:
        for heading, rows in self.sections:
            for widget in (heading, *rows):
                widget.setParent(None)
                widget.deleteLater()
        self.sections = []
        for title, commands in sections:
            heading = QLabel(title, self)
            heading.setFont(sized(self.font(), 0.92, is_bold=True))
            palette = heading.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(current_theme().accent))
            heading.setPalette(palette)
            rows = [KeyRow(self, command, keys) for command, keys in commands]
            for widget in (heading, *rows):
                widget.show()
            self.sections.append((heading, rows))

    def filter(self, pattern: str) -> int:
        """Show the rows that hold every word of the pattern; answers how many."""
        words = pattern.casefold().split()
        count = 0
        for heading, rows in self.sections:
            shown = 0
            for row in rows:
                told = f"{heading.text()} {row.title} {'' if row.keys else _('no key')}".casefold()
                keys = row.keys.casefold().split()
                row.setVisible(all(word in told or word in keys for word in words))
                shown += not row.isHidden()
            heading.setVisible(shown > 0)
            count += shown
        return count

    def arrange(self, width: int) -> None:
        """Lay out for a width in pixels and take the height that needs."""
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


class ShortcutSheet(Overlay):
    """Shows sections of (command title, keys)."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, width=1080, name=_("Keys"))
        self.body.setContentsMargins(20, 16, 20, 12)
        self.body.setSpacing(12)
        self.field = PickField(self.card, self.handle_key)
        self.field.setPlaceholderText(_("Search keys and commands"))
        self.field.setAccessibleName(_("Search keys and commands"))
        self.board = _Board()
        self.area = QScrollArea(self.card)
        self.area.setWidget(self.board)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.area.viewport().setAutoFillBackground(False)
        self.board.setAutoFillBackground(False)
        self.foot = FootLine(self.card)
        self.body.addWidget(self.field)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.foot)
        self.field.textChanged.connect(self._filter)

    def show_keys(self, sections: Sequence[Section]) -> None:
        """Open with these sections: (title, [(command title, keys)]).

        Chords of a sequence are parted by a space, alternatives by " · ".
        """
        self.board.set_sections(sections)
        self.field.clear()
        self._filter("")
        self.open_card(None, self.field)

    def handle_key(self, event: QKeyEvent) -> bool:
        """Esc closes, the arrow and page keys scroll."""
        bar = self.area.verticalScrollBar()
        line, page = 3 * self.fontMetrics().height(), self.area.viewport().height() - 40
        steps = {
            Qt.Key.Key_Down: line,
            Qt.Key.Key_Up: -line,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_PageUp: -page,
        }
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        elif event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        else:
            return False
        return True

    def place_card(self) -> None:
        """Lay the columns out for the width there is, then be as high as they need."""
        margins = self.body.contentsMargins()
        width = min(self._width, self._host.width() - 32) - margins.left() - margins.right()
        self.board.arrange(width - 12)  # room for the scroll bar
        others = self.field.sizeHint().height() + self.foot.sizeHint().height()
        others += margins.top() + margins.bottom() + 2 * self.body.spacing() + 40
        room = self._host.height() - 32 - others
        self.area.setMinimumHeight(max(80, min(self.board.height(), room)))
        super().place_card()

    def _filter(self, pattern: str) -> None:
        count = self.board.filter(pattern)
        if self.is_open:
            self.place_card()
        if count:
            hints = (("↑ ↓", _("scroll")), ("Esc", _("close")))
            self.foot.set_hints(hints)
        else:
            text = _("No command or key matches “{text}”").format(text=pattern.strip())
            self.foot.set_message(text)


def _height_of(widget: QWidget, width: int) -> int:
    return (
        widget.heightForWidth(width) if isinstance(widget, KeyRow) else widget.sizeHint().height()
    )


def _height(heading: QLabel, rows: list[KeyRow], width: int) -> int:
    return sum(_height_of(widget, width) for widget in (heading, *rows)) + _SECTION_GAP


def _column_height(heights: list[int], columns: int) -> int:
    """The least height at which the sections, kept in order, fit into that many columns."""
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
