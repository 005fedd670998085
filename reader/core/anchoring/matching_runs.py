"""Joins matching tokens of two texts into runs, chains runs in order, and groups them into blocks."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from reader.core.anchoring.text_tokens import Check

BATCH = 16_000  # cheap steps between two checks
_STEPS = 2_000  # dearer ones
_NEAR = 40  # tokens between two agreeing runs that have moved together

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class MatchingRun:
    """So many positions from these two on agree: positions in the two lists at hand."""

    old: int
    new: int
    length: int


def merged(seeds: list[tuple[int, int]], size: int) -> Iterator[MatchingRun]:
    """Seeds that overlap or touch on one diagonal as one run."""
    start: tuple[int, int] | None = None
    last = 0
    for old, new in seeds:
        if start is not None and new - old == start[1] - start[0] and old <= last + size:
            last = old
            continue
        if start is not None:
            yield MatchingRun(start[0], start[1], last - start[0] + size)
        start, last = (old, new), old
    if start is not None:
        yield MatchingRun(start[0], start[1], last - start[0] + size)


def heaviest_chain(runs: list[MatchingRun], check: Check) -> list[MatchingRun]:
    """Returns, of runs by their old place, those that keep the order in the new text and weigh most.

    Where two overlap the later one is cut.
    """
    ends: list[int] = []  # new places, ascending, with the weight of the best chain up to there …
    weights: list[int] = []  # … ascending too
    chosen: list[int] = []
    before: list[int] = []
    for index, run in enumerate(runs):
        if index % _STEPS == 0:
            check()
        at = bisect_left(ends, run.new)
        weight = run.length + (weights[at - 1] if at else 0)
        before.append(chosen[at - 1] if at else -1)
        if at < len(ends) and weights[at] >= weight and ends[at] == run.new:
            continue
        stop = at
        while stop < len(ends) and weights[stop] <= weight:
            stop += 1
        ends[at:stop], weights[at:stop], chosen[at:stop] = [run.new], [weight], [index]
    chain: list[MatchingRun] = []
    index = chosen[-1] if chosen else -1
    while index >= 0:
        chain.append(runs[index])
        index = before[index]
    chain.reverse()
    return list(_cut(chain))


def _cut(chain: list[MatchingRun]) -> Iterator[MatchingRun]:
    old_end = new_end = 0
    for run in chain:
        skip = max(0, old_end - run.old, new_end - run.new)
        if skip < run.length:
            run = MatchingRun(run.old + skip, run.new + skip, run.length - skip)
            yield run
            old_end, new_end = run.old + run.length, run.new + run.length


def blocks_of(runs: list[MatchingRun], overlap: int) -> list[list[MatchingRun]]:
    """Runs that follow each other closely in both texts, together; they may overlap by so much."""
    blocks: list[list[MatchingRun]] = []
    open_blocks: list[list[MatchingRun]] = []
    for run in runs:
        open_blocks = [
            block for block in open_blocks if run.old - (block[-1].old + block[-1].length) <= _NEAR
        ]
        for block in open_blocks:
            gap = run.new - (block[-1].new + block[-1].length)
            if -overlap <= gap <= _NEAR and run.new > block[-1].new:
                block.append(run)
                break
        else:
            block = [run]
            blocks.append(block)
            open_blocks.append(block)
    return blocks


def batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Yields the items, some thousands at a time."""
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
