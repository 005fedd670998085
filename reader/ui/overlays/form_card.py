"""Shows a form with several labelled fields in an overlay."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QWidget

from reader.commands.prompt_types import FormPrompt
from reader.core.errors import PostilError
from reader.core.translation import _
from reader.ui.overlays.list_parts import FootLine, PickField, title_label
from reader.ui.overlays.overlay import PromptCard

_WIDTH = 560  # pixels

OnAnswer = Callable[[dict[str, str] | None], None]


class FormCard(PromptCard[dict[str, str]]):
    """Shows a FormPrompt: Enter accepts from any field, Tab and the arrows move, Escape cancels."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, width=_WIDTH, name=_("Form"))
        self._prompt = FormPrompt("", (), lambda _name, _text: None)
        self.title = title_label(self.card)
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setContentsMargins(10, 4, 10, 4)
        self.form.setVerticalSpacing(8)
        self.fields: dict[str, PickField] = {}
        self.foot = FootLine(self.card)
        self.body.addWidget(self.title)
        self.body.addLayout(self.form)
        self.body.addStretch(1)
        self.body.addWidget(self.foot)

    def ask(self, prompt: FormPrompt, on_answer: OnAnswer) -> None:
        """Opens with the first field chosen and answers exactly once."""
        self._begin(on_answer)
        self._prompt = prompt
        self.title.setText(prompt.title)
        self.setAccessibleName(prompt.title)
        while self.form.rowCount():
            self.form.removeRow(0)
        self.fields = {}
        for field in prompt.fields:
            edit = PickField(self.card, self.handle_key)
            edit.setText(field.text)
            edit.setCursorPosition(0)
            edit.setPlaceholderText(field.hint)
            edit.setAccessibleName(field.label)
            edit.textChanged.connect(self._show_keys)
            label = QLabel(field.label, self.card)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(edit)
            self.form.addRow(label, edit)
            self.fields[field.name] = edit
        self._show_keys()
        first = next(iter(self.fields.values()))
        self.open_card(None, first)
        first.selectAll()

    def is_typed_in(self) -> bool:
        """Returns whether the user has edited a field."""
        return any(field.is_edited for field in self.fields.values())

    def handle_key(self, event: QKeyEvent) -> bool:
        """Acts on the keys of the card, whichever field has the focus."""
        pressed = event.key()
        if pressed == Qt.Key.Key_Escape:
            self.dismiss()
        elif pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        elif pressed in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.focusNextPrevChild(pressed == Qt.Key.Key_Down)
        else:
            return False
        return True

    def _save(self) -> None:
        """Answers with all fields, unless one is invalid: reports that, and focuses the field."""
        texts = {name: field.text() for name, field in self.fields.items()}
        for name, text in texts.items():
            try:
                self._prompt.check(name, text)
            except PostilError as error:
                self.foot.set_message(str(error), is_error=True)
                self.fields[name].setFocus(Qt.FocusReason.OtherFocusReason)
                self.fields[name].selectAll()
                return
        self._answer(texts)

    def _show_keys(self) -> None:
        verb = self._prompt.verb or _("save")
        self.foot.set_key_labels((("Enter", verb), ("Tab", _("next field")), ("Esc", _("cancel"))))
