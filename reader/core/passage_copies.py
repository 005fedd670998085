"""Copies of a passage: where else its words stand with some of what was around them."""

MOST_COPIES = 24  # more are not told apart

_SIDES = (32, 128, 400)  # characters before or after the words that a copy shares too

Part = tuple[int, int]  # of a normalised text


def copies_of(text: str, passage: Part, other: str, known: Part) -> set[int]:
    """Where in another text the passage stands, apart from what overlaps the known part.

    With 32 characters of what is before or after it; where that stands in more than 24 places, with
    more; when there are still more, at least 25 of them.
    """
    found: set[int] = set()
    for side in _SIDES:
        before = min(side, passage[0])
        found = _places(text[passage[0] - before : passage[1]], before, passage, other, known)
        found |= _places(text[passage[0] : passage[1] + side], 0, passage, other, known)
        if len(found) <= MOST_COPIES:
            break
    return found


def _places(sought: str, into: int, passage: Part, other: str, known: Part) -> set[int]:
    found: set[int] = set()
    length = passage[1] - passage[0]
    at = other.find(sought)
    while at >= 0 and len(found) <= MOST_COPIES:
        start = at + into
        if start + length <= known[0] or start >= known[1]:
            found.add(start)
        at = other.find(sought, at + 1)
    return found
