"""Builds the parts of the window and connects them."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from reader.commands.context import Pane
from reader.commands.tags.remembered_tags import RememberedTags
from reader.core.errors import PostilError
from reader.core.library_links import Named
from reader.core.translation import _
from reader.services import Services
from reader.ui.annotations.annotation_sidebar import AnnotationSidebar
from reader.ui.annotations.note_autosave import DraftStore
from reader.ui.articles.article_list_controller import ArticleListController
from reader.ui.articles.article_list_pane import ArticleListPane
from reader.ui.keys.keymap_controller import KeymapController
from reader.ui.pages.page_tabs import PageTabs, page_title
from reader.ui.reading.reading_announcements import ReadingAnnouncements
from reader.ui.reading.reading_controller import ReadingController
from reader.ui.revisions.new_text_controller import NewTextController
from reader.ui.style.reading_typography import Typography
from reader.ui.tasks.first_paint import on_first_input
from reader.ui.tasks.task_queue import TaskQueue
from reader.ui.window.commands.clipboard_and_drops import DropTarget
from reader.ui.window.commands.command_execution import CommandExecution
from reader.ui.window.commands.frontend import WindowFrontend
from reader.ui.window.commands.status_bar_controller import StatusBarController
from reader.ui.window.layout.middle_column import ReadingColumn
from reader.ui.window.layout.page_factories import page_makers
from reader.ui.window.layout.pane_splitter import PaneSplitter
from reader.ui.window.layout.panes import NARROW, Panes
from reader.ui.window.layout.window_pages import WindowPages
from reader.ui.window.library.backup_controller import BackupController
from reader.ui.window.library.import_export_controller import ImportExportController
from reader.ui.window.library.integrity_check_controller import DamageController
from reader.ui.window.library.library_watch import LibraryWatch
from reader.ui.window.menus.command_menus import fill_menu_bar
from reader.ui.window.menus.context_menus import ClickedActions, connect_context_menus
from reader.ui.window.note_reports import NoteReports
from reader.ui.window.search_hit_navigation import SearchHitNavigation
from reader.ui.window.startup.library_recovery_choices import Mending, Repair, Restore
from reader.ui.window.startup.module_preloading import warm_up
from reader.ui.window.toasts import Toasts

if TYPE_CHECKING:
    from reader.ui.selection.selection_controller import SelectionController


# Seconds after which a worker lets others run. With the usual 5 ms a turn of the main thread, which
# asks SQLite a dozen questions, waits that long for each: of 62 to 136 ms are left 43 to 83.
_SWITCH = 0.0005


class MainWindow(QMainWindow):
    """The window of one library."""

    def __init__(self, app: Services) -> None:
        super().__init__()
        self.app = app
        self.setObjectName("main")
        self.session = RememberedTags()
        self._is_giving_up = self._has_begun = False
        self._selections: dict[QWidget, SelectionController] = {}  # made when first wanted
        self.chosen: Mending | None = None  # what to do with the library once the window is closed
        self.setMinimumSize(480, 360)
        self._build_panes()
        self._build_services()
        self._connect_panes()
        self._connect_services()
        self._restore()

    # -- building ------------------------------------------------------------------------------

    def _build_panes(self) -> None:
        app = self.app
        # From the outside in: what is moved to a parent later is styled again, with all it contains.
        self.pages = WindowPages(self)
        self.setCentralWidget(self.pages)
        self.splitter = PaneSplitter(self.pages)
        self.pages.addWidget(self.splitter)
        self.list_pane = ArticleListPane(lambda ids: app.queries.articles(ids), self.splitter)
        self.column = ReadingColumn(self.splitter)
        self.reading_pane, self.strip = self.column.pane, self.column.strip
        self.drafts = DraftStore(app, self)
        self.sidebar = AnnotationSidebar(self.drafts, self.splitter)
        self.splitter.set_panes(self.list_pane, self.column, self.sidebar)
        self.articles = ArticleListController(
            app, self.list_pane, lambda *question: self._ask(*question)
        )
        self.reading = ReadingController(
            app, self.reading_pane, self.sidebar, lambda *question: self._ask(*question)
        )
        self.column.lend(self.reading, app.database)
        outer = (self.list_pane, self.column, self.sidebar)
        self.panes = Panes(self, *outer, self.splitter, self.pages, app.settings)
        self.revisions = NewTextController(app.queries, self)
        ReadingAnnouncements(self.reading)

    def _build_services(self) -> None:
        app, session = self.app, self.session
        self.toasts = Toasts(self, self.reading.defer, lambda: self.run("undo"))
        self.backups = BackupController(self, app, self.toasts, lambda task: self.work.start(task))
        self.work = ImportExportController(
            *(self, app, self.toasts, self.backups.make_beside), lambda: self.frontend.place()
        )
        self._drops = DropTarget(self, self.work.add)
        self.keys = KeymapController(
            *(self, self.panes, app.queries, app.settings.keys, self.toasts, self.run),
            self.revisions.has_offer,
        )
        queue = self.drafts.queue = TaskQueue(
            self, app.database, app.history, self.toasts, self.work.start
        )
        self.frontend = WindowFrontend(
            window=self,
            app=app,
            panes=self.panes,
            articles=self.articles,
            reading=self.reading,
            work=self.work,
            toasts=self.toasts,
            backups=self.backups,
            queue=queue,
            notes=self.drafts,
            run=self.run,
            refresh_strip=lambda: self.status.update(),
            find=lambda direction: self.search.find(direction),
            end_finding=self.column.end_finding,
            begin_count=self.keys.begin_count,
            drop_typing=self.keys.dispatcher.drop_typing,
            apply_typography=self.apply_typography,
            apply_keys=self.keys.apply_choices,
        )
        self.search = SearchHitNavigation(
            self.articles, self.reading, self.column, self.panes, self.frontend
        )
        self.commands = CommandExecution(app, self.frontend, session)
        self._note_reports = NoteReports(self.drafts, self.frontend, self.toasts, self)
        self.status = StatusBarController(self.strip, self.frontend, session)
        self.watch = LibraryWatch(app, self.articles, self.reading, self.pages, self.drafts.rescue)
        self.watch.is_told = self.frontend.is_reading_feeds
        self.backups.chosen.connect(lambda backup: self._close_to(Restore(backup)))
        self.backups.repair_chosen.connect(lambda: self._close_to(Repair()))
        self.damage = DamageController(self, app, self.work.start, queue)
        self.damage.banner_made.connect(self.column.put_above_text)
        self.damage.found.connect(self.watch.check)
        self.watch.lost.connect(self._tell_loss)

    def _connect_panes(self) -> None:
        reading, sidebar = self.reading, self.sidebar
        sidebar.jump_requested.connect(reading.go_to)
        sidebar.current_changed.connect(reading.follow_card)
        sidebar.entered.connect(reading.enter_cards)
        sidebar.edit_requested.connect(lambda: self.run("highlight.note"))
        sidebar.review_requested.connect(lambda: self.run("go.review"))
        self.revisions.command_chosen.connect(self.run)
        self.revisions.banner_made.connect(self.column.put_above_text)
        reading.article_changed.connect(lambda: self.revisions.show_article(reading.article))
        reading.article_changed.connect(self.column.search_again)
        self.column.contents_wanted.connect(lambda: self.run("cursor.contents"))
        reading.article_changed.connect(self._set_title)
        self.list_pane.current_changed.connect(self._show_current)

    def _connect_services(self) -> None:
        frontend = self.frontend
        self.pages.set_makers(page_makers(frontend, self.work.ask))
        clicked = ClickedActions(frontend)
        self.column.image_actions = clicked.of_image
        connect_context_menus(self.panes, frontend.menu_state, self.run, clicked)
        fill_menu_bar(self.menuBar(), frontend.menu_state, self.run)
        self._tabs = PageTabs(self.menuBar())
        self._tabs.command_chosen.connect(self.run)
        self._tabs.left.connect(lambda: frontend.close_page())
        self._tabs.went_back.connect(self.pages.leave_page)
        self._tabs.went_back.connect(lambda: frontend.refresh_strip())
        self.menuBar().setCornerWidget(self._tabs)
        self.reading_pane.link_activated.connect(lambda address: frontend.open_link(address))
        self.sidebar.list.link_activated.connect(lambda address: frontend.open_link(address))
        self.reading_pane.toolbar_wanted.connect(self._show_toolbar)
        ways = {-1: "go.return", 1: "go.forward"}
        self.reading_pane.history_wanted.connect(lambda direction: self.run(ways[direction]))
        sizes = {-1: "text.smaller", 1: "text.larger"}
        self.reading_pane.zoom_wanted.connect(lambda direction: self.run(sizes[direction]))
        for part in (self.list_pane, self.column):
            part.failed.connect(lambda text: frontend.fail(text))
        self.work.article_added.connect(self.articles.reveal)
        self.work.articles_asked_for.connect(self.articles.reveal_all)
        self.work.subscribing.connect(lambda address: frontend.feeds.subscribe(address))
        self.work.starters_added.connect(self._begin_reading)
        self.work.asking.connect(lambda *asked: frontend.ask(*asked))
        self.app.settings.listeners.append(self._tell_unwritten)
        self.keys.keys_changed.connect(self.list_pane.update_keys)
        self.keys.keys_changed.connect(self.sidebar.update_keys)
        self.keys.keys_changed.connect(self.reading_pane.viewport().update)

    def _tell_unwritten(self) -> None:
        if problem := self.app.settings.problem:
            self.frontend.fail(_("This lasts until Postil is closed: {}").format(problem))

    def _restore(self) -> None:
        settings = self.app.settings
        self.resize(settings.number("window_width"), settings.number("window_height"))
        self.list_pane.setVisible(settings.is_on("is_list_visible"))
        self.sidebar.setVisible(settings.is_on("is_sidebar_visible"))
        self.splitter.set_wanted_widths(
            settings.number("list_width"), settings.number("sidebar_width")
        )
        if settings.is_on("is_views_visible"):
            self.frontend.feeds.show()
        self.apply_typography()
        self.articles.load()
        self.list_pane.setFocus()

    def _open_last_article(self) -> None:
        """Opens the article read last, in a window that has its size: its text is laid out once."""
        self._has_begun = True
        last = self.app.settings.number("article")
        if last:
            self.list_pane.select(last)
        if self.list_pane.current_id() is None:
            self.list_pane.move_current(1)
        self._set_title()
        self._connect_strip()  # last: the strip need not follow all that is restored

    def _connect_strip(self) -> None:
        status = self.status
        self.reading.context_changed.connect(status.update)
        self.reading_pane.mode_changed.connect(status.update)
        self.reading_pane.mode_changed.connect(self.toasts.place)  # a footnote may be shown
        self.pages.context_changed.connect(status.update)
        self.pages.keys_clicked.connect(status.click)
        self.sidebar.empty.keys_clicked.connect(status.click)
        self.pages.page_changed.connect(self._set_title)
        self.pages.page_changed.connect(self.apply_typography)
        self.list_pane.selection_changed.connect(status.update)
        self.keys.keys_changed.connect(status.update)
        status.update()

    def _show_toolbar(self, takes_keyboard: bool) -> None:
        """Shows the toolbar of what is selected; it is made when it is first wanted."""
        surface = self.column.surface
        if surface.widget not in self._selections:
            # Start-up time: nothing is selected before.
            from reader.ui.selection.selection_controller import SelectionController

            slots, session = self.app.queries.slots, self.session
            shown = self.reading, surface, self.run
            self._selections[surface.widget] = SelectionController(*shown, slots, session)
        self._selections[surface.widget].show(takes_keyboard=takes_keyboard)

    def _begin_reading(self) -> None:
        """Begins the first start in the first text, whose words say what to press there."""
        is_in_list = self.focusWidget() is self.list_pane.list  # else the user went elsewhere
        if self.list_pane.select_first() and is_in_list:
            self.panes.focus_pane(Pane.READING)

    def _ask(self, *question: Any) -> None:
        self.work.ask(*question)  # which is made later

    def apply_typography(self) -> None:
        """Sets the text as the settings say, once it is shown."""
        if self.pages.page is None:
            self.reading_pane.set_typography(Typography.from_settings(self.app.settings))

    def start_background_work(self) -> None:
        """Adds starter articles, loads what writing needs and starts the watch, after the first paint."""
        sys.setswitchinterval(_SWITCH)
        self.panes.restore_contents()
        if self.reading.article is None:
            self._warm_up()  # there may be starters to add
        else:
            on_first_input(self, self._warm_up)  # nothing is written before, not even what is read
        if not self.app.database.is_read_only:
            self.work.add_starters()
            self.drafts.save_found()
        self.reading.article_changed.connect(lambda: self.damage.show_article(self.reading.article))
        self.damage.begin(lambda: self.reading.article)
        self.watch.timer.start()
        self.backups.start()
        self.frontend.adding.begin()
        self.frontend.start_feeds()
        self.keys.report_problems()
        if self.app.database.notice:
            self.toasts.show(self.app.database.notice, kind="page")
        if warning := self.app.folder_warning():
            self.toasts.show(warning, kind="page")
        self._note_reports.report_set_aside()
        self.drafts.rescue()

    def _warm_up(self) -> None:
        warm_up(self.app.history, self)

    def run(self, name: str, count: int = 1) -> None:
        """Runs a command by its id; count is the number typed before its key."""
        self.commands.run(name, count)

    # -- changes -------------------------------------------------------------------------------

    def _show_current(self, article_id: int) -> None:
        try:
            self.reading.show_article(article_id or None)
        except PostilError as error:
            self.frontend.fail(error)

    def _tell_loss(self, text: str) -> None:
        repair = (_("Repair"), lambda: self.run("library.repair"))
        self.toasts.show(text, repair if self.app.database.damage else None, kind="page")

    def _set_title(self) -> None:
        article, page = self.reading.article, self.pages.page
        title = article.title if article else ""
        if page is not None:
            title = page_title(page.pane)
        self.setWindowTitle(f"{title} — Postil" if title else "Postil")
        self._tabs.show_page(page.pane if page is not None else None)

    def _close_to(self, chosen: Mending) -> None:
        self.chosen = chosen
        if not self.close():
            self.chosen = None

    # -- Qt ------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(1380, 860)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tabs.set_wide(self.width() >= NARROW)
        if self.isVisible():
            self.panes.narrow(event.oldSize().width(), event.size().width())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.panes.narrow(self.maximumWidth(), self.width())
        if not self._has_begun:
            self._open_last_article()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drops.enter(event)

    def dragLeaveEvent(self, event: QEvent) -> None:
        self._drops.leave()

    def dropEvent(self, event: QDropEvent) -> None:
        self._drops.drop(event)

    def open_named(self, items: Sequence[Named]) -> None:
        """Adds the files and pages named on the command line, and goes where a link leads."""
        if not items:
            return
        from reader.commands.reading.library_links import open_links  # start-up time

        if added := open_links(self.app.queries, self.frontend, items):
            self._warm_up()
            self.work.add(added)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reading.deferred.flush()
        self.sidebar.leave_editor()
        if self.pages.page is not None:
            self.pages.page.leave()
        self.frontend.queue.settle()
        if not self.drafts.flush() and not self._is_giving_up:
            self._is_giving_up = True  # said once; closing again means it
            event.ignore()
            return
        stopped = (self.watch, self.backups, self.frontend, self.reading, self.column, self.work)
        for part in (*stopped, self.articles):
            part.stop()
        left, right = self.splitter.wanted_widths
        settings = {"is_maximized": self.isMaximized()}
        widths = {"list_width": left, "sidebar_width": right}
        if not self.isMaximized() and not self.isFullScreen():
            widths |= {"window_width": self.width(), "window_height": self.height()}
        self.app.settings.set(**settings, **widths)
        self.keys.restore_defaults()
        super().closeEvent(event)
