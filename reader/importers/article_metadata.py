"""Defines an article's metadata, and merges those found in several places."""

import re
from dataclasses import dataclass, fields
from typing import Any

from reader.core.web_addresses import is_urn
from reader.importers import limits
from reader.importers.safe_addresses import safe_address
from reader.importers.text_cleaning import one_line, shorten

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,4}")
_NAME_SHARE = 200
#: What programs write for an author they do not know, in the languages of their menus.
NOBODY = frozenset(
    (
        *("unknown", "unknown author", "anonymous author", "n/a", "none"),
        *("unbekannt", "inconnu", "desconocido", "sconosciuto", "desconhecido", "onbekend"),
    )
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """Metadata as found; every field may be empty."""

    title: str = ""
    byline: str = ""
    site: str = ""
    url: str = ""
    published: str = ""
    language: str = ""
    excerpt: str = ""
    tags: tuple[str, ...] = ()


def merged(*layers: Metadata) -> Metadata:
    """Returns field by field the first layer's value that is not empty."""

    values: list[Any] = [
        next(filter(None, (getattr(layer, one.name) for layer in layers)), one.default)
        for one in fields(Metadata)
    ]
    return Metadata(*values)


def tidied(metadata: Metadata) -> Metadata:
    """Returns the metadata with every value in the form a draft has, or emptied."""
    # Start-up time of the process of each PDF file, which needs neither: 36 ms of 88.
    from reader.importers.bylines import cleaned_byline
    from reader.importers.calendars.dates import iso_date, year_or_month

    language = metadata.language.strip().replace("_", "-")
    published = metadata.published.strip()
    return Metadata(
        shorten(metadata.title, limits.TITLE_CHARACTERS),
        shorten(cleaned_byline(metadata.byline), _NAME_SHARE),
        shorten(metadata.site, _NAME_SHARE),
        metadata.url if is_urn(metadata.url) else safe_address(metadata.url),
        year_or_month(published) or iso_date(published),
        language if _LANGUAGE.fullmatch(language) else "",
        shorten(metadata.excerpt, limits.EXCERPT_CHARACTERS),
        tuple(dict.fromkeys(tag for tag in map(one_line, metadata.tags) if tag)),
    )
