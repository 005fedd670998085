"""Remembers tags for a session: sticky tags, and the tagging to repeat."""

from dataclasses import dataclass

from reader.core.unique_ids import new_uid


@dataclass(slots=True)
class RememberedTags:
    """Lasts as long as the window; stores tags by id, so that renaming does not matter."""

    is_sticky: bool = False
    sticky: tuple[int, ...] = ()  # tags for every new highlight; kept when switched off
    last_tags: tuple[int, ...] = ()  # put on last by the user
    _run: str = ""

    @property
    def run(self) -> str:
        """The merge key of acts that are one step with those before; it differs between sessions."""
        self._run = self._run or new_uid()
        return self._run

    def end_run(self) -> None:
        """Keeps what follows from being one step with what was done before."""
        self._run = ""
