"""Remembers the positions that jumps in a text started from, for back and forward."""

from reader.core.text.reading.reading_cursor import Passage


class JumpHistory:
    """The places behind and ahead of where one is, in one text."""

    def __init__(self) -> None:
        self._behind: list[Passage] = []  # the nearest last
        self._ahead: list[Passage] = []

    def clear(self) -> None:
        """Forgets all of them: one came here from elsewhere."""
        self._behind.clear()
        self._ahead.clear()

    def begin(self, here: Passage) -> None:
        """Remembers where a jump begins; what was ahead is given up."""
        self._behind.append(here)
        self._ahead.clear()

    def step(self, direction: int, here: Passage | None) -> Passage | None:
        """Returns the place to go back (-1) or forward (1) to; None where there is none."""
        come_from, left = (self._behind, self._ahead)[:: 1 if direction < 0 else -1]
        if not come_from:
            return None
        if here is not None:
            left.append(here)
        return come_from.pop()
