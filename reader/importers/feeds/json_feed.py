"""Reads JSON Feed 1 and 1.1, even if values have the wrong types."""

import html
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from reader.core.feeds import FeedEntry, ParsedFeed
from reader.importers.feeds.entry_pictures import Picture, is_picture, with_pictures
from reader.importers.feeds.feed_dates import feed_date
from reader.importers.safe_addresses import resolve
from reader.importers.text_cleaning import one_line, shorten

_MARK = "jsonfeed.org/version/"
_TITLE = 500
# A string, which may end with the text, or a sign that is in none.
_TOKEN = re.compile(r'"(?:[^"\\]|\\(?:.|\Z))*(?:"|\Z)|[\[\]{},]', re.DOTALL)
_CLOSING = {"{": "}", "[": "]"}


def read_json_feed(text: str, address: str) -> ParsedFeed | None:
    """Returns the feed in a text; None for anything else."""
    found, is_whole = _read(text)
    if not isinstance(found, dict) or _MARK not in _text(found.get("version")):
        return None
    language = _text(found.get("language"))
    site = resolve(_text(found.get("home_page_url")), address)
    author = _byline(found)
    entries: dict[str, FeedEntry] = {}
    for item in _dicts(found.get("items")):
        entry = _entry(item, address, language, author)
        if entry is not None:
            entries.setdefault(entry.id, entry)
    title = one_line(_text(found.get("title")))
    return ParsedFeed(title, site, language, tuple(entries.values()), is_whole)


def _read(text: str) -> tuple[object, bool]:
    """Returns the value in a text, and whether it is whole; of one that is cut off, what came before."""
    with suppress(ValueError, RecursionError):
        return json.loads(text), True
    if _MARK in text:
        with suppress(ValueError, RecursionError):
            return json.loads(_closed(text)), False
    return None, False


def _closed(text: str) -> str:
    """Returns a text up to the last value of the feed, or item of it, that is whole, and closes it."""
    open_: list[str] = []  # what closes the objects and arrays around a place
    end, closing = 0, ""
    for found in _TOKEN.finditer(text):
        sign = found[0]
        if sign in _CLOSING:
            open_.append(_CLOSING[sign])
        elif sign in _CLOSING.values():
            if not open_ or open_.pop() != sign:
                break  # damaged otherwise than by its end
            if len(open_) in (1, 2):
                end, closing = found.end(), "".join(reversed(open_))
        elif sign == "," and len(open_) == 1:
            end, closing = found.start(), "}"
    return text[:end] + closing


def _entry(item: dict[str, Any], address: str, language: str, author: str) -> FeedEntry | None:
    link = resolve(_text(item.get("url")), address)
    external = resolve(_text(item.get("external_url")), address)
    id_ = _text(item.get("id")) or _text(item.get("url"))
    if not id_:
        return None
    content = _text(item.get("content_html"))
    plain = _text(item.get("content_text")) or _text(item.get("summary"))
    if not content.strip() and plain.strip():
        content = paragraphs(plain)
    attached = [
        (resolve(_text(one.get("url")), address), is_picture(_text(one.get("mime_type"))))
        for one in _dicts(item.get("attachments"))
    ]
    image = _text(item.get("image")) or _text(item.get("banner_image"))
    shown = [resolve(image, address), *(one for one, is_image in attached if is_image)]
    content = with_pictures(content, [Picture(one) for one in shown if one])
    return FeedEntry(
        id=id_,
        title=shorten(_text(item.get("title")), _TITLE),
        link=link or external or resolve(id_, ""),
        byline=_byline(item) or author,
        published=feed_date(_text(item.get("date_published")))
        or feed_date(_text(item.get("date_modified"))),
        language=_text(item.get("language")) or language,
        html=content,
        base=link or address,
        enclosures=tuple(one for one, is_image in attached if one and not is_image),
    )


def paragraphs(text: str) -> str:
    """Returns plain text as HTML, a paragraph for each part between empty lines."""
    parts = (part.strip() for part in text.replace("\r\n", "\n").split("\n\n"))
    lines = (html.escape(part, quote=False).replace("\n", "<br>") for part in parts if part)
    return "".join(f"<p>{line}</p>" for line in lines)


def _byline(item: dict[str, Any]) -> str:
    authors: list[object] = []
    for given in (item.get("authors"), item.get("author")):
        authors += given if isinstance(given, list) else [given]
    found = (one.get("name") if isinstance(one, dict) else one for one in authors)
    names = (one_line(_text(name)) for name in found)
    return ", ".join(dict.fromkeys(name for name in names if name))


def _dicts(value: object) -> Iterator[dict[str, Any]]:
    for one in value if isinstance(value, list) else []:
        if isinstance(one, dict):
            yield one


def _text(value: object) -> str:
    """Returns a value as text: ids and dates are sometimes numbers."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()  # halves of characters can be escaped
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""
