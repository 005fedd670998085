"""Layers highlights in document positions: longer ones below shorter ones, each with its depth.

Only those that overlap have to know of each other. They are kept in clusters, so that a highlight
that comes, goes or changes costs its own cluster, and painting looks at what is to be seen.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from reader.core.models import Annotation, Color
from reader.core.text.document_positions import PositionMap

Span = tuple[int, int, int, Color, bool]  # annotation id, start, end, colour, has a note


def spans_of(annotations: Iterable[Annotation], positions: PositionMap) -> list[Span]:
    """Returns the document positions of those annotations that have a position in the text."""
    return [
        (one.id, *positions.range_to_document(one.start, one.end), one.color, bool(one.note))
        for one in annotations
        if one.start is not None and one.end is not None
    ]


class PaintedHighlight(NamedTuple):
    """A highlight in document positions, and how many longer ones are below it."""

    annotation_id: int
    start: int
    end: int
    color: Color
    depth: int
    has_note: bool

    @property
    def span(self) -> Span:
        """What it was made of."""
        return self.annotation_id, self.start, self.end, self.color, self.has_note


class _Cluster(NamedTuple):
    """Highlights that overlap, one with the next: ``[start, reach)`` of the document."""

    start: int
    reach: int
    highlights: tuple[PaintedHighlight, ...]


class HighlightLayers:
    """The highlights of a document. No two clusters overlap, so both their ends are in order."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        self._clusters: list[_Cluster] = []
        self._by_id: dict[int, PaintedHighlight] = {}
        self._put(0, 0, _clustered(spans))

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, annotation_id: int) -> PaintedHighlight | None:
        """Returns the highlight of an annotation, if it is placed."""
        return self._by_id.get(annotation_id)

    def change(self, ids: Collection[int], spans: Iterable[Span]) -> list[tuple[int, int]]:
        """Takes these annotations out and puts spans in; the parts of the document that changed."""
        damaged: list[tuple[int, int]] = []
        for id_ in ids:
            old = self._by_id.get(id_)
            if old is not None:
                damaged.append(self._regroup(old.start, old.end, without=id_))
        damaged.extend(self._regroup(span[1], span[2], added=span) for span in spans)
        return damaged

    def between(self, first: int, last: int) -> list[PaintedHighlight]:
        """Returns those of the clusters that touch a part of the document, in the order to paint them."""
        low, high = self._touching(first, last)
        found = [one for cluster in self._clusters[low:high] for one in cluster.highlights]
        return sorted(found, key=lambda one: (one.start - one.end, one.annotation_id))

    def at(self, position: int) -> list[PaintedHighlight]:
        """Returns those that contain a position."""
        return [one for one in self.between(position, position) if one.start <= position < one.end]

    def _touching(self, first: int, last: int) -> tuple[int, int]:
        """Returns the clusters, from and to, that touch ``[first, last]``; their borders count."""
        low = bisect_left(self._clusters, first, key=lambda one: one.reach)
        return low, bisect_right(self._clusters, last, lo=low, key=lambda one: one.start)

    def _regroup(
        self, start: int, end: int, *, without: int | None = None, added: Span | None = None
    ) -> tuple[int, int]:
        """Clusters again what touches a part of the document; that part, as far as it reaches."""
        low, high = self._touching(start, end)
        near = self._clusters[low:high]
        spans = [one.span for cluster in near for one in cluster.highlights]
        if without is not None:
            spans = [span for span in spans if span[0] != without]
            del self._by_id[without]
        if added is not None:
            spans.append(added)
        self._put(low, high, _clustered(spans))
        starts, ends = (one.start for one in near), (one.reach for one in near)
        return min([start, *starts]), max([end, *ends])

    def _put(self, low: int, high: int, clusters: Sequence[_Cluster]) -> None:
        self._clusters[low:high] = clusters
        for cluster in clusters:
            for one in cluster.highlights:
                self._by_id[one.annotation_id] = one


def _clustered(spans: Iterable[Span]) -> list[_Cluster]:
    found: list[_Cluster] = []
    cluster: list[Span] = []
    reach = 0
    for span in sorted(spans, key=lambda one: one[1]):
        if cluster and span[1] >= reach:
            found.append(_layered(cluster, reach))
            cluster = []
        reach = max(reach, span[2]) if cluster else span[2]
        cluster.append(span)
    if cluster:
        found.append(_layered(cluster, reach))
    return found


def _layered(spans: Sequence[Span], reach: int) -> _Cluster:
    below: list[PaintedHighlight] = []
    for number, start, end, color, has_note in sorted(spans, key=lambda s: (s[1] - s[2], s[0])):
        depth = sum(1 for one in below if one.start < end and start < one.end)
        below.append(PaintedHighlight(number, start, end, color, min(depth, 2), has_note))
    return _Cluster(spans[0][1], reach, tuple(below))
