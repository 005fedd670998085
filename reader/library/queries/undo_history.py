"""Reads the undo history: whether there is a step to undo or redo, and its size."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

from reader.library.queries.read_connection import ReadConnection
from reader.library.steps.step_json import rows_in

# More than this may take longer than a key press should (0.2 ms a row, 0.3 ms a kB of text that is
# indexed or taken out of the index); measured, see docs/decisions/undo.md.
MANY_ROWS = 120
LONG_TEXT = 60_000  # bytes
LONG_STEP = 150_000  # bytes: whole rows are in it, with their texts

_UNDONE_NEXT = "WHERE NOT is_undone ORDER BY id DESC LIMIT 1"
_REDONE_NEXT = "WHERE is_undone ORDER BY id LIMIT 1"


class UndoQueries(ReadConnection):
    """Queries for the undo history."""

    def can_undo(self) -> bool:
        """Returns whether there is a step to undo."""
        return bool(self._rows(f"SELECT 1 FROM step {_UNDONE_NEXT}"))

    def can_redo(self) -> bool:
        """Returns whether there is a step that was undone, to be redone."""
        # What was undone comes last, and finding the first of it reads the whole history.
        rows = self._rows("SELECT is_undone FROM step ORDER BY id DESC LIMIT 1")
        return bool(rows and rows[0][0])

    def is_undo_long(self) -> bool:
        """Returns whether taking back the last step may take longer than the user should wait for a key."""
        return self._is_long(_UNDONE_NEXT)

    def is_redo_long(self) -> bool:
        """Returns the same of doing the step again that was undone last."""
        return self._is_long(_REDONE_NEXT)

    def _is_long(self, which: str) -> bool:
        found = self._rows(
            "SELECT CASE WHEN length(CAST(changes AS BLOB)) <= ?"
            # A row without a label is not all of a step, nor is one behind it.
            " AND label <> '' AND '' IS NOT (SELECT label FROM step AS before WHERE before.id < step.id"
            " ORDER BY id DESC LIMIT 1) THEN changes END"
            f" FROM step {which}",
            (LONG_STEP,),
        )
        if not found:
            return False
        (changes,) = found[0]
        if changes is None:
            return True
        rows = rows_in(changes)
        if len(rows) > MANY_ROWS:
            return True
        ids = [id_ for table, id_ in rows if table == "revision"]
        marks = ", ".join("?" * len(ids))
        ((length,),) = self._rows(
            "SELECT coalesce(sum(length(CAST(text AS BLOB))), 0) FROM revision"
            f" WHERE id IN ({marks})",
            ids,
        )
        return bool(length > LONG_TEXT)
