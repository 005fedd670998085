"""A sidebar over an empty library."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader import paths
from reader.services import Services


@pytest.fixture
def app(tmp_path: Path, put_library: Callable[[Path], None]) -> Iterator[Services]:
    put_library(paths.library_file(tmp_path))
    app = Services.open(tmp_path)
    yield app
    app.close()
