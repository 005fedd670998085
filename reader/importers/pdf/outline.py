"""Reads the outline of a file: the titles of its parts and their pages."""

import pypdfium2

from reader.importers.pdf.headings import Entry

_ENTRIES = 5_000
_DEPTH = 8


def read_outline(document: pypdfium2.PdfDocument) -> list[Entry]:
    """Returns the entries of a file's outline in their order."""
    entries: list[Entry] = []
    try:
        for bookmark in document.get_toc(max_depth=_DEPTH):
            destination = bookmark.get_dest()
            page = destination.get_index() if destination is not None else None
            title = " ".join(bookmark.get_title().split())
            entries.append(Entry(title, page, bookmark.level))
            if len(entries) == _ENTRIES:
                break
    except (pypdfium2.PdfiumError, UnicodeError, ValueError):
        pass  # a damaged outline: headings are recognized by their size
    return entries
