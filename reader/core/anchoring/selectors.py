"""Makes text selectors (quotation, prefix, suffix, position) and finds the places that match one exactly.

Marked words are found again in a later text by ``reanchoring``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reader.core.models import Selector, Status
from reader.core.text.searching.text_normalization import NormalizedText, normalise

CONTEXT = 32  # characters kept on either side of the words

_MOST_CANDIDATES = 400
_CLEAR = 0.15  # a rival with less context than the best by so much is none
_CLEAR_OF_WHOLE = 0.04  # the same, when the best has its whole context
_SHORTEST_SIDE = 8  # less context than this counts less, unless the text begins or ends there


@dataclass(frozen=True, slots=True)
class Place:
    """Where words are now, how sure that is, and a score from 0 to 1; an orphan has no place."""

    start: int | None
    end: int | None
    status: Status
    score: float


@dataclass(frozen=True, slots=True)
class NormalizedSelector:
    """The words and their context, normalised together."""

    exact: str
    prefix: str
    words: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Some place where the words are: in the text, and in the normalised text."""

    start: int
    end: int
    first: int
    last: int
    context: float  # 0 to 1: how much of the context is there too
    is_verbatim: bool


def describe(text: str, start: int, end: int) -> Selector:
    """Returns the selector of text[start:end]; raises ValueError when that is empty or not in the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage from {start} to {end} in {len(text)} characters")
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Selector(text[start:end], prefix, suffix, start, end)


def find_quote(text: str, quote: str, prefix: str = "", suffix: str = "") -> list[tuple[int, int]]:
    """Returns every place where the quote reads the same: verbatim ones first, then by context, in order.

    Where prefix or suffix are given and some places have them, the others are left out.
    At most 400 places are reported.
    """
    sought = as_read(quote.strip(), prefix, suffix)
    if not sought.words:
        return []
    within = _normalised(text)
    found = candidates(text, within, sought, near=0)
    found = [one for one in found if _has_context(within.text, one, sought)] or found
    found.sort(key=lambda one: (not one.is_verbatim, -one.context, one.start))
    return [(one.start, one.end) for one in found]


@lru_cache(maxsize=1)
def _normalised(text: str) -> NormalizedText:
    """Caches the last text, as many quotes are sought in one text in a row."""
    return normalise(text)


def as_read(exact: str, prefix: str, suffix: str) -> NormalizedSelector:
    """Returns the words and their context as they read."""
    # White space beside the words says nothing: it may be given or left out.
    before, after = normalise(prefix).text.strip(), normalise(suffix).text.strip()
    return NormalizedSelector(exact, before, normalise(exact).text, after)


def candidates(
    text: str, within: NormalizedText, sought: NormalizedSelector, near: int
) -> list[Candidate]:
    """Returns the places that read the same, in order: at most the 400 nearest to a given one."""
    firsts = set(_occurrences(within.text, sought.words, near, _MOST_CANDIDATES))
    if len(firsts) >= _MOST_CANDIDATES and (sought.prefix or sought.suffix):
        firsts |= set(_with_context(within.text, sought))
    found = []
    for first in sorted(firsts):
        last = first + len(sought.words)
        if within.is_whole(first, last):
            start, end = within.span(first, last)
            context = _context(within.text, first, last, sought)
            verbatim = text.find(sought.exact, start, end)
            is_verbatim = verbatim >= 0
            if is_verbatim:  # a run of white space beside the words is not all theirs
                start, end = verbatim, verbatim + len(sought.exact)
            found.append(Candidate(start, end, first, last, context, is_verbatim))
    return found


def _occurrences(text: str, words: str, near: int, most: int) -> list[int]:
    """Returns where the words are: the places nearest to one, at most so many."""
    found: list[int] = []
    at = text.find(words, near)
    while at >= 0 and len(found) < most:
        found.append(at)
        at = text.find(words, at + 1)
    ahead = len(found)
    at = text.rfind(words, 0, near + len(words) - 1)
    while at >= 0 and len(found) < ahead + most:
        found.append(at)
        at = text.rfind(words, 0, at + len(words) - 1)
    return sorted(found, key=lambda place: abs(place - near))[:most]


def _with_context(text: str, sought: NormalizedSelector) -> Iterator[int]:
    """Returns where words that are in very many places have all the context of one side, or of both."""
    heads = {sought.prefix, f"{sought.prefix} "} if sought.prefix else set()
    tails = {sought.suffix, f" {sought.suffix}"} if sought.suffix else set()
    for head in (*heads, ""):
        for tail in (*tails, ""):
            if head or tail:
                for at in _occurrences(text, head + sought.words + tail, 0, 2):
                    yield at + len(head)


def _context(text: str, first: int, last: int, sought: NormalizedSelector) -> float:
    """Returns how much of the context is around text[first:last]: the better side counts more."""
    if not (sought.prefix or sought.suffix):
        return 0.0
    end, start = _next_to(text, first, last)
    before = text[max(0, end - len(sought.prefix)) : end]
    after = text[start : start + len(sought.suffix)]
    sides = [
        _side(sought.prefix[::-1], before[::-1], is_border=len(before) == end),
        _side(sought.suffix, after, is_border=start + len(after) == len(text)),
    ]
    known = sorted(side for side in sides if side is not None)
    if len(known) < 2:
        return known[0] if known else 0.0
    return 0.65 * known[1] + 0.35 * known[0]


def _has_context(text: str, found: Candidate, sought: NormalizedSelector) -> bool:
    end, start = _next_to(text, found.first, found.last)
    return text.endswith(sought.prefix, 0, end) and text.startswith(sought.suffix, start)


def _next_to(text: str, first: int, last: int) -> tuple[int, int]:
    """Returns the end of what precedes text[first:last] and the start of what follows, less white space."""
    if text[first - 1 : first] == " ":  # normalised: there is never more than one
        first -= 1
    return first, last + 1 if text[last : last + 1] == " " else last


def _side(wanted: str, there: str, *, is_border: bool) -> float | None:
    """Returns the share of the wanted characters found from the words on; None if none are wanted."""
    if not wanted:
        return 1.0 if is_border else None
    count = 0
    for one, other in zip(wanted, there, strict=False):
        if one != other:
            break
        count += 1
    if count == len(wanted) and is_border:
        return 1.0
    return count / max(len(wanted), _SHORTEST_SIDE)


def is_clear(best: Candidate, found: list[Candidate]) -> bool:
    """Returns whether no other place has about as much of the context."""
    margin = _CLEAR_OF_WHOLE if best.context >= 1 else _CLEAR
    return not any(
        (one.last <= best.first or one.first >= best.last) and one.context > best.context - margin
        for one in found
    )


def columns(text: str) -> int:
    """Returns the length, with an ideograph or kana as two: it says as much as two letters."""
    return len(text) + sum("\u2e80" <= character <= "\ud7ff" for character in text)
