"""Indexes the annotations of one article by id and by position, kept up to date by change notices.

An article may carry thousands: one that changed is put in its place, and the rest is left alone.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Sequence

from reader.core.models import Annotation, Kind

_Key = tuple[bool, bool, int, int, bool, int, int, int]


def text_order(one: Annotation) -> _Key:
    """Returns the order of ``Queries.annotations``: article notes, then by place, the unplaced last."""
    return (
        one.kind is not Kind.ARTICLE_NOTE,
        one.start is None,
        one.start or 0,
        one.end or 0,
        one.made_start is not None,
        one.made_start or 0,
        one.created_at,
        one.id,
    )


class AnnotationIndex:
    """Annotations in text order; ``items`` may be read, and is another list after each change."""

    def __init__(self, items: Sequence[Annotation] = ()) -> None:
        self.items: list[Annotation] = sorted(items, key=text_order)
        self._by_id = {one.id: one for one in self.items}
        self._placed = [one for one in self.items if _is_placed(one)]
        self._starts = [_start(one) for one in self._placed]
        # At least as long as any; what is taken out does not make it shorter.
        self._longest = max((_end(one) - _start(one) for one in self._placed), default=0)

    def get(self, id_: int | None) -> Annotation | None:
        """Returns the annotation with this id, if it is here."""
        return None if id_ is None else self._by_id.get(id_)

    def change(self, ids: Collection[int], fresh: Iterable[Annotation]) -> None:
        """Updates the annotations with these ids to their current state."""
        items = self.items = list(self.items)
        for old in [self._by_id.pop(id_) for id_ in set(ids) if id_ in self._by_id]:
            del items[bisect_left(items, text_order(old), key=text_order)]
            if _is_placed(old):
                at = bisect_left(self._placed, text_order(old), key=text_order)
                del self._placed[at], self._starts[at]
        for one in fresh:
            insort(items, one, key=text_order)
            self._by_id[one.id] = one
            if _is_placed(one):
                at = bisect_left(self._placed, text_order(one), key=text_order)
                self._placed.insert(at, one)
                self._starts.insert(at, _start(one))
                self._longest = max(self._longest, _end(one) - _start(one))

    def at(self, span: tuple[int, int]) -> Annotation | None:
        """Returns the highlight of just this passage; the last made when there are several."""
        same = self._between(span[0], span[0])
        found = [one for one in same if one.end == span[1]]
        return max(found, key=lambda one: one.created_at, default=None)

    def under(self, span: tuple[int, int]) -> Annotation | None:
        """Returns the shortest highlight that contains this passage, else the one that is in it alone."""
        start, end = span
        around = [one for one in self._between(end - self._longest, start) if _end(one) >= end]
        if around:
            return min(around, key=lambda one: (_end(one) - _start(one), -one.created_at))
        within = [one for one in self._between(start, end) if _end(one) <= end]
        return within[0] if len(within) == 1 else None

    def _between(self, first: int, last: int) -> list[Annotation]:
        """Returns the placed ones that start from ``first`` to ``last``, both included."""
        low = bisect_left(self._starts, first)
        return self._placed[low : bisect_right(self._starts, last, lo=low)]


def _is_placed(one: Annotation) -> bool:
    return one.start is not None and one.end is not None


def _start(one: Annotation) -> int:
    return one.start if one.start is not None else -1


def _end(one: Annotation) -> int:
    return one.end if one.end is not None else -1
