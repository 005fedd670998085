"""Determines whether two words differ in at most two letters, as misspelled words do."""

from collections.abc import Iterable

_SHORTEST = 3  # letters of a word that has near ones
_LONGEST = 40
_TWO_SLIPS = 6  # letters from which on a word may have two
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "абвгдежзиклмнопрстуфхцчшщъыьэюя",
    "אבגדהוזחטיכלמנסעפצקרשת",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
)


def allowed_slips(word: str) -> int:
    """Returns how many slips a word may have; none where it is too short, or hardly a word."""
    if not _SHORTEST <= len(word) <= _LONGEST:
        return 0
    return 2 if len(word) >= _TWO_SLIPS else 1


def one_slip_away(word: str, places: int) -> set[str]:
    """Returns what one slip within the first places of a word makes of it."""
    letters = "".join(one for one in _ALPHABETS if set(one) & set(word)) or "".join(set(word))
    made: set[str] = set()
    for at in range(places):
        head, tail = word[:at], word[at:]
        made.add(head + tail[1:])
        made.add(head + tail[1:2] + tail[:1] + tail[2:])
        made.update(head + letter + tail for letter in letters)
        made.update(head + letter + tail[1:] for letter in letters)
    return made - {word, ""}


def nearest(word: str, others: Iterable[str]) -> list[tuple[int, str]]:
    """Returns those of the others that are near, each with its slips, the nearest first."""
    from rapidfuzz.distance import OSA  # start-up time: only where a search finds nothing

    most = allowed_slips(word)
    away = ((OSA.distance(word, one, score_cutoff=most), one) for one in others)
    return sorted((slips, one) for slips, one in away if slips <= most)
