"""Builds a QTextDocument from a canonical text, with the map between their positions.

The document is built block by block instead of from HTML, so that every character of the text has
a known position, and nothing in a page can ask Qt for a file, an address or a style sheet.
"""

import math
import re
from bisect import bisect_left
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextImageFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableFormat,
)

from reader.core.text.blocks import Block, BlockKind, CanonicalText, Image, Mark
from reader.core.text.document_positions import PositionMap, Segment, segment
from reader.ui.reading.layout.document_formats import DocumentFormats
from reader.ui.reading.tables.column_widths import (
    ColumnWidths,
    cells_of_columns,
    column_shares,
    column_widths,
)
from reader.ui.style.reading_typography import TOP_MARGIN, Typography, direction
from reader.ui.style.theme import Theme

LINE_SEPARATOR = "\u2028"
ZERO_WIDTH_SPACE = "\u200b"
LONGEST_PARAGRAPH = 50_000  # characters that Qt still lays out in reasonable time as one
LONGEST_RUN = 2_000  # characters without a break that Qt still lays out in reasonable time

_UNBROKEN = re.compile(rf"\S{{{LONGEST_RUN}}}")


class Header(NamedTuple):
    """What is above the text: not part of it, so nothing in it can be marked."""

    kicker: str
    title: str
    byline: str
    address: str = ""  # of the page it was made from, to which the kicker leads
    is_address_shown: bool = False  # in a line of its own, as on paper


class BuiltTable(NamedTuple):
    """A table of a document."""

    start: int  # document position
    widths: ColumnWidths


@dataclass(slots=True)
class BuiltDocument:
    """A document and how to find one's way in it."""

    document: QTextDocument
    positions: PositionMap
    images: list[tuple[int, float, float]] = field(default_factory=list)  # position, size wanted
    tints: list[tuple[int, int, str]] = field(default_factory=list)  # start, end, "#rrggbb"
    readings: list[tuple[int, int, str]] = field(default_factory=list)  # start, end, how it is read
    tables: dict[int, BuiltTable] = field(default_factory=dict)  # by the number of each


class DocumentBuilder:
    """Builds one document for a text in a theme and a typography."""

    def __init__(self, theme: Theme, typography: Typography) -> None:
        self._theme = theme
        self._type = typography

    def build_steps(
        self,
        text: CanonicalText,
        header: Header,
        images: Mapping[str, QSize],
        width: float,
        margin: float,
        document: QTextDocument,
        *,
        numbers: Mapping[int, str] = MappingProxyType({}),
    ) -> Generator[None, None, BuiltDocument]:
        """Lays out the text below its header in steps of a block each, in pixels.

        ``images`` has the size of each of the article's images that is there, by its ``src``;
        the others are shown by their alternative text. ``document`` is an empty one to be filled;
        ``numbers`` are set raised behind the characters before these offsets.
        """
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(self._type.reading_font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        self._text, self._images = text, images
        self._numbers = _by_block(text.blocks, numbers)
        self._formats = DocumentFormats(self._theme, self._type, text.text)
        self._width = width
        self._segments: list[Segment] = []
        self._placed: list[tuple[int, float, float]] = []
        self._tints: list[tuple[int, int, str]] = []
        self._tables: dict[int, BuiltTable] = {}
        self._cells = cells_of_columns(text)
        cell_font = self._type.block_font(BlockKind.CELL, 0, is_code=False)
        cell_font.setBold(True)
        self._measure = QFontMetricsF(cell_font).horizontalAdvance
        self._cursor = QTextCursor(document)
        self._cursor.beginEditBlock()
        set_margins(document, margin)
        self._write_header(header)
        yield from self._write_blocks()
        self._cursor.endEditBlock()
        positions = PositionMap(self._segments)
        readings = [
            (*positions.range_to_document(one.start, one.end), one.text)
            for block in text.blocks
            for one in block.readings
        ]
        return BuiltDocument(document, positions, self._placed, self._tints, readings, self._tables)

    def _write_header(self, header: Header) -> None:
        kind = self._type
        byline_font, muted = kind.byline_font(), self._theme.muted
        shown = header.address if header.is_address_shown else ""
        parts = (
            (
                header.kicker.upper(),
                kind.kicker_font(header.kicker.upper()),
                self._theme.accent,
                10.0,
                100,
                header.address,
            ),
            (header.title, kind.title_font(), self._theme.ink, kind.size * 0.7, 112, ""),
            (header.byline, byline_font, muted, kind.size * (0.3 if shown else 1.7), 130, ""),
            (shown, byline_font, muted, kind.size * 1.7, 130, shown),
        )
        is_first = True
        title_side = self._title_direction(header.title)
        for text, font, color, below, line_height, address in parts:
            if not text:
                continue
            block = QTextBlockFormat()
            block.setBottomMargin(below)
            block.setLayoutDirection(title_side)
            if text is header.byline and direction(text, title_side) is not title_side:
                # A line in the program's language, set on the side where the title is.
                block.setLayoutDirection(direction(text, title_side))
                block.setAlignment(Qt.AlignmentFlag.AlignTrailing)
            block.setLineHeight(
                line_height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
            )
            char = QTextCharFormat()
            char.setFont(font)
            char.setForeground(QColor(color))
            if address:
                char.setAnchor(True)
                char.setAnchorHref(address)
                char.setToolTip(address)
            if is_first:
                self._cursor.setBlockFormat(block)
                self._cursor.setBlockCharFormat(char)
            else:
                self._cursor.insertBlock(block, char)
            self._cursor.insertText(text.replace("\n", " "), char)
            is_first = False

    def _title_direction(self, title: str) -> Qt.LayoutDirection:
        """Returns the direction of the text's first block: a title may begin with a foreign word."""
        first = next((block for block in self._text.blocks if block.end > block.start), None)
        if first is None or not first.is_rtl:
            return direction(title, Qt.LayoutDirection.LeftToRight)
        return Qt.LayoutDirection.RightToLeft

    def _write_blocks(self) -> Iterator[None]:
        blocks = self._text.blocks
        table: QTextTable | None = None
        index, open_cell = -1, (-1, -1, -1)
        for number, block in enumerate(blocks):
            yield
            cell = block.cell
            if cell is None:
                is_after_table = table is not None
                if is_after_table:
                    self._leave_table()
                    table = None
                following = blocks[number + 1] if number + 1 < len(blocks) else None
                self._write_block(block, following, needs_block=not is_after_table)
                continue
            if table is None or cell.table != index:
                if table is None:
                    self._cursor.insertBlock()
                else:
                    self._leave_table()
                table, index = self._insert_table(cell.table), cell.table
            here = (cell.table, cell.row, cell.column)
            is_new = here != open_cell
            if is_new:
                if cell.row_span > 1 or cell.column_span > 1:
                    table.mergeCells(cell.row, cell.column, cell.row_span, cell.column_span)
                self._cursor = table.cellAt(cell.row, cell.column).firstCursorPosition()
            open_cell = here
            self._write_block(block, None, needs_block=not is_new)

    def _insert_table(self, number: int) -> QTextTable:
        size, cells = self._text.tables[number], self._cells[number]
        text, columns = self._text.text, size.columns
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellPadding(self._type.size * 0.4)
        form.setCellSpacing(0)
        form.setTopMargin(self._type.size * 0.3)
        form.setBottomMargin(self._type.size * 1.1)
        form.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        form.setColumnWidthConstraints(
            [
                QTextLength(QTextLength.Type.PercentageLength, share)
                for share in column_shares(text, cells, columns)
            ]
        )
        # Qt wants a block before a table: one of no height.
        spacer, nothing = QTextBlockFormat(), QTextCharFormat()
        spacer.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        nothing.setFontPointSize(1)
        self._cursor.setBlockFormat(spacer)
        self._cursor.setBlockCharFormat(nothing)
        table = self._cursor.insertTable(size.rows, columns, form)
        widths = column_widths(text, cells, columns, self._measure, self._type.size)
        self._tables[number] = BuiltTable(table.firstPosition(), widths)
        return table

    def _leave_table(self) -> None:
        """Continues in the empty block that Qt keeps after a table."""
        self._cursor.movePosition(QTextCursor.MoveOperation.End)

    # -- one block -------------------------------------------------------------------------

    def _write_block(self, block: Block, following: Block | None, *, needs_block: bool) -> None:
        form = self._formats.block_format(block, following)
        base = self._formats.char_format(block, Mark.NONE, "")
        if needs_block:
            self._cursor.insertBlock(form, base)
        else:
            self._cursor.setBlockFormat(form)
            self._cursor.setBlockCharFormat(base)
        shown = [image for image in block.images if image.src in self._images]
        if not shown and block.kind is BlockKind.IMAGE:
            self._write_missing_picture(block, base)
        for number, (start, end) in enumerate(self._parts(block)):
            if number:
                self._cursor.insertBlock(form, base)
            inside = [image for image in shown if start <= image.offset < end or end == block.end]
            shown = shown[len(inside) :]
            self._write_part(block, start, end, inside)

    def _parts(self, block: Block) -> Iterator[tuple[int, int]]:
        """Returns a block whole or, when Qt would take seconds to lay it out, cut at white space."""
        start = block.start
        while block.end - start > LONGEST_PARAGRAPH:
            cut = self._text.text.rfind(" ", start, start + LONGEST_PARAGRAPH) + 1
            cut = cut if cut > start else start + LONGEST_PARAGRAPH
            yield start, cut
            start = cut
        yield start, block.end

    def _write_part(self, block: Block, start: int, end: int, images: list[Image]) -> None:
        position = self._cursor.position()
        extras: list[tuple[int, Image | str]] = [(image.offset, image) for image in images]
        extras += ((at, ZERO_WIDTH_SPACE) for at in self._view_breaks(start, end))
        extras += (
            (at, text) for at, text in self._numbers.get(block.start, ()) if start < at <= end
        )
        extras.sort(key=lambda extra: extra[0])
        offsets = [
            at for at, extra in extras for _ in range(len(extra) if isinstance(extra, str) else 1)
        ]
        for run in block.runs:
            if run.end <= start or run.start >= end:
                continue
            here, form = (
                max(run.start, start),
                self._formats.char_format(block, run.marks, run.href),
            )
            while extras and extras[0][0] < min(run.end, end):
                at, extra = extras.pop(0)
                self._insert(here, at, form)
                here = max(here, at)
                self._write_extra(block, extra, form)
            before = self._cursor.position()
            self._insert(here, min(run.end, end), form)
            self._tint(block, run.marks, before)
        for _, extra in extras:
            self._write_extra(block, extra, QTextCharFormat())
        if end > start:
            self._segments.append(segment(self._text.text, start, end, position, offsets))

    def _tint(self, block: Block, marks: Mark, start: int) -> None:
        """Remembers what is painted behind inline code and marked words: below any highlight."""
        if Mark.MARKED in marks:
            self._tints.append((start, self._cursor.position(), self._theme.selection))
        elif Mark.CODE in marks and block.kind is not BlockKind.CODE:
            self._tints.append((start, self._cursor.position(), self._theme.code))

    def _view_breaks(self, start: int, end: int) -> list[int]:
        """Returns where a word is so long that Qt would take seconds: a break is shown there."""
        if end - start < LONGEST_RUN:
            return []
        return [match.end() for match in _UNBROKEN.finditer(self._text.text, start, end)]

    def _insert(self, start: int, end: int, form: QTextCharFormat) -> None:
        if end > start:
            part = self._text.text[start:end].replace("\n", LINE_SEPARATOR)
            self._cursor.insertText(part, form)

    def _write_extra(self, block: Block, extra: Image | str, form: QTextCharFormat) -> None:
        """Inserts what is no part of the text: an image, a break within a word, a number."""
        if isinstance(extra, Image):
            self._write_image(extra.src, extra.width, extra.height)
        elif extra == ZERO_WIDTH_SPACE:
            self._cursor.insertText(extra, form)
        else:
            raised = self._formats.char_format(block, Mark.SUPERSCRIPT | Mark.BOLD, "")
            self._cursor.insertText(extra, raised)

    def _write_missing_picture(self, block: Block, base: QTextCharFormat) -> None:
        muted = QTextCharFormat(base)
        muted.setForeground(QColor(self._theme.muted))
        self._cursor.insertText(" ".join(f"[{image.alt or '…'}]" for image in block.images), muted)

    def _write_image(self, src: str, width: int, height: int) -> None:
        natural = self._images[src]
        wide = float(width or natural.width() or 1)
        high = float(height or natural.height() or 1)
        if not (width and height) and natural.width():
            high = wide * natural.height() / natural.width()
        self._placed.append((self._cursor.position(), wide, high))
        self._cursor.insertImage(image_format(src, wide, high, self._width))


def _by_block(
    blocks: Sequence[Block], numbers: Mapping[int, str]
) -> dict[int, list[tuple[int, str]]]:
    """Returns the numbers by the start of the block whose characters they are behind."""
    starts = [block.start for block in blocks if block.end > block.start]
    ends = {block.start: block.end for block in blocks if block.end > block.start}
    found: dict[int, list[tuple[int, str]]] = {}
    for at, text in numbers.items():
        index = bisect_left(starts, at) - 1
        if index >= 0:
            found.setdefault(starts[index], []).append((min(at, ends[starts[index]]), text))
    return found


def set_margins(document: QTextDocument, margin: float) -> None:
    """Leaves room beside the column, and above and below it; all in pixels."""
    frame = QTextFrameFormat()
    frame.setLeftMargin(margin)
    frame.setRightMargin(margin)
    frame.setTopMargin(TOP_MARGIN)
    frame.setBottomMargin(TOP_MARGIN * 2)
    document.rootFrame().setFrameFormat(frame)


def image_format(
    src: str, wide: float, high: float, width: float, height: float = math.inf
) -> QTextImageFormat:
    """Returns the format of an image of a wanted size, scaled down to a column's size in pixels."""
    scale = min(1.0, max(40.0, width) / wide) if wide > 0 else 1.0
    scale = min(scale, height / high) if high > 0 else scale
    form = QTextImageFormat()
    form.setName(src)
    form.setWidth(round(wide * scale))
    form.setHeight(round(high * scale))
    return form
