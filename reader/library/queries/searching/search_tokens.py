"""Converts texts to the tokens to index, and words to full-text queries.

Three indexes: an article's title and byline, a revision's text, an annotation's quote and note.
Scripts without spaces between words are indexed character by character and asked for as phrases.
"""

import re
import unicodedata
from functools import cache

from reader.core.text.searching.search_folding import (
    UNSPACED,
    without_diacritics,
    without_invisible,
)

_PRIVATE = 0xF0000  # where no script is, and what FTS5 takes for letters

# How texts are spread: another number, or another Unicode, and the index has to be rebuilt.
VERSION = f"4 {unicodedata.unidata_version}"


def spread(text: str) -> str:
    """Returns the text as it is indexed: one form for what looks alike, unspaced characters apart.

    FTS5 would part words at the marks that are vowels, so these become letters of private use.
    """
    if text.isascii():
        return without_invisible(text)
    one_form = unicodedata.normalize("NFKC", without_invisible(text)).casefold()
    one_form = unicodedata.normalize("NFKC", without_diacritics(one_form))
    apart = _unspaced().sub(r" \1 ", one_form)
    marks = [ord(sign) for sign in set(apart) if unicodedata.category(sign)[0] == "M"]
    return apart.translate({mark: _PRIVATE | mark & 0xFFFF for mark in marks}) if marks else apart


def fold(text: str) -> str:
    """Returns the text without case and diacritics, to compare and to sort by."""
    if text.isascii():
        return text.lower()
    return without_diacritics(unicodedata.normalize("NFKD", text.casefold()))


def is_unspaced(word: str) -> bool:
    """Returns whether a word of the index is a character of a script without spaces."""
    return _unspaced().match(word) is not None


@cache
def _unspaced() -> re.Pattern[str]:
    return re.compile(f"([{UNSPACED}])")  # at first use, as it takes milliseconds


def holds(text: str, words: str, *, is_beginning: bool) -> bool:
    """Returns whether the index would find words one after another in a text that is in no index."""
    found, sought = index_words(text), index_words(words)
    count = len(sought)
    for at in range(len(found) - count + 1 if sought else 0):
        *rest, last = found[at : at + count]
        is_last = last.startswith(sought[-1]) if is_beginning else last == sought[-1]
        if is_last and rest == sought[:-1]:
            return True
    return False


def index_words(text: str) -> list[str]:
    """Returns the words of a text as they are in the index."""
    one_form = fold(spread(text))
    return "".join(sign if _is_indexed(sign) else " " for sign in one_form).split()


def as_written(word: str) -> str:
    """Returns a word of the index with its vowel marks again; empty where they cannot be determined."""
    signs = [chr(ord(sign) & 0xFFFF) if ord(sign) >= _PRIVATE else sign for sign in word]
    is_told = all(
        unicodedata.category(sign)[0] == "M"
        for sign, indexed in zip(signs, word, strict=True)
        if sign != indexed
    )
    return "".join(signs) if is_told else ""


def full_text(words: str, is_beginning: bool) -> str:
    """Returns what to ask FTS5 for to find words one after another; empty for signs, which are in no index."""
    phrase = " ".join(spread(words).split())
    if not any(_is_indexed(character) for character in phrase):
        return ""
    return '"' + phrase.replace('"', '""') + '"' + ("*" if is_beginning else "")


def _is_indexed(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "Co"
