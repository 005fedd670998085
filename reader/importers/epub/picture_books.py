"""Captions the pages of a comic or a scanned book, which are pictures alone, so that it has a text."""

from collections.abc import Sequence
from typing import cast

from lxml import etree

from reader.core.translation import _
from reader.importers.epub.chapter_and_page_markers import put_first
from reader.importers.epub.content_document import Document
from reader.importers.epub.links import Links
from reader.importers.epub.navigation import Entry
from reader.importers.web.lxml_helpers import storable

_READ = etree.XPath(
    ".//text()[not(ancestor::svg or ancestor::style or ancestor::script)]", smart_strings=False
)


def is_of_pictures(documents: Sequence[Document]) -> bool:
    """Returns whether no document of a book has text outside of its drawings."""
    return not any(text.strip() for one in documents for text in cast("list[str]", _READ(one.body)))


def caption_pages(
    documents: Sequence[Document], links: Links, listed: Sequence[Entry]
) -> Sequence[Entry]:
    """Puts its page above each picture; returns the page list: the book's own, or the documents counted."""
    pages: dict[str, Entry] = {}
    for entry in listed:
        found = links.find(entry.path, entry.fragment) if entry.path and entry.label else None
        if found is not None:
            pages.setdefault(found[0].path, entry)
    if not pages:
        counted = enumerate(documents, 1)
        pages = {one.path: Entry(str(number), one.path, "") for number, one in counted}
    for document in documents:
        if document.path in pages:
            caption = etree.Element("p")
            label = pages[document.path].label
            caption.text = storable(_("Page {label}").format(label=label))
            put_first(caption, document.body)
    return tuple(pages.values())
