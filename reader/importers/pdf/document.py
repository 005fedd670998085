"""Reads a PDF document page by page, and builds one running text."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from reader.core.article_draft import Mark
from reader.importers.article_metadata import Metadata
from reader.importers.pdf.blocks import Block, Kind
from reader.importers.pdf.columns import ColumnFinder
from reader.importers.pdf.figures import figures_of, find_figures, is_inside, picture_of
from reader.importers.pdf.headings import find_headings
from reader.importers.pdf.html_writing import HtmlWriter
from reader.importers.pdf.hyphens import Hyphens
from reader.importers.pdf.line_numbers import without_line_numbers
from reader.importers.pdf.marks.mark_kinds import has_marks
from reader.importers.pdf.metadata import read_metadata, take_title
from reader.importers.pdf.notes import split_notes
from reader.importers.pdf.outline import read_outline
from reader.importers.pdf.page_elements import Box, Line, Page, View
from reader.importers.pdf.page_text import TextReader
from reader.importers.pdf.paragraphs import ParagraphBuilder, column_of
from reader.importers.pdf.running_heads import without_running_heads
from reader.importers.pdf.tables import Table, parted
from reader.importers.pdf.text_lines import lines_of
from reader.importers.pdf.typography import Typography, measure

_LETTER = Box(0.0, 0.0, 612.0, 792.0)  # what a page is taken for whose box contains nothing
PAGES = 20_000  # of a document, at most
_PICTURE_BYTES = 60_000_000  # of all figures together
_FIGURES = 400


class PasswordNeeded(Exception):
    """The document is encrypted, and no password or a wrong one was given."""


class Unreadable(Exception):
    """The document is damaged, or is not a PDF document."""


class NoText(Exception):
    """The document has only images of its pages."""


class Reflowed(NamedTuple):
    """A document as a running text."""

    metadata: Metadata
    html: str
    letters: list[tuple[int, int, str]]  # of each run: page, index on it, and the letters
    marks: list[Mark]
    views: list[View]  # of the pages, to locate their letters
    labels: list[str]


@contextmanager
def opened(data: bytes, password: str = "") -> Iterator[pypdfium2.PdfDocument]:
    """Opens a document until the end of the block; raises PasswordNeeded or Unreadable."""
    try:
        document = pypdfium2.PdfDocument(data, password=password or None)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD:
            raise PasswordNeeded from error
        raise Unreadable from error
    try:
        if not 0 < len(document) <= PAGES:
            raise Unreadable
        yield document
    finally:
        document.close()


def read_document(
    data: bytes,
    password: str = "",
    on_page: Callable[[], None] = lambda: None,
    *,
    has_pictures: bool = True,
) -> Reflowed:
    """Returns a document as a running text.

    on_page: called when something of it was done. has_pictures: whether its figures are painted,
    which takes most of the time where there are some; else only their places are taken.
    Raises PasswordNeeded, Unreadable or NoText.
    """
    with opened(data, password) as document:
        pages = _pages(document, on_page)
        outline = read_outline(document)
        figures = _Figures(document, pages, on_page, is_painting=has_pictures)
        lines = without_line_numbers([lines_of(page) for page in pages])
        lines = without_running_heads(pages, lines)
        if not any(page.words for page in pages):
            raise NoText
        finder = ColumnFinder()
        columns = [finder.in_reading_order(own) for own in lines]
        typography = measure(column for own in columns for column in own)
        blocks, notes = _blocks(pages, columns, typography, figures)
        find_headings(blocks, typography, outline)
        first = next(page for page in pages if page.words)
        known = read_metadata(data, document, _language(document), first)
        known = take_title(blocks, known, typography.size)
        hyphens = Hyphens(line for own in lines for line in own)
        writer = HtmlWriter([page.label for page in pages], hyphens, notes)
        html = writer.write(blocks)
        if notes:
            html += "<hr>" + writer.write(notes)
        marked = [page.number for page in pages if page.has_marks]
        marks: list[Mark] = []
        if marked:
            # Start-up time: pypdf, which takes nearly half of what such a process takes to start.
            from reader.importers.pdf.marks.mark_reading import read_marks

            marks = read_marks(data, document, writer.letters, marked)
    views, labels = [page.view for page in pages], [page.label for page in pages]
    return Reflowed(known, html, writer.letters, marks, views, labels)


def page_view(page: pypdfium2.PdfPage) -> View:
    """Returns how a page is displayed."""
    outer, crop = _upright(page.get_mediabox()), _upright(page.get_cropbox())
    outer = outer if outer.area else _LETTER
    shown = Box(*map(max, outer[:2], crop[:2]), *map(min, outer[2:], crop[2:]))
    return View(*(shown if shown.area else outer), page.get_rotation() // 90)


def _upright(corners: Sequence[float]) -> Box:
    """Returns the box that two opposite corners are of, whichever of them a file names first."""
    (x0, x1), (y0, y1) = sorted(corners[::2]), sorted(corners[1::2])
    return Box(x0, y0, x1, y1)


def _pages(document: pypdfium2.PdfDocument, on_page: Callable[[], None]) -> list[Page]:
    """Returns what is on each page; one that is damaged is empty."""
    reader = TextReader()
    pages = []
    for number in range(len(document)):
        on_page()
        label = document.get_page_label(number) or str(number + 1)
        page = Page(number, label, View(0, 0, 1, 1))
        pages.append(page)
        try:
            opened_page = document[number]
        except pypdfium2.PdfiumError:
            continue
        try:
            page.view = page_view(opened_page)
            page.has_marks = has_marks(opened_page.raw)
            text_page = opened_page.get_textpage()
            reader.read(text_page.raw, page)
            text_page.close()
            find_figures(opened_page.raw, page)
        except pypdfium2.PdfiumError:
            continue
        finally:
            opened_page.close()
    if all(page.view == View(0, 0, 1, 1) for page in pages):
        raise Unreadable
    return pages


class _Figures:
    """Takes the figures out of the pages, and paints them."""

    def __init__(
        self,
        document: pypdfium2.PdfDocument,
        pages: Sequence[Page],
        on_page: Callable[[], None],
        *,
        is_painting: bool,
    ) -> None:
        self._bytes = self._count = 0
        self.of_page: dict[int, list[Block]] = {}
        for page in pages:
            boxes = figures_of(page) if page.pictures or page.drawings else []
            boxes = boxes[: _FIGURES - self._count]
            if not boxes or self._bytes > _PICTURE_BYTES:
                continue
            on_page()
            self._count += len(boxes)
            page.words = [w for w in page.words if not any(is_inside(w, box) for box in boxes)]
            blocks = [Block(Kind.FIGURE, page.number, box=box) for box in boxes]
            self.of_page[page.number] = blocks
            if is_painting:
                self._paint(blocks, document, page)

    def _paint(self, blocks: Sequence[Block], document: pypdfium2.PdfDocument, page: Page) -> None:
        opened_page = document[page.number]
        for block in blocks:
            if block.box is not None:
                block.picture = picture_of(opened_page, page.view, block.box)
                self._bytes += len(block.picture)
        opened_page.close()


def _blocks(
    pages: Sequence[Page],
    columns: Sequence[Sequence[list[Line]]],
    typography: Typography,
    figures: _Figures,
) -> tuple[list[Block], list[Block]]:
    """Returns the blocks of the running text, and the footnotes."""
    builder = ParagraphBuilder(typography)
    notes: list[Block] = []
    for page, own in zip(pages, columns, strict=True):
        waiting = list(figures.of_page.get(page.number, ()))
        for column in own:
            box = _around(column)
            here = [one for one in waiting if one.box is not None and _is_beside(one.box, box)]
            waiting = [one for one in waiting if one not in here]
            lines, found = split_notes(column, typography, page.view.height)
            notes += found
            _add_column(builder, lines, here)
        for figure in waiting:
            builder.add(figure)
    _set_levels(builder.blocks)
    return builder.blocks, notes


def _add_column(builder: ParagraphBuilder, lines: list[Line], figures: list[Block]) -> None:
    """Adds the lines, tables and figures of a column from top to bottom."""
    waiting = sorted(figures, key=_top)
    whole = column_of(lines) if lines else None
    for part in parted(lines):
        if isinstance(part, Table):
            _add_above(builder, waiting, part.lines[0].base)
            builder.add(Block(Kind.TABLE, part.lines[0].page, part.lines, rows=part.rows))
            builder.close()
        elif whole is not None:
            start = 0
            for at, line in enumerate(part):
                if waiting and _top(waiting[0]) < line.base:
                    builder.add_column(whole._replace(lines=part[start:at]))
                    _add_above(builder, waiting, line.base)
                    start = at
            builder.add_column(whole._replace(lines=part[start:]))
    _add_above(builder, waiting, float("inf"))


def _add_above(builder: ParagraphBuilder, waiting: list[Block], base: float) -> None:
    """Adds the figures that begin above a line, and takes them from those that wait."""
    while waiting and _top(waiting[0]) < base:
        builder.add(waiting.pop(0))


def _top(figure: Block) -> float:
    return figure.box.y0 if figure.box else 0.0


def _around(lines: Sequence[Line]) -> Box:
    return Box(
        min(one.x0 for one in lines),
        min(one.top for one in lines),
        max(one.x1 for one in lines),
        max(one.bottom for one in lines),
    )


def _is_beside(figure: Box, column: Box) -> bool:
    """Returns whether a figure is among the lines of a column, or right above or below it."""
    middle = (figure.x0 + figure.x1) / 2
    is_within = column.x0 - 20 < middle < column.x1 + 20
    return is_within and column.y0 - 1.2 * (figure.y1 - figure.y0) < figure.y0 < column.y1 + 20


def _set_levels(blocks: Sequence[Block]) -> None:
    """Sets the depth of list items by the indentation of their marks."""
    starts: list[float] = []
    for block in blocks:
        if block.kind is not Kind.ITEM:
            starts = []
            continue
        line = block.lines[0]
        start = -line.x1 if block.is_rtl else line.x0
        while starts and start < starts[-1] - 0.5 * line.size:
            starts.pop()
        if not starts or start > starts[-1] + 0.5 * line.size:
            starts.append(start)
        block.level = min(len(starts) - 1, 8)


def _language(document: pypdfium2.PdfDocument) -> str:
    length = pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0)
    if not 2 < length < 200:
        return ""
    buffer = (ctypes.c_ushort * length)()
    pdfium.FPDFCatalog_GetLanguage(document.raw, buffer, length)
    return bytes(buffer)[: length - 2].decode("utf-16-le", "replace")
