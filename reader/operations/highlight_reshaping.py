"""Extends, shortens, merges and splits highlights.

The words an annotation was made on are frozen. A highlight with another extent is therefore a new
row that takes the place of the old one and keeps all the user knows it by: id, UUID, note, colour,
tags and when it was made. docs/decisions/resizing.md says why.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.errors import InvalidInput
from reader.core.models import Color, Kind, Selector, Status
from reader.core.text.segmentation.span_editing import Span, trimmed, without
from reader.core.translation import _
from reader.library import lazy_tables
from reader.operations import annotations
from reader.operations.current_revision import check_passage, current_revision_of
from reader.operations.tags import carry

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit

_PLACED = (Status.EXACT, Status.FUZZY, Status.CONFIRMED)


def resize(unit: "Unit", id_: int, start: int, end: int) -> None:
    """Moves a highlight to text[start:end] of the article's current revision instead.

    Raises InvalidInput when it does not lie on that text for certain, is no highlight, or when
    there are no words in that range.
    """
    row = unit.get(lazy_tables.Annotation, id_)
    revision = _present_revision(unit, row)
    if _span(unit, row, revision.id) == (start, end):
        return
    check_passage(revision.text, start, end)
    _put_in_place(unit, row, revision, (start, end))


def merge(unit: "Unit", ids: Sequence[int], into: int) -> None:
    """Joins highlights of one article into one of them: from where the first begins to the last end.

    It has the tags of all and their notes in the order of the text; the others go into the trash.
    Raises InvalidInput as ``resize`` does.
    """
    rows = unit.get_all(lazy_tables.Annotation, [into, *ids])
    kept, revision = rows[0], _present_revision(unit, rows[0])
    spans = {row.id: _span(unit, row, revision.id) for row in rows}
    ordered = sorted(rows, key=lambda row: (spans[row.id], row.id))
    notes = [row.note for row in ordered if row.note]
    note = "\n\n".join(dict.fromkeys(notes))
    if note != kept.note:
        annotations.set_note(unit, kept.id, note)
    carry(unit, [kept.id], _tag_names(unit, [row.id for row in ordered]))
    annotations.delete(unit, [row.id for row in rows[1:]])
    resize(
        unit, kept.id, min(span[0] for span in spans.values()), max(s[1] for s in spans.values())
    )


def cut(unit: "Unit", id_: int, start: int, end: int) -> list[int]:
    """Cuts a highlight apart at both ends of text[start:end]; the ids of the parts, in order.

    Each part that is not blank keeps colour and tags; the first is the highlight itself, with its
    note. Raises InvalidInput when that leaves it in one part, and as ``resize`` does.
    """
    row = unit.get(lazy_tables.Annotation, id_)
    revision = _present_revision(unit, row)
    whole = _span(unit, row, revision.id)
    cuts = [(whole[0], start), (start, end), (end, whole[1])]
    within = [(max(a, whole[0]), min(b, whole[1])) for a, b in cuts]
    parts = [part for one in within if one[0] < one[1] and (part := trimmed(revision.text, one))]
    if len(parts) < 2:
        raise InvalidInput(_("There is nothing to split: the passage is the whole highlight."))
    return _put_parts(unit, row, revision, parts)


def cut_overlaps(unit: "Unit", id_: int, others: Sequence[int]) -> int:
    """Cuts highlights so that none of the others overlaps this one; how many were cut.

    What two share stays with this one; but one that is wholly inside another is left whole, and
    the other is cut around it. Raises InvalidInput when nothing overlaps or the words are the same.
    """
    row = unit.get(lazy_tables.Annotation, id_)
    revision = _present_revision(unit, row)
    here = _span(unit, row, revision.id)
    inside: list[Span] = []
    count = 0
    for other in unit.get_all(lazy_tables.Annotation, others):
        there = _span(unit, other, revision.id)
        if other.id == id_ or there[1] <= here[0] or here[1] <= there[0]:
            continue
        left = without(revision.text, there, [here])
        if left:
            _put_parts(unit, other, revision, left)
            count += 1
        else:
            inside.append(there)
    if inside:
        left = without(revision.text, here, inside)
        if left:
            _put_parts(unit, unit.get(lazy_tables.Annotation, id_), revision, left)
            count += 1
        elif not count:
            message = _("These highlights are on the same words: merge them instead.")
            raise InvalidInput(message)
    if not count:
        raise InvalidInput(_("Nothing overlaps this highlight."))
    return count


def _put_parts(
    unit: "Unit",
    row: "lazy_tables.Annotation",
    revision: "lazy_tables.Revision",
    parts: Sequence[Span],
) -> list[int]:
    names, color = _tag_names(unit, [row.id]), Color(row.color)
    ids = [row.id]
    for start, end in parts[1:]:
        number = annotations.mark(unit, row.article_id, start, end, color)
        carry(unit, [number], names)
        ids.append(number)
    if _span(unit, row, revision.id) != parts[0]:
        _put_in_place(unit, row, revision, parts[0])
    return ids


def _put_in_place(
    unit: "Unit",
    row: "lazy_tables.Annotation",
    revision: "lazy_tables.Revision",
    span: Span,
) -> None:
    """Replaces the row by one of another extent, with its tags and its places on other revisions."""
    # start-up time: not needed to show what is marked already
    from reader.core.anchoring import selectors

    selector = selectors.describe(revision.text, *span)
    fresh = lazy_tables.Annotation(
        uid=row.uid,
        article_id=row.article_id,
        kind=row.kind,
        color=row.color,
        note=row.note,
        exact=selector.exact,
        prefix=selector.prefix,
        suffix=selector.suffix,
        made_on_revision_id=revision.id,
        made_start=selector.start,
        made_end=selector.end,
        created_at=row.created_at,
        updated_at=unit.now,
    )
    anchors = [
        (one, _anchor(unit, one, revision, selector))
        for one in unit.all(lazy_tables.Anchor, annotation_id=row.id)
    ]
    taggings = [
        (
            one,
            lazy_tables.AnnotationTag(
                annotation_id=row.id, tag_id=one.tag_id, created_at=one.created_at
            ),
        )
        for one in unit.all(lazy_tables.AnnotationTag, annotation_id=row.id)
    ]
    # Off and on again in turn, so that a second resizing in the same step cancels the first.
    unit.exchange([(row, fresh), *anchors, *taggings])


def _anchor(
    unit: "Unit",
    old: "lazy_tables.Anchor",
    revision: "lazy_tables.Revision",
    selector: Selector,
) -> "lazy_tables.Anchor":
    """Makes its anchor on the current text, where it is made now; elsewhere the former one, as a guess.

    Its position on another text is searched for when that text becomes current: a guess that is
    older than the base is (``core.anchoring.reanchoring_base``). What the user has settled stays.
    """
    if old.revision_id == revision.id:
        status, score, at = Status.EXACT, 1.0, unit.now
        start: int | None = selector.start
        end: int | None = selector.end
    else:
        status, score, at = Status(old.status), old.score, old.created_at
        start, end = old.start, old.end
        if not old.is_settled:
            status = Status.ORPHAN if start is None else Status.REVIEW
            at = min(at, unit.now - 1)
    return lazy_tables.Anchor(
        annotation_id=old.annotation_id,
        revision_id=old.revision_id,
        status=status.value,
        score=score,
        start=start,
        end=end,
        created_at=at,
        is_settled=old.is_settled and old.revision_id != revision.id,
    )


def _present_revision(unit: "Unit", row: "lazy_tables.Annotation") -> "lazy_tables.Revision":
    if row.kind != Kind.HIGHLIGHT:
        raise InvalidInput(_("A note on the article cannot be resized."))
    return current_revision_of(unit, row.article_id)


def _span(unit: "Unit", row: "lazy_tables.Annotation", revision_id: int) -> Span:
    """Returns where a highlight is on the current revision; raises InvalidInput when that is not sure."""
    anchor = unit.first(lazy_tables.Anchor, annotation_id=row.id, revision_id=revision_id)
    is_placed = anchor is not None and anchor.status in _PLACED and row.deleted_at is None
    if anchor is None or not is_placed or anchor.start is None or anchor.end is None:
        message = _(
            "The position of that highlight in the current text is uncertain: review it first."
        )
        raise InvalidInput(message)
    return anchor.start, anchor.end


def _tag_names(unit: "Unit", ids: Sequence[int]) -> list[str]:
    """Returns the names of all the tags, in the order of the annotations."""
    found: dict[int, str] = {}
    for id_ in ids:
        for tagging in unit.all(lazy_tables.AnnotationTag, annotation_id=id_):
            found[tagging.tag_id] = unit.get(lazy_tables.Tag, tagging.tag_id).name
    return list(found.values())
