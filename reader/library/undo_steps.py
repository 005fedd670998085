"""Stores undo steps in the library, and undoes and redoes them.

Every function works inside the transaction of a unit of work and speaks to its connection.
"""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, Row

from reader.core.errors import LibraryError
from reader.core.models import Step
from reader.core.translation import _
from reader.core.unique_ids import ACT
from reader.library.changeset import Change, decode, encode, fold, may_concern, rows_in
from reader.library.commutation import commute
from reader.library.replay import SHARED, Renames, references, renamed, replay

LIMIT = 500  # steps kept
_NEAR = 20  # of them, the last among which the other parts of an act are sought


def keep(
    connection: Connection, label: str, at: int, changes: Sequence[Change], merge_key: str | None
) -> None:
    """Keeps a step. What was undone can no longer be redone.

    A step whose merge key is that of the step before is joined to it. Changes of other rows are put
    behind those it has without reading them: what comes in a hundred parts is not to be read a
    hundred times. A part of an act (``core.identity.act_key``) is joined to the others also when
    other steps came between, if it makes no difference that these were done before all of it.
    """
    dropped = connection.exec_driver_sql("DELETE FROM step WHERE is_undone").rowcount
    top = connection.exec_driver_sql(
        "SELECT id, changes, merge_key FROM step ORDER BY id DESC LIMIT 1"
    ).first()
    if top is not None and merge_key is not None and not dropped and top.merge_key != merge_key:
        top = _brought_up(connection, changes, merge_key) or top
    if top is not None and merge_key is not None and top.merge_key == merge_key and not dropped:
        joined = _joined(top.changes, changes)
        if joined is not None:
            connection.exec_driver_sql(
                "UPDATE step SET label = ?, at = ?, changes = ? WHERE id = ?",
                (label, at, joined, top.id),
            )
        else:  # a person has put everything back by hand
            connection.exec_driver_sql("DELETE FROM step WHERE id = ?", (top.id,))
        return
    connection.exec_driver_sql(
        "INSERT INTO step(label, at, changes, merge_key, is_undone) VALUES (?, ?, ?, ?, 0)",
        (label, at, encode(changes), merge_key),
    )
    connection.exec_driver_sql(
        "DELETE FROM step WHERE id <= (SELECT id FROM step ORDER BY id DESC LIMIT 1 OFFSET ?)",
        (LIMIT,),
    )


def _brought_up(
    connection: Connection, changes: Sequence[Change], merge_key: str
) -> "Row[tuple[int, str, str]] | None":
    """Returns the step of an act put on top, for one more part of it; None where it cannot be."""
    act = None
    if merge_key.startswith(ACT):
        act = connection.exec_driver_sql(
            "SELECT id, label, at, changes FROM (SELECT * FROM step ORDER BY id DESC LIMIT ?)"
            " WHERE merge_key = ? LIMIT 1",
            (_NEAR, merge_key),
        ).first()
    if act is None:
        return None
    since = connection.exec_driver_sql("SELECT changes FROM step WHERE id > ?", (act.id,))
    between = [change for row in since for change in decode(row.changes)]
    if not commute(connection, [*decode(act.changes), *changes], between):
        return None
    connection.exec_driver_sql("DELETE FROM step WHERE id = ?", (act.id,))
    connection.exec_driver_sql(
        "INSERT INTO step(label, at, changes, merge_key, is_undone) VALUES (?, ?, ?, ?, 0)",
        (act.label, act.at, act.changes, merge_key),
    )
    return connection.exec_driver_sql(
        "SELECT id, changes, merge_key FROM step ORDER BY id DESC LIMIT 1"
    ).first()


def _joined(kept: str, changes: Sequence[Change]) -> str | None:
    """Returns a step's changes, as they are kept, with more behind them; None when nothing is left of them.

    Both are folded already, so where no row is in both, one behind the other is folded too.
    """
    rows = {(change.table, change.id) for change in changes}
    if kept != "[]" and rows.isdisjoint(rows_in(kept)):
        return f"{kept[:-1]},{encode(changes)[1:]}"
    folded = fold([*decode(kept), *changes])
    return encode(folded) if folded else None


def undo(connection: Connection, merge_key: str | None = None) -> tuple[Step, list[Change]] | None:
    """Takes back the last step that is done; the changes made, or None when there is none.

    With a merge key only a step that has it.

    Raises LibraryError when something that is not in the history stands in the way.
    """
    row = connection.exec_driver_sql(
        "SELECT id, label, at, changes, merge_key FROM step"
        " WHERE NOT is_undone ORDER BY id DESC LIMIT 1"
    ).first()
    if row is None or merge_key not in (None, row.merge_key):
        return None
    done = replay(connection, [change.inverse() for change in reversed(decode(row.changes))])
    if done is None:
        message = _("“{label}” cannot be undone, because later changes depend on it.")
        raise LibraryError(message.format(label=row.label))
    # The rows it had put in are kept with the step from here on, and with it alone.
    kept = [change.inverse() for change in reversed(done.kept)]
    if done.renames:
        _rename(connection, done.renames)
    connection.exec_driver_sql(
        "UPDATE step SET is_undone = 1, changes = ? WHERE id = ?", (encode(kept), row.id)
    )
    return Step(row.id, row.label, row.at), done.made


def redo(connection: Connection) -> tuple[Step, list[Change]] | None:
    """Does the step again that was undone last; the changes made, or None when there is none.

    Raises LibraryError when something that is not in the history stands in the way.
    """
    row = connection.exec_driver_sql(
        "SELECT id, label, at, changes FROM step WHERE is_undone ORDER BY id LIMIT 1"
    ).first()
    if row is None:
        return None
    done = replay(connection, decode(row.changes))
    if done is None:
        message = _("“{label}” cannot be redone, because the library has changed since.")
        raise LibraryError(message.format(label=row.label))
    if done.renames:
        _rename(connection, done.renames)
    connection.exec_driver_sql(
        "UPDATE step SET is_undone = 0, changes = ? WHERE id = ?",
        (encode(change.lean() for change in done.kept), row.id),
    )
    return Step(row.id, row.label, row.at), done.made


def forget(connection: Connection, gone: Iterable[Change]) -> None:
    """Takes rows that are deleted for good out of every step, so that none brings them back.

    With them go the rows kept in steps that belong to them; and all that could be redone, if any of
    that is about them.
    """
    rows = {(change.table, change.id) for change in gone}
    undone = connection.exec_driver_sql("SELECT changes FROM step WHERE is_undone")
    if any(_is_about(change, rows) for row in undone for change in decode(row.changes)):
        connection.exec_driver_sql("DELETE FROM step WHERE is_undone")
    steps = {
        row.id: decode(row.changes)
        for row in connection.exec_driver_sql("SELECT id, changes FROM step")
    }
    deleted = [change for changes in steps.values() for change in changes if change.is_delete]
    while True:
        belonging = {(c.table, c.id) for c in deleted if _belongs(c, rows)} - rows
        if not belonging:
            break
        rows |= belonging
    for id_, changes in steps.items():
        left = [change for change in changes if (change.table, change.id) not in rows]
        if len(left) == len(changes):
            continue
        if all(change.is_insert and change.table in SHARED for change in left):
            # Nothing that a person would see; a tag that it deleted, steps before it still need.
            connection.exec_driver_sql("DELETE FROM step WHERE id = ?", (id_,))
        else:
            connection.exec_driver_sql(
                "UPDATE step SET changes = ? WHERE id = ?", (encode(left), id_)
            )


def articles_in(connection: Connection, ids: Collection[int]) -> set[int]:
    """Returns those of some articles of which a step, done or undone, says more than that they were read."""
    found: set[int] = set()
    for row in connection.exec_driver_sql("SELECT changes FROM step"):
        if not may_concern(row.changes, ids):
            continue
        for change in decode(row.changes):
            values = {**(change.before or {}), **(change.after or {})}
            if change.table != "article":
                found.update(one for one in (values.get("article_id"),) if isinstance(one, int))
            elif values.keys() != {"is_read"}:
                found.add(change.id)
    return found.intersection(ids)


def _is_about(change: Change, rows: set[tuple[str, int]]) -> bool:
    """Returns whether a change is of one of the rows, or of one that refers to one of them."""
    is_one = (change.table, change.id) in rows
    return is_one or _belongs(change, rows) or _belongs(change.inverse(), rows)


def _belongs(change: Change, rows: set[tuple[str, int]]) -> bool:
    """Returns whether a kept row refers to one of the rows."""
    return any(
        (table, (change.before or {}).get(column)) in rows
        for column, table in references(change.table)
    )


def _rename(connection: Connection, renames: Renames) -> None:
    """Calls rows by the ids they have now in every step."""
    for row in connection.exec_driver_sql("SELECT id, changes FROM step").all():
        changes = decode(row.changes)
        fresh = [renamed(change, renames) for change in changes]
        if fresh != changes:
            connection.exec_driver_sql(
                "UPDATE step SET changes = ? WHERE id = ?", (encode(fresh), row.id)
            )
