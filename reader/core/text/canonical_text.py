"""Converts sanitised HTML to blocks and the canonical text that annotations are anchored to.

The canonical text is what a person would read aloud: blocks parted by an empty line, list items
and table rows by a line feed, cells by a tab, ``<br>`` a line feed. White space is collapsed as in
HTML. Pictures and rules have a place among the blocks but no characters. The same HTML always
gives the same text; when these rules change, NORMALISER goes up and revisions keep their old text.
"""

from collections.abc import Generator, Iterator
from dataclasses import dataclass

from lxml import etree

from reader.core.generators import at_once
from reader.core.text.blocks import Block, BlockKind, CanonicalText, Cell, Image, Mark, Run, Table
from reader.core.text.html_elements import (
    BLOCK_STYLES,
    BULLETS,
    CONTAINERS,
    HEADINGS,
    MARKS,
    SILENT,
)
from reader.core.text.markup.inline_runs import (
    Piece,
    declared_direction,
    is_rtl,
    pixels,
    place_names,
    placed_readings,
    separator,
    split_places,
    trim_end,
)
from reader.core.text.markup.list_numerals_and_tables import list_markers, place_cells, table_rows
from reader.core.text.unwanted_characters import LINE_BREAKS, SPACE, UNWANTED

NORMALISER = 1

_STEPS_DOWN = 12  # containers within containers whose children are steps of their own
MAXIMUM_DEPTH = 200  # the sanitiser flattens at 100; deeper trees are read as plain text


def read_html(html: str) -> CanonicalText:
    """Reads sanitised HTML (a fragment) into its canonical text.

    Never raises on odd markup: unknown elements are read through. The text holds no U+0000,
    surrogates, U+2028/2029, U+FFFC or other characters that a text layout takes for its own.
    """
    return at_once(read_steps(html))


def read_steps(html: str) -> Generator[None, None, CanonicalText]:
    """Does the same in steps of about a block each, for who has other things to do in between."""
    walker = _Walker(has_places='href="#' in html)
    if html.strip():
        parser = etree.HTMLParser(
            encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
        )
        page = f"<html><body>{UNWANTED.sub('', html)}</body></html>".encode()
        yield
        root = etree.fromstring(page, parser)
        body = root.find("body")
        yield from walker.read(root if body is None else body, _Style(), 0)
    return walker.finish()


_OTHER_BLOCKS = CONTAINERS | {"blockquote", "dt", "summary", "dd", "li", "tr", "td", "th"}


@dataclass(slots=True)
class _Style:
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

    def copy(self) -> "_Style":
        """Returns one like it, to be changed: ``dataclasses.replace`` takes five times as long."""
        return _Style(
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


class _Walker:
    """Walks the tree once and closes a block wherever the page would start a new line."""

    def __init__(self, *, has_places: bool) -> None:
        self._has_places = has_places  # something in the HTML links to another place in it
        self._waiting: list[str] = []  # names of places whose text is still to come
        self._places: list[tuple[str, int]] = []
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._tables: list[Table] = []
        self._previous: Block | None = None  # the last block that has characters or is a cell
        self._marker = ""  # for the next block of a list item
        self._begin(_Style())

    def _begin(self, style: _Style) -> None:
        self._style = style
        self._pieces: list[Piece] = []
        self._images: list[tuple[int, str, str, int, int]] = []
        self._readings: list[tuple[int, int, str]] = []
        self._own_places: list[tuple[str, int]] = []
        self._piece_length = 0
        self._space: _Style | None = None  # of white space that waits for a word

    def read(self, element: etree._Element, style: _Style, depth: int) -> Iterator[None]:
        """Reads an element's content as blocks, a child of a container at each step."""
        self._text(element.text, style)
        for child in element:
            tag = child.tag.lower()
            inner = None
            if tag in CONTAINERS and tag != "p" and depth < _STEPS_DOWN:
                inner = self._block_style(child, tag, style)
            if inner is None:
                self._element(child, tag, style, depth + 1)
            else:
                self._note_place(child)
                self._close(inner)
                yield from self.read(child, inner, depth + 1)
                self._close(style)
            self._text(child.tail, style)
            yield

    def finish(self) -> CanonicalText:
        """Closes the last block and joins the text."""
        self._close(_Style())
        text = "".join(self._parts)
        self._places += [(name, len(text)) for name in self._waiting]
        marks = split_places(self._places)
        return CanonicalText(text, tuple(self._blocks), tuple(self._tables), *marks)

    # -- the tree ---------------------------------------------------------------------------

    def _children(self, element: etree._Element, style: _Style, depth: int) -> None:
        self._text(element.text, style)
        for child in element:
            self._element(child, child.tag.lower(), style, depth + 1)
            self._text(child.tail, style)

    def _element(self, element: etree._Element, tag: str, style: _Style, depth: int) -> None:
        if tag in SILENT:
            return
        self._note_place(element)
        if depth > MAXIMUM_DEPTH:
            self._text("".join(str(part) for part in element.itertext()), style)
        elif tag == "br":
            self._break(style)
        elif tag == "img":
            self._image(element)
        elif tag == "hr":
            self._rule(style)
        elif tag == "table" and style.cell is None:
            self._table(element, style, depth)
        elif tag in ("ul", "ol", "menu"):
            self._list(element, tag, style, depth)
        elif tag == "q":
            self._text("“", style)
            self._children(element, style, depth)
            self._text("”", style)
        elif (inner := self._block_style(element, tag, style)) is not None:
            self._close(inner)
            self._children(element, inner, depth)
            self._close(style)
        else:
            self._inline(element, tag, style, depth)

    def _block_style(self, element: etree._Element, tag: str, style: _Style) -> _Style | None:
        """Returns the style of a block-level element's content, or None for an inline element."""
        kind, marks = BLOCK_STYLES.get(tag, (None, Mark.NONE))
        if kind is None and tag not in _OTHER_BLOCKS:
            return None
        inner = style.copy()
        inner.direction = declared_direction(element, style.direction)
        if kind is not None:
            inner.level = HEADINGS.get(tag, 0)
            inner.is_pre = tag == "pre"
            if style.cell is None:
                inner.kind = kind
            else:
                inner.marks |= marks
        elif tag == "blockquote":
            inner.quote += 1
        elif tag in ("dt", "summary"):
            inner.marks |= Mark.BOLD
        elif tag == "dd":
            inner.indent += 1
        return inner

    def _inline_style(self, element: etree._Element, tag: str, style: _Style) -> _Style:
        inner = style
        if tag in MARKS:
            inner = style.copy()
            inner.marks |= MARKS[tag]
        elif tag == "a" and element.get("href"):
            inner = style.copy()
            inner.href = element.get("href", "")
        return inner

    def _note_place(self, element: etree._Element) -> None:
        self._waiting += place_names(element, has_ids=self._has_places)

    def _inline(self, element: etree._Element, tag: str, style: _Style, depth: int) -> None:
        start = self._piece_length
        self._children(element, self._inline_style(element, tag, style), depth)
        if tag == "ruby" and self._piece_length > start and (reading := element.get("title")):
            self._readings.append((start, self._piece_length, UNWANTED.sub("", reading)))

    def _list(self, element: etree._Element, tag: str, style: _Style, depth: int) -> None:
        inner = style.copy()
        inner.indent += 1
        inner.direction = declared_direction(element, style.direction)
        if inner.kind is BlockKind.PARAGRAPH:
            inner.kind = BlockKind.ITEM
        self._close(inner)
        items = [child for child in element if child.tag == "li"]
        markers = list_markers(element, items) if tag == "ol" else {}
        bullet = BULLETS[min(style.indent, len(BULLETS) - 1)]
        for child in element:
            if child.tag == "li":
                item = inner.copy()
                item.direction = declared_direction(child, inner.direction)
                self._close(item)
                self._marker = markers.get(child, bullet)
                self._note_place(child)
                self._children(child, item, depth + 1)
                self._close(inner)
                self._marker = ""
            else:
                self._element(child, child.tag.lower(), inner, depth + 1)
            self._text(child.tail, inner)
        self._close(style)

    def _table(self, element: etree._Element, style: _Style, depth: int) -> None:
        self._close(style)
        for caption in element.iterchildren("caption"):
            self._element(caption, "caption", style, depth + 1)
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table_rows(element)]
        rows = [row for row in rows if row]
        if not rows:
            self._children(element, style, depth)
            self._close(style)
            return
        placed, columns = place_cells(rows)
        table = len(self._tables)
        direction = declared_direction(element, style.direction)
        self._tables.append(Table(len(rows), columns))
        for cell, row, column, row_span, column_span in placed:
            inner = style.copy()
            inner.kind = BlockKind.CELL
            inner.direction = (cell.get("dir") or "").lower() or direction
            self._note_place(cell)
            inner.cell = Cell(table, row, column, row_span, column_span, cell.tag == "th")
            if cell.tag == "th":
                inner.marks |= Mark.BOLD
            self._close(inner)
            before = len(self._blocks)
            self._children(cell, inner, depth + 3)
            self._close(inner, keep_empty=len(self._blocks) == before)
        self._begin(style)

    def _image(self, element: etree._Element) -> None:
        src, alt = element.get("src") or "", element.get("alt") or ""
        if src:
            size = (pixels(element.get("width")), pixels(element.get("height")))
            if self._piece_length:
                self._take_space()
            self._images.append((self._piece_length, src, alt, *size))

    def _rule(self, style: _Style) -> None:
        self._close(style)
        at = self._length
        self._blocks.append(
            Block(BlockKind.RULE, at, at, (), quote=style.quote, indent=style.indent)
        )

    # -- characters --------------------------------------------------------------------------

    def _text(self, text: str | None, style: _Style) -> None:
        if not text:
            return
        # Printable: no control, format or surrogate, and of all white space only the space.
        is_plain = text.isprintable() and "\ufffc" not in text
        if not is_plain:
            text = UNWANTED.sub("", text)
        if style.is_pre:
            text = LINE_BREAKS.sub("\n", text)
            if not self._piece_length:
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
        """Writes the white space met since the last word, set as where it stood."""
        if self._space is not None and self._may_take_space():
            self._append(" ", self._space)
        self._space = None

    def _may_take_space(self) -> bool:
        if self._pieces:
            return not self._pieces[-1][0].endswith("\n")
        return bool(self._images)

    def _break(self, style: _Style) -> None:
        self._space = None
        if self._pieces or self._images:
            self._append("\n", style)

    def _append(self, text: str, style: _Style) -> None:
        if self._waiting and text != " ":
            self._own_places += [(name, self._piece_length) for name in self._waiting]
            self._waiting = []
        self._pieces.append((text, style.marks, style.href))
        self._piece_length += len(text)

    # -- blocks ------------------------------------------------------------------------------

    def _close(self, style: _Style, *, keep_empty: bool = False) -> None:
        """Ends the open block, if it holds anything, and begins one in the given style."""
        pieces = trim_end(self._pieces)
        own = self._style
        if pieces or self._images or keep_empty:
            kind = own.kind
            if not pieces and not keep_empty and own.cell is None:
                kind = BlockKind.IMAGE
            block = self._make(kind, pieces, own)
            self._blocks.append(block)
            self._marker = ""
        self._begin(style)

    def _make(self, kind: BlockKind, pieces: list[Piece], own: _Style) -> Block:
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
            Image(min(start + at, self._length), src, alt, width, height)
            for at, src, alt, width, height in self._images
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
            self._marker,
            own.cell,
            is_rtl(pieces, own.direction),
            readings,
        )
        if has_text:
            self._previous = block
        return block
