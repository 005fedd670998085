"""Implements the base of pages with a filter field over a list, such as all tags."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from reader.ui.keys.key_dispatcher import is_text_field
from reader.ui.lists.empty_state import EmptyState
from reader.ui.lists.filter_field import FilterField
from reader.ui.lists.row_selection import RowSelection
from reader.ui.pages.window_page import WindowPage
from reader.ui.style.announcement import announce, is_heard, spoken_count
from reader.ui.style.painting import sized

_SPOKEN = Qt.ItemDataRole.AccessibleTextRole


class ListPage(WindowPage):
    """Filters and selects rows, and says why there are none; one of its parts has the focus."""

    view: QAbstractItemView
    field: FilterField

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.selection: RowSelection[Any] = RowSelection()
        self.title = QLabel(title, self)
        self.title.setFont(sized(self.font(), 1.5, is_bold=True))
        self.count = QLabel(self)
        self.empty = EmptyState(self.pane, self)
        self.empty.keys_clicked.connect(self.strip.keys_clicked)
        self.around_empty = QVBoxLayout()
        self.stack = QStackedLayout()  # the rows, or why there is none
        self.around_stack = QVBoxLayout()

    def lay_out_rows(self, view: QAbstractItemView, field: FilterField) -> None:
        """Puts the rows into the body; what is above them is there already."""
        self.view, self.field = view, field
        column = QWidget(self)
        column.setLayout(self.around_empty)
        self.around_empty.addWidget(self.empty)
        self.stack.addWidget(view)
        self.stack.addWidget(column)
        self.around_stack.addLayout(self.stack)
        self.body.addLayout(self.around_stack, 1)
        self.setFocusProxy(view)
        field.left.connect(self.focus_rows)
        field.focus_changed.connect(self.context_changed)

    # -- what a subclass says --------------------------------------------------------------------

    @property
    def current_id(self) -> Any:
        """What the current row is selected by, None where there is no row."""
        raise NotImplementedError

    def go_to_row(self, row: int) -> None:
        """Makes a row current."""
        raise NotImplementedError

    def show_selection(self) -> None:
        """Shows what is selected, and how much."""
        raise NotImplementedError

    def update_row_strip(self) -> None:
        """Shows in the status bar what the next key acts on while the rows have the keyboard."""
        raise NotImplementedError

    # -- the keyboard ----------------------------------------------------------------------------

    def focus_filter(self) -> None:
        # Not by shortcut: the selection would be told before the focus.
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def focus_rows(self) -> None:
        """Gives the keyboard to the rows, or to what says why there is none."""
        (self.focusProxy() or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def cycle_focus(self, _direction: int) -> None:
        """Goes from the field to the rows, or back."""
        if self.field.hasFocus():
            self.focus_rows()
        else:
            self.focus_filter()

    def show_empty(self, *, is_empty: bool) -> None:
        """Shows the rows, or why there is none; what is shown keeps the keyboard."""
        shown: QWidget = self.empty if is_empty else self.view
        had_focus = self.view.hasFocus() or self.empty.hasFocus()
        self.stack.setCurrentIndex(int(is_empty))
        self.setFocusProxy(shown)
        if had_focus and not shown.hasFocus():
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- filter and selection --------------------------------------------------------------------

    def narrow(self, query: str) -> None:
        """Shows only what a query finds."""
        self.field.setText(query)
        self.field.tell_now()

    def select(self, how: str) -> None:
        self.selection.select(how, self.current_id)
        self.show_selection()
        self.announce_row(is_counted=True)

    def click_row(self, row: int, has_control: bool, has_shift: bool) -> None:
        """Makes the row that was clicked on current; selects it with Ctrl, a range with Shift."""
        self.view.setFocus(Qt.FocusReason.MouseFocusReason)
        before = self.current_id
        self.go_to_row(row)
        if has_shift:
            self.selection.extend(self.current_id if before is None else before, self.current_id)
        else:
            if has_control and not self.selection.ids and before not in (None, self.current_id):
                self.selection.toggle(before)  # the row clicked on before, which keys act on
            self.selection.stop_extending()
            self.select("toggle" if has_control else "none")
        self.show_selection()

    def release(self) -> bool:
        """Deselects, then clears the filter; then the page is left."""
        if self.selection.ids:
            self.select("none")
        elif self.field.text():
            self.narrow("")
        else:
            return False
        return True

    def announce_row(self, *, is_counted: bool = False) -> None:
        """Announces the current row and, on request, how many are selected."""
        if is_heard():
            said = str(self.view.currentIndex().siblingAtColumn(0).data(_SPOKEN) or "")
            count = spoken_count(len(self.selection.ids)) if is_counted else ""
            announce(self.view, ". ".join(part for part in (said, count) if part))

    def update_strip(self) -> None:
        """Shows in the status bar what the next key acts on; of a field the window does."""
        if not is_text_field(self.window().focusWidget()):
            self.update_row_strip()
