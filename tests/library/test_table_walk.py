"""The rows of a table that is damaged: what can be read is read, wherever it lies."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader.library.integrity.row_salvage import TableWalk

ROWS, SIZE = 60, 512
_LEAF = 13  # the first byte of a page that holds rows


@pytest.fixture
def leaves(tmp_path: Path) -> list[int]:
    """Where the pages of a table with rows begin in its file, in their order."""
    with closing(sqlite3.connect(tmp_path / "rows.sqlite")) as connection:
        connection.execute(f"PRAGMA page_size = {SIZE}")
        connection.execute("CREATE TABLE row (id INTEGER PRIMARY KEY, words TEXT)")
        rows = [(n, f"row {n} ".ljust(100, ".")) for n in range(1, ROWS + 1)]
        connection.executemany("INSERT INTO row VALUES (?, ?)", rows)
        connection.commit()
    data = (tmp_path / "rows.sqlite").read_bytes()
    return [at for at in range(SIZE, len(data), SIZE) if data[at] == _LEAF]


@pytest.mark.parametrize("damaged", [(), (0,), (2,), (2, 5), (-1,), (2, -1), (0, 4, -1)])
def test_all_rows_but_those_of_damaged_pages_are_read(
    tmp_path: Path, leaves: list[int], damaged: tuple[int, ...]
) -> None:
    file = tmp_path / "rows.sqlite"
    data = bytearray(file.read_bytes())
    lost = set()
    for at in {leaves[place] for place in damaged}:
        lost |= {n for n in range(1, ROWS + 1) if b"row %d " % n in data[at : at + SIZE]}
        data[at : at + SIZE] = b"\xff" * SIZE
    assert bool(lost) == bool(damaged)
    file.write_bytes(data)
    with closing(sqlite3.connect(file)) as connection:
        walk = TableWalk(connection, "row")
        found = [(row.id, row.values["words"].split(".")[0]) for row in walk]
    assert sorted(found) == [(n, f"row {n} ") for n in range(1, ROWS + 1) if n not in lost]
    assert lost <= set(walk.unreadable)
