"""Operations that only tests do: use what is offered, and take annotations out of the trash."""

from collections.abc import Mapping, Sequence

from reader.core.anchoring.reanchoring_base import AnchorCounts, PlannedAnchor
from reader.core.article_draft import Draft
from reader.library import lazy_tables
from reader.library.unit_of_work import Unit
from reader.operations import revisions


def use_offer(
    unit: Unit,
    article_id: int,
    places: Mapping[int, PlannedAnchor] | None = None,
    draft: Draft | None = None,
) -> AnchorCounts:
    """Makes the text that is offered the current one, as the command does."""
    offer = unit.first(lazy_tables.RevisionOffer, article_id=article_id)
    assert offer is not None
    return revisions.make_current(unit, article_id, offer.revision_id, places, draft)


def restore_annotations(unit: Unit, ids: Sequence[int]) -> None:
    """Takes annotations out of the trash, as undo does."""
    there = unit.set_all(lazy_tables.Annotation, ids, deleted_at=None)
    unit.set_all(lazy_tables.Annotation, there, updated_at=unit.now)
