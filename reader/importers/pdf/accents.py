"""Joins accents that are drawn apart with the letters that they are drawn over, as TeX's older fonts have them."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reader.importers.pdf.page_elements import Word

_COMBINING = dict(
    zip(
        "`´ˆ˜¯˘˙¨˚˝ˇ¸˛",
        "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327\u0328",
        strict=True,
    )
)
ACCENT = re.compile(f"[{''.join(_COMBINING)}]")
_DOTLESS = {"ı": "i", "ȷ": "j"}
_JOINED = 0.08  # times the size of the letters: a smaller gap is none
_MOST = 500  # separate accents of a page for which letters are searched

#: Returns where the letter with an index on the page begins and ends along its line.
Edges = Callable[[int], tuple[float, float]]


class _Letter(NamedTuple):
    """A part of a word: letters as they are, or one with its accent."""

    text: str
    start: int  # in the word
    end: int
    place: int  # in the word, of the letter that is meant


def with_accents(words: Sequence[Word], edges: Edges) -> list[Word]:
    """Returns the words of a page with accented letters for letters and accents over them.

    Such a letter becomes a word of its own, joined to those beside it: each index of a word is that of
    one of its letters.
    """
    found: list[Word] = []
    alone = [word for word in words if word.text in _COMBINING][:_MOST]
    alone = [word for word in alone if _place_of(word, words, edges)]
    is_after_accent = False
    for word in words:
        if is_after_accent and found:
            # PDFium takes the way back from an accent for a blank.
            gap = word.x0 - found[-1].x1
            word = word._replace(is_joined=abs(gap) < _JOINED * word.size)
        is_after_accent = False
        if word.text in _COMBINING and word in alone:
            is_after_accent = True
        elif ACCENT.search(word.text) and _is_whole(word):
            letters = _accented(word, edges)
            found += _parts(word, letters, edges)
            is_after_accent = word.text[-1] in _COMBINING and bool(letters)
        else:
            found.append(word)
    for accent in alone:
        if place := _place_of(accent, found, edges):
            number, at = place
            word = found[number]
            letter = _combined(accent.text, word.text[at])
            found[number : number + 1] = _parts(word, [_Letter(letter, at, at + 1, at)], edges)
    return found


def _is_whole(word: Word) -> bool:
    return len(word.text) == word.end - word.start


def _accented(word: Word, edges: Edges) -> list[_Letter]:
    found: list[_Letter] = []
    end = 0
    for match in ACCENT.finditer(word.text):
        at = match.start()
        for letter in (at + 1, at - 1):  # in which order they are depends on where they are drawn
            first = min(at, letter)
            if not end <= first <= len(word.text) - 2:
                continue
            combined = _combined(match[0], word.text[letter])
            if combined and _is_over(edges(word.start + at), edges(word.start + letter)):
                end = first + 2
                found.append(_Letter(combined, first, end, letter))
                break
    return found


def _place_of(accent: Word, words: Sequence[Word], edges: Edges) -> tuple[int, int] | None:
    """Returns the word, by its number, and the letter of it that an accent is drawn over."""
    middle = (accent.x0 + accent.x1) / 2
    for number, word in enumerate(words):
        is_near = word.x0 <= middle <= word.x1 and abs(word.base - accent.base) < 0.5 * word.size
        if not is_near or word is accent or not _is_whole(word):
            continue
        for at, letter in enumerate(word.text):
            is_over = _is_over((accent.x0, accent.x1), edges(word.start + at))
            if is_over and _combined(accent.text, letter):
                return number, at
    return None


def _is_over(accent: tuple[float, float], letter: tuple[float, float]) -> bool:
    return letter[0] <= (accent[0] + accent[1]) / 2 <= letter[1]


def _combined(accent: str, letter: str) -> str:
    """Returns a letter with an accent; empty if there is none such."""
    text = unicodedata.normalize("NFC", _DOTLESS.get(letter, letter) + _COMBINING[accent])
    return text if len(text) == 1 else ""


def _parts(word: Word, accented: Sequence[_Letter], edges: Edges) -> Iterator[Word]:
    """Yields a word in parts, of which the accented letters are some."""
    pieces: list[_Letter] = []
    at = 0
    for letter in accented:
        pieces += [_Letter(word.text[at : letter.start], at, letter.start, at), letter]
        at = letter.end
    pieces.append(_Letter(word.text[at:], at, len(word.text), at))
    for piece in pieces:
        if not piece.text:
            continue
        sides = [edges(word.start + index) for index in range(piece.start, piece.end)]
        is_last = piece.end == len(word.text)
        yield word._replace(
            text=piece.text,
            start=word.start + piece.place,
            end=word.start + piece.end,
            x0=min(side[0] for side in sides) if piece.start else word.x0,
            x1=word.x1 if is_last else max(side[1] for side in sides),
            is_joined=word.is_joined or piece.start > 0,
            is_hyphenated=word.is_hyphenated and is_last,
        )
