"""The frame: article list, reading pane with its status strip, annotation sidebar."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from reader.app import App
from reader.commands import command_runner
from reader.commands.active_keymap import present_keys
from reader.commands.catalogue import BY_ID
from reader.commands.command import Call
from reader.commands.context import Pane
from reader.commands.session_state import SessionState
from reader.core.errors import PostilError
from reader.core.models import Changed, Source
from reader.core.translation import _
from reader.ui.annotations.annotation_sidebar import AnnotationSidebar
from reader.ui.annotations.draft_store import DraftStore
from reader.ui.articles.article_list import ArticleListPane
from reader.ui.articles.article_list_controller import ArticleDesk
from reader.ui.keys.key_controller import KeyDesk
from reader.ui.keys.status_strip import StatusStrip
from reader.ui.reading.reading_announcements import ReadingSpeech
from reader.ui.reading.reading_controller import ReadingDesk
from reader.ui.reading.reading_pane import ReadingPane
from reader.ui.revisions.revision_controller import RevisionController
from reader.ui.style.typography import Typography
from reader.ui.tasks.chunked_work import PartWork
from reader.ui.tasks.first_paint import when_touched
from reader.ui.tasks.worker_calls import Aside
from reader.ui.window.background_work import BackgroundWork
from reader.ui.window.clipboard import read_mime
from reader.ui.window.context_menus import connect_context_menus
from reader.ui.window.frontend import WindowFrontend
from reader.ui.window.menus import fill_menu_bar
from reader.ui.window.notifications import Toasts
from reader.ui.window.page_factories import page_makers
from reader.ui.window.pane_splitter import PaneSplitter
from reader.ui.window.panes import NARROW, Panes
from reader.ui.window.preloading import warm_up
from reader.ui.window.prompts import Prompts
from reader.ui.window.status_strip_controller import teach
from reader.ui.window.window_pages import WindowPages

if TYPE_CHECKING:
    from reader.ui.reading.find_controller import FindingDesk

CHECK_EVERY = 1_500  # ms between looks whether another program wrote to the library


class MainWindow(QMainWindow):
    """The window of one library."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        self.setObjectName("main")
        self._is_giving_up = False
        self.setAcceptDrops(True)
        self.setMinimumSize(480, 360)
        self._build()
        self.session = SessionState()
        self.work = BackgroundWork(self)
        self.keys = KeyDesk(self)
        self.frontend = WindowFrontend(
            window=self,
            app=app,
            panes=self.panes,
            articles=self.articles,
            reading=self.reading,
            work=self.work,
            toasts=self.toasts,
            prompts=Prompts(self, self.panes, self.reading),
            parts=PartWork(self),
            aside=Aside(self),
            notes=self.drafts,
            run=self.run,
            refresh_strip=self.teach,
            find=lambda direction: self.finding.find(direction),
            begin_count=self.keys.begin_count,
            apply_typography=self.apply_typography,
            take_up_keys=self.keys.take_up,
        )
        fill_menu_bar(self.menuBar(), self.frontend.context, self.run)
        self._unsubscribe = app.history.subscribe(self._take_notice)
        self._version = app.queries.data_version()
        self._watch = QTimer(self)
        self._watch.setInterval(CHECK_EVERY)
        self._watch.timeout.connect(self._look_outside)
        self._restore()

    # -- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        self.list_pane = ArticleListPane(lambda ids: self.app.queries.articles(ids), self)
        self.reading_pane = ReadingPane(self)
        self.strip = StatusStrip(self)
        self.drafts = DraftStore(self.app.directory, self)
        self.sidebar = AnnotationSidebar(self.drafts, self)
        self.toasts = Toasts(self)
        middle = QWidget(self)
        middle.setObjectName("middle")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.reading_pane, 1)
        column.addWidget(self.strip)
        self._column = column
        self._finding: FindingDesk | None = None
        self.splitter = PaneSplitter(self.list_pane, middle, self.sidebar)
        self.pages = WindowPages(self.splitter, self)
        self.pages.set_makers(page_makers(self))
        self.setCentralWidget(self.pages)
        outer = (self.list_pane, self.reading_pane, self.sidebar)
        self.panes = Panes(self, *outer, self.splitter, self.pages, self.app.settings)
        self.articles = ArticleDesk(self.app, self.list_pane)
        self.reading = ReadingDesk(self.app, self.reading_pane, self.sidebar)
        self.sidebar.jump_requested.connect(self.reading.go_to)
        self.sidebar.current_changed.connect(self.reading.follow_card)
        self.sidebar.note_saved.connect(self.reading.save_note)
        self.sidebar.article_note_saved.connect(self.reading.save_article_note)
        self.revisions = RevisionController(self.app.queries, self)
        self.revisions.command_chosen.connect(self.run)
        self.revisions.banner_made.connect(self.put_above_text)
        self.reading.article_changed.connect(
            lambda: self.revisions.show_article(self.reading.article)
        )
        self.sidebar.review_requested.connect(lambda: self.run("go.review"))
        self.list_pane.current_changed.connect(self._show_current)
        self.list_pane.activated.connect(lambda _id: self.panes.focus_pane(Pane.READING))
        self.reading_pane.link_activated.connect(self._open_link)
        self.sidebar.list.link_activated.connect(self._open_link)
        self.reading.article_changed.connect(self._set_title)
        self.reading.told.connect(self.teach)
        self.reading_pane.mode_changed.connect(self.teach)
        ReadingSpeech(self.reading)
        connect_context_menus(self)
        self.list_pane.selection_changed.connect(self.teach)
        qt = QApplication.instance()
        if isinstance(qt, QApplication):
            qt.focusChanged.connect(self._follow_focus)
        self.reading.failed.connect(lambda _text: self.drafts.refuse())
        self.reading.failed.connect(lambda text: self.frontend.fail(text))
        self.list_pane.failed.connect(lambda text: self.frontend.fail(text))
        self.drafts.failed.connect(lambda text: self.frontend.fail(text))
        self.drafts.ended.connect(self._rescue_drafts)
        # Queued: the command that took the highlight away has its say first.
        self.drafts.rescued.connect(self._tell_rescue, Qt.ConnectionType.QueuedConnection)

    def _restore(self) -> None:
        settings = self.app.settings
        self.resize(settings.number("window_width"), settings.number("window_height"))
        self.list_pane.setVisible(settings.is_on("is_list_visible"))
        self.sidebar.setVisible(settings.is_on("is_sidebar_visible"))
        self.splitter.set_wanted_widths(
            settings.number("list_width"), settings.number("sidebar_width")
        )
        self.apply_typography()
        self.articles.load()
        last = settings.number("article")
        if last:
            self.list_pane.select(last)
        if self.list_pane.current_id() is None:
            self.list_pane.move_current(1)
        self._set_title()
        self.teach()
        self.list_pane.setFocus()

    @property
    def finding(self) -> "FindingDesk":
        """What finds words in the article; made, with its bar, when first asked for."""
        if self._finding is None:
            from reader.ui.reading.find_bar import FindBar  # start-up time
            from reader.ui.reading.find_controller import FindingDesk  # start-up time

            bar = FindBar(self)
            self._column.insertWidget(1, bar)
            self._finding = FindingDesk(self.reading_pane, bar)
            self.reading.article_changed.connect(self._finding.forget)
        return self._finding

    def put_above_text(self, widget: QWidget) -> None:
        """Show something over the text, as wide as its pane."""
        self._column.insertWidget(0, widget)

    def apply_typography(self) -> None:
        """Set the text as the settings say."""
        settings = self.app.settings
        self.reading_pane.set_typography(
            Typography(
                settings.number("text_size"),
                settings.fraction("line_height"),
                settings.number("measure"),
            )
        )

    def start_background_work(self) -> None:
        """After the first paint: starter articles, the writing side of the library, the watch."""
        if self.reading.article is None:
            self._warm_up()  # there may be starters to add
        else:
            when_touched(self, self._warm_up)  # nothing is written before, not even what is read
        if not self.app.database.is_read_only:
            self.work.add_starters()
        self._watch.start()
        self.keys.tell()
        self._rescue_drafts()

    def _warm_up(self) -> None:
        warm_up(self.app.history)

    # -- commands ------------------------------------------------------------------------------

    def run(self, name: str, count: int = 1) -> None:
        """Run a command by its id; count is the number typed before its key."""
        self.reading.catching_up.now()
        command = BY_ID[name]
        if command.writes and self.app.database.is_read_only:
            self.frontend.fail(
                _("This library can only be read: the file or its folder is write-protected.")
            )
            return
        app = self.app
        parts = self.frontend.parts
        is_waiting = command.writes and parts.is_busy
        if is_waiting and command.cancels_running:
            if parts.take_back():
                return
            is_waiting = False
        if command.writes and not is_waiting:
            self.frontend.aside.finish()
        frontend = self.frontend
        context = frontend.context_under_cursor() if command.is_under_cursor else frontend.context()
        services = (app.queries, app.history, app.settings, frontend)
        call = Call(*services, context, present_keys(), count, self.session)
        if is_waiting:
            parts.put_behind(command.title, lambda: command_runner.run(command, call))
        else:
            command_runner.run(command, call)

    # -- changes -------------------------------------------------------------------------------

    def _take_notice(self, changed: Changed) -> None:
        self._version = self.app.queries.data_version()
        self.articles.refresh(changed)
        self.reading.refresh(changed)
        self.pages.refresh(changed)
        if changed.concerns("annotation"):
            self._rescue_drafts()

    def _look_outside(self) -> None:
        """Re-read when the command line has written to the library meanwhile."""
        version = self.app.queries.data_version()
        if version != self._version:
            self._version = version
            self.articles.load()
            self.list_pane.refresh(self.list_pane.ids())
            self.pages.refresh(Changed(frozenset({("annotation", 0)}), frozenset()))
            article = self.reading.article
            if article is not None:
                rows = frozenset({("article", article.id), ("annotation", 0)})
                self.reading.refresh(Changed(rows, frozenset({article.id})))
            self._rescue_drafts()

    def _rescue_drafts(self) -> None:
        self.drafts.rescue(self.app.queries)

    def _tell_rescue(self) -> None:
        text = _("The note you had begun is kept: {article.note} offers it with its quote.")
        self.toasts.show(present_keys().with_keys(text))

    def _show_current(self, article_id: int) -> None:
        try:
            self.reading.show_article(article_id or None)
        except PostilError as error:
            self.frontend.fail(str(error))
        self.app.settings.set(article=article_id)

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and new.window() is self:
            self.teach()

    def teach(self) -> None:
        """Say in the strip what the next key acts on, and what the keys do."""
        if hasattr(self, "frontend"):
            teach(self)

    def _set_title(self) -> None:
        article = self.reading.article
        self.setWindowTitle(f"{article.title} — Postil" if article else "Postil")

    def _open_link(self, address: str) -> None:
        self.frontend.open_link(address)

    # -- Qt ------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        return QSize(1380, 860)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was_wide = event.oldSize().width() >= NARROW
        is_wide = event.size().width() >= NARROW
        if self.isVisible() and was_wide and not is_wide:
            if self.panes.present_pane() is Pane.SIDEBAR:
                self.panes.focus_pane(Pane.READING)
            self.sidebar.hide()  # F9 brings it back

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.width() < NARROW:
            self.sidebar.hide()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if data.hasUrls() or data.hasHtml() or data.hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        found = read_mime(event.mimeData(), "drop")
        if isinstance(found, Source):
            self.work.add([found])
        elif found:
            self.work.add(found)
        event.acceptProposedAction()

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Add files named on the command line."""
        if paths:
            self._warm_up()
            self.work.add(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.reading.catching_up.now()
        self.sidebar.leave_editor()
        self.frontend.parts.finish()
        self.frontend.aside.finish()
        if not self.drafts.save() and not self._is_giving_up:
            self._is_giving_up = True  # said once; closing again means it
            event.ignore()
            return
        self._watch.stop()
        self.reading.stop()
        self.work.stop()
        left, right = self.splitter.wanted_widths
        settings = {"is_maximized": self.isMaximized()}
        widths = {"list_width": left, "sidebar_width": right}
        if not self.isMaximized() and not self.isFullScreen():
            widths |= {"window_width": self.width(), "window_height": self.height()}
        self.app.settings.set(**settings, **widths)
        self._unsubscribe()
        self.keys.release()
        super().closeEvent(event)
