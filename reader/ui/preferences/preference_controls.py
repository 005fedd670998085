"""Creates the control of a setting: a check box, a slider, a list, cards, or a button for a command."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QSlider, QWidget

from reader.commands.settings.preferences import (
    changed_by,
    is_set_directly,
    typed_value,
    value_text,
)
from reader.core.errors import InvalidInput
from reader.core.translation import _
from reader.preference import Preference, Value
from reader.ui.keys.status_bar_texts import Typing
from reader.ui.pages.page_buttons import PageButton
from reader.ui.preferences.theme_cards import ThemeCards
from reader.ui.style.box_layouts import in_row
from reader.ui.style.combo_box import ComboBox
from reader.ui.style.elided_label import ElidedLabel

_VALUE_WIDTH = 92  # pixels of a number that can be typed


class Host(Protocol):
    """What controls need from the page."""

    def keep(self, row: Preference, value: Value) -> None:
        """Sets the setting."""

    def refuse(self, error: InvalidInput) -> None:
        """Reports that a value cannot be saved."""

    def run(self, command: str) -> None:
        """Runs the command that changes a setting."""

    def faces(self) -> Sequence[str]:
        """Returns the fonts that can be chosen."""


class Control(Protocol):
    """Shows the value of a setting, and changes it."""

    def show_value(self, value: Value) -> None:
        """Shows what the setting is now."""


def make_control(row: Preference, host: Host, parent: QWidget) -> QWidget:
    """Returns the control for the kind of a setting, named for screen readers."""
    made: QWidget
    if row.key == "theme":
        made = ThemeCards(row, lambda value: host.keep(row, value), parent)
    elif isinstance(row.default, bool):
        made = _Box(row, host, parent)
    elif row.options or (isinstance(row.default, str) and is_set_directly(row)):
        made = _Options(row, host, parent)
    elif isinstance(row.default, str):
        made = _Led(row, host, parent)
    else:
        made = _Number(row, host, parent)
    made.setAccessibleName(_(row.caption))
    return made


class WheelGuard(QObject):
    """Lets the wheel scroll the page, unless the control has the focus."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Drops a turn of the wheel over a control that the user only scrolls past."""
        is_wheel = event.type() == QEvent.Type.Wheel
        if is_wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False


class _Box(QCheckBox):
    def __init__(self, row: Preference, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._row, self._host = row, host
        self.clicked.connect(self._take)

    def show_value(self, value: Value) -> None:
        self.setChecked(bool(value))

    def _take(self, is_checked: bool) -> None:
        if is_set_directly(self._row):
            self._host.keep(self._row, is_checked)
        else:
            self.setChecked(not is_checked)  # until the command has done it
            self._host.run(changed_by(self._row))


class _Options(ComboBox):
    def __init__(self, row: Preference, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._row, self._host = row, host
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        if row.options:
            for value, words in row.options:
                self.addItem(_(words), value)
        else:
            self.addItem(_(row.form), row.default)
            for face in host.faces():
                self.addItem(face, face)
        self._guard = WheelGuard(self)
        self.installEventFilter(self._guard)
        self.activated.connect(lambda at: host.keep(row, self.itemData(at)))

    def show_value(self, value: Value) -> None:
        at = self.findData(value)
        if at < 0:  # a file may contain what is not offered
            self.addItem(value_text(self._row, value), value)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Changes the value by Left and Right too; opens the list by Enter."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if way is not None:
            at = self.currentIndex() + way
            if 0 <= at < self.count():
                self._host.keep(self._row, self.itemData(at))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.showPopup()
        else:
            super().keyPressEvent(event)


class _NumberField(QLineEdit):
    """The number in words; Enter saves it, Esc restores what it was."""

    typing = Typing.NUMBER
    cancelled = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)


class _Number(QWidget):
    """A slider, and beside it the number in words, which can be typed."""

    def __init__(self, row: Preference, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._row, self._host = row, host
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(round(row.least / row.step), round(row.most / row.step))
        self.slider.setAccessibleName(_(row.caption))
        self._guard = WheelGuard(self)
        self.slider.installEventFilter(self._guard)
        self.field = _NumberField(self)
        self._fit_field()
        self.field.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.field.setAccessibleName(_("{setting}, as a number").format(setting=_(row.caption)))
        in_row((self.slider, 1), self.field, parent=self, spacing=10)
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._slide)
        self.field.editingFinished.connect(self._take)
        self.field.cancelled.connect(self._leave_field)
        self._value: Value = row.default

    def _fit_field(self) -> None:
        """Makes the field as wide as the longest value."""
        longest = value_text(self._row, type(self._row.default)(self._row.most))
        needed = self.field.fontMetrics().horizontalAdvance(longest) + 26
        self.field.setFixedWidth(max(_VALUE_WIDTH, needed))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_field()

    def show_value(self, value: Value) -> None:
        self._value = value
        self.slider.blockSignals(True)
        self.slider.setValue(round(float(value) / self._row.step))
        self.slider.blockSignals(False)
        self.field.setText(value_text(self._row, value))

    def _slide(self, steps: int) -> None:
        value = type(self._row.default)(round(steps * self._row.step, 4))
        if self._row.fits(value):
            self._host.keep(self._row, value)

    def _leave_field(self) -> None:
        """Restores the value; Esc on the slider then leaves the page."""
        self.show_value(self._value)
        self.slider.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        if self.field.text() == value_text(self._row, self._value):
            return
        try:
            value = typed_value(self._row, self.field.text())
        except InvalidInput as error:
            self.show_value(self._value)
            self._host.refuse(error)
        else:
            self._host.keep(self._row, value)


class _Led(QWidget):
    """Shows the value of a setting, and a button that runs the command that changes it."""

    def __init__(self, row: Preference, host: Host, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = row
        self.label = ElidedLabel(self)
        self.button = PageButton(_("Change…"), self, lambda: host.run(changed_by(row)))
        self.button.setAccessibleName(_("{setting}: change…").format(setting=_(row.caption)))
        in_row((self.label, 1), self.button, parent=self, spacing=10)
        self.setFocusProxy(self.button)

    def show_value(self, value: Value) -> None:
        text = value_text(self._row, value)
        self.label.setText(text)
        self.label.setToolTip(text)
