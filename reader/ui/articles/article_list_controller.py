"""Shows a view of the library in the article list, with its filter and order."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.commands.context import By
from reader.core.models import ChangeNotice, Sort, View
from reader.core.query.query_parser import parse
from reader.core.query.query_printing import tag_term
from reader.core.query.query_tree import EMPTY, And, Query, names_a_place, seeks_words
from reader.core.translation import _
from reader.services import Services
from reader.ui.articles.article_list_pane import ArticleListPane
from reader.ui.tasks.latest_query import Ask

if TYPE_CHECKING:
    from reader.core.text.searching.text_search import SearchTerm
    from reader.ui.articles.article_search import ArticleSearch
    from reader.ui.lists.query_assistance import QueryAssistance

_TABLES = (
    "article",
    "feed",
    "feed_entry",
    "article_tag",
    "tag",
    "annotation",
    "annotation_tag",
    "revision",
)


class ArticleListController(QObject):
    """Asks the library what the list is to show, and asks again when something changed."""

    chosen = Signal(object, object)  # Found and FoundRow: what a search found elsewhere
    opened = Signal(int)  # the article that is to have the keyboard
    search_ended = Signal()  # nothing is searched for
    scope_changed = Signal()  # another view is shown, or other articles than a view's

    def __init__(self, app: Services, pane: ArticleListPane, ask: Ask) -> None:
        super().__init__(pane)
        self._app = app
        self.pane = pane
        self._ask = ask
        self._search: ArticleSearch | None = None  # made at the first search
        self._assistance: QueryAssistance | None = None
        self._view = View(app.settings.text("view"))
        self._query: Query = EMPTY
        self._scope_query: Query | None = None  # of a feed, a folder or a tag
        pane.model.group_size = app.queries.group_size
        pane.set_view(self._view)
        pane.set_sort(*self.order)
        pane.view_changed.connect(self.show_view)
        pane.query_changed.connect(self._filter)
        pane.sort_changed.connect(self.sort)
        pane.activated.connect(self.opened)
        pane.list.tag_clicked.connect(lambda tag: pane.set_query(tag_term(tag)))
        pane.field.focus_changed.connect(self._assist)
        self._finds_forms = app.settings.is_on("finds_word_forms")
        app.settings.listeners.append(self._search_again)

    @property
    def view(self) -> View:
        """The view shown."""
        return self._view

    @property
    def scope(self) -> Query | None:
        """What articles are shown, where they are not those of a view."""
        return self._scope_query

    def load(self) -> None:
        """Asks for counts and ids again; what is current stays so while it is there."""
        self.pane.set_counts(self._app.queries.counts())
        self._list()

    def _list(self) -> None:
        """Asks for ids: at once for all of a view, in a worker for what a search finds."""
        if self._query == EMPTY:
            if self._search is not None:
                self._search.clear()
                self.search_ended.emit()
            self.pane.set_ids(self._listed())
            if self._search is not None:
                self._search.release()
            return
        if self._search is None:
            from reader.ui.articles.article_search import ArticleSearch  # start-up time

            self._search = ArticleSearch(self.pane, self._ask, self._app.database.queries)
            self._search.chosen.connect(self.chosen)
            self._search.near_found.connect(self._offer_near)
        view = View.ALL if self._scope_query is not None else self._view
        self._search.search(view, self._scope_query, self._query, *self.order)

    def stop(self) -> None:
        """Closes what a search reads from, after what it asks has been stopped."""
        if self._search is not None:
            self._search.close()

    @property
    def sought(self) -> "tuple[SearchTerm, ...]":
        """The words that a search seeks, to be marked where they are."""
        return self._search.sought if self._search is not None else ()

    def open(self, open_id: int | None) -> None:
        """Gives what is current the keyboard, else the open article, at the first place of a search."""

        def open_best() -> None:
            self.pane.enter_list()
            self.open(open_id)

        if self.pane.wait_for_answer(open_best):
            return
        current = self.pane.current_id() or open_id
        if self._search is not None and self._search.elsewhere.hasFocus():
            self._search.elsewhere.choose_current()
        elif current is not None:
            self.opened.emit(current)

    def chosen_ids(self, open_id: int | None) -> tuple[int, ...]:
        """Returns the articles that keys act on: selected, current, found elsewhere, else what is open."""
        if self._search is not None and self._search.elsewhere.hasFocus():
            found = self._search.current_elsewhere()
            return (found.article_id,) if found and found.article_id else ()
        current = self.pane.current_id() or open_id
        return tuple(self.pane.selected_ids()) or ((current,) if current is not None else ())

    def _listed(self) -> Sequence[int]:
        """Returns the articles that are shown where nothing is searched for."""
        if self._scope_query is not None:
            return self._ids(self._query)
        return self._app.queries.listed(self._view, *self.order)

    def _ids(self, query: Query) -> list[int]:
        """Returns the articles that a query finds among those that are shown, in order."""
        view = self._scope()
        if self._scope_query is not None:
            query = And((self._scope_query, query))
            view = View.ALL
        return self._app.queries.article_ids(view, query, *self.order)

    def show_scope(self, title: str, query: Query) -> None:
        """Shows the articles that a query finds among all, under a title."""
        self._end_search()
        self._scope_query = query
        self._view = View.ALL
        self.pane.set_view(View.ALL)
        self.pane.set_scope(title)
        self.pane.field.set_place(title)
        self.load()
        self.scope_changed.emit()

    def _scope(self) -> View:
        """Returns the view that is searched: all articles when the filter names a place itself."""
        if self._view is not View.TRASH and names_a_place(self._query):
            return View.ALL
        return self._view

    def search(self, query: str) -> None:
        """Writes a saved search into the field, and shows what it finds among all articles."""
        self.show_view(View.ALL)
        self.pane.set_query(query)

    @property
    def query(self) -> str:
        """What is in the search field."""
        return self.pane.query_text()

    def _end_search(self) -> bool:
        """Empties the search field; False where nothing was searched for."""
        if not self.query:
            return False
        self.pane.clear_filter()
        self._query = EMPTY
        self._show_order()
        return True

    def show_view(self, view: View, *, is_searched: bool = False) -> None:
        """Shows another view, from its top or at the open article; searched if that is to go on there."""
        has_ended = not is_searched and self._end_search()
        is_other = view != self._view or self._scope_query is not None
        if is_other:
            self._view, self._scope_query = view, None
            self.pane.set_scope("")
            self.pane.field.set_place("")
            self._app.settings.set(view=view.value)
            self.pane.set_view(view)
        if is_other or has_ended:
            self.load()
        self.pane.list.scrollTo(self.pane.list.currentIndex())
        if is_other:
            self.scope_changed.emit()

    def reveal(self, article_id: int) -> bool:
        """Makes an article current, going to the view that contains it if need be.

        Tells if it is gone, as after an undo of its adding, and returns False then.
        """
        self.pane.select(article_id)
        if self.pane.current_id() == article_id:
            return True
        found = self._app.queries.articles([article_id])
        if not found:
            self.pane.failed.emit(_("That article is no longer in the library."))
            return False
        article = found[0]
        self.show_view(View.TRASH if article.deleted_at else View(article.state.value))
        self.load()
        if not self.pane.select(article_id):  # what a feed brought is in no view of its own
            self.show_view(View.ALL)
            self.pane.select(article_id)
        return True

    def select_returned(self, article_ids: Collection[int]) -> None:
        """Makes the first of these articles current, where none is."""
        if self.pane.current_id() is None:
            rows = self.pane.model.ids.rows_of(article_ids)
            if rows:
                self.pane.select(min(rows, key=rows.__getitem__))

    def reveal_all(self, article_ids: Sequence[int]) -> None:
        """Selects articles, going to the view that contains them if need be; the last is current."""
        rows = self.pane.model.ids.rows_of(article_ids)
        hidden = [id_ for id_ in article_ids if id_ not in rows]
        if self.reveal((hidden or article_ids)[-1]):
            self.pane.picking.pick(article_ids)

    def step(self, delta: int, by: By = "row", *, extend: bool = False) -> None:
        """Makes another article current; with extend, selects up to it."""
        if by == "page":
            delta *= max(1, self.pane.list.viewport().height() // self.pane.list.sizeHintForRow(0))
        if self._search is not None and self._search.elsewhere.hasFocus():
            self._search.elsewhere.step(delta)
            return
        picking = self.pane.picking
        if extend:
            picking.begin_extending()
        if not self.pane.move_current(delta) and delta > 0 and not extend:
            self.pane.passed.emit()
        if extend:
            picking.extend()

    def select(self, how: str) -> None:
        """Selects: "toggle" the current article, the "range" up to it, "all" or "none"."""
        pane = self.pane
        {
            "toggle": pane.picking.toggle_current,
            "range": pane.picking.select_range,
            "all": pane.picking.select_all,
            "none": pane.picking.select_none,
        }[how]()

    def show_next_unread(self) -> bool:
        """Makes the unread article that follows the current one current, going round."""
        found = self._app.queries.next_unread(self.pane.model.ids, self.pane.current_id())
        return found is not None and self.pane.select(found)

    def refresh(self, changed: ChangeNotice) -> None:
        """Updates the list after a change of the library."""
        if not changed.concerns(*_TABLES):
            return
        # A highlight or a tag moves no article unless one looks for such: 10,000 stay as they are.
        is_narrowed = self._query != EMPTY or self._scope_query is not None
        if changed.concerns("article") or is_narrowed:
            self._drop_left(changed)
            self.load()
        is_anywhere = changed.annotations is None and changed.concerns("tag")
        self.pane.refresh(None if is_anywhere else sorted(changed.articles))

    def _drop_left(self, changed: ChangeNotice) -> None:
        """Takes out at once what has left the view, while a search is asked again."""
        if self._query == EMPTY:
            return
        shown = list(self.pane.model.ids.rows_of(changed.articles))
        if not shown:
            return
        left = set(shown) - set(self._app.queries.articles_in_view(self._scope(), shown))
        if left:
            self.pane.set_ids(self.pane.model.ids.without(left))

    def _assist(self) -> "QueryAssistance":
        """Helps to type a query, from the first time that the field has the keyboard."""
        if self._assistance is None:
            from reader.ui.lists.query_assistance import QueryAssistance  # start-up time

            self.pane.field.focus_changed.disconnect(self._assist)
            tags = self._app.queries.every_tag_name
            self._assistance = QueryAssistance(self.pane.field, lambda: tags(), self.pane)
            self.pane.head.insertWidget(1, self._assistance)
        return self._assistance

    def _offer_near(self, query: Query, near: tuple[str, ...]) -> None:
        if parse(self.query) == query:
            self._assist().completion.set_corrections(near)
            self.pane.set_near(near[0] if near else "")

    def _filter(self, text: str) -> None:
        self.pane.set_near("")
        self._query = parse(text)
        self._show_order()
        self._list()

    @property
    def is_search(self) -> bool:
        """Whether the list is searched for words, which has a sort order of its own."""
        return seeks_words(self._query)

    @property
    def order(self) -> tuple[Sort, bool]:
        """How the list is sorted, and whether in descending order."""
        settings = self._app.settings
        if self.is_search:
            return Sort(settings.text("search_sort")), settings.is_on("is_search_descending")
        return Sort(settings.text("sort")), settings.is_on("is_descending")

    def sort(self, sort: Sort, is_descending: bool) -> None:
        """Shows the list in another order, which is remembered: that of a search by itself."""
        if self.is_search:
            self._app.settings.set(search_sort=sort.value, is_search_descending=is_descending)
        else:
            self._app.settings.set(sort=sort.value, is_descending=is_descending)
        self._show_order()
        self.load()

    def _search_again(self) -> None:
        """Asks again when the settings say that a search finds more or less."""
        finds_forms = self._app.settings.is_on("finds_word_forms")
        if finds_forms != self._finds_forms:
            self._finds_forms = finds_forms
            self._list()

    def _show_order(self) -> None:
        self.pane.set_sort(*self.order, is_search=self.is_search)
