"""Of files of several programs in one folder, each program reads its own."""

import shutil
from pathlib import Path

import pytest

from reader.importers.programs import all_recognized, find_program
from reader.importers.programs.export_files import ExportFiles
from reader.importers.programs.records import ArticleRecord, Record
from tests.importers.programs.test_exports import CASES, EXPORTS, program_of

_CASES = (
    "foliate",
    "hypothesis-client",
    "karakeep",
    "kindle-clippings",
    "kobo",
    "pocket-csv",
    "readeck-api",
    "readwise-api",
    "wallabag",
)


def read(files: ExportFiles, program: str) -> list[Record]:
    return list(find_program(program).read(files))


def plain(records: list[Record]) -> list[object]:
    """The records without the functions that read texts."""
    return [one._replace(text=None) if isinstance(one, ArticleRecord) else one for one in records]


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """A folder with files of several programs."""
    (folder := tmp_path / "mixed").mkdir()
    for case in _CASES:
        for path in (EXPORTS / case).rglob("*"):
            if path.is_file():
                shutil.copy(path, folder / f"{case} {path.name}")
    return folder


@pytest.mark.parametrize(
    "program",
    ["foliate", "hypothesis", "karakeep", "pocket", "readeck", "readwise", "wallabag"],
)
def test_a_program_reads_its_own_files_alone(mixed: Path, tmp_path: Path, program: str) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for path in mixed.iterdir():
        if path.name.startswith(program):
            shutil.copy(path, own)
    assert plain(read(ExportFiles(mixed), program)) == plain(read(ExportFiles(own), program))


def test_the_programs_of_other_files_are_named(mixed: Path) -> None:
    found = {one.id for one in all_recognized(ExportFiles(mixed))}
    assert found == {program_of(EXPORTS / case) for case in _CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.name))
def test_an_export_of_one_program_is_of_no_other(case: Path) -> None:
    assert [one.id for one in all_recognized(ExportFiles(case))] == [program_of(case)]
