"""Reads an article's metadata from a page's JSON-LD, in any of the forms that pages use."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from reader.importers.article_metadata import Metadata

_MAXIMUM_BLOCK = 1_000_000
_MAXIMUM_OBJECTS = 2000
_ARTICLE = re.compile(r"(?:\w*Article|\w*Posting|Report|Review|CreativeWork|Chapter|Recipe)$")
_PAGE = re.compile(r"(?:WebPage|\w+Page)$")


def json_ld_metadata(root: etree._Element) -> Metadata:
    """Returns the metadata of the first article in the JSON-LD, else of the page itself."""
    objects = [
        found
        for script in root.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
        for found in _objects(script.text or "")
    ]
    names = {str(found["@id"]): found for found in objects if "@id" in found}
    for wanted in (_ARTICLE, _PAGE):
        for found in objects:
            if any(wanted.match(kind) for kind in _types(found)) and _text(found.get("headline")):
                return _metadata(found, names)
    for found in objects:
        if any(_ARTICLE.match(kind) for kind in _types(found)):
            return _metadata(found, names)
    return Metadata()


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yields every object of a block, those in lists and graphs too."""
    text = re.sub(r"^\s*(?:<!\[CDATA\[|<!--)|(?:\]\]>|-->)\s*$", "", text)
    if len(text) > _MAXIMUM_BLOCK:
        return
    try:
        waiting = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _count in range(_MAXIMUM_OBJECTS):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value
        elif isinstance(value, dict):
            yield value
            waiting += [value[key] for key in ("@graph", "mainEntity") if key in value]


def _types(found: dict[str, Any]) -> list[str]:
    kinds = found.get("@type", ())
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _metadata(found: dict[str, Any], names: dict[str, Any]) -> Metadata:
    return Metadata(
        title=_text(found.get("headline")) or _text(found.get("name")),
        byline=", ".join(_people(found.get("author") or found.get("creator"), names)),
        site=", ".join(_people(found.get("publisher"), names)[:1]),
        url=_address(found),
        published=_text(found.get("datePublished")) or _text(found.get("dateCreated")),
        language=_text(found.get("inLanguage")),
        excerpt=_text(found.get("description")),
    )


def _text(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    return value.strip() if isinstance(value, str) else ""


def _people(value: object, names: dict[str, Any]) -> list[str]:
    """Returns the names in a string, an object, a reference to one, or a list of these."""
    people: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        person = one
        if isinstance(person, dict) and "name" not in person:
            person = names.get(str(person.get("@id")), person)
        name = _text(person.get("name")) if isinstance(person, dict) else _text(person)
        if name and "://" not in name and name not in people:
            people.append(name)
    return people[:20]


def _address(found: dict[str, Any]) -> str:
    page = found.get("mainEntityOfPage")
    if isinstance(page, dict):
        page = page.get("@id") or page.get("url")
    return _text(found.get("url")) or _text(page)
