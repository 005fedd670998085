"""Generates a title for an article that has none, and cleans those that pages give."""

import re
from pathlib import PurePath

from reader.core.translation import _
from reader.importers.text_cleaning import CJK, SENTENCE_STOPS, one_line, shorten, squash

_TITLE_LENGTH = 90
_WORD = re.compile(r"[^\W\d_]{2,}")
_SITE_PART = re.compile(r"\s+[|·•»—–:-]\s+(?=[^|·•»—–]{2,60}$)")


def title_from_name(name: str) -> str:
    """Returns a file's name as a title when it has three words or more; else empty."""
    stem = re.sub(r"\.[A-Za-z]{2,8}$", "", PurePath(name.replace("\\", "/")).name)
    title = one_line(re.sub(r"[_+]+|(?<=\w)-+(?=\w)", " ", stem))
    if len(_WORD.findall(title)) < 3 and len(CJK.findall(title)) < 6:
        return ""
    return shorten(title[:1].upper() + title[1:], _TITLE_LENGTH)


def generated_title(name: str, text: str) -> str:
    """Returns the file's name as a title, else the first sentence, cut short."""
    return title_from_name(name) or shorten(_first_sentence(text), _TITLE_LENGTH) or _("Untitled")


def _first_sentence(text: str) -> str:
    text = one_line(text[:1000])
    stops = re.escape(SENTENCE_STOPS)
    match = re.match(rf".{{15,}}?(?:[{stops}]+(?=[\s\"'”’)]|$)|[。！？])", text)
    return match[0].rstrip(".。") if match else text


def without_site(title: str, site: str) -> str:
    """Returns a page's title without the site's name at its end or beginning."""
    title = one_line(title)
    for part in _SITE_PART.finditer(title):
        head, tail = title[: part.start()], title[part.end() :]
        if site and squash(tail) == squash(site):
            return head
    match = re.match(r"([^|·•»]{2,60})\s+[|·•»—–-]\s+", title)
    is_first = match is not None and site and squash(match[1]) == squash(site)
    return title[match.end() :] if match and is_first else title


def is_same(first: str, second: str) -> bool:
    """Returns whether two texts have the same letters and digits."""
    return bool(squash(first)) and squash(first) == squash(second)
