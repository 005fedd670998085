"""Does, undoes and redoes operations, and notifies listeners of changes.

Everything that changes the library goes through here: one operation is one transaction, one step
of the history and one notice. The steps are read from the library each time, so what one program
did another can undo, today or after a restart.
"""

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, TypeVarTuple

from reader.core.models import ChangeNotice, Step
from reader.library.database import Database

if TYPE_CHECKING:
    from reader.library.unit_of_work import Unit

R = TypeVar("R")
Ts = TypeVarTuple("Ts")

Listener = Callable[[ChangeNotice], None]


class History:
    """Runs operations on one library; from any thread, one at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._listeners: list[Listener] = []

    def do(
        self,
        label: str | Callable[[R], str],
        operation: "Callable[[Unit, *Ts], R]",
        *args: *Ts,
        merge_key: str | None = None,
    ) -> R:
        """Runs an operation as one step that can be undone; the label is what the user reads.

        Where it depends on what came of the operation, it is asked of the result.

        A step with the merge key of the one before is joined to it. A step that changed nothing is
        not kept. Raises what the operation raises, LibraryError or a child of it; then nothing was
        changed.
        """
        return self._run(label, operation, *args, merge_key=merge_key)

    def write(self, operation: "Callable[[Unit, *Ts], R]", *args: *Ts) -> R:
        """Runs an operation that is no step: bookkeeping such as how far an article was read."""
        return self._run(None, operation, *args, merge_key=None)

    def undo(self) -> Step | None:
        """Takes back the last step; None when there is none. Raises LibraryError."""
        return self._told(self._database.writer.undo())

    def take_back(self, merge_key: str) -> bool:
        """Undoes the last step if it has this merge key; False when it has not. Raises LibraryError."""
        return self._told(self._database.writer.undo(merge_key)) is not None

    def redo(self) -> Step | None:
        """Redoes the step that was undone last; None when there is none. Raises LibraryError."""
        return self._told(self._database.writer.redo())

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls the listener after each change, on the thread that made it; returns how to stop.

        An error of a listener goes to sys.excepthook after all listeners were notified.
        """
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def tell(self, changed: ChangeNotice) -> None:
        """Notifies the listeners of changes by another history of the same library.

        So a worker may write what takes long through a history of its own, to which the window
        does not listen, and the main thread tells of it afterwards.
        """
        self._tell(changed)

    def rebuild_index(self) -> None:
        """Rebuilds the search index if it is out of date."""
        self._database.writer.rebuild_index()

    def warm_up(self) -> None:
        """Imports and connects what the first write would otherwise wait for; for any thread."""
        if not self._database.is_read_only:
            self._database.writer.warm_up()

    def _run(
        self,
        label: str | Callable[[R], str] | None,
        operation: "Callable[[Unit, *Ts], R]",
        *args: *Ts,
        merge_key: str | None,
    ) -> R:
        result, changed = self._database.writer.run(
            lambda unit: operation(unit, *args), label, merge_key
        )
        self._tell(changed)
        return result

    def _told(self, done: tuple[Step, ChangeNotice] | None) -> Step | None:
        if done is None:
            return None
        step, changed = done
        self._tell(changed)
        return replace(step, articles=changed.articles)

    def _tell(self, changed: ChangeNotice) -> None:
        """Notifies every listener; an exception in one is a bug, and does not fail the change."""
        if not changed.rows:
            return
        bugs: list[Exception] = []
        for listener in tuple(self._listeners):
            try:
                listener(changed)
            except Exception as error:  # noqa: BLE001 - the change is made, and others are to hear it
                bugs.append(error)
        for bug in bugs:
            sys.excepthook(type(bug), bug, bug.__traceback__)
