"""Runs Postil's tables, operations and undo on a real PostgreSQL, with two people at once.

``make interop`` runs it; ``docs/decisions/shared-library.md`` says what it shows. The mapped classes,
the operations and the history are Postil's own; what a server needs instead of SQLite is below.
"""

import json
import re
import sqlite3
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Connection, Engine, TextClause, create_engine, event, literal_column

from reader.core.errors import LibraryError
from reader.core.models import Color, State
from reader.core.text.notes.note_normalization import behind
from reader.library.mapped_classes import Article, Base, Recorded, Step
from reader.library.queries.searching.search_tokens import spread
from reader.library.recorded_session import UnitSession
from reader.library.steps import replay, undo_steps
from reader.library.steps.changeset import Change, Run, Value, fold, recorded, single
from reader.library.steps.replay import read_row
from reader.library.steps.step_json import decode
from reader.library.unit_of_work import Unit
from reader.operations import annotations, articles, tags
from tests.interop.postgresql_server import USER, programs, running_server
from tests.library.samples import draft

R = TypeVar("R")
CHANNEL = "postil"
_PAYLOAD = 7_900  # bytes; PostgreSQL takes 8,000

# What SQLite takes and PostgreSQL does not, in statements that are not compiled by SQLAlchemy.
_SPELLINGS = (
    (
        re.compile(r"\biif\(is_undone, '', changes\)"),
        "CASE is_undone WHEN 1 THEN '' ELSE changes END",
    ),
    (re.compile(r'" IS \?'), '" IS NOT DISTINCT FROM ?'),
    (re.compile(r"\bNOT is_undone\b"), "is_undone = 0"),
    (re.compile(r"\bWHERE is_undone\b(?! =)"), "WHERE is_undone = 1"),
    (re.compile(r"\binstr\(changes, ('[^']*')\)"), r"strpos(changes, \1) > 0"),
)

# What is not in the mapped classes: the triggers, the index, and whose a step is.
_SCHEMA = """
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE restrict_violation USING MESSAGE = TG_ARGV[0]; END $$;
CREATE TRIGGER revision_frozen BEFORE UPDATE ON revision
  FOR EACH ROW EXECUTE FUNCTION refuse('revisions are never changed');
CREATE TRIGGER annotation_frozen BEFORE UPDATE OF uid, article_id, kind, exact, prefix, suffix,
  made_on_revision_id, made_start, made_end, created_at ON annotation FOR EACH ROW
  WHEN ((OLD.uid, OLD.article_id, OLD.exact, OLD.made_start, OLD.made_end) IS DISTINCT FROM
    (NEW.uid, NEW.article_id, NEW.exact, NEW.made_start, NEW.made_end))
  EXECUTE FUNCTION refuse('the words an annotation was made on do not change');
CREATE FUNCTION keep_former() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO annotation_history(op, at, annotation_id, uid, article_id, kind, color, note, exact,
    prefix, suffix, created_at, updated_at, deleted_at)
  VALUES (lower(TG_OP), extract(epoch FROM clock_timestamp()) * 1000, OLD.id, OLD.uid,
    OLD.article_id, OLD.kind, OLD.color, OLD.note, OLD.exact, OLD.prefix, OLD.suffix,
    OLD.created_at, OLD.updated_at, OLD.deleted_at);
  RETURN OLD; END $$;
CREATE TRIGGER annotation_updated AFTER UPDATE OF note, color, deleted_at ON annotation
  FOR EACH ROW WHEN ((OLD.note, OLD.color, OLD.deleted_at) IS DISTINCT FROM
    (NEW.note, NEW.color, NEW.deleted_at)) EXECUTE FUNCTION keep_former();
CREATE TRIGGER annotation_deleted AFTER DELETE ON annotation
  FOR EACH ROW EXECUTE FUNCTION keep_former();

CREATE TABLE search (kind text, id bigint, words tsvector, PRIMARY KEY (kind, id));
CREATE INDEX search_words ON search USING gin (words);

ALTER TABLE step ADD COLUMN person text NOT NULL DEFAULT current_user;
CREATE SCHEMA own;
CREATE VIEW own.step AS SELECT * FROM public.step WHERE person = current_user;
CREATE ROLE ada LOGIN; CREATE ROLE ben LOGIN;
GRANT USAGE ON SCHEMA own, public TO ada, ben;
GRANT ALL ON ALL TABLES IN SCHEMA public, own TO ada, ben;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ada, ben;
"""


class SavingCursor(psycopg.ClientCursor[Any]):  # type: ignore[misc]
    """Takes back a statement that failed, and not the transaction, as SQLite does: undo tries rows."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """Runs a statement behind a savepoint, within a transaction."""
        status = self.connection.info.transaction_status
        if status is not psycopg.pq.TransactionStatus.INTRANS:
            return super().execute(query, params, **options)
        super().execute("SAVEPOINT statement")
        try:
            done = super().execute(query, params, **options)
        except psycopg.Error:
            with self.connection.cursor(row_factory=psycopg.rows.tuple_row) as cursor:
                psycopg.ClientCursor.execute(cursor, "ROLLBACK TO statement")
            raise
        return done


class Driver:
    """Runs what goes past SQLAlchemy to SQLite, and raises what that would."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection.connection.driver_connection

    def execute(self, sql: str, values: Sequence[Any]) -> Any:
        """Runs a statement; returns its cursor."""
        cursor = SavingCursor(self._connection)
        try:
            return cursor.execute(_spelled(sql), values)
        except psycopg.IntegrityError as error:
            raise sqlite3.IntegrityError(str(error)) from error


replay.driver_of = Driver  # type: ignore[assignment,attr-defined]


class PostgresUnit(Unit):
    """A unit of work that asks PostgreSQL for the ids of new rows."""

    def __init__(self, session: UnitSession, now: int) -> None:
        self._session = session
        self.connection = session.connection()
        self._driver = Driver(self.connection)  # type: ignore[assignment]
        self.now = now
        self.changes: list[Change | Run] = []
        self.is_final = False
        session.info["changes"] = self.changes

    def add(self, *rows: Recorded) -> None:
        """Inserts rows; the mapper's events record them."""
        for row in rows:
            self._session.add(row)
            self._session.flush()

    def add_many(self, table: type[Recorded], rows: Sequence[Mapping[str, Any]]) -> range:
        """Inserts rows one by one; their ids follow each other, as nobody else writes."""
        made = [table(**row) for row in rows]
        self.add(*made)
        return range(made[0].id, made[-1].id + 1) if made else range(0)

    def add_to_each(
        self, table: type[Recorded], column: str, each: Sequence[int], **values: Value
    ) -> None:
        """Inserts a row for each value of a column."""
        self.add_many(table, [{column: one, **values} for one in each])

    def _ids(
        self, table: type[Recorded], equals: Mapping[str, object], limit: int = -1
    ) -> list[int]:
        self._session.flush()
        question = self._session.query(table.id).filter_by(**equals).order_by(table.id)
        return [row[0] for row in (question.limit(limit) if limit >= 0 else question)]


class Member:
    """One of those who share a library: an engine, and the way to change it."""

    def __init__(self, socket: Path, name: str) -> None:
        self.name = name
        self.engine = connected(socket, name)
        self.listening = psycopg.connect(
            host=str(socket), user=name, dbname="postgres", autocommit=True
        )
        self.listening.execute(f"LISTEN {CHANNEL}")

    def close(self) -> None:
        """Lets go of the server."""
        self.engine.dispose()
        self.listening.close()

    def do(self, label: str, operation: Callable[..., R], *arguments: Any) -> R:
        """Changes the library in one transaction, which is a step of this person's history."""
        with UnitSession(self.engine, expire_on_commit=False) as session, session.begin():
            unit = self._unit(session)
            result = operation(unit, *arguments)
            unit.flush()
            changes = single(fold(unit.changes))
            self._finish(unit.connection, changes)
            undo_steps.keep(unit.connection, label, unit.now, recorded(changes), None)
        return result

    def undo(self) -> str:
        """Takes back this person's last step; raises LibraryError if others have built on it."""
        with UnitSession(self.engine, expire_on_commit=False) as session, session.begin():
            connection = self._unit(session).connection
            refuse_if_changed(connection)
            done = undo_steps.undo(connection)
            if done is None:
                return ""
            step, parts = done
            for changes in parts:
                self._finish(connection, single(changes))
            return step.label

    def _unit(self, session: UnitSession) -> PostgresUnit:
        unit = PostgresUnit(session, time.time_ns() // 1_000_000)
        # One writer at a time, as with SQLite: steps come in one order, and nothing deadlocks.
        unit.connection.exec_driver_sql("SELECT pg_advisory_xact_lock(1)")
        return unit

    def _finish(self, connection: Connection, changes: Sequence[Change]) -> None:
        index(connection, changes)
        rows = json.dumps({"by": self.name, "rows": [[one.table, one.id] for one in changes]})
        told = rows if len(rows) < _PAYLOAD else json.dumps({"by": self.name, "rows": None})
        connection.exec_driver_sql(f"SELECT pg_notify('{CHANNEL}', ?)", (told,))

    def heard(self) -> list[dict[str, Any]]:
        """What others and this person have told since."""
        return [json.loads(one.payload) for one in self.listening.notifies(timeout=0.5)]

    def found(self, words: str) -> list[int]:
        """The revisions with a word, its beginning, or, without spaces, its characters in a row."""
        text = spread(words).split()
        query = " <-> ".join(f"'{word}'" for word in text) + (":*" if len(text) == 1 else "")
        with self.engine.connect() as connection:
            rows = connection.exec_driver_sql(
                "SELECT id FROM search WHERE kind = 'revision' AND words @@ to_tsquery('simple', ?)"
                " ORDER BY ts_rank(words, to_tsquery('simple', ?)) DESC",
                (query, query),
            )
            return [row[0] for row in rows]

    def value(self, sql: str, *values: object) -> Any:
        """One value from the library."""
        with self.engine.connect() as connection:
            return connection.exec_driver_sql(sql, values).scalar()


def _spelled(sql: str) -> str:
    """A statement of ours as PostgreSQL and psycopg want it."""
    for pattern, other in _SPELLINGS:
        sql = pattern.sub(other, sql)
    return sql.replace("%", "%%").replace("?", "%s")


def connected(socket: Path, user: str) -> Engine:
    """An engine for one person, for whom ``step`` is their own history."""
    engine = create_engine(
        f"postgresql+psycopg://{user}@/postgres?host={socket}",
        connect_args={"cursor_factory": SavingCursor, "options": "-c search_path=own,public"},
    )

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def _spell(
        _connection: Any, _cursor: Any, sql: str, values: Any, context: Any, _many: bool
    ) -> tuple[str, Any]:
        # None is compiled of a statement of our own.
        return (_spelled(sql) if context.compiled is None else sql), values

    return engine


def create(socket: Path) -> None:
    """Makes the tables of the mapped classes, and what they do not say."""
    for table in Base.metadata.tables.values():
        for one in table.indexes:  # what they are partial by holds for both
            options = one.dialect_options
            options["postgresql"]["where"] = options["sqlite"]["where"]
            one.expressions = [  # which PostgreSQL wants in parentheses, and in a collation of its own
                literal_column(f"({part})".replace(" COLLATE NOCASE", ""))
                if isinstance(part, TextClause)
                else part
                for part in one.expressions
            ]
    engine = connected(socket, USER)
    Base.metadata.create_all(engine)
    engine.dispose()
    with psycopg.connect(host=str(socket), user=USER, dbname="postgres") as connection:
        connection.execute(_SCHEMA)


def index(connection: Connection, changes: Sequence[Change]) -> None:
    """Indexes the texts that changed, folded by Postil as for FTS5."""
    for change in changes:
        column = {"revision": "text", "article": "title", "annotation": "note"}.get(change.table)
        if column is None:
            continue
        row = read_row(connection, change.table, change.id)
        connection.exec_driver_sql(
            "DELETE FROM search WHERE kind = ? AND id = ?", (change.table, change.id)
        )
        if row is not None:
            connection.exec_driver_sql(
                "INSERT INTO search VALUES (?, ?, to_tsvector('simple', ?))",
                (change.table, change.id, spread(str(row[column]))),
            )


def refuse_if_changed(connection: Connection) -> None:
    """Refuses to undo a person's last step where its rows are not any more as it left them."""
    step = connection.exec_driver_sql(
        "SELECT label, changes FROM step WHERE NOT is_undone ORDER BY id DESC LIMIT 1"
    ).first()
    if step is None:
        return
    for change in decode(step.changes):
        row = read_row(connection, change.table, change.id) or {}
        left = {name: value for name, value in (change.after or {}).items() if name != "updated_at"}
        if (not row and not change.is_delete) or any(row[name] != left[name] for name in left):
            raise LibraryError(f"“{step.label}” cannot be undone: someone has changed it since.")


def check(what: str, is_so: object) -> None:
    """Says what holds, or ends the program."""
    if not is_so:
        sys.exit(f"not so: {what}")
    print(f"  {what}")


def ten_operations(ada: Member, ben: Member) -> None:
    """Two people read and mark the same articles."""
    text = "The town of Brenn counts its trees again. 所有视图 are shown. Ångström measured."
    added = ada.do("Add", articles.add, draft("Trees", text))
    article = added.article_id
    check("1. Ada adds an article, by the operation of the window", added.status == "added")
    told = ben.heard()
    check("   and Ben's window is told by NOTIFY", [one["by"] for one in told] == ["ada"])
    again = ben.do("Add", articles.add, draft("Trees", text))
    check("2. Ben adds the same: it is there already", again.status == "duplicate")
    one = ben.do(
        "Highlight", annotations.highlight, article, 4, 17, Color.GREEN, ("towns",), "why?"
    )
    check(
        "3. Ben highlights with a tag and a note", ada.value("SELECT count(*) FROM annotation_tag")
    )
    ada.do("Tag", tags.tag_articles, [article], ["Towns", "trees/old"])
    check("4. Ada's tag is Ben's, whatever its case", ada.value("SELECT count(*) FROM tag") == 2)
    check(
        "5. words are found by tsvector: whole, begun, Chinese, with other marks",
        all(ada.found(word) for word in ("trees", "coun", "视图", "angstrom"))
        and not ada.found("elephant"),
    )
    ada.do("Star", articles.set_starred, [article], True)
    ben.do("Archive", articles.set_state, [article], State.ARCHIVE)
    check("6. each undoes their own last step: Ada the star", ada.undo() == "Star")
    row = ada.value("SELECT state FROM article WHERE id = ?", article)
    check("   and Ben's filing stays", row == "archive")
    ada.do("Note", annotations.write_note, one, "Ada was here", "why?")
    ben.do("Note", annotations.write_note, one, "Ben too", "why?")
    note = ada.value("SELECT note FROM annotation WHERE id = ?", one)
    check("7. a note written by both holds both", note == behind("Ada was here", "Ben too", "why?"))
    check(
        "   and the former ones are kept", ada.value("SELECT count(*) FROM annotation_history") == 2
    )
    try:
        ada.undo()
    except LibraryError as error:
        check(f"8. an undo over another's change is refused: {error}", True)
    else:
        check("8. an undo over another's change is refused", False)
    ben.do("Delete", annotations.delete, [one])
    check("9. Ben deletes the highlight and undoes that", ben.undo() == "Delete")
    check(
        "   words and note are there",
        ada.value("SELECT note FROM annotation WHERE deleted_at IS NULL"),
    )
    try:
        with ben.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE revision SET text = 'other'")
    except Exception as error:  # noqa: BLE001 (whatever the driver raises)
        check("10. a revision cannot be changed", "never changed" in str(error))
    ada.do("Trash", articles.trash, [article])
    ben.do("Restore", articles.restore, [article])
    with UnitSession(ada.engine) as session:
        kept = session.get(Article, article)
        check(
            "    and an article that one trashed the other restores", kept and not kept.deleted_at
        )
        steps = session.query(Step).count()
    check(
        f"    Ada has {steps} steps of her own",
        steps < ben.value("SELECT count(*) FROM public.step"),
    )


def main() -> int:
    """Starts a server, makes a library on it and uses it."""
    binaries = programs()
    if binaries is None:
        print("PostgreSQL is not installed: a shared library is not tried.", file=sys.stderr)
        return 0
    with running_server(binaries) as socket:
        create(socket)
        people = [Member(socket, name) for name in ("ada", "ben")]
        print(f"A library on PostgreSQL {people[0].value('SHOW server_version')}:")
        try:
            ten_operations(*people)
        finally:
            for one in people:
                one.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
