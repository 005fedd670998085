"""Computes the tints of the text besides highlights: marked words and search hits."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reader.core.text.document_positions import PositionMap

Tint = tuple[int, int, str]  # from and to in the document, and a colour


class TintedRanges:
    """The tints of a document. Of thousands of matches only those on screen are computed."""

    def __init__(
        self,
        tints: Sequence[Tint],
        found: Sequence[tuple[int, int]],
        positions: PositionMap,
    ) -> None:
        """``found`` are spans of the text, in order and without overlaps."""
        self._tints, self._found = tints, found
        self._positions = positions

    def between(self, first: int, last: int) -> list[Tint]:
        """Returns the tints that touch a part of the document, except those of matches."""
        return [one for one in self._tints if one[0] < last and one[1] > first]

    def found_between(self, first: int, last: int) -> list[tuple[int, int]]:
        """Returns the matches that touch a part of the document, as document positions."""
        if not self._found:
            return []
        to_text, to_document = self._positions.to_text, self._positions.range_to_document
        low = bisect_left(self._found, to_text(first), key=lambda span: span[1])
        high = bisect_right(self._found, to_text(last), lo=low, key=lambda span: span[0])
        return [to_document(*span) for span in self._found[low:high]]
