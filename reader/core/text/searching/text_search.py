"""Finds words in a text, ignoring case, accents, quotation marks and white space."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from itertools import pairwise
from string import ascii_lowercase, digits
from typing import NamedTuple

from reader.core.text.searching.search_folding import (
    UNSPACED,
    is_in_word,
    without_diacritics,
    without_invisible,
)

_PIECE = 20_000  # characters that are folded at once
_PLAIN = frozenset(ascii_lowercase + digits)  # always in words
MOST = 10_000  # places that are told at most

Span = tuple[int, int]

_JOINED = "\u1160-\u11ff\u3099\u309a"  # what makes another sign of the one before it


class SearchTerm(NamedTuple):
    """Whole words to find one after another; the last may be the beginning of one."""

    text: str
    is_beginning: bool = False


class FoldedText:
    """A text made ready to be searched: it is folded once, not for every letter that is typed."""

    def __init__(self, text: str) -> None:
        # In pieces, between which other threads have their turn.
        pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
        self._folded = "".join(
            piece.lower() if piece.isascii() else piece.translate(_FOLDS) for piece in pieces
        )
        # What is folded to another length than one: where it is, and where it ends folded.
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
        """Returns start and end, in code points, of each place where the search terms are, in order.

        Upper and lower case, accents and soft hyphens make no difference; white space in the search
        words matches any white space.
        """
        words = sought.split()
        if not words:
            return []
        return self._found(r"\s+".join(re.escape(word.translate(_FOLDS)) for word in words))

    def hits(self, sought: Iterable[SearchTerm]) -> list[Span]:
        """Returns the places of words as the search index finds them; none lies over another."""
        patterns = [self._pattern(one) for one in sought]
        patterns.sort(key=len, reverse=True)  # of those that begin at one place, the longest
        return self._found("|".join(one for one in patterns if one))

    def _pattern(self, sought: SearchTerm) -> str:
        folded = sought.text.translate(_FOLDS)
        tokens = _tokens(folded)
        if not tokens:  # signs, which are in no index
            return r"\s+".join(re.escape(word) for word in folded.split())
        pattern = re.escape(tokens[0])
        for before, token in pairwise(tokens):
            may_touch = _is_unspaced(before) or _is_unspaced(token)
            pattern += f"[{self._gaps}]{'*' if may_touch else '+'}{re.escape(token)}"
        edge = f"[^{self._gaps}{UNSPACED}]"
        start = "" if _is_unspaced(tokens[0]) else f"(?<!{edge})"
        end = "" if sought.is_beginning or _is_unspaced(tokens[-1]) else f"(?!{edge})"
        return f"{start}{pattern}(?![{_JOINED}]){end}"

    @cached_property
    def _gaps(self) -> str:
        """What parts words in the text, for a class of a pattern."""
        signs = set(self._folded) - _PLAIN
        return "\n" + re.escape("".join(c for c in signs if not is_in_word(c)))

    def _found(self, wanted: str) -> list[Span]:
        found: list[Span] = []
        if not wanted:
            return found
        at = 0  # two letters of a ligature are in one place
        for match in re.finditer(wanted, self._folded):
            start, end = match.span()
            origin = self._origin(start)
            if end > start and origin >= at:
                at = self._origin(end - 1) + 1
                found.append((origin, at))
            if len(found) == MOST:
                break
        return found

    def _origin(self, place: int) -> int:
        """Returns where the character is that a place of the folded text came from."""
        passed = bisect_right(self._ends, place)
        if not passed:
            return min(place, self._odd[0]) if self._odd else place
        origin = self._odd[passed - 1] + 1 + place - self._ends[passed - 1]
        return min(origin, self._odd[passed]) if passed < len(self._odd) else origin


def hits(text: str, sought: Iterable[SearchTerm]) -> list[Span]:
    """``FoldedText.hits`` for a text that is searched once."""
    return FoldedText(text).hits(sought)


def _tokens(folded: str) -> list[str]:
    """Returns the words of what is searched for; of scripts without spaces each character is one."""
    in_words = "".join(sign if is_in_word(sign) else " " for sign in folded)
    return re.findall(rf"[{UNSPACED}]|[^\s{UNSPACED}]+", in_words)


def _is_unspaced(token: str) -> bool:
    return re.match(f"[{UNSPACED}]", token) is not None


class _Folds(dict[int, str]):
    """What each character is without case, accents and soft hyphens; worked out when first met."""

    def __missing__(self, code: int) -> str:
        plain = character = chr(code)
        if not character.isascii():
            compatible = unicodedata.normalize("NFKD", character)
            plain = without_diacritics(without_invisible(compatible))
        self[code] = folded = plain.translate(_QUOTES).casefold()
        return folded


_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_FOLDS = _Folds()
