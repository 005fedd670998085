"""Shows the find bar: a field and the number of matches."""

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from reader.core.translation import _, counted_text, number_text
from reader.ui.keys.status_bar_texts import Typing
from reader.ui.style.box_layouts import in_row
from reader.ui.style.button_icons import sign_icon
from reader.ui.style.theme import current_theme


class FindField(QLineEdit):
    """The field; Enter goes on, Shift+Enter back, Esc is done."""

    typing = Typing.FIND
    stepped = Signal(int)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.stepped.emit(-1 if is_back else 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """Tells what is searched for and counts what was found; it looks for nothing itself."""

    sought = Signal(str)
    stepped = Signal(int)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = FindField(self)
        self.field.setPlaceholderText(_("Find in the article"))
        self.field.setAccessibleName(_("Find in the article"))
        self.count = QLabel(self)
        row = in_row((self.field, 1), self.count, parent=self, margins=(16, 6, 16, 6))
        self._signs: dict[str, QToolButton] = {}
        for sign, name, act in (
            ("up", _("Find previous"), lambda: self.stepped.emit(-1)),
            ("down", _("Find next"), lambda: self.stepped.emit(1)),
            ("cross", _("Close"), self.left.emit),
        ):
            self._signs[sign] = button = QToolButton(self)
            button.setToolTip(name)
            button.setAccessibleName(name)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
        self.field.textChanged.connect(self.sought)
        self.field.stepped.connect(self.stepped)
        self.field.left.connect(self.left)
        self._dress()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def _dress(self) -> None:
        for sign, button in self._signs.items():
            button.setIcon(sign_icon(sign, current_theme().muted))

    def open_bar(self) -> None:
        """Shows the field with what was sought last, to be typed over."""
        self.show()
        # Not by shortcut: the selection would be told before the focus.
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()
        self.sought.emit(self.field.text())

    def show_words(self, words: str) -> None:
        """Shows what is searched for without taking the keyboard or telling of it."""
        with QSignalBlocker(self.field):
            self.field.setText(words)
        self.show()

    def show_count(self, place: int, total: int) -> None:
        """Shows which match (from 1) of how many is current; 0: none."""
        if not self.field.text():
            self.count.setText("")
        elif not total:
            self.count.setText(_("not found"))
        elif not place:
            self.count.setText(counted_text("{n} place", "{n} places", total))
        else:
            text = _("{place} of {total}")
            self.count.setText(text.format(place=number_text(place), total=number_text(total)))
