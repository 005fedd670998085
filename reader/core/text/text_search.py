"""Finds typed words in a text, ignoring case, accents, kinds of quotation marks and white space."""

import re
import unicodedata
from bisect import bisect_right

MOST = 10_000  # places that are told at most

Span = tuple[int, int]


class FoldedText:
    """A text made ready to be searched: it is folded once, not for every letter that is typed."""

    def __init__(self, text: str) -> None:
        self._folded = text.lower() if text.isascii() else text.translate(_FOLDS)
        # What is folded to another length than one: where it stands, and where it ends folded.
        self._odd: list[int] = []
        self._ends: list[int] = []
        if not text.isascii():
            odd = {sign for sign in set(text) if len(_FOLDS[ord(sign)]) != 1}
            shift = 0
            for match in re.finditer(f"[{re.escape(''.join(odd))}]", text) if odd else ():
                length = len(_FOLDS[ord(match[0])])
                self._odd.append(match.start())
                self._ends.append(match.start() + shift + length)
                shift += length - 1

    def places(self, sought: str) -> list[Span]:
        """Returns start and end, in code points, of each place where the sought words stand, in order.

        Upper and lower case, accents and soft hyphens make no difference; white space in what is
        sought stands for any.
        """
        words = sought.split()
        if not words:
            return []
        wanted = r"\s+".join(re.escape(word.translate(_FOLDS)) for word in words)
        found: list[Span] = []
        for match in re.finditer(wanted, self._folded):
            start, end = match.span()
            if end > start:
                found.append((self._origin(start), self._origin(end - 1) + 1))
            if len(found) == MOST:
                break
        return found

    def _origin(self, place: int) -> int:
        """Returns where the character stands that a place of the folded text came from."""
        passed = bisect_right(self._ends, place)
        if not passed:
            return min(place, self._odd[0]) if self._odd else place
        origin = self._odd[passed - 1] + 1 + place - self._ends[passed - 1]
        return min(origin, self._odd[passed]) if passed < len(self._odd) else origin


def places(text: str, sought: str) -> list[Span]:
    """``FoldedText.places`` for a text that is searched once."""
    return FoldedText(text).places(sought)


class _Folds(dict[int, str]):
    """What each character is without case, accents and soft hyphens; worked out when first met."""

    def __missing__(self, code: int) -> str:
        plain = character = chr(code)
        if not character.isascii():
            kept = (c for c in unicodedata.normalize("NFKD", character) if not _is_mark(c))
            plain = "".join(kept)
        self[code] = folded = plain.translate(_QUOTES).lower()
        return folded


def _is_mark(character: str) -> bool:
    # Only marks that sit on Latin, Greek, Cyrillic, Hebrew or Arabic letters: the vowel signs of
    # other scripts are letters to those who read them.
    return (
        character == "\u00ad"
        or "\u0300" <= character <= "\u036f"
        or "\u0591" <= character <= "\u05c7"
        or "\u064b" <= character <= "\u065f"
    )


_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_FOLDS = _Folds()
