"""Shows each theme as a card in its colours, and a card to follow the system."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QGridLayout, QWidget

from reader.core.models import Color
from reader.core.translation import _
from reader.preference import Preference, Value
from reader.ui.style.box_layouts import in_column
from reader.ui.style.painting import sized
from reader.ui.style.theme import current_theme, load_theme, reading_family, system_theme_name

_SYSTEM = "system"
_CARD = QSize(124, 72)
_RING = 5  # pixels around a card
_WAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class _ThemeCard(QAbstractButton):
    """Paints a theme in its colours; a ring is around the chosen one."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        self.setText(load_theme(name).title)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        height = _CARD.height() + 2 * _RING + self.fontMetrics().height() + 4
        self.setFixedSize(_CARD.width() + 2 * _RING, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, here = load_theme(self.name), current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(_RING, _RING, _CARD.width(), _CARD.height()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.isChecked() or self.hasFocus():
            style = Qt.PenStyle.SolidLine if self.isChecked() else Qt.PenStyle.DotLine
            painter.setPen(QPen(QColor(here.accent), 3.0 if self.hasFocus() else 2.0, style))
            painter.drawRoundedRect(card.adjusted(-3.5, -3.5, 3.5, 3.5), 10, 10)
        painter.setPen(QColor(theme.line))
        painter.setBrush(QColor(theme.paper))
        painter.drawRoundedRect(card, 7, 7)
        font = painter.font()
        font.setFamily(reading_family())
        painter.setFont(sized(font, 1.25))
        word = QRectF(card.left() + 14, card.top() + 12, 56, 24)
        mark = QRectF(card.right() - 52, word.top(), 36, 22)
        painter.fillRect(mark, QColor(theme.highlights[Color.YELLOW]))
        painter.setPen(QColor(theme.ink))
        painter.drawText(word, Qt.AlignmentFlag.AlignVCenter, _("Text"))
        painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, "Aa")
        line = QRectF(word.left(), word.bottom() + 12, card.width() - 30, 3)
        painter.fillRect(line, QColor(theme.muted))
        painter.fillRect(line.translated(0, 10).adjusted(0, 0, -36, 0), QColor(theme.accent))
        painter.setFont(sized(self.font(), 1.0, is_bold=self.isChecked()))
        painter.setPen(QColor(here.ink if self.isChecked() else here.muted))
        below = self.rect().adjusted(0, _CARD.height() + 2 * _RING, 0, 0)
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter, self.text())
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Goes to the next card by the arrows."""
        cards = self.parent()
        if event.key() in _WAYS and isinstance(cards, ThemeCards):
            cards.go(self, _WAYS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class ThemeCards(QWidget):
    """Chooses a theme; one card follows the system."""

    def __init__(self, row: Preference, keep: Callable[[Value], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._keep = keep
        names = [str(value) for value, _words in row.options if value != _SYSTEM]
        self.cards = [_ThemeCard(name, self) for name in names]
        grid = QGridLayout()
        grid.setSpacing(8)
        for at, card in enumerate(self.cards):
            grid.addWidget(card, at // 2, at % 2, Qt.AlignmentFlag.AlignLeft)
            card.clicked.connect(lambda _checked, name=card.name: self._keep(name))
            card.setAccessibleName(
                _("{setting}: {value}").format(setting=_(row.caption), value=card.text())
            )
        grid.setColumnStretch(1, 1)
        self.follow = QCheckBox(_("Follow system"), self)
        self.follow.setToolTip(_("Light or dark, like the desktop"))
        self.follow.clicked.connect(self._follow)
        in_column(grid, self.follow, parent=self, spacing=8)
        self.setFocusProxy(self.cards[0])

    def show_value(self, value: Value) -> None:
        """Marks the chosen theme, or the one of the system."""
        self.follow.setChecked(value == _SYSTEM)
        shown = system_theme_name() if value == _SYSTEM else value
        for card in self.cards:
            card.setChecked(card.name == shown)
            if card.isChecked():
                self.setFocusProxy(card)

    def go(self, card: _ThemeCard, way: int) -> None:
        """Chooses the card before or after one."""
        at = self.cards.index(card) + way
        if 0 <= at < len(self.cards):
            self.cards[at].setFocus(Qt.FocusReason.TabFocusReason)
            self.cards[at].click()

    def _follow(self, is_following: bool) -> None:
        self._keep(_SYSTEM if is_following else system_theme_name())
