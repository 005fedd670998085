"""Creates, renames, nests, merges, colours and deletes tags across the library."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reader.core.errors import InvalidInput, NotFound
from reader.core.tags import tag_names as names_of
from reader.core.tags.tag_renaming import Way, merged, plan
from reader.core.translation import _
from reader.library import lazy_tables
from reader.operations.tags import bind_slot, carriers

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit


def create(unit: "Unit", name: str) -> str:
    """Creates a tag without uses, and returns its name. Raises InvalidInput when it is there."""
    spelt = names_of.normalise(name)
    if _find(unit, spelt) is not None:
        raise InvalidInput(_("The tag #{name} exists already.").format(name=spelt))
    unit.add(lazy_tables.Tag(name=spelt, key=names_of.key(spelt), created_at=unit.now))
    return spelt


def rename(unit: "Unit", name: str, new_name: str) -> None:
    """Renames a tag and the tags nested in it (a to b renames a/x to b/x).

    Raises NotFound, and InvalidInput if the name exists, which needs ``merge``.
    """
    moved, taken = _subtree(unit, name), _find(unit, new_name)
    if not moved:
        raise NotFound(_("There is no tag #{name}.").format(name=name))
    if taken is not None and taken.key != names_of.key(name):
        message = _("The tag #{name} exists already: merge the two instead.")
        raise InvalidInput(message.format(name=taken.name))
    carry_out(unit, plan([tag.name for tag in moved], name, new_name))


def merge(unit: "Unit", name: str, into: str) -> None:
    """Merges a tag, with its nested tags, into an existing one.

    Raises NotFound, and InvalidInput when both are the same.
    """
    moved, target = _subtree(unit, name), _find(unit, into)
    for is_missing, missing in ((not moved, name), (target is None, into)):
        if is_missing:
            raise NotFound(_("There is no tag #{name}.").format(name=missing))
    if names_of.key(name) == names_of.key(into):
        message = _("#{name} cannot be merged into itself: name another tag.")
        raise InvalidInput(message.format(name=names_of.normalise(name)))
    names = [tag.name for tag in moved] + ([target.name] if target else [])
    carry_out(unit, merged(names, [name], target.name if target else into))


def carry_out(unit: "Unit", ways: Sequence[Way]) -> None:
    """Renames tags in the order of a plan (``core.tags.tag_renaming``); equal ones are merged."""
    for name, wanted in ways:
        tag, present = _find(unit, name), _find(unit, wanted)
        if tag is None:
            continue
        if present is None or present.id == tag.id:
            tag.name, tag.key = wanted, names_of.key(wanted)
            unit.flush()
        else:
            _pour(unit, tag, present)


def delete(unit: "Unit", names: Sequence[str]) -> None:
    """Deletes tags and removes them from everything; tags nested in them stay."""
    for name in names:
        tag = _find(unit, name)
        if tag is None:
            continue
        for kind in (carriers(are_articles=True), carriers(are_articles=False)):
            carrying = unit.column(kind.taggings, kind.column, tag_id=tag.id)
            unit.set_all(kind.table, list(carrying.values()), updated_at=unit.now)
            unit.delete_all(kind.taggings, "tag_id", [tag.id])
        unit.delete(*unit.all(lazy_tables.TagSlot, tag_id=tag.id))
        unit.delete(tag)


def toggle_slot(unit: "Unit", digit: int, name: str, place: str = "") -> bool:
    """Assigns a digit to a tag in a place, or removes it if assigned; returns whether it is assigned."""
    tag = _find(unit, name)
    slot = unit.first(lazy_tables.TagSlot, place=place, digit=digit)
    is_bound = tag is not None and slot is not None and slot.tag_id == tag.id
    bind_slot(unit, digit, None if is_bound else name, place)
    return not is_bound


def _pour(unit: "Unit", source: "lazy_tables.Tag", target: "lazy_tables.Tag") -> None:
    """Moves the uses, digits and colour of the source to the target, and deletes the source.

    If the target has a colour, it stays.
    """
    for kind in (carriers(are_articles=True), carriers(are_articles=False)):
        carrying = unit.column(kind.taggings, kind.column, tag_id=source.id)
        present = {*unit.column(kind.taggings, kind.column, tag_id=target.id).values()}
        unit.set_all(kind.table, list(carrying.values()), updated_at=unit.now)
        doubled = [id_ for id_, carrier in carrying.items() if carrier in present]
        unit.delete_all(kind.taggings, "id", doubled)
        moved = [id_ for id_, carrier in carrying.items() if carrier not in present]
        unit.set_all(kind.taggings, moved, tag_id=target.id)
    for slot in unit.all(lazy_tables.TagSlot, tag_id=source.id):
        slot.tag_id = target.id
    color = source.color
    unit.delete(source)
    if color and not target.color:
        target.color = color  # after it is free: undo, in reverse order, frees it first


def _subtree(unit: "Unit", name: str) -> "list[lazy_tables.Tag]":
    """Returns the tag, if it exists, and those nested in it."""
    tag = _find(unit, name)
    below = unit.nested(lazy_tables.Tag, "key", f"{names_of.key(name)}/")
    return [*([tag] if tag is not None else []), *below]


def _find(unit: "Unit", name: str) -> "lazy_tables.Tag | None":
    return unit.first(lazy_tables.Tag, key=names_of.key(name))
