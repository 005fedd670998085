"""Sanitizes HTML so that it is safe to store and to lay out: an allow list on the tree, then nh3.

The tree is walked once and rewritten: what is not known is unwrapped, what is dangerous is left
out with its content, and nesting, tables and spans are brought within what a layout bears. The
result is read again by a second, unrelated sanitiser. Both are repeated until nothing changes, so
sanitising twice is the same as once. What was written here already, and is read alike by both
parsers, needs no repetition.
"""

import re
from collections import Counter
from collections.abc import Iterable

import nh3
from lxml import etree

from reader.core.errors import PageRefused
from reader.core.text.blocks import NO_PICTURE
from reader.core.text.markup.html_writing import VOID, html_of
from reader.core.translation import _
from reader.importers import limits
from reader.importers.text_cleaning import names, wanted
from reader.importers.titles import is_same
from reader.importers.web.html_parser import parse, parse_as_written
from reader.importers.web.lxml_helpers import BLOCKS, text_of
from reader.importers.web.sanitizing.html_allow_list import (
    ATTRIBUTES,
    DROPPED,
    RENAMED,
    SCHEMES,
    TAGS,
    allowed_attributes,
)
from reader.importers.web.sanitizing.table_sizes import TableSize, table_sizes

_ROUNDS = 6
_TABLE_PARTS = names("caption col colgroup tbody td tfoot th thead tr")
_COUNTED = names("blockquote li ol table ul")  # may be nested only so deeply
_PLAIN = TAGS.difference(VOID) - _TABLE_PARTS - _COUNTED  # need no look at what is around them
_LINK_REL = "noopener noreferrer nofollow"
_SECOND = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    clean_content_tags=set(DROPPED),
    url_schemes=set(SCHEMES),
    link_rel=_LINK_REL,
    strip_comments=True,
)
_SPANS = names("colspan rowspan")
# What programs write for images without a description.
_NO_DESCRIPTION = re.compile(
    r"(?:image|img|picture|photo|figure|bild|foto|thumbnail|logo|icon|avatar|placeholder|untitled|"
    r"undefined|null)?[\s\d_.-]*|\S+\.(?:jpe?g|png|gif|webp|svg|avif)|(?:IMG|DSC|DSCN|P)_?\d+.*|https?:\S+",
    re.IGNORECASE,
)
_SMALLEST = 48  # pixels of an image that is missed


def sanitize(html: str) -> str:
    """Returns safe HTML: only listed elements, attributes and schemes; idempotent.

    Raises PageRefused when the HTML is too large, or cannot be read whole.
    """
    for _round in range(_ROUNDS):
        if len(html) > limits.HTML_CHARACTERS:
            raise PageRefused(_("the page is too large to be kept."))
        cleaned = _second_pass(write(parse(f"<html><body>{html}")))
        if cleaned == html:
            return cleaned
        html = cleaned
    # Two parsers that never agree on a page: its text is what both agree on.
    return f"<p>{_escape(text_of(parse(html)))}</p>"


def sanitize_written(html: str) -> str:
    """Returns safe HTML like `sanitize`, of what `write` has written from a tree.

    As it is, if the second sanitizer has nothing to change in what libxml2 reads of it.
    """
    root, is_whole = parse_as_written(html)
    if is_whole and len(html) <= limits.HTML_CHARACTERS:
        body = root.find("body")
        read = "" if body is None else html_of(body)
        if _second_pass(read.removeprefix("<body>").removesuffix("</body>")) == html:
            return html
    return sanitize(html)


def write(root: etree._Element) -> str:
    """Writes the tree as HTML that follows the allow-list and the limits."""
    writer = _Writer(table_sizes(root))
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            writer.end(element)
        elif not writer.start(element):
            walk.skip_subtree()
    return writer.result()


def _second_pass(html: str) -> str:
    # html5ever's time grows with the square of the references in one text. Where there are very
    # many, characters that no text here may contain stand in for them; both directions are exact.
    is_swapped = html.count("&") > 20_000
    if is_swapped:
        for reference, stand_in in _STAND_INS:
            html = html.replace(reference, stand_in)
    html = _SECOND.clean(html)
    if is_swapped:
        for reference, stand_in in _STAND_INS:
            html = html.replace(stand_in, reference)
    return html


_STAND_INS = (
    ("&amp;", "\ufdd0"),
    ("&lt;", "\ufdd1"),
    ("&gt;", "\ufdd2"),
    ("&nbsp;", "\ufdd3"),
)


def _escape(text: str) -> str:
    """Escapes text as nh3 does, so that it has nothing to change."""
    if "&" in text or "<" in text or ">" in text or "\xa0" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        text = text.replace("\xa0", "&nbsp;")
    return text


def _attribute(name: str, value: str) -> str:
    return f' {name}="{_escape(value).replace(chr(34), "&quot;")}"'


class _Writer:
    """Writes an element's tags as a walk meets them; one entry of the stack for each open element."""

    def __init__(self, table_sizes: dict[etree._Element, TableSize]) -> None:
        self._table_sizes = table_sizes
        self._parts: list[str] = []
        self._stack: list[str] = []  # the tag written for each open element, or empty
        self._depth = 0
        self._counts: Counter[str] = Counter()  # open elements that were written, of those counted
        self._tables: list[bool] = []  # whether each open table was written as one
        self._has_spans: list[bool] = []  # whether the cells of each open table keep their spans
        self._cells = 0
        self._grid = 0
        self._images = 0
        self._has_text = False  # on the line being written
        self._wants_break = False  # a block was unwrapped: the next text begins a line

    def result(self) -> str:
        """Returns what was written."""
        return wanted("".join(self._parts)).strip()

    def start(self, element: etree._Element) -> bool:
        """Writes the opening tag and the text after it; False when the content is to be skipped."""
        written = tag = RENAMED.get(element.tag, element.tag)
        if tag not in _PLAIN or self._depth >= limits.DEPTH:
            if tag in DROPPED or tag == "img":
                self._stack.append("")
                if tag == "img":
                    self._image(element)
                return False
            if tag == "table":
                self._tables.append(self._admits_table(element))
            if not self._admits(tag):
                written = ""
        attributes = allowed_attributes(written, element) if written and element.keys() else []
        if written == "a":
            written, attributes = _link(element, attributes)
        self._stack.append(written)
        if written:
            self._open(written, attributes)
        else:
            self._part_lines(tag)
        if text := element.text:
            # Parsers differ on the first line feed.
            self._text(text if written != "pre" else text.lstrip("\r\n"))
        return True

    def end(self, element: etree._Element) -> None:
        """Writes the closing tag and the text after the element."""
        written = self._stack.pop()
        if element.tag == "table":
            self._tables.pop()
            self._has_spans.pop()
        if written:
            self._depth -= 1
            if written in _COUNTED:
                self._counts[written] -= 1
            if written not in VOID:
                self._parts.append(f"</{written}>")
            if written in BLOCKS:
                self._wants_break = self._has_text = False
        elif (tag := RENAMED.get(element.tag, element.tag)) not in DROPPED:
            self._part_lines(tag)
        if self._stack and (text := element.tail):
            self._text(text)

    def _admits(self, tag: str) -> bool:
        if tag not in TAGS or (self._depth >= limits.DEPTH and tag not in VOID):
            return False
        if tag in _TABLE_PARTS:
            return bool(self._tables) and self._tables[-1]
        if tag == "table":
            return self._tables[-1]
        if tag == "blockquote":
            return self._counts[tag] < limits.QUOTE_DEPTH
        if tag in ("ul", "ol"):
            return self._counts["ul"] + self._counts["ol"] < limits.LIST_DEPTH
        if tag == "li":
            # Deeper lists run on inside the last item that is kept.
            return self._counts["li"] < max(1, self._counts["ul"] + self._counts["ol"])
        return True

    def _admits_table(self, element: etree._Element) -> bool:
        """Returns whether a table is written as one; notes whether its cells keep their spans."""
        size = self._table_sizes[element]
        has_spans = self._grid + size.grid <= limits.GRID
        grid = size.grid if has_spans else size.grid_without_spans
        self._has_spans.append(has_spans)
        if (
            self._counts["table"] >= limits.TABLE_DEPTH
            or self._depth >= limits.DEPTH - 4
            or self._cells + size.elements > limits.CELLS
            or self._grid + grid > limits.GRID
        ):
            return False
        self._cells += size.elements
        self._grid += grid
        return True

    def _open(self, tag: str, attributes: Iterable[tuple[str, str]]) -> None:
        given = ""
        for name, value in attributes:
            if name not in _SPANS or self._has_spans[-1]:
                given += _attribute(name, value)
        if tag in BLOCKS:  # begins a line
            self._wants_break = self._has_text = False
        self._parts.append(f"<{tag}{given}>")
        self._depth += 1
        if tag in _COUNTED:
            self._counts[tag] += 1

    def _text(self, text: str) -> None:
        if (self._wants_break or not self._has_text) and not text.isspace():
            self._break_line()
        self._parts.append(_escape(text))

    def _image(self, element: etree._Element) -> None:
        """Writes a stored image; of any other its description, which is no text of the article."""
        attributes = dict(allowed_attributes("img", element))
        if not attributes.get("src"):
            alt = attributes.get("alt", "")
            is_small = any(0 < int(attributes.get(n, 0)) < _SMALLEST for n in ("width", "height"))
            if is_small or _NO_DESCRIPTION.fullmatch(alt) or is_same(alt, _caption_beside(element)):
                return
            attributes["src"] = NO_PICTURE
        if self._images >= limits.IMAGES:
            return
        self._images += 1
        given = "".join(_attribute(name, value) for name, value in sorted(attributes.items()))
        self._break_line()
        self._parts.append(f"<img{given}>")

    def _part_lines(self, tag: str) -> None:
        """Separates what an element that is not written kept apart."""
        if tag in ("td", "th"):
            self._parts.append(" ")
        elif tag in BLOCKS:
            self._wants_break = self._has_text

    def _break_line(self) -> None:
        if self._wants_break:
            self._wants_break = False
            self._parts.append("<br>")
        self._has_text = True


def _link(
    element: etree._Element, attributes: list[tuple[str, str]]
) -> tuple[str, list[tuple[str, str]]]:
    """Returns the tag of a link and its attributes; one that leads nowhere may be a place that is linked to."""
    if any(name == "href" for name, _value in attributes):
        return "a", [*attributes, ("rel", _LINK_REL)]
    return ("span", allowed_attributes("span", element)) if element.get("id") else ("", [])


def _caption_beside(image: etree._Element) -> str:
    """Returns the caption of the figure that contains an image, or empty."""
    for ancestor in image.iterancestors("figure"):
        caption = ancestor.find(".//figcaption")
        return "" if caption is None else text_of(caption)
    return ""
