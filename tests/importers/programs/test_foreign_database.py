"""Databases of other programs are read from a copy, with what their program has not yet put into them."""

import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest

from reader.core.errors import ImportFailed
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.foreign_database import is_database, opened


def test_what_is_in_the_journal_is_read_and_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "its.sqlite"
    with closing(sqlite3.connect(path)) as theirs:
        theirs.execute("PRAGMA journal_mode=WAL")
        theirs.execute("CREATE TABLE a (b)")
        theirs.execute("INSERT INTO a VALUES ('new'), (x'ff00')")
        theirs.commit()
        before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
        assert len(before["its.sqlite-wal"]) > 0
        for chosen in (path, tmp_path):
            with opened(ExportFiles(chosen), "its.sqlite") as database:
                assert [row["b"] for row in database.rows("SELECT b FROM a")] == ["new", b"\xff\0"]
                assert database.columns("a") == {"b"}
                assert database.columns("none") == set()
                with pytest.raises(ImportFailed, match="damaged, or of a version"):
                    list(database.rows("SELECT c FROM a"))
        now = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
        assert {name: now[name] for name in before if name != "its.sqlite-shm"} == {
            name: data for name, data in before.items() if name != "its.sqlite-shm"
        }


def test_a_table_is_found_wherever_the_schema_names_it(tmp_path: Path) -> None:
    path = tmp_path / "its.sqlite"
    with closing(sqlite3.connect(path)) as theirs:
        for number in range(40):
            theirs.execute(f"CREATE TABLE t{number} (a /* {'long ' * 1000}*/)")
        theirs.execute("CREATE TABLE marks (quote)")
        theirs.commit()
    assert b"marks" not in path.read_bytes()[:65_536]
    with ZipFile(tmp_path / "its.zip", "w") as archive:
        archive.write(path, "its.sqlite")
    for chosen in (path, tmp_path, tmp_path / "its.zip"):
        files = ExportFiles(chosen)
        assert is_database(files, "its.sqlite", "t0", "marks")
        assert not is_database(files, "its.sqlite", "marks", "others")
    assert len([*tmp_path.iterdir()]) == 2


def test_a_damaged_schema_names_no_table(tmp_path: Path) -> None:
    path = tmp_path / "its.sqlite"
    path.write_bytes(b"SQLite format 3\0" + bytes(5000))
    assert not is_database(ExportFiles(path), "its.sqlite", "marks")
