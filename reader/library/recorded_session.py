"""Records what the ORM writes in a unit of work: each row that is inserted, updated or deleted."""

from enum import Enum
from typing import Any, NoReturn

from sqlalchemy import Connection, event, inspect
from sqlalchemy.orm import (
    InstanceState,
    LoaderCallableStatus,
    Mapper,
    ORMExecuteState,
    Session,
    object_session,
)

from reader.library.mapped_classes import Recorded
from reader.library.steps.changeset import Change, Row, Run, Value, carried
from reader.library.steps.replay import read_row


class UnitSession(Session):
    """A session that a unit of work records; changes that would pass it by are refused."""


@event.listens_for(UnitSession, "do_orm_execute")
def _refuse_bulk(state: ORMExecuteState) -> None:
    if not state.is_select:
        raise AssertionError("a bulk change would not be recorded; change rows one by one")


@event.listens_for(Recorded, "after_insert", propagate=True)
def _inserted(_mapper: Mapper[Any], _connection: Connection, row: Recorded) -> None:
    _changes_of(row).append(Change(row.__tablename__, row.id, None, {}))


@event.listens_for(Recorded, "before_update", propagate=True)
def _updating(_mapper: Mapper[Any], connection: Connection, row: Recorded) -> None:
    state: InstanceState[Any] = inspect(row)
    if not state.committed_state:
        return
    earlier: dict[str, Any] = dict(state.committed_state)
    if any(isinstance(value, LoaderCallableStatus) for value in earlier.values()):
        # An attribute that was never read does not know what it was, so the database is asked.
        earlier = dict(read_row(connection, row.__tablename__, row.id) or _vanished(row))
    before: Row = {}
    after: Row = {}
    for column in state.committed_state:
        old, new = plain(earlier[column]), plain(state.dict[column])
        if old != new:
            before[column], after[column] = old, new
    for column in carried(row.__tablename__, before) - after.keys():
        if column in state.dict:
            before[column] = after[column] = plain(state.dict[column])
    if after:
        _changes_of(row).append(Change(row.__tablename__, row.id, before, after))


@event.listens_for(Recorded, "before_delete", propagate=True)
def _deleting(_mapper: Mapper[Any], connection: Connection, row: Recorded) -> None:
    kept = read_row(connection, row.__tablename__, row.id) or _vanished(row)
    _changes_of(row).append(Change(row.__tablename__, row.id, kept, None))


def _changes_of(row: Recorded) -> list[Change | Run]:
    session = object_session(row)
    if not isinstance(session, UnitSession):
        raise TypeError("a row was changed outside a unit of work")
    changes: list[Change | Run] = session.info["changes"]
    return changes


def _vanished(row: Recorded) -> NoReturn:
    raise AssertionError(f"{row.__tablename__} {row.id} is not in its table")


def plain(value: Any) -> Value:
    """Returns the value as SQLite keeps it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Enum):
        return str(value.value)
    kept: Value = value
    return kept
