"""Reads an article's metadata from a page's JSON-LD, in any of the forms that pages use."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import etree

from reader.importers.article_metadata import Metadata
from reader.importers.calendars.dates import machine_date
from reader.importers.safe_addresses import escape_parameters

_MAXIMUM_BLOCK = 1_000_000
_MAXIMUM_OBJECTS = 2000
_DECODER = json.JSONDecoder(strict=False)
# Comments in which pages hide a script from old browsers. White space is passed over once: there
# may be a million characters of it.
_AROUND = re.compile(
    r"^\s*+(?://|/\*)?+\s*+(?:<!\[CDATA\[|<!--)\s*+(?:\*/)?"
    r"|(?<!\s)\s*+(?://|/\*)?+\s*+(?:\]\]>|-->)\s*+(?:\*/)?+\s*+$"
)
_ARTICLE = re.compile(
    r"(?:https?://schema\.org/)?(?:\w*Article|\w*Posting|Report|Review|CreativeWork|Chapter|Recipe|"
    r"VideoObject|HowTo|Thesis|Book)$"
)
_PAGE = re.compile(r"(?:https?://schema\.org/)?(?:WebPage|\w+Page)$")
_SITE = re.compile(r"(?:https?://schema\.org/)?(?:WebSite|\w*Organization|Blog)$")


@dataclass(frozen=True, slots=True)
class LinkedData:
    """What a page's JSON-LD says: of each article or page in it, and how the site is called."""

    articles: tuple[Metadata, ...] = ()  # those with a headline before the others
    names: tuple[str, ...] = ()  # what each article is called besides its headline, or empty
    later_date: str = ""  # when an article was last changed
    sites: tuple[str, ...] = ()


def linked_data(root: etree._Element) -> LinkedData:
    """Returns what all JSON-LD blocks of a page say."""
    objects = [
        found
        for script in root.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
        for found in _objects(script.text or "")
    ]
    by_id = {str(found["@id"]): found for found in objects if "@id" in found and len(found) > 1}
    kinds = [(found, _types(found)) for found in objects]
    articles = [found for found, types in kinds if any(map(_ARTICLE.match, types))]
    pages = [found for found, types in kinds if any(map(_PAGE.match, types))]
    told = [found for found in (*articles, *pages) if _text(found.get("headline"))]
    told += [found for found in articles if found not in told]
    later = (machine_date(_text(found.get("dateModified"))) for found in (*articles, *pages))
    return LinkedData(
        tuple(_metadata(found, by_id) for found in told),
        tuple(_text(found.get("name")) for found in told),
        next(filter(None, later), ""),
        tuple(
            _text(found.get("name"))
            for found, types in kinds
            if any(map(_SITE.match, types)) and _text(found.get("name"))
        ),
    )


def article_text(blocks: Iterable[str]) -> str:
    """Returns the longest text of an article in blocks of JSON-LD, or empty."""
    found = (found for block in blocks for found in _objects(block))
    return max((_text(one.get("articleBody")) for one in found), key=len, default="")


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yields every object of a block, those in lists and graphs too."""
    if len(text) > _MAXIMUM_BLOCK:
        return
    waiting = _parsed(_AROUND.sub("", text))
    for _count in range(_MAXIMUM_OBJECTS):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value
        elif isinstance(value, dict):
            yield value
            waiting += [
                value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value
            ]


def _parsed(text: str) -> list[Any]:
    """Returns the values of a block; of one with commas too many or written as HTML, too."""
    for form in (text, re.sub(r",(\s*[}\]])", r"\1", text), unescape(text)):
        values, at = [], 0
        form = form.strip()
        try:
            while at < len(form):
                value, at = _DECODER.raw_decode(form, at)
                values.append(value)
                while at < len(form) and form[at] in "; \t\r\n":
                    at += 1
        except (ValueError, RecursionError):
            if not values:
                continue
        return values
    return []


def _types(found: dict[str, Any]) -> list[str]:
    kinds = found.get("@type", ())
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _metadata(found: dict[str, Any], by_id: dict[str, Any]) -> Metadata:
    return Metadata(
        title=_text(found.get("headline")) or _text(found.get("name")),
        byline=", ".join(_people(found.get("author") or found.get("creator"), by_id)),
        site=", ".join(_people(found.get("publisher"), by_id)[:1]),
        url=_address(found),
        published=machine_date(
            _text(found.get("datePublished")) or _text(found.get("dateCreated"))
        ),
        language=_text(found.get("inLanguage")),
        excerpt=_text(found.get("description")),
    )


def _text(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return ""
    for _program in range(2):  # several escape what they write, one after the other
        value = unescape(escape_parameters(value))
    return value.strip()


def _people(value: object, by_id: dict[str, Any]) -> list[str]:
    """Returns the names in a string, an object, a reference to one, or a list of these."""
    people: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        person = one
        if isinstance(person, dict) and "name" not in person:
            person = by_id.get(str(person.get("@id")), person)
        for name in _names(person):
            if name and "://" not in name and name not in people:
                people.append(name)
    return people[:20]


def _names(person: object) -> list[str]:
    """Returns the names of a person, or of several, whom one object names."""
    if not isinstance(person, dict):
        return [_text(person)]
    name = person.get("name")
    if isinstance(name, list):
        return list(map(_text, name))
    parts = (_text(person.get(part)) for part in ("givenName", "familyName"))
    return [_text(name) or " ".join(filter(None, parts))]


def _address(found: dict[str, Any]) -> str:
    page = found.get("mainEntityOfPage")
    if isinstance(page, dict):
        page = page.get("@id") or page.get("url")
    return _text(found.get("url")) or _text(page)
