"""Shows the presets as buttons beside the search field of the shortcut list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QWidget

from reader.commands.keys.presets import PRESETS, preset_named
from reader.core.keys.key_overrides import KeyChoices
from reader.core.translation import _
from reader.ui.style.box_layouts import in_row


class PresetTabs(QWidget):
    """One pill a preset; the one in use is checked. The last button resets all keys."""

    preset_chosen = Signal(str)  # a preset's name, by the user
    reset_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Shortcut presets"))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = in_row(parent=self, spacing=2)
        self._group = QButtonGroup(self)
        self.pills: dict[str, QToolButton] = {}
        for preset in PRESETS:
            pill = self._button(_(preset.title), _(preset.detail))
            pill.setCheckable(True)
            pill.clicked.connect(lambda _on=False, name=preset.name: self.preset_chosen.emit(name))
            self._group.addButton(pill)
            self.pills[preset.name] = pill
            row.addWidget(pill)
        row.addSpacing(8)
        self.reset_button = self._button(_("Reset all"), _("Resets all shortcuts to this preset"))
        self.reset_button.clicked.connect(self.reset_asked)
        row.addWidget(self.reset_button)

    def show_choices(self, choices: KeyChoices) -> None:
        """Checks the preset in use."""
        self.pills[preset_named(choices.preset).name].setChecked(True)
        self.reset_button.setEnabled(bool(choices.overrides))

    def set_room(self, width: int) -> None:
        """Hides where the search beside it would lack room; the keys work all the same."""
        self.setVisible(self.sizeHint().width() <= width)

    def _button(self, text: str, told: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(told)
        button.setAccessibleDescription(told)
        # A click leaves the focus in the search; Tab and the arrows still come here.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
