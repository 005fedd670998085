"""Reads the places in books that KOReader names: the xpointers of its engine, crengine."""

import re
from typing import NamedTuple

from lxml import etree

from reader.importers.epub.cfi.text_offsets import DocumentText

_XPOINTER = re.compile(
    r"/body/DocFragment(?:\[(\d{1,6})\])?/body((?:/[\w.:()-]+(?:\[\d{1,9}\])?){1,200})"
)
_STEP = re.compile(r"/([\w:-]+)(?:\[(\d{1,9})\])?")
_TEXT = re.compile(r"/text\(\)(?:\[(\d{1,9})\])?(?:\.(\d{1,9}))?$")


class XPointer(NamedTuple):
    """A place in a document of a book: elements by their names, and how often each name came before."""

    spine: int  # the number of the document, from 0
    steps: tuple[tuple[str, int], ...]
    text: int  # which of the element's pieces of text, from 0; -1 where it is the element
    offset: int


def parse_xpointer(given: str) -> XPointer | None:
    """Returns the place that an xpointer names; None if it is none, as those in PDF files."""
    match = _XPOINTER.match(given)
    if match is None:
        return None
    path = given[match.start(2) :]
    text = _TEXT.search(path)
    steps = _STEP.finditer(path[: text.start()] if text else path)
    return XPointer(
        int(match[1] or 1) - 1,
        tuple((step[1], int(step[2] or 1) - 1) for step in steps),
        int(text[1] or 1) - 1 if text else -1,
        int(text[2] or 0) if text else 0,
    )


def places_of(document: DocumentText, given: XPointer) -> list[int]:
    """Returns the places in the text that an xpointer may mean, those in the pieces of text before others.

    crengine leaves pieces out that are blank, and joins blanks: the offset may be a little less.
    """
    element = document.body
    for name, number in given.steps:
        found = _child(element, name, number)
        if found is None:
            break
        element = found
    nodes = document.nodes_of(element)
    full = [node for node in nodes if not node.text.isspace()]
    chosen = [kind[given.text] for kind in (full, nodes) if 0 <= given.text < len(kind)]
    return [min(node.start + given.offset, node.end) for node in chosen] or document.edges_of(
        element
    )


def _child(element: etree._Element, name: str, number: int) -> etree._Element | None:
    for child in element.iterchildren(name.lower()):
        if number == 0:
            return child
        number -= 1
    return None
