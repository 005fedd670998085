"""Creates the buttons of the selection toolbar: swatches, icons, and tags with their keys."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QToolTip, QWidget

from reader.core.models import Color
from reader.ui.style.painting import (
    draw_elided,
    keys_width,
    paint_keys,
    paint_swatch,
    paint_tick,
    placed,
    round_pen,
    sized,
)
from reader.ui.style.theme import blend, current_theme

SWATCH, SIGN, HEIGHT = 26, 34, 34  # pixels from one to the next, and of what can be clicked
_KEYS = ("Left", "Right", "Home", "End", "Tab", "Shift+Tab", "Enter", "Space", "Escape")
_MOST_NAME = 120  # pixels of a tag's name


class ToolbarButton(QAbstractButton):
    """A button that takes the keyboard only when it is given it, and then keeps a few keys."""

    def __init__(self, parent: QWidget, command: str) -> None:
        super().__init__(parent)
        self.command = command
        self.tip_height = 0  # pixels below its top at which its tip is shown
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def name(self, title: str, keys: str) -> None:
        """Sets the accessible name and the tooltip: the title and its keys."""
        self.setAccessibleName(title)
        self.setToolTip(f"{title}   {keys}".rstrip())

    def keeps_key(self, chord: str) -> bool:
        """Keeps the keys that move along the toolbar, press a button and leave."""
        return chord in _KEYS

    def event(self, event: QEvent) -> bool:
        """Shows the tip on the far side of the toolbar, off the words that are selected."""
        if event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(self.mapToGlobal(QPoint(0, self.tip_height)), self.toolTip(), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()  # the toolbar moves and leaves

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter)
        painter.end()

    def paint(self, painter: QPainter) -> None:
        """Paints the button; this, its ground."""
        theme = current_theme()
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.isDown():
            painter.setBrush(QColor(theme.selection))
        elif self.underMouse():
            painter.setBrush(QColor(blend(theme.selection, theme.card, 0.5)))
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2.0))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 7.0, 7.0)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class SwatchButton(ToolbarButton):
    """A colour: ticked when the highlight has it, ringed when it is about to be chosen."""

    def __init__(self, parent: QWidget, command: str, color: Color) -> None:
        super().__init__(parent, command)
        self.color = color
        self.setCheckable(True)

    def sizeHint(self) -> QSize:
        return QSize(SWATCH, HEIGHT)

    def paint(self, painter: QPainter) -> None:
        theme, tint = current_theme(), current_theme().highlights[self.color]
        dot = QRect(0, 0, 18, 18)
        dot.moveCenter(self.rect().center())
        paint_swatch(painter, dot, tint, theme)
        if self.isChecked():
            paint_tick(painter, dot.adjusted(4, 4, -4, -4), QColor(theme.ink))
        if self.underMouse() or self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(dot).adjusted(-2.75, -2.75, 2.75, 2.75))


class SignButton(ToolbarButton):
    """A command shown by a drawn sign of 18 pixels."""

    def __init__(self, parent: QWidget, command: str, draw: Callable[[QPainterPath], None]) -> None:
        super().__init__(parent, command)
        self._path = QPainterPath()
        draw(self._path)

    def sizeHint(self) -> QSize:
        return QSize(SIGN, HEIGHT)

    def paint(self, painter: QPainter) -> None:
        super().paint(painter)
        painter.setPen(round_pen(QColor(current_theme().ink), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.translate((self.width() - 18) / 2, (self.height() - 18) / 2)
        painter.drawPath(self._path)


class TagButton(ToolbarButton):
    """A tag that is on a key: its key cap and, where there is room, its name."""

    def __init__(self, parent: QWidget, command: str, keys: str, tag: str) -> None:
        super().__init__(parent, command)
        self.tag, self.keys = tag, keys
        self.is_named = True
        self.setCheckable(True)
        self.setFont(sized(self.font(), 0.93))

    def sizeHint(self) -> QSize:
        width = keys_width(self.fontMetrics(), self.keys) + 14
        return QSize(width + (self._name_width() + 7 if self.is_named else 0), HEIGHT)

    def _name_width(self) -> int:
        return min(_MOST_NAME, self.fontMetrics().horizontalAdvance(self.tag) + 2)

    def paint(self, painter: QPainter) -> None:
        super().paint(painter)
        theme = current_theme()
        painter.setFont(self.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        middle = self.height() // 2
        cap = keys_width(self.fontMetrics(), self.keys)
        caps = placed(self.rect(), QRect(7, 0, cap, 1))
        paint_keys(painter, caps.left(), middle, self.keys, theme, theme.ink)
        if self.is_named:
            room = QRect(14 + cap, 0, self._name_width(), self.height())
            painter.setPen(QColor(theme.ink))
            draw_elided(painter, self.rect(), room, self.tag)


def draw_note(path: QPainterPath) -> None:
    """Draws a speech bubble with two lines."""
    path.moveTo(4, 2.5)
    path.lineTo(14, 2.5)
    path.quadTo(16, 2.5, 16, 4.5)
    path.lineTo(16, 11)
    path.quadTo(16, 13, 14, 13)
    path.lineTo(8, 13)
    path.lineTo(4.5, 16)
    path.lineTo(4.5, 13)
    path.quadTo(2, 13, 2, 11)
    path.lineTo(2, 4.5)
    path.quadTo(2, 2.5, 4, 2.5)
    for y, right in ((6.2, 12.5), (9.2, 10.5)):
        path.moveTo(5.5, y)
        path.lineTo(right, y)


def draw_tag(path: QPainterPath) -> None:
    """Draws a label with a hole."""
    path.moveTo(3, 8.6)
    path.lineTo(3, 3)
    path.lineTo(8.6, 3)
    path.lineTo(15.6, 10)
    path.lineTo(10, 15.6)
    path.closeSubpath()
    path.addEllipse(QPointF(6.2, 6.2), 1.0, 1.0)


def draw_copy(path: QPainterPath) -> None:
    """Draws two sheets, one over the other."""
    path.addRoundedRect(QRectF(6, 6, 10, 10), 1.8, 1.8)
    path.moveTo(3.4, 12)
    path.quadTo(2, 12, 2, 10.4)
    path.lineTo(2, 3.8)
    path.quadTo(2, 2, 3.8, 2)
    path.lineTo(10.4, 2)
    path.quadTo(12, 2, 12, 3.4)


def draw_delete(path: QPainterPath) -> None:
    """Draws a bin with its lid."""
    path.moveTo(2.5, 4.5)
    path.lineTo(15.5, 4.5)
    path.moveTo(6.5, 4.5)
    path.lineTo(6.5, 2.5)
    path.lineTo(11.5, 2.5)
    path.lineTo(11.5, 4.5)
    path.moveTo(4.2, 4.5)
    path.lineTo(5, 15.5)
    path.lineTo(13, 15.5)
    path.lineTo(13.8, 4.5)
    for x in (7.5, 10.5):
        path.moveTo(x, 7.5)
        path.lineTo(x, 12.5)
