"""Measures the typography of a document: its text size and line spacing."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.importers.pdf.page_elements import Line

LARGER = 1.12  # times the size of the text: what headings are set in
_USUAL = 1.2  # times the size of the letters from line to line
_ENOUGH = 4  # pairs of lines by which a distance is known
_ENOUGH_FULL = 2  # the same, of pairs of which the first line is full
_FULL = 0.88  # of the width of a column that a line takes which goes on in the next


class Typography(NamedTuple):
    """How most of a document is set."""

    size: float  # of the letters of its text
    distances: dict[float, float]  # from line to line, by the size of the letters

    def distance(self, size: float) -> float:
        """Returns how far lines of a size are apart within a paragraph."""
        known = self.distances.get(round(size, 1))
        if known is not None:
            return known
        usual = self.distances.get(round(self.size, 1), _USUAL * self.size)
        return size * usual / max(1.0, self.size)


def measure(columns: Iterable[Sequence[Line]]) -> Typography:
    """Returns how the lines of a document are set."""
    sizes: Counter[float] = Counter()
    apart: dict[float, Counter[float]] = {}
    behind_full: dict[float, Counter[float]] = {}
    for column in columns:
        for line in column:
            sizes[round(line.size, 1)] += sum([len(word.text) for word in line.words])
        width = max(line.x1 for line in column) - min(line.x0 for line in column)
        for one, two in itertools.pairwise(column):
            distance = two.base - one.base
            if abs(one.size - two.size) < 0.3 and 0.9 < distance / two.size < 3:
                of, rounded = round(two.size, 1), round(2 * distance) / 2
                apart.setdefault(of, Counter())[rounded] += 1
                if one.x1 - one.x0 > _FULL * width:
                    behind_full.setdefault(of, Counter())[rounded] += 1
    size = max(sizes, key=sizes.__getitem__) if sizes else 10.0
    distances = {}
    for of, counts in apart.items():
        full = behind_full.get(of, Counter())
        is_known = full.total() >= _ENOUGH_FULL  # even where most paragraphs are of one line
        if is_known or counts.total() >= _ENOUGH:
            known = full if is_known else counts
            # Of those that are about as frequent the least: the others part paragraphs.
            most = max(known.values())
            distances[of] = min(at for at, count in known.items() if 2 * count >= most)
    return Typography(size, distances)
