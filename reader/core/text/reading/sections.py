"""Finds the sections of a text, and computes their progress and reading time.

A section goes from a heading to the next of the same or a higher level. What is before the first
heading is a section too; a text without headings is one section. Sections are nested, as chapters
contain their parts.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from reader.core.models import reading_minutes
from reader.core.text.blocks import BlockKind, CanonicalText

Span = tuple[int, int]

_PREAMBLE = 100  # deeper than any heading, so that any heading ends it


class Heading(NamedTuple):
    """A heading, and where its section is: ``text[start:end]``."""

    title: str
    depth: int  # how many sections it is in, whatever levels the headings have
    start: int
    end: int


class SectionProgress(NamedTuple):
    """A section as a table of contents shows it."""

    heading: Heading
    share: float  # of it that is read, 0 to 1
    minutes: int  # for all of it, with those that are in it
    is_current: bool


class Sections:
    """The sections of one text, from its paragraphs (blocks with text, a table's row as one)."""

    def __init__(self, text: CanonicalText, paragraphs: Sequence[Span]) -> None:
        blocks = {block.start: block for block in text.blocks if block.kind is BlockKind.HEADING}
        levels = {start: block.level for start, block in blocks.items()}
        self.spans, self.pieces, depths = _sections(levels, paragraphs)
        self.headings = [
            Heading(" ".join(text.text[start : blocks[start].end].split()), depth, start, end)
            for (start, end), depth in zip(self.spans, depths, strict=True)
            if start in blocks
        ]
        self._starts = [start for start, _ in self.spans]

    def at(self, offset: int) -> Span:
        """Returns the innermost section that contains the offset; the first one for an offset before it."""
        return self.spans[self.number_at(offset)]

    def number_at(self, offset: int) -> int:
        """Returns the place of that section in the order of their beginnings."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def around(self, span: Span) -> Span | None:
        """Returns the smallest section that contains a span and more."""
        for start, end in reversed(self.spans[: self.number_at(span[0]) + 1]):
            if start <= span[0] and span[1] <= end and (start, end) != span:
                return start, end
        return None


def section_progress(
    sections: Sections, here: int, place: float, length: int, word_count: int
) -> list[SectionProgress]:
    """Returns all sections that have a heading, in their order.

    ``here`` is the offset that is read, ``place`` how far down the text that is (0 to 1), ``length``
    that of the text. Words are taken to be as long everywhere: counting them again takes too long.
    """
    if not sections.headings:
        return []
    current, read_to = sections.at(here)[0], place * length
    return [
        SectionProgress(
            one,
            max(0.0, min(1.0, (read_to - one.start) / max(1, one.end - one.start))),
            reading_minutes(word_count * (one.end - one.start) / max(1, length)),
            one.start == current,
        )
        for one in sections.headings
    ]


def _sections(
    levels: Mapping[int, int], paragraphs: Sequence[Span]
) -> tuple[list[Span], list[Span], list[int]]:
    """Returns the sections in the order of their beginnings, each without those within it, and depths.

    ``levels`` are those of the headings, by where they start.
    """
    spans: list[Span] = []
    pieces: list[Span] = []
    depths: list[int] = []
    open_: list[tuple[int, int, int]] = []  # level, start, place in the order

    def close(level: int, end: int) -> None:
        while open_ and open_[-1][0] >= level:
            _level, start, place = open_.pop()
            spans[place] = (start, end)

    before = 0
    for start, end in paragraphs:
        level = levels.get(start)
        if level is not None or not spans:
            close(level or 0, before)
            if pieces:
                pieces[-1] = (pieces[-1][0], before)
            depths.append(len(open_))
            open_.append((_PREAMBLE if level is None else level, start, len(spans)))
            spans.append((start, end))
            pieces.append((start, end))
        before = end
    close(0, before)
    if pieces:
        pieces[-1] = (pieces[-1][0], before)
    return spans, pieces, depths
