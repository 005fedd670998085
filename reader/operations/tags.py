"""Tags on articles and annotations, and the digits that stand for tags."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.core import tags as names_of
from reader.core.errors import InvalidInput
from reader.core.translation import _
from reader.library import tables

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit

_SLOTS = range(1, 10)


def tag_articles(unit: "Unit", ids: Sequence[int], names: Sequence[str]) -> None:
    """Put tags on articles; those that carry one already keep it as it is."""
    articles = unit.get_all(tables.Article, ids)
    for tag in _tags(unit, names):
        carrying = {row.article_id for row in _on_articles(unit, ids, tag)}
        fresh = [article for article in articles if article.id not in carrying]
        unit.add(
            *(
                tables.ArticleTag(article_id=article.id, tag_id=tag.id, created_at=unit.now)
                for article in fresh
            )
        )
        for article in fresh:
            article.updated_at = unit.now


def untag_articles(unit: "Unit", ids: Sequence[int], names: Sequence[str]) -> None:
    """Take tags off articles; the tags themselves stay."""
    articles = {article.id: article for article in unit.get_all(tables.Article, ids)}
    for tag in _known(unit, names):
        for carried in _on_articles(unit, ids, tag):
            unit.delete(carried)
            articles[carried.article_id].updated_at = unit.now


def change_on_articles(
    unit: "Unit", ids: Sequence[int], added: Sequence[str], removed: Sequence[str]
) -> None:
    """Put tags on articles and take others off."""
    untag_articles(unit, ids, removed)
    tag_articles(unit, ids, added)


def toggle_on_articles(unit: "Unit", ids: Sequence[int], name: str) -> bool:
    """Put a tag on the articles, or take it off when all have it; whether it was put on."""
    (tag,) = _tags(unit, [name])
    has_all = len(_on_articles(unit, ids, tag)) == len(set(ids))
    (untag_articles if has_all else tag_articles)(unit, ids, [name])
    return not has_all


def tag_annotations(unit: "Unit", ids: Sequence[int], names: Sequence[str]) -> None:
    """Put tags on annotations; those that carry one already keep it as it is."""
    annotations = unit.get_all(tables.Annotation, ids)
    for tag in _tags(unit, names):
        carrying = {row.annotation_id for row in _on_annotations(unit, ids, tag)}
        fresh = [annotation for annotation in annotations if annotation.id not in carrying]
        unit.add(
            *(
                tables.AnnotationTag(annotation_id=one.id, tag_id=tag.id, created_at=unit.now)
                for one in fresh
            )
        )
        for annotation in fresh:
            annotation.updated_at = unit.now


def untag_annotations(unit: "Unit", ids: Sequence[int], names: Sequence[str]) -> None:
    """Take tags off annotations; the tags themselves stay."""
    annotations = {one.id: one for one in unit.get_all(tables.Annotation, ids)}
    for tag in _known(unit, names):
        for carried in _on_annotations(unit, ids, tag):
            unit.delete(carried)
            annotations[carried.annotation_id].updated_at = unit.now


def change_on_annotations(
    unit: "Unit", ids: Sequence[int], added: Sequence[str], removed: Sequence[str]
) -> None:
    """Put tags on annotations and take others off."""
    untag_annotations(unit, ids, removed)
    tag_annotations(unit, ids, added)


def toggle_on_annotations(unit: "Unit", ids: Sequence[int], name: str) -> bool:
    """Put a tag on the annotations, or take it off when all have it; whether it was put on."""
    (tag,) = _tags(unit, [name])
    has_all = len(_on_annotations(unit, ids, tag)) == len(set(ids))
    (untag_annotations if has_all else tag_annotations)(unit, ids, [name])
    return not has_all


def bind_slot(unit: "Unit", digit: int, name: str | None) -> None:
    """Let a digit, 1 to 9, stand for a tag, or for none; raises InvalidInput."""
    if digit not in _SLOTS:
        raise InvalidInput(
            _("A tag can be bound to the digits 1 to 9, not to {n}.").format(n=digit)
        )
    slot = unit.first(tables.TagSlot, place="", digit=digit)
    if name is None:
        if slot is not None:
            unit.delete(slot)
        return
    (tag,) = _tags(unit, [name])
    if slot is None:
        unit.add(tables.TagSlot(digit=digit, tag_id=tag.id))
    else:
        slot.tag_id = tag.id


def _on_articles(unit: "Unit", ids: Sequence[int], tag: "tables.Tag") -> "list[tables.ArticleTag]":
    return unit.all(tables.ArticleTag, tag_id=tag.id, article_id=[*set(ids)])


def _on_annotations(
    unit: "Unit", ids: Sequence[int], tag: "tables.Tag"
) -> "list[tables.AnnotationTag]":
    return unit.all(tables.AnnotationTag, tag_id=tag.id, annotation_id=[*set(ids)])


def _tags(unit: "Unit", names: Iterable[str]) -> "list[tables.Tag]":
    """The tags of these names, each once; those that are new are made. Raises InvalidInput."""
    found: dict[int, tables.Tag] = {}
    for name in names:
        spelt = names_of.normalise(name)
        key = names_of.key(spelt)
        tag = unit.first(tables.Tag, key=key)
        if tag is None:
            tag = tables.Tag(name=spelt, key=key, created_at=unit.now)
            unit.add(tag)
        found[tag.id] = tag
    return list(found.values())


def _known(unit: "Unit", names: Iterable[str]) -> "list[tables.Tag]":
    found = (unit.first(tables.Tag, key=names_of.key(name)) for name in names)
    return [tag for tag in found if tag is not None]
