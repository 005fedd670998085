"""Computes the character-level similarity of two strings, for words that the alignment did not pair."""

from reader.core.anchoring.approximate_search import nearest_end

_LONGEST = 400  # characters that are compared
_ALIKE = 0.5  # characters in common, for two stretches to be one with other spelling
_EDGE_ALIKE = 0.6  # and for the head or tail of a stretch to be another


def likeness_of(one: str, other: str) -> float:
    """Returns how much two stretches have in common, from 0.5 to 1; 0 if they are different words."""
    from rapidfuzz.distance import Levenshtein  # start-up time: only where a text has changed

    one, other = one.strip(), other.strip()
    if not one or not other or max(len(one), len(other)) > _LONGEST:
        return 0.0
    return float(Levenshtein.normalized_similarity(one, other, score_cutoff=_ALIKE))


def mapped_to(one: str, other: str, offset: int, *, is_end: bool) -> int:
    """Returns the place in the other string that an offset of the first has become."""
    from rapidfuzz.distance import Levenshtein  # start-up time: only where a text has changed

    for step in Levenshtein.opcodes(one, other):
        is_here = (
            step.src_start < offset <= step.src_end
            if is_end
            else step.src_start <= offset < step.src_end
        )
        if is_here:
            return int(min(step.dest_end, step.dest_start + offset - step.src_start))
    return 0 if is_end else len(other)


def head_like(one: str, other: str) -> tuple[int, float]:
    """Returns how much of the beginning of the other string is most like the first, and how like it is.

    (0, 0.0) when nothing there is; the likeness is from 0.6 to 1.
    """
    words = one.rstrip()[:_LONGEST]
    if len(words.strip()) < 2:
        return 0, 0.0
    length, errors = nearest_end(words, other[: 2 * len(words)], is_anchored=True)
    alike = 1 - errors / len(words.lstrip())
    return (length, alike) if length and alike >= _EDGE_ALIKE else (0, 0.0)


def tail_like(one: str, other: str) -> tuple[int, float]:
    """Returns the same from the end backwards."""
    return head_like(one[::-1], other[::-1])
