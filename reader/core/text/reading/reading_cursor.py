"""Moves, extends and grows the reading cursor by a unit of the text.

A passage is half open, ``text[start:end]``, in code points. Paragraphs are the blocks that have
text (a table's row is one); sentences never cross a paragraph or a cell, words never a paragraph.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from reader.core.text.blocks import CanonicalText, raised_ends
from reader.core.text.reading.sections import Sections
from reader.core.text.segmentation import segmentation
from reader.core.text.segmentation.word_breaks import reading_words


class Unit(StrEnum):
    """How much of the text one step of the cursor is, the smallest first."""

    WORD = "word"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    SECTION = "section"
    SELECTION = "selection"  # marked with the mouse or grown by hand: no unit of its own


LADDER = (Unit.WORD, Unit.SENTENCE, Unit.PARAGRAPH, Unit.SECTION)

Span = tuple[int, int]


class Passage(NamedTuple):
    """Where the reading cursor is."""

    start: int
    end: int
    unit: Unit
    origin: Span | None = None  # where extending began; None when the passage is not extended
    inner: "Passage | None" = None  # what it was grown or extended from, to come back to

    @property
    def span(self) -> Span:
        """Start and end."""
        return self.start, self.end

    @property
    def moving_end(self) -> int:
        """The side that extending moves: where a caret would be."""
        return self.start if self.origin and self.start < self.origin[0] else self.end


class Passages:
    """The units of one text, and the moves between them.

    Words and sentences are looked for in the paragraph the cursor is in, sections when one is first
    asked for, so that a move costs the same in a text of any length.
    """

    def __init__(self, text: CanonicalText, language: str = "") -> None:
        self._canonical = text
        self._text = text.text
        self._language = language
        self.paragraphs = _paragraphs(text)
        self._starts = [start for start, _ in self.paragraphs]
        self._found: dict[tuple[Unit, int], list[Span]] = {}

    @cached_property
    def sections(self) -> Sections:
        """The sections of the text; of no use in a text without words."""
        return Sections(self._canonical, self.paragraphs)

    def first(self) -> Passage | None:
        """Returns the first sentence; None in a text without words."""
        return Passage(*self.sentences_of(0)[0], Unit.SENTENCE) if self.paragraphs else None

    def last(self) -> Passage | None:
        """Returns the last sentence; None in a text without words."""
        if not self.paragraphs:
            return None
        return Passage(*self.sentences_of(len(self.paragraphs) - 1)[-1], Unit.SENTENCE)

    def at(self, offset: int, unit: Unit = Unit.SENTENCE) -> Passage | None:
        """Returns the unit that contains the offset, or the nearest one before it."""
        if not self.paragraphs:
            return None
        unit = Unit.SENTENCE if unit is Unit.SELECTION else unit
        return Passage(*self._place(offset, unit), unit)

    def sentences_of(self, number: int) -> list[Span]:
        """Returns the sentences of a paragraph, by its number; never empty."""
        return self._units_of(number, Unit.SENTENCE)

    def number_at(self, offset: int) -> int:
        """Returns the number of the paragraph that contains the offset, or of the nearest before it."""
        return max(0, bisect_right(self._starts, offset) - 1)

    # -- moves --------------------------------------------------------------------------------

    def move(self, passage: Passage, unit: Unit, direction: int) -> Passage:
        """Returns the next (1) or previous (-1) of a unit; the passage itself at the ends.

        From a larger unit, the next smaller one is its own first one. Sections are walked in the
        order of their headings, those within others too.
        """
        if direction > 0 and _is_smaller(unit, passage.unit):
            return self.at(passage.start, unit) or passage
        if unit is Unit.SECTION:
            number = self.sections.number_at(passage.start) + direction
            spans = self.sections.spans
            return Passage(*spans[number], unit) if 0 <= number < len(spans) else passage
        span = self._beside(passage.span, unit, direction)
        return passage if span is None else Passage(*span, unit)

    def extend(self, passage: Passage, unit: Unit, direction: int) -> Passage:
        """Grows the passage by a unit on one side, or undoes what was grown on the other.

        Where extending began stays in the passage, as the fixed end does in an editor.
        """
        origin = passage.origin or passage.span
        begun = passage if passage.origin is None else passage.inner
        if direction > 0 and passage.start < origin[0]:
            start = min(self._edge(passage.start, unit, 1), origin[0])
            span = (start, passage.end)
        elif direction < 0 and passage.end > origin[1]:
            end = max(self._edge(passage.end, unit, -1), origin[1])
            span = (passage.start, end)
        else:
            outer = self._around(passage.span, unit, direction)
            if direction > 0:
                span = (passage.start, max(passage.end, outer[1]))
            else:
                span = (min(passage.start, outer[0]), passage.end)
        if span == origin:
            return begun or Passage(*origin, Unit.SELECTION)
        return Passage(*span, Unit.SELECTION, origin, begun)

    def repeat(
        self, act: Callable[[Passage, Unit, int], Passage], passage: Passage, unit: Unit, steps: int
    ) -> Passage:
        """Calls ``move`` or ``extend`` by so many units, back when negative; it ends where the text does."""
        direction = 1 if steps > 0 else -1
        for _step in range(abs(steps)):
            before, passage = passage, act(passage, unit, direction)
            if passage.span == before.span:
                break
        return passage

    # -- growing ------------------------------------------------------------------------------

    def grow(self, passage: Passage) -> Passage:
        """Returns the next larger unit around the passage: word, sentence, paragraph, section.

        A passage across several of a unit grows to all of those it touches; a section, to the one
        around it. The passage itself where there is nothing larger.
        """
        for number, unit in enumerate(LADDER):
            first, last = (self._place(at, unit) for at in (passage.start, passage.end - 1))
            span = (min(first[0], passage.start), max(first[1], last[1], passage.end))
            if span != passage.span and not _is_smaller(unit, passage.unit):
                units = (one for one in LADDER[number:] if self._place(span[0], one) == span)
                return Passage(*span, next(units, Unit.SELECTION), None, passage)
        around = self.sections.around(passage.span)
        return passage if around is None else Passage(*around, Unit.SECTION, None, passage)

    def shrink(self, passage: Passage) -> Passage:
        """Returns what the passage was grown from, else its first unit of the next smaller kind."""
        if passage.inner is not None:
            return passage.inner
        for unit in (Unit.PARAGRAPH, Unit.SENTENCE, Unit.WORD):
            start, end = self._holding(passage.start, unit)
            if passage.start <= start and end <= passage.end and (start, end) != passage.span:
                return Passage(start, end, unit)
        return passage

    def release(self, passage: Passage) -> Passage:
        """Gives up a selection or an extended passage: returns where it began, or its first sentence."""
        return passage.inner or self.at(passage.start) or passage

    # -- finding ------------------------------------------------------------------------------

    def _units_of(self, number: int, unit: Unit) -> list[Span]:
        """Returns the words, sentences, or the one paragraph, of a paragraph; never empty."""
        if unit is Unit.PARAGRAPH:
            return [self.paragraphs[number]]
        found = self._found.get((unit, number))
        if found is None:
            start, end = self.paragraphs[number]
            if unit is Unit.WORD:
                found = reading_words(self._text, start, end)
            else:
                raised = raised_ends(self._canonical.blocks, start, end)
                found = segmentation.sentences(self._text, start, end, self._language, raised)
            found = self._found[unit, number] = found or [(start, end)]
        return found

    def _place(self, offset: int, unit: Unit) -> Span:
        """Returns the unit that contains an offset: of sections the whole one, with those within it."""
        return self.sections.at(offset) if unit is Unit.SECTION else self._holding(offset, unit)

    def _holding(self, offset: int, unit: Unit) -> Span:
        if unit is Unit.SECTION:
            return self.sections.pieces[self.sections.number_at(offset)]
        units = self._units_of(self.number_at(offset), unit)
        return units[max(0, bisect_right(units, offset, key=_start) - 1)]

    def _beside(self, span: Span, unit: Unit, direction: int) -> Span | None:
        """Returns the unit that follows the span, or comes before it; None where the text ends."""
        edge = span[0] if direction < 0 else max(span[0], span[1] - 1)
        if unit is Unit.SECTION:
            place, pieces = self.sections.number_at(edge) + direction, self.sections.pieces
            return pieces[place] if 0 <= place < len(pieces) else None
        number = self.number_at(edge)
        units = self._units_of(number, unit)
        if direction > 0:
            place = bisect_left(units, span[1], key=_start)
            if place < len(units):
                return units[place]
        else:
            place = bisect_right(units, span[0], key=_end) - 1
            if place >= 0:
                return units[place]
        number += direction
        if not 0 <= number < len(self.paragraphs):
            return None
        return self._units_of(number, unit)[0 if direction > 0 else -1]

    def _around(self, span: Span, unit: Unit, direction: int) -> Span:
        """Returns the span grown to the end of the unit it is in, or by the one beside it."""
        inside = self._holding(span[1] - 1 if direction > 0 else span[0], unit)
        if inside[1] > span[1] if direction > 0 else inside[0] < span[0]:
            return inside
        return self._beside(span, unit, direction) or span

    def _edge(self, offset: int, unit: Unit, direction: int) -> int:
        """Returns where a grown side lands when one unit of it is undone."""
        if direction > 0:
            here = self._holding(offset, unit)
            beside = self._beside((offset, here[1]), unit, 1)
            return beside[0] if beside else len(self._text)
        here = self._holding(offset - 1, unit)
        beside = self._beside((here[0], offset), unit, -1)
        return beside[1] if beside else 0


def _start(span: Span) -> int:
    return span[0]


def _end(span: Span) -> int:
    return span[1]


def _is_smaller(unit: Unit, other: Unit) -> bool:
    """Returns whether a unit is lower on the ladder; a selection is on no rung."""
    if Unit.SELECTION in (unit, other):
        return False
    return LADDER.index(unit) < LADDER.index(other)


def _paragraphs(text: CanonicalText) -> list[Span]:
    """Returns start and end of every paragraph: blocks with text, the cells of a row taken together."""
    found: list[Span] = []
    row: tuple[int, int] | None = None
    for block in text.blocks:
        here = (block.cell.table, block.cell.row) if block.cell else None
        if block.start == block.end or not text.text[block.start : block.end].strip():
            continue
        if here is not None and here == row:
            found[-1] = (found[-1][0], block.end)
        else:
            found.append((block.start, block.end))
        row = here
    return found
