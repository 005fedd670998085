"""Finds a quotation by its words and its context, even if words have changed."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reader.core.anchoring.approximate_search import best_match
from reader.core.anchoring.selectors import (
    Candidate,
    NormalizedSelector,
    Place,
    as_read,
    candidates,
    columns,
    is_clear,
)
from reader.core.anchoring.text_tokens import Check, token_around
from reader.core.models import Status
from reader.core.text.searching.text_normalization import NormalizedText

NOWHERE = Place(None, None, Status.ORPHAN, 0.0)
SHORT = 20  # columns; changed words that are shorter are never sure

_STRONG = 0.6  # so much of the context is sure
_ALONE = 8  # columns; words that are in one place only are sure from here on
_ALIKE = 0.85  # of the characters: the same words but for slips
_RELATED = 0.7  # … and a guess
_RIVAL = 0.04  # another place as alike but for so much is one too
_SHINGLE = 12
_WIDE_SHINGLE = 6
_RARE = 8  # a shingle that is in more places does not tell where
_MOST_SHINGLES = 60
_BIN = 32  # characters by which what votes for one place may be apart
_WINDOWS = 5
_LONGEST = 400  # characters that are searched in one go; of longer quotes, both ends
_ELLIPSES = ("...", "[...]", "(...)")


#: Says whether a part of the normalised text may be the place, given how much of the context is there.
IsPossible = Callable[[int, int, float], bool]


def _everywhere(_first: int, _last: int, _context: float) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class SimilarMatch:
    """A part of the normalised text that is like the words: 0 to 1."""

    first: int
    last: int
    words: float
    context: float


def locate(
    text: str,
    within: NormalizedText,
    quote: str,
    prefix: str,
    suffix: str,
    check: Check,
    is_possible: IsPossible = _everywhere,
) -> Place:
    """Returns where a quote is in a text, given also as it reads.

    EXACT: it reads the same, in its context or in one place only. FUZZY: but for slips, or a quote
    that was cut short with an ellipsis. REVIEW: a guess. Else ORPHAN. Only places that is_possible
    allows are looked at.
    """
    sought = as_read(quote.strip(), prefix, suffix)
    if not sought.words:
        return NOWHERE
    check()
    found = [
        one
        for one in candidates(text, within, sought, near=0)
        if is_possible(one.first, one.last, one.context)
    ]
    if found:
        return _of_exact(found, sought)
    for ellipsis in _ELLIPSES:
        if sought.words.endswith(ellipsis) and len(sought.words) > SHORT:
            cut = sought.words[: -len(ellipsis)].rstrip()
            place = locate(text, within, cut, prefix, "", check, is_possible)
            if place.status is Status.EXACT:
                return Place(place.start, place.end, Status.FUZZY, min(place.score, 0.9))
            return place
    likenesses = [
        one
        for one in approximate(within.text, sought, check)
        if is_possible(one.first, one.last, one.context)
    ]
    if not likenesses:
        return NOWHERE
    best = likenesses[0]
    start, end = within.span(*_whole_words(within.text, best, quote, prefix, suffix))
    score = round(0.7 * best.words + 0.3 * best.context, 3)
    is_known = not (sought.prefix or sought.suffix) or best.context >= _STRONG
    is_rivalled = any(
        other.words >= best.words - _RIVAL and other.context >= best.context - 0.2
        for other in likenesses[1:]
    )
    if best.words >= _ALIKE and columns(sought.words) >= SHORT and is_known and not is_rivalled:
        return Place(start, end, Status.FUZZY, score)
    if best.words >= _RELATED or best.context >= _STRONG:
        return Place(start, end, Status.REVIEW, min(score, 0.6))
    return NOWHERE


def _whole_words(
    text: str, found: SimilarMatch, quote: str, prefix: str, suffix: str
) -> tuple[int, int]:
    """Returns the part found with the rest of the words at its ends, unless the quote ends within such."""
    first, last = found.first, found.last
    if not (prefix[-1:].isalnum() and quote[:1].isalnum()):
        first, _end = token_around(text, first)
    if not (suffix[:1].isalnum() and quote[-1:].isalnum()):
        _start, last = token_around(text, last)
    return first, last


def _of_exact(found: list[Candidate], sought: NormalizedSelector) -> Place:
    best = max(found, key=lambda one: (one.context, one.is_verbatim, -one.first))
    is_alone = len(found) == 1 and columns(sought.words) >= _ALONE
    is_sure = is_clear(best, found) and (best.context >= _STRONG or is_alone)
    status = Status.EXACT if is_sure else Status.REVIEW
    return Place(best.start, best.end, status, round(0.6 + 0.4 * best.context, 3))


def approximate(text: str, sought: NormalizedSelector, check: Check) -> Iterator[SimilarMatch]:
    """Yields parts of a normalised text like the words, at least a third, the likeliest first.

    Only where rare pieces of the words or of their context are found too.
    """
    found: list[SimilarMatch] = []
    words = sought.words
    for shift in _shifts(text, sought, check):
        check()
        pad = 32 + min(len(words), _LONGEST) // 4
        start = max(0, shift - pad)
        window = text[start : shift + len(words) + pad]
        span = _nearest(words, window)
        if span is None:
            continue
        first, last = span[0] + start, span[1] + start
        if any(first < one.last and one.first < last for one in found):
            continue
        context = _context(text, first, last, sought)
        found.append(SimilarMatch(first, last, _similarity(words, text[first:last]), context))
    found.sort(key=lambda one: -(one.words + 0.3 * one.context))
    yield from found


def _nearest(words: str, window: str) -> tuple[int, int] | None:
    """Returns the part of the window nearest to the words; of many words, from their head to their tail."""
    if len(words) <= _LONGEST:
        found = best_match(words, window, len(words) // 2)
        return (found.start, found.end) if found is not None and found.end > found.start else None
    size = _LONGEST // 2
    head = best_match(words[:size], window[: 4 * size], size // 2)
    tail = best_match(words[-size:], window[-4 * size :], size // 2)
    if head is None or tail is None:
        return None
    end = max(0, len(window) - 4 * size) + tail.end
    return (head.start, end) if head.start < end else None


def _shifts(text: str, sought: NormalizedSelector, check: Check) -> list[int]:
    """Returns where the words may begin, by votes of what is rare in them and around them."""
    frame = f"{sought.prefix} {sought.words} {sought.suffix}"
    before = len(sought.prefix) + 1
    size = _WIDE_SHINGLE if columns(frame) > 1.5 * len(frame) else _SHINGLE
    offsets = range(0, max(1, len(frame) - size + 1), max(4, len(frame) // _MOST_SHINGLES))
    votes: dict[int, int] = defaultdict(int)
    places: dict[int, int] = {}
    for offset in offsets:
        check()
        for at in _rare_places(text, frame[offset : offset + size]):
            shift = at - offset + before
            votes[shift // _BIN] += 1
            places.setdefault(shift // _BIN, shift)
    bins = sorted(votes, key=lambda one: -(votes[one] + votes.get(one + 1, 0)))
    return [max(0, places[one]) for one in bins[:_WINDOWS]]


def _rare_places(text: str, shingle: str) -> list[int]:
    places: list[int] = []
    at = text.find(shingle)
    while at >= 0:
        places.append(at)
        if len(places) > _RARE:
            return []
        at = text.find(shingle, at + 1)
    return places


def _context(text: str, first: int, last: int, sought: NormalizedSelector) -> float:
    sides = []
    if sought.prefix:
        sides.append(_side(sought.prefix, text[max(0, first - len(sought.prefix) - 2) : first]))
    if sought.suffix:
        sides.append(_side(sought.suffix, text[last : last + len(sought.suffix) + 2]))
    if not sides:
        return 0.0
    return 0.65 * max(sides) + 0.35 * min(sides) if len(sides) == 2 else sides[0]


def _side(wanted: str, there: str) -> float:
    """Returns how alike the surroundings are; what any two texts have in common counts nothing."""
    return max(0.0, (_similarity(wanted, there.strip()) - 0.3) / 0.7)


def _similarity(one: str, other: str) -> float:
    from rapidfuzz.distance import Levenshtein  # start-up time: only where words have changed

    return float(Levenshtein.normalized_similarity(one, other, score_cutoff=0.3))
