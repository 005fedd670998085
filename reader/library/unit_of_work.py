"""Implements a unit of work: one transaction that records the rows it changes.

Here and in ``recorded_session`` alone SQLAlchemy's ORM is used; importing it is what makes the first
write slower than the next, and nothing that only reads imports it. Rows are inserted and looked for by
plain SQL, which takes a tenth of the ORM's time: most that is looked for is not there.
"""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from itertools import compress, groupby
from operator import contains, ne
from typing import Any, TypeVar

from sqlalchemy import bindparam, select
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value

from reader.core.errors import NotFound
from reader.core.translation import N_, _
from reader.library.connection import driver_of
from reader.library.mapped_classes import Annotation, Meta, Recorded
from reader.library.queries.id_chunks import chunks
from reader.library.recorded_session import UnitSession, plain
from reader.library.steps.changeset import Change, Run, Value
from reader.library.steps.replay import deleted_at_once

T = TypeVar("T", bound=Recorded)
OneValue = TypeVar("OneValue", bound=int | str)

_CHUNK = 500  # ids in one question

_MISSING = {
    "article": N_("There is no article {id} in the library."),
    "annotation": N_("There is no annotation {id} in the library."),
    "tag": N_("There is no tag {id} in the library."),
    "revision": N_("There is no revision {id} in the library."),
}
_MISSING_ROW = N_("There is nothing with the id {id} in the library.")


class Unit:
    """What an operation reads and writes through.

    Rows are written at once and in the order of the calls; changed attributes of rows that were
    read are written before the next question and at the end.
    """

    def __init__(self, session: UnitSession, now: int) -> None:
        self._session = session
        self.connection = session.connection()  # for the library itself, not for operations
        self._driver = driver_of(self.connection)
        self.now = now  # ms since 1970 UTC, the same all through the unit
        self.changes: list[Change | Run] = []
        self.is_final = False
        session.info["changes"] = self.changes

    def add(self, *rows: Recorded) -> None:
        """Inserts rows; they have their ids afterwards."""
        self._session.flush()
        for row in rows:
            sql, columns = _insertion(type(row))
            values = {column: getattr(row, column) for column in columns}
            given = tuple(map(plain, values.values()))
            row.id = self.connection.exec_driver_sql(sql, given).lastrowid
            make_transient_to_detached(row)
            for column in values.keys() - row.__dict__.keys():  # those that were not given
                set_committed_value(row, column, values[column])
            self._session.add(row)
            self.changes.append(Change(row.__tablename__, row.id, None, {}))

    def set(self, row: Recorded, **values: object) -> None:
        """Writes columns of a row at once."""
        self._session.flush()
        settings = ", ".join(f'"{column}" = ?' for column in values)
        before = {column: plain(getattr(row, column)) for column in values}
        after = {column: plain(value) for column, value in values.items()}
        self.connection.exec_driver_sql(
            f"UPDATE {row.__tablename__} SET {settings} WHERE id = ?", (*after.values(), row.id)
        )
        for column, value in values.items():
            set_committed_value(row, column, value)
        self.changes.append(Change(row.__tablename__, row.id, before, after))

    def add_many(self, table: type[Recorded], rows: "Sequence[Mapping[str, Value]]") -> range:
        """Inserts rows, given by the same columns all; returns their ids, in order.

        For thousands of rows, faster than ``add``. What is not given takes the default of the
        library's file.
        """
        self._session.flush()
        name = table.__tablename__
        first = self._next_id(name)
        ids = range(first, first + len(rows))
        if rows:
            columns = ", ".join(("id", *rows[0]))
            marks = ", ".join("?" * (1 + len(rows[0])))
            self._driver.executemany(
                f"INSERT INTO {name}({columns}) VALUES ({marks})",
                [(id_, *row.values()) for id_, row in zip(ids, rows, strict=True)],
            )
            self.changes.append(Run(name, list(ids), None, {}))
        return ids

    def add_to_each(
        self, table: type[Recorded], column: str, each: Sequence[int], **values: Value
    ) -> None:
        """Inserts a row for each value of a column, of which the others are the same.

        In one statement, which takes half the time of ``add_many``.
        """
        self._session.flush()
        name = table.__tablename__
        first = self._next_id(name)
        columns = ", ".join(("id", column, *values))
        marks = ", ".join("?" * len(values))
        if each:
            self._driver.execute(
                f"INSERT INTO {name}({columns}) SELECT ? + key, value, {marks} FROM json_each(?)",
                (first, *values.values(), json.dumps(each)),
            )
            self.changes.append(Run(name, list(range(first, first + len(each))), None, {}))

    def _next_id(self, name: str) -> int:
        sequence = "SELECT coalesce(max(seq), 0) + 1 FROM sqlite_sequence WHERE name = ?"
        first: int = self.connection.exec_driver_sql(sequence, (name,)).scalar_one()
        return first

    def set_each(
        self, table: type[Recorded], ids: Sequence[int], column: str, values: Sequence[Value]
    ) -> None:
        """Writes a column of rows that this unit has inserted by ``add_many``, where it was empty."""
        name = table.__tablename__
        self._driver.executemany(
            f'UPDATE {name} SET "{column}" = ? WHERE id = ?', zip(values, ids, strict=True)
        )
        if ids:
            before = {column: [None] * len(ids)}
            self.changes.append(Run(name, list(ids), before, {column: values}))

    def set_all(self, table: type[Recorded], ids: Sequence[int], **values: Value) -> list[int]:
        """Writes the same into columns of many rows; returns the ids of those that were other before.

        For thousands of rows, of which none need be read; raises NotFound when one is missing.
        """
        self._session.flush()
        name, columns = table.__tablename__, ", ".join(f'"{column}"' for column in values)
        settings = ", ".join(f'"{column}" = ?' for column in values)
        after = {column: plain(value) for column, value in values.items()}
        changed: list[int] = []
        for chunk, marks in chunks(list(dict.fromkeys(ids))):
            sql = f"SELECT id, {columns} FROM {name} WHERE id IN ({marks}) ORDER BY id"
            rows = self._driver.execute(sql, chunk).fetchall()
            if len(rows) < len(chunk):
                self.existing(table, chunk)
            # By the columns that differ: as a rule, all rows in all columns.
            kinds: dict[tuple[bool, ...], list[tuple[Value, ...]]] = {}
            _ids, *present = zip(*rows, strict=True)
            if not any(map(contains, present, after.values())):
                kinds[(True,) * len(after)] = rows
            else:
                for row in rows:
                    kinds.setdefault(tuple(map(ne, row[1:], after.values())), []).append(row)
            others: list[int] = []
            for differs, of_kind in kinds.items():
                ids_of_kind, *earlier = zip(*of_kind, strict=True)
                columns_before = dict(compress(zip(values, earlier, strict=True), differs))
                if columns_before:
                    others += ids_of_kind
                    now = {column: [after[column]] * len(of_kind) for column in columns_before}
                    self.changes.append(Run(name, list(ids_of_kind), columns_before, now))
            for part, marks_of_part in chunks(others):  # rows that stay as they are are not written
                self._driver.execute(
                    f"UPDATE {name} SET {settings} WHERE id IN ({marks_of_part})",
                    (*after.values(), *part),
                )
            changed += others
        for row in list(self._session.identity_map.values()):
            if isinstance(row, table):  # what was read of it may be other now
                self._session.expire(row, list(values))
        return changed

    def existing(self, table: type[Recorded], ids: Sequence[int], **equals: object) -> list[int]:
        """Returns those ids whose rows have these values, each once, in the order given.

        Raises NotFound when one has no row.
        """
        self._session.flush()
        wanted = list(dict.fromkeys(ids))
        terms = " AND ".join(f'"{column}" IS ?' for column in equals) or "1"
        values = [plain(value) for value in equals.values()]
        found: dict[int, int] = {}
        for chunk, marks in chunks(wanted):
            sql = f"SELECT id, {terms} FROM {table.__tablename__} WHERE id IN ({marks})"
            found |= dict(self._driver.execute(sql, (*values, *chunk)))
        for id_ in wanted if len(found) < len(wanted) else ():
            self.get(table, id_)
        return [id_ for id_ in wanted if found[id_]]

    def values(
        self, table: type[Recorded], column: str, among: Sequence[OneValue], **equals: object
    ) -> dict[int, OneValue]:
        """Returns by id which of some values rows with other values have in a column."""
        self._session.flush()
        terms = "".join(f' AND "{name}" IS ?' for name in equals)
        values = [plain(value) for value in equals.values()]
        found: dict[int, OneValue] = {}
        for chunk, marks in chunks(among):
            sql = f'SELECT id, "{column}" FROM {table.__tablename__} WHERE "{column}" IN ({marks})'
            found |= dict(self._driver.execute(f"{sql}{terms} ORDER BY id", (*chunk, *values)))
        return found

    def column(self, table: type[Recorded], column: str, **equals: int) -> dict[int, int]:
        """Returns by id what rows with some values have in a column."""
        self._session.flush()
        terms = " AND ".join(f'"{name}" = ?' for name in equals)
        sql = f'SELECT id, "{column}" FROM {table.__tablename__} WHERE {terms} ORDER BY id'
        return dict(self._driver.execute(sql, tuple(equals.values())))

    def get(self, table: type[T], id_: int) -> T:
        """Returns the row; raises NotFound when there is none."""
        row = self._session.get(table, id_)
        if row is None:
            sentence = _MISSING.get(table.__tablename__, _MISSING_ROW)
            raise NotFound(_(sentence).format(id=id_))
        return row

    def get_all(self, table: type[T], ids: Sequence[int]) -> list[T]:
        """Returns the rows, each once, in the order asked for; raises NotFound when one is missing."""
        wanted = list(dict.fromkeys(ids))
        found = {row.id: row for row in self.all(table, id=wanted)}
        return [found.get(id_) or self.get(table, id_) for id_ in wanted]

    def first(self, table: type[T], **equals: object) -> T | None:
        """Returns the row with the lowest id of those with these values, or None."""
        ids = self._ids(table, equals, limit=1)
        return self.get(table, ids[0]) if ids else None

    def all(self, table: type[T], **equals: object) -> list[T]:
        """Returns the rows with these values, by id; one of the values may be a list of alternatives."""
        listed = next((column for column, value in equals.items() if isinstance(value, list)), "")
        if not listed:
            return self._among(table, "id", self._ids(table, equals))
        alternatives: Any = equals.pop(listed)
        return self._among(table, listed, alternatives, **equals)

    def _among(
        self, table: type[T], column: str, alternatives: Sequence[object], **equals: object
    ) -> list[T]:
        """Returns the rows that have one of some values in a column, by id."""
        if not alternatives:
            return []
        question = select(table).filter_by(**equals).order_by(table.id)
        question = question.where(getattr(table, column).in_(bindparam("chunk", expanding=True)))
        return [
            row
            for start in range(0, len(alternatives), _CHUNK)
            for row in self._session.scalars(
                question, {"chunk": alternatives[start : start + _CHUNK]}
            )
        ]

    def _ids(
        self, table: type[Recorded], equals: Mapping[str, object], limit: int = -1
    ) -> list[int]:
        """Returns the ids of the rows with these values, in order."""
        self._session.flush()
        values = {column: plain(value) for column, value in equals.items()}
        terms = ["TRUE", *(f'"{column}" IS ?' for column in values)]
        # By this SQLite knows that an index of what is not empty has them all.
        terms += [f"\"{column}\" <> ''" for column, v in values.items() if v and isinstance(v, str)]
        rows = self._driver.execute(  # not by SQLAlchemy, which takes ten times as long
            f"SELECT id FROM {table.__tablename__} WHERE {' AND '.join(terms)} ORDER BY id LIMIT ?",
            (*values.values(), limit),
        )
        return [row[0] for row in rows]

    def some(self, table: type[T], limit: int, **equals: object) -> list[T]:
        """Returns at most so many of the rows with these values, by id."""
        return self._among(table, "id", self._ids(table, equals, limit))

    def nested(self, table: type[T], column: str, prefix: str) -> list[T]:
        """Returns the rows whose text in a column begins with a prefix, by id."""
        question = select(table).where(getattr(table, column).startswith(prefix, autoescape=True))
        return list(self._session.scalars(question.order_by(table.id)))

    def delete(self, *rows: Recorded) -> None:
        """Deletes rows, in this order. An annotation must be in the trash first."""
        self._session.flush()
        for _kind, several in groupby(rows, type):
            for row in several:
                if isinstance(row, Annotation) and row.deleted_at is None:
                    raise AssertionError("an annotation goes to the trash first")
                self._session.delete(row)
            self._session.flush()

    def delete_all(
        self, table: type[Recorded], column: str, among: Sequence[int], **equals: object
    ) -> list[int]:
        """Deletes the rows that have one of some values in a column; returns those of these values.

        For thousands of rows that nothing refers to, and of which none need be read.
        """
        found = self.values(table, column, among, **equals)
        deleted = deleted_at_once(self._driver, table.__tablename__, list(found))
        if len(deleted.ids) < len(found):
            raise AssertionError(f"a row of {table.__tablename__} is referred to")
        if found:
            self.changes.append(deleted)
        return list(found.values())

    def exchange(self, pairs: "Sequence[tuple[Recorded, Recorded]]") -> None:
        """Replaces each first row by the second, under the same id.

        For what a trigger keeps from being changed. A row comes before those that refer to it; they
        are taken out last first and restored in order, so that an exchange after an exchange leaves
        but one of them in the history.
        """
        self._session.flush()
        for row, fresh in reversed(pairs):
            fresh.id = row.id
            self._session.delete(row)
            self._session.flush()
        for _row, fresh in pairs:
            self._session.add(fresh)
            self._session.flush()

    def flush(self) -> None:
        """Writes what has changed so far."""
        self._session.flush()

    def set_meta(self, key: str, value: str) -> None:
        """Stores a fact about the library, which is not part of the history."""
        row = self._session.get(Meta, key)
        if row is None:
            self._session.add(Meta(key=key, value=value))
        else:
            row.value = value
        self._session.flush()

    @contextmanager
    def going_on(self, annotation_id: int) -> Iterator[None]:
        """Lets a note written inside be one change with the note before it, in the history of annotations."""
        self._session.flush()
        self.connection.exec_driver_sql(
            "INSERT INTO meta(key, value) VALUES ('note_going_on', ?)", (str(annotation_id),)
        )
        yield
        self._session.flush()
        self.connection.exec_driver_sql("DELETE FROM meta WHERE key = 'note_going_on'")

    def make_final(self) -> None:
        """Strikes what this unit deletes out of the history: it does not come back."""
        self.is_final = True


@cache
def _insertion(table: type[Recorded]) -> tuple[str, list[str]]:
    """Returns the statement that inserts a row into a table, and the columns it has values for."""
    columns = [column.name for column in table.__table__.columns if column.name != "id"]
    names = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    return f"INSERT INTO {table.__tablename__}({names}) VALUES ({marks})", columns
