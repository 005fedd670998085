"""Finds words in the article shown, and puts the cursor on one place after another."""

from bisect import bisect_left

from PySide6.QtCore import QObject

from reader.core.text.reading_cursor import Passage, Unit
from reader.core.text.text_search import FoldedText, Span
from reader.ui.reading.cursor_view import CursorView
from reader.ui.reading.find_bar import FindBar


class FindController(QObject):
    """Looks for what is typed and puts the reading cursor on a place, so that keys can mark it."""

    def __init__(self, pane: CursorView, bar: FindBar) -> None:
        super().__init__(pane)
        self._pane, self._bar = pane, bar
        self._places: list[Span] = []
        self._article_id = 0  # in which they are
        self._ready: tuple[str, FoldedText] | None = None
        bar.sought.connect(self._seek)
        bar.stepped.connect(self.step)
        bar.left.connect(self.close)

    @property
    def bar(self) -> FindBar:
        """The field and the count."""
        return self._bar

    @property
    def is_active(self) -> bool:
        """Whether something is sought."""
        return bool(self._places) and not self._bar.isHidden()

    def open(self) -> None:
        """Shows the bar and takes up what was sought last."""
        self._bar.open_bar()

    def find(self, direction: int) -> None:
        """Goes to the next (1) or previous (-1) place; with 0, or nothing sought, shows the bar."""
        if direction and self.is_active:
            self.step(direction)
        else:
            self.open()

    def close(self) -> None:
        """Puts the bar away; the cursor stays on the place found."""
        self._bar.hide()
        self._places, self._ready = [], None
        self._pane.set_found([])
        self._pane.setFocus()

    def search_again(self) -> None:
        """Looks for the same words in the article that is shown now."""
        page = self._pane.page
        is_other = page is not None and page.article_id != self._article_id
        if is_other and not self._bar.isHidden():
            self._seek(self._bar.field.text())

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

    def _seek(self, sought: str) -> None:
        page = self._pane.page
        self._article_id = page.article_id if page else 0
        self._places = self._haystack(page.text.text).places(sought) if page and sought else []
        self._pane.set_found(self._places)
        if not self._places:
            self._bar.show_count(0, 0)
            return
        start = self._pane.passage.start if self._pane.passage else 0
        self._go(bisect_left(self._places, (start, 0)) % len(self._places))

    def _haystack(self, text: str) -> FoldedText:
        """Returns the text made ready, as long as it is the one that is searched."""
        if self._ready is None or self._ready[0] is not text:
            self._ready = text, FoldedText(text)
        return self._ready[1]

    def _go(self, index: int) -> None:
        span = self._places[index]
        self._bar.show_count(index + 1, len(self._places))
        self._pane.set_passage(Passage(*span, Unit.SELECTION), is_jump=True)
