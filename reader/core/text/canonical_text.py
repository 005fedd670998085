"""Converts sanitised HTML to blocks and the canonical text that annotations are anchored to.

The canonical text is what the user would read aloud: blocks parted by an empty line, list items
and table rows by a line feed, cells by a tab, ``<br>`` a line feed. White space is collapsed as in
HTML. Images and rules have a place among the blocks but no characters. The same HTML always
gives the same text; when these rules change, NORMALISER goes up and revisions keep their old text.
"""

from collections.abc import Generator, Iterator

from lxml import etree

from reader.core.generators import at_once
from reader.core.text.blocks import BlockKind, CanonicalText, Cell, Mark, Table
from reader.core.text.html_elements import (
    BLOCK_STYLES,
    BULLETS,
    CONTAINERS,
    HEADINGS,
    MARKS,
    SILENT,
)
from reader.core.text.markup.canonical_text_builder import BlockWriter, Style
from reader.core.text.markup.inline_runs import declared_direction, pixels, place_names
from reader.core.text.markup.list_numerals import list_markers
from reader.core.text.markup.table_grid import place_cells, table_rows
from reader.core.text.unwanted_characters import UNWANTED

NORMALISER = 1

_STEPS_DOWN = 12  # containers within containers whose children are steps of their own
MAXIMUM_DEPTH = 200  # the sanitiser flattens at 100; deeper trees are read as plain text


def read_html(html: str) -> CanonicalText:
    """Reads sanitised HTML (a fragment) into its canonical text.

    Never raises on odd markup: unknown elements are read through. The text contains no U+0000,
    surrogates, U+2028/2029, U+FFFC or other characters that a text layout takes for its own.
    """
    return at_once(read_steps(html))


def read_steps(html: str) -> Generator[None, None, CanonicalText]:
    """Does the same in steps of about a block each, for who has other things to do in between."""
    walker = _Walker(has_places='href="#' in html)
    if html.strip():
        wanted = UNWANTED.sub("", html)
        yield
        yield from walker.read(parse_fragment(wanted), Style(), 0)
    return walker.finish()


def parse_fragment(html: str) -> etree._Element:
    """Returns an element that contains those of sanitised HTML, whatever they are."""
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(f"<html><body>{html}</body></html>".encode(), parser)
    body = root.find("body")
    return root if body is None else body


_OTHER_BLOCKS = CONTAINERS | {"blockquote", "dt", "summary", "dd", "li", "tr", "td", "th"}


class _Walker:
    """Walks the tree once and closes a block wherever the page would start a new line."""

    def __init__(self, *, has_places: bool) -> None:
        self._has_places = has_places  # something in the HTML links to another place in it
        self._tables: list[Table] = []
        self._out = BlockWriter()

    def read(self, element: etree._Element, style: Style, depth: int) -> Iterator[None]:
        """Reads an element's content as blocks, a child of a container at each step."""
        self._out.write(element.text, style)
        for child in element:
            tag = child.tag.lower()
            inner = None
            if tag in CONTAINERS and tag != "p" and depth < _STEPS_DOWN:
                inner = self._block_style(child, tag, style)
            if inner is None:
                self._element(child, tag, style, depth + 1)
            else:
                self._note_place(child)
                self._out.close(inner)
                yield from self.read(child, inner, depth + 1)
                self._out.close(style)
            self._out.write(child.tail, style)
            yield

    def finish(self) -> CanonicalText:
        """Closes the last block and joins the text."""
        return self._out.finish(self._tables)

    def _children(self, element: etree._Element, style: Style, depth: int) -> None:
        self._out.write(element.text, style)
        for child in element:
            self._element(child, child.tag.lower(), style, depth + 1)
            self._out.write(child.tail, style)

    def _element(self, element: etree._Element, tag: str, style: Style, depth: int) -> None:
        if tag in SILENT:
            return
        self._note_place(element)
        if depth > MAXIMUM_DEPTH:
            self._out.write("".join(str(part) for part in element.itertext()), style)
        elif tag == "br":
            self._out.break_line(style)
        elif tag == "img":
            self._image(element, style)
        elif tag == "hr":
            self._out.add_rule(style)
        elif tag == "table" and style.cell is None:
            self._table(element, style, depth)
        elif tag in ("ul", "ol", "menu"):
            self._list(element, tag, style, depth)
        elif tag == "q":
            self._out.write("“", style)
            self._children(element, style, depth)
            self._out.write("”", style)
        elif (inner := self._block_style(element, tag, style)) is not None:
            self._out.close(inner)
            self._children(element, inner, depth)
            self._out.close(style)
        else:
            self._inline(element, tag, style, depth)

    def _block_style(self, element: etree._Element, tag: str, style: Style) -> Style | None:
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

    def _inline_style(self, element: etree._Element, tag: str, style: Style) -> Style:
        inner = style
        if tag in MARKS:
            inner = style.copy()
            inner.marks |= MARKS[tag]
        elif tag == "a" and element.get("href"):
            inner = style.copy()
            inner.href = element.get("href", "")
        return inner

    def _note_place(self, element: etree._Element) -> None:
        self._out.name_place(place_names(element, has_ids=self._has_places))

    def _inline(self, element: etree._Element, tag: str, style: Style, depth: int) -> None:
        start = self._out.block_length
        self._children(element, self._inline_style(element, tag, style), depth)
        if tag == "ruby" and (reading := element.get("title")):
            self._out.add_reading(start, reading)

    def _list(self, element: etree._Element, tag: str, style: Style, depth: int) -> None:
        inner = style.copy()
        inner.indent += 1
        inner.direction = declared_direction(element, style.direction)
        if inner.kind is BlockKind.PARAGRAPH:
            inner.kind = BlockKind.ITEM
        self._out.close(inner)
        items = [child for child in element if child.tag == "li"]
        markers = list_markers(element, items) if tag == "ol" else {}
        bullet = BULLETS[min(style.indent, len(BULLETS) - 1)]
        for child in element:
            if child.tag == "li":
                item = inner.copy()
                item.direction = declared_direction(child, inner.direction)
                self._out.close(item)
                self._out.marker = markers.get(child, bullet)
                self._note_place(child)
                self._children(child, item, depth + 1)
                self._out.close(inner)
                self._out.marker = ""
            else:
                self._element(child, child.tag.lower(), inner, depth + 1)
            self._out.write(child.tail, inner)
        self._out.close(style)

    def _table(self, element: etree._Element, style: Style, depth: int) -> None:
        self._out.close(style)
        for caption in element.iterchildren("caption"):
            self._element(caption, "caption", style, depth + 1)
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table_rows(element)]
        rows = [row for row in rows if row]
        if not rows:
            self._children(element, style, depth)
            self._out.close(style)
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
            self._out.close(inner)
            before = self._out.count
            self._children(cell, inner, depth + 3)
            self._out.close(inner, keep_empty=self._out.count == before)
        self._out.begin(style)

    def _image(self, element: etree._Element, style: Style) -> None:
        src, alt = element.get("src") or "", element.get("alt") or ""
        if src:
            size = (pixels(element.get("width")), pixels(element.get("height")))
            self._out.add_image(src, alt, size, style.href)
