"""Finds the positions of a file's marks in its text, by the letters they cover."""

from collections.abc import Sequence
from typing import NamedTuple

from reader.core.article_draft import Mark


class PlacedMark(NamedTuple):
    """A mark with its place in the text; without one it is on no words of it."""

    mark: Mark
    start: int | None
    end: int | None


def placed(marks: Sequence[Mark], text: str) -> tuple[PlacedMark, ...]:
    """Returns marks with their places in a canonical text: at their letters, those nearest by."""
    if not marks:
        return ()
    offsets = [offset for offset, letter in enumerate(text) if not letter.isspace()]
    bare = "".join(text.split())
    found = []
    for mark in marks:
        at = _nearest(bare, mark.letters, mark.at) if mark.letters else -1
        if at < 0:
            found.append(PlacedMark(mark, None, None))
        else:
            last = offsets[at + len(mark.letters) - 1]
            found.append(PlacedMark(mark, offsets[at], last + 1))
    return tuple(found)


def _nearest(bare: str, letters: str, at: int) -> int:
    """Returns where letters are, of several places the one nearest to another; -1 if nowhere."""
    after = bare.find(letters, max(0, at))
    before = bare.rfind(letters, 0, max(0, at) + len(letters))
    if after < 0 or before < 0:
        return max(after, before)
    return after if after - at <= at - before else before
