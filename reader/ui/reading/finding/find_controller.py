"""Finds words in the open article, and moves the cursor from match to match."""

from bisect import bisect_left

from PySide6.QtCore import QObject

from reader.core.text.reading.reading_cursor import Passage, Unit
from reader.core.text.searching.text_search import FoldedText, SearchTerm, Span
from reader.ui.reading.finding.find_bar import FindBar
from reader.ui.reading.finding.hit_ticks import HitTicks
from reader.ui.reading.reading_cursor_view import CursorView


class FindController(QObject):
    """Looks for what is typed and puts the reading cursor on a place, so that keys can mark it."""

    def __init__(self, pane: CursorView, bar: FindBar) -> None:
        super().__init__(pane)
        self._pane, self._bar = pane, bar
        self.ticks = HitTicks(pane.verticalScrollBar())
        self._places: list[Span] = []
        self._article_id = 0  # in which they are
        self._sought: tuple[SearchTerm, ...] = ()  # by a search of the library, else what is typed
        self._is_at_place = False  # whether the text, when it is laid out, is to stay where it is
        self._ready: tuple[str, FoldedText] | None = None
        bar.sought.connect(self._seek_typed)
        bar.stepped.connect(self.step)
        bar.left.connect(self.close)

    @property
    def bar(self) -> FindBar:
        """The field and the count."""
        return self._bar

    @property
    def is_active(self) -> bool:
        """Whether a search is active."""
        return bool(self._places) and not self._bar.isHidden()

    def show_hits(self, words: str, sought: tuple[SearchTerm, ...], *, goes: bool) -> None:
        """Marks what a search of the library found, and goes to the first place if that is wanted."""
        self._sought = sought
        self._bar.show_words(words)
        self._seek()
        self._is_at_place = not goes
        if goes and self._places:
            self._go(0)

    def open(self) -> None:
        """Shows the bar and repeats the last search."""
        self._bar.open_bar()

    def find(self, direction: int) -> None:
        """Goes to the next (1) or previous (-1) match; with 0, or without a search, shows the bar."""
        if direction and self.is_active:
            self.step(direction)
        else:
            self.open()

    def close(self) -> None:
        """Closes the bar; the cursor stays on the place found."""
        self._pane.setFocus()  # before the bar goes: else Qt gives the focus to what comes next
        self._end()

    def end_search(self) -> None:
        """Closes the bar where it shows what a search of the library found, which has ended."""
        if self._sought:
            self._end()

    def _end(self) -> None:
        self._bar.hide()
        self._places, self._ready, self._sought = [], None, ()
        self._pane.set_found([])
        self._mark_bar()

    def search_again(self) -> None:
        """Looks for the same words in the article that is shown now."""
        page = self._pane.page
        is_other = page is not None and page.article_id != self._article_id
        if is_other and not self._bar.isHidden():
            goes_on, self._is_at_place = not self._is_at_place, False
            self._seek()
            if self._sought and self._places and goes_on:
                self._go(0)
            elif not self._sought:
                self._go_on()

    def step(self, direction: int) -> None:
        """Goes to the next (1) or previous (-1) place from the cursor, round the end."""
        if not self._places:
            return
        passage = self._pane.passage
        here = passage.span if passage else (0, 0)
        index = bisect_left(self._places, here)
        if direction > 0:
            index += index < len(self._places) and self._places[index] == here
        else:
            index -= 1
        index %= len(self._places)
        self._go(index)

    def _seek_typed(self, _text: str) -> None:
        self._sought = ()
        self._seek()
        self._go_on()

    def _seek(self) -> None:
        page, typed = self._pane.page, self._bar.field.text()
        self._article_id = page.article_id if page else 0
        self._places = []
        if page is not None and typed:
            text = self._haystack(page.text.text)
            self._places = text.hits(self._sought) if self._sought else text.places(typed)
        self._pane.set_found(self._places)
        self._mark_bar()
        self._bar.show_count(0, len(self._places))

    def _go_on(self) -> None:
        """Goes to the place at the cursor, or the next one from it."""
        if self._places:
            start = self._pane.passage.start if self._pane.passage else 0
            self._go(bisect_left(self._places, (start, 0)) % len(self._places))

    def _haystack(self, text: str) -> FoldedText:
        """Returns the text made ready, as long as it is the one that is searched."""
        if self._ready is None or self._ready[0] is not text:
            self._ready = text, FoldedText(text)
        return self._ready[1]

    def _mark_bar(self, current: Span | None = None) -> None:
        """Shows the positions of the matches on the scroll bar, in proportion to the text."""
        page = self._pane.page
        length = max(1, len(page.text.text)) if page else 1
        here = None if current is None else current[0] / length
        self.ticks.set_places([start / length for start, _end in self._places], here)

    def _go(self, index: int) -> None:
        span = self._places[index]
        self._bar.show_count(index + 1, len(self._places))
        self._mark_bar(span)
        self._pane.set_passage(Passage(*span, Unit.SELECTION), is_jump=True)
