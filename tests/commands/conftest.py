"""A library, and a frontend that answers from a list."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from reader import paths
from reader.library.database import Database
from reader.services import Services
from tests.commands.scripted import Desk


@pytest.fixture
def desk(
    data_dir: Path, put_library: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    """A library that waits only a moment for others: empty, unless another is there already."""
    monkeypatch.setattr(Database, "open", partial(Database.open, timeout=0.1))
    if not paths.library_file(data_dir).exists():
        put_library(paths.library_file(data_dir))
    app = Services.open(data_dir)
    yield Desk(app)
    app.close()
