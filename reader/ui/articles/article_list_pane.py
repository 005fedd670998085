"""Implements the left pane: search field, views, article list and footer."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.commands.keys.active_keymap import present_keys
from reader.core.listed_ids import HeldIds, ListedIds, first_left
from reader.core.models import Counts, Sort, View
from reader.ui.articles.article_list_footer import ListFooter
from reader.ui.articles.article_list_model import ArticleListModel, Fetch
from reader.ui.articles.article_list_view import ArticleListView
from reader.ui.articles.list_heading import ListHeading
from reader.ui.articles.list_texts import count_text, empty_text, searched_count
from reader.ui.articles.row_picking import RowPicking
from reader.ui.articles.view_tabs import ViewTabs
from reader.ui.lists.filter_field import FilterField
from reader.ui.lists.view_names import view_name
from reader.ui.style.box_layouts import in_column

MINIMUM_WIDTH = 220

_Flag = QItemSelectionModel.SelectionFlag


class ArticleListPane(QWidget):
    """Shows the given ids and emits what the user chose; it reads no data itself."""

    view_changed = Signal(object)  # View
    query_changed = Signal(str)
    sort_changed = Signal(object, bool)  # Sort, descending
    current_changed = Signal(int)  # article id, 0 for none
    selection_changed = Signal()
    activated = Signal(int)  # article id, by Enter or a double click
    passed = Signal()  # the user wants to go on below the last article
    menu_requested = Signal(QPoint)  # of what was found elsewhere, at a spot of the screen
    failed = Signal(str)  # articles could not be read: one sentence

    def __init__(self, fetch: Fetch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_setting = False
        self._query = ""
        self._entered = ""  # the query whose rows a person went to last
        self._is_search, self._sort = False, Sort.ADDED
        self._counts: Counts | None = None
        self._is_other_question = False
        self._told_current = 0
        self._on_answer: Callable[[], object] | None = None  # what the user wanted before it came
        self._top_before = 0, 0  # the article at the top before a search, as of scroll_anchor
        self.elsewhere_count = 0  # what a search found elsewhere
        self._scope = ""
        self._near = ""  # what may have been meant by a search that finds nothing
        self.model = ArticleListModel(fetch, self)
        self.field = FilterField(self)
        self.tabs = ViewTabs(self)
        self.heading = ListHeading(self)
        self.list = ArticleListView(self.model, self)
        self.picking = RowPicking(self.list, self.model)
        self.rows: QWidget = self.list  # or those below it, where these had the keyboard last
        self.footer = ListFooter(self)
        self.setMinimumWidth(MINIMUM_WIDTH)
        self._lay_out()
        self._connect()
        self._on_rows_changed()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Gives the rows the keyboard; a proxy would have Tab pass the field and the views by."""
        self.rows.setFocus(reason)

    def set_counts(self, counts: Counts) -> None:
        """Shows what the views contain."""
        self._counts = counts
        self.tabs.set_counts(counts)
        self._count()

    def set_view(self, view: View) -> None:
        """Marks a view as the one shown; emits no signal."""
        if view is not self.tabs.view:
            self._top_before, self._is_other_question = (0, 0), True
        self.tabs.set_view(view)
        self._on_rows_changed()

    def set_scope(self, title: str) -> None:
        """Shows that the list is a part of all articles, such as a feed's; emits no signal."""
        self._scope, self.tabs.is_partial, self._is_other_question = title, bool(title), True
        self._top_before = 0, 0
        if not self.tabs.isHidden():
            self.show_heading(False)
        self._on_rows_changed()

    def show_heading(self, is_shown: bool, count: str = "", search: str = "") -> None:
        """Shows what is listed by name, with a count of it, in the place of the tabs; or the tabs.

        What is listed is a saved search, if one is named. A part of all articles, such as a feed's,
        is also named below the tabs.
        """
        self.heading.say(search or self._scope or view_name(self.view()), count)
        self.heading.setVisible(is_shown or bool(self._scope))
        self.tabs.setVisible(not is_shown)

    def view(self) -> View:
        """Returns the view marked as shown."""
        return self.tabs.view

    def set_sort(self, sort: Sort, descending: bool, *, is_search: bool = False) -> None:
        """Shows how the ids are sorted, and whether they are of a search; emits no signal."""
        self._is_search = is_search
        self._sort = sort
        self.footer.sort.set_sort(sort, descending, is_search=is_search)

    def set_ids(self, listed: Iterable[int]) -> None:
        """Shows these articles; the current and the selected stay so while they are shown.

        When the current article is gone from the same view and query, for it was moved or
        trashed, the next one left takes its place. After another view or query was asked for,
        nothing takes its place and nothing is announced, so that what is being read stays open.
        """
        is_other = self._is_other_question
        ids = listed if isinstance(listed, ListedIds) else HeldIds(listed)
        before = self.model.ids
        is_same = self._sort is self.model.order and ids.shows_same(before)
        if is_same and self.list.stands_in(ids):
            self.model.take_up(ids)
            self._end_question()
            return
        had_current, selected = self.current_id() is not None, self.selected_ids()
        current = self.current_id() or self._told_current
        # What is read of the library comes first: where that fails, the list stays as it is.
        at = self.list.currentIndex().row() if had_current else before.row_of(current)
        above = sum(row < at for row in self.list.selected_rows()) if at is not None else 0
        kept = sorted(ids.rows_of(selected).values())
        is_selected = bool(kept)
        heir = ids.row_of(current)
        if heir is None and not is_other and at is not None:
            heir = first_left(ids, before.near(at), at - above)
        scrolled, was_at_top = self.list.scroll_anchor(), self.list.is_at_top()
        self._is_setting = True
        try:
            self.model.set_ids(ids, self._sort)
            if heir is not None:
                self.list.selectionModel().setCurrentIndex(self.model.index(heir), _Flag.NoUpdate)
                if not kept and not (self.picking.is_on and current not in selected):
                    kept = [heir]
            self.list.select_rows(kept)
            if self._query if is_other else was_at_top:
                self.list.scrollToTop()  # the best is first, and what was added
            else:  # what was on screen before a search is so again after it
                self.list.restore_scroll(self._top_before if is_other else scrolled, heir)
        finally:
            self._is_setting = False
        self.picking.is_on &= is_selected
        self._end_question()
        if heir is not None or (had_current and not is_other):
            self._tell_current()
        if self.selected_ids() != selected:
            self.selection_changed.emit()

    def refresh(self, ids: Sequence[int] | None) -> None:
        """Reads these articles, or all, again, for they changed."""
        self.model.refresh(ids)

    def add_below_list(self, widget: QWidget) -> None:
        """Shows a widget between the articles and the line below them."""
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.count() - 1, widget, 1)
            column.setStretchFactor(self.list, 100)

    def selected_ids(self) -> list[int]:
        """Returns the selected articles in the order of the list."""
        return self.list.selected_ids()

    def current_id(self) -> int | None:
        """Returns the current article, if any."""
        return self.list.current_id or None

    def select(self, article_id: int) -> bool:
        """Makes an article the current and only selected one; False when it is not shown."""
        index = self.model.index_of(article_id)
        if not index.isValid():
            return False
        self.picking.is_on = False
        self.list.selectionModel().setCurrentIndex(index, self.picking.flag)
        self.list.scrollTo(index)
        return True

    def follow(self, article_id: int) -> None:
        """Makes what was opened elsewhere current, or no row if it is not shown; keeps what is picked."""
        self.picking.is_on = self.picking.has_picked
        self._told_current, self._is_setting = article_id, True
        index = self.model.index_of(article_id)
        self.list.selectionModel().setCurrentIndex(index, self.picking.flag)
        self._is_setting = False
        self._on_selection()

    def move_current(self, delta: int) -> bool:
        """Moves by a number of rows; returns False if that is not possible."""
        count = self.model.rowCount()
        index = self.list.currentIndex()
        start = index.row() if index.isValid() else (-1 if delta > 0 else count)
        row = min(count - 1, max(0, start + delta))
        if row == index.row():  # or there is none
            return False
        self.picking.move_to(row)
        self.list.selectionModel().setCurrentIndex(self.model.index(row), self.picking.flag)
        self.list.scrollTo(self.model.index(row))
        return True

    def select_first(self) -> bool:
        """Makes the first article the current and only selected one, or tells that there is none."""
        if self._is_other_question:
            self._on_answer = self.select_first
        elif not self.model.ids:
            self._tell_current()
        return bool(self.model.ids) and self.select(self.model.id_at(0))

    def focus_list(self) -> None:
        """Moves the focus to the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_filter(self) -> None:
        """Moves the focus to the search field, its text selected."""
        # Not by shortcut: the selection would be told before the focus.
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.selectAll()

    def query_text(self) -> str:
        """Returns what is in the search field."""
        return self.field.text()

    def set_query(self, text: str) -> None:
        """Writes a query into the field, as if the user had typed it, and emits it at once."""
        self.field.setText(text)
        self.field.tell_now()

    def clear_filter(self) -> None:
        """Empties the search field; emits no signal."""
        self.field.reset()
        self._query, self._on_answer = "", None
        self._is_other_question = True
        self._on_rows_changed()

    def _lay_out(self) -> None:
        parts = (self.field, self.tabs, self.heading)
        self.head = in_column(*parts, margins=(14, 14, 14, 10), spacing=10)
        in_column(self.head, (self.list, 1), self.footer, parent=self, spacing=0)

    def _connect(self) -> None:
        self.field.query_changed.connect(self._on_query)
        self.field.left.connect(self.enter_list)
        self.tabs.view_chosen.connect(self._on_view)
        self.footer.sort.sort_chosen.connect(self._on_sort)
        self.list.opened.connect(lambda row: self.activated.emit(self.model.id_at(row)))
        self.list.gesture.connect(self._on_gesture)
        selection = self.list.selectionModel()
        selection.currentChanged.connect(self._tell_current)
        selection.selectionChanged.connect(self._on_selection)
        self.picking.changed.connect(self._on_selection)
        # Rows are read while they are painted: say so only afterwards.
        self.model.failed.connect(self.failed, Qt.ConnectionType.QueuedConnection)

    def _on_query(self, query: str) -> None:
        if not self._query:
            self._top_before = self.list.scroll_anchor()
        self._query = query.strip()
        self._is_other_question = True
        self._on_rows_changed()
        self.query_changed.emit(query)

    def _on_view(self, view: View) -> None:
        self._top_before = 0, 0
        self._is_other_question = True
        self._on_rows_changed()
        self.view_changed.emit(view)

    def _on_sort(self, sort: Sort, descending: bool) -> None:
        self._is_other_question = True
        self.sort_changed.emit(sort, descending)

    def _on_selection(self) -> None:
        if self._is_setting:
            return
        self._count()
        self.selection_changed.emit()

    def _on_gesture(self, row: int, is_toggle: bool) -> None:
        self.picking.begin(row, is_toggle)
        self._entered = self._query

    def wait_for_answer(self, act: Callable[[], object]) -> bool:
        """Acts once what was asked for is listed, if the list keeps the keyboard; False if it is listed."""

        def go_on() -> None:
            if self.window().focusWidget() is self.list:
                act()

        if self._is_other_question:
            self._on_answer = go_on
        return self._is_other_question

    def _tell_current(self) -> None:
        current = self.current_id() or 0
        if not self._is_setting and current != self._told_current:
            self._told_current = current
            self.current_changed.emit(current)

    def enter_list(self) -> None:
        """Gives the list the keyboard, at the best of what was searched for, once that is listed."""
        self.focus_list()
        if self.wait_for_answer(self.enter_list):
            return
        if not self.model.rowCount():
            self.passed.emit()
        elif self._is_search and self._query != self._entered:
            self._entered = self._query
            self.select_first()  # the best, though what was read before is there too
        elif not self.list.selected_rows():
            self.select(self.model.id_at(max(0, self.list.currentIndex().row())))

    def update_keys(self) -> None:
        """Names the current keys."""
        self._say_why_empty()
        self.field.update_keys()

    def _end_question(self) -> None:
        self._is_other_question = False
        self._on_rows_changed()
        wanted, self._on_answer = self._on_answer, None
        if wanted is not None:
            wanted()

    def _on_rows_changed(self) -> None:
        self._say_why_empty()
        self._count()

    def set_near(self, query: str) -> None:
        """Names a query that may have been meant, where nothing is found; none if empty."""
        self._near = query
        self._say_why_empty()

    def _say_why_empty(self) -> None:
        title, advice = empty_text(
            self.view(), self._query, self._scope, self.elsewhere_count, self._near
        )
        self.list.set_empty_text(title, present_keys().with_keys(advice))

    def _count(self) -> None:
        counts = None if self._scope else self._counts
        total = searched_count(self.view(), self._query, counts)
        selected = self.list.selected_count() if self.picking.has_picked else 0
        text = count_text(self.model.rowCount(), total, self.elsewhere_count, selected)
        self.footer.label.setText(text)
