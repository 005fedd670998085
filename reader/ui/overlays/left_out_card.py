"""Lists the parts of a page that were left out of its text, to be read and restored."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from reader.commands.prompt_types import LeftOutPrompt
from reader.core.text.shortening import shorten
from reader.core.translation import _
from reader.ui.lists.row_model import RowModel
from reader.ui.overlays.choice_row_delegate import RowDelegate
from reader.ui.overlays.choice_rows import Row, ShownRow
from reader.ui.overlays.details_card import CardButton
from reader.ui.overlays.list_parts import FootLine, PickList, title_label
from reader.ui.overlays.overlay import PromptCard
from reader.ui.style.box_layouts import EMPTY, in_row

_WIDTH = 680  # pixels
_MOST_ROWS = 7  # shown at once
_LINES = 9  # of the text below the list
_SHOWN = 70  # letters of a part in the list

OnAnswer = Callable[[tuple[int, ...] | None], None]


class LeftOutCard(PromptCard[tuple[int, ...]]):
    """Asks a LeftOutPrompt: a list of parts, with the text of the current one below it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, width=_WIDTH, name=_("What was left out"))
        self._prompt = LeftOutPrompt("", ())
        self._chosen: set[int] = set()
        self.title = title_label(self.card)
        self.list = PickList(self.card, self._handle_key, _("Parts that were left out"))
        self.list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.model = RowModel(
            self,
            lambda shown: shown.row.title,
            lambda shown: (shown.row.title, shown.row.detail),
            lambda shown: shown.row.detail,
        )
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.text = QPlainTextEdit(self.card)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("The text of the part"))
        self.put_back = CardButton(_("Restore"), self.card, self._put_chosen_back)
        self.put_all_back = CardButton(_("Restore all"), self.card, self._put_all_back)
        self.foot = FootLine(self.card)
        buttons = (self.put_back, self.put_all_back)
        row = in_row(*buttons, EMPTY, margins=(10, 4, 10, 4), spacing=8)
        for widget in (self.title, self.list, self.text):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.body.addWidget(self.foot)
        self.foot.set_key_labels(
            (
                ("Enter", _("restore")),
                ("Space", _("select several")),
                ("A", _("restore all")),
                ("Tab", _("the text")),
                ("Esc", _("close")),
            )
        )
        self.list.selectionModel().currentChanged.connect(self._show_part)

    def ask(self, prompt: LeftOutPrompt, on_answer: OnAnswer) -> None:
        """Opens with the first part and answers the numbers of those to restore, or None, once."""
        self._begin(on_answer)
        self._prompt = prompt
        self._chosen = set()
        self.title.setText(prompt.title)
        self.setAccessibleName(prompt.title)
        self._show_rows(0)
        self.list.set_visible_rows(min(_MOST_ROWS, len(prompt.parts)))
        self.text.setFixedHeight(_LINES * self.text.fontMetrics().lineSpacing())
        self.put_all_back.setEnabled(bool(self._possible()))
        self.open_card(None, self.list)
        self.list.choose_row(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Takes the keys that no widget of the card wants."""
        if not self._handle_key(event):
            super().keyPressEvent(event)

    def _handle_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._put_chosen_back()
        elif key == Qt.Key.Key_Space:
            self._choose(self.list.row)
        elif key == Qt.Key.Key_A:
            self._put_all_back()
        else:
            return self.list.move_row(key)
        return True

    def _possible(self) -> tuple[int, ...]:
        """Returns the numbers of the parts that can be in the text."""
        parts = enumerate(self._prompt.parts)
        return tuple(number for number, part in parts if part.place is not None)

    def _choose(self, number: int) -> None:
        if number not in self._possible():
            self.foot.set_message(_("This is not part of the text: it cannot be restored."))
            return
        self._chosen ^= {number}
        self._show_rows(number)

    def _show_rows(self, current: int) -> None:
        rows = []
        for number, part in enumerate(self._prompt.parts):
            row = Row(str(number), shorten(part.text, _SHOWN), _(part.reason))
            rows.append(ShownRow(row, is_current=number in self._chosen))
        self.model.set_rows(rows)
        self.list.choose_row(current)
        self._show_part()

    def _show_part(self) -> None:
        number = self.list.row
        if 0 <= number < len(self._prompt.parts):
            self.text.setPlainText(self._prompt.parts[number].text)
            self.put_back.setEnabled(bool(self._chosen) or number in self._possible())

    def _put_chosen_back(self) -> None:
        wanted = tuple(sorted(self._chosen)) or (self.list.row,)
        if set(wanted) <= set(self._possible()):
            self._answer(wanted)
        else:
            self._choose(self.list.row)

    def _put_all_back(self) -> None:
        if possible := self._possible():
            self._answer(possible)
