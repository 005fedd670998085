"""Finds where the pages of the printed book begin, by its page list or its text, and marks them."""

import re
from collections.abc import Sequence

from lxml import etree

from reader.importers.epub.chapter_and_page_markers import mark_page
from reader.importers.epub.content_document import Document
from reader.importers.epub.links import Links
from reader.importers.epub.navigation import Entry
from reader.importers.epub.xml_documents import kinds_of, of_kinds
from reader.importers.text_cleaning import one_line
from reader.importers.web.lxml_helpers import text_of

_LONGEST_LABEL = 20
# What is read aloud before the number, in the languages of most books.
_PAGE_WORD = re.compile(r"(?:page|p\.|pg\.?|seite|s\.|página|pagina|sida|side)\s+", re.IGNORECASE)


def mark_pages(documents: Sequence[Document], links: Links, pages: Sequence[Entry]) -> None:
    """Marks each printed page with its label; the numbers in the text itself go, as they are none of it."""
    listed: dict[etree._Element, str] = {}
    for entry in pages:
        found = links.find(entry.path, entry.fragment) if entry.path else None
        if found is not None and entry.label:
            listed.setdefault(found[1], entry.label)
    for document in documents:
        marked = {*of_kinds(document.body), *listed}
        for element in [one for one in document.body.iter() if one in marked] if marked else ():
            is_break = "pagebreak" in kinds_of(element)
            label = listed.get(element, "")
            if not label and is_break:
                label = _own_label(element)
            if is_break and len(text_of(element)) <= _LONGEST_LABEL:
                _empty(element)
            if label:
                mark_page(element, label)


def _own_label(element: etree._Element) -> str:
    """Returns the label that a break between two pages says itself."""
    given = element.get("title") or element.get("aria-label") or text_of(element)
    label = _PAGE_WORD.sub("", one_line(given).rstrip("."))
    return label if 0 < len(label) <= _LONGEST_LABEL else ""


def _empty(element: etree._Element) -> None:
    if element.tag in ("hr", "img", "br"):
        element.tag = "span"
    for child in list(element):
        element.remove(child)
    element.text = None
    element.attrib.pop("title", "")
