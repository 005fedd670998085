"""Opens search results at their hits, which are marked in the text."""

from PySide6.QtCore import QModelIndex

from reader.commands.context import Pane
from reader.core.errors import PostilError
from reader.core.models import View
from reader.core.query.query_printing import tag_term
from reader.core.search_results import Found, FoundRow
from reader.ui.articles.article_list_controller import ArticleListController
from reader.ui.articles.article_list_model import SNIPPET_ROLE
from reader.ui.reading.reading_controller import ReadingController
from reader.ui.window.commands.frontend import WindowFrontend
from reader.ui.window.layout.middle_column import ReadingColumn
from reader.ui.window.layout.panes import Panes

_VIEWS = {
    Found.INBOX: View.INBOX,
    Found.LATER: View.LATER,
    Found.ARCHIVE: View.ARCHIVE,
    Found.FEEDS: View.ALL,
    Found.TRASH: View.TRASH,
}


class SearchHitNavigation:
    """Goes from the list to the text."""

    def __init__(
        self,
        articles: ArticleListController,
        reading: ReadingController,
        column: ReadingColumn,
        panes: Panes,
        frontend: WindowFrontend,
    ) -> None:
        self._articles, self._reading, self._column = articles, reading, column
        self._panes, self._frontend = panes, frontend
        articles.opened.connect(self._open_listed)
        articles.chosen.connect(self._open_found)
        articles.search_ended.connect(self._end_search)
        panes.list_pane.list.clicked.connect(self._show_clicked)

    def find(self, direction: int) -> None:
        """Goes to the next (1) or previous (-1) place of what is searched for; with 0, or nothing, asks for it.

        If no search is active in the text, the search of the list is used.
        """
        if not direction or self._column.is_finding or not self._articles.sought:
            self._column.finding.find(direction)
            return
        self._panes.focus_pane(Pane.READING)
        self._show_hits()
        if direction < 0:
            self._column.finding.step(direction)

    def _open_listed(self, article_id: int) -> None:
        self._panes.focus_pane(Pane.READING)
        if self._reading.article_id == article_id:
            self._show_hits()

    def _show_clicked(self, row: QModelIndex) -> None:
        """Shows the hits in the text of a row that is clicked on, if any; the list keeps the keyboard."""
        snippet = row.data(SNIPPET_ROLE)
        if snippet is None or not snippet.hits:
            self._end_search()
        elif self._reading.article_id == self._panes.list_pane.current_id():
            self._show_hits()

    def _open_found(self, place: Found, found: FoundRow | None) -> None:
        try:
            if found is None:
                self._show_all(place)
            elif place is Found.TAGS:
                self._frontend.show_articles(tag_term(found.text))
            else:
                self._open_article(found)
        except PostilError as error:  # it is gone
            self._frontend.fail(error)

    def _open_article(self, found: FoundRow) -> None:
        self._reading.show_article(found.article_id)
        self._panes.list_pane.follow(found.article_id)
        self._panes.focus_pane(Pane.READING)
        if not found.annotation_id:
            self._show_hits()
            return
        self._show_hits(goes=False)
        if all(
            one.start is None for one in self._reading.annotations if one.id == found.annotation_id
        ):
            self._panes.focus_pane(Pane.SIDEBAR)  # its card is what there is to see
        self._reading.go_to(found.annotation_id)
        self._frontend.refresh_strip()

    def _show_hits(self, *, goes: bool = True) -> None:
        if self._articles.sought:
            words = " ".join(one.text for one in self._articles.sought)
            self._column.finding.show_hits(words, self._articles.sought, goes=goes)

    def _end_search(self) -> None:
        if self._column.is_finding:
            self._column.finding.end_search()

    def _show_all(self, place: Found) -> None:
        """Shows all that was found in a place, by the same words."""
        query = self._panes.list_pane.query_text()
        if place in _VIEWS:
            self._articles.show_view(_VIEWS[place], is_searched=True)
            self._panes.list_pane.select_first()
            self._panes.list_pane.focus_list()
        elif place is Found.TAGS:
            from reader.ui.pages.list_page import ListPage  # start-up time: loaded with a page

            self._frontend.show_page(Pane.TAGS)
            page = self._panes.pages.page
            if isinstance(page, ListPage):
                page.narrow(query)
        else:
            self._frontend.show_page(Pane.HIGHLIGHTS)
            self._frontend.highlights.narrow(query)
