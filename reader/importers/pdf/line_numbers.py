"""Leaves out the numbers of lines that manuscripts and laws have in the margin."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from reader.importers.pdf.page_elements import Line, Word, line_of
from reader.importers.pdf.text_lines import rows_of

_COUNT = 5  # of a page, at least
_PAGES = 0.6  # of those with as many lines that have such numbers
_WORDS = 5  # in a line of running text: a table has fewer in its cells
_NEAR = 2.0  # points by which numbers below each other may be further in
_STEADY = 0.8  # of the numbers that follow the one above by the same step
_EACH = (
    0.6  # of the lines that have a number, unless only every fifth has: paragraphs may be counted
)
_STRAY = 0.05  # of the words that may be further out, such as notes in the margin


def without_line_numbers(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """Returns the lines of pages without their numbers, if most pages have them."""
    found = [[*_numbers(lines, is_left=True), *_numbers(lines, is_left=False)] for lines in pages]
    if not any(found):  # fast: most have none
        return list(pages)
    long = sum(len(lines) > _COUNT for lines in pages)
    numbered = sum(map(_is_running_text, pages, found))
    if numbered < max(2, _PAGES * long):
        return list(pages)
    return list(map(_without, pages, found))


def _numbers(lines: Sequence[Line], *, is_left: bool) -> list[Word]:
    """Returns the numbers, from the top, in the margin on one side of a page."""

    def span(word: Word) -> tuple[float, float]:
        return (word.x0, word.x1) if is_left else (-word.x1, -word.x0)

    ends = [line.words[0 if is_left else -1] for line in lines]
    numbers = [word for word in ends if word.text.isdecimal()]
    if len(numbers) < _COUNT:
        return []
    starts, stops = zip(*map(span, numbers), strict=True)
    column = [
        word
        for word, start, stop in zip(numbers, starts, stops, strict=True)
        if start - min(starts) < _NEAR or stop - min(stops) < _NEAR
    ]
    column.sort(key=lambda word: word.base)
    steps = Counter(int(two.text) - int(one.text) for one, two in pairwise(column))
    step, often = steps.most_common(1)[0] if steps else (0, 0)
    if len(column) < _COUNT or step < 1 or often < _STEADY * (len(column) - 1):
        return []
    edge = max(span(word)[1] for word in column)
    words = [word for line in lines for word in line.words]
    beyond = sum(span(word)[0] < edge for word in words) - len(column)
    return column if beyond <= _STRAY * len(words) else []


def _is_running_text(lines: Sequence[Line], numbers: Sequence[Word]) -> bool:
    """Returns whether numbers are those of lines of a text."""
    if not numbers:
        return False
    rest = _without(lines, numbers)
    is_each = len(numbers) >= _EACH * len(rows_of(rest))
    is_fifth = int(numbers[1].text) - int(numbers[0].text) > 1
    counts = [len(line.words) for line in rest]
    running = sum(count for count in counts if count >= _WORDS)
    return (is_each or is_fifth) and 2 * running > sum(counts)


def _without(lines: Sequence[Line], numbers: Sequence[Word]) -> list[Line]:
    dropped = set(map(id, numbers))
    kept = [(line, [word for word in line.words if id(word) not in dropped]) for line in lines]
    return [
        line if len(words) == len(line.words) else line_of(line.page, words)
        for line, words in kept
        if words
    ]
