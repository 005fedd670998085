"""Lets deeply nested work check whether the user has cancelled it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_ASKED: ContextVar[Callable[[], bool] | None] = ContextVar("is_cancelled", default=None)


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
