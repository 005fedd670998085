"""Finds the pictures that a feed adds to an entry beside its text, as Media RSS and enclosures do."""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree

from reader.importers.feeds.lenient_xml import children, text_of
from reader.importers.safe_addresses import resolve

_DIGITS = 9  # of a width, at most


class Picture(NamedTuple):
    """A picture beside the text of an entry."""

    address: str
    alternative: str = ""
    width: int = 0  # 0: unknown


def media_pictures(entry: etree._Element, base: str) -> list[Picture]:
    """Returns the pictures of Media RSS; not those with a title only, as blogs add portraits."""
    found = []
    for place in (entry, *children(entry, "media:group")):
        for one in children(place, "media:content"):
            described = text_of(one, "media:description")
            address = resolve(one.get("url"), base)
            if (
                address
                and (one.get("medium") == "image" or is_picture(one.get("type")))
                and (described or not children(one, "media:title"))
            ):
                width = one.get("width", "").strip()
                is_width = width.isdecimal() and len(width) <= _DIGITS
                found.append(Picture(address, described, int(width) if is_width else 0))
    return found


def is_picture(media_type: str | None) -> bool:
    """Returns whether a media type is that of a picture."""
    return (media_type or "").strip().lower().startswith("image/")


def with_pictures(html: str, pictures: Iterable[Picture]) -> str:
    """Returns the HTML of an entry with its pictures below, if it shows none itself.

    Of a picture in several sizes, which differ in the query of their addresses, the widest is taken.
    """
    if "<img" in html.lower():
        return html
    widest: dict[str, Picture] = {}
    for one in pictures:
        parts = urlsplit(one.address)
        same = widest.setdefault(f"{parts.netloc}{parts.path}", one)
        if one.width > same.width:
            widest[f"{parts.netloc}{parts.path}"] = one
    return html + "".join(
        f'<p><img src="{escape(one.address)}" alt="{escape(one.alternative)}"></p>'
        for one in widest.values()
    )
