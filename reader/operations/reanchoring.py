"""Moves an article's annotations to its new text; those without a sure place wait for review."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.core.anchoring.reanchoring_base import (
    AnchorCounts,
    AnchoredHighlight,
    PlannedAnchor,
    StoredAnchor,
    find_places,
)
from reader.core.anchoring.selectors import Place
from reader.core.models import Kind, Selector, Status
from reader.library import lazy_tables
from reader.operations.draft_preparation import NO_TEXT

if TYPE_CHECKING:
    from reader.library.queries.queries import Queries
    from reader.library.unit_of_work import Unit


def places_on(
    queries: "Queries",
    article_id: int,
    text: str,
    text_sha256: str,
    is_cancelled: Callable[[], bool] | None = None,
) -> dict[int, PlannedAnchor]:
    """Returns where the highlights of an article will be on a text, also those in the trash.

    Only reads, so it may run in a worker; ``anchor`` takes what is still right by then. Raises
    core.anchoring.reanchoring.Cancelled.
    """
    marked = queries.marked(article_id)
    return find_places(marked, queries.revision_text, text, text_sha256, is_cancelled=is_cancelled)


def missing_places(
    queries: "Queries",
    article_id: int,
    revision_id: int,
) -> dict[int, PlannedAnchor]:
    """Returns where highlights are on a revision on which they were not sought yet, or were otherwise
    since; as ``places_on``.
    """
    return find_places(
        [one for one in queries.marked(article_id) if one.needs_search_on(revision_id)],
        queries.revision_text,
        queries.revision_text(revision_id),
        queries.revision_sha256(revision_id),
    )


def anchor(
    unit: "Unit",
    article: "lazy_tables.Article",
    revision: "lazy_tables.Revision",
    given: Mapping[int, PlannedAnchor] | None = None,
) -> AnchorCounts:
    """Gives every highlight of the article, also those in the trash, an anchor on a revision.

    Each is looked for by the words it was made on or by where the user put it, never by where it
    was found last. One that is there stays, unless the user has since said better. What was found
    beforehand is taken where it is still right. Answers how sure those not in the trash are.
    """
    rows = unit.all(lazy_tables.Annotation, article_id=article.id, kind=Kind.HIGHLIGHT.value)
    marked = _marked(unit, article, rows)
    present = {
        one.annotation_id: one for one in unit.all(lazy_tables.Anchor, revision_id=revision.id)
    }
    wanted = [one for one in marked if one.needs_search_on(revision.id)]
    texts = {revision.id: revision.text}

    def text_of(id_: int) -> str:
        if id_ not in texts:
            texts[id_] = unit.get(lazy_tables.Revision, id_).text
        return texts[id_]

    found = find_places(wanted, text_of, revision.text, revision.text_sha256, given=given)
    given_up = _given_up(marked, article.current_revision_id)
    for id_ in given_up & present.keys():
        row = present[id_]
        if row.status == Status.ORPHAN and not row.is_settled:
            row.is_settled = True
    fresh: list[lazy_tables.Anchor] = []
    for id_, placed in found.items():
        place = placed.place
        is_given_up = place.status is Status.ORPHAN and id_ in given_up
        if id_ in present:
            row = present[id_]
            row.status, row.score = place.status.value, place.score
            row.start, row.end, row.created_at = place.start, place.end, unit.now
            continue
        fresh.append(
            lazy_tables.Anchor(
                annotation_id=id_,
                revision_id=revision.id,
                status=place.status.value,
                start=place.start,
                end=place.end,
                score=place.score,
                created_at=unit.now,
                is_settled=placed.is_settled or is_given_up,
            )
        )
    unit.add(*fresh)
    live = [row.id for row in rows if row.deleted_at is None]
    now = {
        one.id: place.place.status
        for one in marked
        for place in one.anchors
        if place.revision_id == article.current_revision_id
    }
    on = {id_: Status(row.status) for id_, row in present.items()}
    on |= {id_: placed.place.status for id_, placed in found.items()}
    return _placing(live, on, on if revision.id == article.current_revision_id else now)


def _given_up(marked: Sequence[AnchoredHighlight], revision_id: int | None) -> set[int]:
    """Returns the highlights that the user has left without a place on a revision.

    If they have none on the next one either, they do not need review again. An article without a
    text could not be reviewed.
    """
    return {
        one.id
        for one in marked
        for there in one.anchors
        if there.revision_id == revision_id
        and there.is_settled
        and there.place.status is Status.ORPHAN
        and there.text_sha256 != NO_TEXT
    }


def _placing(
    ids: Sequence[int], on: Mapping[int, Status], now: Mapping[int, Status]
) -> AnchorCounts:
    """Returns how sure highlights are on a revision, and how many of the lost have a place now."""
    statuses = [on.get(id_, Status.ORPHAN) for id_ in ids]
    is_lost = [
        on.get(id_, Status.ORPHAN) is Status.ORPHAN
        and now.get(id_, Status.ORPHAN) is not Status.ORPHAN
        for id_ in ids
    ]
    return AnchorCounts(
        statuses.count(Status.EXACT) + statuses.count(Status.CONFIRMED),
        statuses.count(Status.FUZZY),
        statuses.count(Status.REVIEW),
        statuses.count(Status.ORPHAN),
        sum(is_lost),
    )


def _marked(
    unit: "Unit",
    article: "lazy_tables.Article",
    rows: "list[lazy_tables.Annotation]",
) -> list[AnchoredHighlight]:
    if not rows:
        return []
    sha256 = {
        one.id: one.text_sha256 for one in unit.all(lazy_tables.Revision, article_id=article.id)
    }
    anchors: dict[int, list[StoredAnchor]] = {}
    for one in unit.all(lazy_tables.Anchor, annotation_id=[row.id for row in rows]):
        place = Place(one.start, one.end, Status(one.status), one.score)
        anchors.setdefault(one.annotation_id, []).append(
            StoredAnchor(
                one.revision_id, sha256[one.revision_id], place, one.is_settled, one.created_at
            )
        )
    return [
        AnchoredHighlight(
            row.id, row.made_on_revision_id, _selector(row), tuple(anchors.get(row.id, ()))
        )
        for row in rows
    ]


def _selector(row: "lazy_tables.Annotation") -> Selector:
    if row.made_start is None or row.made_end is None:
        raise AssertionError("a highlight without a place")
    return Selector(row.exact, row.prefix, row.suffix, row.made_start, row.made_end)
