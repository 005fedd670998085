"""Shows the status bar below the text: what the next key acts on, and what the keys do."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader.commands.keys.active_keymap import present_keys
from reader.commands.keys.effective_keys import KeyLabel
from reader.core.translation import _
from reader.ui.style.painting import (
    draw_elided,
    fill,
    foot_height,
    keys_width,
    paint_keys,
    placed,
    sized,
)
from reader.ui.style.reading_typography import tag_text
from reader.ui.style.theme import current_theme

_EDGE = 18  # pixels left and right
_LABEL_GAP = 12
_KEY_GAP = 4
_TARGET_GAP = 16
_LEAST_QUOTED = 14  # characters of its quote the target keeps while there are keys to show
_CLOSING = "”»“"
_CHIP_PADDING = 9
_MOST_CHIP = 0.4  # of the width


class StatusBar(QWidget):
    """Three values, painted: the target, elided, as many keys as then fit, and a chip: a mode.

    The quote gives way first, then keys from the end; but the last, which leads to all the
    others, is there as soon as two of them fit.
    """

    keys_clicked = Signal(str)  # as they are shown

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self._target = ""
        self.key_labels: tuple[KeyLabel, ...] = ()
        self._chip = ""
        self._pointer = QPoint(-1, -1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAutoFillBackground(False)

    def set_target(self, text: str) -> None:
        """Names what the next key acts on, e.g. ``sentence “They mark…”``."""
        if text != self._target:
            self._target = " ".join(text.split())
            self._tell()

    def set_key_labels(self, labels: Sequence[KeyLabel]) -> None:
        """Names what the keys will do: (keys, label), the most wanted first, all keys last."""
        if tuple(labels) != self.key_labels:
            self.key_labels = tuple(labels)
            self._tell()

    def set_sticky(self, names: Sequence[str]) -> None:
        """Names the tags that go onto every new highlight; none: the mode is off."""
        tags = " ".join(map(tag_text, names))
        self.set_chip(_("sticky {tags}").format(tags=tags) if tags else "")

    def set_chip(self, text: str) -> None:
        """Shows at the far edge a mode that lasts until it is ended; nothing if empty."""
        if text != self._chip:
            self._chip = text
            self._tell()

    def sizeHint(self) -> QSize:
        return QSize(320, foot_height(self.font()))

    def minimumSizeHint(self) -> QSize:
        """Returns the height of a line: any width will do."""
        return QSize(0, self.sizeHint().height())

    def fitting(self) -> tuple[str, tuple[KeyLabel, ...]]:
        """Returns the target as it fits, and the keys that fit beside it."""
        metrics = QFontMetrics(self._font())
        chip = self._chip_width()
        room = self.width() - 2 * _EDGE - (chip + _TARGET_GAP if chip else 0)
        whole = metrics.horizontalAdvance(self._target) + 2  # an advance is rounded
        least = metrics.horizontalAdvance(_briefest(self._target)) + 2
        gap = _TARGET_GAP if self._target else 0
        widths = [
            keys_width(metrics, keys) + _KEY_GAP + metrics.horizontalAdvance(label) + _LABEL_GAP
            for keys, label in self.key_labels
        ]
        left = room - min(whole, least) - gap + _LABEL_GAP
        shown = list(range(len(widths)))
        while shown and sum(widths[number] for number in shown) > left:
            del shown[-2 if len(shown) > 2 else -1]
        used = sum(widths[number] for number in shown)
        target = min(whole, room - gap + _LABEL_GAP - used) if shown else room
        labels = tuple(self.key_labels[number] for number in shown)
        return _shorten(self._target, metrics.elidedText, target), labels

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints a hairline, the target, the keys."""
        theme = current_theme()
        painter = QPainter(self)
        fill(painter, self.rect(), theme.paper)
        fill(painter, QRect(0, 0, self.width(), 1), theme.line)
        painter.setFont(self._font())
        metrics = painter.fontMetrics()
        target, labels = self.fitting()
        middle = self.height() // 2 + 1
        painter.setPen(QColor(theme.ink))
        chip = self._chip_width()
        wide = self.width() - 2 * _EDGE - (chip + _TARGET_GAP if chip else 0)
        room = placed(self.rect(), QRect(_EDGE, 1, wide, self.height() - 1))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, target)
        for (keys, label), area in self._placed(metrics, target, labels):
            caps = keys_width(metrics, keys)
            is_mirrored = self.isRightToLeft()
            left = area.right() + 1 - caps if is_mirrored else area.left()
            paint_keys(painter, left, middle, keys, theme, theme.ink)
            is_over = area.contains(self._pointer)
            painter.setPen(QColor(theme.ink if is_over else theme.muted))
            beside = caps + _KEY_GAP
            words = (
                area.adjusted(-2, 0, -beside, 0) if is_mirrored else area.adjusted(beside, 0, 2, 0)
            )
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, label)
        self._paint_chip(painter)
        painter.end()

    def _placed(
        self, metrics: QFontMetrics, target: str, labels: Sequence[KeyLabel]
    ) -> Iterator[tuple[KeyLabel, QRect]]:
        """Returns the labels that are shown, with where each is."""
        left = _EDGE
        if target:
            left += metrics.horizontalAdvance(target) + _TARGET_GAP
        for keys, label in labels:
            width = keys_width(metrics, keys) + _KEY_GAP + metrics.horizontalAdvance(label)
            yield (keys, label), placed(self.rect(), QRect(left, 1, width, self.height() - 1))
            left += width + _LABEL_GAP

    def keys_at(self, spot: QPoint) -> str:
        """Returns the keys at a spot that can be clicked on, as they are shown; empty for none."""
        shown = self._placed(QFontMetrics(self._font()), *self.fitting())
        found = next((label[0] for label, area in shown if area.contains(spot)), "")
        return found if present_keys().can_be_clicked(found) else ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(event.position().toPoint())

    def leaveEvent(self, event: QEvent) -> None:
        self._point(QPoint(-1, -1))
        super().leaveEvent(event)

    def _point(self, spot: QPoint) -> None:
        before, self._pointer = self.keys_at(self._pointer), spot
        now = self.keys_at(spot)
        if now != before:
            hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
            self.setCursor(hand if now else arrow)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        keys = self.keys_at(event.position().toPoint())
        if keys and event.button() is Qt.MouseButton.LeftButton:
            self.keys_clicked.emit(keys)

    def _paint_chip(self, painter: QPainter) -> None:
        """Paints the chip, at the far edge."""
        width = self._chip_width()
        if not width:
            return
        theme, metrics = current_theme(), painter.fontMetrics()
        height = metrics.height() + 6
        top = (self.height() + 1 - height) // 2 + 1
        chip = placed(self.rect(), QRect(self.width() - _EDGE - width, top, width, height))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent), 1.0))
        painter.setBrush(QColor(theme.selection))
        painter.drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), 8.0, 8.0)
        painter.setPen(QColor(theme.ink))
        inner = chip.adjusted(_CHIP_PADDING, 0, -_CHIP_PADDING, 0)
        draw_elided(painter, inner, inner, self._chip)

    def _chip_width(self) -> int:
        """Returns the width of the chip in pixels, 0 when there is none."""
        if not self._chip:
            return 0
        wanted = QFontMetrics(self._font()).horizontalAdvance(self._chip) + 2 * _CHIP_PADDING + 2
        return min(wanted, round(self.width() * _MOST_CHIP))

    def _font(self) -> QFont:
        return sized(self.font(), 0.93)

    def _tell(self) -> None:
        keys = ", ".join(f"{keys} {label}" for keys, label in self.key_labels)
        self.setAccessibleName(". ".join(part for part in (self._target, self._chip, keys) if part))
        self.setToolTip(self._target)
        self.update()


def _briefest(text: str) -> str:
    """Returns what has to stay of a target: what it is, and the first letters of its quote."""
    start = text.find("“") + 1 or text.find("«") + 1
    brief = text[: start + _LEAST_QUOTED].rstrip()
    return text if len(brief) + 2 >= len(text) else f"{brief}…”"


def _shorten(text: str, elide: Callable[[str, Qt.TextElideMode, int], str], width: int) -> str:
    """Returns the text elided at the right, its closing quotation mark kept."""
    short = elide(text, Qt.TextElideMode.ElideRight, width)
    if short == text or not text.endswith(tuple(_CLOSING)):
        return short
    return elide(text[:-1], Qt.TextElideMode.ElideRight, width - 8) + text[-1]
