"""Defines lists of ids in order: their interface, and the list that contains all its ids in memory."""

from abc import abstractmethod
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, overload

_NEXT = 4  # rows that are looked for before all others


class ListedIds(Sequence[int]):
    """The ids of a list by row. Where a row is gone by now, its id is 0."""

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    @abstractmethod
    def __getitem__(self, at: Any) -> Any:
        """Returns the id of a row, or those of several."""

    @abstractmethod
    def __len__(self) -> int:
        """Returns how many rows there are."""

    @abstractmethod
    def row_of(self, id_: int) -> int | None:
        """Returns the row of an id, or None."""

    @abstractmethod
    def rows_of(self, ids: Iterable[int]) -> dict[int, int]:
        """Returns the rows of those of some ids that are listed."""

    @abstractmethod
    def rows_at_hand(self, ids: Iterable[int]) -> dict[int, int]:
        """Returns the rows of those of some ids that were looked at, as far as they are still known."""

    @abstractmethod
    def all(self) -> Sequence[int]:
        """Returns all ids at once."""

    @abstractmethod
    def without(self, gone: Collection[int]) -> "ListedIds":
        """Returns the list without those of its ids that are in it no more."""

    @abstractmethod
    def near(self, row: int) -> Iterator[int]:
        """Yields the loaded ids: from a row on, then those before it in reverse."""

    @abstractmethod
    def shows_same(self, other: "ListedIds") -> bool:
        """Returns whether the list that shows others need not be told of anything new."""


class HeldIds(ListedIds):
    """Ids that are all in memory, in eight bytes each."""

    def __init__(self, ids: Iterable[int] = ()) -> None:
        self._ids = array("q", ids)

    def __getitem__(self, at: Any) -> Any:
        """Returns the id of a row, or those of several."""
        return self._ids[at]

    def __len__(self) -> int:
        """Returns how many rows there are."""
        return len(self._ids)

    def row_of(self, id_: int) -> int | None:
        """Returns the row of an id, or None."""
        try:
            return self._ids.index(id_)
        except ValueError:
            return None

    def rows_of(self, ids: Iterable[int]) -> dict[int, int]:
        """Returns the rows of those of some ids that are listed."""
        wanted = set(ids)
        return {id_: row for row, id_ in enumerate(self._ids) if id_ in wanted} if wanted else {}

    def rows_at_hand(self, ids: Iterable[int]) -> dict[int, int]:
        """Returns the rows of those of some ids that are listed."""
        return self.rows_of(ids)

    def all(self) -> Sequence[int]:
        """Returns all ids."""
        return self._ids

    def without(self, gone: Collection[int]) -> "HeldIds":
        """Returns the others."""
        return HeldIds(id_ for id_ in self._ids if id_ not in gone)

    def near(self, row: int) -> Iterator[int]:
        """Yields the ids from a row on, then those before it, going back."""
        yield from self._ids[row:]
        yield from reversed(self._ids[:row])

    def shows_same(self, other: ListedIds) -> bool:
        """Returns whether the others are the same."""
        return isinstance(other, HeldIds) and self._ids == other._ids


def first_left(ids: ListedIds, candidates: Iterator[int], at: int) -> int | None:
    """Returns the row of the first of some articles that is still listed, else about where it was."""
    for chunk in (list(islice(candidates, _NEXT)), list(candidates)) if ids else ():
        if rows := ids.rows_of(chunk):
            return next(rows[one] for one in chunk if one in rows)
    return min(at, len(ids) - 1) if ids else None
