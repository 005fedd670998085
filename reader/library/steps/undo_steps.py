"""Stores, undoes and redoes undo steps.

Every function works inside the transaction of a unit of work and speaks to its connection.

A step is one row, or several in order where it came in very many parts: the last of them has its
label, the label of those before it is empty.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Connection, Row

from reader.core.errors import LibraryError
from reader.core.models import Step
from reader.core.translation import _
from reader.core.unique_ids import ACT
from reader.library.steps.changeset import Change, Changes, Run, fold, inverse, rows_of, single
from reader.library.steps.commutation import commute
from reader.library.steps.replay import SHARED, Renames, references, renamed, replay
from reader.library.steps.step_json import (
    decode,
    decode_runs,
    encode,
    inserted,
    may_concern,
    rows_in,
    spelled_without,
)

LIMIT = 500  # steps kept
_NEAR = 20  # the last steps, among which the other parts of an act are searched for
_OF_STEP = (
    "FROM step WHERE id <= ? AND id > coalesce("
    "(SELECT id FROM step WHERE id < ? AND label <> '' ORDER BY id DESC LIMIT 1), 0) ORDER BY id"
)
ROW_LENGTH = 60_000  # characters; behind a row that has more, the step goes on in another


def keep(
    connection: Connection, label: str, at: int, changes: Changes, merge_key: str | None
) -> None:
    """Stores a step. What was undone can no longer be redone.

    A step whose merge key is that of the step before is joined to it. Changes of other rows are put
    behind those it has without decoding them; and where its last row has become long, they get a row
    of their own: what comes in a thousand parts is not to be read and written a thousand times. A
    part of an act (``core.unique_ids.act_key``) is joined to the others also when other steps came
    between, if it makes no difference that these were done before all of it.
    """
    top = _top(connection)
    if top is not None and top.is_undone:  # what is undone comes last
        connection.exec_driver_sql("DELETE FROM step WHERE is_undone")
        top = None
    if top is not None and merge_key is not None and top.merge_key != merge_key:
        top = _brought_up(connection, changes, merge_key)
    if top is not None and merge_key is not None:
        former = rows_of(one for one in changes if not _is_new(one))
        is_apart = not former or former.isdisjoint(rows_in(top.changes))
        if not is_apart or len(top.changes) <= ROW_LENGTH:
            _join(connection, top, changes, is_apart=is_apart)
            connection.exec_driver_sql(
                "UPDATE step SET label = ?, at = ? WHERE id = (SELECT max(id) FROM step)"
                " AND (id = ? OR label = '')",  # where the last row went, the one before it is last
                (label, at, top.id),
            )
            return
        connection.exec_driver_sql("UPDATE step SET label = '' WHERE id = ?", (top.id,))
    connection.exec_driver_sql(
        "INSERT INTO step(label, at, changes, merge_key, is_undone) VALUES (?, ?, ?, ?, 0)",
        (label, at, encode(changes), merge_key),
    )
    connection.exec_driver_sql(
        "DELETE FROM step WHERE id <="
        " (SELECT id FROM step WHERE label <> '' ORDER BY id DESC LIMIT 1 OFFSET ?)",
        (LIMIT,),
    )


def _is_new(change: Change | Run) -> bool:
    """Returns whether rows were inserted many at a time, under ids that no row had before."""
    return isinstance(change, Run) and change.before is None


def _top(connection: Connection) -> "Row[tuple[int, str, str, bool]] | None":
    """Returns the last row of the history; what is undone may be large, and is not read."""
    return connection.exec_driver_sql(
        "SELECT id, iif(is_undone, '', changes) AS changes, merge_key, is_undone"
        " FROM step ORDER BY id DESC LIMIT 1"
    ).first()


def _brought_up(
    connection: Connection, changes: Changes, merge_key: str
) -> "Row[tuple[int, str, str, bool]] | None":
    """Returns the step of an act put on top, for one more part of it; None where it cannot be."""
    act = None
    if merge_key.startswith(ACT):
        act = connection.exec_driver_sql(
            "SELECT id FROM"
            " (SELECT id, merge_key FROM step WHERE label <> '' ORDER BY id DESC LIMIT ?)"
            " WHERE merge_key = ? LIMIT 1",
            (_NEAR, merge_key),
        ).first()
    if act is None:
        return None
    since = connection.exec_driver_sql("SELECT changes FROM step WHERE id > ?", (act.id,))
    between = [change for row in since for change in decode(row.changes)]
    ids, done = _step(connection, act.id)
    if not commute(connection, single([*done, *changes]), between):
        return None
    connection.exec_driver_sql(
        "INSERT INTO step(label, at, changes, merge_key, is_undone)"
        " SELECT label, at, changes, merge_key, 0 FROM step WHERE id BETWEEN ? AND ? ORDER BY id",
        (ids[0], ids[-1]),
    )
    _delete(connection, ids)
    return _top(connection)


def _join(
    connection: Connection,
    top: "Row[tuple[int, str, str, bool]]",
    changes: Changes,
    *,
    is_apart: bool,
) -> None:
    """Puts changes behind those of the last row; it goes when the user has put all back by hand.

    is_apart: no row is in both. Both are folded already, so one behind the other is folded too.
    """
    if is_apart and top.changes != "[]":
        joined = f"{top.changes[:-1]},{encode(changes)[1:]}"
    elif folded := fold([*decode(top.changes), *changes]):
        joined = encode(folded)
    else:
        _delete(connection, [top.id])
        return
    connection.exec_driver_sql("UPDATE step SET changes = ? WHERE id = ?", (joined, top.id))


def _step(connection: Connection, id_: int) -> tuple[list[int], list[Change | Run]]:
    """Returns the rows of a step, by the id of the last, and all its changes."""
    rows = _rows(connection, id_)
    return [row.id for row in rows], [change for row in rows for change in decode_runs(row.changes)]


def _ids(connection: Connection, id_: int) -> Sequence[int]:
    """Returns the ids of a step's rows, by that of the last."""
    return connection.exec_driver_sql(f"SELECT id {_OF_STEP}", (id_, id_)).scalars().all()


def _rows(connection: Connection, id_: int) -> "Sequence[Row[tuple[int, str]]]":
    return connection.exec_driver_sql(f"SELECT id, changes {_OF_STEP}", (id_, id_)).all()


def _put(connection: Connection, ids: Sequence[int], changes: str) -> None:
    """Writes the changes of a step into the last of its rows; the others go."""
    *others, last = ids
    _delete(connection, others)
    connection.exec_driver_sql("UPDATE step SET changes = ? WHERE id = ?", (changes, last))


def _delete(connection: Connection, ids: Sequence[int]) -> None:
    """Deletes rows of a step that follow each other."""
    if ids:
        connection.exec_driver_sql("DELETE FROM step WHERE id BETWEEN ? AND ?", (ids[0], ids[-1]))


def undo(
    connection: Connection, merge_key: str | None = None
) -> tuple[Step, Iterator[list[Change | Run]]] | None:
    """Takes back the last step that is done; None when there is none.

    With a merge key only a step that has it. Returns what takes it back row by row of the step, and
    yields the changes made: of a million rows there are never all in memory.

    Raises LibraryError when something that is not in the history is in the way.
    """
    row = connection.exec_driver_sql(
        "SELECT id, label, at, merge_key FROM step WHERE NOT is_undone ORDER BY id DESC LIMIT 1"
    ).first()
    if row is None or merge_key not in (None, row.merge_key):
        return None
    message = _("“{label}” cannot be undone, because later changes depend on it.")
    parts = _replayed(connection, row.id, message.format(label=row.label), is_undo=True)
    return Step(row.id, row.label, row.at), parts


def redo(connection: Connection) -> tuple[Step, Iterator[list[Change | Run]]] | None:
    """Does the step again that was undone last, as ``undo`` does; None when there is none.

    Raises LibraryError when something that is not in the history is in the way.
    """
    row = connection.exec_driver_sql(
        "SELECT id, label, at FROM step WHERE is_undone AND label <> '' ORDER BY id LIMIT 1"
    ).first()
    if row is None:
        return None
    message = _("“{label}” cannot be redone, because the library has changed since.")
    parts = _replayed(connection, row.id, message.format(label=row.label), is_undo=False)
    return Step(row.id, row.label, row.at), parts


def _replayed(
    connection: Connection, id_: int, refusal: str, *, is_undo: bool
) -> Iterator[list[Change | Run]]:
    """Undoes the rows of a step from the last, or redoes them from the first; yields the changes made."""
    ids = _ids(connection, id_)
    for part in reversed(ids) if is_undo else ids:
        (changes,) = connection.exec_driver_sql(
            "SELECT changes FROM step WHERE id = ?", (part,)
        ).one()
        wanted = decode_runs(changes)
        done = replay(connection, inverse(wanted) if is_undo else wanted)
        if done is None:
            raise LibraryError(refusal)
        if done.renames:
            _rename(connection, done.renames)
        # The rows it had put in are kept with the step while it is undone, and with it alone.
        kept = inverse(done.kept) if is_undo else [one.without_stored_row() for one in done.kept]
        connection.exec_driver_sql(
            "UPDATE step SET is_undone = ?, changes = ? WHERE id = ?",
            (int(is_undo), encode(kept), part),
        )
        yield done.made


def forget(connection: Connection, gone: Iterable[Change]) -> None:
    """Removes permanently deleted rows from every step, so that no undo restores them.

    With them go the rows kept in steps that belong to them; and all that could be redone, if any of
    that is about them.
    """
    rows = {(change.table, change.id) for change in gone}
    undone = connection.exec_driver_sql("SELECT changes FROM step WHERE is_undone")
    if any(_is_about(change, rows) for row in undone for change in decode(row.changes)):
        connection.exec_driver_sql("DELETE FROM step WHERE is_undone")
    with_deletes = connection.exec_driver_sql(
        "SELECT changes FROM step WHERE instr(changes, '},null]')"
    )
    deleted = [change for row in with_deletes for change in decode(row.changes) if change.is_delete]
    while True:
        belonging = {(c.table, c.id) for c in deleted if _belongs(c, rows)} - rows
        if not belonging:
            break
        rows |= belonging
    concerned: list[int] = []  # the last rows of steps
    is_concerned = False
    for row in connection.exec_driver_sql("SELECT id, label, changes FROM step ORDER BY id"):
        is_concerned = is_concerned or not rows.isdisjoint(rows_in(row.changes))
        if row.label:
            concerned += [row.id] if is_concerned else []
            is_concerned = False
    for id_ in concerned:
        step = _rows(connection, id_)
        ids = [row.id for row in step]
        left = [change for row in step for change in spelled_without(row.changes, rows)]
        if all(inserted(change) in SHARED for change in left):
            # Nothing that the user would see; a tag that it deleted, steps before it still need.
            _delete(connection, ids)
        else:
            _put(connection, ids, f"[{','.join(left)}]")


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
    return is_one or _belongs(change, rows) or _belongs(change._replace(before=change.after), rows)


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
