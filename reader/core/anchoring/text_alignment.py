"""Aligns the tokens of two texts: in order, moved, or without a partner.

Runs of tokens that occur once in both texts are anchors; the heaviest chain of them that keeps the
order is what stayed, and between its links the same is done again, where less is enough to be
unique. What is left over in both texts and agrees at length has moved. Only then are the gaps
filled in word by word, so that a chance word does not claim what came from elsewhere. Each token
has at most one partner, which tells a passage from its copies.
"""

from collections import Counter
from collections.abc import Sequence

from reader.core.anchoring.matching_runs import (
    BATCH,
    MatchingRun,
    batches,
    blocks_of,
    heaviest_chain,
    merged,
)
from reader.core.anchoring.text_tokens import Check, Tokens

_SEED = 6  # tokens in a row that are to be unique
_SMALL_SEED = 3
_LEAST_MOVED = 40  # characters that must agree for a passage to have moved; an ideograph counts two
_MOST_CELLS = 16_000_000  # of a table of tokens against tokens: about 10 ms
_FEW_CELLS = 400  # below this a table is at once better than seeds
_ALIKE = 0.6  # of the tokens in common: two versions of one text
_DEEPEST = 40
_STEPS = 2_000  # comparisons and the like between two checks


class Alignment:
    """The partners of the tokens: to_new[i] and to_old[j] are indexes, or -1 for none."""

    def __init__(self, old: Tokens, new: Tokens, check: Check) -> None:
        self.old, self.new = old, new
        self.to_new = [-1] * len(old)
        self.to_old = [-1] * len(new)
        self.is_moved = bytearray(len(old))
        self._check = check
        self._is_marking_moved = False
        gaps = self._fill_in_order(range(len(old)), range(len(new)))
        for olds, news in gaps:
            check()
            if self._are_alike(olds, news):
                self._fill_finely(olds, news)
        self._find_moved()
        for olds, news in gaps:
            check()
            self._fill_finely(olds, news)

    # -- what stayed in order -----------------------------------------------------------------

    def _fill_in_order(self, olds: range, news: range) -> list[tuple[range, range]]:
        """Pairs what long unique runs tell; returns the gaps that are left."""
        gaps: list[tuple[range, range]] = []
        waiting = [(olds, news, 0)]
        while waiting:
            olds, news, depth = waiting.pop()
            olds, news = self._trim(olds, news)
            if not olds or not news:
                continue
            chain: list[MatchingRun] = []
            if depth < _DEEPEST and len(olds) * len(news) > _FEW_CELLS:
                self._check()
                chain = heaviest_chain(self._runs(olds, news, _SEED), self._check)
            if not chain:
                gaps.append((olds, news))
                continue
            old_at = new_at = 0
            for run in chain:
                waiting.append((olds[old_at : run.old], news[new_at : run.new], depth + 1))
                self._pair(olds, news, run)
                old_at, new_at = run.old + run.length, run.new + run.length
            waiting.append((olds[old_at:], news[new_at:], depth + 1))
        return gaps

    def _trim(self, olds: range, news: range) -> tuple[range, range]:
        """Pairs what both begin and end with; where these overlap, the longer has its way."""
        most = min(len(olds), len(news))
        a, b = self.old.ids, self.new.ids
        head = self._common(a, b, olds.start, news.start, most)
        tail = 0
        while tail < most and a[olds[-1 - tail]] == b[news[-1 - tail]]:
            tail += 1
            if tail % _STEPS == 0:
                self._check()
        if head + tail > most:
            head, tail = (head, most - head) if head >= tail else (most - tail, tail)
        elif head + tail < most and tail and self._is_mark(olds[-tail]):
            tail -= 1  # a full stop belongs to what is before it, which may have stayed too
        self._pair(olds, news, MatchingRun(0, 0, head))
        self._pair(olds, news, MatchingRun(len(olds) - tail, len(news) - tail, tail))
        return olds[head : len(olds) - tail], news[head : len(news) - tail]

    def _is_mark(self, place: int) -> bool:
        return self.old.ends[place] - self.old.starts[place] == 1

    def _common(self, a: list[int], b: list[int], at: int, other: int, most: int) -> int:
        """Returns how many tokens from two places on are the same."""
        count = 0
        while a[at + count : at + count + _STEPS] == b[other + count : other + count + _STEPS]:
            count += _STEPS
            if count >= most:
                return most
            self._check()
        while count < most and a[at + count] == b[other + count]:
            count += 1
        return count

    def _pair(self, olds: Sequence[int], news: Sequence[int], run: MatchingRun) -> None:
        ours, theirs = olds[run.old : run.old + run.length], news[run.new : run.new + run.length]
        if isinstance(ours, range) and isinstance(theirs, range):
            self.to_new[ours.start : ours.stop] = theirs
            self.to_old[theirs.start : theirs.stop] = ours
            if self._is_marking_moved:
                self.is_moved[ours.start : ours.stop] = b"\1" * len(ours)
            return
        for one, other in zip(ours, theirs, strict=True):
            self.to_new[one] = other
            self.to_old[other] = one
            if self._is_marking_moved:
                self.is_moved[one] = 1

    def _are_alike(self, olds: range, news: range) -> bool:
        """Returns whether a gap contains one text in two versions: it was rewritten and has not moved."""
        if len(olds) * len(news) > _MOST_CELLS:
            return False
        # Start-up time, and only needed where a text has changed.
        from rapidfuzz.distance import LCSseq

        ours, theirs = _taken(self.old.ids, olds), _taken(self.new.ids, news)
        return bool(LCSseq.normalized_similarity(ours, theirs) >= _ALIKE)

    # -- runs that are unique in both ---------------------------------------------------------

    def _runs(self, olds: Sequence[int], news: Sequence[int], size: int) -> list[MatchingRun]:
        """Runs of at least so many tokens that occur once in either list, by their old place."""
        in_old = self._unique_grams(self.old.ids, olds, size)
        in_new = self._unique_grams(self.new.ids, news, size)
        seeds: list[tuple[int, int]] = []
        for items in batches(in_old.items()):
            self._check()
            seeds += [(place, in_new[gram]) for gram, place in items if gram in in_new]
        runs: list[MatchingRun] = []
        for batch in batches(merged(seeds, size)):
            self._check()
            runs += batch
        return runs

    def _unique_grams(self, ids: list[int], places: Sequence[int], size: int) -> dict[int, int]:
        """Returns the grams that occur once, by their hash, and where in the list, in its order."""
        counted: Counter[int] = Counter()
        batches: list[tuple[int, list[int]]] = []
        for first in range(0, len(places) - size + 1, BATCH):
            self._check()
            piece = _taken(ids, places[first : first + BATCH + size - 1])
            grams = list(map(hash, zip(*(piece[skip:] for skip in range(size)), strict=False)))
            counted.update(grams)
            batches.append((first, grams))
        unique: dict[int, int] = {}
        for first, grams in batches:
            self._check()
            unique.update(
                (gram, place) for place, gram in enumerate(grams, first) if counted[gram] == 1
            )
        return unique

    # -- what moved ---------------------------------------------------------------------------

    def _find_moved(self) -> None:
        """Pairs what is left over in both texts and agrees at length, the longest first."""
        olds = _stretches(self.to_new, self._check)
        news = _stretches(self.to_old, self._check)
        if not olds or not news:
            return
        self._is_marking_moved = True
        blocks = []
        for block in blocks_of(self._runs(olds, news, _SEED), _SEED):
            weight = sum(self._weight(olds[run.old : run.old + run.length]) for run in block)
            if weight >= _LEAST_MOVED:
                blocks.append((weight, block))
        blocks.sort(key=lambda one: -one[0])
        for _weight, block in blocks:
            self._check()
            self._take_moved(olds, news, block)
        self._is_marking_moved = False

    def _take_moved(self, olds: list[int], news: list[int], block: list[MatchingRun]) -> None:
        previous: tuple[int, int] | None = None
        first: tuple[int, int] | None = None
        for run in block:
            for step in range(run.length):
                one, other = olds[run.old + step], news[run.new + step]
                if self.to_new[one] >= 0 or self.to_old[other] >= 0:
                    continue
                if previous is not None and (one <= previous[0] or other <= previous[1]):
                    continue
                self.to_new[one], self.to_old[other] = other, one
                self.is_moved[one] = 1
                if previous is not None and one - previous[0] > 1:
                    self._fill_between(previous, (one, other))
                first = first or (one, other)
                previous = one, other
        if first is not None and previous is not None:
            self._fill_beside(first, -1)
            self._fill_beside(previous, 1)

    def _fill_between(self, before: tuple[int, int], after: tuple[int, int]) -> None:
        olds, news = range(before[0] + 1, after[0]), range(before[1] + 1, after[1])
        self._fill_finely(olds, news)

    def _fill_beside(self, place: tuple[int, int], step: int) -> None:
        """Extends a moved run at its border, as far as the tokens beside it are unpaired."""
        olds = _free(self.to_new, place[0], step)
        news = _free(self.to_old, place[1], step)
        agreeing = 0
        while agreeing < min(len(olds), len(news)):
            one, other = place[0] + step * (agreeing + 1), place[1] + step * (agreeing + 1)
            if self.old.ids[one] != self.new.ids[other]:
                break
            self._pair([one], [other], MatchingRun(0, 0, 1))
            agreeing += 1
        if step > 0:
            self._fill_finely(olds[agreeing:], news[agreeing:])
        else:
            keep = len(olds) - agreeing, len(news) - agreeing
            self._fill_finely(olds[: keep[0]], news[: keep[1]])

    # -- what is left -------------------------------------------------------------------------

    def _fill_finely(self, olds: range, news: range) -> None:
        """Pairs what is left in a gap: by shorter unique runs, then token by token."""
        waiting: list[tuple[Sequence[int], Sequence[int], int]] = [
            (
                _unpaired(self.to_new, olds, self._check),
                _unpaired(self.to_old, news, self._check),
                0,
            )
        ]
        while waiting:
            free_olds, free_news, depth = waiting.pop()
            if not free_olds or not free_news:
                continue
            cells = len(free_olds) * len(free_news)
            chain: list[MatchingRun] = []
            if cells > _FEW_CELLS and depth < _DEEPEST:
                self._check()
                chain = heaviest_chain(self._runs(free_olds, free_news, _SMALL_SEED), self._check)
            if not chain:
                if cells <= _MOST_CELLS:
                    self._fill_by_table(free_olds, free_news)
                continue
            old_at = new_at = 0
            for run in chain:
                waiting.append(
                    (free_olds[old_at : run.old], free_news[new_at : run.new], depth + 1)
                )
                self._pair(free_olds, free_news, run)
                old_at, new_at = run.old + run.length, run.new + run.length
            waiting.append((free_olds[old_at:], free_news[new_at:], depth + 1))

    def _fill_by_table(self, olds: Sequence[int], news: Sequence[int]) -> None:
        """Pairs the longest common subsequence, without what agrees by chance."""
        # Start-up time, and only needed where a text has changed.
        from rapidfuzz.distance import LCSseq

        runs = [
            MatchingRun(one.src_start, one.dest_start, one.src_end - one.src_start)
            for one in LCSseq.opcodes(_taken(self.old.ids, olds), _taken(self.new.ids, news))
            if one.tag == "equal"
        ]
        if not runs:
            return
        common = sum(self._weight(olds[run.old : run.old + run.length]) for run in runs)
        longer = max(self._weight(olds), self._weight_of_new(news))
        is_alike = common >= 0.4 * longer
        for run in runs:
            weight = self._weight(olds[run.old : run.old + run.length])
            if is_alike or weight >= 12 or run.length >= 4:
                self._pair(olds, news, run)

    def _weight(self, places: Sequence[int]) -> int:
        starts, ends = self.old.starts, self.old.ends
        return sum(max(2, ends[place] - starts[place]) for place in places)

    def _weight_of_new(self, places: Sequence[int]) -> int:
        starts, ends = self.new.starts, self.new.ends
        return sum(max(2, ends[place] - starts[place]) for place in places)


def _taken(ids: list[int], places: Sequence[int]) -> list[int]:
    if isinstance(places, range):
        return ids[places.start : places.stop]
    return [ids[place] for place in places]


def _stretches(partners: list[int], check: Check) -> list[int]:
    """Returns the places without a partner that are in stretches long enough to tell."""
    places: list[int] = []
    stretch: list[int] = []
    for place in _unpaired(partners, range(len(partners)), check):
        if stretch and place != stretch[-1] + 1:
            if len(stretch) >= _SEED:
                places += stretch
            stretch = []
        stretch.append(place)
    return places + stretch if len(stretch) >= _SEED else places


def _unpaired(partners: list[int], places: range, check: Check) -> list[int]:
    """Returns those of the places that have no partner."""
    found: list[int] = []
    for first in range(places.start, places.stop, BATCH):
        check()
        last = min(places.stop, first + BATCH)
        found += [place for place in range(first, last) if partners[place] < 0]
    return found


def _free(partners: list[int], place: int, step: int) -> range:
    """Returns the places beside one that have no partner, at most 60."""
    at = place + step
    while 0 <= at < len(partners) and partners[at] < 0 and abs(at - place) <= 60:
        at += step
    return range(place + 1, at) if step > 0 else range(at + 1, place)
