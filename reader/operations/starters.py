"""The starter articles a new library opens with: brought in once, and gone for good when removed."""

from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.core.models import View
from reader.library.queries import Queries
from reader.operations.history import History

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit

_KEY = "starters"
_SUFFIXES = (".md", ".txt", ".html")


def are_due(queries: Queries) -> bool:
    """Whether the library never held them and holds nothing else."""
    if queries.meta(_KEY):
        return False
    return not queries.article_ids(View.ALL) and not queries.article_ids(View.TRASH)


def files() -> list[Path]:
    """The starter articles, last first, so that the first one is added last and stands on top."""
    folder = paths.seeds()
    if not folder.is_dir():
        return []
    return sorted((p for p in folder.iterdir() if p.suffix in _SUFFIXES), reverse=True)


def remember(history: History) -> None:
    """Remember that they were brought in."""
    history.write(_remember)


def _remember(unit: "Unit") -> None:
    unit.set_meta(_KEY, "1")
