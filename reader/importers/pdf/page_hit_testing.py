"""Finds the printed words of a text at a point of a page, and between two points."""

from bisect import bisect_left
from collections.abc import Sequence

from reader.importers.pdf.letter_mapping import lines_among, lines_around
from reader.importers.pdf.page_elements import Box

_NEIGHBOURS = 2  # lines before and after one, which may be at the height of a spot instead of it


class PrintedLetters:
    """The letters of one page, each with its place in the text, in the order of the text."""

    def __init__(self, letters: Sequence[tuple[int, Box]]) -> None:
        ordered = sorted(letters)
        self._places = [place for place, _box in ordered]
        self._boxes = [box for _place, box in ordered]
        self._lines = lines_among(self._boxes)

    @property
    def first_place(self) -> int | None:
        """Where in the text what is printed here begins; None on a page without letters of it."""
        return self._places[0] if self._places else None

    def holds(self, start: int, end: int) -> bool:
        """Returns whether something of text[start:end] is printed here."""
        return bisect_left(self._places, start) < bisect_left(self._places, end)

    def lines(self, start: int, end: int) -> list[Box]:
        """Returns the lines of text[start:end] as far as they are printed here."""
        first, last = bisect_left(self._places, start), bisect_left(self._places, end)
        return lines_around(self._boxes[first:last])

    def place_at(self, x: float, y: float) -> int | None:
        """Returns the place of the letter that is printed nearest to a spot."""
        index = self._nearest(x, y)
        return None if index is None else self._places[index]

    def edge_at(self, x: float, y: float) -> int | None:
        """Returns the place between two letters that is nearest to a spot: before or after a letter.

        The direction of its line decides which side of a letter is its end, whatever its script.
        """
        index = self._nearest(x, y)
        if index is None:
            return None
        across, along = self._direction(index)
        middle = _middle(self._boxes[index])
        if (x - middle[0]) * across + (y - middle[1]) * along <= 0:
            return self._places[index]
        while index + 1 < len(self._boxes) and self._boxes[index + 1] == self._boxes[index]:
            index += 1  # letters that are printed as one
        return self._places[index] + 1

    def _nearest(self, x: float, y: float) -> int | None:
        number = self._nearest_line(x, y)
        if number is None:
            return None
        start, end, _box = self._lines[number]
        return min(range(start, end), key=lambda index: _distance(self._boxes[index], x, y))

    def _nearest_line(self, x: float, y: float) -> int | None:
        """Returns the line at a spot; beside the lines of a column the one that is as high."""
        boxes = [box for _start, _end, box in self._lines]
        nearest = min(range(len(boxes)), key=lambda at: _distance(boxes[at], x, y), default=None)
        if nearest is None or boxes[nearest].y0 <= y <= boxes[nearest].y1:
            return nearest
        beside = range(max(0, nearest - _NEIGHBOURS), min(len(boxes), nearest + _NEIGHBOURS + 1))
        level = [at for at in beside if boxes[at].y0 <= y <= boxes[at].y1]
        return min(level, key=lambda at: abs(at - nearest), default=nearest)

    def _direction(self, index: int) -> tuple[float, float]:
        """Returns the way in which the text runs at a letter: to the right, to the left or down."""
        start, end = next((one, two) for one, two, _box in self._lines if one <= index < two)
        if end - start == 1:  # a line of one letter, as where letters are below each other
            start, end = max(0, index - 1), min(len(self._boxes), index + 2)
        (x0, y0), (x1, y1) = _middle(self._boxes[start]), _middle(self._boxes[end - 1])
        return (x1 - x0, y1 - y0) if (x0, y0) != (x1, y1) else (1.0, 0.0)


def _middle(box: Box) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def _distance(box: Box, x: float, y: float) -> tuple[float, float]:
    """Returns how far a spot is from a box; of boxes that contain it the one around it is nearer."""
    across, along = max(box.x0 - x, x - box.x1, 0.0), max(box.y0 - y, y - box.y1, 0.0)
    middle = _middle(box)
    return across * across + along * along, abs(middle[0] - x) / 1000 + abs(middle[1] - y)
