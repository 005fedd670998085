"""Finds the feeds that a web page declares."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from reader.core.errors import PostilError
from reader.core.web_addresses import without_feed_scheme
from reader.importers.decode import charset_in, decode
from reader.importers.safe_addresses import resolve, safe_address
from reader.importers.web.html_parser import parse
from reader.importers.web.lxml_helpers import declared_base

_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/x.atom+xml",
    "application/x-rss+xml",
)
_GENERAL_TYPES = ("application/json", "application/xml", "text/xml")  # of other data, too
_INTERFACE = "/wp-json/"  # of WordPress, which names it as it names feeds
_LIKE_A_FEED = re.compile(
    r"(?:^|/)(?:feed|rss|atom)/?$|\.(?:rss|atom|rdf)$|(?:feed|rss|atom|index)\.(?:xml|json)$"
)
_QUERY_OF_A_FEED = re.compile(r"(?:^|&)feed=(?:rss2?|atom|rdf)\b")
_OF_COMMENTS = re.compile(r"comments?|kommentare|commentaires|comentarios", re.IGNORECASE)
_MOST = 20


def feeds_of_page(data: bytes, address: str, media_type: str = "") -> tuple[str, ...]:
    """Returns the addresses of a page's feeds, those of comments last; empty if it names none.

    What links name is taken only where no ``<link>`` names one.
    """
    try:
        root = parse(decode(data, address, charset_in(media_type)).text)
    except PostilError:
        return ()
    base = resolve(declared_base(root), address) or safe_address(address)
    named = list(_named(root, base))
    if not named:
        named = [(False, one) for link in root.iter("a") if (one := _linked(link, base))]
    ordered = sorted(named, key=lambda one: one[0])
    return tuple(dict.fromkeys(one for _is_of_comments, one in ordered))[:_MOST]


def _linked(link: etree._Element, base: str) -> str:
    """Returns the feed that a link leads to; empty if it leads to anything else."""
    target = resolve(without_feed_scheme(link.get("href") or ""), base)
    parts = urlsplit(target)
    is_feed = _LIKE_A_FEED.search(parts.path.lower()) or _QUERY_OF_A_FEED.search(
        parts.query.lower()
    )
    return target if is_feed or _type_of(link) in _TYPES else ""


def _type_of(link: etree._Element) -> str:
    return (link.get("type") or "").partition(";")[0].strip().lower()


def _named(root: etree._Element, base: str) -> Iterator[tuple[bool, str]]:
    """Yields the feeds that `<link>` elements name, each with whether it is one of comments."""
    for link in root.iter("link"):
        rels = (link.get("rel") or "").lower().split()
        target = resolve(without_feed_scheme(link.get("href") or ""), base)
        is_typed = _type_of(link) in (*_TYPES, *_GENERAL_TYPES)
        is_named = "feed" in rels or ("alternate" in rels and is_typed)
        if target and is_named and _INTERFACE not in target:
            words = f"{link.get('title') or ''} {urlsplit(target).path}"
            yield bool(_OF_COMMENTS.search(words)), target
