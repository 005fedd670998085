"""The mapped classes, the frozen SQL and what the file itself refuses."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from reader.library import lazy_tables, mapped_classes
from reader.library.connection import SCHEMA, connect
from reader.library.database import Database
from reader.library.indexes import list_index, search_index_maintenance
from reader.operations import annotations, articles
from reader.operations.history import History
from tests.conftest import PutFilled
from tests.each import each
from tests.library import integrity_triggers
from tests.library.samples import draft


def _statements(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"
    )
    return {name: " ".join(sql.split()).replace("( ", "(").replace(" )", ")") for name, sql in rows}


def test_the_migrations_make_what_the_classes_say(database: Database) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as fresh:
        mapped_classes.Base.metadata.create_all(fresh)
        for statement in (
            *integrity_triggers.TRIGGERS,
            *search_index_maintenance.TABLES,
            *list_index.TABLES,
        ):
            fresh.exec_driver_sql(statement)
        raw = fresh.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        expected = _statements(raw)
    engine.dispose()
    with closing(connect(database.path, "ro")) as connection:
        assert _statements(connection) == expected


def test_the_header_says_whose_file_it_is(database: Database) -> None:
    with closing(connect(database.path, "ro")) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (0x504F5354,)
        assert connection.execute("PRAGMA user_version").fetchone() == (12,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            ("0012",)
        ]


def test_every_table_of_the_history_has_a_lazy_name() -> None:
    recorded = {one.class_.__name__ for one in mapped_classes.Recorded.registry.mappers} - {
        "Meta",
        "Step",
        "AnnotationHistory",
    }
    assert {name for name in recorded if getattr(lazy_tables, name).__name__ == name} == recorded
    with pytest.raises(AttributeError):
        getattr(lazy_tables, "Nothing")  # noqa: B009


def test_nothing_cascades() -> None:
    for table in mapped_classes.Base.metadata.tables.values():
        assert all(key.ondelete == "RESTRICT" for key in table.foreign_keys)


def _fill(history: History) -> None:
    added = history.do("Add", articles.add, draft())
    marked = history.do("Mark", annotations.highlight, added.article_id, 4, 9)
    history.do("Note", annotations.set_note, marked, "a note")


@each(
    ("statement", "reason"),
    [
        ("UPDATE annotation SET exact = 'x'", "do not change"),
        ("UPDATE annotation SET made_start = 1", "do not change"),
        ("UPDATE annotation SET uid = hex(randomblob(18))", "do not change"),
        ("UPDATE annotation SET created_at = 1", "do not change"),
        ("UPDATE revision SET text = ''", "never changed"),
        ("DELETE FROM revision", "annotations stays|FOREIGN KEY"),
        ("DELETE FROM article", "FOREIGN KEY"),
        ("DELETE FROM annotation_history", "only added to"),
        ("UPDATE annotation_history SET note = ''", "only added to"),
        ("INSERT OR REPLACE INTO annotation_history SELECT * FROM annotation_history", "only"),
        ("UPDATE annotation SET color = 'mauve'", "CHECK"),
        ("UPDATE article SET state = 'gone'", "CHECK"),
        ("UPDATE article SET progress = 2", "CHECK"),
        ("UPDATE article SET title = x'00'", "cannot store BLOB"),
        ("UPDATE anchor SET start = NULL", "CHECK"),
    ],
)
def test_the_file_itself_refuses(
    library: Path, put_filled: PutFilled, statement: str, reason: str
) -> None:
    put_filled(library, _fill)
    with (
        closing(connect(library, "rw")) as connection,
        pytest.raises(sqlite3.Error, match=reason),
    ):
        connection.execute(statement)


def test_a_note_that_is_written_over_stays_in_the_history(
    database: Database, history: History
) -> None:
    added = history.do("Add", articles.add, draft())
    marked = history.do("Mark", annotations.highlight, added.article_id, 4, 9)
    for note in ("first", "second", ""):
        history.do("Note", annotations.set_note, marked, note, merge_key=f"note:{marked}")
    history.do("Delete", annotations.delete, [marked])
    with closing(connect(database.path, "ro")) as connection:
        rows = connection.execute(
            "SELECT op, note, exact, deleted_at IS NULL FROM annotation_history ORDER BY id"
        ).fetchall()
    assert rows == [
        ("update", "", "quick", 1),
        ("update", "first", "quick", 1),
        ("update", "second", "quick", 1),
        ("update", "", "quick", 1),
    ]


def test_deleted_ids_are_never_used_again(database: Database, history: History) -> None:
    first = history.do("Add", articles.add, draft("One", "first words"))
    history.undo()
    second = history.do("Add", articles.add, draft("Two", "other words"))
    assert second.article_id > first.article_id


def test_the_frozen_file_is_the_present_schema(database: Database) -> None:
    frozen = Path(__file__).parent / f"library-{SCHEMA}.sqlite"
    with (
        closing(sqlite3.connect(f"file:{frozen}?mode=ro&immutable=1", uri=True)) as old,
        closing(connect(database.path, "ro")) as new,
    ):
        assert _statements(old) == _statements(new)
