"""Stacks the middle column of the window: find bar, banner, text and status bar."""

from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from reader.core.text.blocks import BlockKind
from reader.ui.keys.status_bar import StatusBar
from reader.ui.reading.reading_view import ReadingView
from reader.ui.style.box_layouts import in_column, in_row
from reader.ui.window.layout.pane_splitter import NARROWEST_TEXT

if TYPE_CHECKING:
    from reader.library.database import Database
    from reader.ui.printed_pages.printed_pages_controller import PrintedPagesController
    from reader.ui.printed_pages.view_buttons import ViewButtons
    from reader.ui.reading.contents.contents_pane import ContentsPane
    from reader.ui.reading.contents.section_strip import SectionStrip
    from reader.ui.reading.finding.find_controller import FindController
    from reader.ui.reading.layout.page_content import Page
    from reader.ui.reading.reading_controller import ReadingController
    from reader.ui.reading.text_surface import TextSurface
    from reader.ui.tasks.notices import Action
    from reader.ui.window.picture_opener import PictureOpener

_FEW = 4  # headings, which are found without help
_ROOM = 640  # pixels in which the headings have room beside the text


class _Halves(QSplitter):
    """Lays out the text and a printed page side by side, or in a narrow column one over the other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)

    def share(self) -> None:
        """Gives each half of the room."""
        self.setSizes([max(self.width(), self.height())] * 2)  # too much, so that both get less

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= 2 * NARROWEST_TEXT
        wanted = Qt.Orientation.Horizontal if is_wide else Qt.Orientation.Vertical
        if self.orientation() is not wanted:
            self.setOrientation(wanted)
            self.share()


class ReadingColumn(QWidget):
    """Stacks what belongs to the text."""

    failed = Signal(str)  # something did not work
    contents_wanted = Signal()  # over the text
    halved = Signal(bool)  # the text and a printed page are shown, or no more

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("middle")
        self._halves = _Halves(self)
        self.pane = ReadingView(self._halves)
        self.strip = StatusBar(self)
        self._finding: FindController | None = None
        self._contents: ContentsPane | None = None
        self._wants_contents = False
        self._sections: SectionStrip | None = None
        self._views: ViewButtons | None = None  # in the strip
        self._sections_of: Page | None = None  # for which the strip is shown, or is not
        self._long: int | None = None  # the article of which a part was shown before all of it
        self._pictures: PictureOpener | None = None
        self.image_actions: Callable[[Page, str], Sequence[Action]] = lambda _page, _src: ()
        self._printed: PrintedPagesController | None = None
        self.pane.picture_activated.connect(self._show_picture)
        for signal in (self.pane.passage_changed, self.pane.text_shown):
            signal.connect(self._show_section)
        self._halves.addWidget(self.pane)
        self._row = in_row((self._halves, 1), spacing=0)
        self._column = in_column((self._row, 1), self.strip, parent=self, spacing=0)

    def lend(self, reading: "ReadingController", database: "Database") -> None:
        """Passes on what the printed pages of an article need."""

        def make() -> "PrintedPagesController":
            # Start-up time.
            from reader.ui.printed_pages.printed_pages_controller import PrintedPagesController

            self._printed = PrintedPagesController(self, self.pane, reading, database)
            self._printed.shown.connect(self._show_printed)
            self._printed.failed.connect(self.failed)
            self._halves.addWidget(self._printed.pane)
            return self._printed

        self.pane.pages = make

    def _show_printed(self, is_shown: bool) -> None:
        """Shows a printed page in place of the text or beside it, or the text again; one has the keyboard."""
        if self._printed is None:
            return
        page, is_beside = self._printed.viewer, is_shown and self._printed.is_beside
        is_in_place = is_shown and not is_beside
        had_keyboard = self.pane.hasFocus() or page.hasFocus()
        # Who gives it to the text means the page then; the stubs of Qt leave out that None is none.
        self.pane.setFocusProxy(page if is_in_place else None)  # type: ignore[arg-type]
        self._printed.pane.setVisible(is_shown)
        self.pane.setVisible(not is_in_place)
        if had_keyboard:
            (page if is_in_place else self.pane).setFocus(Qt.FocusReason.OtherFocusReason)
        self.halved.emit(is_beside)
        if is_beside:
            self._halves.share()
        self._sections_of = None
        self._show_section()

    @property
    def surface(self) -> "TextSurface":
        """What the words are shown on: the text, or a printed page; of both the one with the keyboard."""
        pages = self._printed
        return pages.viewer.surface if pages and pages.has_keyboard else self.pane.surface

    @property
    def halves(self) -> "tuple[QWidget, ...]":
        """The text and the page beside it, or the one of them that is shown."""
        pages = self._printed
        is_halved = pages is not None and pages.is_shown and pages.is_beside
        return (self.pane, pages.viewer) if pages and is_halved else (self.surface.widget,)

    def stop(self) -> None:
        """Ends what is done for the printed pages: the window closes."""
        if self._printed is not None:
            self._printed.stop()

    @property
    def contents(self) -> "ContentsPane":
        """The headings beside the text, hidden at first; made when they are first asked for."""
        if self._contents is None:
            from reader.ui.reading.contents.contents_pane import ContentsPane  # start-up time

            self._contents = ContentsPane(self.pane, self)
            self._contents.hide()
            self._row.insertWidget(0, self._contents)
        return self._contents

    @property
    def has_contents(self) -> bool:
        """Whether the headings are shown beside the text."""
        return self._contents is not None and not self._contents.isHidden()

    @property
    def has_room(self) -> bool:
        """Whether the headings have room beside the text."""
        return self.width() >= _ROOM

    def show_contents(self, *, is_wanted: bool) -> None:
        """Shows the headings beside the text while there is room for them, or hides them."""
        self._wants_contents = is_wanted
        if is_wanted or self._contents is not None:
            had_keyboard = self.has_contents and self.contents.list.hasFocus()
            self.contents.setVisible(is_wanted and self.has_room)
            if had_keyboard and not self.has_contents:
                self.pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._wants_contents and self.has_contents is not self.has_room:
            self.show_contents(is_wanted=True)

    @property
    def section_button(self) -> "QWidget | None":
        """What names the section that is read and leads to the others, if that was ever shown."""
        return self._sections.button if self._sections is not None else None

    def _show_section(self) -> None:
        """Shows above a text with many headings, or with printed pages, which section is read."""
        page = self.pane.page
        if page is self._sections_of:
            return
        self._sections_of = page
        is_text = self.pane.pages_in_place is None
        if page is not None and page.part is not None:
            self._long = page.article_id
        is_wanted = page is not None and is_text and self._has_strip(page)
        if is_wanted and self._sections is None:
            from reader.ui.reading.contents.section_strip import SectionStrip  # start-up time

            self._sections = SectionStrip(self.pane, self)
            self._sections.contents_wanted.connect(self.contents_wanted)
            self._column.insertWidget(self._column.indexOf(self._row), self._sections)
        if self._sections is not None:
            has_pages = page is not None and page.has_printed_pages
            if has_pages or self._views is not None:
                self._show_views(self._sections, is_wanted=has_pages)
            self._sections.setVisible(is_wanted)
            self._sections.update_section()

    def _show_views(self, strip: "SectionStrip", *, is_wanted: bool) -> None:
        """Offers the printed pages at the end of the strip, and the way back to the text alone."""
        from reader.ui.printed_pages.view_buttons import View, ViewButtons  # start-up time

        def show(view: View) -> None:
            if view is not shown():
                self.pane.show_printed_page(is_beside=view is not View.PAGE)

        def shown() -> View:
            return View.BOTH if self._printed and self._printed.is_shown else View.TEXT

        if self._views is None:
            self._views = ViewButtons(strip)
            self._views.view_wanted.connect(show)
            strip.put_at_end(self._views)
        self._views.setVisible(is_wanted)
        self._views.show_view(shown())

    def _has_strip(self, page: "Page") -> bool:
        """Returns whether a text has printed pages or many headings; of a long one, whether it has any.

        As many as all of it has are not known while a part is shown, and a strip that goes again
        would move what is read.
        """
        if page.has_printed_pages:
            return True
        headings = (1 for block in page.text.blocks if block.kind is BlockKind.HEADING)
        few = 0 if page.article_id == self._long or len(page.text.chapters) > 1 else _FEW
        return sum(islice(headings, few + 1)) > few

    def put_above_text(self, banner: QWidget) -> None:
        """Shows a banner above the text, as wide as its pane."""
        self._column.insertWidget(0, banner)

    @property
    def is_finding(self) -> bool:
        """Whether the bar for finding words in the article is shown."""
        return self._finding is not None and not self._finding.bar.isHidden()

    @property
    def finding(self) -> "FindController":
        """What finds words in the article; made, with its bar, when first asked for."""
        if self._finding is None:
            from reader.ui.reading.finding.find_bar import FindBar  # start-up time
            from reader.ui.reading.finding.find_controller import FindController  # start-up time

            bar = FindBar(self)
            self._column.insertWidget(0, bar)
            self._finding = FindController(self.pane, bar)
        return self._finding

    def end_finding(self) -> bool:
        """Ends the finding of words, at the place found; False when there was none."""
        was_finding = self.is_finding
        if was_finding:
            self.finding.close()
        return was_finding

    def search_again(self) -> None:
        """Finds the same words in another article."""
        if self._finding is not None:
            self._finding.search_again()

    def _show_picture(self, src: str) -> None:
        if self._pictures is None:
            from reader.ui.window.picture_opener import PictureOpener  # start-up time

            self._pictures = PictureOpener(self.pane, self.image_actions)
        self._pictures.show(src)
