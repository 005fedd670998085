"""Finds near copies of a passage elsewhere in the text."""

from collections import defaultdict
from collections.abc import Iterator

from reader.core.anchoring.ngram_index import NgramIndex

MOST_COPIES = 24  # more are not distinguished

_BESIDE = 48  # characters before and after the passage that are sought with it
_PROBES = 10  # pieces of the passage that are sought
_SIZES = (16, 40, 100)  # … of so many characters: longer ones where shorter ones are everywhere
_BIN = 16  # characters by which what speaks for one place may be apart
_SHARE = 0.2  # of the pieces must be there too
_LONG = 20  # characters; fewer must be there as they are
_LIKELY = 0.6  # so many of them make a copy

Part = tuple[int, int]  # of a normalised text


def copies_of(text: str, passage: Part, other: NgramIndex, known: Part) -> list[int] | None:
    """Returns where near copies of the passage begin in another text, outside the known part.

    The likeliest first, at most 24; None when there are more that share most of it.
    """
    votes: dict[int, set[int]] = defaultdict(set)
    starts: dict[int, int] = {}
    probes = list(_probes(text, passage))
    common = 0
    for number, at in enumerate(probes):
        places = _places(text, at, other)
        if places is None:
            common += 1
            continue
        for place in places:
            start = max(0, place - at + passage[0])
            votes[start // _BIN].add(number)
            starts.setdefault(start // _BIN, start)
    if 2 * common > len(probes):
        return None
    weights = {
        place: len(numbers | votes.get(place + 1, set()) | votes.get(place - 1, set()))
        for place, numbers in list(votes.items())
    }
    told = len(probes) - common
    found: list[int] = []
    likely = 0
    apart = max(_BIN, (passage[1] - passage[0]) // 2)
    for place in sorted(weights, key=lambda one: (-weights[one], -len(votes[one]))):
        if weights[place] < min(len(probes), max(2, _SHARE * told)) or len(found) > MOST_COPIES:
            break
        pinned = _pinned(text[passage[0] : passage[1]], other.text, starts[place])
        if pinned is None or abs(pinned - known[0]) <= apart:
            continue
        if all(abs(pinned - one) > _BIN for one in found):
            found.append(pinned)
            likely += weights[place] >= _LIKELY * told
    return found[:MOST_COPIES] if likely <= MOST_COPIES else None


def _probes(text: str, passage: Part) -> Iterator[int]:
    """Yields the starts of the pieces: spread evenly, and one at the passage itself."""
    first = max(0, passage[0] - _BESIDE)
    last = max(first, min(len(text), passage[1] + _BESIDE) - _SIZES[0])
    step = max(1, (last - first) // (_PROBES - 1))
    yield from range(first, last + 1, step)


def _pinned(words: str, other: str, start: int) -> int | None:
    """Returns where these words are near a place; else the place, or None if they are few."""
    end = start + len(words) + _BESIDE
    nearest = at = other.find(words, max(0, start - _BESIDE), end)
    while at >= 0:
        if abs(at - start) < abs(nearest - start):
            nearest = at
        at = other.find(words, at + 1, end)
    if nearest >= 0:
        return nearest
    return start if len(words) >= _LONG else None


def _places(text: str, at: int, other: NgramIndex) -> list[int] | None:
    """Returns where a piece is; None when that is everywhere."""
    for size in _SIZES:
        places = other.of(text[at : at + size], MOST_COPIES)
        if len(places) <= MOST_COPIES:
            return places
    return None
