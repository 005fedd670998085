"""Defines what an import format declares: its names, what it recognizes, and how it is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from reader.core.article_draft import Mark
from reader.core.article_source import Asset, LeftOut

if TYPE_CHECKING:
    from reader.importers.article_metadata import Metadata
    from reader.importers.source_content import Content

#: Returns the bytes that a relative address leads to, empty if there are none.
Resources = Callable[[str], bytes]


class Certainty(IntEnum):
    """How sure an importer is that a source is of its format; the surest one reads it."""

    NONE = 0
    FALLBACK = 1  # can be read so if no other importer takes it
    LIKELY = 2  # shows signs of the format
    DECLARED = 3  # the name or the media type says so, and the content does not deny it
    CERTAIN = 4  # no other format begins like this


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """What an importer found; the HTML may contain anything, it is sanitized afterwards."""

    metadata: "Metadata"
    html: str
    assets: tuple[Asset, ...] = ()
    notes: tuple[str, ...] = ()  # for the log
    left_out: tuple[LeftOut, ...] = ()
    marks: tuple[Mark, ...] = ()
    warning: str = ""  # one sentence: what of it could not be read
    part: str = ""  # of its source, the part that this is; empty: all of it
    is_written: bool = False  # whether the sanitizer's `write` wrote the HTML


@dataclass(frozen=True, slots=True)
class Importer:
    """A format that can be read. A parser is imported inside ``read``, not by the module."""

    id: str
    title: str  # marked for translation with N_
    media_types: tuple[str, ...]  # the first one is the article's
    suffixes: tuple[str, ...]  # in lower case, with the dot
    version: int  # raised when the same source gives another article
    recognizes: Callable[["Content"], Certainty]
    #: Returns None if the content is not of this format after all; raises ImportFailed.
    read: Callable[["Content", Resources], ParsedArticle | None]
    #: Returns the chapters of a book as articles of their own; raises ImportFailed.
    read_chapters: Callable[["Content"], Sequence[ParsedArticle]] | None = None
