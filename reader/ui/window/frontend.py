"""The window as commands see it: it answers prompts, says things in passing, and navigates."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from reader.commands.active_keymap import key_of
from reader.commands.context import Context, Pane, Target
from reader.commands.frontend import (
    ArticleList,
    BackgroundTasks,
    Finding,
    HighlightList,
    Reading,
    ReadingText,
    RowList,
    RowSelection,
    TagList,
    TextCursor,
)
from reader.commands.prompts import Answer, Prompt
from reader.core.models import Source, View
from reader.core.tags.tag_names import ARTICLES
from reader.core.translation import _
from reader.library.queries.library_queries import Queries
from reader.operations.history import History
from reader.ui.tasks.chunked_work import PartWork
from reader.ui.tasks.worker_calls import Aside
from reader.ui.window.clipboard import put_on_clipboard, read_mime
from reader.ui.window.escape import go_back
from reader.ui.window.page_factories import tags_page
from reader.ui.window.prompts import Prompts

if TYPE_CHECKING:
    from reader.ui.window.main_window import MainWindow

R = TypeVar("R")

OnAnswer = Callable[[Answer], None]


class WindowFrontend:
    """Keeps the Frontend protocol for a main window. Overlays are made when first needed."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.prompts = Prompts(window)
        self.parts = PartWork(window)
        self.aside = Aside(window)
        self._came_from: Pane | None = None  # the page that was left for an article
        self._set_aside: list[QWidget] | None = None  # by the focus mode

    # -- the parts of the window that commands act on ------------------------------------------

    @property
    def list(self) -> RowList:
        window = self._window
        is_beside = window.present_pane() is Pane.SIDEBAR
        return window.pages.page or (window.sidebar if is_beside else window.articles)

    @property
    def selection(self) -> RowSelection:
        return self._window.pages.page or self._window.articles

    @property
    def cursor(self) -> TextCursor:
        page = self._window.pages.page
        return (page.text_cursor if page else None) or self._window.reading_pane

    @property
    def text(self) -> ReadingText:
        return self._window.reading_pane

    @property
    def reading(self) -> Reading:
        return self._window.reading

    @property
    def finding(self) -> Finding:
        return self._window.finding

    @property
    def articles(self) -> ArticleList:
        return self._window.articles

    @property
    def tags(self) -> TagList:
        return tags_page(self._window.pages)

    @property
    def highlights(self) -> HighlightList:
        from reader.ui.highlights.highlights_page import HighlightsPage  # start-up time

        page = self._window.pages.made(Pane.HIGHLIGHTS)
        assert isinstance(page, HighlightsPage)
        return page

    @property
    def work(self) -> BackgroundTasks:
        return self._window.work

    # -- what is looked at ---------------------------------------------------------------------

    def context(self) -> Context:
        window = self._window
        if window.pages.page is not None:
            return window.pages.page.context()
        pane = window.present_pane()
        article = window.reading.article
        selected = tuple(window.list_pane.selected_ids())
        current = window.list_pane.current_id()
        if not selected and current is not None:
            selected = (current,)
        return Context(
            pane,
            article.id if article else None,
            selected,
            window.reading.target(pane),
            window.sidebar.current_id() if pane is Pane.SIDEBAR else None,
        )

    def context_under_cursor(self) -> Context:
        """The context, its target the highlight under the cursor when it is on no other."""
        context, reading = self.context(), self._window.reading
        target, passage = context.target, reading.pane.passage
        if target is None or target.annotation_id is not None or passage is None:
            return context
        one = reading.highlight_under(passage)
        if one is None or one.start is None or one.end is None:
            return context
        under = Target(one.article_id, one.start, one.end, one.id, _("highlight"))
        return Context(
            context.pane, context.article_id, context.selected, under, context.annotation_id
        )

    # -- asking and telling --------------------------------------------------------------------

    def ask(self, prompt: Prompt, on_answer: OnAnswer) -> None:
        self.prompts.ask(prompt, on_answer)

    def keep_draft(self, _annotation_id: int | None, _text: str) -> None:
        self._window.drafts.refuse()

    def has_draft(self, annotation_id: int) -> bool:
        return f"annotation:{annotation_id}" in self._window.drafts.texts

    def refresh_strip(self) -> None:
        self._window.teach()

    def notify(self, text: str, *, can_undo: bool = False) -> None:
        action = self._undoing() if can_undo else None
        toasts = self._window.toasts
        self._window.reading.beside("toast", lambda: toasts.replace(text, action))

    def fail(self, text: str, *, can_undo: bool = False) -> None:
        self._window.toasts.show(text, self._undoing() if can_undo else None, kind="error")

    def _undoing(self) -> tuple[str, Callable[[], None]]:
        label = _("{keys} undoes").format(keys=key_of("undo"))
        return label, lambda: self._window.run("undo")

    def in_parts(
        self, label: str, part: Callable[[], bool], then: Callable[[], None], total: int = 0
    ) -> None:
        self.parts.begin(label, part, then, total)

    # -- the list ------------------------------------------------------------------------------

    def show_articles(self, query: str) -> None:
        self.show_view(View.ALL)
        self._window.list_pane.set_query(query)
        self._window.list_pane.select_first()

    def show_view(self, view: View) -> None:
        self.close_page()
        self._window.articles.show_view(view)
        self._window.focus_pane(Pane.LIST)

    def show_article(self, article_id: int) -> None:
        self.close_page()
        self._window.articles.reveal(article_id)

    def open_annotation(self, annotation_id: int) -> None:
        window = self._window
        one = window.app.queries.annotation(annotation_id)
        page = window.pages.page
        self._came_from = page.pane if page is not None else None
        window.pages.close_page()
        window.articles.reveal(one.article_id)
        # Without a place in the text, its card is what there is to see.
        window.focus_pane(Pane.READING if one.start is not None else Pane.SIDEBAR)
        window.reading.go_to(annotation_id)
        window.teach()

    def go_back(self) -> bool:
        pane, self._came_from = self._came_from, None
        if pane is not None:
            self._window.pages.open(pane)
        return pane is not None

    def release(self) -> bool:
        return go_back(self._window, self)

    # -- the window ----------------------------------------------------------------------------

    def show_page(self, pane: Pane) -> None:
        self._window.pages.open(pane)

    def review_annotation(self, annotation_id: int) -> None:
        from reader.ui.revisions.review_page import ReviewPage  # start-up time

        page = self._window.pages.open(Pane.REVIEW)
        if isinstance(page, ReviewPage):
            page.ask_for(annotation_id)

    def act_on_page(self, name: str) -> None:
        if self._window.pages.page is not None:
            self._window.pages.page.act(name)
            self._window.teach()  # the page may be left by it

    def close_page(self) -> None:
        self._window.pages.close_page()
        self._window.teach()

    def begin_count(self) -> None:
        self._window.keys.begin_count()

    def focus_pane(self, pane: Pane) -> None:
        self._window.focus_pane(pane)

    def cycle_pane(self, direction: int) -> None:
        window = self._window
        if window.pages.page is not None:
            window.pages.page.cycle_focus(direction)
            return
        shown = [
            pane
            for pane, widget in (
                (Pane.LIST, window.list_pane),
                (Pane.READING, window.reading_pane),
                (Pane.SIDEBAR, window.sidebar),
            )
            if widget.isVisible()
        ]
        present = window.present_pane()
        index = shown.index(present) if present in shown else 0
        window.focus_pane(shown[(index + direction) % len(shown)])

    def focus_filter(self) -> None:
        if self._window.pages.page is not None:
            self._window.pages.page.focus_filter()
            return
        self._window.make_room_for(Pane.LIST)
        self._window.list_pane.focus_filter()

    def toggle_panel(self, pane: Pane) -> None:
        window = self._window
        widget = window.list_pane if pane is Pane.LIST else window.sidebar
        key = "is_list_visible" if pane is Pane.LIST else "is_sidebar_visible"
        if widget.isVisible() and window.present_pane() is pane:
            window.focus_pane(Pane.READING)
        if widget.isVisible():
            widget.hide()
        else:
            window.make_room_for(pane)
        window.app.settings.set(**{key: widget.isVisible()})

    def toggle_full_screen(self) -> None:
        window = self._window
        if window.isFullScreen():
            window.showNormal()
        else:
            window.showFullScreen()

    @property
    def is_focus_mode(self) -> bool:
        """Whether only the text is shown."""
        return self._set_aside is not None

    def toggle_focus_mode(self) -> None:
        window = self._window
        if self._set_aside is not None:
            for widget in self._set_aside:
                widget.show()
            self._set_aside = None
            return
        around = (window.list_pane, window.sidebar, window.menuBar())
        self._set_aside = [widget for widget in around if widget.isVisible()]
        window.focus_pane(Pane.READING)
        for widget in around:
            widget.hide()
        text = _("Only the text: {back} or {focus} brings the rest back.")
        self.notify(text.format(back=key_of("back"), focus=key_of("view.focus")))

    def apply_settings(self) -> None:
        from reader.ui.window.application import apply_theme_setting  # a cycle in words only

        apply_theme_setting(self._window.app.settings)
        self._window.reading_pane.take_theme()
        self._window.apply_typography()
        self._window.keys.take_up()

    def show_palette(self) -> None:
        # Start-up time: the palette is not needed to paint the window.
        from reader.ui.overlays.command_palette import CommandPalette, palette_rows

        def answer(name: str | None) -> None:
            if name:
                self._window.run(name)

        queries = self._window.app.queries
        rows = palette_rows(self.context(), queries.slots(), queries.slots(ARTICLES))
        self.prompts.overlay(CommandPalette).ask(rows, answer)

    def show_keys(self) -> None:
        from reader.ui.keys.shortcut_sheet import ShortcutSheet  # start-up time

        sheet = self.prompts.overlay(ShortcutSheet)
        sheet.show_keys(self._window.app.settings.keys, self._window.keys.take_up)

    def show_about(self) -> None:
        from reader.ui.window.about import about_text  # start-up time

        self._window.toasts.show(about_text(self._window.app), kind="page")

    def open_link(self, address: str) -> None:
        """Open a link of the text in the browser, when it is a web or mail address."""
        from reader.ui.style.external_links import open_outside  # start-up time

        reason = open_outside(address)
        if reason:
            self.fail(reason)

    def copy_text(self, text: str, html: str = "") -> None:
        put_on_clipboard(text, html)

    def clipboard(self) -> Source | Sequence[Path] | None:
        return read_mime(QApplication.clipboard().mimeData(), "clipboard")

    def read_aside(
        self, label: str, read: Callable[[Queries], R], then: Callable[[R], None]
    ) -> None:
        self.aside.read(label, read, then)

    def write_aside(
        self, label: str, write: Callable[[History], R], then: Callable[[R], None]
    ) -> None:
        self.aside.write(label, write, then)

    def quit(self) -> None:
        self._window.close()
