"""Finds the start and end of a passage in a changed text when the words at its edges have changed."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from reader.core.anchoring.matching_runs import MatchingRun
from reader.core.anchoring.string_similarity import head_like, likeness_of, mapped_to, tail_like
from reader.core.anchoring.text_alignment import Alignment
from reader.core.anchoring.text_tokens import Tokens

_BESIDE = 40  # tokens without a partner beside a passage, beyond which its neighbours say nothing
_SMALL = 0.08  # of the passage: what is put in the place of its first or last words goes with it
_FEW = 3  # tokens at an edge that as many others may have been put for …
_EDGE = 0.2  # … when they are so much of the passage at most


@dataclass(frozen=True, slots=True)
class TokenPassage:
    """A part of the normalised old text, and its tokens: first to last, half open."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class MatchedPassage:
    """A part of the normalised new text that stands where a passage stood."""

    start: int
    end: int
    likeness: float  # 0 to 1
    is_moved: bool


class PassageBoundaries:
    """Finds where passages begin and end, in two normalised texts whose tokens have partners."""

    def __init__(self, old: str, new: str, alignment: Alignment) -> None:
        self._old, self._new = old, new
        self._alignment = alignment
        self._old_tokens: Tokens = alignment.old
        self._new_tokens: Tokens = alignment.new

    def start(self, passage: TokenPassage, run: MatchingRun) -> tuple[int, float]:
        """Returns where the passage begins, and the characters that are kept before its first run."""
        old, new = self._old_tokens, self._new_tokens
        at = new.starts[run.new]
        if run.old == passage.first:
            into = max(0, passage.start - old.starts[run.old])
            return self._with_space(passage, at + into), -float(into)
        before = passage.first - 1
        while before >= 0 and self._alignment.to_new[before] < 0:
            before -= 1
        partner = self._alignment.to_new[before] if before >= 0 else -1
        if partner >= run.new or run.new - partner > _BESIDE:
            return self._start_by_letters(passage, run)
        gap_old = old.ends[before] if before >= 0 else 0
        gap_new = new.ends[partner] if partner >= 0 else 0
        one = self._old[gap_old : old.starts[run.old]]
        other = self._new[gap_new:at]
        likeness = likeness_of(one, other)
        lost = letters(old, passage.first, run.old)
        if likeness:
            mapped = gap_new + mapped_to(one, other, passage.start - gap_old, is_end=False)
            return self._token_start(mapped, at), likeness * lost
        by_letters = self._start_by_letters(passage, run)
        if by_letters[0] < at:
            return by_letters
        if before == passage.first - 1 and self._takes_place(
            passage, one, other, run.old - passage.first, run.new - partner - 1
        ):
            return at - len(other.lstrip()), 0.0
        return at, 0.0

    def _start_by_letters(self, passage: TokenPassage, run: MatchingRun) -> tuple[int, float]:
        """Returns the beginning as ``start`` answers it, where only what is beside the first run tells."""
        old, new = self._old_tokens, self._new_tokens
        one = self._old[passage.start : old.starts[run.old]]
        free = run.new
        while free > 0 and self._alignment.to_old[free - 1] < 0 and run.new - free < len(one):
            free -= 1
        at = new.starts[run.new]
        length, likeness = tail_like(one, self._new[new.starts[free] : at])
        lost = letters(old, passage.first, run.old)
        start = at - length
        if length > 0 and passage.start <= old.starts[passage.first]:  # whole words stay whole
            start = new.starts[min(run.new, bisect_right(new.ends, start))]
        return self._token_start(start, at), likeness * lost

    def end(self, passage: TokenPassage, run: MatchingRun) -> tuple[int, float]:
        """Returns where the passage ends, and the characters that are kept behind its last run."""
        old, new = self._old_tokens, self._new_tokens
        token, at = run.old + run.length - 1, new.ends[run.new + run.length - 1]
        if token == passage.last - 1:
            short = max(0, old.ends[token] - passage.end)
            return self._with_space_behind(passage, at - short), -float(short)
        after = passage.last
        while after < len(old) and self._alignment.to_new[after] < 0:
            after += 1
        is_last = after == len(old)
        partner = len(new) if is_last else self._alignment.to_new[after]
        following = run.new + run.length
        if not following <= partner <= following + _BESIDE:
            return self._end_by_letters(passage, run)
        gap_old = len(self._old) if is_last else old.starts[after]
        gap_new = len(self._new) if is_last else new.starts[partner]
        one = self._old[old.ends[token] : gap_old]
        other = self._new[at:gap_new]
        likeness = likeness_of(one, other)
        lost = letters(old, token + 1, passage.last)
        if likeness:
            mapped = at + mapped_to(one, other, passage.end - old.ends[token], is_end=True)
            return self._token_end(mapped, at), likeness * lost
        by_letters = self._end_by_letters(passage, run)
        if by_letters[0] > at:
            return by_letters
        if after == passage.last and self._takes_place(
            passage, one, other, passage.last - token - 1, partner - following
        ):
            return at + len(other.rstrip()), 0.0
        return at, 0.0

    def _end_by_letters(self, passage: TokenPassage, run: MatchingRun) -> tuple[int, float]:
        """Returns the end as ``end`` answers it, where only what is beside the last run tells."""
        old, new = self._old_tokens, self._new_tokens
        token, first = run.old + run.length - 1, run.new + run.length
        one = self._old[old.ends[token] : passage.end]
        free = first
        while free < len(new) and self._alignment.to_old[free] < 0 and free - first < len(one):
            free += 1
        at = new.ends[first - 1]
        length, likeness = head_like(one, self._new[at : max(at, new.ends[free - 1])])
        lost = letters(old, token + 1, passage.last)
        end = at + length
        if length > 0 and passage.end >= old.ends[passage.last - 1]:
            end = new.ends[max(first - 1, bisect_left(new.starts, end) - 1)]
        return self._token_end(end, at), likeness * lost

    def _takes_place(
        self, passage: TokenPassage, one: str, other: str, lost: int, put: int
    ) -> bool:
        """Returns whether what stands between the passage and its neighbour was put for its lost edge.

        Both are given as text and as the number of their tokens.
        """
        whole = passage.end - passage.start
        one, other = one.strip(), other.strip()
        if len(other) <= _SMALL * whole:
            return True
        return (
            0 < put <= lost + 1
            and lost <= _FEW
            and len(other) <= 1.5 * len(one) + 4
            and len(one) <= _EDGE * whole
        )

    def between(self, passage: TokenPassage) -> MatchedPassage | None:
        """Returns what stands between the partners of the words around, where none of its own is left."""
        old, new = self._old_tokens, self._new_tokens
        before, after = passage.first - 1, passage.last
        while before >= 0 and self._alignment.to_new[before] < 0:
            before -= 1
        while after < len(old) and self._alignment.to_new[after] < 0:
            after += 1
        left = self._alignment.to_new[before] if before >= 0 else -1
        right = self._alignment.to_new[after] if after < len(old) else len(new)
        if not 1 < right - left <= _BESIDE or after - before > _BESIDE:
            return None
        gap_old = old.ends[before] if before >= 0 else 0
        gap_new = new.ends[left] if left >= 0 else 0
        one = self._old[gap_old : old.starts[after] if after < len(old) else len(self._old)]
        other = self._new[gap_new : new.starts[right] if right < len(new) else len(self._new)]
        likeness = likeness_of(one, other)
        if likeness:
            start = gap_new + mapped_to(one, other, passage.start - gap_old, is_end=False)
            end = gap_new + mapped_to(one, other, passage.end - gap_old, is_end=True)
            start, end = self._token_start(start, end), self._token_end(end, start)
        elif before == passage.first - 1 and after == passage.last:
            start = gap_new + len(other) - len(other.lstrip())
            end = gap_new + len(other.rstrip())
        else:
            return None
        moved = before >= 0 and bool(self._alignment.is_moved[before])
        return MatchedPassage(start, end, likeness, moved) if start < end else None

    def _with_space(self, passage: TokenPassage, start: int) -> int:
        has_space = self._old[passage.start] == " "
        return start - 1 if has_space and self._new[start - 1 : start] == " " else start

    def _with_space_behind(self, passage: TokenPassage, end: int) -> int:
        has_space = self._old[passage.end - 1] == " "
        return end + 1 if has_space and self._new[end : end + 1] == " " else end

    def _token_start(self, place: int, most: int) -> int:
        """Returns the place, or where the next token begins when it stands before white space."""
        while place < most and self._new[place : place + 1] == " ":
            place += 1
        return place

    def _token_end(self, place: int, least: int) -> int:
        while place > least and self._new[place - 1 : place] == " ":
            place -= 1
        return place


def letters(tokens: Tokens, first: int, last: int) -> int:
    """Returns how many characters some tokens have."""
    return sum(tokens.ends[first:last]) - sum(tokens.starts[first:last])
