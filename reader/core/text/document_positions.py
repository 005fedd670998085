"""Maps offsets of the canonical text to positions of a laid-out document, and back.

A layout counts UTF-16 code units and gives every image a place of its own; the canonical text
counts code points and gives images none. A segment is a block of text as it was laid out; what
lies between two segments (the separators of the text, the block ends of the document) belongs to
the end of the first one.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Segment(NamedTuple):
    """One laid-out block: ``text[start:end]`` begins at ``position`` of the document."""

    start: int
    end: int
    position: int
    astral: tuple[int, ...]  # offsets just behind each character that takes two units
    images: tuple[int, ...]  # offsets of the characters that an image is before

    def to_document(self, offset: int, *, is_end: bool) -> int:
        """Returns the position of an offset within the segment.

        An image there is left out at the end of a range and jumped at its start.
        """
        find = bisect_left if is_end else bisect_right
        wide, pictures = bisect_right(self.astral, offset), find(self.images, offset)
        return self.position + (offset - self.start) + wide + pictures


def segment(text: str, start: int, end: int, position: int, images: Iterable[int]) -> Segment:
    """Returns the segment of ``text[start:end]`` laid out at a position, with images at offsets."""
    part = text[start:end]
    astral = () if part.isascii() else tuple(start + m.end() for m in _ASTRAL.finditer(part))
    return Segment(start, end, position, astral, tuple(images))


class PositionMap:
    """The segments of one document, in order of both offset and position."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._segments = tuple(segments)
        self._starts = [one.start for one in self._segments]
        self._positions = [one.position for one in self._segments]

    def to_document(self, offset: int, *, is_end: bool = False) -> int:
        """Returns the document position of an offset; 0 when the document contains no text."""
        if not self._segments:
            return 0
        find = bisect_left if is_end else bisect_right
        index = max(0, find(self._starts, offset) - 1)
        one = self._segments[index]
        if offset > one.end and not is_end and index + 1 < len(self._segments):
            one = self._segments[index + 1]  # between two blocks a range starts with the next
        return one.to_document(min(max(offset, one.start), one.end), is_end=is_end)

    def range_to_document(self, start: int, end: int) -> tuple[int, int]:
        """Returns the document positions around ``text[start:end]``."""
        first = self.to_document(start)
        return first, max(first, self.to_document(end, is_end=True))

    def to_text(self, position: int) -> int:
        """Returns the offset at a document position; inside a character's two units, the character's."""
        if not self._segments:
            return 0
        index = max(0, bisect_right(self._positions, position) - 1)
        one = self._segments[index]
        low, high = one.start, one.end
        while low < high:  # the last offset whose position is not behind the one asked for
            middle = (low + high + 1) // 2
            if one.to_document(middle, is_end=True) <= position:
                low = middle
            else:
                high = middle - 1
        return low
