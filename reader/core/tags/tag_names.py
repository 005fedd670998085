"""Normalizes and compares tag names, splits nested ones, and matches them by a few letters."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import exp2, log2

from reader.core.errors import InvalidInput
from reader.core.models import Tag
from reader.core.translation import _

MAX_LENGTH = 100

# Where the digits stand for tags: on passages and highlights, and on articles.
TEXT, ARTICLES = PLACES = ("", "article")

# Invisible, and of no meaning in a name; the joiners stay, emoji and Indic letters need them.
_INVISIBLE = frozenset(
    "\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
_HALF_LIFE = 3 * 24 * 3600 * 1000  # ms: how long a recent use counts fully half
_RECENT = 3.0  # a use just now weighs as much as eight times the count


def place_of(are_articles: bool) -> str:
    """Returns where the digits are quick tags."""
    return ARTICLES if are_articles else TEXT


def normalise(name: str) -> str:
    """Returns the name as it is stored: NFC, single spaces, no leading ``#``, no empty level of nesting.

    Raises InvalidInput when nothing is left or more than MAX_LENGTH characters are.
    """
    tidied = _tidy(name)
    if not tidied:
        raise InvalidInput(_("A tag needs a name."))
    if len(tidied) > MAX_LENGTH:
        message = _("The tag “{name}…” is too long: a name has at most {n} characters.")
        raise InvalidInput(message.format(name=tidied[:20].rstrip(), n=MAX_LENGTH))
    return tidied


def usable(names: Iterable[str]) -> list[str]:
    """Returns the names that tags can have, as they are stored."""
    return [kept for name in names if (kept := _kept_name(name))]


@lru_cache(maxsize=4096)  # the same tags are on very many highlights
def _kept_name(name: str) -> str:
    try:
        return normalise(name)
    except InvalidInput:
        return ""


@lru_cache(maxsize=16_384)  # asked of every tag at every letter typed
def key(name: str) -> str:
    """Returns the key that all spellings of a tag share: normalized, case folded, NFC; never raises."""
    decomposed = unicodedata.normalize("NFD", _tidy(name))
    return unicodedata.normalize("NFC", decomposed.casefold())


def parents(name: str) -> tuple[str, ...]:
    """Returns the tags this one is nested in, the outermost first: a and a/b for a/b/c."""
    places = [place for place, character in enumerate(name) if character == "/"]
    return tuple(name[:place] for place in places)


def rank(pattern: str, tags: Sequence[Tag], now: int) -> list[Tag]:
    """Returns the tags that match what was typed, the likeliest first; all of them if nothing was.

    A name that is or begins with the pattern comes before one with a word that does, then
    initials, then a part of a word, then the letters in order; among equals those used often and
    lately (``now`` in ms) come first: by log2(1 + uses) + 3 · 2^(-days since the last use / 3).
    Case and diacritics do not matter. A slash at the end asks for nested tags.
    """
    sought = fold(pattern.strip().lstrip("#"))
    found = []
    for tag in tags:
        name = fold(tag.name)
        fit = _fit(sought, name)
        if fit is not None:
            found.append((fit, -_frecency(tag, now), name, tag.id, tag))
    found.sort(key=lambda row: row[:-1])
    return [row[-1] for row in found]


def with_parents(found: Sequence[Tag], tags: Sequence[Tag]) -> list[Tag]:
    """Returns the tags that were found, and after them those that they are nested in."""
    ids = {tag.id for tag in found}
    above = {key(name) for tag in found if "/" in tag.name for name in parents(tag.name)}
    return [
        *found,
        *(tag for tag in tags if above and tag.id not in ids and key(tag.name) in above),
    ]


def _tidy(name: str) -> str:
    visible = "".join(
        character
        for character in name
        if character.isspace()
        or (character not in _INVISIBLE and unicodedata.category(character) not in ("Cc", "Cs"))
    )
    composed = unicodedata.normalize("NFC", visible)
    levels = [" ".join(level.split()) for level in composed.split("/")]
    levels = [level for level in levels if level]
    while levels and levels[0].startswith("#"):
        levels[0] = levels[0].lstrip("# ")
        if not levels[0]:
            del levels[0]
    return "/".join(levels)


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Folds case and drops diacritics, so that resume finds Résumé."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _frecency(tag: Tag, now: int) -> float:
    if not tag.last_used_at:
        return log2(1 + tag.count)
    age = max(0, now - tag.last_used_at)  # a clock that was set back makes no use "more than now"
    return log2(1 + tag.count) + _RECENT * exp2(-age / _HALF_LIFE)


_Fit = tuple[int, int, int]  # smaller is better


def _fit(sought: str, name: str) -> _Fit | None:
    if not sought or sought == name:
        return (0, 0, 0)
    if name.startswith(sought):
        return (1, 0, 0)
    starts = _word_starts(name)
    if any(name.startswith(sought, start) for start in starts):
        return (2, 0, 0)
    parts = sought.replace("/", " ").split()
    if len(parts) > 1 and all(any(name.startswith(part, at) for at in starts) for part in parts):
        return (3, 0, 0)
    if sought.endswith("/") and not _is_subsequence("".join(sought.split()), name):
        return None  # what is nested is asked for
    letters = "".join(parts)
    if len(letters) > 1 and _is_subsequence(letters, "".join(name[start] for start in starts)):
        return (4, 0, 0)
    if sought in name or all(part in name for part in parts):
        return (5, 0, 0)
    return _letters_in_order(letters, name, starts)


def _word_starts(name: str) -> list[int]:
    return [
        place
        for place, character in enumerate(name)
        if character.isalnum() and (place == 0 or not name[place - 1].isalnum())
    ]


def _is_subsequence(letters: str, name: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in letters)


def _letters_in_order(letters: str, name: str, starts: Sequence[int]) -> _Fit | None:
    """Returns those that begin at a word first, then those with the fewest letters in between."""
    best: _Fit | None = None
    for first in range(len(name)):
        if not name.startswith(letters[:1], first):
            continue
        at = first
        for letter in letters[1:]:
            at = name.find(letter, at + 1)
            if at < 0:
                return best  # nor can it be found from any later place
        fit = (6, 0 if first in starts else 1, at - first + 1 - len(letters))
        best = fit if best is None else min(best, fit)
    return best
