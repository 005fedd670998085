"""Refuses text files that contain data or only an address: feeds, JSON, shortcuts."""

import json
import re
from typing import TYPE_CHECKING

from reader.core.errors import ImportFailed, IsFeed
from reader.core.translation import N_, _
from reader.importers.containers.property_list import is_property_list, read_property_list
from reader.importers.kinds.binary_kinds import BOOK, OFFICE, PICTURE
from reader.importers.safe_addresses import safe_address
from reader.importers.text_cleaning import shorten

if TYPE_CHECKING:
    from reader.importers.source_content import Content

_SHORTCUT = N_("“{name}” is a shortcut to something on a computer, not an article.")
_LINK = N_("“{name}” only contains the address {address}: add that address.")
_FEED = N_(
    "“{name}” is a feed, not an article: subscribe to its address, or add the pages it lists."
)
_OUTLINE = N_(
    "“{name}” is a list of feeds or an outline (OPML), not an article: import it from the File "
    "menu."
)
_BOOKMARKS = N_("“{name}” is a list of bookmarks, not an article: save the pages, and add these.")
_SITEMAP = N_("“{name}” is a sitemap, not an article: save the pages, and add these.")
_XML = N_("“{name}” is data in XML, not an article: save it as HTML or Markdown, and add that.")
_JSON = N_("“{name}” is data in JSON, not an article.")
_NOTEBOOK = N_("“{name}” is a Jupyter notebook: export it as HTML or Markdown, and add that.")
_TABLE = N_("“{name}” is a table (CSV), not an article.")
_CALENDAR = N_("“{name}” is a calendar, not an article.")
_CONTACT = N_("“{name}” is a contact, not an article.")
_RICH_TEXT = N_(
    "“{name}” is an RTF document: save it in a word processor as DOCX or HTML, and add that."
)
_POSTSCRIPT = N_("“{name}” is a PostScript file: convert it to PDF, and add that.")
_EVERNOTE = N_("“{name}” contains notes of Evernote: export them as HTML, and add these.")

# In lower case.
_ROOTS = {
    **dict.fromkeys(("rss", "feed", "atom:feed", "rdf:rdf"), _FEED),
    "opml": _OUTLINE,
    "xbel": _BOOKMARKS,
    "svg": PICTURE,
    **dict.fromkeys(("urlset", "sitemapindex"), _SITEMAP),
    **dict.fromkeys(("plist", "gpx", "kml"), _XML),
    "en-export": _EVERNOTE,
    "fictionbook": BOOK,
    "office:document": OFFICE,
}
_BEGINNINGS = (
    (re.compile(r"\{\\u?rtf[\d\\]"), _RICH_TEXT),
    (re.compile(r"%!PS"), _POSTSCRIPT),
    (re.compile(r"\[(?:InternetShortcut|Desktop Entry)\][ \t]*\r?\n", re.IGNORECASE), _SHORTCUT),
    (re.compile(r"<!DOCTYPE NETSCAPE-Bookmark", re.IGNORECASE), _BOOKMARKS),
    (re.compile(r"BEGIN:VCALENDAR\b", re.IGNORECASE), _CALENDAR),
    (re.compile(r"BEGIN:VCARD\b", re.IGNORECASE), _CONTACT),
)
_ROOT = re.compile(
    r"(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE\s[^>\[]*(?:\[.*?\]\s*)?>\s*)*<([A-Za-z_][\w.:-]*)",
    re.DOTALL,
)
_SHORTCUT_ADDRESS = re.compile(
    r"\s*+(?:#!.*\n\s*)?(?=\[)[\s\S]{0,5000}?\[(?:InternetShortcut(?:\.[AW])?|Desktop Entry)\][\s\S]*?^URL(?:\[\$e\])?=(.+)$",
    re.IGNORECASE | re.MULTILINE,
)
_TABLES = (".csv", ".tsv", ".tab")
_JSON_NAMES = (".json", ".jsonl", ".ndjson", ".ipynb", ".geojson")
_SAMPLE = 100_000
_LONGEST_ADDRESS = 200  # in a sentence


def refuse_data(content: "Content") -> None:
    """Raises ImportFailed, in one sentence, if a file contains data or an address, not an article."""
    if address := linked_address(content):
        raise only_address(content.name, address)
    text = content.text[:_SAMPLE].lstrip("\ufeff \t\r\n")
    kind = next((kind for pattern, kind in _BEGINNINGS if pattern.match(text)), "")
    kind = kind or _kind_of_xml(content, text) or _kind_of_json(content, text)
    if not kind and content.name.lower().endswith(_TABLES) and text:
        kind = _TABLE
    if kind:
        error = IsFeed if kind == _FEED else ImportFailed
        raise error(_(kind).format(name=content.name))


def only_address(name: str, address: str) -> ImportFailed:
    """Returns the error for a file that only leads to an address."""
    shown = shorten(address, _LONGEST_ADDRESS)
    return ImportFailed(_(_LINK).format(name=name, address=shown))


def linked_address(content: "Content") -> str:
    """Returns the address in a desktop shortcut; empty for any other file."""
    address: object = ""
    if is_property_list(content.data):
        address = read_property_list(content.data).get("URL")
    elif match := _SHORTCUT_ADDRESS.match(content.text[:_SAMPLE]):
        address = match[1]
    return safe_address(address) if isinstance(address, str) else ""


def _kind_of_xml(content: "Content", text: str) -> str:
    match = _ROOT.match(text) if text.startswith("<") else None
    if match is None or match[1].lower() == "html":
        return ""
    root = match[1].lower()
    is_whole = content.text[-1000:].rstrip().lower().endswith((f"</{root}>", "/>"))
    is_xml = text[:5].lower() == "<?xml"
    if root in _ROOTS and (is_whole or is_xml):
        is_news = root != "rdf:rdf" or "purl.org/rss" in text
        return _ROOTS[root] if is_news else _XML
    return _XML if is_xml and content.media_type != "text/html" else ""


def _kind_of_json(content: "Content", text: str) -> str:
    if not text.startswith(("{", "[")):
        return ""
    try:
        found = json.loads(content.text)
    except (ValueError, RecursionError):
        if content.name.lower().endswith(".ipynb"):
            return _NOTEBOOK
        is_named = content.name.lower().endswith(_JSON_NAMES)
        return _JSON if is_named or _has_json_lines(text) else ""
    if isinstance(found, dict) and "nbformat" in found:
        return _NOTEBOOK
    if isinstance(found, dict) and "jsonfeed.org" in str(found.get("version")):
        return _FEED
    return _JSON if found and len(text) > 20 else ""


def _has_json_lines(text: str) -> bool:
    """Returns whether each of the first lines is an object of JSON."""
    lines = text.splitlines()[:3]
    try:
        return len(lines) > 1 and all(isinstance(json.loads(line), dict) for line in lines)
    except (ValueError, RecursionError):
        return False
