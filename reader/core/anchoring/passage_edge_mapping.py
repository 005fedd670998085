"""Finds the start and end of a passage in a changed text when the words at its edges have changed."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from reader.core.anchoring.matching_runs import MatchingRun
from reader.core.anchoring.string_similarity import head_like, likeness_of, mapped_to, tail_like
from reader.core.anchoring.text_alignment import Alignment
from reader.core.anchoring.text_tokens import Tokens
from reader.core.text.searching.text_normalization import NormalizedText

_BESIDE = 40  # tokens without a partner beside a passage, beyond which its neighbours say nothing
_SMALL = 0.08  # of the passage: what is put in the place of its first or last words goes with it
_FEW = 3  # tokens at an edge that as many others may have been put for …
_EDGE = 0.2  # … when they are so much of the passage at most
_FOUND = 0.5  # of the letters of lost words, found again a little farther off, makes these the edge
_REACH = 0.75  # … and what is put in between is so much of the passage at most
# Compounds, paths and possessives; files and hosts; numbers. A dash, which reads as a hyphen, joins nothing.
_JOINED = re.compile(r"\w+[-‐‑'’/@]\w+|\w+\.[a-z]\w*|\d+[.,:]\d+")


@dataclass(frozen=True, slots=True)
class TokenPassage:
    """A part of the normalised old text, and its tokens: first to last, half open."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class MatchedPassage:
    """A part of the normalised new text that is where a passage was."""

    start: int
    end: int
    likeness: float  # 0 to 1
    is_moved: bool


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where a passage begins or ends in the normalised new text."""

    place: int
    kept: float = 0.0  # characters of the passage that are left beyond its first or last run
    is_doubtful: bool = False  # words of the edge are gone, and others are in their place
    replaced: float = 0.0  # characters that were put for words beyond that run


class PassageBoundaries:
    """Finds where passages begin and end, in two normalised texts whose tokens have partners.

    written is the new text before it was normalised.
    """

    def __init__(self, old: str, new: NormalizedText, written: str, alignment: Alignment) -> None:
        self._old, self._new = old, new.text
        self._map, self._written = new, written
        self._alignment = alignment
        self._old_tokens: Tokens = alignment.old
        self._new_tokens: Tokens = alignment.new

    def start(self, passage: TokenPassage, run: MatchingRun) -> Boundary:
        """Returns where the passage begins, given its first run of partners."""
        old, new = self._old_tokens, self._new_tokens
        at = new.starts[run.new]
        if run.old == passage.first:
            into = max(0, passage.start - old.starts[run.old])
            return Boundary(self._with_space(passage, at + into), -float(into))
        edge = self._old[passage.start : old.starts[run.old]]
        if not _has_word(edge) and self._new.endswith(edge, 0, at):
            return Boundary(at - len(edge), letters(old, passage.first, run.old))
        before = passage.first - 1
        while before >= 0 and self._alignment.to_new[before] < 0:
            before -= 1
        partner = self._alignment.to_new[before] if before >= 0 else -1
        is_near = partner < run.new <= partner + _BESIDE
        gap_old = old.ends[before] if before >= 0 else 0
        gap_new = new.ends[partner] if partner >= 0 else 0
        one = self._old[gap_old : old.starts[run.old]]
        other = self._new[gap_new:at] if is_near else ""
        if likeness := likeness_of(one, other):
            mapped = gap_new + mapped_to(one, other, passage.start - gap_old, is_end=False)
            lost = letters(old, passage.first, run.old)
            return Boundary(self._token_start(mapped, at), likeness * lost)
        by_letters = self._start_by_letters(passage, run)
        if by_letters.place < at:
            return by_letters
        free = self._free_before(run.new)
        found = self._found_again(passage, range(run.old - 1, passage.first - 1, -1), free)
        if found is not None:
            return Boundary(new.starts[found[0]], found[1], replaced=found[2])
        if (
            is_near
            and before == passage.first - 1
            and self._takes_place(
                passage, one, other, run.old - passage.first, run.new - partner - 1
            )
        ):
            return Boundary(at - len(other.lstrip()))
        put = self._new[new.starts[free[-1]] : at] if free else ""
        return Boundary(at, is_doubtful=_has_word(edge) and _has_word(put))

    def _start_by_letters(self, passage: TokenPassage, run: MatchingRun) -> Boundary:
        """Returns the beginning where only the letters beside the first run tell it."""
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
        return Boundary(self._token_start(start, at), likeness * lost)

    def end(self, passage: TokenPassage, run: MatchingRun) -> Boundary:
        """Returns where the passage ends, given its last run of partners."""
        old, new = self._old_tokens, self._new_tokens
        token, at = run.old + run.length - 1, new.ends[run.new + run.length - 1]
        if token == passage.last - 1:
            short = max(0, old.ends[token] - passage.end)
            return Boundary(self._with_space_behind(passage, at - short), -float(short))
        edge = self._old[old.ends[token] : passage.end]
        if not _has_word(edge):
            for end in (at + len(edge), self._unbroken_end(run.new + run.length)):
                if self._new.endswith(edge, at, end):
                    return Boundary(end, letters(old, token + 1, passage.last))
        after = passage.last
        while after < len(old) and self._alignment.to_new[after] < 0:
            after += 1
        is_last = after == len(old)
        partner = len(new) if is_last else self._alignment.to_new[after]
        following = run.new + run.length
        is_near = following <= partner <= following + _BESIDE
        gap_old = len(self._old) if is_last else old.starts[after]
        gap_new = len(self._new) if partner >= len(new) else new.starts[partner]
        one = self._old[old.ends[token] : gap_old]
        other = self._new[at:gap_new] if is_near else ""
        if likeness := likeness_of(one, other):
            mapped = at + mapped_to(one, other, passage.end - old.ends[token], is_end=True)
            lost = letters(old, token + 1, passage.last)
            return Boundary(self._token_end(mapped, at), likeness * lost)
        by_letters = self._end_by_letters(passage, run)
        if by_letters.place > at:
            return by_letters
        free = self._free_after(following)
        found = self._found_again(passage, range(token + 1, passage.last), free)
        if found is not None:
            return Boundary(new.ends[found[0]], found[1], replaced=found[2])
        if (
            is_near
            and after == passage.last
            and self._takes_place(
                passage, one, other, passage.last - token - 1, partner - following
            )
        ):
            return Boundary(at + len(other.rstrip()))
        put = self._new[at : new.ends[free[-1]]] if free else ""
        return Boundary(at, is_doubtful=_has_word(edge) and _has_word(put))

    def _end_by_letters(self, passage: TokenPassage, run: MatchingRun) -> Boundary:
        """Returns the end where only the letters beside the last run tell it."""
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
        return Boundary(self._token_end(end, at), likeness * lost)

    def _free_before(self, place: int) -> range:
        """Returns the tokens without a partner before one of the new text, the nearest first."""
        first = place
        while first > 0 and place - first < _BESIDE and self._alignment.to_old[first - 1] < 0:
            first -= 1
        return range(place - 1, first - 1, -1)

    def _free_after(self, place: int) -> range:
        last, most = place, min(len(self._new_tokens), place + _BESIDE)
        while last < most and self._alignment.to_old[last] < 0:
            last += 1
        return range(place, last)

    def _unbroken_end(self, place: int) -> int:
        """Returns where what is new ends that goes on from a token without a space, as an address does."""
        new = self._new_tokens
        for token in self._free_after(place):
            if new.starts[token] > new.ends[token - 1]:
                return new.ends[token - 1]
            place = token + 1
        return new.ends[place - 1]

    def _found_again(
        self, passage: TokenPassage, lost: range, free: range
    ) -> tuple[int, float, float] | None:
        """Returns the farthest token that the edge of a passage became, and the letters kept and replaced.

        lost and free are tokens of the old and new text, from the passage's part that is known
        outwards. None where too little of the lost edge is there, or too much in between.
        """
        from rapidfuzz.distance import LCSseq  # start-up time: only where a text has changed

        if not lost or not free:
            return None
        old, new = self._old_tokens, self._new_tokens
        lost = lost[-_BESIDE:]
        steps = [
            step
            for step in LCSseq.opcodes(
                [old.ids[place] for place in lost], [new.ids[place] for place in free]
            )
            if step.tag == "equal"
        ]
        words = [place for step in steps for place in lost[step.src_start : step.src_end]]
        outside, beyond = lost[-1] + lost.step, free[-1] + free.step
        is_bordered = (
            self._alignment.to_new[outside] == beyond
            if 0 <= outside < len(old) and 0 <= beyond < len(new)
            else not (0 <= outside < len(old) or 0 <= beyond < len(new))
        )
        whole = passage.end - passage.start
        for step in reversed(steps):
            kept = sum(old.ends[place] - old.starts[place] for place in words)
            farthest = free[step.dest_end - 1]
            reach = abs(new.starts[farthest] - new.starts[free[0]]) - kept
            is_at_border = is_bordered and farthest == free[-1]
            has_word = any(_has_word(self._old[old.starts[n] : old.ends[n]]) for n in words)
            is_most = kept >= _FOUND * sum(old.ends[n] - old.starts[n] for n in lost)
            if reach <= _REACH * whole and (is_at_border or (has_word and is_most)):
                gone = sum(old.ends[place] - old.starts[place] for place in lost[: step.src_end])
                put = sum(new.ends[place] - new.starts[place] for place in free[: step.dest_end])
                replaced = put_for(put, gone, step.src_end == step.dest_end) - kept
                return farthest, float(kept), max(0.0, float(replaced))
            del words[len(words) - (step.src_end - step.src_start) :]
        return None

    def _takes_place(
        self, passage: TokenPassage, one: str, other: str, lost: int, put: int
    ) -> bool:
        """Returns whether what is between the passage and its neighbour was put for its lost edge.

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
        """Returns what is between the partners of the words around, where none of its own is left."""
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

    def whole_words(self, passage: TokenPassage, start: int, end: int) -> tuple[int, int]:
        """Returns the place with no word cut, where the passage cut none.

        A word is taken in whole if half of it is in the place, or all of the passage's own; else it
        is left out. What is new and joined to it is taken in, as the cents of an amount.
        """
        old, new = self._old_tokens, self._new_tokens
        if passage.start <= old.starts[passage.first]:
            own = old.ends[passage.first] - old.starts[passage.first]
            token = bisect_right(new.ends, start)
            if token < len(new) and new.starts[token] < start:
                first, last = new.starts[token], new.ends[token]
                is_taken = last - start >= min(own, (last - first) / 2)
                start = first if is_taken else self._token_start(last, end)
            token = bisect_right(new.ends, start)
            if token < len(new) and new.starts[token] == start:
                start = new.starts[self._joined(token, -1)]
        if passage.end >= old.ends[passage.last - 1]:
            own = old.ends[passage.last - 1] - old.starts[passage.last - 1]
            token = bisect_left(new.starts, end) - 1
            if token >= 0 and end < new.ends[token]:
                first, last = new.starts[token], new.ends[token]
                is_taken = end - first >= min(own, (last - first) / 2)
                end = last if is_taken else self._token_end(first, start)
            token = bisect_left(new.starts, end) - 1
            if token >= 0 and new.ends[token] == end:
                end = new.ends[self._joined(token, 1)]
        return start, end

    def _joined(self, token: int, step: int) -> int:
        """Returns the last token in a direction that is new and written as one word with this one."""
        new, partners = self._new_tokens, self._alignment.to_old
        while 0 <= (other := token + 2 * step) < len(new):
            first, last = min(token, other), max(token, other)
            if partners[token + step] >= 0 or partners[other] >= 0:
                break
            span = self._map.span(new.starts[first], new.ends[last])
            if not _JOINED.fullmatch(self._written, *span):
                break
            token = other
        return token

    def _with_space(self, passage: TokenPassage, start: int) -> int:
        has_space = self._old[passage.start] == " "
        return start - 1 if has_space and self._new[start - 1 : start] == " " else start

    def _with_space_behind(self, passage: TokenPassage, end: int) -> int:
        has_space = self._old[passage.end - 1] == " "
        return end + 1 if has_space and self._new[end : end + 1] == " " else end

    def _token_start(self, place: int, most: int) -> int:
        """Returns the place, or where the next token begins when it is before white space."""
        while place < most and self._new[place : place + 1] == " ":
            place += 1
        return place

    def _token_end(self, place: int, least: int) -> int:
        while place > least and self._new[place - 1 : place] == " ":
            place -= 1
        return place


def put_for(put: float, lost: float, is_each_put: bool) -> float:
    """Returns how many of the letters put are for lost ones: all where each token is for a token."""
    return put if is_each_put else min(put, lost)


def _has_word(text: str) -> bool:
    return any(map(str.isalnum, text))


def letters(tokens: Tokens, first: int, last: int) -> int:
    """Returns how many characters some tokens have."""
    return sum(tokens.ends[first:last]) - sum(tokens.starts[first:last])
