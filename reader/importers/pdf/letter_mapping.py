"""Maps positions in an article's text to the letters printed on the pages, and back."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import inf

from reader.importers.pdf.page_elements import Box

_GAP = 1.0  # times the height of a line: a wider one is left out of what is marked
_AHEAD = 4_000  # letters within which the next run is searched for


class LetterPlaces:
    """Knows which letters of which page each place of a text was made of.

    A text is compared by its letters, without blanks; what is in only one of the two is passed over.
    """

    def __init__(self, text: str, letters: Sequence[tuple[int, int, str]]) -> None:
        """letters: of each run its page, the index of its first letter there, and the letters."""
        self._offsets = [at for at, letter in enumerate(text) if not letter.isspace()]
        bare = "".join(text.split())
        self._starts: list[int] = []  # in the bare text, of the runs that are in it
        self._runs: list[tuple[int, Sequence[int]]] = []  # page of each, and its letters there
        at = 0
        for number, (page, start, run) in enumerate(letters):
            if not bare.startswith(run, at):
                after = letters[number + 1][2] if number + 1 < len(letters) else ""
                found = bare.find(run + after, at, at + _AHEAD)
                if found < 0:
                    continue
                at = found
            self._starts.append(at)
            self._runs.append((page, _indices(start, run)))
            at += len(run)

    def printed(self, start: int, end: int) -> dict[int, list[int]]:
        """Returns the letters that text[start:end] is made of: their indices by the page."""
        first, last = self._bare(start), self._bare(end)
        found: dict[int, list[int]] = {}
        at = max(0, bisect_right(self._starts, first) - 1)
        while at < len(self._runs) and self._starts[at] < last:
            page, indices = self._runs[at]
            begin, stop = max(0, first - self._starts[at]), last - self._starts[at]
            if begin < min(stop, len(indices)):
                found.setdefault(page, []).extend(indices[begin:stop])
            at += 1
        return found

    def on_page(self, page: int) -> list[tuple[int, int]]:
        """Returns where in the text the letters of a page are: index there and place of each."""
        return [
            (index, self._offsets[start + at])
            for start, (on, indices) in zip(self._starts, self._runs, strict=True)
            if on == page
            for at, index in enumerate(indices)
        ]

    def page_of(self, place: int) -> int:
        """Returns the page on which a place of the text is printed."""
        at = bisect_right(self._starts, self._bare(place)) - 1
        return self._runs[max(0, at)][0] if self._runs else 0

    def _bare(self, place: int) -> int:
        """Returns how many letters are before a place."""
        return bisect_right(self._offsets, place - 1)


def _indices(start: int, run: str) -> Sequence[int]:
    """Returns the index of each letter of a run; a letter beyond U+FFFF takes two."""
    if run.isascii() or max(run) <= "\uffff":
        return range(start, start + len(run))
    widths = (1 + (letter > "\uffff") for letter in run)
    return list(accumulate(widths, initial=start))[:-1]


def lines_around(boxes: Sequence[Box]) -> list[Box]:
    """Returns the boxes of letters as one box for each line they are on.

    Where what is between them is not among them, as in a line that runs in both directions, as two.
    """
    return [box for _start, _end, box in lines_among(boxes, _GAP)]


def lines_among(boxes: Sequence[Box], gap: float = inf) -> list[tuple[int, int, Box]]:
    """Returns the lines that boxes of letters make: the first, the one after the last, the box around.

    gap: how wide one in a line may be, times its height.
    """
    lines: list[tuple[int, int, Box]] = []
    for at, box in enumerate(boxes):
        if not box.area:
            continue
        if lines:
            start, _end, last = lines[-1]
            overlap = min(last.y1, box.y1) - max(last.y0, box.y0)
            height = min(last.y1 - last.y0, box.y1 - box.y0)
            apart = max(box.x0 - last.x1, last.x0 - box.x1)
            if overlap > 0.5 * height and apart <= gap * height:
                lines[-1] = start, at + 1, last.joined(box)
                continue
        lines.append((at, at + 1, box))
    return lines
