"""What a connection to the library keeps while it is open."""

import gc
from contextlib import closing
from pathlib import Path

import pytest

from reader.library.connection import connect
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
