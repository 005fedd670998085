"""Defines a highlight of another program in a form independent of that program."""

from typing import NamedTuple

KOREADER = "koreader"  # whose positions are xpointers, not CFIs
# The specification that a Web Annotation's fragment conforms to if it is a CFI.
EPUB_CFI = "http://www.idpf.org/epub/linking/cfi/epub-cfi.html"


class BookPlace(NamedTuple):
    """Where a highlight is in a book, as EPUB CFIs or xpointers: of a range, or of its start and its end."""

    start: str
    end: str = ""  # empty where the start is that of a range
    spine: int = -1  # the number of the document, where the CFIs do not say
    dialect: str = "standard"  # or epubjs, calibre, KOREADER


class HighlightRecord(NamedTuple):
    """A highlight, or a note on the article where there is no quote; times are ms since 1970 UTC."""

    quote: str = ""
    note: str = ""
    color: str = ""  # as the program has it: a name, or #rrggbb
    tags: tuple[str, ...] = ()
    created: int | None = None
    updated: int | None = None
    prefix: str = ""
    suffix: str = ""
    #: Where it is in the article's text, if the program counts in a text as Postil has it; in
    #: code points or UTF-16 units.
    position: tuple[int, int] | None = None
    #: How many characters other than white space are before it in the article's text, and in all of it.
    letters: tuple[int, int] | None = None
    key: str = ""  # its id in the program; a UUID is used as it is
    place: str = ""  # what the program says of where it is: a page, a location, a chapter
    book_place: BookPlace | None = None  # where it is in a book, if the program says so
