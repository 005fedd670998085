"""Searches the whole library for the article list, in a worker, one query at a time."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal

from reader.core.errors import PostilError
from reader.core.listed_ids import HeldIds
from reader.core.models import Sort, View
from reader.core.query.query_tree import Query
from reader.core.search_results import FoundRow, SearchResult, Snippet
from reader.core.text.searching.text_search import SearchTerm
from reader.library.queries.queries import Queries
from reader.ui.articles.article_list_pane import ArticleListPane
from reader.ui.articles.other_hits_list import OtherHitsList
from reader.ui.tasks.latest_query import Ask, LatestQuery

_ANY_HEIGHT = (1 << 24) - 1  # Qt's QWIDGETSIZE_MAX
_FIRST = 12  # articles whose passages come with the answer: a screen of them
_SHARE = 0.45  # of the pane's height that what is elsewhere may have at most, if it is needed


class ArticleSearch(QObject):
    """Shows the results of a query: the articles of the view in the list, all others below it."""

    chosen = Signal(object, object)  # what was found elsewhere, as of OtherHitsList
    near_found = Signal(object, tuple)  # a query that finds nothing, and others that find something

    def __init__(self, pane: ArticleListPane, ask: Ask, connect: Callable[[], Queries]) -> None:
        """``connect`` opens a connection, as the ids of the list are read from where they were found."""
        super().__init__(pane)
        self._pane = pane
        self._connect = connect
        self._shown: Queries | None = None  # what the ids of the list are read from
        self._asked: Queries | None = None  # what a search is asked of meanwhile
        self._latest, self._passages = LatestQuery(ask), LatestQuery(ask)
        self._near = LatestQuery(ask)
        self._due: set[int] = set()  # articles whose passages are to be read
        self.sought: tuple[SearchTerm, ...] = ()
        self.elsewhere = OtherHitsList(pane)
        self.elsewhere.hide()
        self.elsewhere.chosen.connect(self.chosen)
        self.elsewhere.left.connect(self._go_up)
        self.elsewhere.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.elsewhere.customContextMenuRequested.connect(self._ask_for_menu)
        pane.add_below_list(self.elsewhere)
        changed = self.elsewhere.selectionModel().currentChanged
        changed.connect(lambda _now, _before: pane.selection_changed.emit())
        pane.passed.connect(self._pass)
        for widget in (pane, pane.list, self.elsewhere):
            widget.installEventFilter(self)
        pane.model.snippets_wanted.connect(self._read_passages)

    def search(
        self, view: View, scope: Query | None, query: Query, sort: Sort, is_descending: bool
    ) -> None:
        """Searches for a query instead of the former one, whose answer is dropped."""

        def look(_queries: Queries) -> SearchResult:
            if self._asked is None or self._asked.is_stopped:
                _close(self._asked)
                self._asked = self._connect()
            return self._asked.search(
                view, query, sort, is_descending, scope=scope, snippets=_FIRST
            )

        self._stop()
        self._near.cancel()
        self._latest.ask(look, lambda result: self._show(result, query), self._fail)

    def current_elsewhere(self) -> FoundRow | None:
        """Returns the current row of the other hits while they have the keyboard."""
        row = self.elsewhere.current() if self.elsewhere.hasFocus() else None
        return row.found if row is not None else None

    def clear(self) -> None:
        """Removes the results of a search."""
        self._latest.cancel()
        self._passages.cancel()
        self._near.cancel()
        self._stop()
        self._show_around(SearchResult(HeldIds(), (), {}))

    def release(self) -> None:
        """Closes the connections from which replaced ids were read."""
        _close(self._shown)
        self._shown = None

    def close(self) -> None:
        """Closes all connections, which are not used any more."""
        self.release()
        _close(self._asked)
        self._asked = None

    def _stop(self) -> None:
        """Ends the search that is running, if any."""
        if self._latest.is_waiting and self._asked is not None:
            self._asked.stop()

    def _show(self, result: SearchResult, query: Query) -> None:
        self._show_around(result)
        self._pane.set_ids(result.ids)
        self._shown, self._asked = self._asked, self._shown
        self._share()
        if not result.ids and not result.groups:
            self._near.ask(
                lambda queries: queries.near_queries(query),
                lambda near: self.near_found.emit(query, near),
                lambda _error: None,  # nothing is missing without it
            )

    def _show_around(self, result: SearchResult) -> None:
        """Shows all results except the articles of the list."""
        self.sought = sought = result.sought
        self._due.clear()
        had_focus = self.elsewhere.hasFocus()
        self.elsewhere.set_groups(result.groups, sought)
        self.elsewhere.setVisible(bool(result.groups))
        self._pane.elsewhere_count = sum(group.total for group in result.groups)
        self._pane.list.set_sought(sought)
        self._pane.model.set_snippets(dict(result.snippets), is_lazy=bool(sought))
        self._share()
        if not result.groups:
            self._pane.rows = self._pane.list
            if had_focus:
                self._pane.focus_list()

    def _fail(self, error: PostilError) -> None:
        self._pane.set_ids(self._pane.model.ids)  # no answer will come
        self._pane.failed.emit(str(error))

    def _read_passages(self, ids: Sequence[int]) -> None:
        sought = self.sought
        self._due.update(ids)
        ids = tuple(self._due)
        self._passages.ask(
            lambda queries: queries.snippets(ids, sought),
            lambda found: self._add_passages(found, sought),
            self._fail,
        )

    def _add_passages(self, found: dict[int, Snippet], sought: tuple[SearchTerm, ...]) -> None:
        if sought == self.sought:
            self._due.difference_update(found)
            self._pane.model.add_snippets(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shares the height of the pane again when it changes; notes which part has the keyboard."""
        if event.type() == QEvent.Type.Resize and watched is self._pane:
            self._share()
        elif event.type() == QEvent.Type.FocusIn and watched is not self._pane:
            self._pane.rows = self.elsewhere if watched is self.elsewhere else self._pane.list
        return False

    def _ask_for_menu(self, spot: QPoint) -> None:
        found = self.current_elsewhere()
        if found is not None and found.article_id:
            self._pane.menu_requested.emit(self.elsewhere.viewport().mapToGlobal(spot))

    def _pass(self) -> None:
        if self.elsewhere.rows:
            self.elsewhere.enter()

    def _go_up(self) -> None:
        self._pane.focus_list()
        if self._pane.current_id() is None:  # something else was opened meanwhile
            self._pane.move_current(-1)

    def _share(self) -> None:
        """Gives the articles the room they need, and the rest to the other hits."""
        rows, view = self._pane.model.rowCount(), self._pane.list
        if not self.elsewhere.rows:
            view.setMaximumHeight(_ANY_HEIGHT)
            return
        row = view.sizeHintForRow(0) if rows else 0
        view.setMaximumHeight(min(_ANY_HEIGHT, max(110, rows * row + 6)))
        most = round(self._pane.height() * _SHARE)
        self.elsewhere.setMinimumHeight(min(most, self.elsewhere.needed_height()))


def _close(queries: Queries | None) -> None:
    if queries is not None:
        queries.close()
