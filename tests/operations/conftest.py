"""A library in a folder of its own for every test here."""

from tests.library_fixtures import (
    contents,
    database,
    filled,
    history,
    library,
    queries,
    run_and_kill,
    run_forked,
)

__all__ = [
    "contents",
    "database",
    "filled",
    "history",
    "library",
    "queries",
    "run_and_kill",
    "run_forked",
]
