"""Reads a feed of any kind: RSS, Atom, RDF or JSON Feed."""

import re

from reader.core.errors import ImportFailed
from reader.core.feeds import ParsedFeed
from reader.core.translation import _
from reader.importers.decode import charset_in, decode
from reader.importers.feeds.json_feed import read_json_feed
from reader.importers.feeds.rss_and_atom import read_xml_feed

_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=", re.IGNORECASE)
_START = re.compile(r"<(?:[a-z]\w*:)?(?:rss|rdf|feed|channel)\b", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)


def read_feed(data: bytes, address: str, media_type: str = "") -> ParsedFeed:
    """Returns the feed in some bytes.

    address: where they were fetched from. media_type: as the server says, with its charset, which
    counts only where the feed itself names none: servers add one to whatever they send. Raises
    ImportFailed when it is no feed.
    """
    charset = "" if _ENCODING.match(data) else charset_in(media_type)
    text = decode(data, address, charset).text.lstrip("\ufeff \t\r\n\0")
    if text.startswith("{"):
        feed = read_json_feed(text, address)
    else:
        feed = read_xml_feed(text, address)
        start = None if feed is not None else _START.search(text)
        if start is not None and not _PAGE.search(text, 0, start.start()):
            feed = read_xml_feed(text[start.start() :], address)  # behind warnings of a program
    if feed is None:
        raise ImportFailed(_("“{address}” is not a feed.").format(address=address))
    return feed
