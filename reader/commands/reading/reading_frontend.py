"""Defines the protocols by which commands use the open text: to move in it, print it, read it aloud."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from reader.core.models import Color
from reader.core.text.reading.footnotes import Footnote
from reader.core.text.reading.openable_items import Openable
from reader.core.text.reading.reading_cursor import Passage, Passages, Unit
from reader.core.text.reading.sections import SectionProgress


class TextCursor(Protocol):
    """The reading cursor of the pane with the keys."""

    def move_cursor(self, unit: Unit, steps: int, *, extend: bool = False) -> None:
        """Moves by so many units, back when negative."""

    def grow_cursor(self, steps: int) -> None:
        """Grows the passage by so many steps of the unit ladder, or shrinks it when negative."""


class Caret(Protocol):
    """The caret, which selects by character."""

    def toggle(self) -> None:
        """Shows it, or takes it away."""


class Opener(Protocol):
    """Opens what is in the text."""

    @property
    def shown_note(self) -> Footnote | None:
        """The footnote that is shown in place, if any."""

    def openables(self) -> Sequence[Openable]:
        """Returns what the passage contains that can be opened."""

    def open(self, one: Openable) -> None:
        """Shows a footnote or an image, or goes where a link leads."""

    def close(self) -> bool:
        """Closes the footnote that is shown in place; False when there is none."""


class ReadingText(TextCursor, Protocol):
    """The text of the article that is read."""

    @property
    def caret(self) -> Caret:
        """The caret."""

    @property
    def passage(self) -> Passage | None:
        """Where the reading cursor is."""

    @property
    def whole_passages(self) -> Passages | None:
        """The units of all of the text; None while there is none, or a long one is being opened."""

    def anchor_offset(self) -> int:
        """Returns where one is: the cursor's place, or what is on screen if it is scrolled away."""

    def section_progress(self) -> Sequence[SectionProgress]:
        """Returns the sections that have a heading, and how far each is read."""

    def jump_to(self, offset: int, unit: Unit = Unit.SENTENCE) -> None:
        """Goes to the sentence at an offset, or another unit, from where one can go back."""

    @property
    def opener(self) -> Opener:
        """What opens footnotes, images and links."""

    def go_to_link(self, address: str) -> None:
        """Goes where a link leads, within the text or elsewhere."""

    def words_of(self, span: tuple[int, int]) -> str:
        """Returns the words of a span of the text."""

    def set_passage(self, passage: Passage | None) -> None:
        """Puts the reading cursor on a passage."""

    def take_passage(self, passage: Passage | None) -> None:
        """Puts the reading cursor on a passage without scrolling."""

    def show_toolbar(self) -> None:
        """Shows the toolbar of the passage, and gives it the keyboard."""

    @property
    def printed_pages(self) -> Sequence[tuple[str, int]]:
        """The labels of the printed pages, and where in the text each begins."""

    def show_printed_page(self, *, is_beside: bool) -> None:
        """Shows the page on which the passage is printed, in place of the text or beside it, or the text alone."""

    def show_hints(self) -> None:
        """Labels every sentence on screen, to go to one by its letters."""

    def scroll_table(self, direction: int) -> bool:
        """Scrolls the first wide table on screen to the side; False when there is none."""

    def turn_page(self, direction: int) -> bool:
        """Scrolls by a page; False at the end."""


class Reading(Protocol):
    """The article that is read, with its annotations."""

    def go_to(self, annotation_id: int) -> None:
        """Puts the reading cursor on a highlight."""

    def go_to_edge(self, direction: int) -> None:
        """Puts the reading cursor on the start or the end."""

    def go_to_place(self, article_id: int, place: int) -> None:
        """Puts the reading cursor on the sentence at a place, if it is this article that is read."""

    def passage_text(self) -> str:
        """Returns the words the reading cursor is on."""

    def passage_place(self) -> str:
        """Returns the printed page or the chapter they are in, in words; empty if not known."""

    def preview(
        self, article_id: int, start: int, end: int, color: Color
    ) -> AbstractContextManager[None]:
        """Paints a highlight while it is being kept; it is gone again when the block is left."""


class Printing(Protocol):
    """The preview of what is printed."""

    def preview(self, ids: Sequence[int]) -> None:
        """Shows articles as they will be printed, and what can be chosen."""


class Speech(Protocol):
    """The voice that reads the article aloud."""

    def toggle(self) -> None:
        """Begins at the reading cursor, pauses, or goes on from there."""

    def stop(self) -> None:
        """Reads aloud no more."""

    def change_rate(self, steps: int) -> int:
        """Reads faster, or slower when negative; returns the speed."""

    def choose_voice(self) -> None:
        """Asks for a voice of the article's language."""
