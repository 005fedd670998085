"""Defines the blocks that the lines of a document are combined into."""

from dataclasses import dataclass, field
from enum import Enum, auto

from reader.importers.pdf.page_elements import Box, Line, Word


class Kind(Enum):
    """What a block is in the text."""

    PARAGRAPH = auto()
    HEADING = auto()
    ITEM = auto()
    CODE = auto()
    TABLE = auto()
    FIGURE = auto()
    CAPTION = auto()
    NOTE = auto()


@dataclass(slots=True)
class Block:
    """A part of the text that begins a line, with the lines of print it is made of."""

    kind: Kind
    page: int
    lines: list[Line] = field(default_factory=list)
    level: int = 0  # of a heading, from 2; of a list item, how deep it is
    number: int | None = None  # of an item in a numbered list
    style: str = ""  # of such a list, by which it is counted: ``a`` or ``A``, else numbers
    marker: str = ""  # of a note
    box: Box | None = None  # of a figure
    picture: bytes = b""  # of a figure
    rows: list[list[list[Word]]] = field(default_factory=list)  # of a table: the words of its cells
    breaks: set[int] = field(default_factory=set)  # the lines that are meant to begin as lines
    is_rtl: bool = False

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        weights: dict[float, int] = {}
        for line in self.lines:
            weights[line.size] = weights.get(line.size, 0) + len(line.words)
        return max(weights, key=weights.__getitem__) if weights else 0.0

    @property
    def text(self) -> str:
        """Its words, with blanks between the lines."""
        return " ".join(line.text for line in self.lines)

    def is_all(self, style: str) -> bool:
        """Returns whether all its words are set in a style of fonts, such as ``is_bold``."""
        words = [word for line in self.lines for word in line.words if not word.raised]
        return bool(words) and all(getattr(word.font, style) for word in words)
