"""Finds the substring most similar to a pattern, with Myers' bit vectors on Python's integers.

G. Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic programming"
(JACM 46, 1999), with the horizontal deltas of H. Hyyrö; one step a character, whatever the alphabet.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ApproximateMatch:
    """A match: text[start:end], and how many characters must be inserted, deleted or replaced."""

    start: int
    end: int
    errors: int


def best_match(pattern: str, text: str, most: int) -> ApproximateMatch | None:
    """Returns the part of the text nearest to the pattern, if it has at most so many errors.

    Of several equally near ones the first to end, and of these the shortest; it may be empty only
    when the pattern has no more characters than errors are allowed.
    """
    if not pattern:
        return ApproximateMatch(0, 0, 0)
    end, errors = nearest_end(pattern, text, is_anchored=False)
    if errors > most:
        return None
    # Backwards from there, with both ends held, it must begin where as many errors are reached first.
    back = text[max(0, end - len(pattern) - errors) : end][::-1]
    length, _same = nearest_end(pattern[::-1], back, is_anchored=True)
    return ApproximateMatch(end - length, end, errors)


def nearest_end(pattern: str, text: str, *, is_anchored: bool) -> tuple[int, int]:
    """Returns where the nearest part ends, the first of these, and its errors; anchored: it begins at 0."""
    size = len(pattern)
    masks: dict[str, int] = {}
    for place, character in enumerate(pattern):
        masks[character] = masks.get(character, 0) | (1 << place)
    full = (1 << size) - 1
    top = 1 << (size - 1)
    carried = 1 if is_anchored else 0
    up, down = full, 0
    errors = fewest = size
    best = 0
    for end, character in enumerate(text, 1):
        same = masks.get(character, 0)
        vertical = same | down
        horizontal = (((same & up) + up) ^ up) | same
        plus = down | (full & ~(horizontal | up))
        minus = up & horizontal
        if plus & top:
            errors += 1
        elif minus & top:
            errors -= 1
            if errors < fewest:
                fewest, best = errors, end
                if not errors:
                    break
        plus = ((plus << 1) | carried) & full
        up = ((minus << 1) & full) | (full & ~(vertical | plus))
        down = plus & vertical
    return best, fewest
