"""Creates the elements that mark in a book's tree where chapters and printed pages begin."""

from lxml import etree

from reader.core.text.html_elements import CHAPTER, PAGE_BREAK
from reader.importers.web.lxml_helpers import storable

_EMPTY = ("img", "br", "hr", "svg", "math", "table", "ul", "ol", "dl", "tr", "wbr")


def mark_chapter(element: etree._Element, title: str) -> None:
    """Marks that a chapter begins with an element."""
    put_first(_mark(CHAPTER, title), element)


def mark_page(element: etree._Element, label: str) -> None:
    """Marks that a printed page begins with an element."""
    put_first(_mark(PAGE_BREAK, label), element)


def put_first(new: etree._Element, element: etree._Element) -> None:
    """Puts an element before all that another contains, or before one that contains no text."""
    if element.tag in _EMPTY:
        element.addprevious(new)
        return
    new.tail, element.text = storable(element.text or ""), None
    element.insert(0, new)


def _mark(role: str, label: str) -> etree._Element:
    mark = etree.Element("span")
    mark.set("role", role)
    mark.set("aria-label", storable(label))
    return mark
