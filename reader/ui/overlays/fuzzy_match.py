"""Matches typed text against a short list of titles, with the positions that matched."""

import re
from dataclasses import dataclass

_WORD_START = re.compile(r"(?<![^\W_])[^\W_]")  # a letter or digit after what is none


@dataclass(frozen=True, slots=True)
class Match:
    """How well a pattern fits a text (0 to 100), and which code points of the text it took."""

    score: float
    places: tuple[int, ...]


def match(pattern: str, text: str) -> Match | None:
    """Fits pattern into text, ignoring case: whole words before parts, parts before letters.

    Every word of the pattern must be found; else its letters in order, started at a word.
    An empty pattern fits everything.
    """
    sought, within = pattern.strip().lower(), text.lower()
    if not sought:
        return Match(0.0, ())
    is_mapped = len(within) == len(text)  # lower case may be longer: then no positions are returned
    found = _substring(sought, within) or _words(sought, within) or _letters(sought, within)
    if found is None or is_mapped:
        return found
    return Match(found.score, ())


def _substring(sought: str, within: str) -> Match | None:
    anywhere = within.find(sought)
    if anywhere < 0:
        return None
    starts = [place for place in _word_starts(within) if within.startswith(sought, place)]
    place = starts[0] if starts else anywhere
    end = place + len(sought)
    is_whole = bool(starts) and not within[end : end + 1].isalnum()
    is_all = place == 0 and not any(letter.isalnum() for letter in within[end:])
    score = (96.0 if place == 0 else 82.0 if starts else 60.0) + 3.0 * is_whole + is_all
    return Match(score, tuple(range(place, end)))


def _words(sought: str, within: str) -> Match | None:
    words = sought.split()
    if len(words) < 2:
        return None
    parts = [_substring(word, within) for word in words]
    if any(part is None for part in parts):
        return None
    places = {place for part in parts if part for place in part.places}
    return Match(50.0, tuple(sorted(places)))


def _letters(sought: str, within: str) -> Match | None:
    letters = sought.replace(" ", "")
    best: Match | None = None
    if not _can_follow(letters, within, 0):
        return None
    starts = _word_starts(within)
    for first in starts:
        if within[first] != letters[0]:
            continue
        places = _follow(letters, within, first, starts)
        if places is None:
            continue
        spread = places[-1] - places[0] + 1 - len(letters)
        at_starts = sum(place in starts for place in places)
        score = 30.0 + 10.0 * at_starts / len(letters) - min(20.0, spread)
        if best is None or score > best.score:
            best = Match(score, places)
    return best


def _follow(letters: str, within: str, first: int, starts: list[int]) -> tuple[int, ...] | None:
    """Returns the positions of the letters from first on, each at a later word's start if possible."""
    places = [first]
    for number, letter in enumerate(letters[1:], start=1):
        here = places[-1] + 1
        near = here if within.startswith(letter, here) else -1
        word = next((place for place in starts if place >= here and within[place] == letter), -1)
        place = near if near >= 0 else word if word >= 0 else within.find(letter, here)
        if place == word and word > here and not _can_follow(letters[number:], within, word):
            place = within.find(letter, here)
        if place < 0:
            return None
        places.append(place)
    return tuple(places)


def _can_follow(letters: str, within: str, start: int) -> bool:
    for letter in letters:
        start = within.find(letter, start) + 1
        if start == 0:
            return False
    return True


def _word_starts(text: str) -> list[int]:
    return [found.start() for found in _WORD_START.finditer(text)]
