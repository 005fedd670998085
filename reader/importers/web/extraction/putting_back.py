"""Puts parts that were left out back into the text's element, where a person wants them."""

from collections.abc import Sequence

from lxml import etree

from reader.importers.text_cleaning import names
from reader.importers.web.extraction.measures import Measures
from reader.importers.web.html_tree import detach

_MARK = "data-put-back"  # on an element that a person wants as it is; no attribute that is written
_CONTROLS = names("button fieldset form legend option select textarea")
_OF_OTHERS = names("caption dd dt li tbody td tfoot th thead tr")  # only in a list or a table


def put_back(measures: Measures, top: int, parts: Sequence[tuple[str, int | None]]) -> None:
    """Sees to it that parts stand in the element ``top``, each a text and its element's number.

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
            element.tail, before.tail = before.tail, None
        else:
            element.tail, column.text = column.text, None
        column.insert(first, element)
        first += 1


def is_put_back(element: etree._Element) -> bool:
    """Returns whether an element is, or is in, what a person put back."""
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
