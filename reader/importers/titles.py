"""Generates a title for an article without one, and cleans the titles of pages."""

import re
from collections.abc import Iterable
from pathlib import PurePath

from reader.core.text.searching.search_folding import without_diacritics
from reader.core.translation import _
from reader.importers.text_cleaning import (
    CJK,
    SENTENCE_STOPS,
    letters_and_digits,
    one_line,
    shorten,
    tokens,
)

_TITLE_LENGTH = 90
_WORD = re.compile(r"[^\W\d_]{2,}")
_SEPARATOR = re.compile(
    r"\s+[|·•»«—–:/~-]\s+|\s*\|\s*|\s*[：｜]\s*|\s+::\s+|\s*_\s*(?=\W*[^\x00-\x7f])"
)
_CERTAIN_SEPARATOR = re.compile(r"\s*(?:\||｜|»|::)\s*")
_LEADING_NAME = re.compile(r"([^|·•»]{2,60}?)(?:\s+[|·•»—–:/~-]\s+|:\s+|\s*\|\s*)(?=\S)")
_SECTIONS = ("blogarchive", "blogarchives")  # that weblogs write between their name and the title
_SIGNED = re.compile(r",?\s+by\s+([^|·•»]{2,60})$")
_TAIL_LENGTH = 60
_TAIL_WORDS = 5


def title_from_name(name: str) -> str:
    """Returns a file's name as a title when it has three words or more; else empty."""
    stem = re.sub(r"\.[A-Za-z]{2,8}$", "", PurePath(name.replace("\\", "/")).name)
    stem = re.sub(r"\s[0-9a-f]{32}$", "", stem)  # by which Notion knows a page
    title = one_line(re.sub(r"[_+]+|(?<=\w)-+(?=\w)", " ", stem))
    if len(_WORD.findall(title)) < 3 and len(CJK.findall(title)) < 6:
        return ""
    return shorten(title[:1].upper() + title[1:], _TITLE_LENGTH)


def generated_title(name: str, blocks: Iterable[str]) -> str:
    """Returns the file's name as a title, else the first sentence, cut short.

    blocks: the texts of the first blocks. A sentence ends with its block; one without a word, such
    as a line of stars, is skipped.
    """
    if title := title_from_name(name):
        return title
    passed: list[str] = []
    for text in blocks:
        if _WORD.search(text) or CJK.search(text):
            passed = [text]
            break
        passed.append(text)
    return shorten(_first_sentence(" ".join(passed)), _TITLE_LENGTH) or _("Untitled")


def _first_sentence(block: str) -> str:
    text = one_line(block[:1000])
    stops = re.escape(SENTENCE_STOPS)
    match = re.match(rf".{{15,}}?(?:[{stops}]+(?=[\s\"'”’)]|$)|[。！？])", text)
    return match[0].rstrip(".。") if match else text.rstrip(",;:，、：")


def without_site(title: str, names: Iterable[str], author: str = "") -> str:
    """Returns a page's title without the site's name, in any of its forms, at its end or beginning.

    An author's name is removed at the end only: at the beginning it is the subject of the page.
    """
    title = one_line(title)
    known = {key for name in names if (key := site_key(name))}
    tails = known | {key for key in [site_key(author)] if key}
    if known:
        known.update(_SECTIONS)
    while tails:
        cut = _without_tail(title, tails)
        match = _LEADING_NAME.match(cut)
        if match and site_key(match[1]) in known:
            cut = cut[match.end() :]
        if cut == title:
            break
        title = cut
    return title


def _without_tail(title: str, known: set[str]) -> str:
    for part in _SEPARATOR.finditer(title):
        tail = title[part.end() :]
        if part.start() and len(tail) <= _TAIL_LENGTH and site_key(tail) in known:
            return title[: part.start()]
        name = _SEPARATOR.split(tail, maxsplit=1)[0]  # "Nets - Harbour Log - Tales of the sea"
        if part.start() and name != tail and len(site_key(name)) > 3 and site_key(name) in known:
            return title[: part.start()]
    signed = _SIGNED.search(title)
    if signed and signed.start() and site_key(signed[1]) in known:
        return title[: signed.start()]
    bracketed = re.search(r"\s*[\[(]([^\[\]()]{2,60})[\])]$", title)
    if bracketed and bracketed.start() and site_key(bracketed[1]) in known:
        return title[: bracketed.start()]
    return title


def site_key(name: str) -> str:
    """Returns the part of a site's name that is compared: without articles and domain endings."""
    name = re.sub(r"\.(?:com|org|net|co\.uk|[a-z]{2,3})$", "", one_line(name).lower())
    name = without_diacritics(name.removeprefix("www."))  # which no host has
    return letters_and_digits(name).removeprefix("the")


def without_tail(title: str) -> str:
    """Returns a page's title without what follows its last bars or arrows, if that is a few words.

    For a page that does not name its site; such signs are rare within a title.
    """
    for match in reversed(list(_CERTAIN_SEPARATOR.finditer(title))):
        head, tail = title[: match.start()], title[match.end() :]
        is_name = len(tail.split()) <= _TAIL_WORDS and not re.search(r"\d|[.!?]$", tail)
        if not (head and tail and is_name and len(head) >= len(tail) // 2):
            break
        title = head
    return title


def is_same(first: str, second: str) -> bool:
    """Returns whether two texts have the same letters and digits."""
    key = letters_and_digits(first)
    return bool(key) and key == letters_and_digits(second)


def is_alike(first: str, second: str) -> bool:
    """Returns whether two texts may be one title: equal, one begins the other, or most words agree."""
    if is_same(first, second):
        return True
    short, long = sorted((tokens(first), tokens(second)), key=len)
    if not short or (len(short) < 2 and len(short[0]) < 8):
        return False
    if long[: len(short)] == short or long[-len(short) :] == short:
        return True
    return len(short) > 2 and len(set(short) & set(long)) >= 0.6 * len(set(short))
