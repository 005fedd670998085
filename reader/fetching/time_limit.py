"""Limits the total time of a fetch, and lets the user cancel it."""

import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from reader.core.errors import FetchFailed
from reader.core.translation import _

R = TypeVar("R")

_STEP = 0.2  # seconds between two looks whether it was cancelled


class _Socket(Protocol):
    def settimeout(self, value: float | None, /) -> None: ...


class TooLate(Exception):
    """The time of a fetch has passed."""


class TimeLimit:
    """The time that one fetch has, over all its hops and all it waits for."""

    def __init__(self, seconds: float, is_cancelled: Callable[[], bool]) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds
        self._is_cancelled = is_cancelled

    def step(self) -> float:
        """Returns how many seconds to wait at most now.

        Raises TooLate if none are left, FetchFailed if it was cancelled.
        """
        if self._is_cancelled():
            raise FetchFailed(_("Stopped."))
        left = self._end - time.monotonic()
        if left <= 0:
            raise TooLate
        return min(_STEP, left)

    def part(self, seconds: float) -> "TimeLimit":
        """Returns a limit of so many seconds from now, within this one."""
        left = self._end - time.monotonic()
        return TimeLimit(min(seconds, left), self._is_cancelled)

    def wait_for(self, socket: _Socket, act: Callable[[], R]) -> R:
        """Repeats an operation on a socket until it succeeds; a timeout of the socket does not end it."""
        while True:
            socket.settimeout(self.step())
            try:
                return act()
            except TimeoutError:
                continue
