"""Edits spans of a text: moves their edges by words or graphemes, trims and subtracts them."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import partial

from reader.core.text.segmentation import segmentation

Span = tuple[int, int]


class Edge(StrEnum):
    """Which side of a span moves."""

    START = "start"
    END = "end"


def move_word(text: str, span: Span, edge: Edge, steps: int) -> Span:
    """Returns the span with an edge moved by so many words, to the right for positive steps.

    The end stops behind words, the start before them, and each also where white space is, so that
    punctuation can be taken along or left. The span never becomes blank nor leaves the text; where
    there is no further stop it stays as it is.
    """
    return _moved(span, edge, steps, partial(_word_stop, text), text)


def move_character(text: str, span: Span, edge: Edge, steps: int) -> Span:
    """Returns the span with an edge moved by so many graphemes, to the right for positive steps."""
    return _moved(span, edge, steps, partial(_grapheme_stop, text), text)


def trimmed(text: str, span: Span) -> Span | None:
    """Returns the span without white space at its sides; None when there is nothing else."""
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def without(text: str, span: Span, holes: Sequence[Span]) -> list[Span]:
    """Returns what of the span is left beside the holes: trimmed pieces that are not blank, in order."""
    pieces: list[Span] = []
    at = span[0]
    for start, end in sorted(holes):
        if end <= span[0] or start >= span[1]:
            continue
        pieces.append((at, max(at, start)))
        at = max(at, end)
    pieces.append((at, max(at, span[1])))
    return [piece for one in pieces if (piece := trimmed(text, one)) is not None]


def _moved(
    span: Span, edge: Edge, steps: int, stop: Callable[[int, int, Edge], int], text: str
) -> Span:
    direction = 1 if steps > 0 else -1
    for _step in range(abs(steps)):
        start, end = span
        if edge is Edge.START:
            start = stop(start, direction, edge)
        else:
            end = stop(end, direction, edge)
        if not 0 <= start < end <= len(text) or not text[start:end].strip():
            break
        span = (start, end)
    return span


def _word_stop(text: str, at: int, direction: int, edge: Edge) -> int:
    """Returns the nearest stop of an edge in a direction; the offset itself when there is none."""
    reach = 64
    while True:
        low, high = (at, min(len(text), at + reach)) if direction > 0 else (max(0, at - reach), at)
        # From white space to white space, so that no word is cut by the part that is looked at.
        while low > 0 and not text[low - 1].isspace():
            low -= 1
        while high < len(text) and not text[high].isspace():
            high += 1
        stops = [one for one in _stops(text, low, high, edge) if (one - at) * direction > 0]
        if stops:
            return min(stops, key=lambda one: abs(one - at))
        if low == 0 if direction < 0 else high == len(text):
            return at
        reach *= 4


def _stops(text: str, low: int, high: int, edge: Edge) -> set[int]:
    spans = [*segmentation.words(text, low, high), *_runs(text, low, high)]
    return {span[0] if edge is Edge.START else span[1] for span in spans}


def _runs(text: str, low: int, high: int) -> list[Span]:
    """Returns the stretches without white space."""
    found: list[Span] = []
    start: int | None = None
    for at in range(low, high):
        if text[at].isspace():
            if start is not None:
                found.append((start, at))
            start = None
        elif start is None:
            start = at
    if start is not None:
        found.append((start, high))
    return found


def _grapheme_stop(text: str, at: int, direction: int, edge: Edge) -> int:
    """Returns the next border between graphemes; what parts paragraphs and cells goes with its neighbour."""
    del edge
    to = at
    while True:
        before = to
        if direction > 0:
            to = segmentation.snap(text, to, min(len(text), to + 1))[1]
        else:
            to = segmentation.snap(text, max(0, to - 1), to)[0]
        if to == before or text[min(to, before) : max(to, before)].strip("\n\t"):
            return to
