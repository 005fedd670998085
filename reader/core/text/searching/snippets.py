"""Cuts a snippet around the first hit out of a text."""

from collections.abc import Sequence

_BEFORE = 40  # characters before the hit, to the word that begins there
_LITTLE = 8  # the same, where there is hardly room for it
_LENGTH = 400  # more than two lines of a list


def snippet(text: str, hits: Sequence[tuple[int, int]]) -> str:
    """Returns the words around the first hit in one line; empty where there is none."""
    if not hits:
        return ""
    first, last = hits[0]
    start = max(0, first - _BEFORE)
    paragraph = text.rfind("\n", start, first) + 1
    if paragraph:
        start = paragraph
    elif start:
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    cut = " ".join(text[start : max(last, start + _LENGTH)].split())
    return f"… {cut}" if start and not paragraph else cut


def tail_of(text: str, hit: int) -> str:
    """Returns a line of text that begins a few words before a hit."""
    start = text.rfind(" ", 0, max(0, hit - _LITTLE)) + 1
    return f"… {text[start:]}" if start else text
