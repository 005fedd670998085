"""Computes the differences between two texts for display: changed paragraphs, and words in them.

Paragraphs are compared first, then the words of corresponding paragraphs. The time is
bounded: where a stretch is too long to be compared, all of it counts as changed.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^.!?。！？]*(?:[.!?。！？]+[\"”’)\]]*\s*|$)")
_WORD = re.compile(r"[\u2e80-\ua4cf\uf900-\ufaff]|[^\W\u2e80-\ua4cf\uf900-\ufaff]+|\s+|[^\w\s]")
_LONG = 1_500  # characters; a longer paragraph is compared sentence by sentence
_MOST_CELLS = 200_000_000  # of a comparison: some 25 MB, and a quarter of a second
_MOST_PAIRS = 4_000  # paragraphs against each other, to see which became which
_ALIKE = 0.45  # of the characters: less is another paragraph
_ISLAND = 2  # characters of a word that is the same between two changes and yet no help


class DiffKind(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """Some words, and their position in the new text or, if they were deleted, in the old one."""

    change: DiffKind
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DiffParagraph:
    """A paragraph that is the same in both texts, changed, inserted or deleted."""

    pieces: tuple[DiffPiece, ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing in it changed."""
        return all(piece.change is DiffKind.SAME for piece in self.pieces)


Span = tuple[int, int]
Check = Callable[[], None]


def compare(old: str, new: str, check: Check | None = None) -> list[DiffParagraph]:
    """Returns the paragraphs of both texts in order; equal ones only from the new text.

    check is called between steps of some milliseconds and may raise to give it up.
    """
    check = check or (lambda: None)
    before, after = _units(old), _units(new)
    numbers: dict[str, int] = {}
    ids = [
        [numbers.setdefault(text[start:end].strip(), len(numbers)) for start, end in spans]
        for text, spans in ((old, before), (new, after))
    ]
    parts: list[DiffParagraph] = []
    for tag, i, j, k, m in _steps(*ids):
        check()
        if tag == "equal":
            parts += [DiffParagraph((_piece(DiffKind.SAME, new, span),)) for span in after[k:m]]
        else:
            parts += _changed(old, new, before[i:j], after[k:m], check)
    return parts


def words(old: str, new: str) -> tuple[DiffPiece, ...]:
    """Returns two versions of a passage word by word, deleted words before their replacement."""
    tokens = [[match.span() for match in _WORD.finditer(text)] for text in (old, new)]
    texts = [
        [text[start:end] for start, end in spans]
        for text, spans in zip((old, new), tokens, strict=True)
    ]
    found: list[DiffPiece] = []
    for tag, i, j, k, m in _joined(list(_steps(*texts)), texts[1]):
        if tag == "equal":
            found.append(_piece(DiffKind.SAME, new, _cover(tokens[1], k, m)))
            continue
        if i < j:
            found.append(_piece(DiffKind.DELETED, old, _cover(tokens[0], i, j)))
        if k < m:
            found.append(_piece(DiffKind.INSERTED, new, _cover(tokens[1], k, m)))
    return tuple(found)


Step = tuple[str, int, int, int, int]


def _steps(old: Sequence[object], new: Sequence[object]) -> Iterator[Step]:
    """Yields the steps that turn one sequence into the other: like difflib's opcodes, "equal" or "replace"."""
    head = 0
    shortest = min(len(old), len(new))
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    last, end = len(old) - tail, len(new) - tail
    if head:
        yield "equal", 0, head, 0, head
    middle, other = old[head:last], new[head:end]
    if not middle or not other or len(middle) * len(other) > _MOST_CELLS:
        if middle or other:
            yield "replace", head, last, head, end
    else:
        yield from _replacements(middle, other, head)
    if tail:
        yield "equal", last, len(old), end, len(new)


def _replacements(old: Sequence[object], new: Sequence[object], at: int) -> Iterator[Step]:
    """Indel's steps, with adjacent deletions and insertions combined."""
    open_step: tuple[int, int, int, int] | None = None
    numbers: dict[object, int] = {}
    codes = [[numbers.setdefault(one, len(numbers)) for one in side] for side in (old, new)]
    for step in Indel.opcodes(*codes):
        i, j = step.src_start + at, step.src_end + at
        k, m = step.dest_start + at, step.dest_end + at
        if step.tag == "equal":
            if open_step is not None:
                yield "replace", *open_step
                open_step = None
            yield "equal", i, j, k, m
        else:
            first = open_step or (i, i, k, k)
            open_step = (first[0], j, first[2], m)
    if open_step is not None:
        yield "replace", *open_step


def _joined(steps: list[Step], new: Sequence[str]) -> list[Step]:
    """Returns the steps without islands: a short word that is equal by chance joins the change."""
    found: list[Step] = []
    for number, step in enumerate(steps):
        tag, _i, j, k, m = step
        is_inside = 0 < number < len(steps) - 1
        is_island = tag == "equal" and is_inside and len("".join(new[k:m]).strip()) <= _ISLAND
        if (is_island or tag != "equal") and found and found[-1][0] != "equal":
            before = found[-1]
            found[-1] = ("replace", before[1], j, before[3], m)
        else:
            found.append(step)
    return found


def _changed(
    old: str, new: str, before: Sequence[Span], after: Sequence[Span], check: Check
) -> Iterator[DiffParagraph]:
    """Yields changed paragraphs, each beside its new form; inserted or deleted ones alone."""
    partners = _partners(old, new, before, after, check)
    done = 0
    for number, span in enumerate(before):
        partner = partners.get(number)
        if partner is None:
            yield DiffParagraph((_piece(DiffKind.DELETED, old, span),))
            continue
        for extra in after[done:partner]:
            yield DiffParagraph((_piece(DiffKind.INSERTED, new, extra),))
        done = partner + 1
        check()
        yield DiffParagraph(_shifted(old, new, span, after[partner]))
    for extra in after[done:]:
        yield DiffParagraph((_piece(DiffKind.INSERTED, new, extra),))


def _partners(
    old: str, new: str, before: Sequence[Span], after: Sequence[Span], check: Check
) -> dict[int, int]:
    """Returns the numbers of corresponding paragraphs, in order: only those that are similar."""
    if len(before) * len(after) > _MOST_PAIRS:
        return {}
    found: dict[int, int] = {}
    first = 0
    for number, (start, end) in enumerate(before):
        check()
        best, score = -1, _ALIKE
        for other in range(first, len(after)):
            begin, stop = after[other]
            alike = Indel.normalized_similarity(old[start:end], new[begin:stop], score_cutoff=score)
            if alike > score:
                best, score = other, alike
        if best >= 0:
            found[number] = best
            first = best + 1
    return found


def _shifted(old: str, new: str, before: Span, after: Span) -> tuple[DiffPiece, ...]:
    """Returns the words of two paragraphs, with offsets of the whole texts."""
    found = []
    for piece in words(old[slice(*before)], new[slice(*after)]):
        by = before[0] if piece.change is DiffKind.DELETED else after[0]
        found.append(DiffPiece(piece.change, piece.text, piece.start + by, piece.end + by))
    return tuple(found)


def _units(text: str) -> list[Span]:
    """Paragraphs, and the sentences of long ones."""
    found: list[Span] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        if end - start <= _LONG:
            found.append((start, end))
            continue
        at = start
        for sentence in _SENTENCE.finditer(text, start, end):
            if sentence.end() - at > 0 and sentence.end() > sentence.start():
                found.append((at, sentence.end()))
                at = sentence.end()
        if at < end:
            found.append((at, end))
    return found


def _piece(change: DiffKind, text: str, span: Span) -> DiffPiece:
    return DiffPiece(change, text[slice(*span)], *span)


def _cover(spans: Sequence[Span], first: int, last: int) -> Span:
    return spans[first][0], spans[last - 1][1]
