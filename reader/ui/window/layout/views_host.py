"""Creates the panel of views on first use, and connects it to the window."""

import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QMainWindow

from reader.commands.context import Pane
from reader.commands.keys.active_keymap import present_keys
from reader.core.errors import PostilError
from reader.core.feeds import Feed
from reader.core.models import ChangeNotice, Group, View
from reader.core.translation import N_, _, counted_text, ngettext, number_text
from reader.services import Services
from reader.ui.articles.article_list_controller import ArticleListController
from reader.ui.tasks.latest_query import LatestQuery
from reader.ui.tasks.task_queue import TaskQueue
from reader.ui.views.feed_refresher import FeedRefresher
from reader.ui.views.feed_subscriber import FeedSubscriber
from reader.ui.views.row_drops import RowDrops
from reader.ui.views.view_rows import Held, Kind, ViewRow, is_left, read_held
from reader.ui.views.views_panel import ViewsPanel
from reader.ui.window.layout.panes import Panes
from reader.ui.window.library.import_export_controller import ImportExportController
from reader.ui.window.menus.command_menus import MenuState, context_menu
from reader.ui.window.toasts import Toasts

if TYPE_CHECKING:
    from reader.operations.feeds.refreshing import RefreshReport

_TABLES = (
    *("article", "feed", "feed_entry", "tag", "article_tag", "annotation_tag", "annotation"),
    "saved_search",
)
_FEED_MENU = (
    *("feed.refresh_this", "feed.read", "feed.rename", "feed.move"),
    *("feed.content", "feed.options", "feed.leave", "feed.add"),
)
_SEARCH_MENU = ("views.show", "search.rename", "search.up", "search.down", "search.delete")
_TITLES = {"feed.rename": N_("Rename…"), "feed.leave": N_("Unsubscribe"), "views.show": N_("Show")}
_TAG_MENU = ("views.show", "go.tags", "view.views")
_MENU = ("feed.add", "feed.refresh", "feed.import", "feed.export", "view.views")
_AFTER, _WHILE_READING = 200, 2_000  # ms from a change until the panel asks again
_MINUTE, _HOUR, _DAY = 60, 3600, 86_400  # seconds


class Host(Protocol):
    """The parts of the window that the panel works with."""

    window: QMainWindow
    app: Services
    panes: Panes
    articles: ArticleListController
    work: ImportExportController
    toasts: Toasts
    queue: TaskQueue

    @property
    def run(self) -> Callable[[str], None]:
        """Runs a command by its id."""

    @property
    def refresh_strip(self) -> Callable[[], None]:
        """Updates the status bar, which shows what the next key acts on."""

    def menu_state(self) -> MenuState:
        """Returns what the rows of menus depend on."""

    def notify(self, text: str, *, can_undo: bool = False) -> None:
        """Shows a short notification."""

    def fail(self, what: str | PostilError, *, can_undo: bool = False) -> None:
        """Reports an error."""

    def close_page(self) -> None:
        """Shows the panes again."""


class ViewsHost(QObject):
    """Implements the FeedPanel protocol: shows views, feeds and groups, and refreshes feeds."""

    def __init__(self, frontend: Host) -> None:
        super().__init__(frontend.window)
        self._frontend, self._app = frontend, frontend.app
        self._feeds: Sequence[Feed] = ()
        self._asked_by_person = False
        self._is_outdated = False  # something changed while the panel was hidden
        self._read: frozenset[Group] = frozenset()  # of the groups that are read late
        self._newest = 0  # a feed that is to be the current row once it is one
        settings = self._app.settings
        folded = [name for name in settings.text("folded_views").split("\t") if name]
        self.panel = ViewsPanel(folded, frontend.window)
        self.panel.hide()
        self.reader = FeedRefresher(self._app, self)
        self._subscriber = FeedSubscriber(
            self._app, self.reader, frontend.queue, frontend.toasts, self._show_new
        )
        self._latest = LatestQuery(frontend.work.ask)
        self._soon = QTimer(self, singleShot=True, interval=_AFTER)
        self._soon.timeout.connect(self._ask)
        self._minutes = QTimer(self, interval=_MINUTE * 1000)
        self._minutes.timeout.connect(self._say_when)
        self._drops = RowDrops(self.panel.list, self._app.history, frontend.queue, frontend.toasts)
        frontend.panes.add_views(self.panel)
        self._connect()

    def _connect(self) -> None:
        panel, frontend = self.panel, self._frontend
        panel.chosen.connect(self._show)
        panel.visibility_changed.connect(self._follow_visibility)
        panel.command_chosen.connect(lambda name: frontend.run(name))
        panel.folded_changed.connect(self._remember_folded)
        panel.list.selectionModel().currentChanged.connect(lambda *_: frontend.refresh_strip())
        panel.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        panel.list.customContextMenuRequested.connect(self._open_menu)
        frontend.articles.scope_changed.connect(self._mark_shown)
        frontend.panes.list_pane.query_changed.connect(lambda _query: self._mark_shown())
        self.reader.progressed.connect(self._say_progress)
        self.reader.ended.connect(self._end_reading)
        self.reader.failed.connect(lambda text: frontend.fail(text))
        self._unsubscribe = self._app.history.subscribe(self._refresh)

    # -- what commands ask of it -------------------------------------------------------------------

    def chosen(self) -> tuple[tuple[int, ...], tuple[str, ...], int | None]:
        """Returns the feeds of the current row, and its folder or saved search if it is one."""
        row = self.panel.list.current_row()
        if row is None or self.panel.isHidden():
            return (), (), None
        folder = row.folder if row.kind is Kind.FOLDER else ()
        return row.feeds, folder, int(row.key) if row.kind is Kind.SEARCH else None

    def show(self) -> None:
        """Shows the panel."""
        if self.panel.isHidden():
            self._frontend.panes.show_views()
            self._app.settings.set(is_views_visible=True)
            self._mark_shown()
        self._ask()
        self._minutes.start()

    def toggle(self) -> None:
        if self.panel.isVisible():
            self._frontend.panes.hide_views()
            self._app.settings.set(is_views_visible=False)
            self._minutes.stop()
            self._mark_shown()
        else:
            self.focus()

    def focus(self) -> None:
        self._frontend.close_page()
        self.show()
        self._frontend.panes.enter_pane(Pane.VIEWS)

    def expand(self, group: Group) -> None:
        self.panel.expand(group)
        self.focus()

    def choose(self) -> None:
        self.panel.list.choose()
        row = self.panel.list.current_row()
        if row is not None and row.kind is not Kind.HEADING:
            self._frontend.panes.focus_pane(Pane.LIST)

    def fold(self, is_open: bool) -> None:
        self.panel.list.fold(is_open)

    def subscribe(self, address: str) -> None:
        self._subscriber.subscribe(address)

    def take_list(self, path: Path) -> None:
        self._subscriber.take_list(path)

    def write_list(self, path: Path) -> None:
        self._subscriber.write_list(path)

    def _show_new(self, feed: int) -> None:
        self._newest = feed
        self.show()

    def refresh(self, ids: Sequence[int] = ()) -> None:
        if self.reader.is_reading and not ids:
            self.reader.cancel()
            return
        wanted = list(ids) or [feed.id for feed in self._app.queries.feeds(is_counted=False)]
        if not wanted:
            text = _("You are not subscribed to any feed yet: {feed.add} subscribes to one.")
            self._frontend.notify(present_keys().with_keys(text))
            return
        self._asked_by_person = True
        self.reader.read(wanted)

    def stop(self) -> None:
        """Ends what is under way: the window closes."""
        self._unsubscribe()
        self._soon.stop()
        self._minutes.stop()
        self._latest.cancel()
        self.reader.stop()

    # -- what the panel asks for -------------------------------------------------------------------

    def _show(self, row: ViewRow) -> None:
        self._frontend.close_page()
        if row.query is not None:
            title = row.key if row.kind is Kind.TAG else row.title
            self._frontend.articles.show_scope(title, row.query)
        elif row.kind is Kind.SEARCH:
            self._frontend.articles.search(row.typed)
        else:
            self._frontend.articles.show_view(View(row.key))
        pane = self._frontend.panes.list_pane
        pane.select_first()
        if pane.isHidden():  # the panel is in its place
            self._frontend.panes.focus_pane(Pane.LIST)

    def _mark_shown(self) -> None:
        """Marks the row that the list shows, and names it above the list in the place of the tabs."""
        articles_shown = self._frontend.articles
        pane = self._frontend.panes.list_pane
        if self.panel.isHidden():  # it is marked when it is shown
            pane.show_heading(False)
            return
        row = next((one for one in self.panel.list.rows if one.query == articles_shown.scope), None)
        if articles_shown.scope is None:
            view = articles_shown.view.value
            row = next((one for one in self.panel.list.rows if one.id == (Kind.VIEW, view)), None)
            if articles_shown.view is View.ALL and articles_shown.query:
                searches = (one for one in self.panel.list.rows if one.typed)
                row = next((one for one in searches if one.typed == articles_shown.query), row)
        self.panel.set_shown(row.id if row else None)
        search = row.title if row is not None and row.kind is Kind.SEARCH else ""
        pane.show_heading(True, row.count_text if row is not None else "", search)

    def _open_menu(self, spot: QPoint) -> None:
        row = self.panel.list.current_row()
        names: Sequence[str] = _FEED_MENU if row is not None and row.feeds else _MENU
        if row is not None and row.kind in (Kind.SEARCH, Kind.TAG):
            names = _SEARCH_MENU if row.kind is Kind.SEARCH else _TAG_MENU
        frontend, rows = self._frontend, self.panel.list
        self.panel.setFocus()
        menu = context_menu(frontend.window, names, frontend.menu_state, frontend.run, _TITLES)
        menu.popup(rows.viewport().mapToGlobal(spot))

    # -- what the library contains -------------------------------------------------------------------

    def _refresh(self, changed: ChangeNotice) -> None:
        if self.panel.isHidden():
            self._is_outdated = True
            if changed.concerns("feed") and self._frontend.articles.scope is not None:
                self._soon.start()  # the feed whose articles are listed may be left
        elif not self._soon.isActive() and changed.concerns(*_TABLES):
            self._soon.start(_WHILE_READING if self.reader.is_reading else _AFTER)

    def _follow_visibility(self) -> None:
        """Updates the panel after it was hidden, by a command or for the text alone."""
        self._mark_shown()
        if self._is_outdated:
            self._ask()

    def _ask(self) -> None:
        if not self.panel.isHidden() or self._frontend.articles.scope is not None:
            self._is_outdated = False
            self._read = self.panel.wanted_groups
            read = partial(read_held, late=self._read)
            self._latest.ask(read, self._take, self._frontend.fail)

    def _remember_folded(self, names: Sequence[str]) -> None:
        self._app.settings.set(folded_views="\t".join(names))
        if not self.panel.wanted_groups <= self._read:
            self._ask()

    def _take(self, held: Held) -> None:
        self._feeds = held.feeds
        self.panel.set_held(held)
        if any(feed.id == self._newest for feed in held.feeds):
            self.panel.list.make_current((Kind.FEED, str(self._newest)))
            self._newest = 0
        if is_left(self._frontend.articles.scope, held):
            self._frontend.articles.show_view(View.INBOX)
            self._frontend.panes.list_pane.select_first()
        self._mark_shown()
        self._say_when()

    def _say_when(self) -> None:
        """Shows at the foot when feeds were read last, and how many failed."""
        if self.reader.is_reading:
            return
        failed = [feed for feed in self._feeds if feed.failure]
        tip = "\n".join(f"{feed.name}: {feed.failure}" for feed in failed[:10])
        last = max((feed.read_at for feed in self._feeds), default=0)
        text = _("Feeds refreshed {when}")
        if failed:
            text = ngettext(
                "Refreshed {when} · {n} failed", "Refreshed {when} · {n} failed", len(failed)
            )
        if not last:
            text = _("Feeds not refreshed yet")
        text = text.format(when=_ago(time.time() - last / 1000), n=number_text(len(failed)))
        self.panel.set_foot(text, tip)

    def _say_progress(self, done: int, total: int) -> None:
        self.panel.set_foot(
            _("Refreshing feeds: {n} of {total}").format(
                n=number_text(done), total=number_text(total)
            )
        )

    def _end_reading(self, report: "RefreshReport | None") -> None:
        is_asked, self._asked_by_person = self._asked_by_person, False
        self._ask()
        if report is not None and is_asked:
            text = counted_text("{n} new article", "{n} new articles", report.new)
            if report.failed:
                failed = counted_text("{n} feed failed", "{n} feeds failed", len(report.failed))
                why = _("its row shows why")
                if self.panel.isHidden():
                    why = present_keys().with_keys(_("{view.views} shows why"))
                text = f"{text} · {failed} · {why}"
            self._frontend.notify(text)


def _ago(seconds: float) -> str:
    """Returns how long ago something was."""
    if seconds < _MINUTE:
        return _("just now")
    if seconds < _HOUR:
        return ngettext("{n} min ago", "{n} min ago", int(seconds // _MINUTE)).format(
            n=int(seconds // _MINUTE)
        )
    if seconds < _DAY:
        hours = int(seconds // _HOUR)
        return ngettext("{n} hour ago", "{n} hours ago", hours).format(n=hours)
    days = int(seconds // _DAY)
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
