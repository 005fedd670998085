"""Determines whether two change sets commute.

Two programs, or two tasks of one window, write in turns. What comes in parts is still to be one step,
so its first parts are put behind what came in between: where that makes no difference, and only there.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from sqlalchemy import Connection, UniqueConstraint

from reader.library.mapped_classes import Base
from reader.library.steps.changeset import Change, Row
from reader.library.steps.replay import read_row, references

Rows = set[tuple[str, int]]


def commute(connection: Connection, one: Sequence[Change], other: Sequence[Change]) -> bool:
    """Returns whether neither touches a row of the other, leans on one or takes what makes one unique.

    Both have been done. Rows are read only of tables that matter to the two.
    """
    if not _rows(one).isdisjoint(_rows(other)):
        return False
    for here, there in ((one, other), (other, one)):
        ends = {(c.table, c.id) for c in there if not c.is_update}
        if not ends.isdisjoint(_referred(connection, here, {table for table, _id in ends})):
            return False
    shared = {change.table for change in one} & {change.table for change in other}
    return _names(connection, one, shared).isdisjoint(_names(connection, other, shared))


def _rows(changes: Sequence[Change]) -> Rows:
    return {(change.table, change.id) for change in changes}


def _referred(connection: Connection, changes: Sequence[Change], tables: set[str]) -> Rows:
    """Returns the rows of these tables that changed rows refer to, or referred to before."""
    found: Rows = set()
    for change in changes:
        columns = [(column, to) for column, to in references(change.table) if to in tables]
        for row in _images(connection, change) if columns else ():
            found |= {(to, row[column]) for column, to in columns if row.get(column)}  # type: ignore[misc]
    return found


def _names(
    connection: Connection, changes: Sequence[Change], tables: set[str]
) -> set[tuple[object, ...]]:
    """Returns what no two rows of a table may share: as the changed rows have it, and had it before."""
    found: set[tuple[object, ...]] = set()
    for change in changes:
        groups = _unique(change.table) if change.table in tables else ()
        for row in _images(connection, change) if groups else ():
            for columns in groups:
                values = tuple(row.get(column) for column in columns)
                if any(value not in ("", None) for value in values):
                    found.add((change.table, columns, values))
    return found


def _images(connection: Connection, change: Change) -> Iterator[Row]:
    """Returns the whole row before the change and after it; as it is now where only parts of it are known."""
    row = read_row(connection, change.table, change.id) or {}
    for image in (change.before, change.after):
        if image is not None:
            yield {**row, **image}


@cache
def _unique(table: str) -> tuple[tuple[str, ...], ...]:
    """Returns the columns of a table whose values belong to one row, its id apart."""
    kept = Base.metadata.tables[table]
    return (
        *((column.name,) for column in kept.columns if column.unique),
        *(
            tuple(column.name for column in one.columns)
            for one in kept.constraints
            if isinstance(one, UniqueConstraint)
        ),
        *(tuple(c.name for c in one.columns) for one in kept.indexes if one.unique),
    )
