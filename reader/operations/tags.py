"""Adds and removes tags on articles and annotations, and assigns digits to tags."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.core.errors import InvalidInput
from reader.core.tags import tag_names as names_of
from reader.core.translation import _
from reader.library import lazy_tables
from reader.operations import color_tags

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit

_SLOTS = range(1, 10)


def tag_articles(unit: "Unit", ids: Sequence[int], names: Sequence[str]) -> None:
    """Adds tags to articles; those that carry one already keep it as it is."""
    _put_on(unit, carriers(are_articles=True), ids, names)


def untag_articles(unit: "Unit", ids: Sequence[int], names: Sequence[str]) -> None:
    """Takes tags off articles; the tags themselves stay."""
    _take_off(unit, carriers(are_articles=True), ids, names)


def change_on_articles(
    unit: "Unit", ids: Sequence[int], added: Sequence[str], removed: Sequence[str]
) -> None:
    """Adds tags to articles and removes others."""
    untag_articles(unit, ids, removed)
    tag_articles(unit, ids, added)


def tag_annotations(unit: "Unit", ids: Sequence[int], names: Sequence[str]) -> None:
    """Adds tags to annotations; those that carry one already keep it as it is.

    A highlight that gets a tag for which a colour is linked turns that colour.
    """
    for name in names[::-1]:  # the first that has a colour is to have the last word
        color_tags.turn(unit, carry(unit, ids, [name]), [name])


def carry(unit: "Unit", ids: Sequence[int], names: Sequence[str]) -> list[int]:
    """Adds tags to annotations whatever their colour; the ids of those that lacked one."""
    return _put_on(unit, carriers(are_articles=False), ids, names)


def untag_annotations(unit: "Unit", ids: Sequence[int], names: Sequence[str]) -> bool:
    """Takes tags off annotations; the tags themselves stay. Returns whether one was on any."""
    return _take_off(unit, carriers(are_articles=False), ids, names)


def change_on_annotations(
    unit: "Unit", ids: Sequence[int], added: Sequence[str], removed: Sequence[str]
) -> None:
    """Adds tags to annotations and removes others."""
    untag_annotations(unit, ids, removed)
    tag_annotations(unit, ids, added)


def make(unit: "Unit", names: Sequence[str]) -> list[int]:
    """Returns the ids of the tags of these names; those that are new are made. Raises InvalidInput."""
    spelt: dict[str, str] = {}  # by key
    for name in names:
        one = names_of.normalise(name)
        spelt.setdefault(names_of.key(one), one)
    found = _by_key(unit, [*spelt])
    new = {
        key: lazy_tables.Tag(name=name, key=key, created_at=unit.now)
        for key, name in spelt.items()
        if key not in found
    }
    unit.add(*new.values())
    return [found[key] if key in found else new[key].id for key in spelt]


def bind_slot(unit: "Unit", digit: int, name: str | None, place: str = "") -> None:
    """Assigns a digit, 1 to 9, to a tag, or to none; raises InvalidInput.

    The place is one of ``core.tags.PLACES``: a digit means one thing in the text, and may mean
    another in the list of articles.
    """
    if place not in names_of.PLACES:
        raise InvalidInput(_("There are no quick tags for “{place}”.").format(place=place))
    if digit not in _SLOTS:
        raise InvalidInput(_("Quick tags have the digits 1 to 9, not {n}.").format(n=digit))
    slot = unit.first(lazy_tables.TagSlot, place=place, digit=digit)
    if name is None:
        if slot is not None:
            unit.delete(slot)
        return
    (tag_id,) = make(unit, [name])
    if slot is None:
        unit.add(lazy_tables.TagSlot(digit=digit, tag_id=tag_id, place=place))
    else:
        slot.tag_id = tag_id


class Carriers(NamedTuple):
    """What can be tagged: its table, the table of its taggings, and the column between them."""

    table: "type[lazy_tables.Article | lazy_tables.Annotation]"
    taggings: "type[lazy_tables.ArticleTag | lazy_tables.AnnotationTag]"
    column: str


def carriers(*, are_articles: bool) -> Carriers:
    """Returns the tables for tagged articles or annotations."""
    if are_articles:
        return Carriers(lazy_tables.Article, lazy_tables.ArticleTag, "article_id")
    return Carriers(lazy_tables.Annotation, lazy_tables.AnnotationTag, "annotation_id")


def _put_on(unit: "Unit", kind: Carriers, ids: Sequence[int], names: Sequence[str]) -> list[int]:
    wanted = unit.existing(kind.table, ids)
    changed: dict[int, None] = {}
    for tag_id in make(unit, names):
        carrying = {*unit.values(kind.taggings, kind.column, ids, tag_id=tag_id).values()}
        fresh = [one for one in wanted if one not in carrying]
        unit.add_to_each(kind.taggings, kind.column, fresh, tag_id=tag_id, created_at=unit.now)
        changed |= dict.fromkeys(fresh)
    unit.set_all(kind.table, list(changed), updated_at=unit.now)
    return list(changed)


def _take_off(unit: "Unit", kind: Carriers, ids: Sequence[int], names: Sequence[str]) -> bool:
    wanted = unit.existing(kind.table, ids)
    changed: dict[int, None] = {}
    known = _by_key(unit, [*dict.fromkeys(map(names_of.key, names))])
    for tag_id in known.values():
        changed |= dict.fromkeys(unit.delete_all(kind.taggings, kind.column, wanted, tag_id=tag_id))
    unit.set_all(kind.table, list(changed), updated_at=unit.now)
    return bool(changed)


def _by_key(unit: "Unit", keys: Sequence[str]) -> dict[str, int]:
    """Returns the ids of those tags that there are, in the order of the keys."""
    ids = {key: id_ for id_, key in unit.values(lazy_tables.Tag, "key", keys).items()}
    return {key: ids[key] for key in keys if key in ids}
