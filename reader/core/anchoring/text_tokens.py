"""Splits a text into normalized tokens for alignment, in steps that can be cancelled."""

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from reader.core.text.searching.text_normalization import NormalizedText, normalise

Check = Callable[[], None]  # called every few milliseconds of work; raises to give it up

PIECE = 40_000  # characters that are worked on without a check in between
_LONGEST_WORD = 40
_HEAP = 64  # combining marks in a row, more than anything that is written has

# Scripts without spaces between words: each character is a token.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fff\u3001-\ua4cf\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
# Signs above and below letters, which do not break a word: of Latin, Cyrillic, Hebrew, Arabic.
_SIGNS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4"
)
SIGNS = re.compile(f"[{_SIGNS}\u0640]+")  # and the stroke that lengthens an Arabic word
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}](?:[^\W{_UNSPACED}]|[{_SIGNS}]){{0,23}}|\S")
_SAME_MARK = str.maketrans("«»「」『』《》‹›。、．", '""""""""\'\'.,.')
# Where nothing is ever merged, composed or dropped across, and no token goes on.
_SAFE_CUT = re.compile(r"(?<=\w)(?= \w)|(?<=[\u4e00-\u9fff。，])(?=[\u4e00-\u9fff])")


def token_around(text: str, at: int) -> tuple[int, int]:
    """Returns where the token begins and ends that goes on at a place; the place itself, if none does."""
    earliest = max(0, at - _LONGEST_WORD)
    begin = max(earliest, text.rfind(" ", earliest, at) + 1)
    for found in _TOKEN.finditer(text, begin, at + _LONGEST_WORD):
        if found.end() > at:
            return found.span() if found.start() < at else (at, at)
    return at, at


class Vocabulary(dict[str, int]):
    """A number for each token, the same in all texts that share it.

    Words that differ only in case, width or the signs above and below their letters have one number,
    and so have the quotation marks and full stops of different languages.
    """

    def __init__(self) -> None:
        super().__init__()
        self._numbers: defaultdict[str, int] = defaultdict(count().__next__)

    def __missing__(self, token: str) -> int:
        number = self[token] = self._numbers[_key(token)]
        return number


def _key(token: str) -> str:
    if token.isascii():
        return token.lower()
    plain = unicodedata.normalize("NFKD", token.translate(_SAME_MARK)).casefold()
    return SIGNS.sub("", plain) or token


@dataclass(frozen=True, slots=True)
class Tokens:
    """Numbers and places of the tokens; starts and ends are offsets of the text they are of."""

    ids: list[int]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.ids)


def tokenise(text: str, vocabulary: Vocabulary, check: Check) -> Tokens:
    """Returns the tokens of a normalised text: words, single ideographs, marks. White space is none."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    number = vocabulary.__getitem__
    for first, last in pieces(text):
        check()
        found = list(_TOKEN.finditer(text, first, last))
        ids.extend([number(one.group()) for one in found])
        starts.extend([one.start() for one in found])
        ends.extend([one.end() for one in found])
    return Tokens(ids, starts, ends)


def normalise_in_pieces(text: str, check: Check) -> NormalizedText:
    """Returns what ``normalise`` answers, with checks in between."""
    borders = pieces(text)
    if len(borders) == 1:
        check()
        return normalise(text)
    parts: list[str] = []
    starts, ends = array("I"), array("I")
    for first, last in borders:
        check()
        piece = normalise(text[first:last])
        parts.append(piece.text)
        starts.extend(_shifted(piece.starts, first))
        ends.extend(_shifted(piece.ends, first))
    return NormalizedText("".join(parts), starts, ends)


def pieces(text: str) -> list[tuple[int, int]]:
    """Returns the text in pieces of about 40,000 characters, cut where both sides read as they did together.

    Where there is no such place, a piece is longer; but heaps of combining marks, which nothing that is
    written has, are cut nevertheless.
    """
    borders = [0]
    while len(text) - borders[-1] > PIECE:
        cut = _SAFE_CUT.search(text, borders[-1] + PIECE)
        if cut is not None and cut.start() < len(text):
            borders.append(cut.start())
        elif _is_heap(text[borders[-1] + PIECE - _HEAP : borders[-1] + PIECE + 1]):
            borders.append(borders[-1] + PIECE)
        else:
            break
    borders.append(len(text))
    return list(pairwise(borders))


def _is_heap(marks: str) -> bool:
    return all(map(unicodedata.combining, marks)) and len(marks) > _HEAP


def _shifted(offsets: Sequence[int], by: int) -> Sequence[int]:
    if isinstance(offsets, range):
        return range(offsets.start + by, offsets.stop + by)
    return array("I", map(by.__add__, offsets))
