"""The page of all tags: found, sorted and selected here, changed by commands/tag_management.py."""

import time

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from reader.app import App
from reader.commands.context import Context, Pane
from reader.core.models import Changed, Tag, TagSort
from reader.core.tags import tag_tree
from reader.core.tags.tag_names import ARTICLES, key
from reader.core.translation import N_, _, ngettext
from reader.ui.keys import status_hints
from reader.ui.lists.empty_state import EmptyState
from reader.ui.lists.filter_field import FilterField
from reader.ui.pages.window_page import WindowPage
from reader.ui.style.announcement import announce, spoken_count
from reader.ui.style.painting import sized
from reader.ui.style.theme import current_theme
from reader.ui.tags.tags_list import TagsHead, TagsList, TagsModel, column_rect

_TABLES = ("tag", "article_tag", "annotation_tag", "tag_slot", "article", "annotation")
_SORTS = {
    TagSort.NAME: N_("by name"),
    TagSort.USE: N_("by use"),
    TagSort.RECENT: N_("by last use"),
}


class TagsPage(WindowPage):
    """Every tag with its uses, colour and keys."""

    pane = Pane.TAGS
    sort_asked = Signal()
    opened = Signal()

    def __init__(self, app: App, parent: QWidget) -> None:
        super().__init__(parent)
        self._app = app
        self._tags: list[Tag] = []
        self._sort = TagSort(app.settings.text("tag_sort"))
        self._range_from = -1  # where a range of selected rows begins
        self.setObjectName("tagsPage")
        self.title = QLabel(_("Tags"), self)
        self.title.setFont(sized(self.font(), 1.5, is_bold=True))
        self.count = QLabel(self)
        self.field = FilterField(self)
        self.field.setPlaceholderText(_("Filter the tags"))
        self.field.setAccessibleName(_("Filter the tags"))
        self.field.setAccessibleDescription(_("Letters of a name; Down goes to the list"))
        self.field.setMaximumWidth(340)
        self.sort_button = QToolButton(self)
        self.sort_button.setFont(sized(self.font(), 0.92))
        self.sort_button.setToolTip(_("Order of the tags"))
        self.head = TagsHead(self)
        self.model = TagsModel(self)
        self.list = TagsList(self)
        self.list.setModel(self.model)
        self.nothing = EmptyState(self)
        self._lay_out()
        self.setFocusProxy(self.list)
        self.field.query_changed.connect(lambda _text: self._filter())
        self.field.left.connect(self._take_keyboard)
        self.field.focus_changed.connect(self.told)
        self.sort_button.clicked.connect(self.sort_asked)
        self.list.doubleClicked.connect(lambda _index: self.opened.emit())
        self.list.selectionModel().currentChanged.connect(lambda *_rows: self.told.emit())

    def _lay_out(self) -> None:
        self._bar = QHBoxLayout()
        self._bar.setSpacing(10)
        self._bar.addWidget(self.title)
        self.count.setContentsMargins(0, 5, 0, 0)  # nearer to the title's line
        self._bar.addWidget(self.count)
        self._bar.addStretch(1)
        self._bar.addWidget(self.sort_button)
        self._bar.addWidget(self.field, 2)
        self.body.addLayout(self._bar)
        self.body.addWidget(self.head)
        self.body.addWidget(self.list, 1)
        self._amidst = QWidget(self)
        around = QHBoxLayout(self._amidst)
        around.addWidget(self.nothing)
        self.body.addWidget(self._amidst, 1)
        self.list.verticalScrollBar().rangeChanged.connect(self._align)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is above the rows in line with them."""
        super().resizeEvent(event)
        self._align()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper beneath it all."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current_theme().paper))
        painter.end()

    def _align(self) -> None:
        room = self.rect()
        if self.list.verticalScrollBar().maximum() > 0:
            room.setWidth(room.width() - self.list.verticalScrollBar().sizeHint().width())
        column = column_rect(room)
        right = self.width() - column.right() - 1
        self._bar.setContentsMargins(column.left() + 10, 22, right + 10, 10)
        self._amidst.setContentsMargins(column.left(), 0, right, 0)
        self.head.set_room(room.width())

    # -- what is looked at ---------------------------------------------------------------------

    @property
    def current(self) -> str:
        """The name of the current row, or an empty text."""
        row = self.list.currentIndex().row()
        return self.model.rows[row].name if 0 <= row < len(self.model.rows) else ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """What commands act on: the selected tags in their order, else the current one."""
        selected = self.model.selected
        chosen = tuple(row.name for row in self.model.rows if row.name in selected)
        return chosen or ((self.current,) if self.current else ())

    def context(self) -> Context:
        return Context(self.pane, None, (), None, None, tags=self.chosen)

    def anchor(self) -> QRect | None:
        index = self.list.currentIndex()
        if not index.isValid() or self.list.isHidden():
            return None
        row = column_rect(self.list.visualRect(index))
        return QRect(self.list.viewport().mapTo(self, row.topLeft()), row.size())

    # -- being a page --------------------------------------------------------------------------

    def enter(self) -> None:
        self._read()
        if not self.list.currentIndex().isValid():
            self._go_to_row(0)
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        taker: QWidget = self.list if self.model.rows else self.nothing
        taker.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changed: Changed) -> None:
        if changed.concerns(*_TABLES):
            self._read()

    def release(self) -> bool:
        if self.model.selected:
            self.select("none")
        elif self.field.text():
            self.field.clear()
            self.field.tell_now()
        else:
            return False
        return True

    def focus_filter(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def teach(self) -> None:
        if self.field.hasFocus():
            self.strip.set_target("")
            self.strip.set_hints(status_hints.typing_hints())
            return
        chosen = self.chosen
        if len(chosen) > 1:
            target = ngettext("{n} tag", "{n} tags", len(chosen)).format(n=len(chosen))
        else:
            target = f"#{chosen[0]}" if chosen else ""
        self.strip.set_target(target)
        self.strip.set_hints(status_hints.tags_hints(len(chosen)))

    # -- commands ------------------------------------------------------------------------------

    def step(self, delta: int) -> None:
        """Make another row current; the ends hold."""
        row = self.list.currentIndex().row()
        self._go_to_row(0 if row < 0 else row + delta)

    def select(self, how: str) -> None:
        """Select: "toggle" the current row, the "range" up to it, "all" or "none"."""
        row, rows = self.list.currentIndex().row(), self.model.rows
        selected = self.model.selected
        if how == "all":
            selected |= {one.name for one in rows}
        elif how == "none":
            selected.clear()
        elif row >= 0 and how == "range":
            start = self._range_from if 0 <= self._range_from < len(rows) else row
            selected |= {one.name for one in rows[min(start, row) : max(start, row) + 1]}
        elif row >= 0:
            selected ^= {rows[row].name}
            self._range_from = row
        self.list.viewport().update()
        self._say_count()
        said = [self._spoken(row)] if row >= 0 else []
        announce(self.list, ", ".join([*said, spoken_count(len(selected))]))
        self.told.emit()

    def sort(self, sort: TagSort) -> None:
        """List in another order."""
        self._sort = sort
        self._list(self.current)

    def show_tag(self, name: str) -> None:
        """Make a tag current, whatever the filter was; nothing stays selected."""
        self.model.selected.clear()
        if self._row_of(name) < 0 and self.field.text():
            self.field.reset()
            self._list(name)
        row = self._row_of(name)
        if row >= 0:
            self._go_to_row(row)
        self._say_count()
        self.told.emit()

    # -- the list ------------------------------------------------------------------------------

    def _read(self) -> None:
        self._tags = self._app.queries.tags()
        self._list(self.current)

    def _filter(self) -> None:
        pattern = self.field.text()
        self._list(self.current)
        if pattern.strip():
            now = int(time.time() * 1000)
            self._go_to_row(self._row_of(tag_tree.best(self.model.rows, self._tags, pattern, now)))

    def _list(self, current: str) -> None:
        """List the tags anew; the current one stays so, else the row that takes its place."""
        had_keyboard = self.list.hasFocus() or self.nothing.hasFocus()
        before = self.list.currentIndex().row()
        top = self.list.verticalScrollBar().value()
        pattern = self.field.text()
        rows = tag_tree.tree(self._tags, self._sort, pattern, int(time.time() * 1000))
        queries = self._app.queries
        self.model.show(rows, queries.slots(), queries.slots(ARTICLES))
        self.list.verticalScrollBar().setValue(top)
        row = self._row_of(current) if current else -1
        self._go_to_row(row if row >= 0 else min(max(before, 0), len(rows) - 1))
        self._range_from = -1
        self._say_count()
        self._say_why_empty(pattern)
        if had_keyboard:
            self._take_keyboard()

    def _row_of(self, name: str) -> int:
        at = key(name)
        return next((n for n, row in enumerate(self.model.rows) if key(row.name) == at), -1)

    def _go_to_row(self, row: int) -> None:
        count = len(self.model.rows)
        index = self.model.index(max(0, min(row, count - 1)), 0) if count else QModelIndex()
        self.list.setCurrentIndex(index)
        if index.isValid():
            self.list.scrollTo(index)
            announce(self.list, self._spoken(index.row()))
        self.told.emit()

    def _spoken(self, row: int) -> str:
        index = self.model.index(row, 0)
        return str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")

    def _say_count(self) -> None:
        total, selected = len(self._tags), len(self.model.selected)
        text = ngettext("{n} tag", "{n} tags", total).format(n=total)
        if selected:
            text += "  ·  " + ngettext("{n} selected", "{n} selected", selected).format(n=selected)
        self.count.setText(text)
        order = _(_SORTS[self._sort])
        self.sort_button.setText(f"{order} ▾")
        self.sort_button.setAccessibleName(_("Order of the tags: {order}").format(order=order))

    def _say_why_empty(self, pattern: str) -> None:
        is_empty = not self.model.rows
        self._amidst.setVisible(is_empty)
        self.list.setVisible(not is_empty)
        self.head.setVisible(not is_empty)
        if not is_empty:
            return
        if pattern.strip():
            title = _("No tag matches “{text}”.").format(text=pattern.strip())
            self.nothing.say(title, (("Esc", _("clear the filter")),))
        else:
            title = _("No tags yet. A tag gathers passages and articles on one matter.")
            self.nothing.say(title, status_hints.first_tag_hints())
