"""Filters the cards with the row above them: a dot for each colour in use, and a menu of tags."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QToolButton, QWidget

from reader.core.color_names import color_name
from reader.core.models import Annotation, Color, Kind
from reader.core.translation import _, counted_text, number_text
from reader.ui.style.box_layouts import EMPTY, in_row
from reader.ui.style.painting import paint_swatch, paint_tick, sized
from reader.ui.style.reading_typography import tag_text
from reader.ui.style.theme import current_theme

_DOT = 16  # pixels


class CardFilter(NamedTuple):
    """Which cards are shown: any of the colours (none: all), and the tag or one below it."""

    colors: frozenset[Color] = frozenset()
    tag: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        return not (self.colors or self.tag)

    def accepts(self, item: Annotation) -> bool:
        """Determines whether a card is shown."""
        if self.colors and (item.kind is not Kind.HIGHLIGHT or item.color not in self.colors):
            return False
        below = f"{self.tag}/"
        return not self.tag or any(tag == self.tag or tag.startswith(below) for tag in item.tags)

    def description(self) -> str:
        """Returns the filter in words: "yellow, green, #method"."""
        names = [color_name(color) for color in Color if color in self.colors]
        return ", ".join(names + ([tag_text(self.tag)] if self.tag else []))


class ColorDot(QAbstractButton):
    """A colour that can be switched on; it has a name, and a tick when it is on."""

    def __init__(self, parent: QWidget, color: Color) -> None:
        super().__init__(parent)
        self.color = color
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(QSize(_DOT + 8, _DOT + 8))

    def set_count(self, count: int) -> None:
        """Shows how many highlights have the colour."""
        number = counted_text("{n} highlight", "{n} highlights", count)
        name = f"{color_name(self.color)} · {number}"
        self.setToolTip(name[:1].upper() + name[1:])
        self.setAccessibleName(_("Show {color}").format(color=name))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the dot, ticked when on, ringed with the focus."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dot = QRect((self.width() - _DOT) // 2, (self.height() - _DOT) // 2, _DOT, _DOT)
        paint_swatch(painter, dot, theme.highlights[self.color], theme)
        if self.isChecked():
            paint_tick(painter, dot.adjusted(3, 3, -3, -3), QColor(theme.ink))
        if self.isChecked() or self.hasFocus() or self.underMouse():
            is_strong = self.isChecked() or self.hasFocus()
            pen = QPen(QColor(theme.accent if is_strong else theme.muted))
            pen.setWidthF(2.0 if is_strong else 1.0)
            if self.hasFocus() and not self.isChecked():
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(dot).adjusted(-2.5, -2.5, 2.5, 2.5))
        painter.end()


class FilterRow(QWidget):
    """Dots for the colours that are used, and the tags that are used in a menu."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.filter = CardFilter()
        self.dots: list[ColorDot] = []
        self._dots_row = in_row(spacing=2)
        self.menu = QMenu(self)
        self.tag_button = QToolButton(self)
        self.tag_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.tag_button.setMenu(self.menu)
        self.tag_button.setFont(sized(self.font(), 0.92))
        self.tag_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._actions = QActionGroup(self)
        self._tags: Counter[str] = Counter()
        in_row(self._dots_row, EMPTY, self.tag_button, parent=self)
        self._name_tag_button()

    def set_items(self, items: Sequence[Annotation]) -> None:
        """Offers the colours and tags of these; a filter on what is gone is dropped."""
        colors = Counter(item.color for item in items if item.kind is Kind.HIGHLIGHT)
        tags = Counter(tag for item in items for tag in item.tags)
        kept = CardFilter(
            self.filter.colors & colors.keys(),
            self.filter.tag
            if any(CardFilter(tag=self.filter.tag).accepts(i) for i in items)
            else "",
        )
        self.filter = kept
        wanted = [color for color in Color if colors[color]]
        if [dot.color for dot in self.dots] != wanted:
            self._make_dots(wanted)
        for dot in self.dots:
            dot.set_count(colors[dot.color])
        if tags != self._tags or not self._actions.actions():
            self._tags = tags
            self._make_menu(tags)
        self.setVisible(bool(colors or tags))
        self._show_filter()

    def set_filter(self, wanted: CardFilter) -> None:
        """Switches to this filter."""
        if wanted != self.filter:
            self.filter = wanted
            self._show_filter()
            self.changed.emit()

    def _make_dots(self, colors: Sequence[Color]) -> None:
        for dot in self.dots:
            self._dots_row.removeWidget(dot)
            dot.setParent(None)
            dot.deleteLater()
        self.dots = [ColorDot(self, color) for color in colors]
        for dot in self.dots:
            self._dots_row.addWidget(dot)
            dot.clicked.connect(self._read_dots)
            dot.show()

    def _make_menu(self, tags: Counter[str]) -> None:
        self.menu.clear()
        for old in self._actions.actions():
            self._actions.removeAction(old)
        rows = [("", _("All tags"))]
        rows += [
            (tag, f"{tag_text(tag)}  ·  {number_text(count)}")
            for tag, count in sorted(tags.items())
        ]
        for tag, title in rows:
            action = QAction(self.menu, text=title.replace("&", "&&"))
            action.setCheckable(True)
            action.setData(tag)
            action.triggered.connect(lambda _checked=False, tag=tag: self._choose_tag(tag))
            self._actions.addAction(action)
            self.menu.addAction(action)
        self.tag_button.setVisible(bool(tags))

    def _read_dots(self) -> None:
        colors = frozenset(dot.color for dot in self.dots if dot.isChecked())
        self.set_filter(self.filter._replace(colors=colors))

    def _choose_tag(self, tag: str) -> None:
        self.set_filter(self.filter._replace(tag=tag))

    def _show_filter(self) -> None:
        for dot in self.dots:
            dot.setChecked(dot.color in self.filter.colors)
        for action in self._actions.actions():
            action.setChecked(action.data() == self.filter.tag)
        self._name_tag_button()

    def _name_tag_button(self) -> None:
        tag = self.filter.tag
        text = tag_text(tag) if tag else _("Tags")
        metrics = self.tag_button.fontMetrics()
        short = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, 130)
        self.tag_button.setText(f"{short} ▾".replace("&", "&&"))
        self.tag_button.setToolTip(_("Show only cards with a tag"))
        self.tag_button.setAccessibleName(
            _("Filter by tag: {tag}").format(tag=text) if tag else _("Filter by tag")
        )
