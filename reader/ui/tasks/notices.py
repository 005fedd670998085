"""States what tasks use to tell a person how far they are and what became of them."""

from collections.abc import Callable
from typing import Protocol


class Progress(Protocol):
    """A notice that counts."""

    def update(self, done: int, total: int, text: str = "") -> None:
        """Tells how far the task is: done of total, 0 if that is not known."""

    def close(self) -> None:
        """Takes the notice away."""


class Notices(Protocol):
    """Shows notices over the window."""

    def show(self, text: str) -> object:
        """Says one line, beside those that are shown."""

    def notify(self, text: str, *, can_undo: bool = False) -> None:
        """Says one line in place of the one before it."""

    def fail(self, text: str, *, can_undo: bool = False) -> None:
        """Says that something did not work."""

    def show_progress(self, text: str, on_cancel: Callable[[], None] | None = None) -> Progress:
        """Says that something is under way, with Cancel where it can be cancelled."""
