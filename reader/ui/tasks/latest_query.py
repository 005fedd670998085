"""Runs queries for a page in a worker, and drops all answers but the last."""

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

from reader.core.errors import PostilError
from reader.library.queries.queries import Queries
from reader.ui.tasks.task import Failure

R = TypeVar("R")


class Ask(Protocol):
    """Asks the library off the main thread; success or failure is called later."""

    def __call__(
        self,
        query: Callable[[Queries], R],
        success: Callable[[R], None],
        failure: Failure,
    ) -> None: ...


class LatestQuery:
    """Asks one question at a time, and drops the answer to one that another has superseded.

    The one asked last is put when the answer to the one before it, which is dropped, is there.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._asked: object = None  # the request whose answer is awaited
        self._wanted: object = None  # the request whose answer is to be given
        self._next: Callable[[], None] | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is awaited, or to be dropped."""
        return self._asked is not None

    def ask(
        self,
        query: Callable[[Queries], R],
        success: Callable[[R], None],
        failure: Failure,
    ) -> None:
        """Asks in the place of what was asked before."""
        if self.is_waiting:
            self._wanted, self._next = None, partial(self.ask, query, success, failure)
            return
        request = self._asked = self._wanted = object()

        def succeed(answer: R) -> None:
            self._take(request, partial(success, answer))

        def fail(error: PostilError) -> None:
            self._take(request, partial(failure, error))

        self._ask(query, succeed, fail)

    def cancel(self) -> None:
        """Drops the answer that is awaited."""
        self._wanted = self._next = None

    def _take(self, request: object, tell: Callable[[], None]) -> None:
        if self._asked is request:
            self._asked = None
            following, self._next = self._next, None
            if following is not None:
                following()
        if self._wanted is request:
            tell()
