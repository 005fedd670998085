"""Reads OPML, the format in which feed readers exchange lists of feeds."""

from html import unescape

from lxml import etree

from reader.core.errors import ImportFailed
from reader.core.feeds import Subscription, typed_folder
from reader.core.translation import _
from reader.core.web_addresses import web_address, without_feed_scheme
from reader.importers.decode import decode
from reader.importers.feeds.lenient_xml import attribute, local_name, parse
from reader.importers.text_cleaning import shorten

_DEPTH = 8  # folders in folders; those deeper are one with the last
_NAME = 200
_SEARCH = "vfolder"  # Liferea's saved search
_FEED_TYPES = ("", "rss", "atom", "rdf", "feed")  # of outlines that may have the address in `url`


def read_opml(data: bytes, name: str) -> tuple[Subscription, ...]:
    """Returns the feeds of a list, each address once; raises ImportFailed when it is no such list.

    name: what the file is called in messages.
    """
    text = decode(data, name).text.lstrip("\ufeff \t\r\n")
    root = parse(text, "")
    if root is None or local_name(root).lower() != "opml":
        message = _("“{name}” is not a list of feeds (OPML).")
        raise ImportFailed(message.format(name=name))
    found: dict[str, Subscription] = {}
    waiting: list[tuple[etree._Element, tuple[str, ...]]] = [(root, ())]
    while waiting:  # not by recursion: a file may be nested deeply
        element, folder = waiting.pop()
        kind = attribute(element, "type").lower()
        if kind == _SEARCH or attribute(element, "isComment").lower() == "true":
            continue
        if local_name(element).lower() == "outline":
            text = attribute(element, "text") or attribute(element, "title")
            label = shorten(unescape(text), _NAME)
            given = attribute(element, "xmlUrl")
            if not given and kind in _FEED_TYPES:
                given = attribute(element, "url")
            address = web_address(without_feed_scheme(given))
            if address and kind not in ("link", "include"):
                site = web_address(attribute(element, "htmlUrl"))
                place = folder or _category(attribute(element, "category"))
                found.setdefault(address, Subscription(address, label, place, site))
            folder = (*folder, label)[:_DEPTH] if label else folder
        waiting.extend((one, folder) for one in reversed(element))
    if not found:
        message = _("“{name}” contains no feeds.")
        raise ImportFailed(message.format(name=name))
    return tuple(found.values())


def _category(text: str) -> tuple[str, ...]:
    """Returns the folders that a feed names itself, as ``/Outer/Inner``; of several, the first."""
    first = text.partition(",")[0]
    return typed_folder(first)[:_DEPTH] if first.startswith("/") else ()
