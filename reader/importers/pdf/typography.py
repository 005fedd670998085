"""Measures the typography of a document: its text size and line spacing."""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.importers.pdf.page_elements import Line

LARGER = 1.12  # times the size of the text: what headings are set in
_USUAL = 1.2  # times the size of the letters from line to line
_ENOUGH = 4  # pairs of lines by which a distance is known


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
    for column in columns:
        for line in column:
            sizes[round(line.size, 1)] += sum([len(word.text) for word in line.words])
        for one, two in itertools.pairwise(column):
            distance = two.base - one.base
            if abs(one.size - two.size) < 0.3 and 0.9 < distance / two.size < 3:
                apart.setdefault(round(two.size, 1), Counter())[round(2 * distance) / 2] += 1
    size = max(sizes, key=sizes.__getitem__) if sizes else 10.0
    distances = {}
    for of, counts in apart.items():
        if sum(counts.values()) >= _ENOUGH:
            # Of those that are about as frequent the least: the others part paragraphs.
            most = max(counts.values())
            distances[of] = min(at for at, count in counts.items() if 2 * count >= most)
    return Typography(size, distances)
