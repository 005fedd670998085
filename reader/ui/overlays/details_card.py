"""Shows details in an overlay, line by line, with buttons for actions."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QPushButton, QWidget

from reader.commands.prompt_types import DetailsPrompt
from reader.core.translation import _
from reader.ui.overlays.list_parts import FootLine, title_label
from reader.ui.overlays.overlay import PromptCard
from reader.ui.style.box_layouts import in_row
from reader.ui.style.elided_label import ElidedLabel

_WIDTH = 620  # pixels

OnAnswer = Callable[[str | None], None]


class CardButton(QPushButton):
    """A button of a card, which Enter presses too."""

    def __init__(self, text: str, card: QWidget, on_click: Callable[[], None]) -> None:
        super().__init__(text, card)
        self.clicked.connect(lambda _checked=False: on_click())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Is pressed by Enter; leaves the other keys to the card."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()


class DetailsCard(PromptCard[str]):
    """Shows a DetailsPrompt; the arrows go between the buttons."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, width=_WIDTH, name=_("Details"))
        self.title = title_label(self.card)
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.form.setContentsMargins(10, 4, 10, 4)
        self.form.setVerticalSpacing(6)
        self.row = in_row(margins=(10, 4, 10, 4), spacing=8)
        self.buttons: list[CardButton] = []
        self.foot = FootLine(self.card)
        self.body.addWidget(self.title)
        self.body.addLayout(self.form)
        self.body.addLayout(self.row)
        self.body.addStretch(1)
        self.body.addWidget(self.foot)
        self.foot.set_key_labels(
            (("Enter", _("press")), ("← →", _("next button")), ("Esc", _("close")))
        )

    def ask(self, prompt: DetailsPrompt, on_answer: OnAnswer) -> None:
        """Opens with the first button chosen and answers the value of one, or None, exactly once."""
        self._begin(on_answer)
        self.title.setText(prompt.title)
        while self.form.rowCount():
            self.form.removeRow(0)
        for detail in prompt.details:
            text = ElidedLabel(self.card)
            text.setText(detail.text)
            text.setToolTip(detail.text)
            label = QLabel(detail.label, self.card)
            label.setObjectName("emptyAdvice")  # muted
            self.form.addRow(label, text)
        told = "\n".join(f"{detail.label}: {detail.text}" for detail in prompt.details)
        self.setAccessibleName(prompt.title)
        self.setAccessibleDescription(told)
        while (item := self.row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.buttons = []
        for choice in prompt.choices:
            button = CardButton(choice.title, self.card, partial(self._answer, choice.value))
            self.row.addWidget(button)
            self.buttons.append(button)
        self.row.addStretch(1)
        self.open_card(None, self.buttons[0] if self.buttons else self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward = (Qt.Key.Key_Right, Qt.Key.Key_Down)
        if event.key() in (*forward, Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() in forward)
        else:
            super().keyPressEvent(event)
