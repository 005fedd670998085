"""The reading cursor: always a passage of the text, moved and grown unit by unit.

A passage is half open, ``text[start:end]``, in code points. Paragraphs are the blocks that have
text (a table's row is one); sentences never cross a paragraph or a cell.
"""

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum

from reader.core import segmentation
from reader.core.blocks import CanonicalText


class Unit(StrEnum):
    """How much of the text one step of the cursor is."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    SELECTION = "selection"  # marked with the mouse or grown by hand: no unit of its own


Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Passage:
    """Where the reading cursor is."""

    start: int
    end: int
    unit: Unit
    origin: Span | None = None  # where extending began; None when the passage is not extended

    @property
    def span(self) -> Span:
        """Start and end."""
        return self.start, self.end


class Passages:
    """The paragraphs and sentences of one text, and the moves between them."""

    def __init__(self, text: CanonicalText, language: str = "") -> None:
        self._text = text.text
        self._language = language
        self.paragraphs = _paragraphs(text)
        self._starts = [start for start, _ in self.paragraphs]
        self._sentences: dict[int, list[Span]] = {}

    def first(self) -> Passage | None:
        """The first sentence; None in a text without words."""
        return self._passage(self.sentences_of(0)[0], Unit.SENTENCE) if self.paragraphs else None

    def last(self) -> Passage | None:
        """The last sentence; None in a text without words."""
        if not self.paragraphs:
            return None
        return self._passage(self.sentences_of(len(self.paragraphs) - 1)[-1], Unit.SENTENCE)

    def at(self, offset: int, unit: Unit = Unit.SENTENCE) -> Passage | None:
        """The sentence or paragraph that holds the offset, or the nearest one before it."""
        if not self.paragraphs:
            return None
        number = self._paragraph_at(offset)
        if unit is Unit.PARAGRAPH:
            return self._passage(self.paragraphs[number], unit)
        sentences = self.sentences_of(number)
        index = bisect_right([start for start, _ in sentences], offset) - 1
        return self._passage(sentences[max(0, index)], unit)

    def sentences_of(self, number: int) -> list[Span]:
        """The sentences of a paragraph, by its number; never empty."""
        found = self._sentences.get(number)
        if found is None:
            start, end = self.paragraphs[number]
            found = segmentation.sentences(self._text, start, end, self._language)
            found = self._sentences[number] = found or [(start, end)]
        return found

    def move(self, passage: Passage, unit: Unit, direction: int) -> Passage:
        """The next (1) or previous (-1) sentence or paragraph; the passage itself at the ends.

        From a paragraph, the next sentence is its own first one.
        """
        if unit is Unit.SENTENCE and passage.unit is Unit.PARAGRAPH and direction > 0:
            return self.at(passage.start) or passage
        span = self._beside(passage.span, unit, direction)
        return passage if span is None else self._passage(span, unit)

    def extend(self, passage: Passage, unit: Unit, direction: int) -> Passage:
        """Grow the passage by a unit on one side, or take back what was grown on the other."""
        origin = passage.origin or passage.span
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
        return Passage(*span, Unit.SELECTION if span != origin else passage.unit, origin)

    # -- finding ----------------------------------------------------------------------------

    def _passage(self, span: Span, unit: Unit) -> Passage:
        return Passage(*span, unit)

    def _paragraph_at(self, offset: int) -> int:
        return max(0, bisect_right(self._starts, offset) - 1)

    def _beside(self, span: Span, unit: Unit, direction: int) -> Span | None:
        """The unit that follows the span, or comes before it; None where the text ends."""
        number = self._paragraph_at(span[0] if direction < 0 else max(span[0], span[1] - 1))
        if unit is Unit.SENTENCE:
            sentences = self.sentences_of(number)
            if direction > 0:
                later = [one for one in sentences if one[0] >= span[1]]
                if later:
                    return later[0]
            else:
                earlier = [one for one in sentences if one[1] <= span[0]]
                if earlier:
                    return earlier[-1]
        number += direction
        if not 0 <= number < len(self.paragraphs):
            return None
        if unit is Unit.SENTENCE:
            return self.sentences_of(number)[0 if direction > 0 else -1]
        return self.paragraphs[number]

    def _around(self, span: Span, unit: Unit, direction: int) -> Span:
        """The span grown to the end of the unit it lies in, or by the one beside it."""
        inside = self.at(span[1] - 1 if direction > 0 else span[0], unit)
        if inside is not None and (
            inside.end > span[1] if direction > 0 else inside.start < span[0]
        ):
            return inside.span
        return self._beside(span, unit, direction) or span

    def _edge(self, offset: int, unit: Unit, direction: int) -> int:
        """Where a grown side lands when one unit of it is taken back."""
        if direction > 0:
            here = self.at(offset, unit)
            beside = self._beside((offset, here.end if here else offset + 1), unit, 1)
            return beside[0] if beside else offset
        here = self.at(offset - 1, unit)
        beside = self._beside((here.start if here else offset - 1, offset), unit, -1)
        return beside[1] if beside else offset


def _paragraphs(text: CanonicalText) -> list[Span]:
    """Start and end of every paragraph: blocks with text, the cells of a row taken together."""
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
