"""Defines how tasks report their progress and their result to the user."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from reader.core.errors import PostilError

if TYPE_CHECKING:
    from reader.ui.tasks.task import Task

Action = tuple[str, Callable[[], None]]  # what a button says, and what it does


class Progress(Protocol):
    """A notice that counts."""

    def update(self, done: int, total: int) -> None:
        """Reports the progress: done of total, 0 if unknown."""

    def close(self) -> None:
        """Takes the notice away."""


class Notices(Protocol):
    """Shows notices over the window."""

    def show(self, text: str) -> object:
        """Shows one line, beside those that are shown."""

    def notify(self, text: str, *, can_undo: bool = False, actions: Sequence[Action] = ()) -> None:
        """Shows one line in place of the one before it, with what can be done about it."""

    def fail(
        self, what: str | PostilError, *, can_undo: bool = False, actions: Sequence[Action] = ()
    ) -> None:
        """Reports an error, with what can be done about it."""

    def withdraw(self, text: str) -> None:
        """Takes away the line that is no longer so."""

    def show_progress(self, text: str, on_cancel: Callable[[], None] | None = None) -> Progress:
        """Shows that a task is running, with Cancel where it can be cancelled."""


def show_task(
    notices: Notices, text: str, task: "Task[Any]", on_cancel: Callable[[], None] | None
) -> None:
    """Shows that a task is running, and how far it is, until it has ended."""
    toast = notices.show_progress(text, on_cancel)
    task.progressed.connect(lambda done, total: toast.update(done, total))
    task.ended.connect(lambda: toast.close())
