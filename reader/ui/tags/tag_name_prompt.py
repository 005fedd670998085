"""Asks for a tag name, or another line of text, in an overlay that previews its effect."""

import time
from collections.abc import Callable

from PySide6.QtCore import QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from reader.commands.prompt_types import TagNamePrompt
from reader.core.errors import PostilError
from reader.core.tags.tag_names import key, rank
from reader.core.translation import _
from reader.ui.overlays.list_parts import FootLine, PickField, PickList, title_label
from reader.ui.overlays.overlay import PromptCard
from reader.ui.style.announcement import announce
from reader.ui.style.theme import current_theme
from reader.ui.tags.tag_picker_rows import TagDelegate, TagRow, tag_model

_WIDTH = 480  # pixels
_MOST_ROWS = 7  # shown at once
_MOST_LISTED = 300

OnAnswer = Callable[[str | None], None]


class _Preview(QLabel):
    """The sentence that says what Enter will do; a click on it does the same."""

    clicked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = _WIDTH
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setContentsMargins(10, 4, 10, 4)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str, *, is_error: bool) -> None:
        """Says it, in the colour of errors when the name will not do."""
        theme = current_theme()
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, theme.danger if is_error else theme.ink)
        self.setPalette(palette)
        self.setText(text)
        self.setAccessibleName(text)
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(arrow if is_error or not text else hand)
        self.fit(self._room)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def fit(self, width: int) -> None:
        """Becomes as high as the sentence is at a width in pixels."""
        self._room = width
        line = self.fontMetrics().height() + 8
        self.setFixedHeight(max(self.heightForWidth(width), line))


class TagNameCard(PromptCard[str]):
    """Asks a TagNamePrompt; Enter does what the preview says, Escape does nothing."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, width=_WIDTH, name=_("A tag's name"))
        self._prompt = TagNamePrompt("", lambda _name: "")
        self._is_refused = self._is_typed = False
        self.title = title_label(self.card)
        self.field = PickField(self.card, self.handle_key)
        self.model = tag_model(self)
        self.list = PickList(self.card, self.handle_key, _("Tags to choose from"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(TagDelegate(self.list))
        self.preview = _Preview(self.card)
        self.foot = FootLine(self.card)
        for widget in (self.title, self.field, self.list, self.preview):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.body.addWidget(self.foot)
        self.field.textChanged.connect(self._on_typed)
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self.preview.clicked.connect(self._answer_chosen)

    def ask(self, prompt: TagNamePrompt, anchor: QRect | None, on_answer: OnAnswer) -> None:
        """Opens near the anchor (in the host's coordinates) and answers exactly once."""
        self._begin(on_answer)
        self._prompt, self._is_typed = prompt, False
        room = min(_WIDTH, (self.parentWidget() or self).width() - 32) - 24
        metrics = self.title.fontMetrics()
        self.title.setText(
            metrics.elidedText(prompt.title, Qt.TextElideMode.ElideMiddle, room - 24)
        )
        self.preview.fit(room)
        self.setAccessibleName(prompt.title)
        self.field.setAccessibleName(prompt.title)
        hint = _("Type a name") if not prompt.tags else _("Find a tag")
        self.field.setPlaceholderText(prompt.hint or hint)
        self.list.setVisible(bool(prompt.tags or prompt.top))
        self.foot.set_key_labels(self._labels())
        self.open_card(anchor, self.field)
        with QSignalBlocker(self.field):
            self.field.setText(prompt.text)  # after the focus, which is to be told first
        self._type(prompt.text)
        self.field.selectAll()
        self.place_card()

    def is_typed_in(self) -> bool:
        """Returns whether the user has edited the name."""
        return self.field.is_edited

    def handle_key(self, event: QKeyEvent) -> bool:
        """Acts on the keys of the card, whichever widget has the focus."""
        pressed = event.key()
        if pressed == Qt.Key.Key_Escape:
            self.dismiss()
        elif pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer_chosen()
        elif pressed == Qt.Key.Key_Tab and self.model.rows and self.list.row >= 0:
            self.field.setText(self.model.rows[self.list.row].name)
        elif self.list.move_row(pressed):
            self._tell()
        else:
            return False
        return True

    @property
    def chosen(self) -> str:
        """The name that Enter would answer."""
        rows: list[TagRow] = self.model.rows
        if rows and self.list.row >= 0:
            return rows[self.list.row].name
        return self.field.text()

    def _on_typed(self, text: str) -> None:
        self._is_typed = True
        self._type(text)

    def _type(self, text: str) -> None:
        if self._prompt.tags or self._prompt.top:
            self.model.set_rows(self._rows(text.strip()))
            self.list.set_visible_rows(max(1, min(_MOST_ROWS, len(self.model.rows))))
            self.list.choose_row(0 if self.model.rows else -1)
        self._tell()

    def _rows(self, typed: str) -> list[TagRow]:
        found = rank(typed, self._prompt.tags, int(time.time() * 1000))[:_MOST_LISTED]
        rows = [TagRow(tag.name, tag.count, tag.slot, color=tag.color) for tag in found]
        if self._prompt.top and not typed:
            rows.insert(0, TagRow("", title=self._prompt.top))
        is_known = any(key(tag.name) == key(typed) for tag in found)
        if typed and self._prompt.is_new_allowed and not is_known:
            rows.append(TagRow(typed, is_new=True))
        return rows

    def _tell(self) -> None:
        """Shows what Enter will do, or why it will do nothing."""
        if not self.model.rows and not self._prompt.is_new_allowed:
            text, self._is_refused = _("No tag matches."), True
        else:
            try:
                text, self._is_refused = self._prompt.preview(self.chosen), False
            except PostilError as error:
                # An empty field is no mistake before anything was typed.
                text, self._is_refused = str(error) if self._is_typed or self.chosen else "", True
        self.preview.say(text, is_error=self._is_refused)
        if self.is_open:
            self.place_card()
            announce(self.preview, text)

    def _labels(self) -> tuple[tuple[str, str], ...]:
        labels = [("Enter", self._prompt.verb or _("choose"))]
        if self._prompt.tags:
            labels += [("↑ ↓", _("move")), ("Tab", _("complete"))]
        return (*labels, ("Esc", _("cancel")))

    def _choose(self, row: int) -> None:
        self.list.choose_row(row)
        self._tell()
        self._answer_chosen()

    def _answer_chosen(self) -> None:
        if not self._is_refused:
            self._answer(self.chosen)

    def _answer(self, name: str | None) -> None:
        self.model.set_rows([])
        super()._answer(name)
