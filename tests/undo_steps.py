"""Reads the undo history: the steps with which undo and redo would go on."""

from reader.core.models import Step
from reader.library.queries.queries import Queries


def next_undo(queries: Queries) -> Step | None:
    """The step that undo would take back."""
    return _step(queries, "WHERE NOT is_undone ORDER BY id DESC LIMIT 1")


def next_redo(queries: Queries) -> Step | None:
    """The step that redo would do again."""
    return _step(queries, "WHERE is_undone ORDER BY id LIMIT 1")


def _step(queries: Queries, which: str) -> Step | None:
    found = queries._rows(f"SELECT id, label, at FROM step {which}")
    return Step(*found[0]) if found else None
