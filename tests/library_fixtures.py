"""A library in a folder of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.library.database import Database
from reader.library.queries.queries import Queries
from reader.operations.history import History
from tests import forked_programs
from tests.conftest import PutFilled
from tests.forked_programs import RunAndKill, RunForked


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library.sqlite"


@pytest.fixture
def contents() -> Callable[[History], object] | None:
    """What fills the library before it is opened; nothing, but where a module says what."""
    return None


@pytest.fixture
def filled(
    library: Path,
    put_library: Callable[[Path], None],
    put_filled: PutFilled,
    contents: Callable[[History], object] | None,
) -> object:
    """What was returned by the function that filled the library."""
    if contents is None:
        put_library(library)
        return None
    return put_filled(library, contents)


@pytest.fixture
def database(library: Path, filled: object) -> Iterator[Database]:
    database = Database.open(library, timeout=0.3)
    yield database
    database.close()


@pytest.fixture
def history(database: Database) -> History:
    return History(database)


@pytest.fixture
def queries(database: Database) -> Iterator[Queries]:
    queries = database.queries()
    yield queries
    queries.close()


@pytest.fixture(scope="session")
def run_forked() -> Iterator[RunForked]:
    with forked_programs.forking() as run:
        yield run


@pytest.fixture(scope="session")
def run_and_kill(run_forked: RunForked) -> RunAndKill:
    return forked_programs.killing(run_forked)
