"""Which of the annotations listed on a page a person has picked, one by one, by range, or all."""

from collections.abc import Mapping, Sequence


class PickedRows:
    """The ids picked, out of those listed in order."""

    def __init__(self) -> None:
        self.ids: set[int] = set()
        self._order: Sequence[int] = ()
        self._rows: Mapping[int, int] = {}
        self._anchor: int | None = None  # the id from which a range goes
        self._before: set[int] | None = None  # what was picked when extending began

    def set_order(self, order: Sequence[int]) -> None:
        """These are listed now; what is listed no more is let go."""
        self._order = order
        self._rows = {id_: row for row, id_ in enumerate(order)}
        self.ids &= self._rows.keys()
        self._before = None

    def in_order(self) -> tuple[int, ...]:
        """The ids picked, in the order of the list."""
        if len(self.ids) == len(self._order):
            return tuple(self._order)
        return tuple(sorted(self.ids, key=self._rows.__getitem__))

    def toggle(self, id_: int) -> None:
        """Pick one, or let it go."""
        self.ids ^= {id_}
        self._anchor, self._before = id_, None

    def pick_range(self, id_: int) -> None:
        """Pick all from the one picked last to this one."""
        self.ids |= self._between(id_)
        self._before = None

    def extend(self, start: int, end: int) -> None:
        """Pick from where extending began to ``end``: going back lets go again."""
        if self._before is None:
            self._before, self._anchor = set(self.ids), start
        self.ids = self._before | self._between(end)

    def moved(self) -> None:
        """The current row was changed without extending."""
        self._before = None

    def pick_all(self) -> None:
        """Pick every one listed."""
        self.ids = set(self._order)
        self._before = None

    def clear(self) -> None:
        """Let all go."""
        self.ids = set()
        self._anchor = self._before = None

    def _between(self, id_: int) -> set[int]:
        start = self._rows.get(self._anchor if self._anchor is not None else id_)
        end = self._rows[id_]
        first, last = sorted((end if start is None else start, end))
        return set(self._order[first : last + 1])
