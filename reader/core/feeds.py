"""Defines the immutable values of feeds: subscriptions, and feeds as they are read."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from reader.core.translation import N_

FOLDER_MARK = "\n"  # between the names of folders that are in each other, as they are stored
FOLDER_SLASH = "/"  # between them, where they are typed
CUT_OFF = N_("The feed is incomplete: what could be read was kept. It is refreshed again later.")


class FeedContent(StrEnum):
    """What of an entry becomes the article."""

    FEED = "feed"  # what the feed itself has of it
    PAGE = "page"  # the page that it leads to, by the extractor


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed as it was read; any field but the id may be empty."""

    id: str  # as the feed has it
    title: str = ""
    link: str = ""  # an absolute web address
    byline: str = ""
    published: str = ""  # ISO 8601; without a zone where the feed's is not sure
    language: str = ""
    html: str = ""  # foreign and unsafe
    base: str = ""  # what relative addresses in the HTML are relative to
    enclosures: tuple[str, ...] = ()  # web addresses of sounds, films and other files


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """A feed as it was read."""

    title: str
    site: str  # the web address of the site it is of, or empty
    language: str
    entries: tuple[FeedEntry, ...]  # in the order of the feed, each id once
    is_whole: bool = True  # no: it was cut off


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """What the user chose for a feed."""

    content: FeedContent = FeedContent.FEED
    keep_count: int = 0  # the newest so many articles are kept; 0: all
    keep_days: int = 0  # articles are kept so many days; 0: always


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is subscribed to."""

    id: int
    address: str  # where it is fetched from
    name: str  # as the user calls it, else as it calls itself
    folder: tuple[str, ...]  # the names of the folders it is in, the outer one first
    site: str
    options: FeedOptions
    etag: str  # what the server said of the version that was read last
    last_modified: str
    answered: str  # the address that said so
    read_at: int  # when it was read last, 0: never
    tried_at: int  # when it was asked for last
    not_before: int  # when it may be asked again by itself
    failures: int  # how often in a row it could not be read
    failure: str  # why, in a sentence
    is_gone: bool  # its server said that it is gone for good
    unread: int
    total: int


def due(feeds: Iterable[Feed], interval: int, now: int) -> list[Feed]:
    """Returns the feeds whose turn it is, those that wait longest first; the interval in ms."""
    found = [
        one
        for one in feeds
        if not one.is_gone and one.not_before <= now and one.tried_at + interval <= now
    ]
    return sorted(found, key=lambda one: one.tried_at)


class Subscription(NamedTuple):
    """A feed to subscribe to, as the user or a list of feeds names it."""

    address: str
    name: str = ""
    folder: tuple[str, ...] = ()
    site: str = ""
    title: str = ""  # as the feed calls itself, where that is known already


def folder_path(names: tuple[str, ...]) -> str:
    """Returns how the names of folders are kept, each on one line, without empty ones."""
    return FOLDER_MARK.join(line for name in names if (line := " ".join(name.split())))


def folder_names(path: str) -> tuple[str, ...]:
    """Returns the names of the folders that are kept as ``folder_path``."""
    return tuple(path.split(FOLDER_MARK)) if path else ()


def typed_folder(text: str) -> tuple[str, ...]:
    """Returns the names of the folders that the user typed, the outer one first."""
    return tuple(name for part in text.split(FOLDER_SLASH) if (name := part.strip()))
