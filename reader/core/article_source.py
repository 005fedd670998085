"""Defines what articles are made from: sources, addresses, pictures and left-out parts.

The values are frozen, as those of ``models``. A start imports them, and not ``article_draft``.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

# The media type of the source of an article without a text: what another program said of it.
RECORD = "application/json"
# The name of the ``<meta>`` by which a page is its article and nothing else.
WHOLE_PAGE = "postil-article"


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


class LeftOut(NamedTuple):
    """A part of a page that an importer left out: its text, and the reason."""

    text: str
    reason: str  # in English, to be translated when it is shown
    place: int | None = None  # how many letters of the article are before it; None: no part of it
    is_put_back: bool = False  # whether the user wants it in the text


def part_keys(parts: Iterable[LeftOut]) -> list[PartKey]:
    """Returns the key of each part: its words, and how many parts before it have the same."""
    seen: Counter[str] = Counter()
    keys = []
    for part in parts:
        keys.append(PartKey(part.text, seen[part.text]))
        seen[part.text] += 1
    return keys


def put_back_keys(parts: Iterable[LeftOut]) -> frozenset[PartKey]:
    """Returns the keys of the parts that the user restored."""
    kept = list(parts)
    return frozenset(
        key for key, part in zip(part_keys(kept), kept, strict=True) if part.is_put_back
    )
