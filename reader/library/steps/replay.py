"""Applies the changes of an undo step, forward or inverted, to a library that may have changed since.

Rows written without a step (such as the starter articles) may refer to rows that a step inserted,
or may already contain what a step is to restore. That must not stop the history: a row that others
need too stays in place, one that is there under another id is taken for the step's own, and rows
that only serve a row that goes are put away with it.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from sqlite3 import IntegrityError
from typing import Any

from sqlalchemy import Connection

from reader.library.connection import driver_of
from reader.library.mapped_classes import Base
from reader.library.queries.id_chunks import chunks
from reader.library.steps.changeset import GIVES_TEXT, Change, Changes, Row, Run

Renames = dict[tuple[str, int], int]

# Rows that many others may share: one goes only when nothing refers to it any more.
SHARED = frozenset({"tag", "source", "asset"})

# Rows that say nothing without the row they refer to. Annotations are not among them: what a
# person wrote goes by its own step alone.
_DEPENDENT = frozenset(
    {
        "article_tag",
        "annotation_tag",
        "anchor",
        "revision",
        "revision_asset",
        "revision_offer",
        "feed_entry",
    }
)

# Rows that may be gone by now without harm: a text that was offered is soon taken or left, and two
# taggings of a step became one when their tags were merged.
_PASSING = frozenset({"revision_offer", "article_tag", "annotation_tag", "feed_entry"})

# What a row is known by but its id.
_KEYS: dict[str, tuple[str, ...]] = {
    "tag": ("key",),
    "source": ("sha256",),
    "asset": ("sha256",),
    "article_tag": ("article_id", "tag_id"),
    "annotation_tag": ("annotation_id", "tag_id"),
    "revision_asset": ("revision_id", "asset_id"),
    "revision_offer": ("article_id",),
    "anchor": ("annotation_id", "revision_id"),
}

# What no two tags share, from the least that can be left as it is.
_UNIQUE_OF_TAGS = (("color",), ("name", "key"), ("color", "name", "key"))


@dataclass(slots=True)
class ReplayResult:
    """What came of making changes."""

    made: list[Change | Run] = field(default_factory=list)  # what was written
    # What the step has to know, in whole rows.
    kept: list[Change | Run] = field(default_factory=list)
    renames: Renames = field(default_factory=dict)  # rows found under another id


def replay(connection: Connection, changes: Changes) -> ReplayResult | None:
    """Applies the changes in order; None when one does not fit."""
    done = ReplayResult()
    for one in changes:
        several: Sequence[Change] = []
        if isinstance(one, Change):
            several = [one]
        elif done.renames:
            several = one.each()
        else:
            made = _made_at_once(driver_of(connection), one)
            if made.ids:
                done.made.append(made)
                done.kept.append(made)
            if len(made.ids) < len(one.ids):
                several = one.each()[len(made.ids) :]
        for change in several:
            if done.renames:
                change = renamed(change, done.renames)
            try:
                fits = _apply(connection, change, done)
            except IntegrityError:
                return None
            if not fits:
                return None
    return done


def _made_at_once(driver: sqlite3.Connection, run: Run) -> Run:
    """Applies the first of some changes, and returns them, up to one that does not fit as it is."""
    after = run.after
    if run.table in SHARED or (run.before is not None and GIVES_TEXT in (after or {})):
        return run.first(0)
    if after is None:
        return deleted_at_once(driver, run.table, run.ids)
    columns = {name: values for name, values in after.items() if name != "id"}
    if run.before is None:
        names = ", ".join(f'"{name}"' for name in (*columns, "id"))
        marks = ", ".join("?" * (len(columns) + 1))
        sql = f"INSERT INTO {run.table}({names}) VALUES ({marks})"
    else:
        settings = ", ".join(f'"{name}" = ?' for name in columns)
        sql = f"UPDATE {run.table} SET {settings} WHERE id = ?"
        if not columns or not _are_there(driver, run.table, run.ids):
            return run.first(0)
    taken = 0

    def rows() -> Iterator[tuple[Any, ...]]:
        nonlocal taken
        for taken, row in enumerate(zip(*columns.values(), run.ids, strict=True)):  # noqa: B007 - which is told outside
            yield row
        taken += 1

    with suppress(IntegrityError):  # of the row that was taken last
        driver.executemany(sql, rows())
    return run.first(taken)


def _are_there(driver: sqlite3.Connection, table: str, ids: Sequence[int]) -> bool:
    counts = (
        driver.execute(f"SELECT count(*) FROM {table} WHERE id IN ({marks})", chunk).fetchone()[0]
        for chunk, marks in chunks(ids)
    )
    return sum(map(int, counts)) == len(ids)


def deleted_at_once(driver: sqlite3.Connection, table: str, ids: Sequence[int]) -> Run:
    """Deletes rows, and returns the changes; no more from one on that is missing or referred to."""
    names: list[str] = []
    rows: list[tuple[Any, ...]] = []
    for chunk, marks in chunks(ids):
        cursor = driver.execute(f"SELECT * FROM {table} WHERE id IN ({marks})", chunk)
        names = [column[0] for column in cursor.description]
        at = names.index("id")
        found = {row[at]: row for row in cursor}
        try:
            if len(found) == len(chunk):
                driver.execute(f"DELETE FROM {table} WHERE id IN ({marks})", chunk)
        except IntegrityError:
            break
        if len(found) < len(chunk):
            break
        rows += (found[id_] for id_ in chunk)
    return Run(
        table, ids[: len(rows)], dict(zip(names, zip(*rows, strict=True), strict=False)), None
    )


def read_row(connection: Connection, table: str, id_: int) -> Row | None:
    """Returns a whole row as it is stored; None when it is not there."""
    cursor = _run(connection, f"SELECT * FROM {table} WHERE id = ?", (id_,))
    found = cursor.fetchone()
    names = (column[0] for column in cursor.description)
    return None if found is None else dict(zip(names, found, strict=True))


def renamed(change: Change, renames: Renames) -> Change:
    """Returns the change with rows called by their new ids."""

    def values(row: Row | None) -> Row | None:
        if not row:
            return row
        fresh = dict(row)
        for column, table in references(change.table):
            value = row.get(column)
            if isinstance(value, int) and (table, value) in renames:
                fresh[column] = renames[table, value]
        return fresh

    id_ = renames.get((change.table, change.id), change.id)
    return change._replace(id=id_, before=values(change.before), after=values(change.after))


@cache
def references(table: str) -> tuple[tuple[str, str], ...]:
    """Returns the columns of a table that refer to another, with the table they refer to."""
    keys = Base.metadata.tables[table].foreign_keys
    return tuple((key.parent.name, key.column.table.name) for key in keys)


@cache
def _referring(table: str) -> tuple[tuple[str, str], ...]:
    """Returns the tables and columns that refer to a table."""
    return tuple(
        (other, column)
        for other in Base.metadata.tables
        for column, to in references(other)
        if to == table
    )


def _apply(connection: Connection, change: Change, done: ReplayResult) -> bool:
    if change.before is None:
        return _insert(connection, change, done)
    if change.after is None:
        return _delete(connection, change, done)
    if change.table in SHARED and change.before and change.before == change.after:
        # A row of another origin that the step needs: see _insert.
        if read_row(connection, change.table, change.id) is None:
            return _insert(connection, change._replace(before=None), done)
        done.kept.append(change)
        return True
    made = _with_present_text(connection, change)
    try:
        count = _update(connection, change)
    except IntegrityError:  # another row has meanwhile what this one is to get back
        return _give_way(connection, change, done)
    if not count and change.table in SHARED:
        return True  # it went with the last thing that needed it: there is nothing to restore
    done.made.append(made)
    done.kept.append(change)
    return count == 1


def _with_present_text(connection: Connection, change: Change) -> Change:
    """Returns the change of an article's text with the one it has: bookkeeping may have given it another.

    This tells the search index which text to remove.
    """
    if change.table != "article" or GIVES_TEXT not in (change.after or {}):
        return change
    row = read_row(connection, change.table, change.id) or {}
    return change._replace(before={**(change.before or {}), GIVES_TEXT: row.get(GIVES_TEXT)})


def _update(connection: Connection, change: Change) -> int:
    after = change.after or {}
    if not after:
        return 1  # all of it gave way before
    settings = ", ".join(f'"{name}" = ?' for name in after)
    return _run(
        connection,
        f"UPDATE {change.table} SET {settings} WHERE id = ?",
        (*after.values(), change.id),
    ).rowcount


def _give_way(connection: Connection, change: Change, done: ReplayResult) -> bool:
    """Applies a change that conflicts: a tag whose former name or colour is taken keeps the one it has.

    A tagging that is there already is taken for the one that was to become so.
    """
    if change.table == "tag":
        for group in _UNIQUE_OF_TAGS:
            rest = _without(change, group)
            if rest.after == change.after:
                continue
            try:
                count = _update(connection, rest) if rest.after else 1
            except IntegrityError:
                continue
            done.made.append(rest)
            done.kept.append(rest)
            return count == 1
        return False
    row = read_row(connection, change.table, change.id)
    if row is None or change.table not in _KEYS:
        return False
    present = _same(connection, change.table, {**row, **(change.after or {})})
    if present is None or present == change.id:
        return False
    _delete_row(connection, change)
    done.made.append(Change(change.table, change.id, row, None))
    done.renames[change.table, change.id] = present
    done.kept.append(change._replace(id=present))
    return True


def _without(change: Change, columns: Sequence[str]) -> Change:
    before, after = (
        {name: value for name, value in (row or {}).items() if name not in columns}
        for row in (change.before, change.after)
    )
    return change._replace(before=before, after=after)


def _insert(connection: Connection, change: Change, done: ReplayResult) -> bool:
    row = {**(change.after or {}), "id": change.id}
    names = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join("?" * len(row))
    try:
        _run(
            connection, f"INSERT INTO {change.table}({names}) VALUES ({marks})", tuple(row.values())
        )
    except IntegrityError:
        present = _same(connection, change.table, row)
        if present is None:
            return False
        if present != change.id:
            done.renames[change.table, change.id] = present
        there = change._replace(id=present)
        if present != change.id and change.table in SHARED:
            # Of another origin: the way back leaves it there, and the way here needs it there.
            there = there._replace(before=there.after)
        done.kept.append(there)
        return True
    done.made.append(change)
    done.kept.append(change)
    return True


def _same(connection: Connection, table: str, row: Row) -> int | None:
    """Returns the id of the row that is there already and says the same."""
    columns = _KEYS.get(table)
    if columns is None:
        return None
    where = " AND ".join(f'"{column}" = ?' for column in columns)
    found = _run(
        connection,
        f"SELECT id FROM {table} WHERE {where}",
        tuple(row[column] for column in columns),
    ).fetchone()
    return None if found is None else int(found[0])


def _delete(connection: Connection, change: Change, done: ReplayResult) -> bool:
    row = read_row(connection, change.table, change.id)
    if row is None:  # or a step that deleted a shared row was dropped from the history
        return change.table in _PASSING or change.table in SHARED
    gone = Change(change.table, change.id, row, None)
    try:
        _delete_row(connection, gone)
    except IntegrityError:  # something refers to it, or a trigger keeps it
        if change.table in SHARED:
            done.kept.append(gone)
            return True
        if not _delete_dependents(connection, change.table, change.id, done):
            return False
        _delete_row(connection, gone)
    done.made.append(gone)
    done.kept.append(gone)
    return True


def _delete_dependents(connection: Connection, table: str, id_: int, done: ReplayResult) -> bool:
    for other, column in _referring(table):
        found = _run(connection, f'SELECT id FROM {other} WHERE "{column}" = ? ORDER BY id', (id_,))
        ids = [row[0] for row in found]
        if ids and other not in _DEPENDENT:
            return False
        if not all(_delete(connection, Change(other, one, {}, None), done) for one in ids):
            return False
    return True


def _run(connection: Connection, sql: str, values: Sequence[Any]) -> sqlite3.Cursor:
    """Executes SQL past SQLAlchemy, which would take most of the time of a step of many rows."""
    return driver_of(connection).execute(sql, values)


def _delete_row(connection: Connection, change: Change) -> None:
    _run(connection, f"DELETE FROM {change.table} WHERE id = ?", (change.id,))
