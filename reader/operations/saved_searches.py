"""Creates, renames, moves and deletes saved searches."""

from typing import TYPE_CHECKING

from reader.core.errors import InvalidInput
from reader.core.translation import _
from reader.library import lazy_tables

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit

_NAME, _QUERY = 200, 10_000  # characters


def save(unit: "Unit", name: str, query: str) -> int:
    """Saves a query under a name, in the place of the one that has the name; returns its id."""
    name, query = checked_name(name), query.strip()
    if not query:
        raise InvalidInput(_("There is no search to save: type one first."))
    if len(query) > _QUERY:
        raise InvalidInput(_("This search is too long to be saved."))
    searches = unit.all(lazy_tables.SavedSearch)
    for one in searches:
        if _is_same(one.name, name):
            unit.set(one, name=name, query=query)
            return one.id
    place = 1 + max((one.place for one in searches), default=0)
    row = lazy_tables.SavedSearch(name=name, query=query, place=place, created_at=unit.now)
    unit.add(row)
    return row.id


def rename(unit: "Unit", id_: int, name: str) -> None:
    """Gives a saved search another name, which no other may have."""
    name = checked_name(name)
    for one in unit.all(lazy_tables.SavedSearch):
        if one.id != id_ and _is_same(one.name, name):
            message = _("There is a saved search “{name}” already; choose another name.")
            raise InvalidInput(message.format(name=one.name))
    unit.get(lazy_tables.SavedSearch, id_).name = name


def move(unit: "Unit", id_: int, delta: int) -> None:
    """Moves a saved search up or down among the others, as far as there are some."""
    moved = unit.get(lazy_tables.SavedSearch, id_)
    order = sorted(unit.all(lazy_tables.SavedSearch), key=lambda one: (one.place, one.id))
    at = order.index(moved)
    order.insert(max(0, min(len(order) - 1, at + delta)), order.pop(at))
    for place, one in enumerate(order, 1):
        one.place = place


def delete(unit: "Unit", id_: int) -> None:
    """Deletes a saved search; the articles stay as they are."""
    unit.delete(unit.get(lazy_tables.SavedSearch, id_))


def checked_name(name: str) -> str:
    """Returns a name as it is stored; raises InvalidInput for an empty or very long one."""
    name = " ".join(name.split())
    if not name:
        raise InvalidInput(_("A saved search needs a name."))
    if len(name) > _NAME:
        raise InvalidInput(_("The name is too long."))
    return name


def _is_same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()
