"""Defines what is read from another program: articles with their highlights, in no program's terms."""

from collections.abc import Callable
from typing import NamedTuple

from reader.core.models import State


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
    #: Where it lies in the article's text, if the program counts in a text as Postil has it; in
    #: code points or UTF-16 units.
    position: tuple[int, int] | None = None
    key: str = ""  # what the program knows it by; a UUID is kept
    place: str = ""  # what the program says of where it is: a page, a location, a chapter


class ArticleText(NamedTuple):
    """The text that a program kept of an article; it is read when it is needed."""

    name: str  # of the file
    media_type: str
    read: Callable[[], bytes]  # raises ImportFailed
    is_page: bool = False  # a page as it was fetched, with more on it than the article


class ArticleRecord(NamedTuple):
    """An article that a program knows of, with or without its text."""

    title: str = ""
    url: str = ""
    author: str = ""
    site: str = ""
    published: str = ""  # as the program has it
    language: str = ""
    excerpt: str = ""
    added: int | None = None
    state: State = State.INBOX
    is_starred: bool = False
    is_read: bool = False
    progress: float = 0.0  # 0 to 1
    tags: tuple[str, ...] = ()
    highlights: tuple[HighlightRecord, ...] = ()
    text: ArticleText | None = None
    key: str = ""  # what the program knows it by; a UUID is kept


class Unreadable(NamedTuple):
    """Something in a file that could not be read: one sentence that says what and where."""

    reason: str


Record = ArticleRecord | Unreadable
