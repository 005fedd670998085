"""A library in a folder of its own, another one, and tables of highlights as Readwise exports them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.library.database import Database
from tests.library_fixtures import contents, database, filled, history, library, queries

__all__ = ["contents", "database", "filled", "history", "library", "queries"]


@pytest.fixture
def other(tmp_path: Path, put_library: Callable[[Path], None]) -> Iterator[Database]:
    """An empty library beside the test's own."""
    path = tmp_path / "other" / "library.sqlite"
    put_library(path)
    database = Database.open(path, timeout=0.3)
    yield database
    database.close()
