"""Defines the input and output of importers: a source, and the draft of an article made from it.

The values are frozen, as those of ``models``.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from reader.core.imported_highlight import HighlightRecord

# The media type of the source of an article without a text: what another program said of it.
RECORD = "application/json"


class Asset(NamedTuple):
    """An image that belongs to an article, named by its content: ``asset:SHA256`` in the HTML."""

    sha256: str
    media_type: str  # image/png, image/jpeg, image/gif, image/webp, image/bmp or image/svg+xml
    data: bytes
    address: str = ""  # where it was fetched from


class PartKey(NamedTuple):
    """Identifies a left-out part of a page, also in its next version."""

    text: str
    number: int  # of the parts with the same words: 0, 1, …


@dataclass(frozen=True, slots=True)
class Source:
    """What the user added, unchanged: the bytes, and where they are from."""

    data: bytes
    name: str  # file name, or a word such as "clipboard"
    origin: str  # what to call it in a report: the path as given, or "clipboard"
    media_type: str = ""  # if known: text/plain, text/markdown, text/html; maybe with its charset
    address: str = ""  # where it was fetched from, after all redirects
    etag: str = ""  # what the server called this version
    last_modified: str = ""  # when the server says it was changed
    password: str = ""  # that opens it, if it is encrypted; it is never stored
    put_back: frozenset[PartKey] = frozenset()  # what is not to be left out of the article
    part: str = ""  # of a book, the chapter that is wanted; empty: all of it


class WebAddress(NamedTuple):
    """An address whose page the user wants as an article."""

    address: str  # as given


class EncryptedFile(NamedTuple):
    """A file that the user gave the password of."""

    path: Path
    password: str


class FetchOptions(NamedTuple):
    """What the user allows to be fetched."""

    pictures: str = "all"  # or "site": of the page's own site alone, or "none"
    is_local_allowed: bool = False  # from the user's own machine and network too
    local_hosts: frozenset[str] = frozenset()  # of it whose feeds may be read in any case


FETCH_ALL = FetchOptions()


class Mark(NamedTuple):
    """A highlight or a note that a file contains."""

    kind: str  # highlight, underline, strikeout or note
    letters: str  # of its words, without blanks; empty if it is on none
    at: int  # how many letters of the text are before them
    color: str  # as #rrggbb, its name, or empty
    note: str
    created: int | None  # ms since 1970
    updated: int | None
    name: str  # by which its writer knows it; not always unique
    page: int  # from 0
    tags: tuple[str, ...] = ()


class LeftOut(NamedTuple):
    """A part of a page that an importer left out: its text, and the reason."""

    text: str
    reason: str  # in English, to be translated when it is shown
    place: int | None = None  # how many letters of the article are before it; None: no part of it
    is_put_back: bool = False  # whether the user wants it in the text


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as an importer hands it over, ready to be kept."""

    title: str
    html: str  # sanitised; headings from h2, the title not repeated
    source: Source
    importer: str  # name and version of what made this, e.g. "plain-text/1", and the source's part
    media_type: str  # of the source: text/plain, text/markdown, text/html
    is_title_generated: bool = False
    byline: str = ""
    site: str = ""
    url: str = ""  # the address as the user gave it, else the one the page names, or empty
    published: str = ""  # ISO 8601 date or date-time, or empty
    language: str = ""  # BCP 47, or empty
    excerpt: str = ""
    tags: tuple[str, ...] = ()
    assets: tuple[Asset, ...] = ()
    notes: tuple[str, ...] = ()  # what was changed and why, in English, for the log
    left_out: tuple[LeftOut, ...] = ()  # in the order of the page
    marks: tuple[Mark, ...] = ()
    highlights: tuple[HighlightRecord, ...] = ()  # that other programs keep beside the source
    warning: str = ""  # one sentence for the user: what of the source could not be read
    copy_of: str = ""  # the UUID of the article that the source was exported of, unchanged
