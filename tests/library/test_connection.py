"""What a connection to the library keeps while it is open."""

import gc
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.library.connection import connect, explain
from reader.library.database import Database

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
