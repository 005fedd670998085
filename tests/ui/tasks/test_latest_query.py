"""Of what a page asks, the answer to the last question is given, whatever comes before it."""

from collections.abc import Callable
from typing import Any

from reader.core.errors import LibraryLocked, PostilError
from reader.ui.tasks.latest_query import LatestQuery


class Library:
    """Answers questions when it is told to, in their order."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, Callable[[Any], None], Callable[[PostilError], None]]] = []
        self.heard: list[object] = []
        self.latest = LatestQuery(self._ask)

    def _ask(
        self,
        query: Any,
        success: Callable[[Any], None],
        failure: Callable[[PostilError], None],
    ) -> None:
        self.asked.append((query, success, failure))

    def ask(self, name: str) -> None:
        self.latest.ask(
            lambda _queries: name,
            self.heard.append,
            lambda error: self.heard.append(f"failed: {error}"),
        )

    def answer(self) -> None:
        query, success, _failure = self.asked.pop(0)
        success(query(None))

    def refuse(self) -> None:
        _query, _success, failure = self.asked.pop(0)
        failure(LibraryLocked("Busy."))


def test_an_answer_or_a_failure_is_given() -> None:
    library = Library()
    library.ask("a")
    assert library.latest.is_waiting
    library.answer()
    library.ask("b")
    library.refuse()
    assert library.heard == ["a", "failed: Busy."]
    assert not library.latest.is_waiting


def test_only_the_last_of_many_is_asked_and_answered() -> None:
    library = Library()
    for name in "abc":
        library.ask(name)
    assert len(library.asked) == 1
    library.refuse()  # nobody waits for it any more
    assert library.latest.is_waiting
    library.answer()
    assert (library.heard, library.asked) == (["c"], [])


def test_what_was_cancelled_is_not_answered_and_the_next_is() -> None:
    library = Library()
    library.ask("a")
    library.ask("b")
    library.latest.cancel()
    library.answer()
    assert (library.heard, library.asked) == ([], [])
    library.ask("c")
    library.answer()
    assert library.heard == ["c"]


def test_an_answer_may_ask_again_and_fail() -> None:
    library = Library()
    library.ask("a")
    _query, success, failure = library.asked[0]
    success("a")
    library.ask("b")
    failure(LibraryLocked("Busy."))  # what was done with the first answer failed
    assert library.heard == ["a"]
    library.asked.pop(0)
    library.answer()
    assert library.heard == ["a", "b"]
