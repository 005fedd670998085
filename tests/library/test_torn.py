"""What a kill, a full disk or a power cut inside a checkpoint leaves is opened, and is whole."""

import random
from pathlib import Path

import pytest

from reader.core.errors import LibraryError
from reader.library.database import Database
from tests.library import torn


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[torn.Files]:
    """The files after each of some steps; the last journal begins anew over an older one."""
    path = tmp_path_factory.mktemp("states") / "library.sqlite"
    return list(torn.states(path, ["5", "3000", "50", "checkpoint", "20000", "5"]))


def test_a_checkpoint_that_is_killed_after_any_page_harms_nothing(
    found: list[torn.Files], library: Path
) -> None:
    for files in found:
        ends = torn.commits(files.journal)
        pages = len(ends[-1])
        for written in {1, pages // 2, pages - 1}:
            torn.killed(files, len(ends) - 1, written).put(library)
            torn.assert_whole(library, files.articles)


def test_a_checkpoint_in_which_the_power_goes_harms_nothing(
    found: list[torn.Files], library: Path
) -> None:
    rng = random.Random(1)
    for files in (one for one in found for _number in range(2)):
        commit = rng.randrange(len(torn.commits(files.journal)))
        torn.cut(files, commit, rng).put(library)
        torn.assert_whole(library, files.articles)


@pytest.mark.parametrize("damage", ["header", "tables", "empty"])
def test_no_refusal_advises_to_copy_a_backup_over(library: Path, damage: str) -> None:
    Database.open(library).close()
    data = bytearray(library.read_bytes())
    if damage == "header":
        data[:40] = b"?" * 40
    elif damage == "tables":
        data[100:4096] = b"?" * 3996
    library.write_bytes(b"" if damage == "empty" else data)
    with pytest.raises(LibraryError) as error:
        Database.open(library)
    assert "in its place" not in str(error.value)
    assert "backup" in str(error.value)
