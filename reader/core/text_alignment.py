"""Which token of an old text is which of a new one: what stayed in order, what moved, what is neither.

Runs of tokens that stand once in both texts are anchors; the heaviest chain of them that keeps the
order is what stayed, and between its links the same is done again, where less is enough to be
unique. What is left over in both texts and agrees at length has moved. Only then are the gaps
filled in word by word, so that a chance word does not claim what came from elsewhere. Each token
has at most one partner, which tells a passage from its copies.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.core.text_tokens import Check, Tokens

_SEED = 6  # tokens in a row that are to be unique
_SMALL_SEED = 3
_LEAST_MOVED = 40  # characters that must agree for a passage to have moved; an ideograph counts two
_NEAR = 40  # tokens between two agreeing runs that have moved together
_MOST_CELLS = 16_000_000  # of a table of tokens against tokens: about 10 ms
_FEW_CELLS = 2_500  # below this a table is at once better than seeds
_ALIKE = 0.6  # of the tokens in common: two versions of one text
_DEEPEST = 40
_STEPS = 2_000  # gaps and the like between two checks


@dataclass(frozen=True, slots=True)
class Run:
    """So many positions from these two on agree: positions in the two lists at hand."""

    old: int
    new: int
    length: int


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
        """Pair what long unique runs tell; answers the gaps that are left."""
        gaps: list[tuple[range, range]] = []
        waiting = [(olds, news, 0)]
        while waiting:
            olds, news, depth = waiting.pop()
            olds, news = self._trim(olds, news)
            if not olds or not news:
                continue
            chain: list[Run] = []
            if depth < _DEEPEST and len(olds) * len(news) > _FEW_CELLS:
                self._check()
                chain = heaviest_chain(self._runs(olds, news, _SEED))
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
        """Pair what both begin and end with; where these overlap, the longer has its way."""
        most = min(len(olds), len(news))
        a, b = self.old.ids, self.new.ids
        head = 0
        while head < most and a[olds[head]] == b[news[head]]:
            head += 1
        tail = 0
        while tail < most and a[olds[-1 - tail]] == b[news[-1 - tail]]:
            tail += 1
        if head + tail > most:
            head, tail = (head, most - head) if head >= tail else (most - tail, tail)
        self._pair(olds, news, Run(0, 0, head))
        self._pair(olds, news, Run(len(olds) - tail, len(news) - tail, tail))
        return olds[head : len(olds) - tail], news[head : len(news) - tail]

    def _pair(self, olds: Sequence[int], news: Sequence[int], run: Run) -> None:
        for step in range(run.length):
            one, other = olds[run.old + step], news[run.new + step]
            self.to_new[one] = other
            self.to_old[other] = one
            if self._is_marking_moved:
                self.is_moved[one] = 1

    def _are_alike(self, olds: range, news: range) -> bool:
        """Whether a gap holds one text in two versions: it was rewritten and has not moved."""
        if len(olds) * len(news) > _MOST_CELLS:
            return False
        # Start-up time, and only needed where a text has changed.
        from rapidfuzz.distance import LCSseq

        ours, theirs = _taken(self.old.ids, olds), _taken(self.new.ids, news)
        return bool(LCSseq.normalized_similarity(ours, theirs) >= _ALIKE)

    # -- runs that are unique in both ---------------------------------------------------------

    def _runs(self, olds: Sequence[int], news: Sequence[int], size: int) -> list[Run]:
        """Runs of at least so many tokens that stand once in either list, by their old place."""
        in_old = self._unique_grams(self.old.ids, olds, size)
        in_new = self._unique_grams(self.new.ids, news, size)
        seeds = [(place, in_new[gram]) for gram, place in in_old.items() if gram in in_new]
        seeds.sort()
        return list(_merged(seeds, size))

    def _unique_grams(self, ids: list[int], places: Sequence[int], size: int) -> dict[int, int]:
        """The grams that stand once, by their hash, and where in the list."""
        tokens = _taken(ids, places)
        counted: Counter[int] = Counter()
        last: dict[int, int] = {}
        for first in range(0, len(tokens) - size + 1, _STEPS * 8):
            self._check()
            piece = tokens[first : first + _STEPS * 8 + size - 1]
            grams = list(map(hash, zip(*(piece[skip:] for skip in range(size)), strict=False)))
            counted.update(grams)
            last.update(zip(grams, range(first, first + len(grams)), strict=True))
        return {gram: place for gram, place in last.items() if counted[gram] == 1}

    # -- what moved ---------------------------------------------------------------------------

    def _find_moved(self) -> None:
        """Pair what is left over in both texts and agrees at length, the longest first."""
        olds = list(_stretches(self.to_new))
        news = list(_stretches(self.to_old))
        if not olds or not news:
            return
        self._is_marking_moved = True
        blocks = []
        for block in _blocks(self._runs(olds, news, _SEED)):
            weight = sum(self._weight(olds[run.old : run.old + run.length]) for run in block)
            if weight >= _LEAST_MOVED:
                blocks.append((weight, block))
        blocks.sort(key=lambda one: -one[0])
        for _weight, block in blocks:
            self._check()
            self._take_moved(olds, news, block)
        self._is_marking_moved = False

    def _take_moved(self, olds: list[int], news: list[int], block: list[Run]) -> None:
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
        """Go on from the border of what moved, as far as what is beside it is free."""
        olds = _free(self.to_new, place[0], step)
        news = _free(self.to_old, place[1], step)
        agreeing = 0
        while agreeing < min(len(olds), len(news)):
            one, other = place[0] + step * (agreeing + 1), place[1] + step * (agreeing + 1)
            if self.old.ids[one] != self.new.ids[other]:
                break
            self._pair([one], [other], Run(0, 0, 1))
            agreeing += 1
        if step > 0:
            self._fill_finely(olds[agreeing:], news[agreeing:])
        else:
            keep = len(olds) - agreeing, len(news) - agreeing
            self._fill_finely(olds[: keep[0]], news[: keep[1]])

    # -- what is left -------------------------------------------------------------------------

    def _fill_finely(self, olds: range, news: range) -> None:
        """Pair what is left in a gap: by shorter unique runs, then token by token."""
        waiting: list[tuple[Sequence[int], Sequence[int], int]] = [
            (
                [place for place in olds if self.to_new[place] < 0],
                [place for place in news if self.to_old[place] < 0],
                0,
            )
        ]
        while waiting:
            free_olds, free_news, depth = waiting.pop()
            if not free_olds or not free_news:
                continue
            cells = len(free_olds) * len(free_news)
            chain: list[Run] = []
            if cells > _FEW_CELLS and depth < _DEEPEST:
                self._check()
                chain = heaviest_chain(self._runs(free_olds, free_news, _SMALL_SEED))
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
        """Pair the longest common subsequence, without what agrees by chance."""
        # Start-up time, and only needed where a text has changed.
        from rapidfuzz.distance import LCSseq

        runs = [
            Run(one.src_start, one.dest_start, one.src_end - one.src_start)
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


def _merged(seeds: list[tuple[int, int]], size: int) -> Iterator[Run]:
    """Seeds that overlap or touch on one diagonal as one run."""
    start: tuple[int, int] | None = None
    last = 0
    for old, new in seeds:
        if start is not None and new - old == start[1] - start[0] and old <= last + size:
            last = old
            continue
        if start is not None:
            yield Run(start[0], start[1], last - start[0] + size)
        start, last = (old, new), old
    if start is not None:
        yield Run(start[0], start[1], last - start[0] + size)


def heaviest_chain(runs: list[Run]) -> list[Run]:
    """Of runs by their old place, those that keep the order in the new text and weigh most.

    Where two overlap the later one is cut.
    """
    ends: list[int] = []  # new places, ascending, with the weight of the best chain up to there …
    weights: list[int] = []  # … ascending too
    chosen: list[int] = []
    before: list[int] = []
    for index, run in enumerate(runs):
        at = bisect_left(ends, run.new)
        weight = run.length + (weights[at - 1] if at else 0)
        before.append(chosen[at - 1] if at else -1)
        at = bisect_left(ends, run.new)
        if at < len(ends) and weights[at] >= weight and ends[at] == run.new:
            continue
        stop = at
        while stop < len(ends) and weights[stop] <= weight:
            stop += 1
        ends[at:stop], weights[at:stop], chosen[at:stop] = [run.new], [weight], [index]
    chain: list[Run] = []
    index = chosen[-1] if chosen else -1
    while index >= 0:
        chain.append(runs[index])
        index = before[index]
    chain.reverse()
    return list(_cut(chain))


def _cut(chain: list[Run]) -> Iterator[Run]:
    old_end = new_end = 0
    for run in chain:
        skip = max(0, old_end - run.old, new_end - run.new)
        if skip < run.length:
            run = Run(run.old + skip, run.new + skip, run.length - skip)
            yield run
            old_end, new_end = run.old + run.length, run.new + run.length


def _blocks(runs: list[Run]) -> list[list[Run]]:
    """Runs that follow each other closely in both texts, together."""
    blocks: list[list[Run]] = []
    open_blocks: list[list[Run]] = []
    for run in runs:
        open_blocks = [
            block for block in open_blocks if run.old - (block[-1].old + block[-1].length) <= _NEAR
        ]
        for block in open_blocks:
            gap = run.new - (block[-1].new + block[-1].length)
            if -_SEED <= gap <= _NEAR and run.new > block[-1].new:
                block.append(run)
                break
        else:
            block = [run]
            blocks.append(block)
            open_blocks.append(block)
    return blocks


def _stretches(partners: list[int]) -> Iterator[int]:
    """The places without a partner that stand in stretches long enough to tell."""
    start = 0
    size = len(partners)
    while start < size:
        if partners[start] >= 0:
            start += 1
            continue
        end = start
        while end < size and partners[end] < 0:
            end += 1
        if end - start >= _SEED:
            yield from range(start, end)
        start = end


def _free(partners: list[int], place: int, step: int) -> range:
    """The places beside one that have no partner, at most 60."""
    at = place + step
    while 0 <= at < len(partners) and partners[at] < 0 and abs(at - place) <= 60:
        at += step
    return range(place + 1, at) if step > 0 else range(at + 1, place)
