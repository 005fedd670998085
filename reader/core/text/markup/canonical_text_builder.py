"""Writes the blocks of a canonical text: collapses white space and closes one block after another."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.core.text.blocks import Block, BlockKind, CanonicalText, Cell, Image, Mark, Run, Table
from reader.core.text.markup.inline_runs import (
    Piece,
    is_rtl,
    placed_readings,
    separator,
    split_places,
    trim_end,
)
from reader.core.text.unwanted_characters import LINE_BREAKS, SPACE, UNWANTED


@dataclass(slots=True)
class Style:
    """What an element hands down to the text inside it."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    quote: int = 0
    indent: int = 0
    marks: Mark = Mark.NONE
    href: str = ""
    cell: Cell | None = None
    is_pre: bool = False
    direction: str = ""

    def copy(self) -> "Style":
        """Returns one like it, to be changed: ``dataclasses.replace`` takes five times as long."""
        return Style(
            self.kind,
            self.level,
            self.quote,
            self.indent,
            self.marks,
            self.href,
            self.cell,
            self.is_pre,
            self.direction,
        )


class BlockWriter:
    """The text that is written so far, and the block that is open."""

    def __init__(self) -> None:
        self.marker = ""  # for the next block of a list item
        self._waiting: list[str] = []  # names of places whose text is still to come
        self._places: list[tuple[str, int]] = []
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._previous: Block | None = None  # the last block that has characters or is a cell
        self.begin(Style())

    def begin(self, style: Style) -> None:
        """Begins a block in a style, in place of the open one."""
        self._style = style
        self._pieces: list[Piece] = []
        self._images: list[Image] = []  # by their place in the block
        self._readings: list[tuple[int, int, str]] = []
        self._own_places: list[tuple[str, int]] = []
        self.block_length = 0  # characters of the open block
        self._space: Style | None = None  # of white space that waits for a word

    @property
    def count(self) -> int:
        """How many blocks are closed."""
        return len(self._blocks)

    def finish(self, tables: Sequence[Table]) -> CanonicalText:
        """Closes the last block and joins the text."""
        self.close(Style())
        text = "".join(self._parts)
        self._places += [(name, len(text)) for name in self._waiting]
        return CanonicalText(text, tuple(self._blocks), tuple(tables), *split_places(self._places))

    def name_place(self, names: Sequence[str]) -> None:
        """Gives names to where the next characters are."""
        self._waiting += names

    def add_image(self, src: str, alt: str, size: tuple[int, int], href: str) -> None:
        """Puts an image where the next character is."""
        if self.block_length:
            self._take_space()
        self._images.append(Image(self.block_length, src, alt, *size, href))

    def add_reading(self, start: int, reading: str) -> None:
        """Adds the reading of the characters of the open block from a position on."""
        if self.block_length > start:
            self._readings.append((start, self.block_length, UNWANTED.sub("", reading)))

    def add_rule(self, style: Style) -> None:
        """Puts a rule below the open block."""
        self.close(style)
        at = self._length
        self._blocks.append(
            Block(BlockKind.RULE, at, at, (), quote=style.quote, indent=style.indent)
        )

    # -- characters --------------------------------------------------------------------------

    def write(self, text: str | None, style: Style) -> None:
        """Adds text; its white space is collapsed as in HTML."""
        if not text:
            return
        # Printable: no control, format or surrogate, and of all white space only the space.
        is_plain = text.isprintable() and "\ufffc" not in text
        if not is_plain:
            text = UNWANTED.sub("", text)
        if style.is_pre:
            text = LINE_BREAKS.sub("\n", text)
            if not self.block_length:
                text = text.lstrip("\n")
            if text:
                self._append(text, style)
            return
        if not is_plain:
            text = LINE_BREAKS.sub(" ", text)
        if not is_plain or "  " in text:
            text = SPACE.sub(" ", text)
        if text.startswith(" "):
            self._space = self._space or style
            text = text[1:]
        if not text:
            return
        self._take_space()
        self._append(text.rstrip(" "), style)
        self._space = style if text.endswith(" ") else None

    def _take_space(self) -> None:
        """Writes the white space met since the last word, formatted as where it was."""
        if self._space is not None and self._may_take_space():
            self._append(" ", self._space)
        self._space = None

    def _may_take_space(self) -> bool:
        if self._pieces:
            return not self._pieces[-1][0].endswith("\n")
        return bool(self._images)

    def break_line(self, style: Style) -> None:
        """Adds a line feed, unless nothing is before it."""
        self._space = None
        if self._pieces or self._images:
            self._append("\n", style)

    def _append(self, text: str, style: Style) -> None:
        if self._waiting and text != " ":
            self._own_places += [(name, self.block_length) for name in self._waiting]
            self._waiting = []
        self._pieces.append((text, style.marks, style.href))
        self.block_length += len(text)

    # -- blocks ------------------------------------------------------------------------------

    def close(self, style: Style, *, keep_empty: bool = False) -> None:
        """Ends the open block, if it is not empty, and begins one in the given style."""
        pieces = trim_end(self._pieces)
        own = self._style
        if pieces or self._images or keep_empty:
            kind = own.kind
            if not pieces and not keep_empty and own.cell is None:
                kind = BlockKind.IMAGE
            block = self._make(kind, pieces, own)
            self._blocks.append(block)
            self.marker = ""
        self.begin(style)

    def _make(self, kind: BlockKind, pieces: list[Piece], own: Style) -> Block:
        has_text = bool(pieces) or kind is BlockKind.CELL
        if has_text and self._previous is not None:
            between = separator(self._previous, kind, own.cell)
            self._parts.append(between)
            self._length += len(between)
        start = self._length
        runs: list[Run] = []
        for text, marks, href in pieces:
            end = self._length + len(text)
            if runs and (runs[-1].marks, runs[-1].href) == (marks, href):
                runs[-1] = Run(runs[-1].start, end, marks, href)
            else:
                runs.append(Run(self._length, end, marks, href))
            self._parts.append(text)
            self._length = end
        images = tuple(
            image._replace(offset=min(start + image.offset, self._length)) for image in self._images
        )
        self._places += [(name, min(start + at, self._length)) for name, at in self._own_places]
        readings = placed_readings(self._readings, pieces, start)
        block = Block(
            kind,
            start,
            self._length,
            tuple(runs),
            images,
            own.level,
            own.quote,
            own.indent,
            self.marker,
            own.cell,
            is_rtl(pieces, own.direction),
            readings,
        )
        if has_text:
            self._previous = block
        return block
