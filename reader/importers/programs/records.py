"""Defines the records read from other programs, articles with highlights, independent of the program."""

from collections.abc import Callable
from typing import NamedTuple

from reader.core.imported_highlight import BookPlace, HighlightRecord
from reader.core.models import State

__all__ = ["ArticleRecord", "ArticleText", "BookPlace", "HighlightRecord", "Record", "Unreadable"]


class ArticleText(NamedTuple):
    """The text that a program kept of an article; it is read when it is needed."""

    name: str  # of the file
    media_type: str
    read: Callable[[], bytes]  # raises ImportFailed
    is_page: bool = False  # more is on it than the article, such as highlights that the record has

    @property
    def may_be_marked(self) -> bool:
        """Whether its file may have highlights, which come with it."""
        return self.media_type == "application/pdf"


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
