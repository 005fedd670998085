"""Reads a book's metadata: title, authors, date, language, publisher, identifier, subjects."""

import re
from urllib.parse import quote

from lxml import etree

from reader.importers.article_metadata import NOBODY, Metadata
from reader.importers.epub.package import Package
from reader.importers.text_cleaning import one_line
from reader.importers.web.html_parser import parse
from reader.importers.web.lxml_helpers import text_content, text_of

_ISBN = re.compile(
    r"(?:urn:)?(?:isbn[:\s]*)?((?:97[89][\s-]?)?(?:\d[\s-]?){9}[\dXx])", re.IGNORECASE
)
_UUID = re.compile(r"(?:urn:)?(?:uuid:)?([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})", re.IGNORECASE)
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{1,31}:\S+", re.IGNORECASE)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S{4,}", re.IGNORECASE)
_PLACE = re.compile(r"[0-9]{1,6}")
_LONGEST_URN = 300
_MAIN_TITLES = ("main", "")
_AUTHOR = ("aut", "")
_PUBLISHED = ("publication", "original-publication", "")


def book_metadata(package: Package, digest: str) -> Metadata:
    """Returns what a package says of its book.

    digest: of the file, by which a book is known that has neither an identifier nor a title.
    """
    entries = _Entries(package.metadata)
    title, byline = _title(entries), _byline(entries)
    return Metadata(
        title=title,
        byline=byline,
        site=entries.first("publisher"),
        url=_urn(entries, package.identifier_id) or _made_urn(entries, title, byline, digest),
        published=_date(entries),
        language=entries.first("language"),
        excerpt=_description(entries),
        tags=tuple(dict.fromkeys(filter(None, map(entries.text, entries.all("subject"))))),
    )


class _Entries:
    """The entries of a package's metadata, each with what refines it."""

    def __init__(self, metadata: etree._Element) -> None:
        self._elements = [one for one in metadata.iter() if isinstance(one.tag, str)]
        self._refined: dict[tuple[str, str], str] = {}
        for one in self._elements:
            if one.tag == "meta" and (target := (one.get("refines") or "").lstrip("#")):
                self._refined.setdefault((target, one.get("property") or ""), self.text(one))

    def all(self, name: str) -> list[etree._Element]:
        """Returns the entries of a name that say something, in the order a package wants them shown."""
        found = [one for one in self._elements if one.tag == name and self.text(one)]
        return sorted(found, key=self._place)

    def _place(self, entry: etree._Element) -> int:
        said = self.said(entry, "display-seq")
        return int(said) if _PLACE.fullmatch(said) else 10**6

    def first(self, name: str) -> str:
        """Returns the text of the first entry of a name; empty if there is none."""
        return next((self.text(one) for one in self.all(name)), "")

    def said(self, entry: etree._Element, name: str) -> str:
        """Returns the metadata of an entry, from a refinement or an attribute of EPUB 2."""
        refined = self._refined.get((entry.get("id") or "", name), "")
        return (refined or one_line(entry.get(name) or "")).lower()

    @staticmethod
    def text(entry: etree._Element) -> str:
        return one_line(text_content(entry))


def _title(entries: _Entries) -> str:
    titles = entries.all("title")
    if not titles:
        return ""
    by_kind: dict[str, str] = {}
    for one in titles:
        by_kind.setdefault(entries.said(one, "title-type"), entries.text(one))
    main = next(
        (by_kind[kind] for kind in _MAIN_TITLES if kind in by_kind), entries.text(titles[0])
    )
    subtitle = by_kind.get("subtitle", "")
    if not subtitle or subtitle.casefold() in main.casefold():
        return main
    return f"{main}{' ' if main.endswith(('?', '!', ':')) else ': '}{subtitle}"


def _byline(entries: _Entries) -> str:
    creators = entries.all("creator")
    authors = [one for one in creators if entries.said(one, "role") in _AUTHOR] or creators
    named = dict.fromkeys(entries.text(one) for one in authors)
    return ", ".join(name for name in named if name.casefold() not in NOBODY)


def _date(entries: _Entries) -> str:
    """Returns when a book was published: not when its file was made or changed."""
    dates = [one for one in entries.all("date") if entries.said(one, "event") in _PUBLISHED]
    dates.sort(key=lambda one: entries.said(one, "event") == "")
    found = entries.text(dates[0]) if dates else ""
    return "" if found.startswith(("0000", "0001", "0101")) else found


def _description(entries: _Entries) -> str:
    """Returns the description, which programs write as HTML."""
    text = entries.first("description")
    return text_of(parse(text)) if "<" in text else text


def _urn(entries: _Entries, identifier_id: str) -> str:
    """Returns the identifier that editions of a book have in common; empty if it has no certain one."""
    found = entries.all("identifier")
    found.sort(key=lambda one: one.get("id") != identifier_id)
    urns = (_as_urn(entries.text(one), entries.said(one, "scheme")) for one in found)
    return next((urn for urn in urns if urn), "")


def _as_urn(text: str, scheme: str) -> str:
    if match := _UUID.fullmatch(text):
        return f"urn:uuid:{match[1].lower()}"
    is_isbn = scheme == "isbn" or "isbn" in text.lower() or text.startswith(("978", "979"))
    if is_isbn and (match := _ISBN.fullmatch(text)):
        return f"urn:isbn:{re.sub(r'[^0-9X]', '', match[1].upper())}"
    if _URN.fullmatch(text):
        return quote(text, safe=":/?@!$&'()*+,;=-._~%")
    return f"urn:epub:{quote(text, safe=':/')}" if _ADDRESS.fullmatch(text) else ""


def _made_urn(entries: _Entries, title: str, byline: str, digest: str) -> str:
    """Returns what stands for the identifier of a book that has none, or one such as “unknown”."""
    parts = (entries.first("identifier"), title, byline)
    known = " ".join(filter(None, parts)).casefold() if title and any((parts[0], byline)) else ""
    return f"urn:epub:{quote(known or digest)[:_LONGEST_URN]}"
