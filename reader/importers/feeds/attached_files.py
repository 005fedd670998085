"""Finds the sounds, films and transcripts that a feed adds to an entry beside its enclosures."""

from collections.abc import Iterator

from lxml import etree

from reader.importers.feeds.lenient_xml import children
from reader.importers.safe_addresses import resolve

_KINDS = ("audio", "video")


def attached_files(entry: etree._Element, base: str) -> Iterator[str]:
    """Yields the addresses; of a group, whose files are one in several sizes, the first."""
    for one in children(entry, "media:content"):
        if _is_played(one):
            yield resolve(one.get("url"), base)
    for group in children(entry, "media:group"):
        played = filter(_is_played, children(group, "media:content"))
        yield resolve(next((one.get("url") for one in played), ""), base)
    for one in children(entry, "podcast:transcript"):
        yield resolve(one.get("url"), base)


def _is_played(content: etree._Element) -> bool:
    kind = content.get("type", "").partition("/")[0].strip().lower()
    return kind in _KINDS or (not kind and content.get("medium", "").lower() in _KINDS)
