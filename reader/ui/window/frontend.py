"""The window as commands see it: it answers prompts, says things in passing, and navigates."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QApplication, QWidget

from reader.commands.active_keymap import key_of
from reader.commands.context import Context, Pane, Target
from reader.commands.prompts import Answer, Prompt
from reader.core.models import Color, Sort, Source, TagSort, View
from reader.core.tags.tag_names import ARTICLES
from reader.core.text.reading_cursor import Passage, Unit
from reader.core.translation import _
from reader.library.queries.library_queries import Queries
from reader.operations.history import History
from reader.ui.highlights.highlights_frontend import HighlightsFrontend
from reader.ui.reading.highlight_preview import previewed
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


class WindowFrontend(HighlightsFrontend):
    """Keeps the Frontend protocol for a main window. Overlays are made when first needed."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.prompts = Prompts(window)
        self.parts = PartWork(window)
        self.aside = Aside(window)
        self._set_aside: list[QWidget] | None = None  # by the focus mode

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

    def keep_draft(self, annotation_id: int | None, text: str) -> None:
        page = self._window.pages.page
        if page is not None and page.writing is not None:
            page.writing.refuse(text)
            return
        self._window.sidebar.keep_draft(annotation_id, text)

    def has_draft(self, annotation_id: int) -> bool:
        return f"annotation:{annotation_id}" in self._window.sidebar.drafts

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

    def step_article(self, delta: int) -> None:
        self._window.list_pane.move_current(delta)

    def next_unread(self) -> bool:
        number = self._window.articles.next_unread()
        if number is None:
            self.notify(_("No unread article left here."))
            return False
        self._window.list_pane.select(number)
        return True

    def select_articles(self, how: str) -> None:
        pane = self._window.list_pane
        {
            "toggle": pane.toggle_select_current,
            "range": pane.select_range,
            "all": pane.select_all,
            "none": pane.select_none,
        }[how]()

    def sort_articles(self, sort: Sort, *, is_descending: bool) -> None:
        self._window.articles.sort(sort, is_descending)

    def show_article(self, article_id: int) -> None:
        self.close_page()
        self._window.articles.reveal(article_id)

    # -- the text ------------------------------------------------------------------------------

    def move(self, unit: Unit, direction: int, *, extend: bool) -> None:
        self._window.reading_pane.move_cursor(unit, direction, extend=extend)

    def select_passage(self, start: int, end: int) -> None:
        self._window.reading_pane.set_passage(Passage(start, end, Unit.SELECTION))

    def grow(self, steps: int) -> None:
        self._window.reading_pane.grow_cursor(steps)

    def hint(self) -> None:
        self._window.reading_pane.show_hints()

    def toggle_caret(self) -> None:
        self._window.reading_pane.caret.toggle()

    def move_to_edge(self, direction: int) -> None:
        pane = self._window.reading_pane
        if pane.passages is not None:
            pane.set_passage(pane.passages.first() if direction < 0 else pane.passages.last())
            bar = pane.verticalScrollBar()
            bar.setValue(bar.minimum() if direction < 0 else bar.maximum())

    def page(self, direction: int) -> bool:
        return self._window.reading_pane.turn_page(direction)

    def go_to_annotation(self, annotation_id: int) -> None:
        self._window.reading.go_to(annotation_id)

    def find(self, direction: int) -> None:
        if direction and self._window.finding.is_active:
            self._window.finding.step(direction)
        else:
            self._window.finding.open()

    def step_card(self, delta: int) -> None:
        self._window.sidebar.step(delta)

    def passage_text(self) -> str:
        return self._window.reading.passage_text()

    def preview(
        self, article_id: int, start: int, end: int, color: Color
    ) -> AbstractContextManager[None]:
        return previewed(self._window.reading_pane, article_id, (start, end), color)

    def release(self) -> bool:
        return go_back(self._window, self)

    # -- the page of tags ----------------------------------------------------------------------

    def step_tag(self, delta: int) -> None:
        tags_page(self._window.pages).step(delta)

    def select_tags(self, how: str) -> None:
        tags_page(self._window.pages).select(how)

    def sort_tags(self, sort: TagSort) -> None:
        tags_page(self._window.pages).sort(sort)

    def show_tag(self, name: str) -> None:
        tags_page(self._window.pages).show_tag(name)

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

    def add(self, items: Sequence[Path | Source]) -> None:
        self._window.work.add(items)

    def read_aside(
        self, label: str, read: Callable[[Queries], R], then: Callable[[R], None]
    ) -> None:
        self.aside.read(label, read, then)

    def write_aside(
        self, label: str, write: Callable[[History], R], then: Callable[[R], None]
    ) -> None:
        self.aside.write(label, write, then)

    def read_again(self, articles: Sequence[tuple[int, str]], path: Path | None) -> None:
        self._window.work.read_again(articles, path)

    def export(self, article_ids: Sequence[int], path: Path, kind: str) -> None:
        self._window.work.export(article_ids, path, kind)

    def quit(self) -> None:
        self._window.close()
