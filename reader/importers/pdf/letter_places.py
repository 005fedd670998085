"""Maps places of an article's text to the letters that are printed on the pages, and back."""

from bisect import bisect_right
from collections.abc import Sequence

from reader.importers.pdf.page_elements import Box

_AHEAD = 4_000  # letters within which one run is sought after another


class LetterPlaces:
    """Knows which letters of which page each place of a text was made of.

    A text is compared by its letters, without blanks; what is in only one of the two is passed over.
    """

    def __init__(self, text: str, letters: Sequence[tuple[int, int, str]]) -> None:
        """letters: of each run its page, the index of its first letter there, and the letters."""
        self._offsets = [at for at, letter in enumerate(text) if not letter.isspace()]
        bare = "".join(text.split())
        self._starts: list[int] = []  # in the bare text, of the runs that are in it
        self._runs: list[tuple[int, int, int]] = []  # page, index and count of these
        at = 0
        for number, (page, start, run) in enumerate(letters):
            if not bare.startswith(run, at):
                after = letters[number + 1][2] if number + 1 < len(letters) else ""
                found = bare.find(run + after, at, at + _AHEAD)
                if found < 0:
                    continue
                at = found
            self._starts.append(at)
            self._runs.append((page, start, len(run)))
            at += len(run)

    def printed(self, start: int, end: int) -> dict[int, list[int]]:
        """Returns the letters that text[start:end] is made of: their indices by the page."""
        first, last = self._bare(start), self._bare(end)
        found: dict[int, list[int]] = {}
        at = max(0, bisect_right(self._starts, first) - 1)
        while at < len(self._runs) and self._starts[at] < last:
            page, index, count = self._runs[at]
            begin = max(0, first - self._starts[at])
            stop = min(count, last - self._starts[at])
            if begin < stop:
                found.setdefault(page, []).extend(range(index + begin, index + stop))
            at += 1
        return found

    def place(self, page: int, index: int) -> int | None:
        """Returns where in the text a letter of a page stands."""
        for number, (on, first, count) in enumerate(self._runs):
            if on == page and first <= index < first + count:
                return self._offsets[self._starts[number] + index - first]
        return None

    def page_of(self, place: int) -> int:
        """Returns the page on which a place of the text is printed."""
        at = bisect_right(self._starts, self._bare(place)) - 1
        return self._runs[max(0, at)][0] if self._runs else 0

    def first_place(self, page: int) -> int | None:
        """Returns where in the text what is printed on a page begins."""
        for number, (on, _first, _count) in enumerate(self._runs):
            if on == page:
                return self._offsets[self._starts[number]]
        return None

    def _bare(self, place: int) -> int:
        """Returns how many letters stand before a place."""
        return bisect_right(self._offsets, place - 1)


def lines_around(boxes: Sequence[Box]) -> list[Box]:
    """Returns the boxes of letters as one box for each line they are on."""
    lines: list[Box] = []
    for box in boxes:
        if not box.area:
            continue
        if lines:
            last = lines[-1]
            overlap = min(last.y1, box.y1) - max(last.y0, box.y0)
            if overlap > 0.5 * min(last.y1 - last.y0, box.y1 - box.y0):
                lines[-1] = last.joined(box)
                continue
        lines.append(box)
    return lines
