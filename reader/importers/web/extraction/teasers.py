"""Recognizes groups of teasers: headings that are links to other pages, each with a line of text."""

from collections import Counter

from reader.importers.web.extraction.measures import HEADING, HEADINGS, LINKED, RUNNING, Measures

_LEAST = 3  # teasers of a group
_MOST_RUNNING = 300  # characters of running text of one teaser
_LEVELS = 5


def teaser_groups(measures: Measures) -> list[int]:
    """Returns the outermost elements that hold nothing but teasers."""
    counts: Counter[int] = Counter()
    lengths: Counter[int] = Counter()
    for number, length in enumerate(measures.sums[HEADING]):
        is_heading = length and measures.elements[number].tag in HEADINGS
        if is_heading and measures.sums[LINKED][number] >= length * 0.8:
            up = number
            for _level in range(_LEVELS):
                up = measures.parent[up]
                counts[up] += 1
                lengths[up] += length
                if not up:
                    break
    running = measures.sums[RUNNING]
    found: list[int] = []
    for number, count in sorted(counts.items()):
        is_inside = any(outer < number < measures.end[outer] for outer in found)
        if (
            number
            and not is_inside
            and count >= _LEAST
            and lengths[number] >= measures.sums[HEADING][number] * 0.6
            and running[number] < min(count * _MOST_RUNNING, running[0] * 0.5)
        ):
            found.append(number)
    return found
