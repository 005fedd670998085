"""Defines the blocks of a canonical text: position, kind, marks, list and table structure."""

from bisect import bisect_right
from collections.abc import Sequence
from enum import Flag, StrEnum, auto
from typing import NamedTuple

#: The ``src`` of an image that a page had and the library has not: the hash of no bytes.
NO_PICTURE = "asset:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


class BlockKind(StrEnum):
    """What a block is in the text."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CODE = "code"
    CELL = "cell"
    CAPTION = "caption"
    IMAGE = "image"
    RULE = "rule"


class Mark(Flag):
    """How a run of characters is set."""

    NONE = 0
    BOLD = auto()
    ITALIC = auto()
    CODE = auto()
    SUBSCRIPT = auto()
    SUPERSCRIPT = auto()
    STRIKE = auto()
    UNDERLINE = auto()
    MARKED = auto()
    SMALL = auto()


class Run(NamedTuple):
    """Characters set alike: ``text[start:end]``."""

    start: int
    end: int
    marks: Mark
    href: str


class Image(NamedTuple):
    """An image that is before the character at ``offset``."""

    offset: int
    src: str
    alt: str
    width: int  # as the page says, 0 when it does not
    height: int
    href: str = ""  # where the link leads that it is in


class Cell(NamedTuple):
    """Where a block is in a table."""

    table: int  # index into CanonicalText.tables
    row: int
    column: int
    row_span: int
    column_span: int
    is_header: bool


class Table(NamedTuple):
    """The size of a table's grid."""

    rows: int
    columns: int


class Reading(NamedTuple):
    """How the characters ``text[start:end]`` are read aloud, as ruby tells; no part of the text."""

    start: int
    end: int
    text: str


class Block(NamedTuple):
    """One block of the text: ``text[start:end]``, without the separators around it."""

    kind: BlockKind
    start: int
    end: int
    runs: tuple[Run, ...]
    images: tuple[Image, ...] = ()
    level: int = 0  # of a heading, 2 to 6
    quote: int = 0  # how many quotations it is in
    indent: int = 0  # how many lists (or definitions) it is in
    marker: str = ""  # of a list item's first block: "•", "3."
    cell: Cell | None = None
    is_rtl: bool = False
    readings: tuple[Reading, ...] = ()


class CanonicalText(NamedTuple):
    """The text of a revision and the blocks it is made of, in order."""

    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    places: tuple[tuple[str, int], ...] = ()  # what links within the text lead to: name and offset
    pages: tuple[tuple[str, int], ...] = ()  # of the printed text: label, and where the page begins
    chapters: tuple[tuple[str, int], ...] = ()  # of a book: title, and where the chapter begins


def links_of(block: Block) -> list[Run]:
    """Returns the links of a block, each as one run, however its words are set."""
    found: list[Run] = []
    for run in block.runs:
        if run.href and found and (found[-1].end, found[-1].href) == (run.start, run.href):
            found[-1] = found[-1]._replace(end=run.end)
        elif run.href:
            found.append(run)
    return found


def block_number(blocks: Sequence[Block], offset: int) -> int:
    """Returns the number of the last block that begins at an offset or before it, or -1."""
    return bisect_right(blocks, offset, key=lambda block: block.start) - 1


def raised_ends(blocks: Sequence[Block], start: int, end: int) -> dict[int, int]:
    """Returns the ends of the raised characters between two offsets, by where they start."""
    found: dict[int, int] = {}
    for number in range(max(0, block_number(blocks, start)), block_number(blocks, end) + 1):
        found |= {
            run.start: run.end for run in blocks[number].runs if Mark.SUPERSCRIPT in run.marks
        }
    return found


def without_note_numbers(text: str, blocks: Sequence[Block], start: int, end: int) -> str:
    """Returns a part of the text without the raised links within it that call notes."""
    parts, at = [], start
    for number in range(max(0, block_number(blocks, start)), block_number(blocks, end) + 1):
        for run in blocks[number].runs:
            is_call = Mark.SUPERSCRIPT in run.marks and run.href.startswith("#")
            if is_call and at <= run.start < end:
                parts.append(text[at : run.start])
                at = min(run.end, end)
    return "".join((*parts, text[at:end]))
