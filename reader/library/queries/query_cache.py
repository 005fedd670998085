"""Caches query results until the library changes."""

from collections.abc import Callable
from typing import Any, TypeVar

Of = TypeVar("Of")
Row = TypeVar("Row")


class QueryCache:
    """The last answer to each question; ``data_version`` is another after each write."""

    def __init__(self, data_version: Callable[[], int]) -> None:
        self._data_version = data_version
        self._kept: dict[str, tuple[object, list[Any]]] = {}  # by name, with what it is of

    def get(self, name: str, of: Of, ask: Callable[[Of], list[Row]]) -> list[Row]:
        """Returns the last answer of this name, if it was of the same and nothing was written since."""
        now = (of, self._data_version())
        asked, answer = self._kept.get(name, (None, []))
        if asked != now:
            answer = ask(of)
            self._kept[name] = (now, answer)
        return list(answer)

    def put(self, name: str, of: object, version: int, answer: list[Any]) -> None:
        """Keeps the answer of another connection, which was asked when this was the data version."""
        self._kept[name] = ((of, version), answer)
