"""Quotes that are not in a text word by word: marked where they are nearest, and how sure that is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.core.anchoring import Place, describe
from reader.core.identity import new_uid
from reader.core.models import Kind, Selector
from reader.core.reanchoring import locate_quote
from reader.library import tables

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote as it was given, and the place it is taken for."""

    selector: Selector
    place: Place


def nearest(text: str, quote: str, prefix: str = "", suffix: str = "") -> Quoted | None:
    """The place of a quote that has slips in it; None when there is none like it."""
    place = locate_quote(text, quote, prefix, suffix)
    if place.start is None or place.end is None:
        return None
    there = describe(text, place.start, place.end)
    selector = Selector(
        quote.strip(), prefix or there.prefix, suffix or there.suffix, place.start, place.end
    )
    return Quoted(selector, place)


def mark(
    unit: "Unit", revision: "tables.Revision", quoted: Quoted, color: str, note: str = ""
) -> int:
    """Mark a quote, which keeps its words as they were given; the annotation's id."""
    selector, place = quoted.selector, quoted.place
    annotation = tables.Annotation(
        uid=new_uid(),
        article_id=revision.article_id,
        kind=Kind.HIGHLIGHT.value,
        color=color,
        note=note,
        exact=selector.exact,
        prefix=selector.prefix,
        suffix=selector.suffix,
        made_on_revision_id=revision.id,
        made_start=selector.start,
        made_end=selector.end,
        created_at=unit.now,
        updated_at=unit.now,
    )
    unit.add(annotation)
    unit.add(
        tables.Anchor(
            annotation_id=annotation.id,
            revision_id=revision.id,
            status=place.status.value,
            start=place.start,
            end=place.end,
            score=place.score,
            created_at=unit.now,
        )
    )
    return annotation.id
