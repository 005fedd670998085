"""Adds the starter articles to a new library once; deleted ones do not come back."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.core.models import View
from reader.library.queries.queries import Queries
from reader.operations.history import History

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit

_KEY = "starters"
_BEGUN, _DONE = "begun", "1"
_SUFFIXES = (".md", ".txt", ".html")


def are_due(queries: Queries) -> bool:
    """Returns whether the library never contained all of them and, unless they were begun, contains nothing else."""
    state = queries.meta(_KEY)
    if state:
        return state == _BEGUN  # what is there already is recognised when it comes again
    return not queries.article_ids(View.ALL) and not queries.article_ids(View.TRASH)


def files() -> list[Path]:
    """Returns the starter articles, last first, so that the first one is added last and is on top."""
    folder = paths.seeds()
    if not folder.is_dir():
        return []
    return sorted((p for p in folder.iterdir() if p.suffix in _SUFFIXES), reverse=True)


def missing_files(queries: Queries) -> list[Path]:
    """Returns those that did not come in when an earlier start was broken off; what was discarded did."""
    return [file for file in files() if not queries.holds_source(_sha256(file))]


def _sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def begin(history: History) -> None:
    """Remembers that some were added: if the window is closed now, the rest follow next time."""
    history.write(_remember, _BEGUN)


def remember(history: History) -> None:
    """Remembers that they were added."""
    history.write(_remember, _DONE)


def _remember(unit: "Unit", state: str) -> None:
    unit.set_meta(_KEY, state)
