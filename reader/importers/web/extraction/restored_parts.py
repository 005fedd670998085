"""Restores left-out parts to the text at the user's request."""

from collections.abc import Sequence

from lxml import etree

from reader.core.article_source import LeftOut
from reader.importers.text_cleaning import names
from reader.importers.web.extraction.measures import Measures
from reader.importers.web.html_parser import parse
from reader.importers.web.lxml_helpers import detach, storable
from reader.importers.web.sanitizing.sanitizer import sanitize, write

_MARK = "data-put-back"  # on an element that the user wants as it is; no attribute that is written
_CONTROLS = names("button fieldset form legend option select textarea")
_CONTAINERS = ("article", "div", "section")  # in which blocks are
_OF_OTHERS = names("caption dd dt li tbody td tfoot th thead tr")  # only in a list or a table


def put_back(measures: Measures, top: int, parts: Sequence[tuple[str, int | None]]) -> None:
    """Ensures that parts are in the element ``top``, each a text and its element's number.

    Those inside stay where they are; what is outside comes first or last in it, as on the page.
    """
    column, first, last = measures.elements[top], 0, measures.end[top]
    for text, number in parts:
        element = etree.Element("p") if number is None else measures.elements[number]
        if number is None:
            element.text = text
        _make_readable(element)
        if number is not None and top < number < last:
            continue
        detach(element)
        if element.tag in _OF_OTHERS:
            element.tag = "div"
        if number is not None and number >= last:
            column.append(element)
            continue
        if first:
            before = column[first - 1]
            element.tail, before.tail = storable(before.tail or ""), None
        else:
            element.tail, column.text = storable(column.text or ""), None
        column.insert(first, element)
        first += 1


def is_put_back(element: etree._Element) -> bool:
    """Returns whether an element is, or is in, what the user restored."""
    return any(one.get(_MARK) for one in (element, *element.iterancestors()))


def _make_readable(element: etree._Element) -> None:
    """Lets an element be written that is hidden on the page, and the words of its controls."""
    element.set(_MARK, "true")
    for name in ("hidden", "style"):
        element.attrib.pop(name, "")
    for control in element.iter(*_CONTROLS):
        control.tag = "div" if control.tag in ("fieldset", "form") else "span"
    if element.tag == "span":
        element.tag = "p"


def with_words(html: str, parts: Sequence[LeftOut]) -> str:
    """Returns sanitized HTML with a paragraph of each part's words between the blocks where it was."""
    body = parse(f"<html><body>{html}").find("body")
    if body is None:
        raise AssertionError("a page without a body")
    blocks: list[tuple[etree._Element, int]] = []
    _measure(body, 0, blocks)
    for part in parts:
        paragraph = etree.Element("p")
        paragraph.text = part.text
        place = part.place or 0
        after = next((block for block, before in blocks if before >= place), None)
        if after is None:
            body.append(paragraph)
        else:
            after.addprevious(paragraph)
    return sanitize(write(body))


def _measure(
    container: etree._Element, counted: int, blocks: list[tuple[etree._Element, int]]
) -> int:
    """Notes each block with how many letters precede it; returns how many follow all of them."""
    counted += _length(container.text)
    for child in container:
        blocks.append((child, counted))
        if child.tag in _CONTAINERS:
            counted = _measure(child, counted, blocks)
        else:
            counted += sum(_length(str(text)) for text in child.itertext())
        counted += _length(child.tail)
    return counted


def _length(text: str | None) -> int:
    return len((text or "").strip())
