"""Shows the tag picker, an overlay that adds and removes tags with a few letters and Enter."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QWidget

from reader.commands.prompt_types import TagChoice, TagPrompt
from reader.core.errors import InvalidInput, PostilError
from reader.core.keys.keymap import format_keys
from reader.core.models import Tag
from reader.core.tags.tag_names import key, normalise, rank, with_parents
from reader.core.tags.tag_suggestions import Reason, Suggestion
from reader.core.translation import N_, _
from reader.ui.overlays.key_event_text import digit_of
from reader.ui.overlays.list_parts import FootLine, PickField, PickList
from reader.ui.overlays.overlay import PromptCard
from reader.ui.tags.removable_tag_chips import TagChips
from reader.ui.tags.tag_picker_changes import TagChanges
from reader.ui.tags.tag_picker_rows import TagDelegate, TagRow, tag_model

_MOST_ROWS = 8  # shown at once
_MOST_LISTED = 300  # what is further down is found by typing
_COMMAS = ",，"  # the second is what an East Asian keyboard types

_REASONS = {
    Reason.NAMED: N_("suggested: named in the text"),
    Reason.HERE: N_("suggested: used in this article"),
    Reason.ALIKE: N_("suggested: on similar passages"),
}

OnAnswer = Callable[[TagChoice | None], None]


class TagPicker(PromptCard[TagChoice]):
    """Asks a TagPrompt; what was toggled while it stayed open is answered however it closes."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, width=460, name=_("Tags"))
        self._tags: tuple[Tag, ...] = ()
        self._suggested: tuple[Suggestion, ...] = ()
        self._suggest: Callable[[], tuple[Suggestion, ...]] | None = None  # still to be asked
        self._changes = TagChanges(TagPrompt("", (), ()))
        self._is_ready = False  # to be taken as it is
        self._is_row_chosen = False  # by an arrow, since the last change
        self._last_row = -1
        self.field = PickField(self.card, self.handle_key)
        self.chips = TagChips(self.card)  # above it, and reached from it by Tab
        self.model = tag_model(self)
        self.list = PickList(self.card, self.handle_key, _("Tags to choose from"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(TagDelegate(self.list))
        self.foot = FootLine(self.card)
        for widget in (self.chips, self.field, self.list):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.body.addWidget(self.foot)
        self.field.textChanged.connect(self._type)
        self.list.clicked.connect(lambda index: self._toggle_and_close(index.row()))
        self.chips.removed.connect(self._take_off)

    @property
    def rows(self) -> list[TagRow]:
        """The rows as they are listed now."""
        return self.model.rows

    def ask(self, prompt: TagPrompt, anchor: QRect | None, on_answer: OnAnswer) -> None:
        """Opens near the anchor (in the host's coordinates) and answers exactly once."""
        self._begin(on_answer)
        self._tags, self._suggested = tuple(prompt.tags), ()
        self._suggest = None
        self._changes = TagChanges(prompt)
        self._is_ready = prompt.is_ready and bool(prompt.present)
        self.field.clear()
        self.field.setPlaceholderText(prompt.title or _("Tag"))
        self.field.setAccessibleName(prompt.title or _("Tag"))
        self.list.set_visible_rows(max(3, min(_MOST_ROWS, len(self._tags))))
        self._last_row = -1
        self._refresh(0)
        self.open_card(anchor, self.field)
        self.list.choose_row(self.list.row)
        self.chips.arrange(self.card.width() - 24)
        self._place()
        self._suggest = prompt.suggest

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the card; what is suggested is looked for once it is seen, not before."""
        super().paintEvent(event)
        if self._suggest is not None:
            QTimer.singleShot(0, self, self._take_suggestions)

    def _take_suggestions(self) -> None:
        """Lists what is suggested first: after the card is painted, or before a key is acted on."""
        suggest, self._suggest = self._suggest, None
        if suggest is None:
            return
        with suppress(PostilError):  # a busy library: then nothing is suggested
            self._suggested = suggest()
        if self._suggested and not self.field.text():
            self._refresh(0)

    def dismiss(self) -> None:
        """Closes, keeping what was toggled while it stayed open (None when nothing was)."""
        if self.is_open:
            self._finish()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Acts on the keys of the picker, whichever widget has the focus."""
        self._take_suggestions()
        key_pressed = event.key()
        has_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        is_typed = bool(self.field.text().strip())
        digit = digit_of(event) if has_control else None
        if key_pressed == Qt.Key.Key_Escape:
            self.dismiss()
        elif digit is not None:
            self._bind(digit)
        elif key_pressed in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if has_control:
                self._toggle_and_stay(self.list.row)
            elif not is_typed and self._is_waiting and not self._is_row_chosen:
                self._finish(takes=True)
            elif self.list.row < 0 and not is_typed:
                self.foot.set_message(_("Type a few letters of a tag, or choose one with Down."))
            else:
                self._toggle_and_close(self.list.row)
        elif key_pressed == Qt.Key.Key_Tab and is_typed:
            if self.list.row >= 0:
                self.field.setText(self.rows[self.list.row].name)
        elif key_pressed == Qt.Key.Key_Backspace and not self.field.text() and self.chips.names:
            self._take_off(self.chips.names[-1])
        else:
            now = self.list.row if self.list.row >= 0 else self._last_row
            is_moved = not has_control and self.list.move_row(key_pressed, now)
            self._is_row_chosen = self._is_row_chosen or is_moved
            return is_moved
        return True

    def _type(self, text: str) -> None:
        """Commits what is before each comma; filters by the rest."""
        parts = [text]
        for comma in _COMMAS:
            parts = [piece for part in parts for piece in part.split(comma)]
        rest = parts.pop()
        refused = [piece for piece in parts if piece.strip() and not self._commit(piece)]
        if parts:
            self.field.blockSignals(True)
            self.field.setText(", ".join(refused) if refused else rest.lstrip())
            self.field.blockSignals(False)
        reason = self.foot.text
        self._refresh(0)
        if refused:
            self.foot.set_message(reason, is_error=True)

    def _commit(self, typed: str) -> bool:
        """Adds the tag with exactly this name; False, with the reason shown, if that is not possible."""
        try:
            name = normalise(typed)
        except InvalidInput as error:
            self.foot.set_message(str(error), is_error=True)
            return False
        self._changes.add(self._known(name) or name)
        return True

    def _refresh(self, row: int, *, is_chosen: bool = False) -> None:
        """Lists what fits the field, and teaches or says why the name will not do."""
        typed = self.field.text().strip()
        candidates = self._candidates()
        ranked = rank(typed.lstrip("#").strip(), candidates, int(time.time() * 1000))
        if typed and not typed.endswith("/"):
            ranked = with_parents(ranked, candidates)
        rows = [self._row(tag) for tag in ranked[:_MOST_LISTED]]
        if not typed:
            rows = self._suggested_first(rows, ranked)
        name, reason = self._new_name(typed)
        if name and self._known(name) is None:
            rows.append(TagRow(name, slot=self._changes.slot_of(name, None), is_new=True))
        self.model.set_rows(rows)
        self._is_row_chosen = False
        self.chips.set_tags(self._changes.present, self._changes.partly)
        # With nothing typed, Enter alone tags nothing: a row is first to be chosen.
        waits = not typed and (self._is_waiting or not is_chosen)
        self.list.choose_row(-1 if waits or not rows else min(max(row, 0), len(rows) - 1))
        self._teach(name, reason)
        if self.is_open:
            self._place()

    def _place(self) -> None:
        """Makes room for all keys, in a second line if need be."""
        self.foot.fit(self.card.width() - 24)
        self.place_card()

    def _teach(self, name: str, reason: str) -> None:
        if reason:
            self.foot.set_message(reason, is_error=True)
            return
        is_waiting = self.list.row < 0 and self._is_waiting
        labels = [("Enter", _("done") if is_waiting else _("toggle"))]
        labels.append(("Ctrl+Enter", _("stay open")))
        if name:
            labels.append((",", _("add")))
        labels.append(("Esc", _("close")))
        labels.append((f"{format_keys('Ctrl+1')}…9", _("quick tag")))
        if name:
            labels.append(("Tab", _("complete")))
        elif self.chips.names:
            labels.append(("Backspace", _("remove")))
        self.foot.set_key_labels(tuple(labels))

    def _candidates(self) -> list[Tag]:
        """Returns the library's tags, and those made in this picker, which it does not know yet."""
        present = self._changes.present
        known = {key(tag.name) for tag in self._tags} if present else set()
        made = [name for name in present if key(name) not in known]
        return [*self._tags, *(Tag(0, name, 0, 0, 0, None) for name in made)]

    def _row(self, tag: Tag) -> TagRow:
        name, changes = tag.name, self._changes
        slot = changes.slot_of(name, tag.slot)
        is_on, is_partly_on = changes.has(name), changes.has_partly(name)
        return TagRow(name, tag.count, slot, is_on, is_partly_on, color=tag.color)

    def _suggested_first(self, rows: list[TagRow], ranked: list[Tag]) -> list[TagRow]:
        """Returns the rows, those that are suggested before the others; what is on is suggested no more."""
        known = {tag.name: tag for tag in ranked}
        chosen = [one for one in self._suggested if one.name in known]
        chosen = [one for one in chosen if not self._changes.has(one.name)]
        first = [
            replace(
                self._row(known[one.name]),
                reason=_reason_text(one),
                is_last_suggested=one is chosen[-1],
            )
            for one in chosen
        ]
        names = {one.name for one in chosen}
        return [*first, *(row for row in rows if row.name not in names)]

    def _new_name(self, typed: str) -> tuple[str, str]:
        """Returns the name typed, tidied, or why it will not do."""
        if not typed.lstrip("#").strip():
            return "", ""
        try:
            return normalise(typed), ""
        except InvalidInput as error:
            return "", str(error)

    def _known(self, name: str) -> str | None:
        """Returns the tag of that name as it is already written."""
        at = key(name)
        return next((tag.name for tag in self._candidates() if key(tag.name) == at), None)

    def _toggle(self, row: int) -> bool:
        if not 0 <= row < len(self.rows):
            return False
        self._changes.toggle(self.rows[row].name)
        return True

    def _toggle_and_close(self, row: int) -> None:
        if self._toggle(row):
            self._finish()

    def _toggle_and_stay(self, row: int) -> None:
        if self._toggle(row):
            self._last_row = -1 if self.field.text() else row
            self.field.blockSignals(True)
            self.field.clear()
            self.field.blockSignals(False)
            self._refresh(row)

    def _take_off(self, name: str) -> None:
        self._changes.remove(name)
        self._refresh(self.list.row)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bind(self, digit: int) -> None:
        row = self.list.row
        if row < 0:
            self.foot.set_message(_("Select a row first, then press Ctrl and a digit."))
            return
        name = self.rows[row].name
        before = next((tag.name for tag in self._candidates() if self._row(tag).slot == digit), "")
        self._changes.bind(digit, name)
        was_chosen = self._is_row_chosen
        self._refresh(row, is_chosen=True)
        self._is_row_chosen = was_chosen
        text = _("Quick tag {digit} is now #{name}")
        if before and key(before) != key(name):
            text = _("Quick tag {digit} was #{before}, now #{name}")
        self.foot.set_message(text.format(digit=digit, name=name, before=before))

    @property
    def _is_waiting(self) -> bool:
        """Whether Enter alone says that these are the tags."""
        return self._changes.is_toggled or self._is_ready

    def _finish(self, *, takes: bool = False) -> None:
        self._suggest = None
        choice = self._changes.choice
        if choice is None and takes:
            choice = TagChoice()
        self._answer(choice)


def _reason_text(suggestion: Suggestion) -> str:
    """Returns why a tag is suggested, in a few words."""
    if suggestion.reason is Reason.TOGETHER:
        return _("suggested: goes with #{name}").format(name=suggestion.with_tag)
    return _(_REASONS[suggestion.reason])
