"""Shows the printed pages of the article that is read in place of its text or beside it, at the same passage."""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QObject, QPoint, Qt, QThreadPool, Signal
from PySide6.QtWidgets import QWidget

from reader.core.cancellation import cancelled_by
from reader.core.errors import InvalidInput, PasswordNeeded, PostilError
from reader.core.models import Article
from reader.core.text.reading.reading_cursor import Passage, Unit
from reader.core.text.segmentation.span_editing import Span
from reader.core.translation import _
from reader.importers.pdf.page_hit_testing import PrintedLetters
from reader.importers.pdf.page_renderer import Picture, PrintedPages
from reader.library.database import Database
from reader.ui.overlays.password_dialog import ask_password
from reader.ui.printed_pages.page_viewer import Marks
from reader.ui.printed_pages.printed_pane import PrintedPane
from reader.ui.printed_pages.view_buttons import View
from reader.ui.reading.moving.mouse_selection import selection
from reader.ui.reading.reading_controller import ReadingController
from reader.ui.reading.reading_view import ReadingView
from reader.ui.tasks.task import WorkerTask

R = TypeVar("R")

_PDF = "application/pdf"
_UNITS = (Unit.SENTENCE, Unit.WORD, Unit.PARAGRAPH)  # that one click, two and three take


class _Opened(NamedTuple):
    """The pages of an article, at the one where it is read."""

    pages: PrintedPages
    page: int


class PrintedPagesController(QObject):
    """Shows the pages of one article at a time; the process that paints them ends with the view.

    The reading cursor is that of the hidden text, so keys that move it or act on it also work on
    the page. It moves along when pages are turned.
    """

    shown = Signal(bool)  # in place of the text or beside it, or no more
    failed = Signal(str)  # there are no pages to show

    def __init__(
        self, column: QWidget, pane: ReadingView, reading: ReadingController, database: Database
    ) -> None:
        """``column`` is what the pages are put into, beside the text."""
        super().__init__(pane)
        self._text, self._reading, self._database = pane, reading, database
        self._opened: _Opened | None = None
        self._of = (0, 0)  # article and revision whose pages are shown, or about to be
        self._opening: WorkerTask[_Opened] | None = None  # the last that was started
        self.is_beside = False  # the page is shown beside the text, not in its place
        self._is_stopped = self._takes_cursor = False
        self._followed: Passage | None = None  # that the page was last chosen by
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # the process answers one question after another
        self._wanted = (-1, 0.0)
        self._sought = -1  # the place in the text whose page is to be shown
        self.pane = PrintedPane(column)
        self.pane.hide()
        self.viewer = self.pane.viewer
        self.viewer.page_wanted.connect(self._paint)
        self.pane.turned.connect(self._turn)
        self.pane.views.view_wanted.connect(self._choose)
        mouse = self.viewer.mouse
        mouse.dragged.connect(self._show_selection)
        mouse.selected.connect(self._select)
        mouse.clicked.connect(self._click)
        mouse.clicked_beside.connect(self._tell_no_text)
        self.viewer.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.viewer.customContextMenuRequested.connect(self._open_menu)
        reading.context_changed.connect(self._follow)
        reading.article_changed.connect(self._follow_article)
        pane.scrolled.connect(self._follow_scroll)

    @property
    def is_shown(self) -> bool:
        """Whether a page is shown, or is about to be."""
        return not self.pane.isHidden()

    @property
    def has_keyboard(self) -> bool:
        """Whether keys that scroll are for the page."""
        return self.is_shown and (not self.is_beside or self.viewer.hasFocus())

    def stop(self) -> None:
        """Stops all work, because the window closes."""
        self._is_stopped = True
        self._close()

    def toggle(self, *, is_beside: bool) -> None:
        """Shows the page on which the passage is printed, or the text alone again."""
        if not self.is_shown:
            self._open(is_beside=is_beside)
        elif self.is_beside == is_beside:
            self.leave()
        else:
            self._show(is_beside=is_beside)

    def _show(self, *, is_beside: bool) -> None:
        self.is_beside = is_beside
        self.pane.views.setVisible(not is_beside)  # which are above the text then
        self.shown.emit(True)

    def _choose(self, view: View) -> None:
        if view is View.TEXT:
            self.leave()
        else:
            self._show(is_beside=view is View.BOTH)

    def leave(self) -> None:
        """Shows the text again, at the same passage."""
        if not self.is_shown:
            return
        self._close()
        self.shown.emit(False)
        if self._text.passage is not None:
            self._text.set_passage(self._text.passage, is_jump=True)

    def _close(self) -> None:
        if self._opening is not None:
            self._opening.cancel()
        self._opening = None
        opened, self._opened = self._opened, None
        self.viewer.show_pages(())  # a page is large
        if opened is not None:
            self._start(opened.pages.close, lambda _none: None, lambda _error: None)

    # -- opening -----------------------------------------------------------------------------------

    def _open(self, password: str = "", *, is_beside: bool) -> None:
        article, page = self._reading.article, self._text.page
        if article is None or page is None:
            return
        self._of = article.id, article.revision_id
        place, text = self._text.anchor_offset(), page.text.text
        if not self.is_shown:
            self.viewer.show_pages(())
            self._show(is_beside=is_beside)
        self.pane.tell(_("Opening the pages…"))

        def work() -> _Opened:
            pages = self._pages_of(article, text, password)
            try:
                return _Opened(pages, pages.page_of(place))
            except PostilError:
                pages.close()
                raise

        def show(opened: _Opened) -> None:
            if self._opening is opening:
                self._opened = opened
                self.viewer.show_pages(opened.pages.pages)
                self._show_page(opened.page)
            else:  # left meanwhile
                opened.pages.close()

        def fail(error: PostilError) -> None:
            if self._opening is not opening:
                return
            if isinstance(error, PasswordNeeded):
                self._fail(error)
                ask_password(self._text.window(), [article.title], partial(self._try, opening))
            else:
                self.leave()
                self.failed.emit(str(error))

        opening = self._opening = self._start(work, show, fail)

    def _pages_of(self, article: Article, text: str, password: str) -> PrintedPages:
        with closing(self._database.queries()) as queries:
            source = queries.source(article.revision_id)
        if not source.data.startswith(b"%PDF-") and source.media_type != _PDF:
            raise InvalidInput(_("This article is not from a PDF file."))
        return PrintedPages(source.data, text, password, source.name)

    def _try(self, opening: object, password: str) -> None:
        """Opens the pages with a password, unless they were left meanwhile."""
        if self._opening is opening:
            self._open(password, is_beside=self.is_beside)

    def _fail(self, error: PostilError) -> None:
        self.pane.tell(str(error))

    def _follow_article(self) -> None:
        """Closes the pages of another text."""
        article = self._reading.article
        if article is None or self._of != (article.id, article.revision_id):
            self.leave()

    # -- one page ----------------------------------------------------------------------------------

    def turn(self, direction: int) -> bool:
        """Scrolls by a screen; at the end of a page goes to the next. False at the end of all."""
        return self.viewer.turn(direction) or self._turn(direction)

    def scroll(self, direction: int) -> bool:
        """Scrolls to the side; False where all of it is on screen."""
        bar = self.viewer.horizontalScrollBar()
        before = bar.value()
        bar.setValue(before + direction * bar.pageStep() // 4)
        return bar.value() != before

    def _turn(self, direction: int) -> bool:
        """Goes to the next or the previous page, and takes the reading cursor along."""
        opened, page = self._opened, self.viewer.page + direction
        if opened is None or not 0 <= page < len(opened.pages.pages):
            return False
        self._show_page(page, takes_cursor=True)
        return True

    def _show_page(self, page: int, *, takes_cursor: bool = False) -> None:
        opened = self._opened
        if opened is None:
            return
        self._takes_cursor, self._followed = takes_cursor, self._text.passage
        text, pages = _("Page {label} · {n} of {total}"), opened.pages.pages
        self.pane.tell(text.format(label=pages[page].label, n=page + 1, total=len(pages)))
        self.viewer.show_page(page)

        def put(letters: PrintedLetters) -> None:
            if self._opened is opened and self.viewer.page == page:
                self.viewer.put_letters(letters)
                self._take_cursor()
                self._follow()

        self._start(lambda: opened.pages.letters(page), put, self._fail)

    def _paint(self, page: int, scale: float) -> None:
        """Paints a page in the worker, unless it is no longer needed when its turn comes."""
        opened = self._opened
        if opened is None:
            return
        self._wanted = wanted = (page, scale)
        shown = self.viewer.picture

        def work() -> Picture | None:
            return opened.pages.painted(page, scale, shown) if self._wanted == wanted else None

        def put(picture: Picture | None) -> None:
            if picture is not None and self._opened is opened and self._wanted == wanted:
                self.viewer.put(picture)

        self._start(work, put, self._fail)

    # -- the reading cursor ------------------------------------------------------------------------

    def _take_cursor(self) -> None:
        """Puts the reading cursor on the page that was turned to."""
        letters, passage = self.viewer.letters, self._text.passage
        if not self._takes_cursor or letters is None or letters.first_place is None:
            return
        if passage is None or not letters.holds(*passage.span):
            passages = self._text.passages
            self._text.set_passage(passages.at(letters.first_place) if passages else None)

    def _follow(self) -> None:
        """Shows what is marked, and the page that the reading cursor is on."""
        letters, passage = self.viewer.letters, self._text.passage
        if self._opened is None or letters is None:
            return
        one = self._reading.highlight_at(passage) if passage is not None else None
        self.viewer.show_marks(
            Marks(
                self._reading.annotations,
                one.id if one is not None else None,
                passage.span if passage is not None else None,
                passage is not None and passage.unit is Unit.SELECTION,
            )
        )
        if passage is not None and passage != self._followed:
            self._followed = passage
            if not letters.holds(*passage.span):
                self._go_to_page_of(passage.start)

    def _go_to_page_of(self, place: int) -> None:
        opened, here = self._opened, self.viewer.page
        if opened is None:
            return
        self._sought = place

        def go(page: int) -> None:
            is_wanted = self._opened is opened and self._sought == place
            if is_wanted and page != here == self.viewer.page:
                self._show_page(page)

        self._start(lambda: opened.pages.page_of(place), go, self._fail)

    def _follow_scroll(self) -> None:
        """Shows the page of the visible text beside it after scrolling."""
        letters = self.viewer.letters
        if not self.is_shown or not self.is_beside or self.has_keyboard or letters is None:
            return
        if self._text.is_laying_out:
            return  # nobody scrolled
        first, last = self._text.first_offset_on_screen(), self._text.last_offset_on_screen()
        if not letters.holds(first, last):
            self._go_to_page_of(first)

    # -- the mouse ---------------------------------------------------------------------------------

    def _selected(self, span: Span, *, by_character: bool) -> Passage | None:
        page = self._text.page
        return selection(page.text.text, *span, by_character=by_character) if page else None

    def _show_selection(self, span: Span) -> None:
        """Shows what the drag would take; nothing is announced yet."""
        marks = Marks(self._reading.annotations, None, span, is_selected=True)
        self.viewer.show_marks(marks)

    def _select(self, span: Span, is_by_character: bool) -> None:
        passage = self._selected(span, by_character=is_by_character)
        if passage is not None:
            self._text.set_passage(passage)
            self._text.toolbar_wanted.emit(False)
        self._follow()

    def _click(self, place: int, count: int) -> None:
        """Puts the cursor on the highlight or the sentence there, the word or the paragraph."""
        under = [
            one
            for one in self._reading.annotations
            if one.start is not None and one.end is not None and one.start <= place < one.end
        ]
        if under and count == 1:
            self._reading.go_to(min(under, key=lambda one: (one.end or 0) - (one.start or 0)).id)
        elif self._text.passages is not None:
            self._text.set_passage(self._text.passages.at(place, _UNITS[count - 1]))
        if under or count > 1:
            self._text.toolbar_wanted.emit(False)

    def _open_menu(self, spot: QPoint) -> None:
        """Opens the menu of the text for what is there, or for the selection that is there."""
        passage, place = self._text.passage, self.viewer.letter_at(spot)
        is_in_it = passage is not None and place is not None and place in range(*passage.span)
        if place is not None and not (is_in_it and passage and passage.unit is Unit.SELECTION):
            self._click(place, 1)
        on_screen = self.viewer.viewport().mapToGlobal(spot)
        self._text.customContextMenuRequested.emit(self._text.viewport().mapFromGlobal(on_screen))

    def _tell_no_text(self) -> None:
        if self.viewer.letters is not None:
            text = _("The text of this page is not known, so nothing on it can be highlighted.")
            self.pane.tell(text)

    def _start(
        self,
        work: Callable[[], R],
        success: Callable[[R], None],
        failure: Callable[[PostilError], None],
    ) -> WorkerTask[R]:
        def run(task: WorkerTask[R]) -> R:
            with cancelled_by(lambda: self._is_stopped or task.is_cancelled):
                return work()

        task = WorkerTask(run, success, failure)
        task.start(self._pool)
        return task
