"""Implements the frontend protocols of commands with the parts of a window."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from reader.commands.context import Context, Pane, Target
from reader.commands.reading.recent_articles import recent_articles
from reader.core.errors import PostilError
from reader.core.models import View
from reader.core.tags.tag_names import ARTICLES
from reader.core.translation import _
from reader.core.web_addresses import web_address
from reader.paths import log_folder
from reader.services import Services
from reader.ui.annotations.note_autosave import DraftStore
from reader.ui.articles.article_list_controller import ArticleListController
from reader.ui.overlays.overlay import open_overlay
from reader.ui.reading.reading_controller import ReadingController
from reader.ui.receiving.automatic_adding import AutomaticAdding
from reader.ui.style.external_links import open_folder, open_outside
from reader.ui.style.theme import apply_theme_setting, current_theme
from reader.ui.tasks.notices import Action
from reader.ui.tasks.task_queue import TaskQueue
from reader.ui.window.commands.clipboard_and_drops import put_on_clipboard, read_mime
from reader.ui.window.commands.escape import go_back
from reader.ui.window.layout.panes import Panes
from reader.ui.window.library.backup_controller import BackupController
from reader.ui.window.library.import_export_controller import ImportExportController
from reader.ui.window.menus.command_menus import MenuState, with_possible_changes
from reader.ui.window.toasts import Toasts

if TYPE_CHECKING:
    from reader.commands.frontend import (
        HighlightList,
        PageReceiving,
        RowList,
        RowSelection,
        TagList,
    )
    from reader.commands.prompt_types import Answer, Prompt
    from reader.commands.reading.reading_frontend import Printing, ReadingText, Speech, TextCursor
    from reader.core.article_source import Source, WebAddress
    from reader.ui.printing.print_controller import PrintController
    from reader.ui.speech.read_aloud import ReadAloud
    from reader.ui.window.commands.prompts import Prompts
    from reader.ui.window.layout.views_host import ViewsHost

OnAnswer = Callable[["Answer"], None]


@dataclass(eq=False, slots=True)
class WindowFrontend:
    """Implements the Frontend protocol with the parts of a window."""

    window: QMainWindow
    app: Services
    panes: Panes
    articles: ArticleListController
    reading: ReadingController
    work: ImportExportController
    toasts: Toasts
    backups: BackupController
    queue: TaskQueue
    run: Callable[[str], None]  # a command by its id
    refresh_strip: Callable[[], None]
    find: Callable[[int], None]
    end_finding: Callable[[], bool]  # False if no search is active in the text
    begin_count: Callable[[], None]
    drop_typing: Callable[[], None]
    apply_typography: Callable[[], None]
    apply_keys: Callable[[], None]
    notes: DraftStore
    adding: AutomaticAdding = field(init=False)
    _prompts: "Prompts | None" = None  # made when something is first asked
    _feeds: "ViewsHost | None" = None  # made when it is first asked for
    _printing: "PrintController | None" = None  # likewise
    _speech: "ReadAloud | None" = None  # likewise
    _came_from: Pane | None = None  # the page that was left for an article

    def __post_init__(self) -> None:
        work = self.work
        self.adding = AutomaticAdding(
            *(self.window, self.app, self.toasts),
            *(work.start, work.add_received, work.add_watched),
        )

    # -- the parts of the window that commands act on ------------------------------------------

    @property
    def list(self) -> "RowList":
        panes, pane = self.panes, self.panes.present_pane()
        if pane is Pane.VIEWS and self._feeds is not None:
            return self._feeds.panel
        if pane is Pane.CONTENTS:
            return panes.contents
        return panes.pages.page or (panes.sidebar if pane is Pane.SIDEBAR else self.articles)

    @property
    def selection(self) -> "RowSelection":
        return self.panes.pages.page or self.articles

    @property
    def cursor(self) -> "TextCursor":
        page = self.panes.pages.page
        return (page.text_cursor if page else None) or self.panes.reading_pane

    @property
    def text(self) -> "ReadingText":
        return self.panes.reading_pane

    @property
    def tags(self) -> "TagList":
        from reader.ui.tags.tags_page import TagsPage  # start-up time

        return self.panes.pages.made(Pane.TAGS, TagsPage)

    @property
    def highlights(self) -> "HighlightList":
        from reader.ui.highlights.highlights_page import HighlightsPage  # start-up time

        return self.panes.pages.made(Pane.HIGHLIGHTS, HighlightsPage)

    @property
    def feeds(self) -> "ViewsHost":
        if self._feeds is None:
            # Start-up time: hidden at first.
            from reader.ui.window.layout.views_host import ViewsHost

            self._feeds = ViewsHost(self)
        return self._feeds

    def start_feeds(self) -> None:
        """Has feeds read when it is their turn, if there are any."""
        if self.app.queries.has_feeds():
            self.feeds.reader.begin()

    def is_reading_feeds(self) -> bool:
        """Returns whether feeds are being read at this moment."""
        return self._feeds is not None and self._feeds.reader.is_reading

    @property
    def receiving(self) -> "PageReceiving":
        return self.adding.receiving

    @property
    def printing(self) -> "Printing":
        if self._printing is None:
            from reader.ui.printing.print_controller import PrintController  # start-up time

            self._printing = PrintController(
                *(self.window, self.app, self.toasts, self.work.ask, self.work.export),
                self.prompts.save_dialogs,
            )
        return self._printing

    @property
    def speech(self) -> "Speech":
        if self._speech is None:
            from reader.ui.speech.read_aloud import read_aloud  # start-up time

            shown = self.toasts, self.ask, self.refresh_strip
            self._speech = read_aloud(self.reading, self.app.settings, *shown)
        return self._speech

    @property
    def speech_state(self) -> str:
        return self._speech.state.value if self._speech is not None else ""

    def stop(self) -> None:
        """Takes in nothing more, prints and says nothing: the window closes."""
        self.adding.stop()
        for part in (self._feeds, self._printing, self._speech):
            if part is not None:
                part.stop()

    # -- what is looked at ---------------------------------------------------------------------

    def context(self) -> Context:
        panes = self.panes
        if panes.pages.page is not None:
            return panes.pages.page.context()
        pane, article = panes.present_pane(), self.reading.article
        selected = self.articles.chosen_ids(article.id if article else None)
        feeds, folder, search = self._feeds.chosen() if self._feeds is not None else ((), (), None)
        # In the list, what several have is asked when it is used.
        is_one = pane is not Pane.LIST or selected == (article.id if article else None,)
        return Context(
            pane,
            article.id if article else None,
            selected,
            self.reading.target(pane),
            panes.sidebar.current_id() if pane is Pane.SIDEBAR else None,
            feeds=feeds,
            folder=folder,
            saved_search=search,
            has_address=not is_one or bool(article and web_address(article.url)),
            is_trashed=not is_one or bool(article and article.deleted_at is not None),
            has_text=self.reading.has_text,
        )

    def place(self) -> object:
        """Returns where the user is, to be compared: other when they have gone on to something else."""
        context = self.context()
        is_writing = self.notes.written
        seen = context.pane, context.article_id, context.selected, context.target
        return seen, is_writing, open_overlay(self.window)

    def menu_state(self) -> MenuState:
        """Returns what the rows of menus and of the palette depend on."""
        context = with_possible_changes(self.context(), self.app.queries, self.reading)
        is_marked = context.target is not None and context.target.annotation_id is not None
        one = self.reading.annotation_under(context.target) if is_marked else None
        recent = recent_articles(self.app.queries, self.app.settings, context.article_id)
        slots, is_on = self.app.queries.slots(), self.app.settings.is_on
        searches = [one.name for one in self.app.queries.saved_searches()]
        shown = {**self.panes.shown(), "article.star": self._is_starred(context)}
        return MenuState(context, slots, one, is_on, recent, searches, shown)

    def _is_starred(self, context: Context) -> bool:
        """Returns whether all articles that would be starred are so already."""
        ids = context.articles
        return bool(ids) and self.app.queries.are_in_view(View.STARRED, ids)

    def context_under_cursor(self) -> Context:
        """Returns the context, its target the highlight under the cursor when it is on no other."""
        context, reading = self.context(), self.reading
        target, passage = context.target, reading.pane.passage
        if target is None or target.annotation_id is not None or passage is None:
            return context
        one = reading.highlight_under(passage)
        if one is None or one.start is None or one.end is None:
            return context
        under = Target(one.article_id, one.start, one.end, one.id, _("highlight"))
        return context._replace(target=under)

    # -- asking and telling --------------------------------------------------------------------

    @property
    def prompts(self) -> "Prompts":
        """What asks."""
        if self._prompts is None:
            # Start-up time: nothing is asked before.
            from reader.ui.window.commands.prompts import Prompts

            self._prompts = Prompts(self.window, self.panes, self.reading)
        return self._prompts

    def ask(self, prompt: "Prompt", on_answer: OnAnswer) -> None:
        self.prompts.ask(prompt, on_answer)

    def notify(self, text: str, *, can_undo: bool = False, answer: Action | None = None) -> None:
        self.toasts.notify(text, can_undo=can_undo, actions=[answer] if answer else ())

    def fail(self, what: str | PostilError, *, can_undo: bool = False) -> None:
        self.toasts.fail(what, can_undo=can_undo)

    # -- the list ------------------------------------------------------------------------------

    def show_articles(self, query: str) -> None:
        self.show_view(View.ALL)
        self.panes.list_pane.set_query(query)
        self.panes.list_pane.select_first()

    def show_view(self, view: View) -> None:
        self.close_page()
        self.articles.show_view(view)
        self.panes.focus_pane(Pane.LIST)

    def show_article(self, article_id: int) -> None:
        self.close_page()
        self.articles.reveal(article_id)

    def open_annotation(self, annotation_id: int) -> None:
        panes = self.panes
        one = self.app.queries.annotation(annotation_id)
        page = panes.pages.page
        self._came_from = page.pane if page is not None else None
        panes.reading_pane.forget_jumps()
        panes.pages.close_page()
        self.articles.reveal(one.article_id)
        # Without a place in the text, its card is what there is to see.
        panes.focus_pane(Pane.READING if one.start is not None else Pane.SIDEBAR)
        self.reading.go_to(annotation_id)
        self.refresh_strip()

    def go_forward(self) -> bool:
        return self.panes.reading_pane.step_in_history(1)

    def go_back(self) -> bool:
        if self.panes.reading_pane.step_in_history(-1):
            return True
        pane, self._came_from = self._came_from, None
        if pane is not None:
            self.panes.pages.open(pane)
        return pane is not None

    def release(self) -> bool:
        return go_back(self.panes, self.toasts, self.refresh_strip, self.end_finding)

    # -- the window ----------------------------------------------------------------------------

    def show_page(self, pane: Pane) -> None:
        self.panes.pages.open(pane)

    def review_annotation(self, annotation_id: int) -> None:
        from reader.ui.revisions.review_page import ReviewPage  # start-up time

        self.panes.pages.open(Pane.REVIEW)
        self.panes.pages.made(Pane.REVIEW, ReviewPage).ask_for(annotation_id)

    def act_on_page(self, name: str) -> None:
        if self.panes.pages.page is not None:
            self.panes.pages.page.act(name)
            self.refresh_strip()  # the page may be left by it

    def close_page(self) -> None:
        self.panes.pages.close_page()
        self.refresh_strip()

    def open_menus(self) -> None:
        self.panes.leave_focus_mode()  # which hides the menu bar
        bar = self.window.menuBar()
        bar.setActiveAction(bar.actions()[0])

    def toggle_full_screen(self) -> None:
        # A maximized window stays so behind the full screen: showNormal would end both.
        self.window.setWindowState(self.window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def faces(self) -> Sequence[str]:
        from reader.ui.style.theme import reading_faces  # start-up time: asks for all fonts

        return reading_faces()

    def show_logs(self) -> None:
        if reason := open_folder(log_folder(self.app.directory)):
            self.fail(reason)

    def apply_settings(self) -> None:
        before = current_theme()
        apply_theme_setting(self.app.settings, self.panes.pages.hidden)
        if current_theme() is not before:
            self.panes.reading_pane.update_theme()
        self.apply_typography()
        self.apply_keys()
        self.adding.follow_settings()

    def show_palette(self) -> None:
        from reader.ui.overlays.command_palette import CommandPalette  # start-up time

        state, slots = self.menu_state(), self.app.queries.slots(ARTICLES)
        palette = self.prompts.overlay(CommandPalette)
        settings, recent = self.app.settings, state.recent
        palette.offer(
            *(state.context, state.slots, slots, settings, self.run, recent, state.shown),
            state.searches,
        )

    def show_keys(self) -> None:
        from reader.ui.keys.shortcut_sheet import ShortcutSheet  # start-up time

        self.prompts.overlay(ShortcutSheet).show_keys(self.app.settings.keys, self.apply_keys)

    def show_about(self) -> None:
        from reader.ui.window.about_text import about_text  # start-up time

        self.toasts.show(about_text(self.app), kind="page")

    def open_link(self, address: str) -> None:
        if reason := open_outside(address):
            self.fail(reason)

    def copy_text(self, text: str, html: str = "") -> None:
        put_on_clipboard(text, html)

    def clipboard(self) -> "Source | Sequence[Path | WebAddress] | None":
        return read_mime(QApplication.clipboard().mimeData(), "clipboard")

    def quit(self) -> None:
        self.window.close()
