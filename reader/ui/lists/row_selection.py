"""Tracks the selected rows of a list: one by one, by range, or all."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class RowSelection(Generic[Key]):
    """The rows selected, by a key each, out of those listed in order."""

    def __init__(self) -> None:
        self.ids: set[Key] = set()
        self._order: Sequence[Key] = ()
        self._rows: Mapping[Key, int] = {}
        self._anchor: Key | None = None  # from which a range goes
        self._before: set[Key] | None = None  # what was selected when extending began

    def set_order(self, order: Sequence[Key]) -> None:
        """Takes what is listed now; what is listed no more is deselected."""
        self._order = order
        self._rows = {id_: row for row, id_ in enumerate(order)}
        self.ids &= self._rows.keys()
        self._before = None

    def in_order(self) -> tuple[Key, ...]:
        """Returns what is selected, in the order of the list."""
        if len(self.ids) == len(self._order):
            return tuple(self._order)
        return tuple(sorted(self.ids, key=self._rows.__getitem__))

    def select(self, how: str, current: Key | None) -> None:
        """Selects: "toggle" the current row, the "range" up to it, "all" or "none"."""
        if how == "all":
            self.select_all()
        elif how == "none":
            self.clear()
        elif current is not None and how == "toggle":
            self.toggle(current)
        elif current is not None:
            self.select_range(current)

    def toggle(self, id_: Key) -> None:
        """Selects or deselects one."""
        self.ids ^= {id_}
        self._anchor, self._before = id_, None

    def select_range(self, id_: Key) -> None:
        """Selects all from the one toggled last to this one."""
        self.ids |= self._between(id_)
        self._before = None

    def extend(self, start: Key, end: Key) -> None:
        """Selects from where extending began to ``end``; going back deselects again."""
        if self._before is None:
            self._before, self._anchor = set(self.ids), start
        self.ids = self._before | self._between(end)

    def stop_extending(self) -> None:
        """Ends extending: the current row was changed without it."""
        self._before = None

    def select_all(self) -> None:
        """Selects every row listed."""
        self.ids = set(self._order)
        self._before = None

    def clear(self) -> None:
        """Deselects all."""
        self.ids = set()
        self._anchor = self._before = None

    def _between(self, id_: Key) -> set[Key]:
        start = self._rows.get(self._anchor if self._anchor is not None else id_)
        end = self._rows[id_]
        first, last = sorted((end if start is None else start, end))
        return set(self._order[first : last + 1])
