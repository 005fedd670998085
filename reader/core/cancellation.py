"""Lets deeply nested work check whether the user has cancelled it, and report its progress."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ASKED: ContextVar[Callable[[], bool] | None] = ContextVar("is_cancelled", default=None)
_TOLD: ContextVar[Callable[[int], None] | None] = ContextVar("progressed", default=None)


def is_cancelled() -> bool:
    """Returns whether what this thread is at was stopped."""
    asked = _ASKED.get()
    return asked is not None and asked()


@contextmanager
def cancelled_by(asked: Callable[[], bool] | None) -> Iterator[None]:
    """Has a function asked whether what is done until the end of the block was stopped."""
    token = _ASKED.set(asked)
    try:
        yield
    finally:
        _ASKED.reset(token)


def can_be_cancelled() -> bool:
    """Returns whether the work of this thread can be cancelled."""
    return _ASKED.get() is not None


def tell_progress(done: int) -> None:
    """Reports how much of the work of this thread is done."""
    if (told := _TOLD.get()) is not None:
        told(done)


@contextmanager
def progress_told_to(told: Callable[[int], None]) -> Iterator[None]:
    """Passes progress that is reported in the block to a function."""
    token = _TOLD.set(told)
    try:
        yield
    finally:
        _TOLD.reset(token)
