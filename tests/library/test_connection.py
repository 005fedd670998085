"""What a connection to the library keeps while it is open."""

import gc
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reader.library.connection import connect, damage_in, explain
from reader.library.database import Database
from tests.each import each

QUESTIONS = 2_000


@pytest.mark.parametrize("mode", ["ro", "rw"])
def test_a_connection_does_not_remember_what_it_was_asked(library: Path, mode: str) -> None:
    Database.open(library).close()
    with closing(connect(library, mode)) as connection:  # type: ignore[arg-type]
        for _question in range(QUESTIONS):
            connection.execute("SELECT 1").fetchone()
        held = [one for one in gc.get_referents(connection) if isinstance(one, list)]
        assert sum(map(len, held)) < QUESTIONS / 4


def test_a_disk_too_full_to_open_a_library_is_not_called_broken(tmp_path: Path) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"  # no room for the file beside the journal
    assert str(explain(error, tmp_path / "library.sqlite")).startswith("The disk is full")


class Answering(sqlite3.Connection):
    """Answers with lines of SQLite's check."""

    lines: tuple[str, ...] = ()

    def execute(self, _sql: str, *_given: object) -> sqlite3.Cursor:
        marks = ", ".join(["(?)"] * len(self.lines))
        return super().execute(f"VALUES {marks}", self.lines)


INDEX = "malformed inverted index for FTS5 table main.search_text"


@each(
    ("lines", "damage"),
    [
        (("ok",), ""),
        ((INDEX,), ""),
        (('fts5: corruption on page 3, segment 1, table "search_text"', INDEX), ""),
        ((INDEX, "row 1 missing from index ix_tag"), "row 1 missing from index ix_tag"),
    ],
)
def test_what_newer_sqlite_says_of_the_search_index_is_no_damage(
    lines: tuple[str, ...], damage: str
) -> None:
    with closing(sqlite3.connect(":memory:", factory=Answering)) as connection:
        connection.lines = lines
        assert damage_in(connection) == damage


class Refusing(sqlite3.Connection):
    """Refuses the check of the whole file, as SQLite 3.44 does where it cannot open an index."""

    def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:
        if sql == "PRAGMA integrity_check":
            raise sqlite3.DatabaseError("vtable constructor failed: search_text")
        return super().execute(sql, *given)


def test_tables_are_checked_one_by_one_where_an_index_cannot_be_opened() -> None:
    with closing(sqlite3.connect(":memory:", factory=Refusing)) as connection:
        connection.execute("CREATE VIRTUAL TABLE search_text USING fts5(text)")
        connection.execute("CREATE TABLE one (number CHECK (number > 0))")
        assert damage_in(connection) == ""
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute("INSERT INTO one VALUES (-1)")
        connection.execute("PRAGMA ignore_check_constraints=OFF")
        assert damage_in(connection) == "CHECK constraint failed in one"
