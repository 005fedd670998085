"""Holds the state of a session: sticky tags, and the tagging to repeat."""

from dataclasses import dataclass, field

from reader.core.unique_ids import new_uid


@dataclass(slots=True)
class TaggingSession:
    """Lasts as long as the window; holds tags by id, so that one that is renamed stays itself."""

    is_sticky: bool = False
    sticky: tuple[int, ...] = ()  # tags for every new highlight; kept when switched off
    last_tags: tuple[int, ...] = ()  # put on last by the user
    run: str = field(default_factory=new_uid)  # presses of two sessions never merge

    def end_run(self) -> None:
        """Keeps what follows from being one step with what was done before."""
        self.run = new_uid()
