"""Accepts, sets or gives up the position of a highlight that needs review."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.errors import InvalidInput
from reader.core.models import Kind, Status
from reader.core.translation import _
from reader.library import lazy_tables
from reader.operations.current_revision import check_passage, current_revision_id

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit


def accept(unit: "Unit", ids: Sequence[int]) -> int:
    """Confirms the positions found for highlights; returns how many had one.

    Raises InvalidInput if none has.
    """
    anchors = [anchor for anchor in _anchors(unit, ids) if anchor.start is not None]
    if not anchors:
        message = _("No position was found for it: set it manually, or keep it as orphaned.")
        raise InvalidInput(message)
    for anchor in anchors:
        if anchor.status != Status.CONFIRMED:
            _confirm(unit, anchor)
    return len(anchors)


def place(unit: "Unit", id_: int, start: int, end: int) -> None:
    """Moves a highlight to text[start:end] of its article's current revision.

    Raises InvalidInput when there are no words in that range.
    """
    (anchor,) = _anchors(unit, [id_])
    text = unit.get(lazy_tables.Revision, anchor.revision_id).text
    check_passage(text, start, end)
    anchor.start, anchor.end = start, end
    _confirm(unit, anchor)


def keep_as_orphan(unit: "Unit", ids: Sequence[int]) -> None:
    """Leaves highlights without a position on the current text; they need no further review."""
    for anchor in _anchors(unit, ids):
        if not (anchor.is_settled and anchor.status == Status.ORPHAN):
            anchor.status = Status.ORPHAN.value
            anchor.start = anchor.end = None
            anchor.score = 0.0
            anchor.is_settled = True


def _confirm(unit: "Unit", anchor: "lazy_tables.Anchor") -> None:
    anchor.status = Status.CONFIRMED.value
    anchor.score = 1.0
    anchor.is_settled = False
    anchor.created_at = unit.now  # the base is the position confirmed last


def _anchors(unit: "Unit", ids: Sequence[int]) -> "list[lazy_tables.Anchor]":
    """Returns the anchors of highlights on the current revisions; missing ones are created."""
    found = []
    for annotation in unit.get_all(lazy_tables.Annotation, ids):
        if annotation.kind != Kind.HIGHLIGHT:
            raise InvalidInput(_("A note on the article has no position in the text."))
        revision_id = current_revision_id(unit.get(lazy_tables.Article, annotation.article_id))
        anchor = unit.first(
            lazy_tables.Anchor, annotation_id=annotation.id, revision_id=revision_id
        )
        if anchor is None:
            anchor = lazy_tables.Anchor(
                annotation_id=annotation.id,
                revision_id=revision_id,
                status=Status.ORPHAN.value,
                score=0.0,
                created_at=unit.now,
            )
            unit.add(anchor)
        found.append(anchor)
    return found
