"""Finds the content of a feed's entry as HTML, and the base of its relative addresses."""

import binascii
import copy
import re
from html import unescape
from typing import NamedTuple
from urllib.parse import urljoin

from lxml import etree

from reader.core.errors import ImportFailed
from reader.importers.decode import decode
from reader.importers.feeds.json_feed import paragraphs
from reader.importers.feeds.lenient_xml import children, local_name, name_of
from reader.importers.safe_addresses import resolve
from reader.importers.text_cleaning import one_line
from reader.importers.web.lxml_helpers import text_content

_XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_HTML_TYPES = ("html", "text/html", "xhtml", "application/xhtml+xml")
_ADDRESSES = ("href", "src", "poster", "cite")
# Only these are taken for markup in a title: others are what the title is about.
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|big|br|cite|code|em|font|i|kbd|mark|q|s|small|span|strike|strong|sub|sup|tt|u|wbr)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ANY_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
# What is nothing but paragraphs and the like: HTML, whatever the feed says.
_MARKUP = re.compile(
    r"\s*<(?:p|div|h[1-6]|ul|ol|blockquote|figure|section|article|table|img|br)\b[^<>]*>.*>\s*",
    re.IGNORECASE | re.DOTALL,
)
_LOOKS_LIKE_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:\w+|#\d+|#x[0-9a-fA-F]+);")


class Content(NamedTuple):
    """What an entry contains."""

    html: str = ""
    base: str = ""
    link: str = ""  # where it is, if it is not in the feed


def plain_line(text: str, *, is_html: bool = False) -> str:
    """Returns a title on one line, without the markup and the references that are written in it."""
    pattern = _ANY_TAG if is_html else _INLINE
    return one_line(unescape(pattern.sub("", text)))


def rss_content(item: etree._Element, base: str) -> Content:
    """Returns the longest of what an item of RSS contains; a summary for players only if nothing else."""
    found = [
        _rss_html(one)
        for name in ("content:encoded", "description", "xhtml:body", "xhtml:div", "atom:content")
        for one in children(item, name)
    ]
    if not any(html.strip() for html in found):
        found = [_rss_html(one) for one in children(item, "atom:summary")]
    if not any(html.strip() for html in found):
        found = _summaries(item)
    html = max(found, key=len, default="")
    return Content(html, declared_base(item) or base)


def _rss_html(element: etree._Element) -> str:
    if name_of(element).startswith("xhtml:") or len(element):
        return _markup(element, is_whole=name_of(element) == "xhtml:div")
    text = element.text or ""
    return _escaped_once(text) if _LOOKS_LIKE_HTML.search(text) else paragraphs(text)


def _escaped_once(html: str) -> str:
    """Returns HTML, unescaped where all of its markup was escaped twice."""
    if "&lt;" in html and not _ANY_TAG.search(html) and _MARKUP.fullmatch(found := unescape(html)):
        return found
    return html


def _plain_html(text: str) -> str:
    """Returns what is said to be plain text as HTML."""
    return text if _MARKUP.fullmatch(text) else paragraphs(text)


def _summaries(item: etree._Element) -> list[str]:
    """Returns what describes the film or the sound that an item is, if there is no other text."""
    places = [item, *children(item, "media:group"), *children(item, "media:content")]
    found: list[str] = []
    for names in (("itunes:summary", "media:description"), ("itunes:subtitle",)):
        found = found or [
            html
            for name in names
            for place in places
            for one in children(place, name)
            if (html := _plain_html(text_content(one)))
        ]
    return found


def atom_content(entry: etree._Element, base: str) -> Content:
    """Returns the content of an entry of Atom, else its summary."""
    link = ""
    parts = [part for one in children(entry, "content") for part in children(one, "content")]
    for name in ("content", "summary"):
        for element in (*children(entry, name), *(parts[::-1] if name == "content" else ())):
            if source := element.get("src"):
                link = link or resolve(source, element.base or base)
                continue
            html = _atom_html(element)
            if html.strip():
                own = declared_base(element)
                return Content(html, own or base, link)
    return Content(max(_summaries(entry), key=len, default=""), base, link)


def _atom_html(element: etree._Element) -> str:
    """Returns the HTML of a text of Atom; empty for data of other kinds."""
    kind = element.get("type", "text").partition(";")[0].strip().lower()
    text = text_content(element)
    if element.get("mode") == "base64":
        try:
            text = decode(binascii.a2b_base64(text), "").text
        except (ValueError, ImportFailed):
            return ""
    if len(element) and kind in (*_HTML_TYPES, "text"):
        return _markup(element)
    if kind in _HTML_TYPES or element.get("mode") == "escaped":
        return _escaped_once(text)
    return _plain_html(text) if kind in ("text", "") or kind.startswith("text/") else ""


def _markup(element: etree._Element, *, is_whole: bool = False) -> str:
    """Returns XHTML as HTML: without namespaces, its addresses as ``xml:base`` makes them."""
    outer = element.base
    for one in element.iter():
        if isinstance(one.tag, str) and one.base != outer:
            for name in _ADDRESSES:
                address = one.get(name)
                if address and not address.startswith("#"):
                    one.set(name, _absolute(one.base or "", address))
    copied = copy.deepcopy(element)
    copied.tail = None
    for one in copied.iter():
        if isinstance(one.tag, str):
            one.tag = local_name(one) or "span"
            one.attrib.pop(_XML_BASE, "")
    etree.cleanup_namespaces(copied)
    html = etree.tostring(copied, encoding="unicode", method="html")
    return html if is_whole else html[html.index(">") + 1 :].rpartition("</")[0]


def _absolute(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return address


def declared_base(element: etree._Element) -> str:
    """Returns the base that the feed itself declares for an element; empty if none."""
    around = (element, *element.iterancestors())
    return element.base or "" if any(one.get(_XML_BASE) for one in around) else ""
