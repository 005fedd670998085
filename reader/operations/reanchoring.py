"""Annotations move along when an article gets a new text; those that find no place wait for a look."""

from typing import TYPE_CHECKING

from reader.core.models import Kind, Selector
from reader.library import tables

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit


def move_annotations(
    unit: "Unit",
    article: "tables.Article",
    old_revision: "tables.Revision",
    new_revision: "tables.Revision",
) -> None:
    """Give every highlight of the article, also those in the trash, an anchor on the new revision.

    Each is looked for by the words it was made on, never by where it was found last, so that errors
    do not add up. None is deleted.
    """
    from reader.core import anchoring  # start-up time: only when an article is added again

    is_same_text = old_revision.text_sha256 == new_revision.text_sha256
    anchors: list[tables.Anchor] = []
    for annotation in unit.all(tables.Annotation, article_id=article.id, kind=Kind.HIGHLIGHT.value):
        old = unit.first(tables.Anchor, annotation_id=annotation.id, revision_id=old_revision.id)
        if is_same_text and old is not None:
            start, end, status, score = old.start, old.end, old.status, old.score
        else:
            place = anchoring.find(new_revision.text, _selector(annotation))
            start, end, status, score = place.start, place.end, place.status.value, place.score
        anchors.append(
            tables.Anchor(
                annotation_id=annotation.id,
                revision_id=new_revision.id,
                status=status,
                start=start,
                end=end,
                score=score,
                created_at=unit.now,
            )
        )
    unit.add(*anchors)


def _selector(annotation: "tables.Annotation") -> Selector:
    if annotation.made_start is None or annotation.made_end is None:
        raise AssertionError("a highlight without a place")
    return Selector(
        annotation.exact,
        annotation.prefix,
        annotation.suffix,
        annotation.made_start,
        annotation.made_end,
    )
