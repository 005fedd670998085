"""Shows a page with the reading cursor."""

from collections.abc import Callable, Generator, Sequence

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QWidget

from reader.core.models import Annotation
from reader.core.text.reading.jump_history import JumpHistory
from reader.core.text.reading.reading_cursor import Passage, Passages, Unit
from reader.core.text.reading.sections import SectionProgress, section_progress
from reader.ui.reading.layout.page_content import Page
from reader.ui.reading.layout.progressive_layout import ABOVE_PLACE
from reader.ui.reading.page_view import Steps
from reader.ui.reading.painting.cursor_bar import bar_left, only_the_bar_changing
from reader.ui.reading.scrolling_view import ScrollingView


class CursorView(ScrollingView):
    """A page whose reading cursor is always a passage."""

    passage_changed = Signal()
    focus_came = Signal(Qt.FocusReason)
    picture_activated = Signal(str)  # its address, to be shown in full size

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._passages: Passages | None = None
        self._passage: Passage | None = None
        self._tinted: tuple[int, int] | None = None  # document positions that were last announced
        self._jumps = JumpHistory()
        self._load: Callable[[], Generator[None, None, Page]] | None = None
        self._landing: Passage | None = None  # where the last jump ended
        self.furthest = 0.0  # how much of the article was read at rest, 0 to 1

    @property
    def passages(self) -> Passages | None:
        """The units of the page shown; of a part of the text while only that is there."""
        return self._passages

    @property
    def whole_passages(self) -> Passages | None:
        """The units of all of the text, None until it is there."""
        return self._passages if self.is_whole else None

    def section_progress(self) -> list[SectionProgress]:
        """Returns the sections, and how far each is read; none until all of the text is there."""
        page, passages = self._page, self.whole_passages
        if page is None or passages is None:
            return []
        here, place = self.anchor_offset(), self.place_in_text()
        length = len(page.text.text)
        return section_progress(passages.sections, here, place, length, page.word_count)

    def show_page(self, page: Page, annotations: Sequence[Annotation], position: int = 0) -> None:
        """Shows a page with its annotations and puts the cursor at an offset of its text."""
        self._jumps.clear()
        self._passages = Passages(page.text, page.language)
        self._passage = self._passages.at(position)
        self.show_with(page, annotations)
        if position and self._passage:
            self._scroll_to(self._passage, is_jump=True)
        else:
            self.verticalScrollBar().setValue(0)
        self._tell()

    def show_part(
        self,
        part: Page,
        load: Callable[[], Generator[None, None, Page]],
        annotations: Sequence[Annotation],
        position: int,
    ) -> None:
        """Shows a part of a long page at once; all of it takes its place when it is read and built.

        Then ``text_shown`` is emitted. ``load`` begins to read it, again where the part is set again.
        """
        self._load = load
        self.show_page(part, annotations, position)

    def _rebuild(self) -> None:
        super()._rebuild()
        self._complete()

    def _resize(self, event: QResizeEvent) -> None:
        super()._resize(event)
        self._complete()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not event.oldSize().isValid():  # the text was opened before the window had a size
            height, passage = self.viewport().height() * ABOVE_PLACE, self._passage
            if self._layout.shows_placeholder and self._layout.anchor:
                self._layout.height = height
            elif passage is not None and passage.start:
                self.put_at(passage.start, height)

    def _complete(self) -> None:
        """Begins to build all of a text of which a part is shown, for the current width and typography."""
        if self.is_whole:
            self._load = None
        elif self._load is not None:
            self._layout.build_behind(self._whole_steps(self._load()))

    def _whole_steps(self, loading: Generator[None, None, Page]) -> Steps:
        page = yield from loading
        passages = Passages(page.text, page.language)
        yield
        yield from self._build_steps(page)
        self._passages = passages

    def _anchored(self) -> tuple[int, float]:
        """Returns the cursor's place where the part that is shown does not contain it."""
        part = self._page.part if self._page is not None else None
        if part is not None and self._passage and not part[0] <= self._passage.start <= part[1]:
            return self._passage.start, self.viewport().height() * ABOVE_PLACE
        return super()._anchored()

    def show_in_steps(
        self,
        loading: Generator[None, None, Page],
        annotations: Sequence[Annotation],
        position: int,
    ) -> None:
        """Shows a long page, read, built and laid out while the window lives; ``text_shown`` is emitted."""
        self._jumps.clear()
        self._passages = self._passage = None
        self.show_with(None, annotations)
        height = self.viewport().height() * (ABOVE_PLACE if position else 1.0)
        self._layout.begin(position, height, self._open_steps(loading, position), is_new=True)
        self.passage_changed.emit()

    def _open_steps(self, loading: Generator[None, None, Page], position: int) -> Steps:
        page = self._page = yield from loading
        yield from self._build_steps()
        self._passages = Passages(page.text, page.language)
        self._passage = self._passages.at(position)

    def show_in_place(self, show: Callable[[], None]) -> None:
        """Shows the same text again; cursor and jumps stay, and what is read where it is on screen."""
        bar, passage = self.verticalScrollBar(), self._passage
        is_at_top, (anchor, height) = bar.value() == 0, self._anchored()
        jumps, self._jumps = self._jumps, JumpHistory()
        show()
        self._jumps = jumps
        if self._layout.shows_placeholder:
            self._layout.height = height
            return
        self.put_at(anchor, height)
        if is_at_top:
            bar.setValue(0)
        self.take_passage(passage)

    def clear_page(self) -> None:
        """Shows nothing."""
        self._jumps.clear()
        self._passages = self._passage = None
        self.show_with(None, ())
        self._tell()

    def anchor_offset(self) -> int:
        """Returns the cursor's place while it is on screen."""
        if self._passage is not None and self.is_on_screen(self._passage):
            return self._passage.start
        return self.first_offset_on_screen()

    def lasting_place(self) -> int:
        """Returns where to open the text again: at the cursor, or what is on screen if that is not.

        Of what is on screen it is the place that a jump would bring to the height where it is now.
        """
        passage = self._passage
        if passage is None:
            return 0
        if self.isHidden() or self.is_on_screen(passage):
            return passage.start
        height = round(self.viewport().height() * ABOVE_PLACE)
        return self._offset_at(QPoint(self._margin + 2, height))

    def painted_passage(self) -> tuple[int, int] | None:
        return self.document_range(self._passage.span) if self._passage else None

    # -- the reading cursor --------------------------------------------------------------------

    @property
    def passage(self) -> Passage | None:
        """Where the reading cursor is."""
        return self._passage

    def set_passage(self, passage: Passage | None, *, is_jump: bool = False) -> None:
        """Moves the reading cursor and keeps it on screen."""
        self._passage, self._landing = passage, passage if is_jump else None
        if passage is not None:
            self._scroll_to(passage, is_jump=is_jump)
        self._tell()

    def take_passage(self, passage: Passage | None) -> None:
        """Moves the reading cursor without scrolling."""
        self._passage = passage
        self._tell()

    def follow_link(self, address: str) -> None:
        self.go_to_link(address)

    def go_to_link(self, address: str, at: int | None = None) -> None:
        """Follows a link within the text, at an offset if clicked; emits one that leads elsewhere."""
        if not address.startswith("#"):
            self.link_activated.emit(address)
        elif self._page is not None and self._passages is not None:
            offset = dict(self._page.text.places).get(address[1:])
            if offset is not None:
                self.jump_to(offset, begun=at)

    def jump_to(self, offset: int, unit: Unit = Unit.SENTENCE, *, begun: int | None = None) -> None:
        """Goes to the sentence, or other unit, at an offset; ``step_in_history`` goes back."""
        if self._passages is None:
            return
        here = self._here()
        if begun is not None and (here is None or not here.start <= begun < here.end):
            here = self._passages.at(begun, Unit.SENTENCE)
        if here is not None:
            self._jumps.begin(here)
        self.set_passage(self._passages.at(offset, unit), is_jump=True)

    def step_in_history(self, direction: int) -> bool:
        """Goes back (-1) to where the last jump began, or forward again; False when there was none."""
        passage = self._jumps.step(direction, self._here())
        if passage is not None:
            self.set_passage(passage, is_jump=True)
        return passage is not None

    def _here(self) -> Passage | None:
        """Returns the passage if it is on screen, else the first sentence that is."""
        passage = self._passage
        if passage is None or not self.is_on_screen(passage):
            passage = self._first_on_screen(Unit.SENTENCE)
        return passage

    def show_text(self) -> bool:
        """Shows the text where something else is in its place; False where nothing is."""
        return False

    def forget_jumps(self) -> None:
        """Lets ``step_in_history`` return to nothing: one came here from elsewhere."""
        self._jumps.clear()

    def words_of(self, span: tuple[int, int]) -> str:
        """Returns the words of a span of the text."""
        return self._page.text.text[slice(*span)] if self._page is not None else ""

    def show_passage(self, passage: Passage) -> None:
        """Tints another passage while the mouse still draws it; nothing is announced yet."""
        self._passage = passage
        self._tinted = self.painted_passage()
        self.viewport().update()

    def grow_cursor(self, steps: int) -> None:
        """Grows the passage by steps of the unit ladder, or shrinks it when negative."""
        if self._passages is None or self._passage is None:
            return
        act = self._passages.grow if steps > 0 else self._passages.shrink
        passage = self._passage
        for _step in range(min(abs(steps), 8)):  # the ladder is no longer, counting six levels
            passage = act(passage)
        if self.is_on_screen(passage):
            self.take_passage(passage)  # what is read stays where it is
        else:
            self.set_passage(passage)

    def release_selection(self) -> bool:
        """Clears a selection or an extension; returns False if there is none."""
        if self._passages is None or self._passage is None:
            return False
        if self._passage.unit is not Unit.SELECTION:
            return False
        self.set_passage(self._passages.release(self._passage))
        return True

    def turn_page(self, direction: int) -> bool:
        """Scrolls by a page (1 or -1) and takes the cursor along; False at the end of the text."""
        if self._layout.shows_placeholder:
            return True
        bar = self.verticalScrollBar()
        before = bar.value()
        bar.setValue(before + direction * self.page_step())
        if bar.value() == before:
            return not self.is_whole  # the rest is to come
        if self._passage is None or not self.is_on_screen(self._passage):
            self.take_passage(self._first_on_screen(Unit.SENTENCE))
        return True

    def progress(self) -> float:
        """Returns how far one is in the text, 0 to 1: all of it once its end was on screen.

        Told by what is on screen, not by the scroll bar, whose length grows while Qt lays out a
        long text. Where a jump ended nothing is read yet: that counts from the next move on.
        """
        return 0.0 if self._has_landed() else self.place_in_text()

    def share_read(self) -> float:
        """Returns how much of the article was read, 0 to 1, with what is on screen."""
        return max(self.furthest, self.progress())

    def _has_landed(self) -> bool:
        landing = self._landing
        return landing is not None and landing == self._passage and self.is_on_screen(landing)

    def passage_rect(self) -> QRectF:
        """Returns where the passage is, in coordinates of this widget; empty when there is none."""
        self._layout.finish()
        found = self._extent(self._passage.span) if self._passage else QRectF()
        origin = self.viewport().geometry().topLeft()
        return found.translated(origin.x(), origin.y() - self.verticalScrollBar().value())

    # -- scrolling -----------------------------------------------------------------------------

    def _scroll_to(self, passage: Passage, *, is_jump: bool) -> None:
        if not self._layout.is_laid_out(self.document_range(passage.span)[1]):
            self._layout.go_to(passage.start)
            return
        start, end = passage.span
        if passage.origin is not None:  # the side that moves is the one to be seen
            start, end = (start, start + 1) if passage.moving_end == start else (end - 1, end)
        self._wide.bring(self.document_range((start, end))[0])
        extent = self._extent((start, end))
        if not extent.isNull():
            self.keep_in_sight(extent.top(), extent.bottom(), is_jump=is_jump)

    def _first_on_screen(self, unit: Unit) -> Passage | None:
        """Returns the first of a unit that begins in the part shown."""
        if self._passages is None or self._built is None:
            return None
        passage = self._passages.at(self.first_offset_on_screen(), unit)
        if passage is None:
            return None
        extent = self._extent(passage.span)
        if not extent.isNull() and extent.top() < self.verticalScrollBar().value():
            following = self._passages.move(passage, unit, 1)
            return following if self.is_on_screen(following) else passage
        return passage

    # -- telling -------------------------------------------------------------------------------

    def _tell(self) -> None:
        self._place_text_cursor()
        before, self._tinted = self._tinted, self.painted_passage()
        for tinted in (before, self._tinted):
            if tinted is not None:
                self._update_range(*tinted)
        self.passage_changed.emit()

    def text_cursor_ends(self, passage: Passage) -> tuple[int, int]:
        """Returns the document positions of anchor and position of Qt's own cursor."""
        start, end = self.document_range(passage.span)
        is_selection = passage.unit is Unit.SELECTION  # where one reads is none
        if not (is_selection and QAccessible.isActive()):
            return start, start
        return (end, start) if passage.moving_end == passage.start else (start, end)

    def _place_text_cursor(self) -> None:
        """Moves Qt's own cursor along, which assistive technology reads.

        While there is some, what the user has selected is selected there as well; the palette
        leaves that to be painted by us.
        """
        passage = self._passage
        if passage is None or self._built is None or self.is_laying_out:
            return
        anchor, position = self.text_cursor_ends(passage)
        cursor = QTextCursor(self.document())
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        bar = self.verticalScrollBar()
        value = bar.value()
        self.setTextCursor(cursor)  # which scrolls; where to, is ours to say
        if bar.value() != value:
            bar.setValue(value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        with only_the_bar_changing(self):
            super().focusInEvent(event)
        self._update_bar()
        self.focus_came.emit(event.reason())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        with only_the_bar_changing(self):
            super().focusOutEvent(event)
        self._update_bar()

    def _update_bar(self) -> None:
        passage, document = self.painted_passage(), self.document()
        if passage is not None:
            lines, left = self._lines_of(*passage), int(bar_left(document, passage[0]))
            self.viewport().update(left, lines.top(), 4, lines.height())
