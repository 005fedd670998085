"""Shows the page of all tags: lists, filters, sorts and selects them; commands change them."""

import time

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from reader.commands.context import By, Context, Pane
from reader.core.models import ChangeNotice, Tag, TagSort
from reader.core.tags import tag_tree
from reader.core.tags.tag_names import ARTICLES, key
from reader.core.translation import N_, _, counted_text
from reader.library.queries.queries import Queries
from reader.settings import Settings
from reader.ui.keys import status_bar_texts
from reader.ui.lists.filter_field import FilterField
from reader.ui.pages.list_page import ListPage
from reader.ui.style.box_layouts import EMPTY, in_row
from reader.ui.style.painting import sized
from reader.ui.style.reading_typography import tag_text
from reader.ui.tags.tags_list import Column, TagsList, TagsModel

_TABLES = ("tag", "article_tag", "annotation_tag", "tag_slot", "article", "annotation")
_MEASURE = 860  # pixels the rows are wide at most, amidst the page
_EDGE = 20  # pixels kept free beside them
_SORTS = {
    TagSort.NAME: N_("by name"),
    TagSort.USE: N_("by use"),
    TagSort.RECENT: N_("by last use"),
}

_SORTED_BY = {
    Column.NAME: TagSort.NAME,
    Column.HIGHLIGHTS: TagSort.USE,
    Column.ARTICLES: TagSort.USE,
    Column.USED: TagSort.RECENT,
}


class TagsPage(ListPage):
    """Every tag with its uses, colour and keys."""

    pane = Pane.TAGS
    view: TagsList
    sort_requested = Signal()
    opened = Signal()
    menu_requested = Signal(QPoint)  # where on the screen

    def __init__(self, queries: Queries, settings: Settings, parent: QWidget) -> None:
        super().__init__(_("Tags"), parent)
        self._queries, self._settings = queries, settings
        self._tags: list[Tag] = []
        self._sort = TagSort(settings.text("tag_sort"))
        self.setObjectName("tagsPage")  # whose ground is the style sheet's
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        field = FilterField(self)
        field.setPlaceholderText(_("Filter the tags"))
        field.setAccessibleName(_("Filter the tags"))
        field.setAccessibleDescription(_("Letters of a name; Down goes to the list"))
        field.setMaximumWidth(340)
        self.sort_button = QToolButton(self)
        self.sort_button.setFont(sized(self.font(), 0.92))
        self.sort_button.setToolTip(_("Sort tags by"))
        self.model = TagsModel(self.selection, self)
        self._lay_out(field)
        self.lay_out_rows(TagsList(self.model, self), field)
        field.query_changed.connect(lambda _text: self._filter())
        self.sort_button.clicked.connect(self.sort_requested)
        self.view.header().setSectionsClickable(True)
        self.view.header().sectionClicked.connect(self._sort_by)
        self.view.row_clicked.connect(self.click_row)
        self.view.doubleClicked.connect(lambda _index: self.opened.emit())
        self.view.menu_requested.connect(self._request_menu)
        self.view.selectionModel().currentChanged.connect(
            lambda *_rows: self.context_changed.emit()
        )

    def _lay_out(self, field: FilterField) -> None:
        self.count.setContentsMargins(0, 5, 0, 0)  # nearer to the title's line
        parts = (self.title, self.count, EMPTY, self.sort_button, (field, 2))
        self._bar = in_row(*parts, spacing=10)
        self.body.addLayout(self._bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keeps what is above the rows in line with them."""
        super().resizeEvent(event)
        self._align()

    def _align(self) -> None:
        width = min(self.width() - 2 * _EDGE, _MEASURE)
        left = (self.width() - width) // 2
        right = self.width() - width - left
        self._bar.setContentsMargins(left + 10, 22, right + 10, 10)
        self.around_stack.setContentsMargins(left, 0, right, 0)

    # -- what is looked at ---------------------------------------------------------------------

    @property
    def current(self) -> str:
        """The name of the current row, or an empty text."""
        row = self.view.currentIndex().row()
        return self.model.rows[row].name if 0 <= row < len(self.model.rows) else ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """What commands act on: the selected tags in their order, else the current one."""
        return self.selection.in_order() or ((self.current,) if self.current else ())

    @property
    def current_id(self) -> str | None:
        """The name of the current row, None where there is no row."""
        return self.current or None

    def context(self) -> Context:
        """Returns the tags that commands act on."""
        return Context(self.pane, None, (), None, None, tags=self.chosen)

    def anchor(self) -> QRect | None:
        """Returns where the current row is in the page."""
        index = self.view.currentIndex().siblingAtColumn(0)
        if not index.isValid() or self.view.isHidden():
            return None
        row = self.view.visualRect(index)
        width = self.view.viewport().width()
        return QRect(self.view.viewport().mapTo(self, row.topLeft()), QSize(width, row.height()))

    # -- being a page --------------------------------------------------------------------------

    def enter(self) -> None:
        """Reads the tags, and gives the rows the keyboard."""
        self._read()
        if not self.view.currentIndex().isValid():
            self.go_to_row(0)
        self.focus_rows()

    def refresh(self, changed: ChangeNotice) -> None:
        """Reads the tags again when something of them changed."""
        if changed.concerns(*_TABLES):
            self._read()

    def update_row_strip(self) -> None:
        chosen = self.chosen
        if len(chosen) > 1:
            target = counted_text("{n} tag", "{n} tags", len(chosen))
        else:
            target = tag_text(chosen[0]) if chosen else ""
        self.strip.set_target(target)
        self.strip.set_key_labels(status_bar_texts.tags_labels(len(chosen)))

    # -- commands ------------------------------------------------------------------------------

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        """Makes another row current; stops at either end. With extend, selects up to it."""
        before = self.current
        self.view.step(delta, by)
        self.context_changed.emit()
        if extend and before:
            self.selection.extend(before, self.current)
            self.show_selection()
        else:
            self.selection.stop_extending()

    def sort(self, sort: TagSort) -> None:
        """Lists in another order."""
        self._sort = sort
        self._list(self.current)

    def _sort_by(self, column: int) -> None:
        """Sorts by the column whose heading was clicked on, if there is such an order."""
        if sort := _SORTED_BY.get(Column(column)):
            self._settings.set(tag_sort=sort.value)
            self.sort(sort)

    def show_tag(self, name: str) -> None:
        """Makes a tag current, whatever the filter was; nothing stays selected."""
        self.selection.clear()
        if self._row_of(name) < 0 and self.field.text():
            self.field.reset()
            self._list(name)
        row = self._row_of(name)
        if row >= 0:
            self.go_to_row(row)
        self._say_count()
        self.context_changed.emit()

    def _request_menu(self, spot: QPoint) -> None:
        """Asks for the menu of the current row, or of all that are selected if it is among them."""
        if self.current not in self.selection.ids:
            self.select("none")
        self.menu_requested.emit(spot)

    # -- the list ------------------------------------------------------------------------------

    def _read(self) -> None:
        """Reads the tags; the current one stays so under another name too."""
        current = self.current
        ids = [tag.id for tag in self._tags if key(tag.name) == key(current)]
        self._tags = self._queries.tags()
        self._list(next((tag.name for tag in self._tags if tag.id in ids), current))

    def _filter(self) -> None:
        pattern = self.field.text()
        self._list(self.current)
        if pattern.strip():
            now = int(time.time() * 1000)
            self.go_to_row(self._row_of(tag_tree.best(self.model.rows, self._tags, pattern, now)))

    def _list(self, current: str) -> None:
        """Lists the tags again; the current one stays so, else the row that takes its place."""
        before = self.view.currentIndex().row()
        top = self.view.verticalScrollBar().value()
        pattern = self.field.text()
        rows = tag_tree.tree(self._tags, self._sort, pattern, int(time.time() * 1000))
        self.selection.set_order([row.name for row in rows])
        self.model.show(rows, self._queries.slots(), self._queries.slots(ARTICLES))
        self.view.verticalScrollBar().setValue(top)
        row = self._row_of(current) if current else -1
        self.go_to_row(row if row >= 0 else before)
        self._say_count()
        self._say_why_empty(pattern)

    def _row_of(self, name: str) -> int:
        at = key(name)
        return next((n for n, row in enumerate(self.model.rows) if key(row.name) == at), -1)

    def go_to_row(self, row: int) -> None:
        """Makes a row current."""
        self.view.go_to_row(row)
        self.context_changed.emit()

    def show_selection(self) -> None:
        self.view.viewport().update()
        self._say_count()
        self.context_changed.emit()

    def _say_count(self) -> None:
        total, selected = len(self._tags), len(self.selection.ids)
        text = counted_text("{n} tag", "{n} tags", total)
        if selected:
            text += "  ·  " + counted_text("{n} selected", "{n} selected", selected)
        self.count.setText(text)
        order = _(_SORTS[self._sort])
        self.sort_button.setText(f"{order} ▾")
        self.sort_button.setAccessibleName(_("Tags sorted {order}").format(order=order))

    def _say_why_empty(self, pattern: str) -> None:
        is_empty = not self.model.rows
        if is_empty and pattern.strip():
            title = _("No tag matches “{text}”.").format(text=pattern.strip())
            self.empty.show_reason(title, (("Esc", _("clear the filter")),))
        elif is_empty:
            title = _("No tags yet. A tag groups passages and articles on one subject.")
            self.empty.show_reason(title, status_bar_texts.first_tag_labels())
        self.show_empty(is_empty=is_empty)
