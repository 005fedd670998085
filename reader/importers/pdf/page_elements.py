"""Defines the elements of a page, in points from the top left corner of the displayed page."""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

#: A letter of what is written from right to left.
RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


class Font(NamedTuple):
    """What is known of a font by its name and its flags."""

    is_bold: bool
    is_italic: bool
    is_fixed: bool  # all characters are of one width


class Word(NamedTuple):
    """Characters without a blank between them, set alike."""

    text: str
    start: int  # index of its first character on the page, in UTF-16 code units
    end: int
    x0: float
    x1: float
    base: float  # of the line that the letters are on
    size: float
    font: Font
    is_joined: bool = False  # to the word before it, without a blank
    raised: int = 0  # 1 above the line, -1 below it
    is_hyphenated: bool = False  # a hyphen follows, at which the line ends

    @property
    def top(self) -> float:
        """The upper edge of its letters."""
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of its letters."""
        return self.base + 0.22 * self.size


class Box(NamedTuple):
    """A rectangle on a page; y grows downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def area(self) -> float:
        """The size of it, 0 for one that is turned inside out."""
        return max(0.0, self.x1 - self.x0) * max(0.0, self.y1 - self.y0)

    def joined(self, other: "Box") -> "Box":
        """Returns the smallest rectangle that contains both."""
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )

    def touches(self, other: "Box") -> bool:
        """Returns whether the two overlap."""
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )

    def holds(self, x: float, y: float) -> bool:
        """Returns whether a point is in it."""
        return self.x0 <= x <= self.x1 and self.y0 <= y <= self.y1


@dataclass(slots=True)
class Line:
    """Words of one line of print, in their order."""

    page: int
    words: list[Word]
    x0: float
    x1: float
    base: float
    size: float  # of most of its characters

    @property
    def top(self) -> float:
        """The upper edge of its letters."""
        return self.base - 0.8 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of its letters."""
        return self.base + 0.22 * self.size

    @property
    def text(self) -> str:
        """Its words with blanks between them."""
        return text_of(self.words)


def text_of(words: list[Word]) -> str:
    """Returns words as a text, with a blank before each that is not joined to the one before."""
    parts: list[str] = []
    for word in words:
        if parts and not word.is_joined:
            parts.append(" ")
        parts.append(word.text + "-" * word.is_hyphenated)
    return "".join(parts)


def line_of(page: int, words: list[Word]) -> Line:
    """Returns words as a line; with the height at which most letters are."""
    first = words[0]
    size, base = first.size, first.base
    if all(word.base == base and word.size == size for word in words) and not first.raised:
        x0 = min([word.x0 for word in words])
        return Line(page, words, x0, max([word.x1 for word in words]), base, size)
    weights: dict[tuple[float, float], int] = {}
    for word in words:
        if not word.raised:
            key = (round(word.size, 1), round(word.base, 1))
            weights[key] = weights.get(key, 0) + len(word.text)
    weights = weights or {(size, base): 1}
    size, base = max(weights, key=weights.__getitem__)
    x0 = min(word.x0 for word in words)
    return Line(page, words, x0, max(word.x1 for word in words), base, size)


class View(NamedTuple):
    """Maps points of a page's own space, which may be turned and cut, to the page as it is displayed."""

    left: float  # of what is displayed, in the page's own space
    bottom: float
    right: float
    top: float
    turns: int = 0  # quarters, clockwise
    is_vertical: bool = False  # lines run from top to bottom: the axes are swapped to read them

    @property
    def width(self) -> float:
        """How wide the page is as it is read."""
        is_upright = self.turns % 2 == self.is_vertical
        return self.right - self.left if is_upright else self.top - self.bottom

    @property
    def height(self) -> float:
        """How high the page is as it is read."""
        is_upright = self.turns % 2 == self.is_vertical
        return self.top - self.bottom if is_upright else self.right - self.left

    def factors(self) -> tuple[float, float, float, float, float, float]:
        """Returns a, b, c, d, e, f by which a point is at (ax + cy + e, bx + dy + f), as in PDF."""
        a, b, c, d, e, f = {
            0: (1, 0, 0, -1, -self.left, self.top),
            1: (0, 1, 1, 0, -self.bottom, -self.left),
            2: (-1, 0, 0, 1, self.right, -self.bottom),
            3: (0, -1, -1, 0, self.top, self.right),
        }[self.turns]
        if self.is_vertical:  # the columns follow from right to left
            a, b, c, d, e, f = b, -a, d, -c, f, self.height - e
        return a, b, c, d, e, f

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Returns where a point of the page's own space is."""
        a, b, c, d, e, f = self.factors()
        return a * x + c * y + e, b * x + d * y + f

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Returns where a rectangle of the page's own space is."""
        x0, y0 = self.point(left, bottom)
        x1, y1 = self.point(right, top)
        return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


@dataclass(slots=True)
class Page:
    """What is on one page, before its order is known."""

    number: int  # from 0
    label: str
    view: View
    words: list[Word] = field(default_factory=list)  # in the order they are drawn in
    turned: list[str] = field(default_factory=list)  # words that run up, down or slanting
    pictures: list[Box] = field(default_factory=list)
    drawings: list[Box] = field(default_factory=list)
    has_marks: bool = False  # whether the user has highlighted or noted something on it
