"""Defines the immutable values that a search of the whole library returns."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from reader.core.listed_ids import ListedIds
from reader.core.models import Color
from reader.core.text.searching.text_search import SearchTerm


class Found(StrEnum):
    """Where something was found that the list does not show; those of articles are named as views."""

    INBOX = "inbox"
    LATER = "later"
    ARCHIVE = "archive"
    FEEDS = "all"  # articles of feeds that nobody has kept
    HIGHLIGHTS = "highlights"
    NOTES = "notes"
    TAGS = "tags"
    TRASH = "trash"


class FoundRow(NamedTuple):
    """One thing that was found: an article, an annotation or a tag."""

    text: str  # title, the words of a highlight or of a note, or the name of a tag
    article_id: int = 0
    annotation_id: int = 0
    title: str = ""  # of the article of an annotation
    color: Color | None = None
    hits: int = 0  # in the text of an article; of a tag, how often it is used


class FoundGroup(NamedTuple):
    """What was found in one place: how much, and the first of it."""

    place: Found
    total: int
    rows: tuple[FoundRow, ...]


class Snippet(NamedTuple):
    """A passage of an article around the first of its hits, and how many there are."""

    text: str
    hits: int


class SearchResult(NamedTuple):
    """What a search found: the articles of the view that was asked for, sorted, and all else."""

    ids: ListedIds
    groups: tuple[FoundGroup, ...]
    snippets: Mapping[int, Snippet]  # of the first articles
    sought: tuple[SearchTerm, ...] = ()  # the words to mark, in all forms that were looked for
