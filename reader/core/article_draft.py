"""Defines the output of importers: the draft of an article, with the highlights that its source has.

The values are frozen, as those of ``models``.
"""

from dataclasses import dataclass
from typing import NamedTuple

from reader.core.article_source import Asset, LeftOut, Source
from reader.core.imported_highlight import HighlightRecord


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
    quote: str = ""  # its words, if the file has no place for them


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
