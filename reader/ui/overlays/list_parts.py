"""Creates the parts of every list overlay: a field that forwards its keys, a list, a footer."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSignalBlocker, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from reader.core.keys.keymap import format_keys
from reader.ui.lists.frameless_item_views import show_plain_rows
from reader.ui.lists.row_model import Index
from reader.ui.overlays.key_presses import key_named, press_key
from reader.ui.style.announcement import announce
from reader.ui.style.painting import (
    draw_elided,
    keys_width,
    paint_keys,
    paint_pictured,
    placed,
    sized,
)
from reader.ui.style.theme import current_theme

KeyHandler = Callable[[QKeyEvent], bool]

_CAP_GAP, _LABEL_GAP = 5, 12  # pixels after the caps of keys, and after what they do


def title_label(card: QWidget) -> QLabel:
    """Makes the label of a card's title, which may quote a text of anybody's."""
    label = QLabel(card)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    label.setWordWrap(True)
    label.setContentsMargins(10, 4, 10, 2)
    label.setFont(sized(card.font(), 1.0, is_bold=True))
    return label


class PickField(QLineEdit):
    """A line edit that offers each key to its overlay first."""

    def __init__(self, parent: QWidget, handle_key: KeyHandler) -> None:
        super().__init__(parent)
        self._handle_key = handle_key
        self.is_edited = False  # by the user, since it came or was emptied
        self.setClearButtonEnabled(False)
        self.textEdited.connect(self._remember_edit)

    def _remember_edit(self) -> None:
        self.is_edited = True

    def clear(self) -> None:
        """Empties a field that is not empty: a screen reader would take that for the focus."""
        self.is_edited = False
        if self.text():
            super().clear()

    def hideEvent(self, event: QHideEvent) -> None:
        """Is empty when it comes again, before it has the focus."""
        super().hideEvent(event)
        if not event.spontaneous():
            with QSignalBlocker(self):
                self.clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Gives the overlay the first say."""
        if not self._handle_key(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Offers Tab to the overlay too, which may complete with it."""
        key = Qt.Key.Key_Tab if is_next else Qt.Key.Key_Backtab
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        return self._handle_key(event) or super().focusNextPrevChild(is_next)


class PickList(QListView):
    """A borderless list of one-line rows that is steered from elsewhere."""

    def __init__(self, parent: QWidget, handle_key: KeyHandler, name: str) -> None:
        super().__init__(parent)
        self._handle_key = handle_key
        self._pattern = ""
        self.setAccessibleName(name)
        show_plain_rows(self)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def row(self) -> int:
        """The current row, or -1."""
        return self.currentIndex().row()

    def set_visible_rows(self, count: int) -> None:
        """Makes the list as high as count rows; the card around it may still make it lower."""
        height = count * self.row_height()
        self.setMinimumHeight(min(height, 2 * self.row_height()))
        self.setMaximumHeight(height)
        self.updateGeometry()

    def row_height(self) -> int:
        """Returns the height of one row, in pixels."""
        return self.fontMetrics().height() + 14

    def sizeHint(self) -> QSize:
        return QSize(200, self.maximumHeight())

    def choose_row(self, row: int) -> None:
        """Makes a row current (-1: none), keeps it on screen and announces it once the list is shown."""
        index = self.model().index(row, 0) if row >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)
        if index.isValid() and self.isVisible():
            announce(self, str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))

    def move_row(self, key: int, row: int | None = None) -> bool:
        """Moves by an arrow or page key, around the ends; False when the key is none of them."""
        count = self.model().rowCount()
        now = self.row if row is None else row
        page = max(1, self.viewport().height() // self.row_height() - 1)
        if not count:
            return key in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        match key:
            case Qt.Key.Key_Down:
                self.choose_row((now + 1) % count)
            case Qt.Key.Key_Up:
                self.choose_row((now - 1) % count if now >= 0 else count - 1)
            case Qt.Key.Key_PageDown:
                self.choose_row(min(count - 1, max(now, 0) + page))
            case Qt.Key.Key_PageUp:
                self.choose_row(max(0, now - page))
            case _:
                return False
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Gives the overlay every key; nothing is left to the list's own handling."""
        if not self._handle_key(event):
            event.ignore()


class PickDelegate(QStyledItemDelegate):
    """The measure of a row; subclasses paint it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, option.fontMetrics.height() + 14)


class FootLine(QWidget):
    """A line of keys and what they do, or a message in their place; keys drop from the end.

    A click on one presses the key, unless it names several.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self._pointed_at: int | None = None  # the number of a label
        self._keys: tuple[str, ...] = ()  # by their own names
        self._labels: tuple[tuple[str, str], ...] = ()
        self._message = ""
        self._is_error = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What it says now."""
        return self._message or "   ".join(f"{keys} {label}" for keys, label in self._labels)

    def set_key_labels(self, labels: tuple[tuple[str, str], ...]) -> None:
        """Shows these keys: (keys, label)."""
        self._keys = tuple(keys for keys, _label in labels)
        self._labels = tuple((format_keys(keys), label) for keys, label in labels)
        self.show_keys()

    def set_message(self, message: str, *, is_error: bool = False) -> None:
        """Shows this text in place of the keys, until others are set again."""
        self._message = message
        self._is_error = is_error
        announce(self, message, is_urgent=is_error)
        self._tell()

    def show_keys(self) -> None:
        """Shows the keys again in place of a message."""
        self._message = ""
        self._tell()

    def sizeHint(self) -> QSize:
        return QSize(100, self._line())

    def fit(self, width: int) -> None:
        """Makes the line as high as the keys need in a width, where none may be left out."""
        metrics = QFontMetrics(sized(self.font(), 0.86))
        last = max((area.top() for area in self._areas(metrics, width)), default=0)
        self.setFixedHeight(last + self._line())

    def _line(self) -> int:
        return self.fontMetrics().height() + 6

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the message, or as many keys as fit."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setFont(sized(self.font(), 0.86))
        if self._message:
            painter.setPen(QColor(theme.danger if self._is_error else theme.muted))
            draw_elided(painter, self.rect(), self.rect(), self._message)
        else:
            looks = (self._labels, theme.name, self._pointed_at)
            paint_pictured(painter, self.rect(), looks, theme.card, self._paint_labels)
        painter.end()

    def _paint_labels(self, painter: QPainter, _rect: QRect) -> None:
        theme, metrics = current_theme(), painter.fontMetrics()
        for number, area in self._placed(metrics):
            keys, label = self._labels[number]
            middle = area.top() + area.height() // 2
            cap = keys_width(metrics, keys)
            whole = self.rect()
            caps = placed(whole, QRect(area.left(), middle, cap, 1))
            paint_keys(painter, caps.left(), middle, keys, theme)
            painter.setPen(QColor(theme.ink if number == self._pointed_at else theme.muted))
            baseline = middle + (metrics.ascent() - metrics.descent()) // 2
            words = placed(whole, area.adjusted(cap + _CAP_GAP, 0, 0, 0))
            painter.drawText(words.left(), baseline, label)

    def _placed(self, metrics: QFontMetrics) -> Iterator[tuple[int, QRect]]:
        """Yields the numbers of the labels that fit, with where each is."""
        height = min(self.height(), self._line())
        for number, area in enumerate(self._areas(metrics, self.width())):
            if area.top() + height // 2 > self.height():
                return
            area.setHeight(height)
            yield number, area

    def _areas(self, metrics: QFontMetrics, width: int) -> Iterator[QRect]:
        """Yields where each label is in a width, from left to right and line by line."""
        left = top = 0
        for keys, label in self._labels:
            needed = keys_width(metrics, keys) + _CAP_GAP + metrics.horizontalAdvance(label)
            if left and left + needed > width:
                left, top = 0, top + self._line()
            yield QRect(left, top, needed, self._line())
            left += needed + _LABEL_GAP

    def _label_at(self, spot: QPoint) -> int | None:
        """Returns the number of the label at a spot that names one key."""
        if self._message:
            return None
        for number, area in self._placed(QFontMetrics(sized(self.font(), 0.86))):
            if placed(self.rect(), area).contains(spot):
                return number if key_named(self._keys[number]) is not None else None
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._label_at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def _point_at(self, number: int | None) -> None:
        if number != self._pointed_at:
            self._pointed_at = number
            hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
            self.setCursor(arrow if number is None else hand)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Leaves nothing to what is beneath."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Presses the key that is clicked on, for the field that has the focus."""
        number = self._label_at(event.position().toPoint())
        key = None if number is None else key_named(self._keys[number])
        around, focus = self.parentWidget(), self.window().focusWidget()
        if key is None or around is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        press_key(focus if focus is not None and around.isAncestorOf(focus) else around, key)

    def _tell(self) -> None:
        self.setAccessibleName(self.text)
        self.setToolTip(self._message)
        self._point_at(None)
        self.update()


def text_color(option: QStyleOptionViewItem) -> QColor:
    """Returns the ink of a row, from the list's palette."""
    return option.palette.color(QPalette.ColorGroup.Normal, QPalette.ColorRole.Text)
