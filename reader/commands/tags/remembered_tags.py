"""Holds the state of a session: sticky tags, and the tagging to repeat."""

from dataclasses import dataclass

from reader.core.unique_ids import new_uid


@dataclass(slots=True)
class RememberedTags:
    """Lasts as long as the window; holds tags by id, so that one that is renamed stays itself."""

    is_sticky: bool = False
    sticky: tuple[int, ...] = ()  # tags for every new highlight; kept when switched off
    last_tags: tuple[int, ...] = ()  # put on last by the user
    _run: str = ""

    @property
    def run(self) -> str:
        """A key of what is one step with what was done before; that of two sessions never is."""
        self._run = self._run or new_uid()
        return self._run

    def end_run(self) -> None:
        """Keeps what follows from being one step with what was done before."""
        self._run = ""
