"""Caches rows, which are read a page at a time on demand."""

from collections.abc import Callable, Container, Sequence
from typing import TypeVar

from reader.core.errors import PostilError

_PAGES = 32  # held in memory before the oldest rows are let go

Row = TypeVar("Row")


class RowCache(dict[int, Row | None]):
    """Reads rows by their ids through ``fetch``, which returns those that exist, in any order.

    A row that is gone stays None until it is forgotten; ``fail`` gets the errors of reading.
    """

    def __init__(
        self,
        fetch: Callable[[Sequence[int]], Sequence[Row]],
        id_of: Callable[[Row], int],
        fail: Callable[[str], object],
        page: int,
    ) -> None:
        super().__init__()
        self._fetch, self._id_of, self._fail, self._page = fetch, id_of, fail, page

    def row_at(self, ids: Sequence[int], place: int) -> Row | None:
        """Returns the row at an index of the ids, read with its page if necessary; None if it is gone."""
        if ids[place] not in self:
            start = place - place % self._page
            wanted = [id_ for id_ in ids[start : start + self._page] if id_ and id_ not in self]
            self.update(dict.fromkeys(wanted))
            try:
                self.update((self._id_of(row), row) for row in self._fetch(wanted))
            except PostilError as error:
                self._fail(str(error))
            while len(self) > _PAGES * self._page:
                del self[next(iter(self))]
        return self.get(ids[place])

    def keep(self, ids: Container[int]) -> None:
        """Forgets the rows of other ids, and that a row was gone."""
        for id_ in [id_ for id_, row in self.items() if row is None or id_ not in ids]:
            del self[id_]

    def look_again(self) -> None:
        """Forgets that rows were gone."""
        for id_ in [id_ for id_, row in self.items() if row is None]:
            del self[id_]
