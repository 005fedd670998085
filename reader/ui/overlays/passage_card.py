"""Shows a passage or a note in a card below lines of the text."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QTextBrowser, QWidget

from reader.ui.style.box_layouts import in_column
from reader.ui.style.painting import paint_card
from reader.ui.style.reading_typography import Typography
from reader.ui.style.theme import current_theme

_REACH = 16  # pixels of the shadow
_GAP = 6  # pixels between the line and the card
_MOST_LINES = 8
_WIDEST = 660


class Place(NamedTuple):
    """The lines that a card belongs to, and the area it may cover, in coordinates of the pane."""

    lines: Sequence[QRect]
    area: QRect


class _Words(QTextBrowser):
    """The words of the card; it loads nothing."""

    def loadResource(self, kind: int, name: QUrl) -> object:
        """Returns an empty image for every address."""
        return QImage(1, 1, QImage.Format.Format_ARGB32)


class PassageCard(QFrame):
    """A card over the text that never takes the focus: keys still act on the text."""

    link_activated = Signal(str)
    left = Signal()

    def __init__(self, pane: QWidget, name: str) -> None:
        super().__init__(pane)
        self.hide()
        self._bar = ""  # its colour
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.words = _Words(self)
        self.words.setFrameShape(QFrame.Shape.NoFrame)
        self.words.setOpenLinks(False)
        self.words.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse)
        self.words.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.words.document().setDocumentMargin(0)
        self.words.anchorClicked.connect(lambda url: self._follow(url.toString()))
        self.foot = QLabel(self)
        self.foot.setTextFormat(Qt.TextFormat.RichText)
        self.foot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot.linkActivated.connect(self._follow)
        margins = (_REACH + 18, _REACH + 10, _REACH + 14, _REACH + 8)
        self._column = in_column(self.words, self.foot, parent=self, margins=margins, spacing=6)

    def show_words(
        self,
        html: str,
        foot: str,
        at: Place,
        typography: Typography,
        bar: str = "",
    ) -> None:
        """Shows words at some lines; ``bar`` is a colour."""
        self._bar = bar or current_theme().accent
        font = typography.reading_font()
        font.setPixelSize(max(12, round(typography.size * 0.8)))
        self._set_colors(font)
        self.words.setHtml(html)
        self.foot.setText(foot)
        self.put_at(at)
        self.show()
        self.raise_()
        self.update()

    def _set_colors(self, font: QFont) -> None:
        theme = current_theme()
        self.words.setFont(font)
        self.words.document().setDefaultFont(font)
        self.words.document().setDefaultStyleSheet(f"a {{ color: {theme.accent} }}")
        self.words.setStyleSheet(f"background: transparent; color: {theme.ink}")
        self.words.viewport().setAutoFillBackground(False)
        self.foot.setStyleSheet(f"background: transparent; color: {theme.muted}")

    def put_at(self, at: Place) -> None:
        """Puts the card below the last of some lines, or above the first."""
        (lines, area), column = at, self._column
        width = min(area.width() + 2 * _REACH - 16, _WIDEST + 2 * _REACH)
        margins = column.contentsMargins()
        inner = width - margins.left() - margins.right()
        # Of its own document the view sets the width, and it may have none yet.
        document = self.words.document().clone()
        document.setTextWidth(inner)
        wanted = document.size().height() + 2
        document.deleteLater()
        line = self.words.fontMetrics().lineSpacing() * 1.4
        above, below = lines[0].top() - _GAP, lines[-1].bottom() + _GAP
        over, under = above - area.top(), area.bottom() - below
        room = max(over, under) - margins.bottom() - self.foot.sizeHint().height()
        height = min(wanted, max(2 * line, min(_MOST_LINES * line, room - 24)))
        self.words.setFixedHeight(round(height))
        column.activate()
        tall = column.sizeHint().height()
        leftmost, rightmost = area.left() + 8 - _REACH, area.right() - 7 - width + _REACH
        left = min(max(lines[-1].center().x() - width // 2, leftmost), rightmost)
        is_below = tall - 2 * _REACH <= under or over <= under
        top = below - _REACH if is_below else above - tall + _REACH
        self.setGeometry(left, top, width, tall)

    @property
    def card_rect(self) -> QRect:
        """Where the card is without its shadow, in this widget's coordinates."""
        return self.rect().adjusted(_REACH, _REACH, -_REACH, -_REACH)

    def _follow(self, href: str) -> None:
        self.close_card()
        self.link_activated.emit(href)

    def close_card(self) -> bool:
        """Closes the card; False when it was not open."""
        was_open = self.isVisible()
        self.hide()
        if was_open:
            self.left.emit()
        return was_open

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.Wheel):
            event.accept()  # what lies beneath is not meant
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        card = self.card_rect
        paint_card(painter, card, theme, 8.0, _REACH)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._bar))
        bar = QRectF(card.left(), card.top() + 8, 3, card.height() - 16)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            bar.moveRight(card.right() + 1)
        painter.drawRect(bar)
        painter.end()
