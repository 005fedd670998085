"""Normalizes typography, case and spaces for comparison, with offsets into the original text.

Composed (NFC); without soft hyphens, zero-width characters and bidi marks; every run of white space
one space, every run of dashes one hyphen; straight quotes; three stops for an ellipsis; no
ligatures. Case is kept.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

_DROPPED = "\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_DASHES = "\\-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
# NFC turns the first two into ` and ´, so they must go the same way.
_REPLACEMENTS = (
    dict.fromkeys("\u1fef\u1ffd`´‘’‚‛′ʼ", "'")
    | dict.fromkeys("“”„‟″", '"')
    | {"…": "...", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)
# A single plain space or hyphen stays what it is and is left out of the matches: they are most of a text.
_SPECIAL = re.compile(
    rf"(?P<space>(?: (?=[{_DROPPED}]*\s)|[^\S ])(?:[{_DROPPED}]*\s)*)"
    rf"|(?P<dash>(?:-(?=[{_DROPPED}]*[{_DASHES}])|(?!-)[{_DASHES}])(?:[{_DROPPED}]*[{_DASHES}])*)"
    rf"|(?P<dropped>[{_DROPPED}]+)"
    rf"|(?P<other>[{''.join(_REPLACEMENTS)}])"
)
# Letters that may melt into the one before them though they are no marks: Hangul and Kirat Rai vowels.
_MOST_MARKS = (
    64  # in a row; Unicode's own bound is 30 (UAX #15, Stream-Safe Text), as sorting them is dear
)
_JOINING = re.compile("[\u1160-\u11ff\U00016d63\U00016d67-\U00016d6a]")


@dataclass(frozen=True, slots=True)
class NormalizedText:
    """The normalised text; its character i is made of original[starts[i]:ends[i]]."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Returns the part of the original that text[start:end] is made of; not for an empty range."""
        return self.starts[start], self.ends[end - 1]

    def index(self, offset: int) -> int:
        """Returns the first character that is made of what is at the offset of the original, or later."""
        return bisect_left(self.starts, offset)

    def is_whole(self, start: int, end: int) -> bool:
        """Returns whether no character of the original lies across the borders of text[start:end]."""
        if start > 0 and self.starts[start] < self.ends[start - 1]:
            return False
        if end == len(self.text):
            return True
        return self.starts[end] >= self.ends[end - 1] and not unicodedata.combining(self.text[end])


def normalise(text: str) -> NormalizedText:
    """Returns the text as it reads, and where each of its characters comes from."""
    plain = _replaced(text)
    if unicodedata.is_normalized("NFC", plain.text):
        return plain
    return _composed(plain)


def _replaced(text: str) -> NormalizedText:
    parts: list[str] = []
    starts, ends = array("I"), array("I")
    last = 0
    for found in _SPECIAL.finditer(text):
        start, end = found.span()
        parts.append(text[last:start])
        starts.extend(range(last, start))
        ends.extend(range(last + 1, start + 1))
        last = end
        match found.lastgroup:
            case "space":
                replacement = " "
            case "dash":
                replacement = "-"
            case "dropped":
                continue
            case _:
                replacement = _REPLACEMENTS[found.group()]
        parts.append(replacement)
        starts.extend([start] * len(replacement))
        ends.extend([end] * len(replacement))
    if not parts:
        return NormalizedText(text, range(len(text)), range(1, len(text) + 1))
    parts.append(text[last:])
    starts.extend(range(last, len(text)))
    ends.extend(range(last + 1, len(text) + 1))
    return NormalizedText("".join(parts), starts, ends)


def _composed(plain: NormalizedText) -> NormalizedText:
    """Composes to NFC, one base character with its marks at a time, as these never join across."""
    parts: list[str] = []
    starts, ends = array("I"), array("I")
    text = plain.text
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and end - start < _MOST_MARKS and _joins(text[end]):
            end += 1
        part = text[start:end]
        composed = unicodedata.normalize("NFC", part)
        parts.append(composed)
        if composed == part:
            starts.extend(plain.starts[start:end])
            ends.extend(plain.ends[start:end])
        else:
            first, last = plain.span(start, end)
            starts.extend([first] * len(composed))
            ends.extend([last] * len(composed))
        start = end
    return NormalizedText("".join(parts), starts, ends)


def _joins(character: str) -> bool:
    if character.isascii():
        return False
    return unicodedata.category(character).startswith("M") or _JOINING.match(character) is not None
