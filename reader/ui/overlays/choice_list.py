"""Shows a list in an overlay to choose from: by typing, arrow, digit or mouse."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from reader.commands.prompt_types import ChoicePrompt
from reader.core.translation import _, counted_text
from reader.ui.lists.row_model import RowModel
from reader.ui.overlays.choice_row_delegate import RowDelegate
from reader.ui.overlays.choice_rows import Row, filter_rows, row_around, rows_within, unfolded
from reader.ui.overlays.key_event_text import digit_of
from reader.ui.overlays.list_parts import FootLine, PickField, PickList, title_label
from reader.ui.overlays.overlay import PromptCard
from reader.ui.style.announcement import announce

_MOST_ROWS = 10  # shown at once
_MOST_DIGITS = 9
_NARROWEST = 320  # pixels

Answer = Callable[[str | None], None]


class ChoiceList(PromptCard[str]):
    """Choose one of several rows; with at most nine and no field, a digit chooses at once."""

    def __init__(self, host: QWidget, width: int = 420, name: str = "") -> None:
        super().__init__(host, width, name or _("Choose"))
        self._widest = width
        self._rows: tuple[Row, ...] = ()
        self._folded: set[str] = set()  # values of rows
        self._current: str | None = None
        self._preview: Callable[[str], object] | None = None
        self.title = title_label(self.card)
        self.field = PickField(self.card, self.handle_key)
        self.list = PickList(self.card, self.handle_key, name or _("Choices"))
        self.model = RowModel(
            self,
            lambda shown: shown.row.title,
            lambda shown: (shown.row.title, _level(shown.row), shown.detail, *_ends(shown.row)),
            lambda shown: shown.detail,
        )
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.nothing = QLabel(self.card)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setWordWrap(True)
        self.nothing.setMinimumWidth(1)  # what is typed may be one long word
        self.nothing.setContentsMargins(10, 6, 10, 6)
        self.foot = FootLine(self.card)
        for widget in (self.title, self.field, self.list, self.nothing):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.body.addWidget(self.foot)
        self.field.textChanged.connect(self._filter)
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self.list.selectionModel().currentChanged.connect(self._show_preview)

    def ask(
        self,
        rows: Sequence[Row],
        on_answer: Answer,
        *,
        title: str = "",
        current: str | None = None,
        anchor: QRect | None = None,
        is_searched: bool | None = None,
    ) -> None:
        """Lists the rows and answers the value chosen, or None, exactly once.

        A field to search in is there when is_searched, by itself for more than nine rows.
        """
        self._begin(on_answer)
        self._folded.clear()
        is_searched = len(rows) > _MOST_DIGITS if is_searched is None else is_searched
        self._current = current
        self._rows = tuple(rows)
        if not is_searched:
            self._rows = tuple(replace(row, keys=str(n)) for n, row in enumerate(rows, start=1))
        self.title.setText(title)
        self.title.setVisible(bool(title) and not is_searched)
        self.field.setPlaceholderText(title or _("Type to search"))
        self.field.setAccessibleName(title or _("Search"))
        self.field.setVisible(is_searched)
        self.list.setFocusPolicy(
            Qt.FocusPolicy.NoFocus if is_searched else Qt.FocusPolicy.StrongFocus
        )
        self.field.clear()
        self._filter("")
        self.open_card(anchor, self.field if is_searched else self.list)
        self.list.choose_row(self.list.row)

    def ask_choice(
        self, prompt: ChoicePrompt, on_answer: Answer, anchor: QRect | None = None
    ) -> None:
        """Asks a ChoicePrompt."""
        self.dismiss()
        self._preview = prompt.preview
        # As wide as what it hangs from.
        self._width = max(_NARROWEST, anchor.width()) if anchor else self._widest
        rows = [
            Row(
                choice.value,
                choice.title,
                choice.detail,
                color=choice.color,
                depth=choice.depth,
                share=choice.share,
                ending=choice.ending,
                highlight_count=choice.highlight_count,
            )
            for choice in prompt.choices
        ]
        self.ask(
            rows,
            on_answer,
            title=prompt.title,
            current=prompt.current,
            anchor=anchor,
            is_searched=prompt.is_searched,
        )

    def handle_key(self, event: QKeyEvent) -> bool:
        """Returns the keys of the list, whichever widget has the focus."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.row)
        elif self.list.move_row(key) or self._fold_by(key):
            pass
        elif self.field.isHidden():
            return self._handle_key_without_field(event)
        else:
            return False
        return True

    def _handle_key_without_field(self, event: QKeyEvent) -> bool:
        digit = digit_of(event)
        if digit is not None and digit <= len(self.model.rows):
            self._choose(digit - 1)
            return True
        typed = event.text().lower()
        count = len(self.model.rows)
        for step in range(1, count + 1) if typed.strip() else ():
            row = (self.list.row + step) % count
            if self.model.rows[row].row.title.lower().startswith(typed):
                self.list.choose_row(row)
                return True
        return False

    def _fold_by(self, key: int) -> bool:
        """Folds the current row of an outline or goes to the one it is in, or opens it; False for other keys."""
        if key not in (Qt.Key.Key_Left, Qt.Key.Key_Right) or not self._is_outline:
            return False
        if self.field.text() or not self.model.rows:
            return False
        rows = [shown.row for shown in self.model.rows]
        value = rows[self.list.row].value
        at = next(number for number, row in enumerate(self._rows) if row.value == value)
        if (key == Qt.Key.Key_Right) is (self.layoutDirection() is Qt.LayoutDirection.LeftToRight):
            self._folded.discard(value)
        elif rows_within(self._rows, at) and value not in self._folded:
            self._folded.add(value)
        elif (around := row_around(rows, self.list.row)) is not None:
            value = rows[around].value
        self._filter("")
        values = [shown.row.value for shown in self.model.rows]
        self.list.choose_row(values.index(value))
        return True

    @property
    def _is_outline(self) -> bool:
        """Whether rows are nested."""
        return any(row.depth for row in self._rows)

    def _filter(self, pattern: str) -> None:
        found = filter_rows(pattern, self._rows if pattern else unfolded(self._rows, self._folded))
        shown = [replace(item, is_current=item.row.value == self._current) for item in found]
        self.model.set_rows(shown)
        marked = [number for number, item in enumerate(shown) if item.is_current]
        self.list.choose_row(marked[0] if marked and not pattern else 0 if shown else -1)
        self.nothing.setText(_("Nothing matches “{text}”").format(text=pattern.strip()))
        self.nothing.setVisible(not shown)
        self.list.setVisible(bool(shown))
        self.list.set_visible_rows(max(1, min(_MOST_ROWS, len(shown))))
        if self.is_open:
            self.place_card()
        self._update_foot()
        if self.is_open and not shown:
            announce(self.nothing, self.nothing.text())

    def _update_foot(self) -> None:
        labels = [("Enter", _("choose")), ("↑ ↓", _("move")), ("Esc", _("close"))]
        if self._is_outline:
            labels.insert(2, ("← →", _("collapse")))
        if self.field.isHidden() and self._rows:
            last = min(_MOST_DIGITS, len(self._rows))
            digits = f"1…{last}" if last > 1 else "1"
            labels.insert(0, (digits, _("choose at once")))
        self.foot.set_key_labels(tuple(labels))

    def _show_preview(self, index: QModelIndex) -> None:
        if self.is_open and self._preview is not None and index.isValid():
            self._preview(self.model.rows[index.row()].row.value)

    def _choose(self, number: int) -> None:
        if not 0 <= number < len(self.model.rows):
            return
        row = self.model.rows[number].row
        if row.is_enabled:
            self._answer(row.value)
        else:
            self.list.choose_row(number)
            reason = row.detail or _("Not possible here.")
            self.foot.set_message(reason, is_error=True)


def _ends(row: Row) -> tuple[str, ...]:
    """Returns what is at the end of a row: its highlights, how much of it is read, and how long it is."""
    if row.share is None:
        return (row.keys,)
    count = row.highlight_count
    marked = counted_text("{n} highlight", "{n} highlights", count) if count else ""
    read = _("{percent}% read").format(percent=round(100 * row.share))
    return marked, read, row.ending, row.keys


def _level(row: Row) -> str:
    """Returns how deep in an outline a row is, for those who do not see that it is indented."""
    return _("level {number}").format(number=row.depth + 1) if row.depth else ""
