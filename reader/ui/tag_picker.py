"""The tag picker: a few letters and Enter put a tag on or take it off, without a mouse."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from reader.commands.command import TagChoice, TagPrompt
from reader.core.errors import InvalidInput
from reader.core.models import Tag
from reader.core.tags import normalise, rank
from reader.core.translation import _, ngettext
from reader.ui.card_painting import keys_width, paint_keys, paint_row, paint_tick, sized
from reader.ui.chords import digit_of
from reader.ui.overlay import Overlay
from reader.ui.pick_list import FootLine, Index, PickDelegate, PickField, PickList, text_color
from reader.ui.tag_changes import TagChanges, key
from reader.ui.tag_chips import TagChips
from reader.ui.theme import current_theme

_MOST_ROWS = 8  # shown at once
_MOST_LISTED = 300  # what is further down is found by typing
_COMMAS = ",，"  # the second is what an East Asian keyboard types

OnAnswer = Callable[[TagChoice | None], None]


@dataclass(frozen=True, slots=True)
class TagRow:
    """One row: a tag, or (is_new) the offer to make one."""

    name: str
    count: int = 0
    slot: int | None = None
    is_on: bool = False
    is_partly_on: bool = False
    is_new: bool = False


class TagModel(QAbstractListModel):
    """The rows that are listed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[TagRow] = []

    def set_rows(self, rows: list[TagRow]) -> None:
        """List these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """How many rows are listed."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name, and what a screen reader says."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _title(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in _spoken(row) if part)
        return None


class TagDelegate(PickDelegate):
    """Paints: a tick when it is on, "#name", how often it is used, its digit."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        model = index.model()
        assert isinstance(model, TagModel)
        row, theme = model.rows[index.row()], current_theme()
        rect: QRect = option.rect
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current:
            paint_row(painter, rect, theme)
        painter.save()
        middle = rect.center().y() + 1
        inner = rect.adjusted(10, 0, -10, 0)
        if row.is_on or row.is_partly_on:
            mark = QRect(inner.left(), middle - 7, 13, 13)
            paint_tick(painter, mark, QColor(theme.accent), is_partial=row.is_partly_on)
        inner.setLeft(inner.left() + 21)
        painter.setFont(sized(option.font, 0.92))
        metrics = painter.fontMetrics()
        if row.slot is not None:
            digit = str(row.slot)
            left = inner.right() - keys_width(metrics, digit) + 1
            paint_keys(painter, left, middle, digit, theme)
        inner.setRight(inner.right() - 32)
        painter.setPen(QColor(theme.muted))
        if not row.is_new:
            painter.drawText(
                inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(row.count)
            )
            inner.setRight(inner.right() - metrics.horizontalAdvance(str(row.count)) - 12)
        font = sized(option.font, 1.0, is_bold=is_current)
        font.setItalic(row.is_new)
        painter.setFont(font)
        painter.setPen(text_color(option))
        text = painter.fontMetrics().elidedText(
            _title(row), Qt.TextElideMode.ElideMiddle, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()


class TagPicker(Overlay):
    """Asks a TagPrompt; what was toggled while it stayed open is answered however it closes."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host, width=460, name=_("Tags"))
        self._tags: tuple[Tag, ...] = ()
        self._changes = TagChanges(TagPrompt("", (), ()))
        self._on_answer: OnAnswer | None = None
        self._is_row_chosen = False  # by an arrow, since the last change
        self._last_row = -1
        self.chips = TagChips(self.card)
        self.field = PickField(self.card, self.handle_key)
        self.model = TagModel(self)
        self.list = PickList(self.card, self.handle_key, _("Tags to choose from"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(TagDelegate(self.list))
        self.foot = FootLine(self.card)
        for widget in (self.chips, self.field, self.list):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.body.addWidget(self.foot)
        self.setTabOrder(self.field, self.chips)
        self.field.textChanged.connect(self._type)
        self.list.clicked.connect(lambda index: self._toggle_and_close(index.row()))
        self.chips.removed.connect(self._take_off)

    @property
    def rows(self) -> list[TagRow]:
        """The rows as they are listed now."""
        return self.model.rows

    def ask(self, prompt: TagPrompt, anchor: QRect | None, on_answer: OnAnswer) -> None:
        """Open near the anchor (in the host's coordinates) and answer exactly once."""
        self.dismiss()
        self._tags = tuple(prompt.tags)
        self._changes = TagChanges(prompt)
        self._on_answer = on_answer
        self.field.clear()
        self.field.setPlaceholderText(prompt.title or _("Tag"))
        self.field.setAccessibleName(prompt.title or _("Tag"))
        self.list.set_visible_rows(max(3, min(_MOST_ROWS, len(self._tags))))
        self._last_row = -1
        self._refresh(0)
        self.open_card(anchor, self.field)
        self.chips.arrange(self.card.width() - 24)
        self.place_card()

    def dismiss(self) -> None:
        """Close, keeping what was toggled while it stayed open (None when nothing was)."""
        if self.is_open:
            self._answer()

    def handle_key(self, event: QKeyEvent) -> bool:
        """The keys of the picker, whichever widget has the focus."""
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
            elif not is_typed and self._changes.is_toggled and not self._is_row_chosen:
                self._answer()
            else:
                self._toggle_and_close(self.list.row)
        elif key_pressed == Qt.Key.Key_Tab and is_typed:
            self._complete()
        elif key_pressed == Qt.Key.Key_Backspace and not self.field.text() and self.chips.names:
            self._take_off(self.chips.names[-1])
        else:
            now = self.list.row if self.list.row >= 0 else self._last_row
            is_moved = not has_control and self.list.move_row(key_pressed, now)
            self._is_row_chosen = self._is_row_chosen or is_moved
            return is_moved
        return True

    def _type(self, text: str) -> None:
        """Commit what stands before each comma; filter by the rest."""
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
        """Put on the tag of exactly this name; False, with the reason said, if it cannot be."""
        try:
            name = normalise(typed)
        except InvalidInput as error:
            self.foot.set_message(str(error), is_error=True)
            return False
        self._changes.add(self._known(name) or name)
        return True

    def _refresh(self, row: int) -> None:
        """List what fits the field, and teach or say why the name will not do."""
        typed = self.field.text().strip()
        ranked = rank(typed.lstrip("#").strip(), self._candidates(), int(time.time() * 1000))
        rows = [self._row(tag) for tag in ranked[:_MOST_LISTED]]
        name, reason = self._new_name(typed)
        if name and self._known(name) is None:
            rows.append(TagRow(name, slot=self._changes.slot_of(name, None), is_new=True))
        self.model.set_rows(rows)
        self._is_row_chosen = False
        self.chips.set_tags(self._changes.present, self._changes.partly)
        waits = not typed and self._changes.is_toggled
        self.list.choose_row(-1 if waits or not rows else min(max(row, 0), len(rows) - 1))
        self._teach(name, reason)
        if self.is_open:
            self.place_card()

    def _teach(self, name: str, reason: str) -> None:
        if reason:
            self.foot.set_message(reason, is_error=True)
            return
        is_waiting = self.list.row < 0 and self._changes.is_toggled
        hints = [("Enter", _("done") if is_waiting else _("toggle"))]
        hints.append(("Ctrl+Enter", _("stay")))
        if name:
            hints.append((",", _("add")))
        hints.append(("Ctrl+1…9", _("bind")))
        if name:
            hints.append(("Tab", _("complete")))
        elif self.chips.names:
            hints.append(("Backspace", _("take off")))
        self.foot.set_hints(tuple(hints))

    def _candidates(self) -> list[Tag]:
        """The library's tags, and those made in this picker, which it does not know yet."""
        present = self._changes.present
        known = {key(tag.name) for tag in self._tags} if present else set()
        made = [name for name in present if key(name) not in known]
        return [*self._tags, *(Tag(0, name, 0, 0, 0, None) for name in made)]

    def _row(self, tag: Tag) -> TagRow:
        name, changes = tag.name, self._changes
        slot = changes.slot_of(name, tag.slot)
        return TagRow(name, tag.count, slot, changes.has(name), changes.has_partly(name))

    def _new_name(self, typed: str) -> tuple[str, str]:
        """The name typed, tidied, or why it will not do."""
        if not typed.lstrip("#").strip():
            return "", ""
        try:
            return normalise(typed), ""
        except InvalidInput as error:
            return "", str(error)

    def _known(self, name: str) -> str | None:
        """The tag of that name as it is already written."""
        at = key(name)
        return next((tag.name for tag in self._candidates() if key(tag.name) == at), None)

    def _toggle(self, row: int) -> bool:
        if not 0 <= row < len(self.rows):
            return False
        self._changes.toggle(self.rows[row].name)
        return True

    def _toggle_and_close(self, row: int) -> None:
        if self._toggle(row):
            self._answer()

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

    def _complete(self) -> None:
        if self.list.row >= 0:
            self.field.setText(self.rows[self.list.row].name)

    def _bind(self, digit: int) -> None:
        row = self.list.row
        if row < 0:
            self.foot.set_message(_("Choose a row first, then press Ctrl and a digit."))
            return
        name = self.rows[row].name
        self._changes.bind(digit, name)
        was_chosen = self._is_row_chosen
        self._refresh(row)
        self._is_row_chosen = was_chosen
        self.foot.set_message(_("{digit} now stands for #{name}").format(digit=digit, name=name))

    def _answer(self) -> None:
        on_answer, self._on_answer = self._on_answer, None
        choice = self._changes.choice
        self.close_card()
        if on_answer is not None:
            on_answer(choice)


def _title(row: TagRow) -> str:
    return _("Create “{name}”").format(name=row.name) if row.is_new else f"#{row.name}"


def _spoken(row: TagRow) -> tuple[str, ...]:
    state = _("on") if row.is_on else _("on some") if row.is_partly_on else ""
    uses = "" if row.is_new else ngettext("{n} use", "{n} uses", row.count).format(n=row.count)
    return (_title(row), state, uses, "" if row.slot is None else str(row.slot))
