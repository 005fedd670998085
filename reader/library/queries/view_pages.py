"""Reads the ids of a large view in pages, by keyset pagination, and those of a search by row."""

# ruff: noqa: S608 (the names put into SQL are ours; values are always bound)

import json
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import count, takewhile
from typing import Any, NamedTuple

from reader.core.listed_ids import HeldIds, ListedIds

PAGE = 64  # rows read at once
HITS = "temp.found_article AS f"
BEST_FIRST = "f.score DESC, f.id DESC"
_KEPT = 16  # pages in memory before the oldest is let go
_BEST = 16 * PAGE  # rows of what was found that are sorted before others are asked for
_ONE_BY_ONE = 4  # ids whose rows are counted each by itself

Rows = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]
Page = list[tuple[Any, ...]]  # of id and keys


class Walk(NamedTuple):
    """An order in which an index is walked."""

    source: str  # what follows FROM, with the index named
    keys: tuple[str, ...]  # of which the last is the id
    is_descending: bool
    counted: str = ""  # the same rows in whatever order, where they are counted faster so

    @property
    def columns(self) -> str:
        """The columns of a page: the id, and the keys that say where it is."""
        return ", ".join((self.keys[-1], *self.keys))

    def order(self, *, is_forward: bool = True) -> str:
        """Returns what follows ORDER BY, for going on or for going back."""
        way = "DESC" if self.is_descending is is_forward else "ASC"
        return ", ".join(f"{key} {way}" for key in self.keys)

    def beyond(self, keys: Sequence[Any], *, is_forward: bool = True) -> tuple[str, Sequence[Any]]:
        """Returns SQL that is true for what follows a row with these keys, and its values.

        SQLite seeks a row value in an index only where it begins with a mere column. Of the 100,000
        entries before such a row it read all, in 4.7 ms; with the first key by itself it takes 0.02.
        """
        sign = "<" if self.is_descending is is_forward else ">"
        sql = f"({', '.join(self.keys)}) {sign} ({', '.join('?' * len(self.keys))})"
        if " " not in self.keys[0]:
            return sql, keys
        return f"{self.keys[0]} {sign}= ? AND {sql}", (keys[0], *keys)


class ViewPages(ListedIds):
    """The ids of a view. What changes after the number of them was read is seen by a new one."""

    def __init__(
        self, rows: Rows, walk: Walk, where: str, total: int, values: Sequence[Any] = ()
    ) -> None:
        self._rows, self._walk, self._where, self._total = rows, walk, where, total
        self._values = values  # of the condition
        self._pages: dict[int, Page] = {}
        self._all: Sequence[int] | None = None  # once they were asked for, eight bytes each
        self._counted: dict[int, int | None] = {}  # rows that were asked for by their ids

    def __len__(self) -> int:
        """Returns how many rows there are."""
        return self._total

    def __getitem__(self, at: Any) -> Any:
        """Returns the id of a row, or those of several."""
        if isinstance(at, slice):
            return [self._id(row) for row in range(*at.indices(self._total))]
        row = range(self._total)[at]
        return self._id(row)

    def row_of(self, id_: int) -> int | None:
        """Returns the row of an id, or None."""
        at_hand = self.rows_at_hand([id_])
        if at_hand:
            return at_hand[id_]
        if id_ not in self._counted:
            self._counted[id_] = self._count_before(id_)
        return self._counted[id_]

    def rows_of(self, ids: Iterable[int]) -> dict[int, int]:
        """Returns the rows of those of some ids that are listed."""
        wanted = set(ids)
        if len(wanted) <= _ONE_BY_ONE:
            return {id_: row for id_ in wanted if (row := self.row_of(id_)) is not None}
        return {id_: row for row, id_ in enumerate(self.all()) if id_ in wanted}

    def rows_at_hand(self, ids: Iterable[int]) -> dict[int, int]:
        """Returns the rows of those of some ids that were read and are still kept."""
        kept = {id_: row for row, id_ in self._kept()}
        return {id_: kept[id_] for id_ in ids if id_ in kept}

    def all(self) -> Sequence[int]:
        """Returns all ids, read at once."""
        if self._all is None:
            walk = self._walk
            sql = f"SELECT {walk.keys[-1]} FROM {walk.source} WHERE {self._where}"
            found = self._rows(
                f"{sql} ORDER BY {walk.order()} LIMIT ?", (*self._values, self._total)
            )
            self._all = array("q", (row[0] for row in found))
        return self._all

    def without(self, gone: Collection[int]) -> "ViewPages":
        """Returns what the view contains now, which some of its ids have left."""
        total = self._total - len(gone)
        return ViewPages(self._rows, self._walk, self._where, total, self._values)

    def near(self, row: int) -> Iterator[int]:
        """Yields the ids that were read beside a row: from it on, then those before it, going back."""
        rows = dict(self._kept())
        for start, step in ((row, 1), (row - 1, -1)):
            yield from (rows[one] for one in takewhile(rows.__contains__, count(start, step)))

    def shows_same(self, other: ListedIds) -> bool:
        """Returns whether the others are of as many rows, and the same in all that was read of them."""
        return (
            isinstance(other, ViewPages)
            and (self._walk, self._where, self._values, self._total)
            == (other._walk, other._where, other._values, other._total)
            and all(
                [row[0] for row in self._page(number)] == [row[0] for row in page]
                for number, page in other._pages.items()
            )
        )

    def following(self, id_: int | None, condition: str) -> int | None:
        """Returns the first id after another for which SQL is true, wrapping around; None if there is none."""
        keys = self._keys_of(id_) if id_ is not None else None
        walk = self._walk
        asked: list[tuple[str, Sequence[Any]]] = [("1", ())]
        if keys is not None:
            asked = [walk.beyond(keys), (f"{walk.keys[-1]} <> ?", [id_])]
        for beyond, values in asked:
            sql = f"SELECT {walk.keys[-1]} FROM {walk.source} WHERE {self._where} AND {condition}"
            found = self._rows(
                f"{sql} AND {beyond} ORDER BY {walk.order()} LIMIT 1", (*self._values, *values)
            )
            if found:
                next_id: int = found[0][0]
                return next_id
        return None

    def _count_before(self, id_: int) -> int | None:
        """Returns how many ids come before one; None when the view does not contain it."""
        keys = self._keys_of(id_)
        if keys is None or not self._total:
            return None
        return min(self.count_where(*self._walk.beyond(keys, is_forward=False)), self._total - 1)

    def count_where(self, condition: str, values: Sequence[Any]) -> int:
        """Returns for how many ids SQL is true."""
        source = self._walk.counted or self._walk.source
        sql = f"SELECT count(*) FROM {source} WHERE {self._where} AND {condition}"
        count: int = self._rows(sql, (*self._values, *values))[0][0]
        return count

    def _kept(self) -> Iterator[tuple[int, int]]:
        """Yields the rows and ids in memory."""
        for number, page in self._pages.items():
            for place, one in enumerate(page):
                yield number * PAGE + place, one[0]

    def _id(self, row: int) -> int:
        page = self._page(row // PAGE)
        place = row % PAGE
        return page[place][0] if place < len(page) else 0

    def _page(self, number: int) -> Page:
        page = self._pages.get(number)
        if page is None:
            page = self._read(number)
            self._pages[number] = page
            while len(self._pages) > _KEPT:
                del self._pages[next(iter(self._pages))]
        return page

    def _read(self, number: int) -> Page:
        """Reads a page from the end of one beside it, or from the nearer end of all."""
        start = number * PAGE
        size = min(PAGE, self._total - start)
        before, after = self._pages.get(number - 1), self._pages.get(number + 1)
        if before and len(before) == PAGE:
            return self._select(size, beyond=before[-1][1:])
        if after:
            return self._select(size, beyond=after[0][1:], is_forward=False)
        behind = self._total - start - size
        if behind < start:
            return self._select(size, offset=behind, is_forward=False)
        return self._select(size, offset=start)

    def _select(
        self, limit: int, beyond: Sequence[Any] = (), offset: int = 0, *, is_forward: bool = True
    ) -> Page:
        walk = self._walk
        where, values = self._where, self._values
        if beyond:
            sql, keys = walk.beyond(beyond, is_forward=is_forward)
            where, values = f"{where} AND {sql}", (*values, *keys)
        page = self._rows(
            f"SELECT {walk.columns} FROM {walk.source} WHERE {where}"
            f" ORDER BY {walk.order(is_forward=is_forward)} LIMIT ? OFFSET ?",
            (*values, limit, offset),
        )
        return page if is_forward else page[::-1]

    def _keys_of(self, id_: int) -> Sequence[Any] | None:
        """Returns where an id is; None when the view does not contain it."""
        source = self._walk.source.partition(" INDEXED BY ")[0]
        sql = f"SELECT {self._walk.columns} FROM {source} WHERE {self._where}"
        found = self._rows(f"{sql} AND {self._walk.keys[-1]} = ?", (*self._values, id_))
        return found[0][1:] if found else None


class FoundRows(ListedIds):
    """What a search found, the best first, in the rows of a table of its connection.

    At first only the best: to sort all of 48,000 takes 40 ms, and to choose these 8.
    """

    def __init__(self, rows: Rows, found: str, total: int, values: Sequence[Any]) -> None:
        """``found`` is what follows FROM: ``temp.found_article AS f`` with other tables, and WHERE."""
        self._rows, self._found, self._total, self._values = rows, found, total, values
        self._known: dict[int, int] = {}  # ids by row, of the pages that were looked at
        self._put(_BEST)
        self._has_all = total <= _BEST

    def __len__(self) -> int:
        """Returns how many rows there are."""
        return self._total

    def __getitem__(self, at: Any) -> Any:
        """Returns the id of a row, or those of several."""
        if isinstance(at, slice):
            return [self[row] for row in range(*at.indices(self._total))]
        row = range(self._total)[at]
        if row not in self._known:
            first = row - row % PAGE
            if first >= _BEST:
                self._put_all()
            sql = "SELECT row - 1, id FROM temp.found_row WHERE row > ? AND row <= ?"
            self._known |= self._rows(sql, (first, first + PAGE))
        return self._known.get(row, 0)

    def row_of(self, id_: int) -> int | None:
        """Returns the row of an id, or None."""
        return self.rows_of([id_]).get(id_)

    def rows_of(self, ids: Iterable[int]) -> dict[int, int]:
        """Returns the rows of those of some ids that are listed."""
        wanted = {*ids}
        if len(wanted) > _ONE_BY_ONE:
            self._put_all()
        sql = "SELECT id, row - 1 FROM temp.found_row WHERE id IN (SELECT value FROM json_each(?))"
        found: dict[int, int] = dict(self._rows(sql, (json.dumps([*wanted]),)))
        for id_ in () if self._has_all else wanted - found.keys():
            before = (
                f"SELECT count(*) FROM {self._found} AND (f.score, f.id) >"
                " (SELECT score, id FROM temp.found_article WHERE id = ?)"
            )
            if self._rows(f"SELECT 1 FROM {self._found} AND f.id = ?", (*self._values, id_)):
                ((row,),) = self._rows(before, (*self._values, id_))
                if row < self._total:  # else the list has become longer since
                    found[id_] = row
        return found

    def rows_at_hand(self, ids: Iterable[int]) -> dict[int, int]:
        """Returns the rows of those of some ids that were looked at."""
        rows = {id_: row for row, id_ in self._known.items()}
        return {id_: rows[id_] for id_ in ids if id_ in rows}

    def all(self) -> Sequence[int]:
        """Returns all ids, read at once."""
        self._put_all()
        return array(
            "q", (row[0] for row in self._rows("SELECT id FROM temp.found_row ORDER BY row", ()))
        )

    def without(self, gone: Collection[int]) -> HeldIds:
        """Returns the others."""
        return HeldIds(id_ for id_ in self.all() if id_ not in gone)

    def near(self, row: int) -> Iterator[int]:
        """Yields the ids from a row on, then those before it, going back."""
        yield from HeldIds(self.all()).near(row)

    def shows_same(self, other: ListedIds) -> bool:
        """Returns whether the others are of as many rows, and the same in all that was read of them."""
        return (
            isinstance(other, FoundRows)
            and len(self) == len(other)
            and all(self[row] == id_ for row, id_ in other._known.items())
        )

    def _put_all(self) -> None:
        """Puts into the table what is not among the best."""
        if not self._has_all:
            self._put(self._total - _BEST)
            self._has_all = True

    def _put(self, most: int) -> None:
        found = self._found
        if found.startswith(HITS):  # of those that match alike the newest are the best: no detours
            newest_first = "(SELECT * FROM temp.found_article ORDER BY id DESC LIMIT -1) AS f"
            found = newest_first + found.removeprefix(HITS)
        self._rows(
            f"INSERT INTO temp.found_row(id) SELECT f.id FROM {found}"
            f" AND f.id NOT IN (SELECT id FROM temp.found_row) ORDER BY {BEST_FIRST} LIMIT ?",
            (*self._values, most),
        )
