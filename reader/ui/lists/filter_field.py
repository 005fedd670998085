"""Filters the list below it while the user types."""

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.translation import _
from reader.ui.style.box_layouts import mirrored
from reader.ui.style.painting import keys_width, paint_keys, placed, sized
from reader.ui.style.theme import current_theme

_EDGE = 8  # pixels beside the key cap
DEBOUNCE = 60  # milliseconds without a key before the list is narrowed


def _key() -> str:
    """Returns the key that leads here, if any."""
    return present_keys().keys_for("list.filter", Pane.LIST)


class FilterField(QLineEdit):
    """Tells the query once typing pauses; Down and Enter leave for the list, Escape clears first."""

    query_changed = Signal(str)
    left = Signal()  # the user wants to go on in the list
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.set_place("")
        self.setAccessibleName(_("Search the articles"))
        self.setAccessibleDescription(
            _("Words, “phrases”, tag:name, is:unread, site:name; Down goes to the list")
        )
        self._told = ""
        self._pause = QTimer(self, singleShot=True, interval=DEBOUNCE)
        self._pause.timeout.connect(self.tell_now)
        self._cross: QAction | None = None  # made when there is something to clear
        self.textChanged.connect(self._on_text)
        self._make_room()

    def set_place(self, name: str) -> None:
        """Shows in the empty field what is searched; without a name, what may be typed."""
        text = (
            _("Search {name}").format(name=name) if name else _("Search  ·  tag:  is:unread  site:")
        )
        self.setPlaceholderText(text)

    def tell_now(self) -> None:
        """Emits the query without waiting for a pause, if it is a new one."""
        self._pause.stop()
        if self.text() != self._told:
            self._told = self.text()
            self.query_changed.emit(self._told)

    def reset(self) -> None:
        """Empties the field and emits nothing."""
        self._told = ""
        self.clear()
        self._pause.stop()

    def event(self, event: QEvent) -> bool:
        """Keeps Escape for the field, whatever shortcut the window gives it."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leaves by Down or Enter; Escape clears, and leaves when there is nothing to clear."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.tell_now()
            self.left.emit()
        elif key == Qt.Key.Key_Escape:
            if self.text():
                self._clear_now()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hides the key cap: the key is typed now."""
        super().focusInEvent(event)
        self._make_room()
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Shows the key that leads here."""
        super().focusOutEvent(event)
        self._make_room()
        self.focus_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints also the key that leads here, as a cap at the end."""
        super().paintEvent(event)
        key = _key()
        if key and self._shows_key():
            painter = QPainter(self)
            painter.setFont(self._small())
            width = keys_width(painter.fontMetrics(), key)
            cap = placed(self.rect(), QRect(self.width() - _EDGE - width, 0, width, 1))
            paint_keys(painter, cap.left(), self.height() // 2, key, current_theme())
            painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def update_keys(self) -> None:
        """Shows the present key."""
        self._make_room()
        self.update()

    def _dress(self) -> None:
        if self._cross is not None:
            from reader.ui.style.button_icons import sign_icon  # start-up time: QIcon

            self._cross.setIcon(sign_icon("cross", current_theme().muted))

    def _add_cross(self) -> None:
        self._cross = QAction(self, text=_("Clear the search"))
        self._cross.triggered.connect(self._clear_now)
        self._dress()
        self.addAction(self._cross, QLineEdit.ActionPosition.TrailingPosition)

    def _on_text(self, text: str) -> None:
        if self._cross is not None:
            self._cross.setVisible(bool(text))
        elif text:
            self._add_cross()
        self._make_room()
        self._pause.start()

    def _shows_key(self) -> bool:
        return not self.text() and not self.hasFocus()

    def _small(self) -> QFont:
        return sized(self.font(), 0.86)

    def _make_room(self) -> None:
        """Keeps the placeholder off the key cap."""
        cap = keys_width(QFontMetrics(self._small()), _key()) if self._shows_key() else 0
        self.setTextMargins(mirrored(0, 0, cap, 0))

    def _clear_now(self) -> None:
        self.clear()
        self.tell_now()
